namespace FlexCap.Morello.Internal.FloatingPoint;

// Comparisons whose result is a lane of ones or of zeros.

internal readonly struct FloatEqual : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.IsEqual<F>(left, right, fpcr, ref fpsr) ? Format<F>.Mask : 0;
}

internal readonly struct FloatGreaterOrEqual : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.IsGreaterOrEqual<F>(left, right, fpcr, ref fpsr) ? Format<F>.Mask : 0;
}

internal readonly struct FloatGreater : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => SoftFloat.IsGreater<F>(left, right, fpcr, ref fpsr) ? Format<F>.Mask : 0;
}

internal readonly struct FloatAbsoluteGreaterOrEqual : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreaterOrEqual.Apply<F>(left & ~Format<F>.SignBit, right & ~Format<F>.SignBit, fpcr, ref fpsr);
}

internal readonly struct FloatAbsoluteGreater : IBinaryOperation
{
    public static ulong Apply<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreater.Apply<F>(left & ~Format<F>.SignBit, right & ~Format<F>.SignBit, fpcr, ref fpsr);
}

internal readonly struct FloatEqualZero : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatEqual.Apply<F>(value, 0, fpcr, ref fpsr);
}

internal readonly struct FloatGreaterOrEqualZero : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreaterOrEqual.Apply<F>(value, 0, fpcr, ref fpsr);
}

internal readonly struct FloatGreaterZero : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreater.Apply<F>(value, 0, fpcr, ref fpsr);
}

internal readonly struct FloatLessOrEqualZero : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreaterOrEqual.Apply<F>(0, value, fpcr, ref fpsr);
}

internal readonly struct FloatLessZero : IUnaryOperation
{
    public static ulong Apply<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => FloatGreater.Apply<F>(0, value, fpcr, ref fpsr);
}
