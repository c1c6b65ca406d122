using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>As <see cref="HostFloat"/> for all lanes of a vector at once. A method that returns false has set no flag.</summary>
internal static class HostVectors
{
    private const uint OtherModes = Control.RoundingMask | Control.FlushToZero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryAdd<F>(Vector128<ulong> left, Vector128<ulong> right, bool subtract, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        return F.Bits != 16 && (fpcr & OtherModes) == 0 && (F.Bits == 64
            ? TryAdd<F, double>(left.AsDouble(), right.AsDouble(), subtract, ref fpsr, out result)
            : TryAdd<F, float>(left.AsSingle(), right.AsSingle(), subtract, ref fpsr, out result));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMultiply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        return F.Bits != 16 && (fpcr & OtherModes) == 0 && (F.Bits == 64
            ? TryMultiply<F, double>(left.AsDouble(), right.AsDouble(), ref fpsr, out result)
            : TryMultiply<F, float>(left.AsSingle(), right.AsSingle(), ref fpsr, out result));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryDivide<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0 || (fpsr & Status.Inexact) == 0)
        {
            return false;
        }

        result = F.Bits == 64 ? (left.AsDouble() / right.AsDouble()).AsUInt64() : (left.AsSingle() / right.AsSingle()).AsUInt64();
        return AllOrdinary<F>(result, Vector128<ulong>.Zero);
    }

    /// <summary>addend + left x right, where exactness is of no interest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMultiplyAdd<F>(Vector128<ulong> addend, Vector128<ulong> left, Vector128<ulong> right, uint fpcr, uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        if (F.Bits == 16 || (fpcr & OtherModes) != 0 || (fpsr & Status.Inexact) == 0)
        {
            return false;
        }

        result = F.Bits == 64
            ? Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).AsUInt64()
            : Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).AsUInt64();
        return AllOrdinary<F>(result, Vector128<ulong>.Zero);
    }

    private static bool TryAdd<F, T>(Vector128<T> left, Vector128<T> right, bool subtract, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        right = subtract ? -right : right;
        Vector128<T> sum = left + right;
        result = sum.AsUInt64();

        // Zero and denormal sums are exact.
        if (!AllBelow<F>(result))
        {
            return false;
        }

        if ((fpsr & Status.Inexact) == 0)
        {
            Vector128<T> rounded = sum - left;
            Vector128<T> error = (left - (sum - rounded)) + (right - rounded);
            fpsr |= Vector128.EqualsAll(error, Vector128<T>.Zero) ? 0 : Status.Inexact;
        }

        return true;
    }

    private static bool TryMultiply<F, T>(Vector128<T> left, Vector128<T> right, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Vector128<T> product = left * right;
        result = product.AsUInt64();

        // Zero times a number is exactly zero.
        Vector128<T> zeros = Vector128.Equals(product, Vector128<T>.Zero) & (Vector128.Equals(left, Vector128<T>.Zero) | Vector128.Equals(right, Vector128<T>.Zero));
        if (!AllOrdinary<F>(result, zeros.AsUInt64()))
        {
            return false;
        }

        if ((fpsr & Status.Inexact) == 0)
        {
            Vector128<ulong> error = F.Bits == 64
                ? Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), -product.AsDouble()).AsUInt64()
                : Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), -product.AsSingle()).AsUInt64();
            fpsr |= Vector128.EqualsAll(error.As<ulong, T>(), Vector128<T>.Zero) ? 0 : Status.Inexact;
        }

        return true;
    }

    // True if no lane is near overflow, infinite or a NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllBelow<F>(Vector128<ulong> value)
        where F : struct, IFormat => F.Bits == 64
        ? Vector128.LessThanAll((value >> 52).AsInt64() & Vector128.Create(0x7FFL), Vector128.Create(0x7FEL))
        : Vector128.LessThanAll((value.AsUInt32() >> 23).AsInt32() & Vector128.Create(0xFF), Vector128.Create(0xFE));

    // True if every lane is far from overflow and underflow, or excused.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllOrdinary<F>(Vector128<ulong> value, Vector128<ulong> excused)
        where F : struct, IFormat
    {
        if (F.Bits == 64)
        {
            Vector128<long> field = (value >> 52).AsInt64() & Vector128.Create(0x7FFL);
            return ((Vector128.GreaterThan(field, Vector128.Create(63L)) & Vector128.LessThan(field, Vector128.Create(0x7FEL))).AsUInt64() | excused)
                == Vector128<ulong>.AllBitsSet;
        }
        else
        {
            Vector128<int> field = (value.AsUInt32() >> 23).AsInt32() & Vector128.Create(0xFF);
            return ((Vector128.GreaterThan(field, Vector128.Create(31)) & Vector128.LessThan(field, Vector128.Create(0xFE))).AsUInt64() | excused)
                == Vector128<ulong>.AllBitsSet;
        }
    }
}
