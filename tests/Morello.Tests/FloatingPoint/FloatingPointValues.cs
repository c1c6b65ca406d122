using System.Buffers.Binary;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>What the operands of an instruction are.</summary>
internal enum OperandFormat
{
    Half,
    Single,
    Double,
    Integer,
}

/// <summary>Random operands with those that sit on edges much more often than chance has it.</summary>
internal static class FloatingPointValues
{
    private static readonly uint[] s_modes = [0, 0, 0, 0, 1 << 22, 2 << 22, 3 << 22, 1 << 24, 1 << 25, 1 << 26, 1 << 19, 5 << 22, 3 << 24, 7 << 24, 31 << 22, (31 << 22) | (1 << 19)];

    /// <summary>Fills a record of <see cref="FloatingPointProgram"/>.</summary>
    internal static void FillRecord(Random random, OperandFormat format, Span<byte> record)
    {
        // Neighbouring operands of like magnitude, so that sums cancel and carry.
        ulong near = Next(random, format);
        for (int i = 0; i < 4; i++)
        {
            FillLanes(random, format, near, record.Slice(i * 16, 16));
        }

        ulong integer = Next(random, OperandFormat.Integer);
        BinaryPrimitives.WriteUInt64LittleEndian(record[64..], integer);
        uint fpcr = random.Next(3) == 0 ? (uint)random.Next(32) << 22 | (uint)random.Next(2) << 19 : s_modes[random.Next(s_modes.Length)];
        BinaryPrimitives.WriteUInt64LittleEndian(record[72..], fpcr);
        BinaryPrimitives.WriteUInt64LittleEndian(record[80..], random.Next(3) == 0 ? (uint)random.Next(32) | (uint)random.Next(2) << 7 : 0);
        BinaryPrimitives.WriteUInt64LittleEndian(record[88..], (uint)random.Next(16) << 28);
    }

    /// <summary>A bit pattern of a format.</summary>
    internal static ulong Next(Random random, OperandFormat format)
    {
        int bits = Bits(format);
        ulong mask = ulong.MaxValue >> (64 - bits);
        ulong any = ((ulong)random.NextInt64() << 1) ^ (ulong)random.NextInt64();
        if (format == OperandFormat.Integer)
        {
            return random.Next(3) switch
            {
                0 => any,
                1 => (ulong)((long)any >> random.Next(64)),
                _ => (1UL << random.Next(64)) + (ulong)random.Next(-1, 2),
            };
        }

        int fractionBits = FractionBits(format);
        int maxField = (1 << (bits - 1 - fractionBits)) - 1;
        int bias = maxField / 2;
        ulong fractionMask = (1UL << fractionBits) - 1;
        ulong sign = (ulong)random.Next(2) << (bits - 1);
        int field = random.Next(10) switch
        {
            0 => 0,
            1 => maxField,
            2 => random.Next(0, 4),
            3 => random.Next(maxField - 3, maxField),
            4 or 5 or 6 => bias + random.Next(-fractionBits - 2, fractionBits + 3),
            7 => Math.Clamp(bias + random.Next(-66, 67), 0, maxField),
            _ => random.Next(maxField + 1),
        };
        ulong fraction = random.Next(8) switch
        {
            0 => 0,
            1 => 1UL << random.Next(fractionBits),
            2 => fractionMask,
            3 => fractionMask << random.Next(fractionBits),
            4 => (ulong)random.Next(4),
            5 => fractionMask - (ulong)random.Next(4),
            _ => any,
        };
        return (sign | ((ulong)field << fractionBits) | (fraction & fractionMask)) & mask;
    }

    /// <summary>Width in bits.</summary>
    internal static int Bits(OperandFormat format) => format switch { OperandFormat.Half => 16, OperandFormat.Single => 32, _ => 64 };

    private static int FractionBits(OperandFormat format) => format switch { OperandFormat.Half => 10, OperandFormat.Single => 23, _ => 52 };

    private static void FillLanes(Random random, OperandFormat format, ulong near, Span<byte> lanes)
    {
        int size = Bits(format) / 8;
        Span<byte> bytes = stackalloc byte[8];
        for (int i = 0; i < 16; i += size)
        {
            ulong value = random.Next(4) switch
            {
                0 => near ^ ((ulong)random.Next(2) << ((8 * size) - 1)) ^ (ulong)random.Next(16),
                _ => Next(random, format),
            };
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            bytes[..size].CopyTo(lanes[i..]);
        }
    }
}
