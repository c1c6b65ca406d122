using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>
/// Floating-point arithmetic on integers: exact results of any operands, rounding mode and flushing, with the exception flags of
/// the architecture. Numbers are bit patterns in the low bits of a <see cref="ulong"/>; <c>fpcr</c> and <c>fpsr</c> are the registers.
/// Each function is the one of the same name in the Sail model.
/// </summary>
internal static partial class SoftFloat
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Add<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => AddOrSubtract<F>(left, right, false, fpcr, ref fpsr);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Subtract<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => AddOrSubtract<F>(left, right, true, fpcr, ref fpsr);

    /// <summary>Product; with <paramref name="extended"/> infinity times zero is 2 with the sign of the product (Sail FPMul, FPMulX).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Multiply<F>(ulong left, ulong right, bool extended, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (ProcessNaNs<F>(a, b, left, right, fpcr, ref fpsr, out ulong result))
        {
            return result;
        }

        bool sign = a.Sign != b.Sign;
        if ((a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity))
        {
            return extended ? Format<F>.Signed(sign, Two<F>()) : Invalid<F>(ref fpsr);
        }

        if (a.IsInfinity || b.IsInfinity)
        {
            return Format<F>.Signed(sign, Format<F>.Infinity);
        }

        if (a.IsZero || b.IsZero)
        {
            return Format<F>.Signed(sign, 0);
        }

        return RoundWide<F>(sign, a.Exponent + b.Exponent + 1, Product(a, b), fpcr, ref fpsr);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Divide<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (ProcessNaNs<F>(a, b, left, right, fpcr, ref fpsr, out ulong result))
        {
            return result;
        }

        bool sign = a.Sign != b.Sign;
        if ((a.IsInfinity && b.IsInfinity) || (a.IsZero && b.IsZero))
        {
            return Invalid<F>(ref fpsr);
        }

        if (a.IsInfinity || b.IsZero)
        {
            fpsr |= a.IsInfinity ? 0 : Status.DivideByZero;
            return Format<F>.Signed(sign, Format<F>.Infinity);
        }

        if (a.IsZero || b.IsInfinity)
        {
            return Format<F>.Signed(sign, 0);
        }

        // The quotient has 62 or 63 bits, the remainder goes into the lowest bit.
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(new UInt128(a.Significand >> 2, a.Significand << 62), b.Significand);
        var digits = (ulong)quotient;
        int zeros = BitOperations.LeadingZeroCount(digits);
        ulong significand = (digits << zeros) | (remainder != UInt128.Zero ? 1UL : 0);
        return Round<F>(sign, a.Exponent - b.Exponent + 1 - zeros, significand, fpcr, Control.Mode(fpcr), ref fpsr);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong SquareRoot<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(value, fpcr, ref fpsr);
        if (a.IsNaN)
        {
            return ProcessNaN<F>(value, fpcr, ref fpsr);
        }

        if (a.IsZero || (a.IsInfinity && !a.Sign))
        {
            return Format<F>.Signed(a.Sign, a.IsZero ? 0 : Format<F>.Infinity);
        }

        if (a.Sign)
        {
            return Invalid<F>(ref fpsr);
        }

        // An even power of two is taken out, so that the root has 64 bits.
        UInt128 square = (UInt128)a.Significand << ((a.Exponent & 1) == 0 ? 63 : 64);
        ulong root = 0;
        for (ulong bit = 1UL << 63; bit != 0; bit >>= 1)
        {
            ulong attempt = root | bit;
            if ((UInt128)attempt * attempt <= square)
            {
                root = attempt;
            }
        }

        ulong sticky = (UInt128)root * root != square ? 1UL : 0;
        return Round<F>(false, a.Exponent >> 1, root | sticky, fpcr, Control.Mode(fpcr), ref fpsr);
    }

    /// <summary>addend + left x right, rounded once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong MultiplyAdd<F>(ulong addend, ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked c = Unpacked.From<F>(addend, fpcr, ref fpsr);
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        bool invalid = (a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity);
        if (c.IsNaN || a.IsNaN || b.IsNaN)
        {
            ulong nan = c.Kind == NumberKind.SignallingNaN ? addend
                : a.Kind == NumberKind.SignallingNaN ? left
                : b.Kind == NumberKind.SignallingNaN ? right
                : c.IsNaN ? addend
                : a.IsNaN ? left
                : right;
            ulong result = ProcessNaN<F>(nan, fpcr, ref fpsr);
            return c.Kind == NumberKind.QuietNaN && invalid ? Invalid<F>(ref fpsr) : result;
        }

        bool sign = a.Sign != b.Sign;
        bool infinite = a.IsInfinity || b.IsInfinity;
        if (invalid || (c.IsInfinity && infinite && c.Sign != sign))
        {
            return Invalid<F>(ref fpsr);
        }

        if (c.IsInfinity || infinite)
        {
            return Format<F>.Signed(infinite ? sign : c.Sign, Format<F>.Infinity);
        }

        UInt128 product = a.IsZero || b.IsZero ? UInt128.Zero : Product(a, b);
        return Sum<F>(c.Sign, c.Exponent, (UInt128)c.Significand << 63, sign, a.Exponent + b.Exponent, product, 0, fpcr, ref fpsr);
    }

    /// <summary>2 - left x right (Sail FPRecipStepFused).</summary>
    internal static ulong ReciprocalStep<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => Step<F>(left, right, false, fpcr, ref fpsr);

    /// <summary>(3 - left x right) / 2 (Sail FPRSqrtStepFused).</summary>
    internal static ulong ReciprocalRootStep<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => Step<F>(left, right, true, fpcr, ref fpsr);

    /// <summary>The larger (or smaller) operand; zero has a sign here (Sail FPMax, FPMin).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Extreme<F>(ulong left, ulong right, bool largest, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (ProcessNaNs<F>(a, b, left, right, fpcr, ref fpsr, out ulong result))
        {
            return result;
        }

        left = a.IsZero ? Format<F>.Signed(a.Sign, 0) : left;
        right = b.IsZero ? Format<F>.Signed(b.Sign, 0) : right;

        // Order of the bit patterns as of signed integers, with minus zero below zero.
        return (Order<F>(left) > Order<F>(right)) == largest ? left : right;
    }

    /// <summary>As <see cref="Extreme"/>, but a number wins over a quiet NaN (Sail FPMaxNum, FPMinNum).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong ExtremeNumber<F>(ulong left, ulong right, bool largest, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        bool leftQuiet = Format<F>.IsNaN(left) && !Format<F>.IsSignallingNaN(left);
        bool rightQuiet = Format<F>.IsNaN(right) && !Format<F>.IsSignallingNaN(right);
        ulong loser = Format<F>.Signed(largest, Format<F>.Infinity);
        if (leftQuiet && !rightQuiet)
        {
            left = loser;
        }
        else if (rightQuiet && !leftQuiet)
        {
            right = loser;
        }

        return Extreme<F>(left, right, largest, fpcr, ref fpsr);
    }

    private static long Order<F>(ulong value)
        where F : struct, IFormat
    {
        var magnitude = (long)(value & ~Format<F>.SignBit);
        return (value & Format<F>.SignBit) != 0 ? ~magnitude : magnitude;
    }

    private static ulong Two<F>()
        where F : struct, IFormat => 1UL << (F.Bits - 2);

    private static ulong OnePointFive<F>()
        where F : struct, IFormat => Two<F>() - Format<F>.QuietBit;

    // Value x 2^-126, exact: no format has more than 53 bits.
    private static UInt128 Product(in Unpacked a, in Unpacked b) => (UInt128)a.Significand * b.Significand;

    private static ulong AddOrSubtract<F>(ulong left, ulong right, bool subtract, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (ProcessNaNs<F>(a, b, left, right, fpcr, ref fpsr, out ulong result))
        {
            return result;
        }

        bool sign = b.Sign != subtract;
        if (a.IsInfinity || b.IsInfinity)
        {
            return a.IsInfinity && b.IsInfinity && a.Sign != sign ? Invalid<F>(ref fpsr)
                : Format<F>.Signed(a.IsInfinity ? a.Sign : sign, Format<F>.Infinity);
        }

        return Sum<F>(a.Sign, a.Exponent, (UInt128)a.Significand << 63, sign, b.Exponent, (UInt128)b.Significand << 63, 0, fpcr, ref fpsr);
    }

    private static ulong Step<F>(ulong left, ulong right, bool root, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        left ^= Format<F>.SignBit;
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (ProcessNaNs<F>(a, b, left, right, fpcr, ref fpsr, out ulong result))
        {
            return result;
        }

        if ((a.IsInfinity && b.IsZero) || (a.IsZero && b.IsInfinity))
        {
            return root ? OnePointFive<F>() : Two<F>();
        }

        bool sign = a.Sign != b.Sign;
        if (a.IsInfinity || b.IsInfinity)
        {
            return Format<F>.Signed(sign, Format<F>.Infinity);
        }

        UInt128 constant = (UInt128)(root ? 3u : 2u) << 125;
        UInt128 product = a.IsZero || b.IsZero ? UInt128.Zero : Product(a, b);
        return Sum<F>(false, 1, constant, sign, a.Exponent + b.Exponent, product, root ? -1 : 0, fpcr, ref fpsr);
    }

    // Rounds (m1 x 2^(e1 - 126) + m2 x 2^(e2 - 126)) x 2^scale. A magnitude is zero or at least 2^126. Bits lost in aligning are
    // remembered in the lowest one: where more than one bit cancels, none is lost.
    private static ulong Sum<F>(bool s1, int e1, UInt128 m1, bool s2, int e2, UInt128 m2, int scale, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        if (m1 == UInt128.Zero && m2 == UInt128.Zero && s1 == s2)
        {
            return Format<F>.Signed(s1, 0);
        }

        // A product may have one bit more; its low bits are zero.
        if ((m2 >> 127) != UInt128.Zero)
        {
            m2 >>= 1;
            e2++;
        }

        if (m2 == UInt128.Zero || (m1 != UInt128.Zero && (e1 > e2 || (e1 == e2 && m1 >= m2))))
        {
            m2 = m2 == UInt128.Zero ? m2 : ShiftRightJam(m2, e1 - e2);
        }
        else
        {
            m1 = m1 == UInt128.Zero ? m1 : ShiftRightJam(m1, e2 - e1);
            (s1, e1, m1, s2, m2) = (s2, e2, m2, s1, m1);
        }

        // One bit of room for the carry.
        m1 = ShiftRightJam(m1, 1);
        m2 = ShiftRightJam(m2, 1);
        UInt128 magnitude = s1 == s2 ? m1 + m2 : m1 - m2;
        if (magnitude == UInt128.Zero)
        {
            return Format<F>.Signed(Control.Mode(fpcr) == Rounding.TowardsNegative, 0);
        }

        return RoundWide<F>(s1, e1 + 2 + scale, magnitude, fpcr, ref fpsr);
    }
}
