namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Reads what the allocators of a machine's compartments count.</summary>
internal static class HeapStatistics
{
    /// <summary>By compartment; one without an allocator, or with an allocator that counts nothing, is not there.</summary>
    public static IReadOnlyDictionary<int, (ulong InUse, ulong Peak)> Read(FlexOSMachine machine)
    {
        var heaps = new Dictionary<int, (ulong, ulong)>();
        Span<byte> bytes = stackalloc byte[16];
        foreach (var symbol in machine.Image.Symbols.Where(s => s.Name == "uk_alloc_statistics" && s.Compartment >= 0))
        {
            if (machine.Machine.ReadVirtual(symbol.Address, bytes) == bytes.Length)
            {
                heaps[symbol.Compartment] = (BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
            }
        }

        return heaps;
    }
}
