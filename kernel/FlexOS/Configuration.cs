using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Internal.Yaml;

namespace FlexCap.FlexOS;

/// <summary>How a compartment is isolated.</summary>
public enum Mechanism
{
    /// <summary>No isolation: a call across compartments is a function call (<c>fcalls</c> in kraft).</summary>
    Function,

    /// <summary>DDC and PCC of its own, entered through the LPB-sealed switcher (PLOS'23, section 3).</summary>
    Morello,

    /// <summary>EL0 with page tables and an ASID of its own, entered by SVC through the trusted base at EL1: what the papers call PT.</summary>
    PageTable,
}

/// <summary>A compartment as the person wrote it. Two are equal if all but their places are.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Mechanism">Isolation mechanism.</param>
/// <param name="IsDefault">True for the one compartment that takes every library without one.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record Compartment(string Name, Mechanism Mechanism, bool IsDefault, SourceLocation Location)
{
    /// <summary>Heap of a compartment that does not say, in bytes (256 KiB).</summary>
    public const ulong DefaultHeapSize = 256 * 1024;

    /// <summary>Stack of a thread in a compartment, in bytes, and its alignment: 64 KiB, as STACK_SIZE_PAGE_ORDER=4 in the artefact. The gates find the thread id by it.</summary>
    public const ulong StackSize = 64 * 1024;

    /// <summary>Where the guard page of a stack lies, from its low end, in an image with more than one thread (kernel/guest/include/flexos/thread.h).</summary>
    internal const ulong GuardStart = 8192, GuardEnd = 12288;

    /// <summary>How calls across are made with <see cref="Mechanism.Morello"/>; without meaning for other mechanisms.</summary>
    public GateVariant Gate { get; init; }

    /// <summary>What becomes of a call of the compartment when it faults.</summary>
    public FaultPolicy OnFault { get; init; }

    /// <summary>How often it may be restarted before a fault stops the machine; 0 for any number. For <see cref="FaultPolicy.Restart"/>.</summary>
    public int MaximumRestarts { get; init; }

    /// <summary>Size of the heap in bytes; the linker may round it up so that the compartment's bounds are representable.</summary>
    public ulong HeapSize { get; init; } = DefaultHeapSize;

    /// <summary>Compiler hardening of its micro-libraries, ascending; it takes effect where these are given as source.</summary>
    public IReadOnlyList<Hardening> Hardening { get; init; } = [];

    /// <summary>True if the heap lies in the shared region, where the neighbour reaches all of it, as comp0's does in the artefact.</summary>
    public bool IsHeapShared { get; init; }

    /// <inheritdoc/>
    public bool Equals(Compartment? other) =>
        other is not null && (Name, Mechanism, Gate, IsDefault, HeapSize, IsHeapShared) == (other.Name, other.Mechanism, other.Gate, other.IsDefault, other.HeapSize, other.IsHeapShared)
        && (OnFault, MaximumRestarts) == (other.OnFault, other.MaximumRestarts) && Hardening.SequenceEqual(other.Hardening);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Mechanism, Gate, IsDefault, HeapSize, OnFault);
}

/// <summary>A micro-library as the person wrote it. Two are equal if all but their places are.</summary>
/// <param name="Name">Name of the instance; unique.</param>
/// <param name="From">Micro-library of the catalogue, or another instance; the same as <paramref name="Name"/> unless written.</param>
/// <param name="Compartment">Name of its compartment, or null for the default one.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record Library(string Name, string From, string? Compartment, SourceLocation Location)
{
    /// <summary>Compiler hardening beside that of its compartment, ascending; it takes effect where the library is given as source.</summary>
    public IReadOnlyList<Hardening> Hardening { get; init; } = [];

    /// <summary>Kraft's version of an external library, or null; not used, since micro-libraries are compiled beforehand.</summary>
    public string? Version { get; init; }

    /// <summary>Kraft's mark for libraries that belong to Unikraft itself; not used.</summary>
    public bool IsCore { get; init; }

    /// <summary>True if it is written as a kraft.yaml names a library of Unikraft's: where the catalogue lacks it, it is left out with a warning (FX0340).</summary>
    internal bool IsKraft => Version is not null || IsCore;

    /// <summary>
    /// An object file of one's own, relocatable or shared (ET_REL, ET_DYN for musl), or null; relative to the folder of the
    /// configuration's file.
    /// </summary>
    public string? Path { get; init; }

    /// <summary>A NuGet package that the object comes from, as <c>id/version</c>, or null. It must be in NuGet's folder of packages.</summary>
    public string? Package { get; init; }

    /// <summary>The object's path in <see cref="Package"/>; null for its only shared object for musl and arm64.</summary>
    public string? File { get; init; }

    /// <summary>C and assembly sources of one's own, compiled by clang; relative to the folder of the configuration's file.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Options of the compiler for <see cref="Sources"/>, behind those that it always gets: <c>-O3</c>, <c>-DNAME=value</c>, <c>-Ifolder</c> (relative to the folder of the configuration's file).</summary>
    public IReadOnlyList<string> CompilerOptions { get; init; } = [];

    /// <summary>File with the interface of its functions, for one's own libraries; relative to the folder of the configuration's file; or null.</summary>
    public string? InterfaceFile { get; init; }

    /// <summary>True if the configuration brings it: it does not come from the catalogue.</summary>
    public bool IsOwn => Path is not null || Package is not null || Sources.Count != 0;

    /// <inheritdoc/>
    public bool Equals(Library? other) =>
        other is not null && (Name, From, Compartment, Path, Package, File, InterfaceFile) == (other.Name, other.From, other.Compartment, other.Path, other.Package, other.File, other.InterfaceFile)
        && (Version, IsCore) == (other.Version, other.IsCore) && Sources.SequenceEqual(other.Sources) && CompilerOptions.SequenceEqual(other.CompilerOptions) && Hardening.SequenceEqual(other.Hardening);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, From, Compartment);
}

