using System.Buffers.Binary;

namespace FlexCap.FlexOS.Internal.Linking;

/// <summary>Why a relocation cannot be applied.</summary>
internal enum RelocationProblem
{
    None,
    Unsupported,
    OutOfRange,
    Misaligned,
    OutsideSection,
}

/// <summary>
/// Applies AArch64 static relocations (Arm, <i>ELF for the Arm 64-bit Architecture</i>, "Static AArch64 relocations"): the
/// ones that compilers emit for code that is linked at fixed addresses.
/// </summary>
internal static class Relocator
{
    /// <summary>Patches one place. <paramref name="value"/> is S + A, <paramref name="place"/> is P.</summary>
    public static RelocationProblem Apply(Span<byte> data, ulong offset, uint type, ulong value, ulong place)
    {
        var size = type switch { 257 or 260 => 8, 259 or 262 => 2, _ => 4 };
        if (offset > (ulong)data.Length || (ulong)data.Length - offset < (ulong)size)
        {
            return RelocationProblem.OutsideSection;
        }

        var bytes = data.Slice((int)offset, size);
        var relative = (long)(value - place);
        return type switch
        {
            257 or 260 => Data64(bytes, type == 257 ? value : (ulong)relative), // ABS64, PREL64
            258 or 261 => Data32(bytes, type == 258 ? (long)value : relative), // ABS32, PREL32
            259 or 262 => Data16(bytes, type == 259 ? (long)value : relative), // ABS16, PREL16
            >= 263 and <= 269 => MoveWide(bytes, value, (int)(type - 263) / 2, isChecked: (type - 263) % 2 == 0), // MOVW_UABS_G0 .. G3
            >= 270 and <= 272 => MoveSigned(bytes, (long)value, (int)(type - 270)), // MOVW_SABS_G0 .. G2
            273 => Branch(bytes, relative, 19, 5), // LD_PREL_LO19
            274 => Address(bytes, relative, 21), // ADR_PREL_LO21
            275 => Address(bytes, Pages(value, place), 21), // ADR_PREL_PG_HI21
            276 => Address(bytes, Pages(value, place), 64), // ADR_PREL_PG_HI21_NC
            277 or 278 => LowBits(bytes, value, 0), // ADD_ABS_LO12_NC, LDST8_ABS_LO12_NC
            279 => Branch(bytes, relative, 14, 5), // TSTBR14
            280 => Branch(bytes, relative, 19, 5), // CONDBR19
            282 or 283 => Branch(bytes, relative, 26, 0), // JUMP26, CALL26
            284 => LowBits(bytes, value, 1), // LDST16_ABS_LO12_NC
            285 => LowBits(bytes, value, 2), // LDST32_ABS_LO12_NC
            286 => LowBits(bytes, value, 3), // LDST64_ABS_LO12_NC
            299 => LowBits(bytes, value, 4), // LDST128_ABS_LO12_NC
            _ => RelocationProblem.Unsupported,
        };
    }

    private static long Pages(ulong value, ulong place) => (long)((value & ~0xfffUL) - (place & ~0xfffUL)) >> 12;

    private static RelocationProblem Data64(Span<byte> bytes, ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return RelocationProblem.None;
    }

    // The ABI lets 32-bit and 16-bit data be read as signed or unsigned.
    private static RelocationProblem Data32(Span<byte> bytes, long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return value is >= int.MinValue and <= uint.MaxValue ? RelocationProblem.None : RelocationProblem.OutOfRange;
    }

    private static RelocationProblem Data16(Span<byte> bytes, long value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return value is >= short.MinValue and <= ushort.MaxValue ? RelocationProblem.None : RelocationProblem.OutOfRange;
    }

    private static RelocationProblem MoveWide(Span<byte> bytes, ulong value, int group, bool isChecked)
    {
        Patch(bytes, 16, 5, (uint)(value >> (16 * group)));
        return isChecked && group < 3 && value >> (16 * (group + 1)) != 0 ? RelocationProblem.OutOfRange : RelocationProblem.None;
    }

    // A negative value turns MOVZ into MOVN of its complement.
    private static RelocationProblem MoveSigned(Span<byte> bytes, long value, int group)
    {
        var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes) & ~(3u << 29);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value < 0 ? word : word | (2u << 29));
        Patch(bytes, 16, 5, (uint)((value < 0 ? ~value : value) >> (16 * group)));
        var limit = 1L << (16 * (group + 1));
        return value >= -limit && value < limit ? RelocationProblem.None : RelocationProblem.OutOfRange;
    }

    private static RelocationProblem Branch(Span<byte> bytes, long distance, int bits, int shift)
    {
        Patch(bytes, bits, shift, (uint)(distance >> 2));
        return (distance & 3) != 0 ? RelocationProblem.Misaligned : Fits(distance >> 2, bits);
    }

    private static RelocationProblem Address(Span<byte> bytes, long value, int bits)
    {
        Patch(bytes, 2, 29, (uint)value);
        Patch(bytes, 19, 5, (uint)(value >> 2));
        return Fits(value, bits);
    }

    private static RelocationProblem LowBits(Span<byte> bytes, ulong value, int scale)
    {
        Patch(bytes, 12, 10, (uint)(value & 0xfff) >> scale);
        return (value & ((1UL << scale) - 1)) != 0 ? RelocationProblem.Misaligned : RelocationProblem.None;
    }

    private static RelocationProblem Fits(long value, int bits) =>
        bits == 64 || (value >= -(1L << (bits - 1)) && value < 1L << (bits - 1)) ? RelocationProblem.None : RelocationProblem.OutOfRange;

    private static void Patch(Span<byte> bytes, int bits, int shift, uint value)
    {
        var mask = ((1u << bits) - 1) << shift;
        var word = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (word & ~mask) | ((value << shift) & mask));
    }
}
