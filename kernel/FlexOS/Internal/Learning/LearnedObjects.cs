using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Something that an address belongs to; the same instance for the same thing, so that it can be a key.</summary>
internal sealed class LearnedObject(LearnedObjectKind kind, string name, string owner, string library, int compartment)
{
    private ulong _least = ulong.MaxValue, _most;

    public LearnedObjectKind Kind => kind;

    public string Owner => owner;

    public string Library => library;

    public int Compartment => compartment;

    /// <summary>Its name; blocks of one place have the sizes that were seen.</summary>
    public string Name => _most == 0 ? name : _least == _most ? $"block of {_most} bytes {name}" : $"blocks of {_least} to {_most} bytes {name}";

    public void Allocated(ulong size) => (_least, _most) = (Math.Min(_least, size), Math.Max(_most, size));
}

/// <summary>Where one thing lies now.</summary>
internal readonly record struct PlacedObject(LearnedObject Object, ulong Start, ulong End);

/// <summary>Says what an address is part of; watches the allocators, so that a block of a heap has the place that asked for it. Its memory is bounded by the size of the heaps.</summary>
internal sealed class LearnedObjects
{
    private const int LinkRegister = 30, Granule = 16;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly Region[] _regions;
    private readonly LearnedObject?[] _ofRegion;
    private readonly HeapShadow?[] _heaps;
    private readonly Dictionary<(string, string, int), LearnedObject> _things = [];
    private readonly Dictionary<(ulong Site, int Compartment), LearnedObject> _sites = [];
    private readonly Dictionary<ulong, Stack<ulong>> _asked = []; // sizes that are being allocated, by the address that the allocator returns to
    private PlacedObject _last;

    public LearnedObjects(Image image, Machine machine)
    {
        (_image, _machine) = (image, machine);
        _regions = [.. image.Regions];
        _ofRegion = new LearnedObject?[_regions.Length];
        _heaps = [.. _regions.Select(r => r is { Kind: RegionKind.Heap, Compartment: >= 0 } ? new HeapShadow(r) : null)];
        foreach (var symbol in image.Symbols.Where(s => s is { IsFunction: true, Compartment: >= 0 }))
        {
            Func<ulong>? size = symbol.Name switch
            {
                "malloc" => () => machine.ReadRegister(0),
                "calloc" => () => machine.ReadRegister(0) * machine.ReadRegister(1),
                "realloc" or "memalign" or "aligned_alloc" => () => machine.ReadRegister(1),
                _ => null,
            };
            if (size is not null)
            {
                machine.AddProbe(symbol.Address, _ => Ask(size()));
            }
        }
    }

    // What each 16 bytes of a heap were last allocated as: the granule that the block starts in (from 1), and there size and site.
    private sealed class HeapShadow(Region region)
    {
        public ulong Start => region.Start;

        public int[] Block { get; } = new int[(int)(region.Size / Granule)];

        public ulong[] Size { get; } = new ulong[(int)(region.Size / Granule)];

        public LearnedObject?[] Site { get; } = new LearnedObject?[(int)(region.Size / Granule)];
    }

    /// <summary>True if an address lies in data that belongs to a compartment, or is shared: what learning may let through.</summary>
    public bool IsData(ulong address, bool isStore, out PlacedObject found)
    {
        if (!isStore && address - _last.Start < _last.End - _last.Start && _last.Object.Kind != LearnedObjectKind.Heap)
        {
            found = _last;
            return true;
        }

        found = default;
        var index = RegionIndex(address);
        if (index < 0 || _regions[index] is not { Kind: not RegionKind.Table } region || (region.Compartment < 0 && region.Kind != RegionKind.Shared)
            || (region.Kind == RegionKind.Code && (isStore || !IsOfSharedObject(region))))
        {
            return false;
        }

        found = _last = Find(address, index, region);
        return true;
    }

    // A shared object has its constants beside its code; elsewhere code is no data.
    private bool IsOfSharedObject(Region region) => region.Name != $"{_image.CompartmentName(region.Compartment)} text";

    private PlacedObject Find(ulong address, int index, Region region)
    {
        if (_heaps[index] is { } heap)
        {
            var block = heap.Block[(int)((address - heap.Start) / Granule)] - 1;
            if (block >= 0 && heap.Site[block] is { } site && address - heap.Start - (ulong)block * Granule < heap.Size[block])
            {
                var start = heap.Start + (ulong)block * Granule;
                return new(site, start, start + heap.Size[block]);
            }
        }

        var owner = region.Kind == RegionKind.Shared ? "shared" : _image.CompartmentName(region.Compartment);
        if (region.Kind is not (RegionKind.Heap or RegionKind.Stack) && _image.SymbolOf(address) is { IsFunction: false } symbol)
        {
            if (!_things.TryGetValue((symbol.Name, symbol.Library, region.Compartment), out var thing))
            {
                _things[(symbol.Name, symbol.Library, region.Compartment)] = thing = new(LearnedObjectKind.Variable, symbol.Name, owner, symbol.Library, region.Compartment);
            }

            return new(thing, symbol.Address, symbol.Size == 0 ? region.Start + region.Size : symbol.Address + symbol.Size);
        }

        var whole = _ofRegion[index] ??= region.Kind switch
        {
            RegionKind.Heap => new(LearnedObjectKind.Heap, "heap", owner, "", region.Compartment),
            RegionKind.Stack => new(LearnedObjectKind.Stack, "stack", owner, "", region.Compartment),
            _ => new(LearnedObjectKind.Other, region.Name, owner, "", region.Compartment),
        };
        return new(whole, region.Start, region.Start + region.Size);
    }

    private int RegionIndex(ulong address)
    {
        var (low, high) = (0, _regions.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _regions[middle].Start <= address ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && address - _regions[low - 1].Start < _regions[low - 1].Size ? low - 1 : -1;
    }

    private void Ask(ulong size)
    {
        var back = _machine.ReadRegister(LinkRegister);
        if (!_asked.TryGetValue(back, out var sizes))
        {
            _asked[back] = sizes = [];
            _machine.AddProbe(back, _ => Answer(back));
        }

        sizes.Push(size);
    }

    private void Answer(ulong back)
    {
        if (!_asked[back].TryPop(out var size) || size == 0 || _machine.ReadRegister(0) is not (> 0 and var block)
            || RegionIndex(block) is not (>= 0 and var index) || _heaps[index] is not { } heap || block + size > heap.Start + (ulong)heap.Block.Length * Granule)
        {
            return;
        }

        var compartment = _regions[index].Compartment;
        if (!_sites.TryGetValue((back, compartment), out var site))
        {
            _sites[(back, compartment)] = site = new(LearnedObjectKind.Heap, $"allocated in {_image.Describe(back - 4)}", _image.CompartmentName(compartment), "", compartment);
        }

        site.Allocated(size);
        var first = (int)((block - heap.Start) / Granule);
        (heap.Size[first], heap.Site[first]) = (size, site);
        heap.Block.AsSpan(first, (int)((size + Granule - 1) / Granule)).Fill(first + 1);
    }
}
