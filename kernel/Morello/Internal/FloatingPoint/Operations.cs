using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>An operation on one number; see <see cref="IBinaryOperation"/>.</summary>
internal interface IUnaryOperation
{
    static abstract ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat;
}

/// <summary>An operation on two numbers, carried by an empty struct so that a body is compiled for each.</summary>
internal interface IBinaryOperation
{
    static abstract ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat;

    /// <summary>All lanes of a vector at once; false (and no flag set) if they need to be looked at one by one.</summary>
    static virtual bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat
    {
        Unsafe.SkipInit(out result);
        return false;
    }
}

internal readonly struct FloatAdd : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryAdd<F>(left, right, false, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.Add<F>(left, right, fpcr, ref fpsr);

    public static bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat => HostVectors.TryAdd<F>(left, right, false, fpcr, ref fpsr, out result);
}

internal readonly struct FloatSubtract : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryAdd<F>(left, right, true, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.Subtract<F>(left, right, fpcr, ref fpsr);

    public static bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat => HostVectors.TryAdd<F>(left, right, true, fpcr, ref fpsr, out result);
}

internal readonly struct FloatAbsoluteDifference : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatSubtract.Apply<F>(left, right, fpcr, ref fpsr) & ~Format<F>.SignBit;
}

internal readonly struct FloatMultiply : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryMultiply<F>(left, right, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.Multiply<F>(left, right, false, fpcr, ref fpsr);

    public static bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat => HostVectors.TryMultiply<F>(left, right, fpcr, ref fpsr, out result);
}

internal readonly struct FloatNegatedMultiply : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatMultiply.Apply<F>(left, right, fpcr, ref fpsr) ^ Format<F>.SignBit;
}

internal readonly struct FloatMultiplyExtended : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryMultiply<F>(left, right, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.Multiply<F>(left, right, true, fpcr, ref fpsr);

    public static bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat => HostVectors.TryMultiply<F>(left, right, fpcr, ref fpsr, out result);
}

internal readonly struct FloatDivide : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryDivide<F>(left, right, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.Divide<F>(left, right, fpcr, ref fpsr);

    public static bool TryApply<F>(Vector128<ulong> left, Vector128<ulong> right, uint fpcr, ref uint fpsr, out Vector128<ulong> result)
        where F : struct, IFormat => HostVectors.TryDivide<F>(left, right, fpcr, fpsr, out result);
}

internal readonly struct FloatMaximum : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.Extreme<F>(left, right, true, fpcr, ref fpsr);
}

internal readonly struct FloatMinimum : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.Extreme<F>(left, right, false, fpcr, ref fpsr);
}

internal readonly struct FloatMaximumNumber : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ExtremeNumber<F>(left, right, true, fpcr, ref fpsr);
}

internal readonly struct FloatMinimumNumber : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ExtremeNumber<F>(left, right, false, fpcr, ref fpsr);
}

internal readonly struct FloatReciprocalStep : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ReciprocalStep<F>(left, right, fpcr, ref fpsr);
}

internal readonly struct FloatReciprocalRootStep : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ReciprocalRootStep<F>(left, right, fpcr, ref fpsr);
}

internal readonly struct FloatSquareRoot : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TrySquareRoot<F>(value, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.SquareRoot<F>(value, fpcr, ref fpsr);
}

internal readonly struct FloatAbsolute : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => value & ~Format<F>.SignBit;
}

internal readonly struct FloatNegate : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => value ^ Format<F>.SignBit;
}

internal readonly struct FloatReciprocalEstimate : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ReciprocalEstimate<F>(value, fpcr, ref fpsr);
}

internal readonly struct FloatReciprocalRootEstimate : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ReciprocalRootEstimate<F>(value, fpcr, ref fpsr);
}

internal readonly struct FloatReciprocalExponent : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.ReciprocalExponent<F>(value, fpcr, ref fpsr);
}
