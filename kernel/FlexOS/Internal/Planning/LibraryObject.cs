using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>What the linker does with a section of a micro-library.</summary>
internal enum SectionClass
{
    /// <summary>Not loaded: debug information, symbol tables.</summary>
    Ignored,
    Code,
    ReadOnly,
    Data,
    Zero,
    /// <summary><c>.data_shared</c>: seen from the neighbouring compartment as well.</summary>
    Shared,
    /// <summary>Code of which each user gets a copy made to measure: gate and trampoline.</summary>
    Template,
    /// <summary>A segment of a shared object: at a fixed distance from its other segments, whatever they hold.</summary>
    SharedObject,
    /// <summary>Initial thread-local data, at a fixed place in a stack.</summary>
    ThreadLocal,
}

/// <summary>A micro-library of the catalogue as the linker sees it: its object and what it defines.</summary>
internal sealed class LibraryObject
{
    public const string GateSection = ".gate.morello", StackGateSection = ".gate.morello.stack", SupervisedGateSection = ".gate.supervised", SupervisedStackGateSection = ".gate.supervised.stack", WatchedGateSection = ".gate.watched", WatchedStackGateSection = ".gate.watched.stack", StackThunkSection = ".text.stack_thunk", TrampolineSection = ".text.trampoline", ParameterPrefix = "flexos_param_";
    private readonly Dictionary<string, int> _definitions = new(StringComparer.Ordinal);
    private readonly ILookup<int, ElfRelocation> _relocations;
    private readonly Lazy<ILookup<int, PieceSymbol>> _symbols;
    private readonly Lazy<LineTable> _lines;

    public LibraryObject(MicroLibrary library, string objectName, ElfFile elf)
    {
        (Library, ObjectName, Elf) = (library, objectName, elf);
        _relocations = elf.Relocations.ToLookup(r => r.SectionIndex);
        _symbols = new(ReadSymbols);
        _lines = new(() => LineTable.Read(elf));
        for (var i = 1; i < elf.Symbols.Count; i++)
        {
            var symbol = elf.Symbols[i];
            if (symbol.Binding != ElfSymbolBinding.Local && symbol.SectionIndex != ElfSymbol.Undefined && symbol.Name.Length != 0)
            {
                _definitions.TryAdd(symbol.Name, i);
            }
        }

        Library = library with
        {
            Parameters = [.. _definitions.Keys.Where(n => n.StartsWith(ParameterPrefix, StringComparison.Ordinal)).Select(n => n[ParameterPrefix.Length..]).Order(StringComparer.Ordinal)],
        };
    }

    public MicroLibrary Library { get; }

    public string Name => Library.Name;

    /// <summary>Mechanisms that need it, by the names of <see cref="MechanismNames"/>; empty if all do. For the trusted base.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = [];

    public string ObjectName { get; }

    public ElfFile Elf { get; }

    /// <summary>The functions that cross with more than values. Read where it is needed: most are not.</summary>
    public LibraryInterface Interface => LazyInterface.Value;

    public Lazy<LibraryInterface> LazyInterface { get; init; } = new(LibraryInterface.Empty);

    /// <summary>What it is beyond sections and symbols if it is a shared object, else null.</summary>
    public SharedObject? Shared { get; init; }

    /// <summary>The same with the interface of its functions.</summary>
    public LibraryObject With(LibraryInterface contract) =>
        new(Library, ObjectName, Elf) { Shared = Shared, Mechanisms = Mechanisms, LazyInterface = new(contract) };

    /// <summary>Which line each instruction comes from, where it was compiled so. Read where it is needed.</summary>
    public LineTable Lines => _lines.Value;

    /// <summary>Names that other objects may refer to.</summary>
    public IEnumerable<string> Definitions => _definitions.Keys;

    /// <summary>Index of a global or weak definition, or -1.</summary>
    public int Find(string name) => _definitions.TryGetValue(name, out var index) ? index : -1;

    /// <summary>Index of a section by name, or 0.</summary>
    public int FindSection(string name)
    {
        for (var i = 1; i < Elf.Sections.Count; i++)
        {
            if (Elf.Sections[i].Name == name)
            {
                return i;
            }
        }

        return 0;
    }

