using FlexCap.Diagnostics;

namespace FlexCap.FlexOS;

/// <summary>How a compartment is isolated.</summary>
public enum Mechanism
{
    /// <summary>No isolation: a call across compartments is a function call (<c>fcalls</c> in kraft).</summary>
    Function,

    /// <summary>DDC and PCC of its own, entered through the LPB-sealed switcher (PLOS'23, section 3).</summary>
    Morello,
}

/// <summary>A compartment as the person wrote it.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Mechanism">Isolation mechanism.</param>
/// <param name="IsDefault">True for the one compartment that takes every library without one.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record Compartment(string Name, Mechanism Mechanism, bool IsDefault, SourceLocation Location);

/// <summary>A micro-library as the person wrote it.</summary>
/// <param name="Name">Name of the instance; unique.</param>
/// <param name="From">Micro-library of the catalogue; the same as <paramref name="Name"/> unless written.</param>
/// <param name="Compartment">Name of its compartment, or null for the default one.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record Library(string Name, string From, string? Compartment, SourceLocation Location);

/// <summary>
/// What the person wrote: compartments, micro-libraries and the application. Immutable; made from YAML that is a
/// superset of kraft.yaml, or in C#.
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

    /// <summary>Parameters that the application reads at run time (name, value), such as the number of repetitions; ordered by name.</summary>
    public IReadOnlyList<KeyValuePair<string, ulong>> Parameters { get; init; } = [];

    /// <summary>Reads YAML; throws <see cref="InputException"/> with every error at once.</summary>
    public static Configuration Parse(string yaml, string file = "<cell>") => throw new NotImplementedException();

    /// <summary>Reads YAML; false if it has errors. <paramref name="diagnostics"/> holds errors and warnings, in the order of the text.</summary>
    public static bool TryParse(string yaml, string file, out Configuration? configuration, out IReadOnlyList<Diagnostic> diagnostics) => throw new NotImplementedException();

    /// <summary>Reads a file; throws as <see cref="Parse"/>.</summary>
    public static Configuration ReadFile(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Writes the configuration as YAML that <see cref="Parse"/> reads back as an equal configuration.</summary>
    public string ToYaml() => throw new NotImplementedException();

    /// <summary>Resolves names against the catalogue of micro-libraries and decides gates and layout; throws <see cref="InputException"/> with every error at once.</summary>
    public Plan Check() => throw new NotImplementedException();

    /// <summary>As <see cref="Check"/>, without throwing.</summary>
    public bool TryCheck(out Plan? plan, out IReadOnlyList<Diagnostic> diagnostics) => throw new NotImplementedException();

    /// <summary>Check, link and load in one step: a machine that is ready to run.</summary>
    public FlexOSMachine Boot() => Check().Link().Load();
}
