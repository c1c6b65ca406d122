using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>Places compartments that share, and what they share: paths of compartments with a region between each two.</summary>
internal sealed partial class Layout
{
    private sealed class AreaLayout
    {
        public ulong Start { get; set; }

        public ulong End { get; set; }

        public ulong HeapStart { get; set; }

        public ulong HeapEnd { get; set; }
    }

    private const ulong HeapAlignment = 4096;
    private readonly List<AreaLayout> _areas = [];

    /// <summary>Bounds of a shared region.</summary>
    public (ulong Start, ulong End) Area(SharedArea area) => (_areas[area.Index].Start, _areas[area.Index].End);

    private SharedArea? AreaOf(Piece piece) => _plan.Areas.FirstOrDefault(a => a.Pieces.Contains(piece));

    private SharedArea? StackArea(int id) => _plan.Areas.FirstOrDefault(a => a.HasStacks && a.Compartments.Contains(id));

    private SharedArea? HeapArea(int id) => _plan.Areas.FirstOrDefault(a => a.Heaps.Contains(id));

    private ulong ValueOfArea(LinkerValue value, int id, int with)
    {
        var area = value switch
        {
            LinkerValue.SharedStart or LinkerValue.SharedEnd => _plan.Areas.FirstOrDefault(a => !a.IsRegister),
            LinkerValue.RegisterStart or LinkerValue.RegisterEnd => _plan.Areas.FirstOrDefault(a => a.IsRegister),
            LinkerValue.SharedHeapStart or LinkerValue.SharedHeapEnd => _plan.Areas.FirstOrDefault(a => a.Compartments.Contains(id) && a.HeapSize != 0 && (with < 0 || a.Joins(id, with))),
            _ => _plan.Areas[id],
        };
        if (area is null)
        {
            return 0;
        }

        var layout = _areas[area.Index];
        return value switch
        {
            LinkerValue.SharedStart or LinkerValue.RegisterStart or LinkerValue.AreaStart => layout.Start,
            LinkerValue.SharedEnd or LinkerValue.RegisterEnd => layout.End,
            LinkerValue.AreaSize => layout.End - layout.Start,
            LinkerValue.SharedHeapStart or LinkerValue.AreaHeapStart => layout.HeapStart,
            LinkerValue.SharedHeapEnd => layout.HeapEnd,
            _ => layout.HeapEnd - layout.HeapStart,
        };
    }

    private void PlaceCompartmentData()
    {
        _areas.AddRange(_plan.Areas.Select(_ => new AreaLayout()));
        var placed = new HashSet<int>();
        if (IsolationMechanism.Of(_plan.Configuration).HasOverlap)
        {
            foreach (var path in Paths())
            {
                PlacePath(path);
                placed.UnionWith(path);
            }
        }
        else
        {
            // On pages of its own, which everyone who uses it maps; 64 KiB, so that typed gates can compare with one instruction.
            foreach (var area in _plan.Areas)
            {
                PlaceArea(area, Up(Math.Max(1, AreaSize(area)), Compartment.StackSize), Compartment.StackSize);
            }
        }

        foreach (var area in _plan.Areas.Where(a => a.IsRegister && _areas[a.Index].End == 0))
        {
            var length = BoundsLength(Up(AreaSize(area), Compartment.StackSize));
            PlaceArea(area, length, Math.Max(Compartment.StackSize, BoundsAlignment(length)));
        }

        for (var id = 0; id < Compartments.Count; id++)
        {
            if (!placed.Contains(id))
            {
                var length = BoundsLength(DataSize(id));
                PlaceData(id, length, BoundsAlignment(length));
            }
        }
    }

    /// <summary>The compartments of each path in its order.</summary>
    private IEnumerable<List<int>> Paths()
    {
        var edges = _plan.Areas.Where(a => !a.IsRegister).Select(a => (First: a.Compartments[0], Second: a.Compartments[1])).ToList();
        var seen = new HashSet<int>();
        for (var id = 0; id < Compartments.Count; id++)
        {
            // A path begins at a compartment with one neighbour, the one that was declared first.
            if (edges.Count(e => e.First == id || e.Second == id) != 1 || !seen.Add(id))
            {
                continue;
            }

            var path = new List<int> { id };
            while (edges.Where(e => e.First == path[^1] || e.Second == path[^1]).Select(e => e.First == path[^1] ? e.Second : e.First).Where(seen.Add).Take(1).ToList() is [var next])
            {
                path.Add(next);
            }

            yield return path;
        }
    }

