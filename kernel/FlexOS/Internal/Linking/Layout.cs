using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>A region with the pieces in it.</summary>
internal sealed record PlacedRegion(Region Region, IReadOnlyList<Piece> Pieces);

/// <summary>What a compartment's capabilities cover, and where its parts are. All ends are one past the last byte.</summary>
internal sealed record CompartmentLayout
{
    public ulong TextStart { get; set; }

    public ulong TextEnd { get; set; }

    /// <summary>End of what the compartment's text holds besides shared objects; they lie behind it, within the same bounds.</summary>
    public ulong OwnTextEnd { get; set; }

    public ulong DataStart { get; set; }

    public ulong DataEnd { get; set; }

    public ulong StackBottom { get; set; }

    /// <summary>Of thread 0; the stacks of the others follow.</summary>
    public ulong StackTop => StackBottom + Compartment.StackSize;

    public ulong HeapStart { get; set; }

    public ulong HeapEnd { get; set; }

    /// <summary>What lies in it at start and is its own: all but its heap and what it shares.</summary>
    public ulong ContentsStart { get; set; }

    public ulong ContentsEnd { get; set; }

    /// <summary>Memory of the trusted base for a copy of that, where the compartment can be restarted.</summary>
    public ulong PristineStart { get; set; }

    public ulong PristineEnd { get; set; }
}

/// <summary>
/// Gives every piece an address. Ascending: trusted text, text of each compartment, trusted data, then the compartments'
/// data, with the shared region between the two that use it. Every interval that becomes a capability is widened until
/// CHERI Concentrate represents it exactly: a text interval by padding, a data interval by its heap.
/// </summary>
internal sealed partial class Layout
{
    public const ulong ImageBase = 0x4008_0000, PageSize = 4096, BootStackSize = 64 * 1024;
    private readonly Plan _plan;
    private readonly ILookup<(int Compartment, SectionClass Class), Piece> _pieces; // those of shared area i under -1 - i
    private readonly Dictionary<Piece, ulong> _addresses = [];
    private readonly List<PlacedRegion> _regions = [];
    private ulong _cursor = ImageBase;

    private ulong StacksSize => Compartment.StackSize * (ulong)_plan.Configuration.Threads;

    public Layout(Plan plan)
    {
        _plan = plan;
        _pieces = plan.Pieces.ToLookup(p => p.Class != SectionClass.Shared ? (p.Compartment, p.Class)
            : AreaOf(p) is { } area ? (-1 - area.Index, SectionClass.Shared) : (p.Compartment, SectionClass.Data));
        Compartments = [.. plan.Configuration.Compartments.Select(_ => new CompartmentLayout())];
        PlaceText();
        ContiguousTextEnd = Up(_cursor, PageSize);
        PlaceTrustedData();
        PlaceCompartmentData();
        PlacePristineCopies();
        ImageEnd = _cursor;
    }

    public IReadOnlyList<PlacedRegion> Regions => _regions;

    public IReadOnlyList<CompartmentLayout> Compartments { get; }

    public ulong BootStackTop { get; private set; }

    /// <summary>The table of what may be called, for mechanisms that have one; else both are 0.</summary>
    public ulong EntriesStart { get; private set; }

    public ulong EntriesEnd { get; private set; }

    public ulong ImageEnd { get; }

    /// <summary>End of the text that lies before all data: of the trusted base, and of compartments without shared objects.</summary>
    public ulong ContiguousTextEnd { get; }

    public ulong AddressOf(Piece piece) => _addresses[piece];

    public ulong ValueOf(Target target) => target switch
    {
        Target.InPiece place => AddressOf(place.Piece) + place.Offset,
        Target.ThroughGate { Gate.Entry: var place } => AddressOf(place.Piece) + place.Offset,
        Target.BehindGate { Gate.Entered: var place } => AddressOf(place.Piece) + place.Offset,
        Target.GateNumber { Gate: var gate, Value: var number } => (ulong)number(gate),
        Target.Absolute number => number.Value,
        Target.Layout { Value: >= LinkerValue.SharedStart and <= LinkerValue.AreaHeapSize, Compartment: var id, Value: var value, With: var with } => ValueOfArea(value, id, with),
        Target.Layout { Value: LinkerValue.ImageStart } => ImageBase,
        Target.Layout { Value: LinkerValue.ImageEnd } => ImageEnd,
        Target.Layout { Value: LinkerValue.BootStackTop } => BootStackTop,
        Target.Layout { Value: LinkerValue.ContiguousTextEnd } => ContiguousTextEnd,
        Target.Layout { Value: LinkerValue.AllTextEnd } => AllTextEnd,
        Target.Layout { Value: LinkerValue.EntriesStart } => EntriesStart,
        Target.Layout { Value: LinkerValue.EntriesEnd } => EntriesEnd,
        Target.Layout { Compartment: var id, Value: var value } => ValueOf(Compartments[id], value),
        _ => throw new InvalidOperationException("unknown target"),
    };

