namespace FlexCap.Morello.Internal;

// Seam: addresses, checks and translation. To be replaced by the memory system.
internal readonly struct VirtualAddress(ulong value)
{
    /// <summary>The address, DDC offset included.</summary>
    internal ulong Value { get; } = value;
}

internal sealed unsafe partial class Cpu
{
    /// <summary>Address in the base register of an ordinary load or store (Sail <c>BaseReg_read</c>); n = 31 is SP, whose alignment is checked.</summary>
    internal VirtualAddress BaseAddress(uint n) => throw new NotSupportedException();

    /// <summary>Address in the base register of an alternate load or store (Sail <c>AltBaseReg_read</c>).</summary>
    internal VirtualAddress AlternateBaseAddress(uint n) => throw new NotSupportedException();

    /// <summary>Loads 1, 2, 4 or 8 bytes, zero-extended. False: the exception has been taken.</summary>
    internal bool TryLoad<E>(in VirtualAddress address, ulong offset, int size, out ulong value) where E : struct, IEngine => throw new NotSupportedException();

    /// <summary>Stores 1, 2, 4 or 8 bytes. False: the exception has been taken.</summary>
    internal bool TryStore<E>(in VirtualAddress address, ulong offset, int size, ulong value) where E : struct, IEngine => throw new NotSupportedException();

    /// <summary>Translates a fetch at a 4-byte aligned address that PCC allows. False: the exception has been taken.</summary>
    private bool TryTranslateFetch(ulong address, out ulong physical) => throw new NotSupportedException();

    /// <summary>Host address of a page of code, which is marked so that stores to it are noticed.</summary>
    private uint* CodeWords(ulong physicalPage) => throw new NotSupportedException();
}
