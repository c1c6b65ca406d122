using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.FloatingPoint;

// Comparisons.
internal static partial class SoftFloat
{
    // NZCV in bits 31 to 28.
    private const uint FlagsUnordered = 3u << 28;
    private const uint FlagsEqual = 6u << 28;
    private const uint FlagsLess = 8u << 28;
    private const uint FlagsGreater = 2u << 28;

    /// <summary>The condition flags of a comparison (Sail FPCompare).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint Compare<F>(ulong left, ulong right, bool signalAllNaNs, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        if (Unordered<F>(ref left, ref right, signalAllNaNs, fpcr, ref fpsr))
        {
            return FlagsUnordered;
        }

        int order = CompareNumbers<F>(left, right);
        return order == 0 ? FlagsEqual : order < 0 ? FlagsLess : FlagsGreater;
    }

    /// <summary>Equality; only signalling NaNs are invalid (Sail FPCompareEQ).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool IsEqual<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => !Unordered<F>(ref left, ref right, false, fpcr, ref fpsr) && CompareNumbers<F>(left, right) == 0;

    /// <summary>Sail FPCompareGE.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool IsGreaterOrEqual<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => !Unordered<F>(ref left, ref right, true, fpcr, ref fpsr) && CompareNumbers<F>(left, right) >= 0;

    /// <summary>Sail FPCompareGT.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool IsGreater<F>(ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat => !Unordered<F>(ref left, ref right, true, fpcr, ref fpsr) && CompareNumbers<F>(left, right) > 0;

    // Flushes denormal operands; true if one operand is a NaN.
    private static bool Unordered<F>(ref ulong left, ref ulong right, bool signalAllNaNs, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(left, fpcr, ref fpsr);
        Unpacked b = Unpacked.From<F>(right, fpcr, ref fpsr);
        if (a.IsNaN || b.IsNaN)
        {
            if (signalAllNaNs || a.Kind == NumberKind.SignallingNaN || b.Kind == NumberKind.SignallingNaN)
            {
                fpsr |= Status.InvalidOperation;
            }

            return true;
        }

        left = a.IsZero ? 0 : left;
        right = b.IsZero ? 0 : right;
        return false;
    }

    // Zeros have no sign here.
    private static int CompareNumbers<F>(ulong left, ulong right)
        where F : struct, IFormat => Order<F>(left).CompareTo(Order<F>(right));
}
