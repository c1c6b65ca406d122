using FlexCap.FlexOS.Learning;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>Says what an address is part of; watches the allocators, so that a block of a heap has the place that asked for it.</summary>
internal sealed class ObjectNames
{
    private const int LinkRegister = 30;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly SortedList<ulong, (ulong Size, string Site)> _blocks = [];
    private readonly Dictionary<ulong, Stack<ulong>> _asked = []; // sizes that are being allocated, by the address that the allocator returns to

    public ObjectNames(Image image, Machine machine)
    {
        (_image, _machine) = (image, machine);
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

    /// <summary>What an address belongs to: kind, name, owner's compartment and micro-library, and where it starts.</summary>
    public (LearnedObjectKind Kind, string Name, string Owner, string Library, ulong Start) Of(ulong address)
    {
        var region = _image.RegionOf(address)!;
        var owner = region.Kind == RegionKind.Shared ? "shared" : _image.CompartmentName(region.Compartment);
        if (region.Kind == RegionKind.Heap)
        {
            var (low, high) = (0, _blocks.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _blocks.Keys[middle] <= address ? (middle + 1, high) : (low, middle);
            }

            return low > 0 && address - _blocks.Keys[low - 1] < _blocks.Values[low - 1].Size
                ? (LearnedObjectKind.Heap, $"block of {_blocks.Values[low - 1].Size} bytes allocated in {_blocks.Values[low - 1].Site}", owner, "", _blocks.Keys[low - 1])
                : (LearnedObjectKind.Heap, "heap", owner, "", region.Start);
        }

        return region.Kind == RegionKind.Stack ? (LearnedObjectKind.Stack, "stack", owner, "", region.Start)
            : _image.SymbolOf(address) is { } symbol ? (LearnedObjectKind.Variable, symbol.Name, owner, symbol.Library, symbol.Address)
            : (LearnedObjectKind.Other, region.Name, owner, "", region.Start);
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
        if (!_asked[back].TryPop(out var size) || _machine.ReadRegister(0) is not (> 0 and var block))
        {
            return;
        }

        // What an older block had here is free.
        foreach (var start in _blocks.Keys.Where(start => start < block + size && start + _blocks[start].Size > block).ToList())
        {
            _blocks.Remove(start);
        }

        _blocks[block] = (size, _image.Describe(back - 4));
    }
}
