using System.Numerics;

namespace FlexCap.Morello;

public readonly partial struct Capability
{
    /// <summary>
    /// Narrows the bounds to [value, value + <paramref name="length"/>), rounded outwards to what can be encoded. The value never changes.
    /// The tag is lost if the capability is sealed, if the requested range is not within the old bounds, if the old bounds are invalid,
    /// if <paramref name="exact"/> is asked for and rounding was needed, or if the flags would become part of an address
    /// (SCBNDS, SCBNDSE; Sail <c>CapSetBounds</c>).
    /// </summary>
    /// <param name="length">Length in bytes, at most 2^64.</param>
    /// <param name="exact">Clear the tag rather than keep rounded bounds. SCBNDSE and SCBNDS with an immediate are exact.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is more than 2^64.</exception>
    public Capability SetBounds(UInt128 length, bool exact = false)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, UInt128.One << 64);
        return SetBounds((ulong)length, (uint)(length >> 64), exact);
    }

    /// <inheritdoc cref="SetBounds(UInt128, bool)"/>
    public Capability SetBounds(ulong length, bool exact = false) => SetBounds(length, 0, exact);

    /// <summary>
    /// The mask that makes an address a representable base, and a length a representable one, for an object of <paramref name="length"/>
    /// bytes: ones above the bits that must be zero (RRMASK; Sail <c>CapGetRepresentableMask</c>).
    /// </summary>
    public static ulong RepresentableMask(ulong length)
    {
        Capability probe = new Capability(~length, 0, false).SetBounds(length);
        return probe.IsInternalExponent ? ulong.MaxValue << (probe.Exponent + 3) : ulong.MaxValue;
    }

    /// <summary>The smallest representable length of at least <paramref name="length"/> bytes, modulo 2^64 (RRLEN).</summary>
    public static ulong RepresentableLength(ulong length)
    {
        ulong mask = RepresentableMask(length);
        return (length + ~mask) & mask;
    }

    // The length has 65 bits: 64 and one.
    private Capability SetBounds(ulong length, uint lengthHigh, bool exact)
    {
        // The smallest exponent with which the length fits the mantissa (Sail: 50 - CountLeadingZeroBits(length[64..15])).
        int exponent = lengthHigh != 0 ? MaximumExponent : 64 - BitOperations.LeadingZeroCount(length >> 15);
        bool internalExponent = exponent != 0 || (length & (1 << 14)) != 0;
        int oldExponent = Exponent;
        bool oldUsesValue = BoundsUseValue(oldExponent);
        ulong lower = oldUsesValue ? BoundsAddress(Value) : Value;
        ulong upper = lower + length;
        uint upperHigh = lengthHigh + (upper < lower ? 1u : 0u);
        uint bottom = (uint)lower & 0xFFFF;
        uint top = (uint)upper & 0xFFFF;
        bool rounded = false;
        if (internalExponent)
        {
            int shift = exponent + 3;
            ulong lost = (1UL << shift) - 1;
            bool lostBottom = (lower & lost) != 0;
            bool lostTop = (upper & lost) != 0;
            uint bottomMantissa = Mantissa(lower, 0, shift);
            uint topMantissa = Mantissa(upper, upperHigh, shift) + (lostTop ? 1u : 0u);
            if (((topMantissa - bottomMantissa) & (1 << 12)) != 0)
            {
                // Rounding made it too long for this exponent.
                lostBottom |= (bottomMantissa & 1) != 0;
                lostTop |= (topMantissa & 1) != 0;
                exponent++;
                shift++;
                bottomMantissa = Mantissa(lower, 0, shift);
                topMantissa = Mantissa(upper, upperHigh, shift) + (lostTop ? 1u : 0u);
            }

            rounded = lostBottom || lostTop;
            bottom = (bottomMantissa << 3) & 0xFFFF;
            top = (topMantissa << 3) & 0xFFFF;
        }

        uint inverted = ~(uint)exponent;
        uint low = internalExponent
            ? ((top & 0x3FF8) | ((inverted >> 3) & 7)) << 16 | (bottom & 0xFFF8) | (inverted & 7)
            : (uint)NoInternalExponent | (top & 0x3FFF) << 16 | (bottom & 0xFFFF);
        ulong metadata = (Metadata & ~0x7FFF_FFFFUL) | low;
        bool tag = Tag && !IsSealed && !(exact && rounded)
            && Bounds.Contains(new CapabilityBounds(lower, new UInt128(upperHigh, upper), true))
            && (oldUsesValue || !BoundsUseValue(exponent) || BoundsAddress(Value) == Value);
        return new(Value, metadata, tag);
    }

    // 13 bits of the 65-bit number high:low from position shift (3 to 54) up.
    private static uint Mantissa(ulong low, uint high, int shift) => (uint)((low >> shift) | ((ulong)high << (64 - shift))) & 0x1FFF;
}
