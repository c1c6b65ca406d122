using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>
/// The common case of single and double precision on the host's own arithmetic: rounding to nearest, no flushing, and a result that
/// is far enough from overflow and underflow. What is left to find out is whether it is exact: FPSR.IXC already set needs no
/// answer, else the rounding error is computed, which such results allow exactly. Each method returns false where
/// <see cref="SoftFloat"/> must decide: NaNs, infinities, tiny and huge results, other modes.
/// </summary>
internal static class HostFloat
{
    // Any other mode than this is left to SoftFloat. Default NaN and the half-precision modes change nothing here.
    private const uint OtherModes = Control.RoundingMask | Control.FlushToZero;

    // Exponent fields of results whose rounding error is a number, too.
    private const int SmallestDouble = 64;
    private const int LargestDouble = 0x7FD;
    private const int SmallestSingle = 32;
    private const int LargestSingle = 0xFD;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryAdd<F>(ulong left, ulong right, bool subtract, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0)
        {
            return false;
        }

        // The sum of two numbers is exact if it is denormal or zero. The error is that of Knuth's two-sum.
        if (F.Bits == 64)
        {
            double a = BitConverter.UInt64BitsToDouble(left);
            double b = BitConverter.UInt64BitsToDouble(right);
            b = subtract ? -b : b;
            double sum = a + b;
            result = BitConverter.DoubleToUInt64Bits(sum);
            if (Field(sum) > LargestDouble)
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && SumError(a, b, sum) != 0)
            {
                fpsr |= Status.Inexact;
            }
        }
        else
        {
            float a = BitConverter.UInt32BitsToSingle((uint)left);
            float b = BitConverter.UInt32BitsToSingle((uint)right);
            b = subtract ? -b : b;
            float sum = a + b;
            result = BitConverter.SingleToUInt32Bits(sum);
            if (Field(sum) > LargestSingle)
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && SumError(a, b, sum) != 0)
            {
                fpsr |= Status.Inexact;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMultiply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0)
        {
            return false;
        }

        if (F.Bits == 64)
        {
            double a = BitConverter.UInt64BitsToDouble(left);
            double b = BitConverter.UInt64BitsToDouble(right);
            double product = a * b;
            result = BitConverter.DoubleToUInt64Bits(product);
            if (!IsOrdinary(product))
            {
                return product == 0 && (a == 0 || b == 0);
            }

            if ((fpsr & Status.Inexact) == 0 && Math.FusedMultiplyAdd(a, b, -product) != 0)
            {
                fpsr |= Status.Inexact;
            }
        }
        else
        {
            float a = BitConverter.UInt32BitsToSingle((uint)left);
            float b = BitConverter.UInt32BitsToSingle((uint)right);
            float product = a * b;
            result = BitConverter.SingleToUInt32Bits(product);
            if (!IsOrdinary(product))
            {
                return product == 0 && (a == 0 || b == 0);
            }

            // The product of two singles is exact as a double.
            if ((fpsr & Status.Inexact) == 0 && (double)a * b != product)
            {
                fpsr |= Status.Inexact;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryDivide<F>(ulong left, ulong right, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0)
        {
            return false;
        }

        // The remainder is a number if the dividend is not tiny.
        if (F.Bits == 64)
        {
            double a = BitConverter.UInt64BitsToDouble(left);
            double b = BitConverter.UInt64BitsToDouble(right);
            double quotient = a / b;
            result = BitConverter.DoubleToUInt64Bits(quotient);
            if (!IsOrdinary(quotient) || !IsOrdinary(a))
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && Math.FusedMultiplyAdd(-quotient, b, a) != 0)
            {
                fpsr |= Status.Inexact;
            }
        }
        else
        {
            float a = BitConverter.UInt32BitsToSingle((uint)left);
            float b = BitConverter.UInt32BitsToSingle((uint)right);
            float quotient = a / b;
            result = BitConverter.SingleToUInt32Bits(quotient);
            if (!IsOrdinary(quotient))
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && (double)quotient * b != a)
            {
                fpsr |= Status.Inexact;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TrySquareRoot<F>(ulong value, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0)
        {
            return false;
        }

        if (F.Bits == 64)
        {
            double a = BitConverter.UInt64BitsToDouble(value);
            double root = Math.Sqrt(a);
            result = BitConverter.DoubleToUInt64Bits(root);
            if (!IsOrdinary(root) || !IsOrdinary(a))
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && Math.FusedMultiplyAdd(-root, root, a) != 0)
            {
                fpsr |= Status.Inexact;
            }
        }
        else
        {
            float a = BitConverter.UInt32BitsToSingle((uint)value);
            float root = MathF.Sqrt(a);
            result = BitConverter.SingleToUInt32Bits(root);
            if (!IsOrdinary(root))
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0 && (double)root * root != a)
            {
                fpsr |= Status.Inexact;
            }
        }

        return true;
    }

    /// <summary>addend + left x right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMultiplyAdd<F>(ulong addend, ulong left, ulong right, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0)
        {
            return false;
        }

        if (F.Bits == 64)
        {
            double c = BitConverter.UInt64BitsToDouble(addend);
            double a = BitConverter.UInt64BitsToDouble(left);
            double b = BitConverter.UInt64BitsToDouble(right);
            double sum = Math.FusedMultiplyAdd(a, b, c);
            result = BitConverter.DoubleToUInt64Bits(sum);
            return IsOrdinary(sum) && ((fpsr & Status.Inexact) != 0 || TryJudge(a, b, c, ref fpsr));
        }
        else
        {
            float c = BitConverter.UInt32BitsToSingle((uint)addend);
            float a = BitConverter.UInt32BitsToSingle((uint)left);
            float b = BitConverter.UInt32BitsToSingle((uint)right);
            float sum = MathF.FusedMultiplyAdd(a, b, c);
            result = BitConverter.SingleToUInt32Bits(sum);
            if (!IsOrdinary(sum))
            {
                return false;
            }

            if ((fpsr & Status.Inexact) == 0)
            {
                double product = (double)a * b;
                double wide = product + c;
                if (wide != sum || SumError(product, c, wide) != 0)
                {
                    fpsr |= Status.Inexact;
                }
            }

            return true;
        }
    }

    /// <summary>From double to single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryNarrow(ulong value, uint fpcr, ref uint fpsr, out ulong result)
    {
        double a = BitConverter.UInt64BitsToDouble(value);
        var single = (float)a;
        result = BitConverter.SingleToUInt32Bits(single);
        if ((fpcr & OtherModes) != 0 || !IsOrdinary(single))
        {
            return false;
        }

        if (single != a)
        {
            fpsr |= Status.Inexact;
        }

        return true;
    }

    /// <summary>From single to double precision: always exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryWiden(ulong value, uint fpcr, out ulong result)
    {
        float a = BitConverter.UInt32BitsToSingle((uint)value);
        result = BitConverter.DoubleToUInt64Bits(a);
        return Field(a) <= LargestSingle && (fpcr & Control.FlushToZero) == 0;
    }

    // True if the rounding of a + b x c has been judged: the product is exact, so that the sum alone decides.
    private static bool TryJudge(double a, double b, double c, ref uint fpsr)
    {
        double product = a * b;
        if (!IsOrdinary(product) || Math.FusedMultiplyAdd(a, b, -product) != 0)
        {
            return false;
        }

        double sum = product + c;
        if (SumError(product, c, sum) != 0)
        {
            fpsr |= Status.Inexact;
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double SumError(double a, double b, double sum)
    {
        double rounded = sum - a;
        return (a - (sum - rounded)) + (b - rounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float SumError(float a, float b, float sum)
    {
        float rounded = sum - a;
        return (a - (sum - rounded)) + (b - rounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Field(double value) => (uint)(BitConverter.DoubleToUInt64Bits(value) >> 52) & 0x7FF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Field(float value) => (BitConverter.SingleToUInt32Bits(value) >> 23) & 0xFF;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOrdinary(double value) => Field(value) - SmallestDouble <= LargestDouble - SmallestDouble;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOrdinary(float value) => Field(value) - SmallestSingle <= LargestSingle - SmallestSingle;
}
