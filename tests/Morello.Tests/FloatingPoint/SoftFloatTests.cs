using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>The corners of the arithmetic, each with its exception flags; values from the pseudocode of the architecture.</summary>
public sealed class SoftFloatTests
{
    private const uint Ioc = Status.InvalidOperation;
    private const uint Dzc = Status.DivideByZero;
    private const uint Ofc = Status.Overflow;
    private const uint Ufc = Status.Underflow;
    private const uint Ixc = Status.Inexact;
    private const uint Idc = Status.InputDenormal;

    private const uint Nearest = 0;
    private const uint Up = 1 << 22;
    private const uint Down = 2 << 22;
    private const uint Zero = 3 << 22;
    private const uint Fz = 1 << 24;
    private const uint Dn = 1 << 25;
    private const uint Ahp = 1 << 26;
    private const uint Fz16 = 1 << 19;

    private delegate ulong Operation(ref uint fpsr);

    [Theory]
    [InlineData(0x7F80_0001, 0x7FC0_0002, 0u, 0x7FC0_0001, Ioc)] // a signalling NaN goes before a quiet one
    [InlineData(0x7FC0_0001, 0x7F80_0002, 0u, 0x7FC0_0002, Ioc)]
    [InlineData(0xFFC0_0001, 0x7FC0_0002, 0u, 0xFFC0_0001, 0u)] // of two quiet ones the first
    [InlineData(0x3F80_0000, 0xFFC0_0002, 0u, 0xFFC0_0002, 0u)]
    [InlineData(0xFFC0_0001, 0x3F80_0000, Dn, 0x7FC0_0000, 0u)]
    [InlineData(0x7F80_0001, 0x0000_0001, Dn | Fz, 0x7FC0_0000, Ioc | Idc)] // flushing is seen whatever the other operand
    [InlineData(0x7F80_0000, 0xFF80_0000, 0u, 0x7FC0_0000, Ioc)]
    [InlineData(0x7F80_0000, 0x3F80_0000, 0u, 0x7F80_0000, 0u)]
    [InlineData(0x3F80_0000, 0xBF80_0000, Nearest, 0x0000_0000, 0u)]
    [InlineData(0x3F80_0000, 0xBF80_0000, Down, 0x8000_0000, 0u)]
    [InlineData(0x8000_0000, 0x8000_0000, Up, 0x8000_0000, 0u)]
    [InlineData(0x0000_0001, 0x0000_0001, 0u, 0x0000_0002, 0u)]
    [InlineData(0x0000_0001, 0x0000_0001, Fz, 0x0000_0000, Idc)]
    [InlineData(0x0080_0000, 0x8080_0001, Fz, 0x8000_0000, Ufc)] // a flushed result is not inexact
    [InlineData(0x7F7F_FFFF, 0x7F7F_FFFF, Nearest, 0x7F80_0000, Ofc | Ixc)]
    [InlineData(0x7F7F_FFFF, 0x7F7F_FFFF, Down, 0x7F7F_FFFF, Ofc | Ixc)]
    [InlineData(0x7F7F_FFFF, 0x7F7F_FFFF, Zero, 0x7F7F_FFFF, Ofc | Ixc)]
    [InlineData(0xFF7F_FFFF, 0xFF7F_FFFF, Down, 0xFF80_0000, Ofc | Ixc)]
    [InlineData(0xFF7F_FFFF, 0xFF7F_FFFF, Up, 0xFF7F_FFFF, Ofc | Ixc)]
    [InlineData(0x3F80_0000, 0x3300_0000, Nearest, 0x3F80_0000, Ixc)] // 1 + 2^-25
    [InlineData(0x3F80_0000, 0x3380_0000, Nearest, 0x3F80_0000, Ixc)] // a tie goes to the even one
    [InlineData(0x3F80_0001, 0x3380_0000, Nearest, 0x3F80_0002, Ixc)]
    [InlineData(0x3F80_0000, 0x0000_0001, Up, 0x3F80_0001, Ixc)]
    [InlineData(0x3F80_0000, 0x8000_0001, Zero, 0x3F7F_FFFF, Ixc)]
    public void Addition(uint left, uint right, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Add<Binary32>(left, right, fpcr, ref s));

