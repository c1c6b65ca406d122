namespace FlexCap.Morello.Internal.FloatingPoint;

// NaNs in, NaNs out.
internal static partial class SoftFloat
{
    /// <summary>The result of an instruction for a NaN operand (Sail FPProcessNaN).</summary>
    private static ulong ProcessNaN<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        if ((value & Format<F>.QuietBit) == 0)
        {
            fpsr |= Status.InvalidOperation;
        }

        return (fpcr & Control.DefaultNaN) != 0 ? Format<F>.DefaultNaN : value | Format<F>.QuietBit;
    }

    /// <summary>The first signalling NaN, else the first quiet one (Sail FPProcessNaNs).</summary>
    private static bool ProcessNaNs<F>(in Unpacked left, in Unpacked right, ulong leftBits, ulong rightBits, uint fpcr, ref uint fpsr, out ulong result)
        where F : struct, IFormat
    {
        result = 0;
        if (!left.IsNaN && !right.IsNaN)
        {
            return false;
        }

        bool first = left.Kind == NumberKind.SignallingNaN || (right.Kind != NumberKind.SignallingNaN && left.IsNaN);
        result = ProcessNaN<F>(first ? leftBits : rightBits, fpcr, ref fpsr);
        return true;
    }

    private static ulong Invalid<F>(ref uint fpsr)
        where F : struct, IFormat
    {
        fpsr |= Status.InvalidOperation;
        return Format<F>.DefaultNaN;
    }
}
