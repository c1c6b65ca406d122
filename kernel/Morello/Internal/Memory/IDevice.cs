namespace FlexCap.Morello.Internal;

/// <summary>A memory-mapped device. Offsets are from its first address; accesses are 1, 2, 4 or 8 bytes.</summary>
internal interface IDevice : IStateful
{
    /// <summary>Bytes of physical address space that it answers to.</summary>
    ulong Size { get; }

    /// <summary>Reads a register; may have side effects.</summary>
    ulong Load(ulong offset, int size);

    /// <summary>Writes a register.</summary>
    void Store(ulong offset, int size, ulong value);
}
