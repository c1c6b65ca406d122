namespace FlexCap.Morello.Conformance;

/// <summary>Random operands; those at which instructions change their behaviour come much more often than chance has it.</summary>
internal static class EdgeValues
{
    private static readonly ulong[] s_integers =
    [
        0, 1, 2, 7, 8, 15, 16, 31, 32, 63, 64, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x1_0000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x1_0000_0000,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue, ulong.MaxValue - 1, 0xFFFF_FFFF_0000_0000, 0xFFFF_FFFF_8000_0000, 0xFFFF_FFFF_7FFF_FFFF,

        // Halfway between two numbers of half, single and double precision, with an odd and an even neighbour, and beside it.
        0x801, 0x803, 0xFFF, 0x100_0001, 0x100_0003, 0x1FF_FFFF, 0x20_0000_0000_0001, 0x20_0000_0000_0003, 0x3F_FFFF_FFFF_FFFF, 0x40_0000_8000_0000, 0x40_0000_8000_0001,
        65504, 65519, 65520, 65535,
    ];

    private static readonly ushort[] s_halves =
    [
        0x0000, 0x0001, 0x0002, 0x0200, 0x03FF, 0x0400, 0x0401, 0x1400, 0x3555, 0x37FF, 0x3800, 0x3801, 0x3BFF, 0x3C00, 0x3C01, 0x3E00, 0x4000, 0x4100, 0x4248,
        0x57F8, 0x57FF, 0x5800, 0x5BFF, 0x5C00, 0x63FF, 0x6400, 0x6401, 0x77FF, 0x7800, 0x7801, 0x7BFE, 0x7BFF, 0x7C00, 0x7C01, 0x7D55, 0x7DFF, 0x7E00, 0x7E01, 0x7FFF,
    ];

    private static readonly uint[] s_singles =
    [
        0x0000_0000, 0x0000_0001, 0x0000_0002, 0x0040_0000, 0x007F_FFFF, 0x0080_0000, 0x0080_0001, 0x00FF_FFFF, 0x0100_0000,

        // Around the least subnormal, the least normal and the greatest number of half precision.
        0x3300_0000, 0x3300_0001, 0x337F_FFFF, 0x3380_0000, 0x33C0_0000, 0x387F_DFFF, 0x387F_E000, 0x387F_F000, 0x387F_FFFF, 0x3880_0000, 0x477F_E000, 0x477F_EFFF, 0x477F_F000, 0x477F_FFFF, 0x4780_0000,
        0x3EFF_FFFF, 0x3F00_0000, 0x3F00_0001, 0x3F7F_FFFF, 0x3F80_0000, 0x3F80_0001, 0x3F80_1000, 0x3F80_3000, 0x3FC0_0000, 0x4020_0000, 0x4060_0000, 0x4EFF_FFFF, 0x4F00_0000, 0x4F7F_FFFF, 0x4F80_0000,
        0x5EFF_FFFF, 0x5F00_0000, 0x5F7F_FFFF, 0x5F80_0000, 0x4B00_0000, 0x4B00_0001, 0x4AFF_FFFF, 0x4B7F_FFFF, 0x7E80_0000, 0x7EFF_FFFF, 0x7F00_0000, 0x7F7F_FFFF, 0x7F80_0000, 0x7F80_0001, 0x7FA5_A5A5, 0x7FBF_FFFF, 0x7FC0_0000, 0x7FC1_2345, 0x7FFF_FFFF,
    ];

    private static readonly ulong[] s_doubles =
    [
        0, 1, 2, 0x0008_0000_0000_0000, 0x000F_FFFF_FFFF_FFFF, 0x0010_0000_0000_0000, 0x0010_0000_0000_0001, 0x001F_FFFF_FFFF_FFFF, 0x0020_0000_0000_0000,

        // Around the least subnormal, the least normal and the greatest number of single and half precision.
        0x3690_0000_0000_0000, 0x3690_0000_0000_0001, 0x36A0_0000_0000_0000, 0x36A8_0000_0000_0000, 0x380F_FFFF_C000_0000, 0x380F_FFFF_E000_0000, 0x380F_FFFF_FFFF_FFFF, 0x3810_0000_0000_0000,
        0x47EF_FFFF_E000_0000, 0x47EF_FFFF_EFFF_FFFF, 0x47EF_FFFF_F000_0000, 0x47EF_FFFF_FFFF_FFFF, 0x47F0_0000_0000_0000, 0x3E60_0000_0000_0000, 0x3E60_0000_0000_0001, 0x40EF_FDFF_FFFF_FFFF, 0x40EF_FE00_0000_0000,
        0x3F0F_FE00_0000_0000, 0x3F0F_FFFF_FFFF_FFFF, 0x3F10_0000_0000_0000,
        0x3FDF_FFFF_FFFF_FFFF, 0x3FE0_0000_0000_0000, 0x3FE0_0000_0000_0001, 0x3FEF_FFFF_FFFF_FFFF, 0x3FF0_0000_0000_0000, 0x3FF0_0000_0000_0001, 0x3FF0_0000_1000_0000, 0x3FF0_0000_3000_0000, 0x3FF8_0000_0000_0000, 0x4004_0000_0000_0000, 0x400C_0000_0000_0000,
        0x41DF_FFFF_FFC0_0000, 0x41DF_FFFF_FFE0_0000, 0x41E0_0000_0000_0000, 0x41E0_0000_0010_0000, 0x41EF_FFFF_FFE0_0000, 0x41EF_FFFF_FFF0_0000, 0x41F0_0000_0000_0000, 0x43DF_FFFF_FFFF_FFFF, 0x43E0_0000_0000_0000, 0x43EF_FFFF_FFFF_FFFF, 0x43F0_0000_0000_0000,
        0x4330_0000_0000_0001, 0x432F_FFFF_FFFF_FFFF, 0x7FD0_0000_0000_0000, 0x7FDF_FFFF_FFFF_FFFF, 0x7FEF_FFFF_FFFF_FFFF, 0x7FF0_0000_0000_0000, 0x7FF0_0000_0000_0001, 0x7FF5_A5A5_A5A5_A5A5, 0x7FF7_FFFF_FFFF_FFFF, 0x7FF8_0000_0000_0000, 0x7FF8_1234_5678_9ABC, 0x7FFF_FFFF_FFFF_FFFF,
    ];