    /// <summary>
    /// Places [first | shared | second | shared | third …], so that each compartment's interval with the regions beside it is exactly
    /// representable.
    /// </summary>
    private void PlacePath(List<int> path)
    {
        var areas = path.Zip(path.Skip(1)).Select(p => _plan.Areas.First(a => !a.IsRegister && a.Joins(p.First, p.Second))).ToList();
        var sizes = path.Select(DataSize).ToList();
        var shared = areas.Select(a => Math.Max(1, AreaSize(a))).ToList();

        // The coarsest alignment that any of them needs, for all ends: each rounding can only grow the lengths, so iterate.
        var alignment = Compartment.StackSize;
        while (true)
        {
            var needed = path.Index().Max(p => BoundsAlignment(
                (p.Index > 0 ? Up(shared[p.Index - 1], alignment) : 0) + Up(sizes[p.Index], alignment) + (p.Index < shared.Count ? Up(shared[p.Index], alignment) : 0)));
            if (needed <= alignment)
            {
                break;
            }

            alignment = needed;
        }

        for (var i = 0; i < path.Count; i++)
        {
            PlaceData(path[i], Up(sizes[i], alignment), alignment);
            if (i > 0)
            {
                Compartments[path[i]].DataStart = _areas[areas[i - 1].Index].Start;
            }

            if (i < areas.Count)
            {
                PlaceArea(areas[i], Up(shared[i], alignment), alignment);
                Compartments[path[i]].DataEnd = _areas[areas[i].Index].End;
            }
        }
    }

    // The first of the two stands for both: a region has one owner.
    private void PlaceStacks(SharedArea area)
    {
        var initial = new List<Piece>();
        foreach (var id in area.Compartments)
        {
            Compartments[id].StackBottom = _cursor;
            initial = [.. initial, .. ThreadLocal(id)];
        }

        // Every compartment has a copy of the initial thread-local data; here they are one.
        AddRegion(_plan.Configuration.Threads == 1 ? "shared stack" : "shared stacks", RegionKind.Stack, StacksSize, area.Compartments[0], [.. initial.DistinctBy(AddressOf)]);
    }

    private ulong AreaSize(SharedArea area)
    {
        var size = Measure(-1 - area.Index, SectionClass.Shared, area.HasStacks ? StacksSize : 0);
        foreach (var heap in HeapSizes(area))
        {
            size = Up(size, HeapAlignment) + heap;
        }

        return size;
    }

    private IEnumerable<ulong> HeapSizes(SharedArea area) =>
        area.Heaps.Select(id => Up(_plan.Configuration.Compartments[id].HeapSize, PageSize)).Append(area.HeapSize).Where(s => s != 0);

    /// <summary>Stacks, shared data, heaps of compartments that lie here, then the region's own heap, which takes the padding.</summary>
    private void PlaceArea(SharedArea area, ulong length, ulong alignment)
    {
        var layout = _areas[area.Index];
        layout.Start = _cursor = Up(_cursor, alignment);
        layout.End = _cursor + length;
        var name = area.IsRegister ? "register-shared" : area.Index == 0 ? "shared" : $"shared {area.Index}";
        if (area.HasStacks)
        {
            PlaceStacks(area);
        }

        Place($"{name} data", RegionKind.Shared, -1, SectionClass.Shared, null, -1 - area.Index);
        foreach (var id in area.Heaps)
        {
            var compartment = Compartments[id];
            compartment.HeapStart = _cursor = Up(_cursor, HeapAlignment);
            var isLast = area.HeapSize == 0 && id == area.Heaps[^1];
            compartment.HeapEnd = isLast ? layout.End : _cursor + Up(_plan.Configuration.Compartments[id].HeapSize, PageSize);
            AddRegion($"{Name(id)} heap", RegionKind.Heap, compartment.HeapEnd - compartment.HeapStart, id, []);
        }

        if (area.HeapSize != 0)
        {
            layout.HeapStart = _cursor = Up(_cursor, HeapAlignment);
            layout.HeapEnd = layout.End;
            AddRegion($"{name} heap", RegionKind.Shared, layout.HeapEnd - layout.HeapStart, -1, []);
        }

        _cursor = layout.End;
    }
}