    public IEnumerable<ElfRelocation> RelocationsOf(int section) => _relocations[section];

    /// <summary>What a person wants to see of a section, by place.</summary>
    public IEnumerable<PieceSymbol> SymbolsOf(int section) => _symbols.Value[section];

    public bool IsStateless(int section) =>
        Shared is null && Elf.Sections[section].Name is var name
        && (name.StartsWith(".text.stateless", StringComparison.Ordinal) || name.StartsWith(".rodata.stateless", StringComparison.Ordinal));

    public SectionClass ClassOf(int section)
    {
        var s = Elf.Sections[section];
        return Shared is not null ? SectionClass.SharedObject
            : !s.Flags.HasFlag(ElfSectionFlags.Allocate) ? SectionClass.Ignored
            : s.Name is GateSection or StackGateSection or SupervisedGateSection or SupervisedStackGateSection or WatchedGateSection or WatchedStackGateSection or StackThunkSection or TrampolineSection ? SectionClass.Template
            : s.Name.StartsWith(".data_shared", StringComparison.Ordinal) ? SectionClass.Shared
            : s.Flags.HasFlag(ElfSectionFlags.Execute) ? SectionClass.Code
            : !s.Flags.HasFlag(ElfSectionFlags.Write) ? SectionClass.ReadOnly
            : s.Type == ElfSectionType.NoBits ? SectionClass.Zero
            : SectionClass.Data;
    }

    // Mapping symbols ($x, $d) and section symbols say nothing to a person.
    private ILookup<int, PieceSymbol> ReadSymbols() =>
        Elf.Symbols.Where(s => s.Name.Length != 0 && s.Name[0] != '$' && !s.Name.StartsWith(".L", StringComparison.Ordinal)
                && s.Type is (ElfSymbolType.None or ElfSymbolType.Function or ElfSymbolType.Object))
            .OrderBy(s => s.Value).ThenBy(s => s.Name, StringComparer.Ordinal)
            .ToLookup(s => s.SectionIndex, s => new PieceSymbol(s.Name, s.Value, s.Size, IsFunction(s)));

    /// <summary>What the labels of a template of a gate begin with.</summary>
    public static string GatePrefix(string section) => section switch
    {
        StackGateSection => "flexos_gate_stack_",
        SupervisedGateSection => "flexos_supervised_",
        SupervisedStackGateSection => "flexos_supervised_stack_",
        WatchedGateSection => "flexos_watched_",
        WatchedStackGateSection => "flexos_watched_stack_",
        _ => "flexos_gate_",
    };

    /// <summary>Functions to call before main, in order: symbols of <see cref="Elf"/>, and what is added to them.</summary>
    public IReadOnlyList<(int Symbol, long Addend)> Initialisers => field ??=
        Shared is not null ? [.. Shared.Initialisers.Select(s => (s, 0L))] : [.. FunctionsOf(ElfSectionType.InitArray)];

    /// <summary>Functions to call at the end, in order.</summary>
    public IReadOnlyList<(int Symbol, long Addend)> Finalisers => field ??=
        Shared is not null ? [.. Shared.Finalisers.Select(s => (s, 0L))] : [.. FunctionsOf(ElfSectionType.FiniArray).Reverse()];

    // Sections .init_array.N come first, ascending, then those without a number (ld's rule; a priority is one of the compiler's).
    private IEnumerable<(int, long)> FunctionsOf(ElfSectionType type) =>
        Elf.Sections.Index().Where(s => s.Item.Type == type)
            .OrderBy(s => int.TryParse(s.Item.Name[(s.Item.Name.LastIndexOf('.') + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var priority) ? priority : int.MaxValue)
            .SelectMany(s => RelocationsOf(s.Index).OrderBy(r => r.Offset)).Select(r => (r.SymbolIndex, r.Addend));

    public bool IsFunction(ElfSymbol symbol) =>
        symbol.Type == ElfSymbolType.Function
        || (symbol.SectionIndex > 0 && symbol.SectionIndex < Elf.Sections.Count && Elf.Sections[symbol.SectionIndex].Flags.HasFlag(ElfSectionFlags.Execute));
}
