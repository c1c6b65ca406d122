using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Arithmetic and comparisons lane by lane.</summary>
internal static class FloatingPointVector
{
    [Instruction("fdiv_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_div_fp16", "0q101110010 mmmmm 001111 nnnnn ddddd",
        "fdiv {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary16")]
    [Instruction("fdiv_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_div", "0q101110001 mmmmm 111111 nnnnn ddddd",
        "fdiv {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary32")]
    [Instruction("fdiv_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_div", "01101110011 mmmmm 111111 nnnnn ddddd",
        "fdiv {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary64", With = "q=1")]
    [Instruction("fminnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_2008", "0q001110110 mmmmm 000001 nnnnn ddddd",
        "fminnm {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary16")]
    [Instruction("fminnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "0q001110101 mmmmm 110001 nnnnn ddddd",
        "fminnm {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary32")]
    [Instruction("fminnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "01001110111 mmmmm 110001 nnnnn ddddd",
        "fminnm {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary64", With = "q=1")]
    [Instruction("fmaxnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_2008", "0q001110010 mmmmm 000001 nnnnn ddddd",
        "fmaxnm {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary16")]
    [Instruction("fmaxnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "0q001110001 mmmmm 110001 nnnnn ddddd",
        "fmaxnm {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary32")]
    [Instruction("fmaxnm_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "01001110011 mmmmm 110001 nnnnn ddddd",
        "fmaxnm {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary64", With = "q=1")]
    [Instruction("fmin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_1985", "0q001110110 mmmmm 001101 nnnnn ddddd",
        "fmin {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMinimum, Binary16")]
    [Instruction("fmin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "0q001110101 mmmmm 111101 nnnnn ddddd",
        "fmin {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMinimum, Binary32")]
    [Instruction("fmin_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "01001110111 mmmmm 111101 nnnnn ddddd",
        "fmin {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMinimum, Binary64", With = "q=1")]
    [Instruction("fmax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_1985", "0q001110010 mmmmm 001101 nnnnn ddddd",
        "fmax {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMaximum, Binary16")]
    [Instruction("fmax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "0q001110001 mmmmm 111101 nnnnn ddddd",
        "fmax {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMaximum, Binary32")]
    [Instruction("fmax_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "01001110011 mmmmm 111101 nnnnn ddddd",
        "fmax {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMaximum, Binary64", With = "q=1")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp16_extended_simd", "0q001110010 mmmmm 000111 nnnnn ddddd",
        "fmulx {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary16")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_extended_simd", "0q001110001 mmmmm 110111 nnnnn ddddd",
        "fmulx {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary32")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_extended_simd", "01001110011 mmmmm 110111 nnnnn ddddd",
        "fmulx {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary64", With = "q=1")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_fp16_simd", "0q001110010 mmmmm 001111 nnnnn ddddd",
        "frecps {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary16")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_simd", "0q001110001 mmmmm 111111 nnnnn ddddd",
        "frecps {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary32")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_simd", "01001110011 mmmmm 111111 nnnnn ddddd",
        "frecps {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary64", With = "q=1")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_simd", "0q101110010 mmmmm 001001 nnnnn ddddd",
        "fcmge {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary16")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "0q101110001 mmmmm 111001 nnnnn ddddd",
        "fcmge {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary32")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "01101110011 mmmmm 111001 nnnnn ddddd",
        "fcmge {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary64", With = "q=1")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_simd", "0q101110010 mmmmm 001011 nnnnn ddddd",
        "facge {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary16")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "0q101110001 mmmmm 111011 nnnnn ddddd",
        "facge {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary32")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "01101110011 mmmmm 111011 nnnnn ddddd",
        "facge {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary64", With = "q=1")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_simd", "0q101110110 mmmmm 001001 nnnnn ddddd",
        "fcmgt {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatGreater, Binary16")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "0q101110101 mmmmm 111001 nnnnn ddddd",
        "fcmgt {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatGreater, Binary32")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "01101110111 mmmmm 111001 nnnnn ddddd",
        "fcmgt {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatGreater, Binary64", With = "q=1")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_simd", "0q101110110 mmmmm 001011 nnnnn ddddd",
        "facgt {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary16")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "0q101110101 mmmmm 111011 nnnnn ddddd",
        "facgt {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary32")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "01101110111 mmmmm 111011 nnnnn ddddd",
        "facgt {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary64", With = "q=1")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_simd", "0q001110010 mmmmm 001001 nnnnn ddddd",
        "fcmeq {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatEqual, Binary16")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "0q001110001 mmmmm 111001 nnnnn ddddd",
        "fcmeq {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatEqual, Binary32")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_simd", "01001110011 mmmmm 111001 nnnnn ddddd",
        "fcmeq {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatEqual, Binary64", With = "q=1")]
    [Instruction("fmul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp16_product", "0q101110010 mmmmm 000111 nnnnn ddddd",
        "fmul {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary16")]
    [Instruction("fmul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_product", "0q101110001 mmmmm 110111 nnnnn ddddd",
        "fmul {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary32")]
    [Instruction("fmul_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_product", "01101110011 mmmmm 110111 nnnnn ddddd",
        "fmul {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary64", With = "q=1")]
    [Instruction("fadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp16", "0q001110010 mmmmm 000101 nnnnn ddddd",
        "fadd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatAdd, Binary16")]
    [Instruction("fadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp", "0q001110001 mmmmm 110101 nnnnn ddddd",
        "fadd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatAdd, Binary32")]
    [Instruction("fadd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp", "01001110011 mmmmm 110101 nnnnn ddddd",
        "fadd {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatAdd, Binary64", With = "q=1")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp16_simd", "0q101110110 mmmmm 000101 nnnnn ddddd",
        "fabd {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary16")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_simd", "0q101110101 mmmmm 110101 nnnnn ddddd",
        "fabd {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary32")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_simd", "01101110111 mmmmm 110101 nnnnn ddddd",
        "fabd {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary64", With = "q=1")]
    [Instruction("fsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp16_simd", "0q001110110 mmmmm 000101 nnnnn ddddd",
        "fsub {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatSubtract, Binary16")]
    [Instruction("fsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_simd", "0q001110101 mmmmm 110101 nnnnn ddddd",
        "fsub {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatSubtract, Binary32")]
    [Instruction("fsub_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_simd", "01001110111 mmmmm 110101 nnnnn ddddd",
        "fsub {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatSubtract, Binary64", With = "q=1")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_fp16_simd", "0q001110110 mmmmm 001111 nnnnn ddddd",
        "frsqrts {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary16")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_simd", "0q001110101 mmmmm 111111 nnnnn ddddd",
        "frsqrts {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary32")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_simd", "01001110111 mmmmm 111111 nnnnn ddddd",
        "frsqrts {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary64", With = "q=1")]
    internal static void Binary<TOperation, F>(Cpu cpu, uint q, uint m, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Lanes<TOperation, F>(cpu, q, d, FloatingPointLanes<F>.Operand(cpu, n, q), FloatingPointLanes<F>.Operand(cpu, m, q));
        }
    }

    [Instruction("fmaxnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_2008", "0q101110010 mmmmm 000001 nnnnn ddddd",
        "fmaxnmp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary16")]
    [Instruction("fmaxnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "0q101110001 mmmmm 110001 nnnnn ddddd",
        "fmaxnmp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary32")]
    [Instruction("fmaxnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "01101110011 mmmmm 110001 nnnnn ddddd",
        "fmaxnmp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary64", With = "q=1")]
    [Instruction("fminnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_2008", "0q101110110 mmmmm 000001 nnnnn ddddd",
        "fminnmp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary16")]
    [Instruction("fminnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "0q101110101 mmmmm 110001 nnnnn ddddd",
        "fminnmp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary32")]
    [Instruction("fminnmp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_2008", "01101110111 mmmmm 110001 nnnnn ddddd",
        "fminnmp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary64", With = "q=1")]
    [Instruction("fminp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_1985", "0q101110110 mmmmm 001101 nnnnn ddddd",
        "fminp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMinimum, Binary16")]
    [Instruction("fminp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "0q101110101 mmmmm 111101 nnnnn ddddd",
        "fminp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMinimum, Binary32")]
    [Instruction("fminp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "01101110111 mmmmm 111101 nnnnn ddddd",
        "fminp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMinimum, Binary64", With = "q=1")]
    [Instruction("fmaxp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp16_1985", "0q101110010 mmmmm 001101 nnnnn ddddd",
        "fmaxp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatMaximum, Binary16")]
    [Instruction("fmaxp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "0q101110001 mmmmm 111101 nnnnn ddddd",
        "fmaxp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatMaximum, Binary32")]
    [Instruction("fmaxp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_max_min_fp_1985", "01101110011 mmmmm 111101 nnnnn ddddd",
        "fmaxp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatMaximum, Binary64", With = "q=1")]
    [Instruction("faddp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp16", "0q101110010 mmmmm 000101 nnnnn ddddd",
        "faddp {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "FloatAdd, Binary16")]
    [Instruction("faddp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp", "0q101110001 mmmmm 110101 nnnnn ddddd",
        "faddp {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "FloatAdd, Binary32")]
    [Instruction("faddp_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_add_fp", "01101110011 mmmmm 110101 nnnnn ddddd",
        "faddp {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "FloatAdd, Binary64", With = "q=1")]
    internal static void Pairwise<TOperation, F>(Cpu cpu, uint q, uint m, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> low = cpu.V(n);
        Vector128<ulong> high = cpu.V(m);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        int half = FloatingPointLanes<F>.Count(q) / 2;
        for (int pair = 0; pair < 2 * half; pair++)
        {
            ref Vector128<ulong> source = ref low;
            if (pair >= half)
            {
                source = ref high;
            }

            int first = 2 * (pair % half);
            ulong left = FloatingPointLanes<F>.Get(ref source, first);
            ulong right = FloatingPointLanes<F>.Get(ref source, first + 1);
            FloatingPointLanes<F>.Set(ref result, pair, TOperation.Apply<F>(left, right, cpu.Fpcr, ref cpu.Fpsr));
        }

        cpu.V(d) = result;
    }

    [Instruction("fmls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp16_fused", "0q001110110 mmmmm 000011 nnnnn ddddd",
        "fmls {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=true")]
    [Instruction("fmls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_fused", "0q001110101 mmmmm 110011 nnnnn ddddd",
        "fmls {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=true")]
    [Instruction("fmls_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_fused", "01001110111 mmmmm 110011 nnnnn ddddd",
        "fmls {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "q=1, negateProduct=true")]
    [Instruction("fmla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp16_fused", "0q001110010 mmmmm 000011 nnnnn ddddd",
        "fmla {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=false")]
    [Instruction("fmla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_fused", "0q001110001 mmmmm 110011 nnnnn ddddd",
        "fmla {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=false")]
    [Instruction("fmla_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_fused", "01001110011 mmmmm 110011 nnnnn ddddd",
        "fmla {d:2d}, {n:2d}, {m:2d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "q=1, negateProduct=false")]
    internal static void MultiplyAdd<F>(Cpu cpu, uint q, uint m, uint n, uint d, bool negateProduct)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            MultiplyAddLanes<F>(cpu, q, d, FloatingPointLanes<F>.Operand(cpu, n, q), FloatingPointLanes<F>.Operand(cpu, m, q), negateProduct);
        }
    }

    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_simd", "0q00111011111000110110 nnnnn ddddd",
        "fcmeq {d:vh.q}, {n:vh.q}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary16")]
    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0q00111010100000110110 nnnnn ddddd",
        "fcmeq {d:vs.q}, {n:vs.q}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary32")]
    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0100111011100000110110 nnnnn ddddd",
        "fcmeq {d:2d}, {n:2d}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary64", With = "q=1")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_simd", "0q10111011111000110010 nnnnn ddddd",
        "fcmge {d:vh.q}, {n:vh.q}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary16")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0q10111010100000110010 nnnnn ddddd",
        "fcmge {d:vs.q}, {n:vs.q}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary32")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0110111011100000110010 nnnnn ddddd",
        "fcmge {d:2d}, {n:2d}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary64", With = "q=1")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_simd", "0q10111011111000110110 nnnnn ddddd",
        "fcmle {d:vh.q}, {n:vh.q}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary16")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0q10111010100000110110 nnnnn ddddd",
        "fcmle {d:vs.q}, {n:vs.q}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary32")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0110111011100000110110 nnnnn ddddd",
        "fcmle {d:2d}, {n:2d}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary64", With = "q=1")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_simd", "0q00111011111000110010 nnnnn ddddd",
        "fcmgt {d:vh.q}, {n:vh.q}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary16")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0q00111010100000110010 nnnnn ddddd",
        "fcmgt {d:vs.q}, {n:vs.q}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary32")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_simd", "0100111011100000110010 nnnnn ddddd",
        "fcmgt {d:2d}, {n:2d}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary64", With = "q=1")]
    [Instruction("fabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_fp16", "0q00111011111000111110 nnnnn ddddd",
        "fabs {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "FloatAbsolute, Binary16")]
    [Instruction("fabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_float", "0q00111010100000111110 nnnnn ddddd",
        "fabs {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "FloatAbsolute, Binary32")]
    [Instruction("fabs_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_float", "0100111011100000111110 nnnnn ddddd",
        "fabs {d:2d}, {n:2d}", TimingClass.Vector, Types = "FloatAbsolute, Binary64", With = "q=1")]
    [Instruction("fneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_fp16", "0q10111011111000111110 nnnnn ddddd",
        "fneg {d:vh.q}, {n:vh.q}", TimingClass.Vector, Types = "FloatNegate, Binary16")]
    [Instruction("fneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_float", "0q10111010100000111110 nnnnn ddddd",
        "fneg {d:vs.q}, {n:vs.q}", TimingClass.Vector, Types = "FloatNegate, Binary32")]
    [Instruction("fneg_advsimd_aarch64_instrs_vector_arithmetic_unary_diff_neg_float", "0110111011100000111110 nnnnn ddddd",
        "fneg {d:2d}, {n:2d}", TimingClass.Vector, Types = "FloatNegate, Binary64", With = "q=1")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_fp16_simd", "0q00111011111001110110 nnnnn ddddd",
        "frecpe {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary16")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_float_simd", "0q00111010100001110110 nnnnn ddddd",
        "frecpe {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary32")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_float_simd", "0100111011100001110110 nnnnn ddddd",
        "frecpe {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary64", With = "q=1")]
    [Instruction("fsqrt_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_fp16", "0q10111011111001111110 nnnnn ddddd",
        "fsqrt {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary16")]
    [Instruction("fsqrt_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt", "0q10111010100001111110 nnnnn ddddd",
        "fsqrt {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary32")]
    [Instruction("fsqrt_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt", "0110111011100001111110 nnnnn ddddd",
        "fsqrt {d:2d}, {n:2d}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary64", With = "q=1")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_lessthan_simd", "0q00111011111000111010 nnnnn ddddd",
        "fcmlt {d:vh.q}, {n:vh.q}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary16")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_lessthan_simd", "0q00111010100000111010 nnnnn ddddd",
        "fcmlt {d:vs.q}, {n:vs.q}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary32")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_lessthan_simd", "0100111011100000111010 nnnnn ddddd",
        "fcmlt {d:2d}, {n:2d}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary64", With = "q=1")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_fp16_simd", "0q10111011111001110110 nnnnn ddddd",
        "frsqrte {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary16")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_float_simd", "0q10111010100001110110 nnnnn ddddd",
        "frsqrte {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary32")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_float_simd", "0110111011100001110110 nnnnn ddddd",
        "frsqrte {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary64", With = "q=1")]
    internal static void Unary<TOperation, F>(Cpu cpu, uint q, uint n, uint d)
        where TOperation : struct, IUnaryOperation
        where F : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < FloatingPointLanes<F>.Count(q); lane++)
        {
            FloatingPointLanes<F>.Set(ref result, lane, TOperation.Apply<F>(FloatingPointLanes<F>.Get(ref source, lane), cpu.Fpcr, ref cpu.Fpsr));
        }

        cpu.V(d) = result;
    }

    [Instruction("fmov_advsimd_aarch64_instrs_vector_fp16_movi", "0q00111100000 iii 111111 eeeee ddddd",
        "fmov {d:vh.q}, #{i,e:fpimm}", TimingClass.Vector)]
    internal static void MoveHalf(Cpu cpu, uint q, uint i, uint e, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            VectorLanes.Write(cpu, d, q, FloatingPointLanes<Binary16>.Broadcast(VectorImmediates.Half((i << 5) | e)));
        }
    }

    /// <summary>Applies an operation to all lanes; operands of a 64-bit operation hold their lower half twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Lanes<TOperation, F>(Cpu cpu, uint q, uint d, Vector128<ulong> left, Vector128<ulong> right)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (TOperation.TryApply<F>(left, right, cpu.Fpcr, ref cpu.Fpsr, out Vector128<ulong> result))
        {
            VectorLanes.Write(cpu, d, q, result);
        }
        else
        {
            LanesOneByOne<TOperation, F>(cpu, q, d, left, right);
        }
    }

    /// <summary>Adds products to the lanes of Vd; operands of a 64-bit operation hold their lower half twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MultiplyAddLanes<F>(Cpu cpu, uint q, uint d, Vector128<ulong> left, Vector128<ulong> right, bool negateProduct)
        where F : struct, IFormat
    {
        Vector128<ulong> addend = FloatingPointLanes<F>.Operand(cpu, d, q);
        left ^= negateProduct ? FloatingPointLanes<F>.Broadcast(Format<F>.SignBit) : Vector128<ulong>.Zero;
        if (HostVectors.TryMultiplyAdd<F>(addend, left, right, cpu.Fpcr, cpu.Fpsr, out Vector128<ulong> result))
        {
            VectorLanes.Write(cpu, d, q, result);
        }
        else
        {
            MultiplyAddOneByOne<F>(cpu, q, d, addend, left, right);
        }
    }

    private static void LanesOneByOne<TOperation, F>(Cpu cpu, uint q, uint d, Vector128<ulong> left, Vector128<ulong> right)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < FloatingPointLanes<F>.Count(q); lane++)
        {
            ulong value = TOperation.Apply<F>(FloatingPointLanes<F>.Get(ref left, lane), FloatingPointLanes<F>.Get(ref right, lane), cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<F>.Set(ref result, lane, value);
        }

        cpu.V(d) = result;
    }

    private static void MultiplyAddOneByOne<F>(Cpu cpu, uint q, uint d, Vector128<ulong> addend, Vector128<ulong> left, Vector128<ulong> right)
        where F : struct, IFormat
    {
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < FloatingPointLanes<F>.Count(q); lane++)
        {
            ulong value = Fused.MultiplyAdd<F>(FloatingPointLanes<F>.Get(ref addend, lane), FloatingPointLanes<F>.Get(ref left, lane),
                FloatingPointLanes<F>.Get(ref right, lane), cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<F>.Set(ref result, lane, value);
        }

        cpu.V(d) = result;
    }
}