    [Theory]
    [InlineData(0x3F80_0000, 0x4040_0000, Nearest, 0x3EAA_AAAB, Ixc)] // 1 / 3
    [InlineData(0x3F80_0000, 0x4040_0000, Up, 0x3EAA_AAAB, Ixc)]
    [InlineData(0x3F80_0000, 0x4040_0000, Down, 0x3EAA_AAAA, Ixc)]
    [InlineData(0xBF80_0000, 0x4040_0000, Up, 0xBEAA_AAAA, Ixc)]
    [InlineData(0xBF80_0000, 0x4040_0000, Zero, 0xBEAA_AAAA, Ixc)]
    [InlineData(0x40C0_0000, 0x4040_0000, Up, 0x4000_0000, 0u)] // 6 / 3
    [InlineData(0xBF80_0000, 0x0000_0000, 0u, 0xFF80_0000, Dzc)]
    [InlineData(0x7F80_0000, 0x8000_0000, 0u, 0xFF80_0000, 0u)] // infinity / -0 is no division by zero
    [InlineData(0x0000_0000, 0x0000_0000, 0u, 0x7FC0_0000, Ioc)]
    [InlineData(0x7F80_0000, 0x7F80_0000, 0u, 0x7FC0_0000, Ioc)]
    [InlineData(0x3F80_0000, 0x0000_0001, Fz, 0x7F80_0000, Dzc | Idc)]
    [InlineData(0x0080_0000, 0x4000_0000, 0u, 0x0040_0000, 0u)] // denormal and exact: no underflow
    [InlineData(0x0080_0001, 0x4000_0000, 0u, 0x0040_0000, Ufc | Ixc)]
    [InlineData(0x00FF_FFFF, 0x4000_0000, Nearest, 0x0080_0000, Ufc | Ixc)] // tiny before rounding, though the result is normal
    public void Division(uint left, uint right, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Divide<Binary32>(left, right, fpcr, ref s));

    [Theory]
    [InlineData(0x7F80_0000, 0x8000_0000, false, 0x7FC0_0000, Ioc)]
    [InlineData(0x7F80_0000, 0x8000_0000, true, 0xC000_0000, 0u)]
    [InlineData(0x0000_0000, 0x7F80_0000, true, 0x4000_0000, 0u)]
    [InlineData(0x8000_0000, 0x4000_0000, true, 0x8000_0000, 0u)]
    [InlineData(0x0000_0001, 0x3F00_0000, false, 0x0000_0000, Ufc | Ixc)]
    public void Multiplication(uint left, uint right, bool extended, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Multiply<Binary32>(left, right, extended, 0, ref s));

    [Theory]
    [InlineData(0x7FC0_0001, 0x7F80_0000, 0x0000_0000, 0x7FC0_0000, Ioc)] // the invalid product wins over a quiet addend
    [InlineData(0x7F80_0001, 0x7F80_0000, 0x0000_0000, 0x7FC0_0001, Ioc)]
    [InlineData(0x3F80_0000, 0x7FC0_0001, 0x7FC0_0002, 0x7FC0_0001, 0u)]
    [InlineData(0xFF80_0000, 0x7F80_0000, 0x3F80_0000, 0x7FC0_0000, Ioc)]
    [InlineData(0xBF80_0000, 0x3F80_0001, 0x3F7F_FFFE, 0xA880_0000, 0u)] // (1 + 2^-23)(1 - 2^-23) - 1 = -2^-46: rounded once
    [InlineData(0x8000_0000, 0x8000_0000, 0x3F80_0000, 0x8000_0000, 0u)]
    [InlineData(0x0000_0000, 0x8000_0000, 0x3F80_0000, 0x0000_0000, 0u)]
    [InlineData(0x3F80_0000, 0x0000_0001, 0x0000_0001, 0x3F80_0000, Ixc)]
    public void Multiplication_and_addition(uint addend, uint left, uint right, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.MultiplyAdd<Binary32>(addend, left, right, 0, ref s));