/// <summary>How data crosses along one edge. Two are equal if all but their places are.</summary>
/// <param name="From">Name of the calling compartment.</param>
/// <param name="To">Name of the called compartment.</param>
/// <param name="Sharing">How data crosses.</param>
/// <param name="Location">Where it is written.</param>
public sealed record EdgeSharing(string From, string To, Sharing Sharing, SourceLocation Location)
{
    /// <inheritdoc/>
    public bool Equals(EdgeSharing? other) => other is not null && (From, To, Sharing) == (other.From, other.To, other.Sharing);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(From, To, Sharing);
}

/// <summary>
/// What the person wrote: compartments, micro-libraries and the application. Immutable; made from YAML that is a
/// superset of kraft.yaml, or in C#. Equality compares content, not places in the text.
/// </summary>
public sealed partial record Configuration
{
    /// <summary>Name of the image.</summary>
    public required string Name { get; init; }

    /// <summary>Compartments in the order of declaration, which is the order of their ids (from 0).</summary>
    public required IReadOnlyList<Compartment> Compartments { get; init; }

    /// <summary>Micro-libraries in the order of declaration.</summary>
    public required IReadOnlyList<Library> Libraries { get; init; }

    /// <summary>Name of the catalogue's application whose <c>main</c> runs; the configuration's name unless written.</summary>
    public required string Application { get; init; }

    /// <summary>Name of the application's compartment, or null for the default one.</summary>
    public string? ApplicationCompartment { get; init; }

    /// <summary>Parameters that the application reads at run time (name, value), such as the number of repetitions; ordered by name.</summary>
    public IReadOnlyList<KeyValuePair<string, ulong>> Parameters { get; init; } = [];

    /// <summary>
    /// Names of the two compartments whose bounds overlap on the shared region (<c>.data_shared</c>); empty to let the planner
    /// choose those that refer to shared data, or the owner and the only compartment that it has gates with.
    /// </summary>
    public IReadOnlyList<string> SharedBetween { get; init; } = [];

    /// <summary>How data crosses along every edge that <see cref="Edges"/> does not name; null for overlap where the bounds overlap anyway, else copy.</summary>
    public Sharing? Sharing { get; init; }

    /// <summary>How data crosses along single edges.</summary>
    public IReadOnlyList<EdgeSharing> Edges { get; init; } = [];

    /// <summary>Least size of the heap of each shared region in bytes; it exists only where something uses it.</summary>
    public ulong SharedHeapSize { get; init; } = Compartment.DefaultHeapSize;

    /// <summary>
    /// Threads that may run, from 1 to <see cref="MaximumThreads"/>: every compartment has a stack of
    /// <see cref="Compartment.StackSize"/> bytes for each.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>The most threads that an image can have: the entries of a compartment's thread status blocks.</summary>
    public const int MaximumThreads = 32;

    /// <summary>Who may trust whom.</summary>
    public TrustModel Trust { get; init; }

    /// <summary>Places of values by path (<c>libraries/newlib/compartment</c>); the declarations carry their own.</summary>
    internal IReadOnlyDictionary<string, SourceLocation> Places { get; init; } = new Dictionary<string, SourceLocation>();

    /// <summary>The folder that relative paths are written from: that of the file it was read from, else the current one.</summary>
    internal string Folder => Place("").File is var file && File.Exists(file) ? Path.GetDirectoryName(Path.GetFullPath(file))! : Environment.CurrentDirectory;

