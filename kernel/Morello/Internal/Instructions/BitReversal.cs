using System.Buffers.Binary;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Reversal of bits and bytes that .NET has no function for.</summary>
internal static class BitReversal
{
    /// <summary>Bit 0 becomes bit 63 and so on.</summary>
    internal static ulong Reverse(ulong value)
    {
        value = ((value >> 1) & 0x5555_5555_5555_5555) | ((value & 0x5555_5555_5555_5555) << 1);
        value = ((value >> 2) & 0x3333_3333_3333_3333) | ((value & 0x3333_3333_3333_3333) << 2);
        value = ((value >> 4) & 0x0F0F_0F0F_0F0F_0F0F) | ((value & 0x0F0F_0F0F_0F0F_0F0F) << 4);
        return BinaryPrimitives.ReverseEndianness(value);
    }

    /// <summary>Swaps the bytes of each halfword.</summary>
    internal static ulong SwapBytesIn16(ulong value) =>
        ((value >> 8) & 0x00FF_00FF_00FF_00FF) | ((value & 0x00FF_00FF_00FF_00FF) << 8);
}
