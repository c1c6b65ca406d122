using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Attributes every byte from the first region to the end of the last to an owner and a purpose.</summary>
internal sealed class MemoryUseBuilder
{
    private const int Shared = -2;
    private const ulong PageSize = 4096;
    private const string SharedName = "shared", NextTable = "next_table";

    private readonly Image _image;
    private readonly SortedDictionary<int, ulong[]> _sizes = [];

    private MemoryUseBuilder(Image image)
    {
        _image = image;
        ulong? end = null;
        var owner = -1;
        foreach (var region in image.Regions)
        {
            if (end is { } last && region.Start > last)
            {
                AddGap(owner, last, region.Start);
            }

            owner = OwnerOf(region);
            AddRegion(owner, region);
            end = region.Start + region.Size;
        }
    }

    /// <summary>As linked; what is built at boot is looked up in a machine of its own.</summary>
    public static MemoryUse Build(Image image) =>
        IsolationMechanism.Of(image.Plan.Configuration).BuildsPageTables ? WithPageTables(Linked(image), ReachBuilder.MachineAtMain(image)) : Linked(image);

    public static MemoryUse Build(FlexOSMachine machine)
    {
        var heaps = machine.Heaps.ToDictionary(h => h.Compartment, StringComparer.Ordinal);
        var use = WithPageTables(Linked(machine.Image), machine);
        return use with
        {
            Rows = [.. use.Rows.Select(r => r.Compartment >= 0 && heaps.TryGetValue(r.Owner, out var heap)
                ? r with { HeapInUse = heap.InUse, HeapPeak = heap.Peak, HeapFree = heap.Size - heap.InUse } : r)],
        };
    }

    private static MemoryUse Linked(Image image) => new(image, [.. new MemoryUseBuilder(image).Rows()]);

    // The trusted base takes one page after the other behind the image (kernel/guest/flexos-page-table).
    private static MemoryUse WithPageTables(MemoryUse use, FlexOSMachine machine)
    {
        var image = use.Image;
        Span<byte> next = stackalloc byte[8];
        if (!IsolationMechanism.Of(image.Plan.Configuration).BuildsPageTables
            || image.Symbols.FirstOrDefault(s => s is { Name: NextTable, Compartment: -1, IsFunction: false }) is not { } symbol
            || machine.Machine.ReadVirtual(symbol.Address, next) != next.Length)
        {
            return use;
        }

        var end = image.Regions[^1].Start + image.Regions[^1].Size;
        var first = (end + PageSize - 1) & ~(PageSize - 1);
        var tables = BitConverter.ToUInt64(next);
        return tables <= first ? use : use with { Rows = [.. use.Rows.Select(r => r.Compartment == -1 && r.Owner != SharedName ? r with { PageTables = tables - first } : r)] };
    }

    private IEnumerable<MemoryUseRow> Rows()
    {
        // The shared region comes last.
        foreach (var (owner, s) in _sizes.OrderBy(p => p.Key == Shared))
        {
            yield return new(owner == Shared ? SharedName : _image.CompartmentName(owner), Math.Max(-1, owner), s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9]);
        }
    }

    private static int OwnerOf(Region region) => region.Kind == RegionKind.Shared ? Shared : region.Compartment;

    private ulong[] Sizes(int owner) => _sizes.TryGetValue(owner, out var sizes) ? sizes : _sizes[owner] = new ulong[10];

    private void AddRegion(int owner, Region region)
    {
        var sizes = Sizes(owner);
        if (region.Kind == RegionKind.Heap && owner >= 0)
        {
            // A heap takes what is left up to the next representable bound.
            var asked = Math.Min(region.Size, _image.Plan.Configuration.Compartments[owner].HeapSize);
            sizes[4] += asked;
            sizes[9] += region.Size - asked;
            return;
        }

        var isZeroed = region.Kind == RegionKind.Data && region.Name.EndsWith("zeroed data", StringComparison.Ordinal);
        sizes[region.Kind switch
        {
            RegionKind.Code => 0,
            RegionKind.ReadOnlyData => 1,
            RegionKind.Data => isZeroed ? 3 : 2,
            RegionKind.Heap => 4,
            RegionKind.Stack => 5,
            RegionKind.Table => 6,
            _ => 7,
        }] += region.Size;
    }

    private void AddGap(int owner, ulong start, ulong end)
    {
        var page = Math.Min(end, (start + PageSize - 1) & ~(PageSize - 1));
        Sizes(owner)[8] += page - start;
        Sizes(owner)[9] += end - page;
    }
}
