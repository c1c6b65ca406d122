namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>An IEEE 754 binary interchange format. Implemented by empty structs, so that code for each format is compiled with its widths as constants.</summary>
internal interface IFormat
{
    /// <summary>Width in bits.</summary>
    static abstract int Bits { get; }

    /// <summary>Width of the fraction in bits, the leading one not counted.</summary>
    static abstract int FractionBits { get; }
}

/// <summary>Half precision (H).</summary>
internal readonly struct Binary16 : IFormat
{
    public static int Bits => 16;

    public static int FractionBits => 10;
}

/// <summary>Single precision (S).</summary>
internal readonly struct Binary32 : IFormat
{
    public static int Bits => 32;

    public static int FractionBits => 23;
}

/// <summary>Double precision (D).</summary>
internal readonly struct Binary64 : IFormat
{
    public static int Bits => 64;

    public static int FractionBits => 52;
}

/// <summary>What follows from the widths of a format. Numbers of all formats are kept in the low bits of a <see cref="ulong"/>.</summary>
internal static class Format<F>
    where F : struct, IFormat
{
    internal static ulong SignBit => 1UL << (F.Bits - 1);

    internal static ulong FractionMask => (1UL << F.FractionBits) - 1;

    /// <summary>All ones in the exponent: the pattern of positive infinity.</summary>
    internal static ulong Infinity => SignBit - (1UL << F.FractionBits);

    /// <summary>The top bit of the fraction, which tells quiet NaNs from signalling ones.</summary>
    internal static ulong QuietBit => 1UL << (F.FractionBits - 1);

    /// <summary>Sail FPDefaultNaN.</summary>
    internal static ulong DefaultNaN => Infinity | QuietBit;

    internal static ulong MaxNormal => Infinity - 1;

    /// <summary>The largest exponent field, that of infinities and NaNs.</summary>
    internal static int MaxExponentField => (1 << (F.Bits - 1 - F.FractionBits)) - 1;

    /// <summary>The exponent of the smallest normal number.</summary>
    internal static int MinExponent => 1 - (MaxExponentField >> 1);

    internal static ulong Mask => F.Bits == 64 ? ulong.MaxValue : (1UL << F.Bits) - 1;

    internal static ulong Signed(bool sign, ulong magnitude) => sign ? magnitude | SignBit : magnitude;

    internal static bool IsNaN(ulong value) => (value & ~SignBit) > Infinity;

    internal static bool IsSignallingNaN(ulong value) => IsNaN(value) && (value & QuietBit) == 0;
}