    /// <summary>64 bits for an integer register.</summary>
    internal static ulong Integer(Random random) => random.Next(8) switch
    {
        0 or 1 => s_integers[random.Next(s_integers.Length)],
        2 => (ulong)random.Next(-256, 256),
        3 => Bits(random) >> random.Next(64),
        4 => (ulong)((long)Bits(random) >> random.Next(64)),
        5 => Lanes(random),
        _ => Bits(random),
    };

    /// <summary>64 bits for half of a vector register: lanes of integers or floating-point numbers of one size.</summary>
    internal static ulong Lanes(Random random) => random.Next(12) switch
    {
        0 => Fill(random, 8, static r => r.Next(3) == 0 ? 0x7FUL + (ulong)r.Next(3) : (ulong)r.Next(256)),
        1 or 2 or 3 => Fill(random, 16, Half),
        4 or 5 or 6 => Fill(random, 32, Single),
        7 or 8 or 9 => Double(random),
        10 => Fill(random, random.Next(2) == 0 ? 16 : 32, static r => s_integers[r.Next(s_integers.Length)]),
        _ => Bits(random),
    };

    /// <summary>128 bits for a vector register; the halves are of the same kind more often than not.</summary>
    internal static UInt128 Vector(Random random)
    {
        if (random.Next(4) == 0)
        {
            return new(Lanes(random), Lanes(random));
        }

        return random.Next(4) switch
        {
            0 => new(Fill(random, 16, Half), Fill(random, 16, Half)),
            1 => new(Fill(random, 32, Single), Fill(random, 32, Single)),
            2 => new(Double(random), Double(random)),
            _ => new(Bits(random), Bits(random)),
        };
    }

    /// <summary>Bits that are all equally likely.</summary>
    internal static ulong Bits(Random random) => (ulong)random.NextInt64(1L << 32) << 32 | (ulong)random.NextInt64(1L << 32);

    private static ulong Half(Random random) => random.Next(3) switch
    {
        0 => s_halves[random.Next(s_halves.Length)] | Sign(random, 16),
        1 => Sign(random, 16) | ((ulong)random.Next(8, 23) << 10) | Fraction(random, 10),
        _ => (ulong)random.Next(0x1_0000),
    };

    private static ulong Single(Random random) => random.Next(3) switch
    {
        0 => s_singles[random.Next(s_singles.Length)] | Sign(random, 32),
        1 => Sign(random, 32) | ((ulong)random.Next(127 - 35, 127 + 66) << 23) | Fraction(random, 23),
        _ => (uint)Bits(random),
    };

    private static ulong Double(Random random) => random.Next(3) switch
    {
        0 => s_doubles[random.Next(s_doubles.Length)] | Sign(random, 64),
        1 => Sign(random, 64) | ((ulong)random.Next(1023 - 60, 1023 + 66) << 52) | Fraction(random, 52),
        _ => Bits(random),
    };

    // Few bits set, or all set below a point: sums and products are then exact, halfway, or just beside.
    private static ulong Fraction(Random random, int bits)
    {
        ulong mask = (1UL << bits) - 1;
        return random.Next(3) switch
        {
            0 => (1UL << random.Next(bits) | 1UL << random.Next(bits)) & mask,
            1 => mask & ~((1UL << random.Next(bits)) - 1),
            _ => Bits(random) & mask,
        };
    }

    private static ulong Sign(Random random, int width) => (ulong)random.Next(2) << (width - 1);

    private static ulong Fill(Random random, int width, Func<Random, ulong> lane)
    {
        ulong value = 0;
        for (int i = 0; i < 64; i += width)
        {
            value |= (lane(random) & ((1UL << width) - 1)) << i;
        }

        return value;
    }
}
