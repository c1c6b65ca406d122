using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>Reads the statistics of every compartment's allocator out of the guest's memory (struct uk_alloc_statistics).</summary>
internal static class HeapReader
{
    private const string DefaultHeap = "uk_alloc_default", Allocator = "uk_alloc_init";
    private const int Words = 5;

    public static IReadOnlyList<HeapUse> Read(Image image, Machine machine) =>
        [.. image.Symbols.Where(s => s is { Name: DefaultHeap, Compartment: >= 0, IsFunction: false }).OrderBy(s => s.Compartment).Select(s => Read(image, machine, s))];

    private static HeapUse Read(Image image, Machine machine, ImageSymbol heap)
    {
        var instance = image.Symbols.FirstOrDefault(s => s.Name == Allocator && s.Compartment == heap.Compartment)?.Library;
        var allocator = image.Plan.Libraries.FirstOrDefault(l => l.Name == instance && l.Compartment == heap.Compartment)?.From ?? "";
        var name = image.CompartmentName(heap.Compartment);
        Span<ulong> words = stackalloc ulong[Words];
        if (!TryRead(machine, heap.Address, words[..1]) || words[0] == 0 || !TryRead(machine, words[0], words))
        {
            // Nobody has asked for memory yet.
            var region = image.Regions.FirstOrDefault(r => r.Kind == RegionKind.Heap && r.Compartment == heap.Compartment);
            return new HeapUse(name, allocator, region?.Size ?? 0, 0, 0, 0, 0);
        }

        return new HeapUse(name, allocator, words[0], words[1], words[2], (long)words[3], (long)words[4]);
    }

    private static bool TryRead(Machine machine, ulong address, Span<ulong> words)
    {
        var bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(words);
        return machine.ReadVirtual(address, bytes) == bytes.Length;
    }
}
