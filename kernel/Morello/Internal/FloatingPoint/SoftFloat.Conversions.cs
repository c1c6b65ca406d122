using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.FloatingPoint;

// Conversions between formats, to and from integers and fixed-point numbers, and rounding to an integer.
internal static partial class SoftFloat
{
    /// <summary>To another format (Sail FPConvert).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Convert<From, To>(ulong value, Rounding rounding, uint fpcr, ref uint fpsr)
        where From : struct, IFormat
        where To : struct, IFormat
    {
        Unpacked a = Unpacked.FromConversion<From>(value, fpcr, ref fpsr);
        bool alternative = To.Bits == 16 && (fpcr & Control.AlternativeHalf) != 0;
        switch (a.Kind)
        {
            case NumberKind.QuietNaN or NumberKind.SignallingNaN:
                if (alternative || a.Kind == NumberKind.SignallingNaN)
                {
                    fpsr |= Status.InvalidOperation;
                }

                return alternative ? Format<To>.Signed(a.Sign, 0)
                    : (fpcr & Control.DefaultNaN) != 0 ? Format<To>.DefaultNaN
                    : Format<To>.Signed(a.Sign, Format<To>.DefaultNaN | MoveFraction<From, To>(value));
            case NumberKind.Infinity when alternative:
                fpsr |= Status.InvalidOperation;
                return Format<To>.Signed(a.Sign, Format<To>.SignBit - 1);
            case NumberKind.Infinity:
                return Format<To>.Signed(a.Sign, Format<To>.Infinity);
            case NumberKind.Zero:
                return Format<To>.Signed(a.Sign, 0);
            default:
                return RoundConversion<To>(a.Sign, a.Exponent, a.Significand, fpcr, Control.Resolve(rounding, fpcr), ref fpsr);
        }
    }

    /// <summary>To the nearest integer in the same format; with <paramref name="exact"/> a change is inexact (Sail FPRoundInt).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong RoundToInteger<F>(ulong value, Rounding rounding, bool exact, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(value, fpcr, ref fpsr);
        if (a.IsNaN)
        {
            return ProcessNaN<F>(value, fpcr, ref fpsr);
        }

        if (a.Kind != NumberKind.Finite)
        {
            return Format<F>.Signed(a.Sign, a.IsZero ? 0 : Format<F>.Infinity);
        }

        if (a.Exponent >= F.FractionBits)
        {
            return value;
        }

        (ulong integer, ulong rest) = Split(a.Significand, 63 - a.Exponent);
        if (RoundsUp(a.Sign, integer, rest, Control.Resolve(rounding, fpcr)))
        {
            integer++;
        }

        if (exact && rest != 0)
        {
            fpsr |= Status.Inexact;
        }

        if (integer == 0)
        {
            return Format<F>.Signed(a.Sign, 0);
        }

        int zeros = BitOperations.LeadingZeroCount(integer);
        return Round<F>(a.Sign, 63 - zeros, integer << zeros, fpcr, Rounding.TowardsZero, ref fpsr);
    }

    /// <summary>To an integer or a fixed-point number of 16, 32 or 64 bits, saturating (Sail FPToFixed).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong ToFixed<F>(ulong value, int bits, int fractionBits, bool unsigned, Rounding rounding, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(value, fpcr, ref fpsr);
        if (a.IsNaN)
        {
            fpsr |= Status.InvalidOperation;
            return 0;
        }

        if (a.IsZero)
        {
            return 0;
        }

        ulong limit = unsigned ? (a.Sign ? 0 : ulong.MaxValue >> (64 - bits)) : (1UL << (bits - 1)) - (a.Sign ? 0UL : 1UL);
        int exponent = a.Exponent + fractionBits;
        ulong magnitude = ulong.MaxValue;
        ulong rest = 0;
        bool overflow = true;
        if (!a.IsInfinity && exponent <= 63)
        {
            (magnitude, rest) = Split(a.Significand, 63 - exponent);
            if (RoundsUp(a.Sign, magnitude, rest, Control.Resolve(rounding, fpcr)))
            {
                magnitude++;
            }

            overflow = magnitude > limit;
        }

        if (overflow)
        {
            fpsr |= Status.InvalidOperation;
            magnitude = limit;
        }
        else if (rest != 0)
        {
            fpsr |= Status.Inexact;
        }

        return (a.Sign ? 0 - magnitude : magnitude) & (ulong.MaxValue >> (64 - bits));
    }

    /// <summary>From an integer or a fixed-point number of 16, 32 or 64 bits (Sail FixedToFP).</summary>
    internal static ulong FromFixed<F>(ulong value, int bits, int fractionBits, bool unsigned, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        value <<= 64 - bits;
        bool sign = !unsigned && (long)value < 0;
        ulong magnitude = sign ? 0 - value : value;
        if (magnitude == 0)
        {
            return 0;
        }

        int zeros = BitOperations.LeadingZeroCount(magnitude);
        return Round<F>(sign, bits - 1 - zeros - fractionBits, magnitude << zeros, fpcr, Control.Mode(fpcr), ref fpsr);
    }

    // The payload of a NaN keeps its place below the quiet bit (Sail FPConvertNaN).
    private static ulong MoveFraction<From, To>(ulong value)
        where From : struct, IFormat
        where To : struct, IFormat
    {
        ulong payload = value & (Format<From>.QuietBit - 1);
        return To.FractionBits >= From.FractionBits ? payload << (To.FractionBits - From.FractionBits) : payload >> (From.FractionBits - To.FractionBits);
    }
}
