using System.Numerics;

namespace FlexCap.Morello.Internal.FloatingPoint;

// From an exact value to the nearest number of a format.
internal static partial class SoftFloat
{
    /// <summary>
    /// Rounds significand x 2^(exponent - 63) (Sail FPRound). The top bit of the significand is set; its lowest bit stands for
    /// everything lost below, which is enough because no format keeps more than 53 bits.
    /// </summary>
    internal static ulong Round<F>(bool sign, int exponent, ulong significand, uint fpcr, Rounding rounding, ref uint fpsr)
        where F : struct, IFormat => Round<F>(sign, exponent, significand, fpcr & ~Control.AlternativeHalf, fpcr & Control.FlushHalfToZero, rounding, ref fpsr);

    // Sail FPRoundCV: to half precision nothing is flushed, and the format may be the alternative one.
    private static ulong RoundConversion<F>(bool sign, int exponent, ulong significand, uint fpcr, Rounding rounding, ref uint fpsr)
        where F : struct, IFormat => Round<F>(sign, exponent, significand, fpcr, 0, rounding, ref fpsr);

    private static ulong Round<F>(bool sign, int exponent, ulong significand, uint fpcr, uint flushHalf, Rounding rounding, ref uint fpsr)
        where F : struct, IFormat
    {
        if (exponent < Format<F>.MinExponent && (F.Bits == 16 ? flushHalf != 0 : (fpcr & Control.FlushToZero) != 0))
        {
            // Flushing a result sets UFC and not IXC.
            fpsr |= Status.Underflow;
            return Format<F>.Signed(sign, 0);
        }

        int field = Math.Max(exponent - Format<F>.MinExponent + 1, 0);
        int shift = 63 - F.FractionBits + (field == 0 ? Format<F>.MinExponent - exponent : 0);
        (ulong mantissa, ulong rest) = Split(significand, shift);

        // Tininess is detected before rounding.
        if (field == 0 && rest != 0)
        {
            fpsr |= Status.Underflow;
        }

        if (RoundsUp(sign, mantissa, rest, rounding))
        {
            mantissa++;
            if (mantissa == 1UL << F.FractionBits)
            {
                field = 1;
            }
            else if (mantissa == 2UL << F.FractionBits)
            {
                field++;
                mantissa >>= 1;
            }
        }
        else if (rounding == Rounding.Odd && rest != 0)
        {
            mantissa |= 1;
        }

        if (F.Bits == 16 && (fpcr & Control.AlternativeHalf) != 0)
        {
            if (field > Format<F>.MaxExponentField)
            {
                fpsr |= Status.InvalidOperation;
                return Format<F>.Signed(sign, Format<F>.SignBit - 1);
            }
        }
        else if (field >= Format<F>.MaxExponentField)
        {
            fpsr |= Status.Overflow | Status.Inexact;
            return Overflowed<F>(sign, rounding);
        }

        if (rest != 0)
        {
            fpsr |= Status.Inexact;
        }

        return Format<F>.Signed(sign, ((ulong)field << F.FractionBits) | (mantissa & Format<F>.FractionMask));
    }

    /// <summary>What a result too large for the format becomes.</summary>
    private static ulong Overflowed<F>(bool sign, Rounding rounding)
        where F : struct, IFormat
    {
        bool toInfinity = rounding switch
        {
            Rounding.TieEven => true,
            Rounding.TowardsPositive => !sign,
            Rounding.TowardsNegative => sign,
            _ => false,
        };
        return Format<F>.Signed(sign, toInfinity ? Format<F>.Infinity : Format<F>.MaxNormal);
    }

    // The bits of a significand above and below a position; those below as a fraction of 2^64.
    private static (ulong Above, ulong Below) Split(ulong significand, int shift) => shift switch
    {
        0 => (significand, 0),
        < 64 => (significand >> shift, significand << (64 - shift)),
        64 => (0, significand),
        _ => (0, 1),
    };

    private static bool RoundsUp(bool sign, ulong mantissa, ulong rest, Rounding rounding) => rounding switch
    {
        Rounding.TieEven => rest > 1UL << 63 || (rest == 1UL << 63 && (mantissa & 1) != 0),
        Rounding.TieAway => rest >= 1UL << 63,
        Rounding.TowardsPositive => rest != 0 && !sign,
        Rounding.TowardsNegative => rest != 0 && sign,
        _ => false,
    };

    /// <summary>Shifts right; bits that fall out are remembered in the lowest.</summary>
    private static UInt128 ShiftRightJam(UInt128 value, int shift)
    {
        if (shift == 0)
        {
            return value;
        }

        if (shift > 127)
        {
            return value == UInt128.Zero ? UInt128.Zero : UInt128.One;
        }

        UInt128 result = value >> shift;
        return result << shift == value ? result : result | UInt128.One;
    }

    // Rounds magnitude x 2^(exponent - 127), whose top bit may be anywhere. The magnitude is not zero.
    private static ulong RoundWide<F>(bool sign, int exponent, UInt128 magnitude, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        var zeros = (int)UInt128.LeadingZeroCount(magnitude);
        magnitude <<= zeros;
        ulong significand = (ulong)(magnitude >> 64) | ((ulong)magnitude != 0 ? 1UL : 0);
        return Round<F>(sign, exponent - zeros, significand, fpcr, Control.Mode(fpcr), ref fpsr);
    }
}
