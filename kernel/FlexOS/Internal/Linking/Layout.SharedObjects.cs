using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Internal.SharedObjects;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>
/// Compartments with shared objects. The code of a shared object reaches its data by distance, so both lie together: the
/// compartment's own text, then each object whole, amid its data. The PCC covers from the text to the last code, the DDC
/// covers all; pages decide what of it is executable and what is writable.
/// </summary>
internal sealed partial class Layout
{
    /// <summary>End of bounds from the start of the image that cover all text, that amid data as well: for mechanisms that give every compartment all of it.</summary>
    public ulong AllTextEnd =>
        Compartments.Max(c => c.TextEnd) is var last && last > ContiguousTextEnd ? ImageBase + BoundsLength(last - ImageBase) : ContiguousTextEnd;

    // Segments of one object are pieces of one instance, in order.
    private List<(SharedObject Object, List<Piece> Segments)> SharedObjects(int id) =>
        [.. Select(id, SectionClass.SharedObject).GroupBy(p => p.Instance!).Select(g => (g.Key.Object.Shared!, g.OrderBy(p => p.Section).ToList()))];

    /// <summary>Where the data behind the shared objects begins, if the data before them ends here.</summary>
    private ulong MeasureSharedObjects(int id, ulong offset)
    {
        var objects = SharedObjects(id);
        if (objects.Count == 0)
        {
            return offset;
        }

        var (starts, _, end) = Arrange(id, objects);
        return Up(offset, TextAlignment(starts, objects)) + end;
    }

    /// <summary>Thread-local data of shared objects, placed in the compartment's stacks.</summary>
    private List<Piece> ThreadLocal(int id)
    {
        var pieces = Select(id, SectionClass.ThreadLocal).ToList();
        pieces.ForEach(p => _addresses.Add(p, Compartments[id].StackBottom + p.StackOffset));
        return pieces;
    }

    private void PlaceSharedObjects(int id)
    {
        var objects = SharedObjects(id);
        if (objects.Count == 0)
        {
            return;
        }

        var layout = Compartments[id];
        var (starts, ownTextEnd, end) = Arrange(id, objects);
        layout.TextStart = _cursor = Up(_cursor, TextAlignment(starts, objects));
        layout.OwnTextEnd = layout.TextStart + ownTextEnd;
        layout.TextEnd = layout.TextStart + BoundsLength(CodeEnd(starts, objects));
        Place($"{Name(id)} text", RegionKind.Code, id, SectionClass.Code);
        foreach (var (i, (_, segments)) in objects.Index())
        {
            PlaceSegments(id, layout.TextStart + starts[i], segments);
        }

        _cursor = layout.TextStart + end;
    }

    private void PlaceSegments(int id, ulong start, List<Piece> pieces)
    {
        var instance = pieces[0].Instance!;
        var seen = new Dictionary<RegionKind, int>();
        foreach (var (piece, segment) in pieces.Zip(instance.Object.Shared!.Segments))
        {
            var kind = segment.IsExecutable ? RegionKind.Code : segment.IsWritable ? RegionKind.Data : RegionKind.ReadOnlyData;
            var name = kind switch { RegionKind.Code => "text", RegionKind.Data => "data", _ => "read-only data" };
            seen[kind] = seen.GetValueOrDefault(kind) + 1;
            _addresses.Add(piece, start + segment.Address);
            _regions.Add(new PlacedRegion(
                new Region($"{Name(id)} {instance.Name} {name}{(seen[kind] == 1 ? "" : $" {seen[kind]}")}", kind, start + segment.Address, segment.Size, id), [piece]));
        }
    }

    /// <summary>From the start of the text: where each object starts, where the compartment's own text ends, and where all ends.</summary>
    private (List<ulong> Starts, ulong OwnTextEnd, ulong End) Arrange(int id, List<(SharedObject Object, List<Piece>)> objects)
    {
        var ownTextEnd = Up(Measure(id, SectionClass.Code), PageSize);
        var (starts, end) = (new List<ulong>(), ownTextEnd);
        foreach (var (shared, _) in objects)
        {
            starts.Add(end);
            end += Up(shared.Size, PageSize);
        }

        return (starts, ownTextEnd, end);
    }

    private static ulong CodeEnd(List<ulong> starts, List<(SharedObject Object, List<Piece>)> objects) =>
        Up(objects.Zip(starts, (o, start) => start + o.Object.ExecutableEnd).Max(), PageSize);

    private static ulong TextAlignment(List<ulong> starts, List<(SharedObject Object, List<Piece>)> objects) =>
        Math.Max(PageSize, BoundsAlignment(BoundsLength(CodeEnd(starts, objects))));
}
