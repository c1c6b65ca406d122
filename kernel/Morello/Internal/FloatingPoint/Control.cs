namespace FlexCap.Morello.Internal.FloatingPoint;

/// <summary>Directions of rounding (Sail FPRounding). The first four are those of FPCR.RMode.</summary>
internal enum Rounding
{
    TieEven,
    TowardsPositive,
    TowardsNegative,
    TowardsZero,
    TieAway,
    Odd,

    /// <summary>What FPCR.RMode says when the instruction executes.</summary>
    Current,
}

/// <summary>The bits of FPCR.</summary>
internal static class Control
{
    internal const uint FlushHalfToZero = 1u << 19;
    internal const uint RoundingMask = 3u << 22;
    internal const uint FlushToZero = 1u << 24;
    internal const uint DefaultNaN = 1u << 25;
    internal const uint AlternativeHalf = 1u << 26;

    /// <summary>Rounding as FPCR.RMode says (Sail FPRoundingMode).</summary>
    internal static Rounding Mode(uint fpcr) => (Rounding)((fpcr & RoundingMask) >> 22);

    /// <summary>Replaces <see cref="Rounding.Current"/> by what FPCR.RMode says.</summary>
    internal static Rounding Resolve(Rounding rounding, uint fpcr) => rounding == Rounding.Current ? Mode(fpcr) : rounding;
}

/// <summary>The cumulative exception bits of FPSR.</summary>
internal static class Status
{
    internal const uint InvalidOperation = 1u << 0;
    internal const uint DivideByZero = 1u << 1;
    internal const uint Overflow = 1u << 2;
    internal const uint Underflow = 1u << 3;
    internal const uint Inexact = 1u << 4;
    internal const uint InputDenormal = 1u << 7;
}
