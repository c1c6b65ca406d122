using System.Numerics;
using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.FloatingPoint;

// Estimates of eight bits, defined bit by bit in the architecture.
internal static partial class SoftFloat
{
    /// <summary>Estimate of 1 / value (Sail FPRecipEstimate).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong ReciprocalEstimate<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(value, fpcr, ref fpsr);
        switch (a.Kind)
        {
            case NumberKind.QuietNaN or NumberKind.SignallingNaN:
                return ProcessNaN<F>(value, fpcr, ref fpsr);
            case NumberKind.Infinity:
                return Format<F>.Signed(a.Sign, 0);
            case NumberKind.Zero:
                fpsr |= Status.DivideByZero;
                return Format<F>.Signed(a.Sign, Format<F>.Infinity);
        }

        if (a.Exponent < Format<F>.MinExponent - 2)
        {
            fpsr |= Status.Overflow | Status.Inexact;
            return Overflowed<F>(a.Sign, Control.Mode(fpcr));
        }

        if (a.Exponent >= -Format<F>.MinExponent && (fpcr & (F.Bits == 16 ? Control.FlushHalfToZero : Control.FlushToZero)) != 0)
        {
            fpsr |= Status.Underflow;
            return Format<F>.Signed(a.Sign, 0);
        }

        // Eight bits after the leading one, as of 2 / a; the last two exponents give denormal results.
        ulong estimate = RecipEstimate((uint)(a.Significand >> 55));
        int field = -Format<F>.MinExponent - a.Exponent;
        ulong fraction = (estimate << (F.FractionBits - 8)) & Format<F>.FractionMask;
        if (field <= 0)
        {
            fraction = (fraction | (1UL << F.FractionBits)) >> (1 - field);
            field = 0;
        }

        return Format<F>.Signed(a.Sign, ((ulong)field << F.FractionBits) | fraction);
    }

    /// <summary>Estimate of 1 / sqrt(value) (Sail FPRSqrtEstimate).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong ReciprocalRootEstimate<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        Unpacked a = Unpacked.From<F>(value, fpcr, ref fpsr);
        if (a.IsNaN)
        {
            return ProcessNaN<F>(value, fpcr, ref fpsr);
        }

        if (a.IsZero)
        {
            fpsr |= Status.DivideByZero;
            return Format<F>.Signed(a.Sign, Format<F>.Infinity);
        }

        if (a.Sign)
        {
            return Invalid<F>(ref fpsr);
        }

        if (a.IsInfinity)
        {
            return 0;
        }

        // Scaled to [1/4, 1), so that the exponent taken out is even.
        var scaled = (uint)(a.Significand >> 55);
        if ((a.Exponent & 1) == 0)
        {
            scaled >>= 1;
        }

        int field = -Format<F>.MinExponent - (a.Exponent >> 1);
        return ((ulong)field << F.FractionBits) | (((ulong)RecipSqrtEstimate(scaled) << (F.FractionBits - 8)) & Format<F>.FractionMask);
    }

    /// <summary>A power of two near 1 / value, for scaling (Sail FPRecpX).</summary>
    internal static ulong ReciprocalExponent<F>(ulong value, uint fpcr, ref uint fpsr)
        where F : struct, IFormat
    {
        if (Unpacked.From<F>(value, fpcr, ref fpsr).IsNaN)
        {
            return ProcessNaN<F>(value, fpcr, ref fpsr);
        }

        ulong exponent = value & Format<F>.Infinity;
        ulong result = exponent == 0 ? Format<F>.Infinity - (1UL << F.FractionBits) : exponent ^ Format<F>.Infinity;
        return (value & Format<F>.SignBit) | result;
    }

    /// <summary>256 to 511 stand for [0.5, 1); the result for [1, 2) in the same unit (Sail RecipEstimate).</summary>
    internal static uint RecipEstimate(uint scaled) => (((1u << 19) / ((scaled * 2) + 1)) + 1) / 2;

    /// <summary>128 to 511 stand for [0.25, 1); the result for [1, 2) (Sail RecipSqrtEstimate).</summary>
    internal static uint RecipSqrtEstimate(uint scaled)
    {
        // The middle of the interval that the operand stands for.
        uint a = scaled < 256 ? (scaled * 2) + 1 : (scaled | 1) * 2;
        uint b = 512;
        while (a * (b + 1) * (b + 1) < 1u << 28)
        {
            b++;
        }

        return (b + 1) / 2;
    }
}
