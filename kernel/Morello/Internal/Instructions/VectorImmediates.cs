namespace FlexCap.Morello.Internal.Instructions;

/// <summary>How the 8 bits of a vector immediate are spread (Sail <c>AdvSIMDExpandImm</c>).</summary>
internal enum ImmediateKind
{
    /// <summary>In each word, shifted left by 8 times h.</summary>
    Shifted32,

    /// <summary>In each halfword, shifted left by 8 times h.</summary>
    Shifted16,

    /// <summary>In each word, shifted left by 8 or 16 with ones coming in.</summary>
    Ones32,

    /// <summary>In each byte.</summary>
    Bytes,

    /// <summary>Each bit fills a byte.</summary>
    ByteMask,

    /// <summary>A single-precision number in each word.</summary>
    Single,

    /// <summary>A double-precision number in each doubleword.</summary>
    Double,
}

/// <summary>What is done with a vector immediate.</summary>
internal enum ImmediateOperation
{
    Move,
    MoveNot,
    Or,
    Clear,
}

/// <summary>Which part of a vector register a scalar move takes.</summary>
internal enum ScalarKind
{
    Half,
    Single,
    Double,
    Upper,
}

/// <summary>Expansion of immediates of vector instructions.</summary>
internal static class VectorImmediates
{
    /// <summary>The 64 bits that an immediate stands for.</summary>
    internal static ulong Expand(ImmediateKind kind, uint value, int h)
    {
        switch (kind)
        {
            case ImmediateKind.Shifted32:
                return Repeat(value << (8 * h));
            case ImmediateKind.Shifted16:
                value <<= 8 * h;
                return Repeat(value | (value << 16));
            case ImmediateKind.Ones32:
                return Repeat(h == 0 ? (value << 8) | 0xFF : (value << 16) | 0xFFFF);
            case ImmediateKind.Bytes:
                return value * 0x0101_0101_0101_0101UL;
            case ImmediateKind.ByteMask:
                ulong mask = 0;
                for (int bit = 0; bit < 8; bit++)
                {
                    mask |= ((value >> bit) & 1) != 0 ? 0xFFUL << (8 * bit) : 0;
                }

                return mask;
            case ImmediateKind.Single:
                return Repeat(Single(value));
            default:
                return Double(value);
        }
    }

    /// <summary>The half-precision number of an 8-bit immediate (Sail <c>VFPExpandImm</c>).</summary>
    internal static uint Half(uint value) => (uint)Expand(value, 5, 10);

    /// <summary>The single-precision number of an 8-bit immediate.</summary>
    internal static uint Single(uint value) => (uint)Expand(value, 8, 23);

    /// <summary>The double-precision number of an 8-bit immediate.</summary>
    internal static ulong Double(uint value) => Expand(value, 11, 52);

    private static ulong Expand(uint value, int exponentBits, int fractionBits)
    {
        ulong sign = (value >> 7) & 1;
        ulong b = (value >> 6) & 1;
        ulong repeated = b != 0 ? (1UL << (exponentBits - 3)) - 1 : 0;
        ulong exponent = ((b ^ 1) << (exponentBits - 1)) | (repeated << 2) | ((value >> 4) & 3);
        return (sign << (exponentBits + fractionBits)) | (exponent << fractionBits) | ((ulong)(value & 15) << (fractionBits - 4));
    }

    private static ulong Repeat(uint word) => ((ulong)word << 32) | word;
}
