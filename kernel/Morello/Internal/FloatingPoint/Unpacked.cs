using System.Numerics;

namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>What a number is (Sail FPType).</summary>
internal enum NumberKind
{
    Zero,
    Finite,
    Infinity,
    QuietNaN,
    SignallingNaN,
}

/// <summary>
/// A number taken apart: if finite, Significand x 2^(Exponent - 63) with the top bit of the significand set, so that denormal
/// numbers need no care.
/// </summary>
internal readonly record struct Unpacked(NumberKind Kind, bool Sign, int Exponent, ulong Significand)
{
    internal bool IsNaN => Kind >= NumberKind.QuietNaN;

    internal bool IsZero => Kind == NumberKind.Zero;

    internal bool IsInfinity => Kind == NumberKind.Infinity;

    /// <summary>Takes a number of an arithmetic instruction apart; denormal numbers are flushed as FPCR says (Sail FPUnpack).</summary>
    internal static Unpacked From<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => From<F>(value, fpcr & ~Control.AlternativeHalf, fpcr & Control.FlushHalfToZero, ref fpsr);

    /// <summary>Takes the operand of a conversion between formats apart: half precision may be the alternative one and is never flushed (Sail FPUnpackCV).</summary>
    internal static Unpacked FromConversion<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => From<F>(value, fpcr, 0, ref fpsr);

    private static Unpacked From<F>(ulong value, uint fpcr, uint flushHalf, ref uint fpsr)
        where F : struct, IFormat
    {
        bool sign = (value & Format<F>.SignBit) != 0;
        ulong fraction = value & Format<F>.FractionMask;
        var field = (int)((value & Format<F>.Infinity) >> F.FractionBits);
        if (field == 0)
        {
            if (fraction == 0)
            {
                return new(NumberKind.Zero, sign, 0, 0);
            }

            if (F.Bits == 16 ? flushHalf != 0 : (fpcr & Control.FlushToZero) != 0)
            {
                // Half precision does not tell.
                fpsr |= F.Bits == 16 ? 0 : Status.InputDenormal;
                return new(NumberKind.Zero, sign, 0, 0);
            }

            int zeros = BitOperations.LeadingZeroCount(fraction);
            return new(NumberKind.Finite, sign, Format<F>.MinExponent - F.FractionBits + 63 - zeros, fraction << zeros);
        }

        if (field == Format<F>.MaxExponentField && !(F.Bits == 16 && (fpcr & Control.AlternativeHalf) != 0))
        {
            NumberKind kind = fraction == 0 ? NumberKind.Infinity
                : (fraction & Format<F>.QuietBit) != 0 ? NumberKind.QuietNaN
                : NumberKind.SignallingNaN;
            return new(kind, sign, 0, 0);
        }

        return new(NumberKind.Finite, sign, field - 1 + Format<F>.MinExponent, (fraction | (1UL << F.FractionBits)) << (63 - F.FractionBits));
    }
}