    [Theory]
    [InlineData(0x4000_0000, 0x3FB5_04F3, Ixc)]
    [InlineData(0x4080_0000, 0x4000_0000, 0u)]
    [InlineData(0x8000_0000, 0x8000_0000, 0u)]
    [InlineData(0xBF80_0000, 0x7FC0_0000, Ioc)]
    [InlineData(0x7F80_0000, 0x7F80_0000, 0u)]
    [InlineData(0x0000_0001, 0x1A35_04F3, Ixc)]
    public void Square_root(uint value, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.SquareRoot<Binary32>(value, 0, ref s));

    [Theory]
    [InlineData(0x8000, 0x0000, true, 0x0000, 0u)]
    [InlineData(0x0000, 0x8000, false, 0x8000, 0u)]
    [InlineData(0x3C00, 0x7E01, true, 0x7E01, 0u)]
    [InlineData(0xBC00, 0x4000, false, 0xBC00, 0u)]
    public void Minimum_and_maximum(uint left, uint right, bool largest, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Extreme<Binary16>(left, right, largest, 0, ref s));

    [Theory]
    [InlineData(0x3C00, 0x7E01, true, 0x3C00, 0u)] // the number wins over a quiet NaN
    [InlineData(0x7E01, 0xFC00, true, 0xFC00, 0u)]
    [InlineData(0x3C00, 0x7C01, true, 0x7E01, Ioc)] // and not over a signalling one
    [InlineData(0x7E02, 0x7E01, false, 0x7E02, 0u)]
    public void Minimum_and_maximum_of_numbers(uint left, uint right, bool largest, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.ExtremeNumber<Binary16>(left, right, largest, 0, ref s));

    [Theory]
    [InlineData(0x3C00, 0x3C00, false, 6u, 0u)]
    [InlineData(0x8000, 0x0000, false, 6u, 0u)]
    [InlineData(0xBC00, 0x3C00, false, 8u, 0u)]
    [InlineData(0x3C00, 0xFC00, false, 2u, 0u)]
    [InlineData(0x7E00, 0x3C00, false, 3u, 0u)]
    [InlineData(0x7E00, 0x3C00, true, 3u, Ioc)]
    [InlineData(0x3C00, 0x7C01, false, 3u, Ioc)]
    public void Comparison(uint left, uint right, bool signalAllNaNs, uint expected, uint flags) =>
        Check(expected << 28, flags, (ref uint s) => SoftFloat.Compare<Binary16>(left, right, signalAllNaNs, 0, ref s));