    /// <summary>Reads YAML; throws <see cref="InputException"/> (FX02xx) with every error at once.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">Name used in diagnostics; relative paths in the text are relative to its folder, if it is a file.</param>
    public static Configuration Parse(string yaml, string file = "<cell>") =>
        TryParse(yaml, file, out var configuration, out var diagnostics) ? configuration! : throw new InputException(diagnostics);

    /// <summary>Reads YAML; false if it has errors.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="file">Name used in diagnostics.</param>
    /// <param name="configuration">The configuration, or null.</param>
    /// <param name="diagnostics">Errors, warnings and remarks (FX02xx; with errors also names that the catalogue lacks, FX03xx), in the order of the text.</param>
    public static bool TryParse(string yaml, string file, out Configuration? configuration, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(file);
        var bag = new DiagnosticBag();
        configuration = new ConfigurationReader(file, bag).Read(yaml);
        if (configuration is not null)
        {
            ConfigurationValidator.Validate(configuration, bag);
            if (bag.HasErrors)
            {
                // It will not come to Check, and the person should see everything at once.
                new CatalogueNames(configuration, LibraryCatalogue.Embedded, bag).Check();
            }
        }

        configuration = bag.HasErrors ? null : configuration;
        diagnostics = [.. bag.OrderBy(d => d.Location.Line).ThenBy(d => d.Location.Column)];
        return configuration is not null;
    }

    /// <summary>Reads a file; throws as <see cref="Parse"/>, and as <see cref="File.ReadAllText(string)"/> if it cannot be read.</summary>
    public static Configuration ReadFile(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Writes the configuration as YAML that <see cref="Parse"/> reads back as an equal configuration.</summary>
    public string ToYaml() => ConfigurationWriter.Write(this);

    /// <summary>The same configuration with every compartment isolated by <paramref name="mechanism"/>, and with the default gates.</summary>
    public Configuration WithMechanism(Mechanism mechanism) =>
        this with { Compartments = [.. Compartments.Select(c => c with { Mechanism = mechanism, Gate = GateVariant.Lpb })] };

    /// <summary>The same configuration with another mechanism and gate in every compartment, by a name of <see cref="MechanismNames.All"/> such as <c>morello/hardened</c>.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public Configuration WithMechanism(string name) =>
        !MechanismNames.TryParse(name, out var mechanism, out var gate)
            ? throw new ArgumentException($"There is no mechanism '{name}'. Known: {string.Join(", ", MechanismNames.All)}.", nameof(name))
            : this with { Compartments = [.. Compartments.Select(c => c with { Mechanism = mechanism, Gate = gate })] };

    /// <summary>The same configuration with every compartment isolated by <see cref="Mechanism.Morello"/> and gates of a variant.</summary>
    public Configuration WithGate(GateVariant gate) =>
        this with { Compartments = [.. Compartments.Select(c => c with { Mechanism = Mechanism.Morello, Gate = gate })] };

    /// <summary>The same configuration with a parameter set; <see cref="Check"/> reports a name that the application does not have.</summary>
    public Configuration WithParameter(string name, ulong value) =>
        this with
        {
            Parameters = [.. Parameters.Where(p => p.Key != name).Append(new(name, value)).OrderBy(p => p.Key, StringComparer.Ordinal)],
        };

    /// <inheritdoc/>
    public bool Equals(Configuration? other) =>
        other is not null && (Name, Application, ApplicationCompartment, Threads) == (other.Name, other.Application, other.ApplicationCompartment, other.Threads)
        && Compartments.SequenceEqual(other.Compartments) && Libraries.SequenceEqual(other.Libraries) && Parameters.SequenceEqual(other.Parameters)
        && SharedBetween.SequenceEqual(other.SharedBetween) && Edges.SequenceEqual(other.Edges)
        && (Sharing, SharedHeapSize) == (other.Sharing, other.SharedHeapSize) && Trust == other.Trust;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Application, Compartments.Count, Libraries.Count, Parameters.Count);

    /// <summary>Place of a value by path; else of <paramref name="fallback"/>; else of the whole text.</summary>
    internal SourceLocation Place(string path, SourceLocation? fallback = null) =>
        Places.TryGetValue(path, out var place) ? place
        : fallback is { File: not null } known ? known
        : Places.TryGetValue("", out var root) ? root : new SourceLocation("<configuration>");

    /// <summary>Place of a declaration; one that was made in C# has none.</summary>
    internal SourceLocation Place(SourceLocation declaration) => Place("(declaration)", declaration);
}
