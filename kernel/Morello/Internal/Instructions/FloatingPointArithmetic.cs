using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Arithmetic of scalars, and comparisons whose result is a mask.</summary>
internal static class FloatingPointArithmetic
{
    [Instruction("fmax_float_aarch64_instrs_float_arithmetic_max_min", "00011110001 mmmmm 010010 nnnnn ddddd",
        "fmax {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatMaximum, Binary32")]
    [Instruction("fmax_float_aarch64_instrs_float_arithmetic_max_min", "00011110011 mmmmm 010010 nnnnn ddddd",
        "fmax {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatMaximum, Binary64")]
    [Instruction("fmax_float_aarch64_instrs_float_arithmetic_max_min", "00011110111 mmmmm 010010 nnnnn ddddd",
        "fmax {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatMaximum, Binary16")]
    [Instruction("fmaxnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110001 mmmmm 011010 nnnnn ddddd",
        "fmaxnm {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary32")]
    [Instruction("fmaxnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110011 mmmmm 011010 nnnnn ddddd",
        "fmaxnm {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary64")]
    [Instruction("fmaxnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110111 mmmmm 011010 nnnnn ddddd",
        "fmaxnm {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary16")]
    [Instruction("fmin_float_aarch64_instrs_float_arithmetic_max_min", "00011110001 mmmmm 010110 nnnnn ddddd",
        "fmin {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatMinimum, Binary32")]
    [Instruction("fmin_float_aarch64_instrs_float_arithmetic_max_min", "00011110011 mmmmm 010110 nnnnn ddddd",
        "fmin {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatMinimum, Binary64")]
    [Instruction("fmin_float_aarch64_instrs_float_arithmetic_max_min", "00011110111 mmmmm 010110 nnnnn ddddd",
        "fmin {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatMinimum, Binary16")]
    [Instruction("fminnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110001 mmmmm 011110 nnnnn ddddd",
        "fminnm {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary32")]
    [Instruction("fminnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110011 mmmmm 011110 nnnnn ddddd",
        "fminnm {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary64")]
    [Instruction("fminnm_float_aarch64_instrs_float_arithmetic_max_min", "00011110111 mmmmm 011110 nnnnn ddddd",
        "fminnm {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary16")]
    [Instruction("fmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110001 mmmmm 000010 nnnnn ddddd",
        "fmul {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary32")]
    [Instruction("fmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110011 mmmmm 000010 nnnnn ddddd",
        "fmul {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary64")]
    [Instruction("fmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110111 mmmmm 000010 nnnnn ddddd",
        "fmul {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointMultiply, Types = "FloatMultiply, Binary16")]
    [Instruction("fnmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110001 mmmmm 100010 nnnnn ddddd",
        "fnmul {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointMultiply, Types = "FloatNegatedMultiply, Binary32")]
    [Instruction("fnmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110011 mmmmm 100010 nnnnn ddddd",
        "fnmul {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointMultiply, Types = "FloatNegatedMultiply, Binary64")]
    [Instruction("fnmul_float_aarch64_instrs_float_arithmetic_mul_product", "00011110111 mmmmm 100010 nnnnn ddddd",
        "fnmul {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointMultiply, Types = "FloatNegatedMultiply, Binary16")]
    [Instruction("fsub_float_aarch64_instrs_float_arithmetic_add_sub", "00011110001 mmmmm 001110 nnnnn ddddd",
        "fsub {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatSubtract, Binary32")]
    [Instruction("fsub_float_aarch64_instrs_float_arithmetic_add_sub", "00011110011 mmmmm 001110 nnnnn ddddd",
        "fsub {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatSubtract, Binary64")]
    [Instruction("fsub_float_aarch64_instrs_float_arithmetic_add_sub", "00011110111 mmmmm 001110 nnnnn ddddd",
        "fsub {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatSubtract, Binary16")]
    [Instruction("fadd_float_aarch64_instrs_float_arithmetic_add_sub", "00011110001 mmmmm 001010 nnnnn ddddd",
        "fadd {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatAdd, Binary32")]
    [Instruction("fadd_float_aarch64_instrs_float_arithmetic_add_sub", "00011110011 mmmmm 001010 nnnnn ddddd",
        "fadd {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatAdd, Binary64")]
    [Instruction("fadd_float_aarch64_instrs_float_arithmetic_add_sub", "00011110111 mmmmm 001010 nnnnn ddddd",
        "fadd {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatAdd, Binary16")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp16_extended_sisd", "01011110010 mmmmm 000111 nnnnn ddddd",
        "fmulx {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary16")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_extended_sisd", "01011110001 mmmmm 110111 nnnnn ddddd",
        "fmulx {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary32")]
    [Instruction("fmulx_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_fp_extended_sisd", "01011110011 mmmmm 110111 nnnnn ddddd",
        "fmulx {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointMultiply, Types = "FloatMultiplyExtended, Binary64")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_fp16_sisd", "01011110010 mmmmm 001111 nnnnn ddddd",
        "frecps {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary16")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_sisd", "01011110001 mmmmm 111111 nnnnn ddddd",
        "frecps {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary32")]
    [Instruction("frecps_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_recps_sisd", "01011110011 mmmmm 111111 nnnnn ddddd",
        "frecps {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalStep, Binary64")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_sisd", "01111110010 mmmmm 001001 nnnnn ddddd",
        "fcmge {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary16")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110001 mmmmm 111001 nnnnn ddddd",
        "fcmge {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary32")]
    [Instruction("fcmge_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110011 mmmmm 111001 nnnnn ddddd",
        "fcmge {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatGreaterOrEqual, Binary64")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_sisd", "01111110010 mmmmm 001011 nnnnn ddddd",
        "facge {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary16")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110001 mmmmm 111011 nnnnn ddddd",
        "facge {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary32")]
    [Instruction("facge_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110011 mmmmm 111011 nnnnn ddddd",
        "facge {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatAbsoluteGreaterOrEqual, Binary64")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_sisd", "01111110110 mmmmm 001001 nnnnn ddddd",
        "fcmgt {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatGreater, Binary16")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110101 mmmmm 111001 nnnnn ddddd",
        "fcmgt {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatGreater, Binary32")]
    [Instruction("fcmgt_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110111 mmmmm 111001 nnnnn ddddd",
        "fcmgt {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatGreater, Binary64")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_sisd", "01111110110 mmmmm 001011 nnnnn ddddd",
        "facgt {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary16")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110101 mmmmm 111011 nnnnn ddddd",
        "facgt {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary32")]
    [Instruction("facgt_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01111110111 mmmmm 111011 nnnnn ddddd",
        "facgt {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatAbsoluteGreater, Binary64")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp16_sisd", "01011110010 mmmmm 001001 nnnnn ddddd",
        "fcmeq {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatEqual, Binary16")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01011110001 mmmmm 111001 nnnnn ddddd",
        "fcmeq {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatEqual, Binary32")]
    [Instruction("fcmeq_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_cmp_fp_sisd", "01011110011 mmmmm 111001 nnnnn ddddd",
        "fcmeq {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatEqual, Binary64")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp16_sisd", "01111110110 mmmmm 000101 nnnnn ddddd",
        "fabd {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary16")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_sisd", "01111110101 mmmmm 110101 nnnnn ddddd",
        "fabd {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary32")]
    [Instruction("fabd_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_sub_fp_sisd", "01111110111 mmmmm 110101 nnnnn ddddd",
        "fabd {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "FloatAbsoluteDifference, Binary64")]
    [Instruction("fdiv_float_aarch64_instrs_float_arithmetic_div", "00011110001 mmmmm 000110 nnnnn ddddd",
        "fdiv {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary32")]
    [Instruction("fdiv_float_aarch64_instrs_float_arithmetic_div", "00011110011 mmmmm 000110 nnnnn ddddd",
        "fdiv {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary64")]
    [Instruction("fdiv_float_aarch64_instrs_float_arithmetic_div", "00011110111 mmmmm 000110 nnnnn ddddd",
        "fdiv {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointDivide, Types = "FloatDivide, Binary16")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_fp16_sisd", "01011110110 mmmmm 001111 nnnnn ddddd",
        "frsqrts {d:h}, {n:h}, {m:h}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary16")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_sisd", "01011110101 mmmmm 111111 nnnnn ddddd",
        "frsqrts {d:s}, {n:s}, {m:s}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary32")]
    [Instruction("frsqrts_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_rsqrts_sisd", "01011110111 mmmmm 111111 nnnnn ddddd",
        "frsqrts {d:d}, {n:d}, {m:d}", TimingClass.FloatingPointMultiplyAdd, Types = "FloatReciprocalRootStep, Binary64")]
    internal static void Binary<TOperation, F>(Cpu cpu, uint m, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong left = FloatingPointLanes<F>.Scalar(cpu, n);
            ulong right = FloatingPointLanes<F>.Scalar(cpu, m);
            cpu.SetVLow(d, TOperation.Apply<F>(left, right, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_sisd", "0101111011111000110110 nnnnn ddddd",
        "fcmeq {d:h}, {n:h}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary16")]
    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0101111010100000110110 nnnnn ddddd",
        "fcmeq {d:s}, {n:s}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary32")]
    [Instruction("fcmeq_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0101111011100000110110 nnnnn ddddd",
        "fcmeq {d:d}, {n:d}, #0.0", TimingClass.Vector, Types = "FloatEqualZero, Binary64")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_sisd", "0111111011111000110010 nnnnn ddddd",
        "fcmge {d:h}, {n:h}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary16")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0111111010100000110010 nnnnn ddddd",
        "fcmge {d:s}, {n:s}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary32")]
    [Instruction("fcmge_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0111111011100000110010 nnnnn ddddd",
        "fcmge {d:d}, {n:d}, #0.0", TimingClass.Vector, Types = "FloatGreaterOrEqualZero, Binary64")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_sisd", "0111111011111000110110 nnnnn ddddd",
        "fcmle {d:h}, {n:h}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary16")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0111111010100000110110 nnnnn ddddd",
        "fcmle {d:s}, {n:s}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary32")]
    [Instruction("fcmle_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0111111011100000110110 nnnnn ddddd",
        "fcmle {d:d}, {n:d}, #0.0", TimingClass.Vector, Types = "FloatLessOrEqualZero, Binary64")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_bulk_sisd", "0101111011111000110010 nnnnn ddddd",
        "fcmgt {d:h}, {n:h}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary16")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0101111010100000110010 nnnnn ddddd",
        "fcmgt {d:s}, {n:s}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary32")]
    [Instruction("fcmgt_advsimd_zero_aarch64_instrs_vector_arithmetic_unary_cmp_float_bulk_sisd", "0101111011100000110010 nnnnn ddddd",
        "fcmgt {d:d}, {n:d}, #0.0", TimingClass.Vector, Types = "FloatGreaterZero, Binary64")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_fp16_sisd", "0101111011111001110110 nnnnn ddddd",
        "frecpe {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary16")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_float_sisd", "0101111010100001110110 nnnnn ddddd",
        "frecpe {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary32")]
    [Instruction("frecpe_advsimd_aarch64_instrs_vector_arithmetic_unary_special_recip_float_sisd", "0101111011100001110110 nnnnn ddddd",
        "frecpe {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalEstimate, Binary64")]
    [Instruction("fsqrt_float_aarch64_instrs_float_arithmetic_unary", "0001111000100001110000 nnnnn ddddd",
        "fsqrt {d:s}, {n:s}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary32")]
    [Instruction("fsqrt_float_aarch64_instrs_float_arithmetic_unary", "0001111001100001110000 nnnnn ddddd",
        "fsqrt {d:d}, {n:d}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary64")]
    [Instruction("fsqrt_float_aarch64_instrs_float_arithmetic_unary", "0001111011100001110000 nnnnn ddddd",
        "fsqrt {d:h}, {n:h}", TimingClass.FloatingPointDivide, Types = "FloatSquareRoot, Binary16")]
    [Instruction("fneg_float_aarch64_instrs_float_arithmetic_unary", "0001111000100001010000 nnnnn ddddd",
        "fneg {d:s}, {n:s}", TimingClass.Vector, Types = "FloatNegate, Binary32")]
    [Instruction("fneg_float_aarch64_instrs_float_arithmetic_unary", "0001111001100001010000 nnnnn ddddd",
        "fneg {d:d}, {n:d}", TimingClass.Vector, Types = "FloatNegate, Binary64")]
    [Instruction("fneg_float_aarch64_instrs_float_arithmetic_unary", "0001111011100001010000 nnnnn ddddd",
        "fneg {d:h}, {n:h}", TimingClass.Vector, Types = "FloatNegate, Binary16")]
    [Instruction("fabs_float_aarch64_instrs_float_arithmetic_unary", "0001111000100000110000 nnnnn ddddd",
        "fabs {d:s}, {n:s}", TimingClass.Vector, Types = "FloatAbsolute, Binary32")]
    [Instruction("fabs_float_aarch64_instrs_float_arithmetic_unary", "0001111001100000110000 nnnnn ddddd",
        "fabs {d:d}, {n:d}", TimingClass.Vector, Types = "FloatAbsolute, Binary64")]
    [Instruction("fabs_float_aarch64_instrs_float_arithmetic_unary", "0001111011100000110000 nnnnn ddddd",
        "fabs {d:h}, {n:h}", TimingClass.Vector, Types = "FloatAbsolute, Binary16")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_fp16_lessthan_sisd", "0101111011111000111010 nnnnn ddddd",
        "fcmlt {d:h}, {n:h}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary16")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_lessthan_sisd", "0101111010100000111010 nnnnn ddddd",
        "fcmlt {d:s}, {n:s}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary32")]
    [Instruction("fcmlt_advsimd_aarch64_instrs_vector_arithmetic_unary_cmp_float_lessthan_sisd", "0101111011100000111010 nnnnn ddddd",
        "fcmlt {d:d}, {n:d}, #0.0", TimingClass.Vector, Types = "FloatLessZero, Binary64")]
    [Instruction("frecpx_advsimd_aarch64_instrs_vector_arithmetic_unary_special_frecpx_fp16", "0101111011111001111110 nnnnn ddddd",
        "frecpx {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalExponent, Binary16")]
    [Instruction("frecpx_advsimd_aarch64_instrs_vector_arithmetic_unary_special_frecpx", "0101111010100001111110 nnnnn ddddd",
        "frecpx {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalExponent, Binary32")]
    [Instruction("frecpx_advsimd_aarch64_instrs_vector_arithmetic_unary_special_frecpx", "0101111011100001111110 nnnnn ddddd",
        "frecpx {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalExponent, Binary64")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_fp16_sisd", "0111111011111001110110 nnnnn ddddd",
        "frsqrte {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary16")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_float_sisd", "0111111010100001110110 nnnnn ddddd",
        "frsqrte {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary32")]
    [Instruction("frsqrte_advsimd_aarch64_instrs_vector_arithmetic_unary_special_sqrt_est_float_sisd", "0111111011100001110110 nnnnn ddddd",
        "frsqrte {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "FloatReciprocalRootEstimate, Binary64")]
    internal static void Unary<TOperation, F>(Cpu cpu, uint n, uint d)
        where TOperation : struct, IUnaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, TOperation.Apply<F>(FloatingPointLanes<F>.Scalar(cpu, n), cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fnmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111001 mmmmm 0 aaaaa nnnnn ddddd",
        "fnmadd {d:s}, {n:s}, {m:s}, {a:s}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=true, negateAddend=true")]
    [Instruction("fnmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111011 mmmmm 0 aaaaa nnnnn ddddd",
        "fnmadd {d:d}, {n:d}, {m:d}, {a:d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "negateProduct=true, negateAddend=true")]
    [Instruction("fnmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111111 mmmmm 0 aaaaa nnnnn ddddd",
        "fnmadd {d:h}, {n:h}, {m:h}, {a:h}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=true, negateAddend=true")]
    [Instruction("fnmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111001 mmmmm 1 aaaaa nnnnn ddddd",
        "fnmsub {d:s}, {n:s}, {m:s}, {a:s}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=false, negateAddend=true")]
    [Instruction("fnmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111011 mmmmm 1 aaaaa nnnnn ddddd",
        "fnmsub {d:d}, {n:d}, {m:d}, {a:d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "negateProduct=false, negateAddend=true")]
    [Instruction("fnmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111111 mmmmm 1 aaaaa nnnnn ddddd",
        "fnmsub {d:h}, {n:h}, {m:h}, {a:h}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=false, negateAddend=true")]
    [Instruction("fmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111000 mmmmm 1 aaaaa nnnnn ddddd",
        "fmsub {d:s}, {n:s}, {m:s}, {a:s}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=true, negateAddend=false")]
    [Instruction("fmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111010 mmmmm 1 aaaaa nnnnn ddddd",
        "fmsub {d:d}, {n:d}, {m:d}, {a:d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "negateProduct=true, negateAddend=false")]
    [Instruction("fmsub_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111110 mmmmm 1 aaaaa nnnnn ddddd",
        "fmsub {d:h}, {n:h}, {m:h}, {a:h}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=true, negateAddend=false")]
    [Instruction("fmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111000 mmmmm 0 aaaaa nnnnn ddddd",
        "fmadd {d:s}, {n:s}, {m:s}, {a:s}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary32", With = "negateProduct=false, negateAddend=false")]
    [Instruction("fmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111010 mmmmm 0 aaaaa nnnnn ddddd",
        "fmadd {d:d}, {n:d}, {m:d}, {a:d}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary64", With = "negateProduct=false, negateAddend=false")]
    [Instruction("fmadd_float_aarch64_instrs_float_arithmetic_mul_add_sub", "00011111110 mmmmm 0 aaaaa nnnnn ddddd",
        "fmadd {d:h}, {n:h}, {m:h}, {a:h}", TimingClass.FloatingPointMultiplyAdd, Types = "Binary16", With = "negateProduct=false, negateAddend=false")]
    internal static void MultiplyAdd<F>(Cpu cpu, uint m, uint a, uint n, uint d, bool negateProduct, bool negateAddend)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong addend = FloatingPointLanes<F>.Scalar(cpu, a) ^ (negateAddend ? Format<F>.SignBit : 0);
            ulong left = FloatingPointLanes<F>.Scalar(cpu, n) ^ (negateProduct ? Format<F>.SignBit : 0);
            ulong right = FloatingPointLanes<F>.Scalar(cpu, m);
            cpu.SetVLow(d, Fused.MultiplyAdd<F>(addend, left, right, cpu.Fpcr, ref cpu.Fpsr));
        }
    }
}