    /// <summary>Alignment in bytes that both ends of an interval of this length need to be exact bounds.</summary>
    public static ulong BoundsAlignment(ulong length) => ~Capability.RepresentableMask(length) + 1;

    /// <summary>The smallest length of at least this many bytes that is representable at its own alignment.</summary>
    public static ulong BoundsLength(ulong length) => Capability.RepresentableLength(length);

    private static ulong ValueOf(CompartmentLayout layout, LinkerValue value) => value switch
    {
        LinkerValue.TextStart => layout.TextStart,
        LinkerValue.TextEnd => layout.TextEnd,
        LinkerValue.OwnTextEnd => layout.OwnTextEnd,
        LinkerValue.DataStart => layout.DataStart,
        LinkerValue.DataEnd => layout.DataEnd,
        LinkerValue.StackBottom => layout.StackBottom,
        LinkerValue.StackTop => layout.StackTop,
        LinkerValue.HeapStart => layout.HeapStart,
        LinkerValue.PristineStart => layout.PristineStart,
        LinkerValue.PristineEnd => layout.PristineEnd,
        LinkerValue.ContentsStart => layout.ContentsStart,
        LinkerValue.ContentsEnd => layout.ContentsEnd,
        _ => layout.HeapEnd,
    };

    private void PlaceText()
    {
        Place("trusted text", RegionKind.Code, -1, SectionClass.Code);
        for (var id = 0; id < Compartments.Count; id++)
        {
            if (SharedObjects(id).Count != 0)
            {
                continue; // its text lies with its data: see Layout.SharedObjects.cs
            }

            var size = Up(Measure(id, SectionClass.Code), PageSize);
            var length = BoundsLength(size);
            _cursor = Up(_cursor, Math.Max(PageSize, BoundsAlignment(length)));
            Compartments[id].TextStart = _cursor;
            Place($"{Name(id)} text", RegionKind.Code, id, SectionClass.Code);
            Compartments[id].TextEnd = Compartments[id].OwnTextEnd = _cursor = Compartments[id].TextStart + length;
        }
    }

    private void PlaceTrustedData()
    {
        _cursor = Up(_cursor, PageSize);
        Place("trusted read-only data", RegionKind.ReadOnlyData, -1, SectionClass.ReadOnly, p => !IsEntry(p));
        PlaceEntries();
        _cursor = Up(_cursor, PageSize);
        Place("trusted tables", RegionKind.Table, -1, SectionClass.Zero, p => p.Name == BootTable.CapabilityTable);
        Place("trusted data", RegionKind.Data, -1, SectionClass.Data);
        Place("trusted zeroed data", RegionKind.Data, -1, SectionClass.Zero, p => p.Name != BootTable.CapabilityTable);
        _cursor = Up(_cursor, PageSize);
        AddRegion("boot stack", RegionKind.Stack, BootStackSize, -1, []);
        BootStackTop = _cursor;
    }

    private static bool IsEntry(Piece piece) => piece.Name.StartsWith(SymbolResolver.EntryPrefix, StringComparison.Ordinal);

    private void PlaceEntries()
    {
        var size = Select(-1, SectionClass.ReadOnly).Where(IsEntry).Aggregate(0UL, (sum, entry) => sum + entry.Size);
        if (size != 0)
        {
            EntriesStart = _cursor = Up(_cursor, Math.Max(32, BoundsAlignment(BoundsLength(size))));
            Place("entry table", RegionKind.Table, -1, SectionClass.ReadOnly, IsEntry);
            EntriesEnd = _cursor = EntriesStart + BoundsLength(size);
        }
    }