    [Theory]
    [InlineData(2.5, 2.0, 3.0, 2.0, 2.0, 3.0)]
    [InlineData(-2.5, -2.0, -2.0, -3.0, -2.0, -3.0)]
    [InlineData(3.5, 4.0, 4.0, 3.0, 3.0, 4.0)]
    [InlineData(-0.25, -0.0, -0.0, -1.0, -0.0, -0.0)]
    [InlineData(0.75, 1.0, 1.0, 0.0, 0.0, 1.0)]
    [InlineData(4503599627370495.5, 4503599627370496.0, 4503599627370496.0, 4503599627370495.0, 4503599627370495.0, 4503599627370496.0)]
    public void Rounding_to_an_integer(double value, double even, double up, double down, double zero, double away)
    {
        foreach ((Rounding rounding, double expected) in ((Rounding, double)[])[(Rounding.TieEven, even), (Rounding.TowardsPositive, up), (Rounding.TowardsNegative, down), (Rounding.TowardsZero, zero), (Rounding.TieAway, away)])
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(value);
            Check(BitConverter.DoubleToUInt64Bits(expected), 0, (ref uint s) => SoftFloat.RoundToInteger<Binary64>(bits, rounding, false, 0, ref s));
            Check(BitConverter.DoubleToUInt64Bits(expected), Ixc, (ref uint s) => SoftFloat.RoundToInteger<Binary64>(bits, rounding, true, 0, ref s));
        }
    }

    [Theory]
    [InlineData(2147483647.5, 32, 0, false, Rounding.TowardsZero, 0x7FFF_FFFFUL, Ixc)]
    [InlineData(2147483647.5, 32, 0, false, Rounding.TowardsPositive, 0x7FFF_FFFFUL, Ioc)]
    [InlineData(-2147483648.5, 32, 0, false, Rounding.TowardsZero, 0x8000_0000UL, Ixc)]
    [InlineData(-2147483649.0, 32, 0, false, Rounding.TowardsZero, 0x8000_0000UL, Ioc)]
    [InlineData(9223372036854775808.0, 64, 0, false, Rounding.TowardsZero, 0x7FFF_FFFF_FFFF_FFFFUL, Ioc)]
    [InlineData(-9223372036854775808.0, 64, 0, false, Rounding.TowardsZero, 0x8000_0000_0000_0000UL, 0u)]
    [InlineData(18446744073709549568.0, 64, 0, true, Rounding.TowardsZero, 0xFFFF_FFFF_FFFF_F800UL, 0u)]
    [InlineData(18446744073709551616.0, 64, 0, true, Rounding.TowardsZero, ulong.MaxValue, Ioc)]
    [InlineData(-0.5, 64, 0, true, Rounding.TowardsZero, 0UL, Ixc)]
    [InlineData(-0.5, 64, 0, true, Rounding.TowardsNegative, 0UL, Ioc)]
    [InlineData(-1.0, 32, 0, true, Rounding.TowardsZero, 0UL, Ioc)]
    [InlineData(0.5, 32, 0, false, Rounding.TieEven, 0UL, Ixc)]
    [InlineData(0.5, 32, 0, false, Rounding.TieAway, 1UL, Ixc)]
    [InlineData(-1.5, 32, 0, false, Rounding.TieEven, 0xFFFF_FFFEUL, Ixc)]
    [InlineData(1.75, 32, 8, false, Rounding.TowardsZero, 0x1C0UL, 0u)]
    [InlineData(0.5, 64, 64, true, Rounding.TowardsZero, 0x8000_0000_0000_0000UL, 0u)]
    [InlineData(double.NaN, 32, 0, false, Rounding.TowardsZero, 0UL, Ioc)]
    [InlineData(double.NegativeInfinity, 32, 0, false, Rounding.TowardsZero, 0x8000_0000UL, Ioc)]
    [InlineData(double.PositiveInfinity, 16, 0, true, Rounding.TowardsZero, 0xFFFFUL, Ioc)]
    internal void To_integers(double value, int bits, int fractionBits, bool unsigned, Rounding rounding, ulong expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.ToFixed<Binary64>(BitConverter.DoubleToUInt64Bits(value), bits, fractionBits, unsigned, rounding, 0, ref s));

    [Theory]
    [InlineData(16777217UL, 32, 0, false, Nearest, 0x4B80_0000, Ixc)]
    [InlineData(16777217UL, 32, 0, false, Up, 0x4B80_0001, Ixc)]
    [InlineData(0xFFFF_FFFFUL, 32, 0, false, Nearest, 0xBF80_0000, 0u)]
    [InlineData(0xFFFF_FFFFUL, 32, 0, true, Nearest, 0x4F80_0000, Ixc)]
    [InlineData(0x8000_0000_0000_0000UL, 64, 0, false, Nearest, 0xDF00_0000, 0u)]
    [InlineData(3UL, 32, 1, false, Nearest, 0x3FC0_0000, 0u)]
    [InlineData(0UL, 64, 17, false, Down, 0x0000_0000, 0u)]
    public void From_integers(ulong value, int bits, int fractionBits, bool unsigned, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.FromFixed<Binary32>(value, bits, fractionBits, unsigned, fpcr, ref s));

    [Theory]
    [InlineData(0x3F80_0000, 0u, 0x3C00, 0u)]
    [InlineData(0x477F_E000, 0u, 0x7BFF, 0u)] // 65504
    [InlineData(0x477F_F000, 0u, 0x7C00, Ofc | Ixc)]
    [InlineData(0x4780_0000, Ahp, 0x7C00, 0u)] // 65536 is a number of the alternative format
    [InlineData(0x4800_0000, Ahp, 0x7FFF, Ioc)]
    [InlineData(0xFF80_0000, Ahp, 0xFFFF, Ioc)]
    [InlineData(0x7FC0_0001, Ahp, 0x0000, Ioc)]
    [InlineData(0xFFC0_2000, 0u, 0xFE01, 0u)]
    [InlineData(0x7F80_2000, 0u, 0x7E01, Ioc)]
    [InlineData(0xFFC0_2000, Dn, 0x7E00, 0u)]
    [InlineData(0x3380_0000, Fz16, 0x0001, 0u)] // conversions do not flush half precision
    [InlineData(0x0000_0001, Fz, 0x0000, Idc)]
    public void Single_to_half(uint value, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Convert<Binary32, Binary16>(value, Rounding.Current, fpcr, ref s));

    [Theory]
    [InlineData(0x7C00, 0u, 0x7F80_0000, 0u)]
    [InlineData(0x7C00, Ahp, 0x4780_0000, 0u)]
    [InlineData(0xFFFF, Ahp, 0xC7FF_E000, 0u)]
    [InlineData(0x7C01, 0u, 0x7FC0_2000, Ioc)]
    [InlineData(0x0001, Fz | Fz16, 0x3380_0000, 0u)]
    public void Half_to_single(uint value, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Convert<Binary16, Binary32>(value, Rounding.Current, fpcr, ref s));

    [Theory]
    [InlineData(0x3FF0_0000_2000_0000UL, 0x3F80_0001, 0u)]
    [InlineData(0x3FF0_0000_0000_0001UL, 0x3F80_0001, Ixc)]
    [InlineData(0x3FF0_0000_3000_0000UL, 0x3F80_0001, Ixc)]
    [InlineData(0x7FEF_FFFF_FFFF_FFFFUL, 0x7F7F_FFFF, Ofc | Ixc)]
    public void Double_to_single_rounding_to_odd(ulong value, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.Convert<Binary64, Binary32>(value, Rounding.Odd, Nearest, ref s));

    [Fact]
    public void Half_precision_flushes_without_telling()
    {
        Check(0x3C00, 0, (ref uint s) => SoftFloat.Add<Binary16>(0x3C00, 0x0001, Fz16 | Up, ref s));
        Check(0x3C01, Ixc, (ref uint s) => SoftFloat.Add<Binary16>(0x3C00, 0x0001, Fz | Up, ref s));
        Check(0x0000, Ufc, (ref uint s) => SoftFloat.Multiply<Binary16>(0x0400, 0x3800, false, Fz16, ref s));
    }

    [Theory]
    [InlineData(0x3F80_0000, 0u, 0x3F7F_8000, 0u)]
    [InlineData(0x4000_0000, 0u, 0x3EFF_8000, 0u)]
    [InlineData(0x3FC0_0000, 0u, 0x3F2A_8000, 0u)]
    [InlineData(0x0000_0000, 0u, 0x7F80_0000, Dzc)]
    [InlineData(0xFF80_0000, 0u, 0x8000_0000, 0u)]
    [InlineData(0x0000_0001, Nearest, 0x7F80_0000, Ofc | Ixc)]
    [InlineData(0x0000_0001, Zero, 0x7F7F_FFFF, Ofc | Ixc)]
    [InlineData(0x7F00_0000, 0u, 0x003F_E000, 0u)] // the estimate is denormal
    [InlineData(0x7F00_0000, Fz, 0x0000_0000, Ufc)]
    public void Reciprocal_estimate(uint value, uint fpcr, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.ReciprocalEstimate<Binary32>(value, fpcr, ref s));

    [Theory]
    [InlineData(0x3F80_0000, 0x3F7F_8000, 0u)]
    [InlineData(0x4080_0000, 0x3EFF_8000, 0u)]
    [InlineData(0x8000_0000, 0xFF80_0000, Dzc)]
    [InlineData(0xBF80_0000, 0x7FC0_0000, Ioc)]
    [InlineData(0x7F80_0000, 0x0000_0000, 0u)]
    public void Reciprocal_root_estimate(uint value, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.ReciprocalRootEstimate<Binary32>(value, 0, ref s));

    [Fact]
    public void All_estimates_are_right_to_eight_bits()
    {
        for (uint scaled = 256; scaled < 512; scaled++)
        {
            // Scaled stands for [scaled, scaled + 1) / 512, the estimate for itself / 256.
            double estimate = SoftFloat.RecipEstimate(scaled) / 256.0;
            Assert.InRange(estimate * ((scaled + 0.5) / 512), 1 - (1.0 / 256), 1 + (1.0 / 256));
            Assert.InRange(SoftFloat.RecipEstimate(scaled), 256u, 511u);
        }

        for (uint scaled = 128; scaled < 512; scaled++)
        {
            double estimate = SoftFloat.RecipSqrtEstimate(scaled) / 256.0;
            double value = scaled < 256 ? (scaled + 0.5) / 512 : ((scaled & ~1u) + 1) / 512.0;
            Assert.InRange(estimate * Math.Sqrt(value), 1 - (1.0 / 256), 1 + (1.0 / 256));
            Assert.InRange(SoftFloat.RecipSqrtEstimate(scaled), 256u, 511u);
        }
    }

    [Theory]
    [InlineData(0x3F80_0000, 0x4000_0000, 0u)]
    [InlineData(0x0000_0000, 0x7F00_0000, 0u)]
    [InlineData(0xFF80_0000, 0x8000_0000, 0u)]
    [InlineData(0x7F80_0001, 0x7FC0_0001, Ioc)]
    public void Reciprocal_exponent(uint value, uint expected, uint flags) =>
        Check(expected, flags, (ref uint s) => SoftFloat.ReciprocalExponent<Binary32>(value, 0, ref s));

    [Fact]
    public void Newton_steps()
    {
        Check(0x4000_0000, 0, (ref uint s) => SoftFloat.ReciprocalStep<Binary32>(0x7F80_0000, 0, 0, ref s));
        Check(0x3FC0_0000, 0, (ref uint s) => SoftFloat.ReciprocalRootStep<Binary32>(0, 0xFF80_0000, 0, ref s));
        Check(0x3F80_0000, 0, (ref uint s) => SoftFloat.ReciprocalStep<Binary32>(0x3F80_0000, 0x3F80_0000, 0, ref s));
        Check(0x8000_0000, 0, (ref uint s) => SoftFloat.ReciprocalStep<Binary32>(0x3F80_0000, 0x4000_0000, Down, ref s));

        // The first operand is negated before NaNs are looked at.
        Check(0xFFC0_0001, 0, (ref uint s) => SoftFloat.ReciprocalRootStep<Binary32>(0x7FC0_0001, 0x3F80_0000, 0, ref s));
    }

    private static void Check(ulong expected, uint flags, Operation operation)
    {
        uint fpsr = 0;
        ulong result = operation(ref fpsr);
        Assert.True(expected == result && flags == fpsr, $"0x{result:x} FPSR 0x{fpsr:x}, expected 0x{expected:x} FPSR 0x{flags:x}");

        // Cumulative: what was set stays.
        fpsr = Ioc | Dzc | Ofc | Ufc | Ixc | Idc;
        _ = operation(ref fpsr);
        Assert.Equal(Ioc | Dzc | Ofc | Ufc | Ixc | Idc, fpsr);
    }
}
