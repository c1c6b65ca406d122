namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>The operation on three numbers.</summary>
internal static class Fused
{
    /// <summary>addend + left x right, rounded once.</summary>
    internal static ulong MultiplyAdd<F>(ulong addend, ulong left, ulong right, uint fpcr, ref uint fpsr)
        where F : struct, IFormat =>
        HostFloat.TryMultiplyAdd<F>(addend, left, right, fpcr, ref fpsr, out ulong result) ? result : SoftFloat.MultiplyAdd<F>(addend, left, right, fpcr, ref fpsr);
}

/// <summary>Conversions between formats.</summary>
internal static class Formats
{
    /// <summary>To another format.</summary>
    internal static ulong Convert<TFrom, TTo>(ulong value, Rounding rounding, uint fpcr, ref uint fpsr)
        where TFrom : struct, IFormat
        where TTo : struct, IFormat
    {
        if (TFrom.Bits == 64 && TTo.Bits == 32 && rounding == Rounding.Current && HostFloat.TryNarrow(value, fpcr, ref fpsr, out ulong narrow))
        {
            return narrow;
        }

        if (TFrom.Bits == 32 && TTo.Bits == 64 && HostFloat.TryWiden(value, fpcr, out ulong wide))
        {
            return wide;
        }

        return SoftFloat.Convert<TFrom, TTo>(value, rounding, fpcr, ref fpsr);
    }
}