    /// <summary>Stacks at the low end, thread 0's first, so that an overflow leaves the bounds (or meets the shared region); heap at the high end, where it takes the padding.</summary>
    private void PlaceData(int id, ulong length, ulong alignment)
    {
        var layout = Compartments[id];
        _cursor = Up(_cursor, Math.Max(Compartment.StackSize, alignment));
        layout.DataStart = layout.ContentsStart = _cursor;
        if (StackArea(id) is null)
        {
            layout.StackBottom = _cursor;
            AddRegion(_plan.Configuration.Threads == 1 ? $"{Name(id)} stack" : $"{Name(id)} stacks", RegionKind.Stack, StacksSize, id, ThreadLocal(id));
        }

        PlaceSharedObjects(id);
        Place($"{Name(id)} read-only data", RegionKind.ReadOnlyData, id, SectionClass.ReadOnly);
        Place($"{Name(id)} data", RegionKind.Data, id, SectionClass.Data);
        Place($"{Name(id)} zeroed data", RegionKind.Data, id, SectionClass.Zero);
        layout.ContentsEnd = _cursor = Up(_cursor, 16);
        layout.DataEnd = layout.DataStart + length;
        if (HeapArea(id) is null)
        {
            layout.HeapStart = _cursor;
            layout.HeapEnd = layout.DataEnd;
            AddRegion($"{Name(id)} heap", RegionKind.Heap, layout.HeapEnd - layout.HeapStart, id, []);
        }

        _cursor = layout.DataEnd;
    }

    private void PlacePristineCopies()
    {
        foreach (var (id, _) in _plan.Configuration.Compartments.Index().Where(c => c.Item.OnFault == FaultPolicy.Restart))
        {
            var layout = Compartments[id];
            layout.PristineStart = _cursor = Up(_cursor, PageSize);
            AddRegion($"{Name(id)} pristine copy", RegionKind.Table, Supervision.PristineHeader + layout.ContentsEnd - layout.ContentsStart + HeapCopy(id), -1, []);
            layout.PristineEnd = _cursor;
        }
    }

    // Constructors may have written to the heap before what a restart puts back is copied.
    private ulong HeapCopy(int id) => _plan.HasConstructors && HeapArea(id) is null ? Compartments[id].HeapEnd - Compartments[id].HeapStart : 0;

    private ulong DataSize(int id)
    {
        var size = MeasureSharedObjects(id, StackArea(id) is null ? StacksSize : 0);
        foreach (var kind in new[] { SectionClass.ReadOnly, SectionClass.Data, SectionClass.Zero })
        {
            size = Measure(id, kind, size);
        }

        return Up(size, 16) + (HeapArea(id) is null ? Up(_plan.Configuration.Compartments[id].HeapSize, PageSize) : 0);
    }

    private ulong Measure(int compartment, SectionClass kind, ulong offset = 0) =>
        Select(compartment, kind).Aggregate(offset, (end, piece) => Up(end, piece.Alignment) + piece.Size);

    private IEnumerable<Piece> Select(int compartment, SectionClass kind) => _pieces[(compartment, kind)];

    private void Place(string name, RegionKind kind, int compartment, SectionClass sectionClass, Func<Piece, bool>? filter = null, int? key = null)
    {
        var pieces = Select(key ?? compartment, sectionClass).Where(filter ?? (_ => true)).ToList();
        if (pieces.Count == 0)
        {
            return;
        }

        var start = _cursor = Up(_cursor, pieces[0].Alignment);
        foreach (var piece in pieces)
        {
            _cursor = Up(_cursor, piece.Alignment);
            _addresses.Add(piece, _cursor);
            _cursor += piece.Size;
        }

        _regions.Add(new PlacedRegion(new Region(name, kind, start, _cursor - start, compartment), pieces));
    }

    private void AddRegion(string name, RegionKind kind, ulong size, int compartment, IReadOnlyList<Piece> pieces)
    {
        if (size != 0)
        {
            _regions.Add(new PlacedRegion(new Region(name, kind, _cursor, size, compartment), pieces));
            _cursor += size;
        }
    }

    private string Name(int id) => _plan.Configuration.Compartments[id].Name;

    private static ulong Up(ulong value, ulong alignment) => (value + alignment - 1) & ~(alignment - 1);
}
