using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>An operation in two arithmetics: modulo 2^n and clamped to the range of the lanes. They differ where the clamped one saturates.</summary>
internal interface ISaturatingOperation
{
    static abstract Vector128<T> Wrap<T>(Vector128<T> left, Vector128<T> right);

    static abstract Vector128<T> Clamp<T>(Vector128<T> left, Vector128<T> right);
}

/// <summary>Saturating addition, subtraction, negation and absolute value; FPSR.QC remembers that a lane saturated.</summary>
internal static class VectorSaturating
{
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q001110 00 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, SaturatingAdd")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q001110 01 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, SaturatingAdd")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q001110 10 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, SaturatingAdd")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "01001110 11 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long, SaturatingAdd", With = "q=1")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01011110 00 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "sbyte, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01011110 01 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "short, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01011110 10 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "int, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("sqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01011110 11 1 mmmmm 000011 nnnnn ddddd",
        "sqadd {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q101110 00 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, SaturatingAdd")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q101110 01 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, SaturatingAdd")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "0q101110 10 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, SaturatingAdd")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_simd", "01101110 11 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, SaturatingAdd", With = "q=1")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01111110 00 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "byte, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01111110 01 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "ushort, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01111110 10 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "uint, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("uqadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_saturating_sisd", "01111110 11 1 mmmmm 000011 nnnnn ddddd",
        "uqadd {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong, SaturatingAdd", With = "q=Lane.Scalar")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q001110 00 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, SaturatingSubtract")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q001110 01 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, SaturatingSubtract")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q001110 10 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, SaturatingSubtract")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "01001110 11 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long, SaturatingSubtract", With = "q=1")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01011110 00 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "sbyte, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01011110 01 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "short, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01011110 10 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "int, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01011110 11 1 mmmmm 001011 nnnnn ddddd",
        "sqsub {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q101110 00 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, SaturatingSubtract")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q101110 01 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, SaturatingSubtract")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "0q101110 10 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, SaturatingSubtract")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_simd", "01101110 11 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, SaturatingSubtract", With = "q=1")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01111110 00 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "byte, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01111110 01 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "ushort, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01111110 10 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "uint, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("uqsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_saturating_sisd", "01111110 11 1 mmmmm 001011 nnnnn ddddd",
        "uqsub {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong, SaturatingSubtract", With = "q=Lane.Scalar")]
    internal static void Binary<T, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where TOperation : struct, ISaturatingOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Write<T, TOperation>(cpu, q, d, Lane.Read<T>(cpu, n, q), Lane.Read<T>(cpu, m, q));
        }
    }

    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q101110 00 100000 011110 nnnnn ddddd",
        "sqneg {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, SaturatingSubtract")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q101110 01 100000 011110 nnnnn ddddd",
        "sqneg {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "short, SaturatingSubtract")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q101110 10 100000 011110 nnnnn ddddd",
        "sqneg {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "int, SaturatingSubtract")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "01101110 11 100000 011110 nnnnn ddddd",
        "sqneg {d:2d}, {n:2d}", TimingClass.Vector, Types = "long, SaturatingSubtract", With = "q=1")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01111110 00 100000 011110 nnnnn ddddd",
        "sqneg {d:b}, {n:b}", TimingClass.Vector, Types = "sbyte, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01111110 01 100000 011110 nnnnn ddddd",
        "sqneg {d:h}, {n:h}", TimingClass.Vector, Types = "short, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01111110 10 100000 011110 nnnnn ddddd",
        "sqneg {d:s}, {n:s}", TimingClass.Vector, Types = "int, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01111110 11 100000 011110 nnnnn ddddd",
        "sqneg {d:d}, {n:d}", TimingClass.Vector, Types = "long, SaturatingSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q001110 00 100000 011110 nnnnn ddddd",
        "sqabs {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, SaturatingAbsolute")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q001110 01 100000 011110 nnnnn ddddd",
        "sqabs {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "short, SaturatingAbsolute")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "0q001110 10 100000 011110 nnnnn ddddd",
        "sqabs {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "int, SaturatingAbsolute")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_simd", "01001110 11 100000 011110 nnnnn ddddd",
        "sqabs {d:2d}, {n:2d}", TimingClass.Vector, Types = "long, SaturatingAbsolute", With = "q=1")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01011110 00 100000 011110 nnnnn ddddd",
        "sqabs {d:b}, {n:b}", TimingClass.Vector, Types = "sbyte, SaturatingAbsolute", With = "q=Lane.Scalar")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01011110 01 100000 011110 nnnnn ddddd",
        "sqabs {d:h}, {n:h}", TimingClass.Vector, Types = "short, SaturatingAbsolute", With = "q=Lane.Scalar")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01011110 10 100000 011110 nnnnn ddddd",
        "sqabs {d:s}, {n:s}", TimingClass.Vector, Types = "int, SaturatingAbsolute", With = "q=Lane.Scalar")]
    [Instruction("sqabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_sat_sisd", "01011110 11 100000 011110 nnnnn ddddd",
        "sqabs {d:d}, {n:d}", TimingClass.Vector, Types = "long, SaturatingAbsolute", With = "q=Lane.Scalar")]
    internal static void Unary<T, TOperation>(Cpu cpu, uint q, uint n, uint d)
        where TOperation : struct, ISaturatingOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Write<T, TOperation>(cpu, q, d, Vector128<T>.Zero, Lane.Read<T>(cpu, n, q));
        }
    }

    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q001110 00 100000 001110 nnnnn ddddd",
        "suqadd {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, byte")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q001110 01 100000 001110 nnnnn ddddd",
        "suqadd {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "short, ushort")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q001110 10 100000 001110 nnnnn ddddd",
        "suqadd {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "int, uint")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "01001110 11 100000 001110 nnnnn ddddd",
        "suqadd {d:2d}, {n:2d}", TimingClass.Vector, Types = "long, ulong", With = "q=1")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01011110 00 100000 001110 nnnnn ddddd",
        "suqadd {d:b}, {n:b}", TimingClass.Vector, Types = "sbyte, byte", With = "q=Lane.Scalar")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01011110 01 100000 001110 nnnnn ddddd",
        "suqadd {d:h}, {n:h}", TimingClass.Vector, Types = "short, ushort", With = "q=Lane.Scalar")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01011110 10 100000 001110 nnnnn ddddd",
        "suqadd {d:s}, {n:s}", TimingClass.Vector, Types = "int, uint", With = "q=Lane.Scalar")]
    [Instruction("suqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01011110 11 100000 001110 nnnnn ddddd",
        "suqadd {d:d}, {n:d}", TimingClass.Vector, Types = "long, ulong", With = "q=Lane.Scalar")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q101110 00 100000 001110 nnnnn ddddd",
        "usqadd {d:vb.q}, {n:vb.q}", TimingClass.Vector, Types = "byte, sbyte")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q101110 01 100000 001110 nnnnn ddddd",
        "usqadd {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "ushort, short")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "0q101110 10 100000 001110 nnnnn ddddd",
        "usqadd {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "uint, int")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_simd", "01101110 11 100000 001110 nnnnn ddddd",
        "usqadd {d:2d}, {n:2d}", TimingClass.Vector, Types = "ulong, long", With = "q=1")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01111110 00 100000 001110 nnnnn ddddd",
        "usqadd {d:b}, {n:b}", TimingClass.Vector, Types = "byte, sbyte", With = "q=Lane.Scalar")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01111110 01 100000 001110 nnnnn ddddd",
        "usqadd {d:h}, {n:h}", TimingClass.Vector, Types = "ushort, short", With = "q=Lane.Scalar")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01111110 10 100000 001110 nnnnn ddddd",
        "usqadd {d:s}, {n:s}", TimingClass.Vector, Types = "uint, int", With = "q=Lane.Scalar")]
    [Instruction("usqadd_advsimd_aarch64_instrs_vector_arithmetic_unary_add_saturating_sisd", "01111110 11 100000 001110 nnnnn ddddd",
        "usqadd {d:d}, {n:d}", TimingClass.Vector, Types = "ulong, long", With = "q=Lane.Scalar")]
    internal static void AccumulateOtherSign<T, TOther>(Cpu cpu, uint q, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TOther : unmanaged, IBinaryInteger<TOther>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> old = cpu.V(d);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            Int128 sum = Int128.CreateTruncating(Lane.Of<T>(ref old, lane)) + Int128.CreateTruncating(Lane.Of<TOther>(ref source, lane));
            Lane.Of<T>(ref result, lane) = Lane.Saturate<T>(cpu, sum);
        }

        cpu.V(d) = result;
    }

    private static void Write<T, TOperation>(Cpu cpu, uint q, uint d, Vector128<T> left, Vector128<T> right)
        where TOperation : struct, ISaturatingOperation
    {
        Vector128<T> clamped = TOperation.Clamp(left, right);
        if (clamped != TOperation.Wrap(left, right))
        {
            cpu.Fpsr |= Cpu.FpsrSaturated;
        }

        Lane.Write(cpu, d, q, clamped);
    }
}

internal readonly struct SaturatingAdd : ISaturatingOperation
{
    public static Vector128<T> Wrap<T>(Vector128<T> left, Vector128<T> right) => left + right;

    public static Vector128<T> Clamp<T>(Vector128<T> left, Vector128<T> right) => Vector128.AddSaturate(left, right);
}

internal readonly struct SaturatingSubtract : ISaturatingOperation
{
    public static Vector128<T> Wrap<T>(Vector128<T> left, Vector128<T> right) => left - right;

    public static Vector128<T> Clamp<T>(Vector128<T> left, Vector128<T> right) => Vector128.SubtractSaturate(left, right);
}

// Of the unary operations the left operand is zero: negation is SaturatingSubtract.
internal readonly struct SaturatingAbsolute : ISaturatingOperation
{
    public static Vector128<T> Wrap<T>(Vector128<T> left, Vector128<T> right) => Vector128.Max(right, left - right);

    public static Vector128<T> Clamp<T>(Vector128<T> left, Vector128<T> right) => Vector128.Max(right, Vector128.SubtractSaturate(left, right));
}
