using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>Binds the references of a piece, as seen from its compartment. Gates are in <c>.Gates.cs</c>, the search for definitions in <c>.Find.cs</c>.</summary>
internal sealed partial class SymbolResolver(
    Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics, List<Instance> instances, PieceTable pieces,
    Replicas replicas, Func<LibraryObject, int, Instance> takeIn)
{
    public const ulong ThreadStatusBlocksSize = 32 * 16, CapabilitySize = 16;
    private const string InstancesPrefix = "__instances_", ReplicasPrefix = "__replicas_", StartSuffix = "_start", EndSuffix = "_end";

    private readonly SortedDictionary<string, GatePlan> _gates = new(StringComparer.Ordinal);
    private readonly Dictionary<Instance, LibraryNeed> _needs = [];
    private readonly InstanceIndex _index = new(instances);
    private readonly List<(Piece Array, string Function)> _replicaArrays = [];
    private readonly List<LearnedReference> _references = [];
    private const string HeapStartWith = "__shared_heap_start.with.", HeapEndWith = "__shared_heap_end.with.";
    private readonly HashSet<string> _reported = new(StringComparer.Ordinal);

    public IEnumerable<GatePlan> Gates => _gates.Values;

    /// <summary>References to variables of other compartments, which are let through for learning alone.</summary>
    public IReadOnlyCollection<LearnedReference> References => _references;

    /// <summary>The interfaces of the micro-libraries that gates lead to, by name.</summary>
    public SortedDictionary<string, LibraryInterface> WrittenInterfaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Shared data, with the compartments that own it or refer to it (-1 for the trusted base).</summary>
    public Dictionary<Piece, SortedSet<int>> SharedUsers { get; } = [];

    private IsolationMechanism Isolation { get; } = IsolationMechanism.Of(configuration);

    /// <summary>Compartments whose own code allocates shared memory.</summary>
    public SortedSet<int> SharedHeapUsers { get; } = [];

    /// <summary>Pairs of compartments of which one allocates what it shares with the other, and where it does so.</summary>
    public SortedDictionary<(int One, int Other), Piece> SharedHeapPairs { get; } = [];

    /// <summary>Id of the compartment of a micro-library that the image has, or -1.</summary>
    public int CompartmentOfLibrary(string name) => instances.FirstOrDefault(i => i.Name == name)?.Compartment ?? -1;

    private bool IsIsolated => Isolation.IsIsolated;

    /// <summary>Follows every reference of a piece.</summary>
    public void Bind(Piece piece)
    {
        foreach (var relocation in piece.Object!.RelocationsOf(piece.Section))
        {
            if (relocation.Type == 0)
            {
                _ = relocation.SymbolIndex == 0 ? null : Resolve(piece, relocation); // R_AARCH64_NONE: nothing is patched, but what it names is linked too
                continue;
            }

            if (relocation.Type == RelocationType.ThreadLocalDescriptor && piece.Class == SectionClass.SharedObject)
            {
                BindThreadLocal(piece, relocation);
                continue;
            }

            var target = Resolve(piece, relocation);
            piece.Relocations.Add(new BoundRelocation(relocation.Offset, relocation.Type, target, relocation.Addend));
        }

        if (piece.Class == SectionClass.Shared)
        {
            UsersOf(piece).Add(piece.Compartment);
        }
    }

    /// <summary>A global definition of an instance, or null.</summary>
    public Target.InPiece? Definition(Instance instance, string name) =>
        instance.Object.Find(name) is >= 0 and var index && instance.Object.Elf.Symbols[index] is var symbol && IsInSection(symbol)
            ? new Target.InPiece(pieces.Section(instance, symbol.SectionIndex), symbol.Value) : null;

    /// <summary>The thread status blocks of a compartment.</summary>
    public Target ThreadStatusBlocks(int compartment) =>
        Isolation.HasTrustedArea
            ? new Target.InPiece(BootTable.Capabilities(pieces, configuration), TrustedArea.BlocksOffset(configuration.Compartments.Count, compartment))
            : new Target.InPiece(pieces.Make("flexos_tsb", SectionClass.Zero, compartment, ThreadStatusBlocksSize, 16), 0);

    /// <summary>The slot for a compartment's sealed entry to the switcher.</summary>
    public Target SwitcherCall(int compartment) =>
        new Target.InPiece(pieces.Make("flexos_switcher_call", SectionClass.Zero, compartment, Isolation.EntrySlotSize, CapabilitySize), 0);

    private SortedSet<int> UsersOf(Piece shared) =>
        SharedUsers.TryGetValue(shared, out var users) ? users : SharedUsers[shared] = [];

    private static bool IsInSection(ElfSymbol symbol) => symbol.SectionIndex is not (ElfSymbol.Undefined or ElfSymbol.Absolute or ElfSymbol.Common);

    private Target Resolve(Piece piece, ElfRelocation relocation)
    {
        var library = piece.Object!;
        var symbol = library.Elf.Symbols[relocation.SymbolIndex];
        return symbol.SectionIndex switch
        {
            ElfSymbol.Absolute => new Target.Absolute(symbol.Value),
            ElfSymbol.Undefined when relocation.SymbolIndex == 0 => new Target.Absolute(0),
            ElfSymbol.Undefined => ResolveByName(piece, symbol, relocation),
            ElfSymbol.Common => new Target.InPiece(Common(piece.Compartment, symbol), 0),
            _ => new Target.InPiece(Local(piece, symbol), symbol.Value),
        };
    }

    // Tentative definitions of one name are one variable, in each compartment; the value of such a symbol is its alignment.
    private Piece Common(int compartment, ElfSymbol symbol) =>
        pieces.Make(symbol.Name, SectionClass.Zero, compartment, symbol.Size, Math.Max(1, symbol.Value));

    /// <summary>The piece of a section of the same object.</summary>
    private Piece Local(Piece piece, ElfSymbol symbol)
    {
        var library = piece.Object!;
        var section = symbol.SectionIndex;
        if (section == piece.Section)
        {
            return piece;
        }

        if (library.IsStateless(section))
        {
            return pieces.Copy(library, section, piece.Compartment);
        }

        if (piece.Instance is { } instance)
        {
            return pieces.Section(instance, section);
        }

        // A copy may bring constants along, but no state: there would be as many as copies.
        if (library.ClassOf(section) != SectionClass.ReadOnly)
        {
            Report("FX0311", piece, symbol.Name, $"Stateless code ({piece.Where}) refers to '{NameOf(library, symbol)}', which is not stateless.", "Mark that as stateless too, or pass it as an argument.");
        }

        return pieces.Copy(library, section, piece.Compartment);
    }

    private static string NameOf(LibraryObject library, ElfSymbol symbol) =>
        symbol.Name.Length != 0 ? symbol.Name : library.Elf.Sections[symbol.SectionIndex].Name;

    private Target ResolveByName(Piece piece, ElfSymbol symbol, ElfRelocation relocation)
    {
        if (piece.Bindings.TryGetValue(symbol.Name, out var bound))
        {
            return bound;
        }

        if (GateSymbol(piece, symbol.Name) is { } gateTarget)
        {
            return gateTarget;
        }

        if (LinkerSymbol(piece, symbol.Name) is { } linkerTarget)
        {
            return linkerTarget;
        }

        if (StatelessDefinition(piece, symbol.Name) is { } stateless)
        {
            return stateless;
        }

        var instance = FindInstance(piece, symbol);
        if (instance is null)
        {
            return new Target.Absolute(0);
        }

        var definition = instance.Object.Elf.Symbols[instance.Object.Find(symbol.Name)];
        if (definition.SectionIndex == ElfSymbol.Absolute)
        {
            return new Target.Absolute(definition.Value);
        }

        var target = new Target.InPiece(
            IsInSection(definition) ? pieces.Section(instance, definition.SectionIndex) : Common(instance.Compartment, definition),
            IsInSection(definition) ? definition.Value : 0);
        return Cross(piece, instance, definition, target, relocation);
    }

    /// <summary>What a reference becomes if it leaves its compartment.</summary>
    private Target Cross(Piece piece, Instance instance, ElfSymbol definition, Target.InPiece target, ElfRelocation relocation)
    {
        if (target.Piece.Class == SectionClass.Shared)
        {
            UsersOf(target.Piece).Add(piece.Compartment);
            return target;
        }

        if (instance.Compartment == piece.Compartment || piece.Compartment < 0)
        {
            return target;
        }

        if (instance.Compartment < 0)
        {
            if (IsIsolated)
            {
                Report("FX0308", piece, definition.Name, $"'{definition.Name}' belongs to the trusted base ({instance.Name}), which {CompartmentName(piece.Compartment)} cannot reach ({piece.Where} refers to it).", "Use a micro-library, or the trusted base's services.");
            }

            return target;
        }

        if (!instance.Object.IsFunction(definition))
        {
            if (configuration.IsLearning)
            {
                _references.Add(new(NameOf(piece.Compartment), piece.Where, NameOf(instance.Compartment), instance.Name, definition.Name));
            }
            else if (IsIsolated)
            {
                Report("FX0307", piece, definition.Name,
                    $"Variable '{definition.Name}' of {instance.Name} lies in {CompartmentName(instance.Compartment)}, and {piece.Where} in {CompartmentName(piece.Compartment)} refers to it.",
                    "Put both micro-libraries into one compartment, mark the variable __shared, or access it through a function.");
            }

            return target;
        }

        var isBranch = relocation.Type is RelocationType.Call26 or RelocationType.Jump26;
        return ThroughGate(piece.Compartment, instance, definition, target, isBranch ? (piece, relocation.Offset) : null);
    }

    private Target? LinkerSymbol(Piece piece, string name)
    {
        var compartment = piece.Compartment;
        if (name == BootTable.Symbol && compartment < 0)
        {
            return new Target.InPiece(BootTable.Reserve(pieces, configuration), 0);
        }

        if (name.StartsWith(InstancesPrefix, StringComparison.Ordinal))
        {
            return InstancesArray(piece, name);
        }

        if (name.StartsWith(ReplicasPrefix, StringComparison.Ordinal) && compartment >= 0)
        {
            return ReplicasArray(piece, name);
        }

        if (FunctionsSymbol(piece, name) is { } functions)
        {
            return functions;
        }

        return compartment < 0 ? null : name switch
        {
            "__heap_start" => new Target.Layout(LinkerValue.HeapStart, compartment),
            "__heap_end" => new Target.Layout(LinkerValue.HeapEnd, compartment),
            "__stack_bottom" => new Target.Layout(LinkerValue.StackBottom, compartment),
            "__stack_top" => new Target.Layout(LinkerValue.StackTop, compartment),
            "__switcher_call" when Isolation.HasEntrySlot => SwitcherCall(compartment),
            _ when name.StartsWith(HeapStartWith, StringComparison.Ordinal) => SharedHeapWith(LinkerValue.SharedHeapStart, compartment, name[HeapStartWith.Length..], piece),
            _ when name.StartsWith(HeapEndWith, StringComparison.Ordinal) => SharedHeapWith(LinkerValue.SharedHeapEnd, compartment, name[HeapEndWith.Length..], piece),
            "__shared_heap_start" => SharedHeap(LinkerValue.SharedHeapStart, compartment),
            "__shared_heap_end" => SharedHeap(LinkerValue.SharedHeapEnd, compartment),
            "__compartment_id" => new Target.Absolute((ulong)compartment),
            "__threads" => new Target.Absolute((ulong)configuration.Threads),
            _ => null,
        };
    }

    private string NameOf(int compartment) => compartment < 0 ? "trusted base" : configuration.Compartments[compartment].Name;

    private Target.Layout SharedHeap(LinkerValue value, int compartment)
    {
        SharedHeapUsers.Add(compartment);
        return new Target.Layout(value, compartment);
    }

    /// <summary>The heap that a compartment shares with another, by its name or by that of a micro-library in it; none where there is no such.</summary>
    private Target SharedHeapWith(LinkerValue value, int compartment, string with, Piece piece)
    {
        var other = configuration.Compartments.ToList().FindIndex(c => c.Name == with);
        other = other >= 0 ? other : CompartmentOfLibrary(with);
        if (other < 0 && _reported.Add($"FX0351/{with}"))
        {
            diagnostics.Warning("FX0351", piece.Instance?.Place ?? configuration.Place(""), $"{piece.Where} allocates what it shares with '{with}', which is neither a compartment nor a micro-library of this configuration.", "It gets memory of its own heap.");
        }

        if (other < 0 || other == compartment)
        {
            return new Target.Absolute(0);
        }

        SharedHeapPairs.TryAdd((Math.Min(compartment, other), Math.Max(compartment, other)), piece);
        return new Target.Layout(value, compartment) { With = other };
    }

    private string CompartmentName(int id) => id < 0 ? "the trusted base" : $"compartment '{configuration.Compartments[id].Name}'";

    // The same mistake may show in many relocations; a person needs it once.
    private void Report(string id, Piece piece, string symbol, string message, string help)
    {
        if (_reported.Add($"{id}/{piece.Compartment}/{piece.Instance?.Index}/{symbol}"))
        {
            diagnostics.Error(id, piece.Instance?.Place ?? configuration.Place(""), message, help);
        }
    }
}
