using System.Runtime.CompilerServices;

namespace FlexCap.Morello;

public readonly partial struct Capability
{
    /// <summary>True if the low bits of the limit and base fields hold the exponent (Sail <c>CapIsInternalExponent</c>).</summary>
    public bool IsInternalExponent => (Metadata & NoInternalExponent) == 0;

    /// <summary>The exponent, 0 to 63: bounds are multiples of 2^exponent, or of 2^(exponent+3) with an internal exponent (Sail <c>CapGetExponent</c>).</summary>
    public int Exponent
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsInternalExponent ? (int)(~((((uint)Metadata >> 16) & 7) << 3 | ((uint)Metadata & 7)) & 63) : 0;
    }

    /// <summary>True for the reserved exponents 51 to 62 (Sail <c>CapIsExponentOutOfRange</c>).</summary>
    public bool IsExponentOutOfRange => Exponent is > MaximumExponent and < MaximumEncodableExponent;

    /// <summary>The 16-bit mantissa of the base (Sail <c>CapGetBottom</c>).</summary>
    public ushort Bottom => (ushort)(Metadata & (IsInternalExponent ? 0xFFF8u : 0xFFFFu));

    /// <summary>The 16-bit mantissa of the limit, its two top bits deduced from the base (Sail <c>CapGetTop</c>).</summary>
    public ushort Top => (ushort)TopMantissa(Bottom);

    /// <summary>The decoded bounds (Sail <c>CapGetBounds</c>).</summary>
    public CapabilityBounds Bounds
    {
        get
        {
            int exponent = Exponent;
            if (exponent > MaximumExponent)
            {
                return new(0, UInt128.One << 64, exponent == MaximumEncodableExponent);
            }

            Decode(exponent, out ulong lower, out ulong limitLow, out uint limitHigh);
            return new(lower, new UInt128(limitHigh, limitLow), true);
        }
    }

    /// <summary>The base in bytes (Sail <c>CapGetBase</c>).</summary>
    public ulong Base => Bounds.Base;

    /// <summary>The limit in bytes: 65 bits.</summary>
    public UInt128 Limit => Bounds.Limit;

    /// <summary>Limit - base in bytes, modulo 2^65 (Sail <c>CapGetLength</c>).</summary>
    public UInt128 Length => Bounds.Length;

    /// <summary>Value - base in bytes, modulo 2^64 (Sail <c>CapGetOffset</c>).</summary>
    public ulong Offset => Value - Base;

    /// <summary>True if the value lies within valid bounds (Sail <c>CapIsInBounds</c>).</summary>
    public bool IsInBounds => Bounds is { IsValid: true } bounds && Value >= bounds.Base && Value < bounds.Limit;

    // With this exponent the bounds depend on the value's upper bits (Sail CapBoundsUsesValue).
    private static bool BoundsUseValue(int exponent) => exponent + MantissaWidth < 64;

    // The flags take no part in the bounds: bit 55 is the sign (Sail CapBoundsAddress).
    private static ulong BoundsAddress(ulong address) => (ulong)((long)(address << 8) >> 8);

    private uint TopMantissa(uint bottom)
    {
        uint metadata = (uint)Metadata;
        uint carry = 0;
        uint limit = (metadata >> 16) & 0x3FFF;
        if (IsInternalExponent)
        {
            limit &= 0x3FF8;
            carry = 1;
        }

        carry += limit < (bottom & 0x3FFF) ? 1u : 0u;
        return ((((bottom >> 14) + carry) & 3) << 14) | limit;
    }

    // For exponents up to 50. Works on 64 bits and one more for the limit: 128-bit arithmetic is several times slower here.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Decode(int exponent, out ulong lower, out ulong limitLow, out uint limitHigh)
    {
        uint bottom = Bottom;
        uint top = TopMantissa(bottom);
        ulong address = BoundsAddress(Value);
        uint edge = ((bottom >> 13) - 1) & 7;
        int belowTop = (top >> 13) < edge ? 1 : 0;
        int belowBottom = (bottom >> 13) < edge ? 1 : 0;
        if (exponent < 48)
        {
            int shift = exponent + MantissaWidth;
            int belowAddress = ((uint)(address >> (shift - 3)) & 7) < edge ? 1 : 0;
            ulong upper = address >> shift;
            ulong upperLimit = upper + (ulong)(belowTop - belowAddress);
            lower = ((upper + (ulong)(belowBottom - belowAddress)) << shift) | ((ulong)bottom << exponent);
            limitLow = (upperLimit << shift) | ((ulong)top << exponent);
            limitHigh = (uint)(upperLimit >> (64 - shift)) & 1;
        }
        else
        {
            lower = (ulong)bottom << exponent;
            limitLow = (ulong)top << exponent;
            limitHigh = exponent == 48
                ? (belowTop != ((uint)(address >> 61) < edge ? 1 : 0) ? 1u : 0u)
                : (top >> (64 - exponent)) & 1;
        }

        // A range that crosses the top of the address space: the limit's bit 64 follows the base.
        uint difference = (((limitHigh << 1) | (uint)(limitLow >> 63)) - (uint)(lower >> 63)) & 3;
        if (exponent < MaximumExponent - 1 && difference > 1)
        {
            limitHigh ^= 1;
        }
    }
}
