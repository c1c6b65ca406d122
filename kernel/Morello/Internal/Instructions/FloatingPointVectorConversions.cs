using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Conversions lane by lane. In fixed-point forms <c>i</c> is the width less the fraction bits.</summary>
internal static class FloatingPointVectorConversions
{
    [Instruction("frintm_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q00111001111001100110 nnnnn ddddd",
        "frintm {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frintm_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q00111000100001100110 nnnnn ddddd",
        "frintm {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frintm_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0100111001100001100110 nnnnn ddddd",
        "frintm {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frintn_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q00111001111001100010 nnnnn ddddd",
        "frintn {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q00111000100001100010 nnnnn ddddd",
        "frintn {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0100111001100001100010 nnnnn ddddd",
        "frintn {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintz_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q00111011111001100110 nnnnn ddddd",
        "frintz {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintz_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q00111010100001100110 nnnnn ddddd",
        "frintz {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintz_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0100111011100001100110 nnnnn ddddd",
        "frintz {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintx_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q10111001111001100110 nnnnn ddddd",
        "frintx {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.Current, exact=true")]
    [Instruction("frintx_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q10111000100001100110 nnnnn ddddd",
        "frintx {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.Current, exact=true")]
    [Instruction("frintx_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0110111001100001100110 nnnnn ddddd",
        "frintx {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.Current, exact=true")]
    [Instruction("frinti_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q10111011111001100110 nnnnn ddddd",
        "frinti {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.Current, exact=false")]
    [Instruction("frinti_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q10111010100001100110 nnnnn ddddd",
        "frinti {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.Current, exact=false")]
    [Instruction("frinti_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0110111011100001100110 nnnnn ddddd",
        "frinti {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.Current, exact=false")]
    [Instruction("frintp_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q00111011111001100010 nnnnn ddddd",
        "frintp {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frintp_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q00111010100001100010 nnnnn ddddd",
        "frintp {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frintp_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0100111011100001100010 nnnnn ddddd",
        "frintp {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frinta_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_round", "0q10111001111001100010 nnnnn ddddd",
        "frinta {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, exact=false")]
    [Instruction("frinta_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0q10111000100001100010 nnnnn ddddd",
        "frinta {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, exact=false")]
    [Instruction("frinta_advsimd_aarch64_instrs_vector_arithmetic_unary_float_round", "0110111001100001100010 nnnnn ddddd",
        "frinta {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieAway, exact=false")]
    internal static void RoundToInteger<F>(Cpu cpu, uint q, uint n, uint d, Rounding rounding, bool exact)
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
            FloatingPointLanes<F>.Set(ref result, lane, SoftFloat.RoundToInteger<F>(FloatingPointLanes<F>.Get(ref source, lane), rounding, exact, cpu.Fpcr, ref cpu.Fpsr));
        }

        cpu.V(d) = result;
    }

    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q10111011111001101110 nnnnn ddddd",
        "fcvtzu {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=true, i=16")]
    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q10111010100001101110 nnnnn ddddd",
        "fcvtzu {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=true, i=32")]
    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0110111011100001101110 nnnnn ddddd",
        "fcvtzu {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsZero, unsigned=true, i=64")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q00111001111001101110 nnnnn ddddd",
        "fcvtms {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=16")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q00111000100001101110 nnnnn ddddd",
        "fcvtms {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=32")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0100111001100001101110 nnnnn ddddd",
        "fcvtms {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsNegative, unsigned=false, i=64")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q00111001111001101010 nnnnn ddddd",
        "fcvtns {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=false, i=16")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q00111000100001101010 nnnnn ddddd",
        "fcvtns {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=false, i=32")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0100111001100001101010 nnnnn ddddd",
        "fcvtns {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieEven, unsigned=false, i=64")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q00111011111001101010 nnnnn ddddd",
        "fcvtps {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=16")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q00111010100001101010 nnnnn ddddd",
        "fcvtps {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=32")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0100111011100001101010 nnnnn ddddd",
        "fcvtps {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsPositive, unsigned=false, i=64")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q10111001111001101110 nnnnn ddddd",
        "fcvtmu {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=16")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q10111000100001101110 nnnnn ddddd",
        "fcvtmu {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=32")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0110111001100001101110 nnnnn ddddd",
        "fcvtmu {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsNegative, unsigned=true, i=64")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q10111011111001101010 nnnnn ddddd",
        "fcvtpu {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=16")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q10111010100001101010 nnnnn ddddd",
        "fcvtpu {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=32")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0110111011100001101010 nnnnn ddddd",
        "fcvtpu {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsPositive, unsigned=true, i=64")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q00111011111001101110 nnnnn ddddd",
        "fcvtzs {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=false, i=16")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q00111010100001101110 nnnnn ddddd",
        "fcvtzs {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=false, i=32")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0100111011100001101110 nnnnn ddddd",
        "fcvtzs {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TowardsZero, unsigned=false, i=64")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_simd", "0q10111001111001101010 nnnnn ddddd",
        "fcvtnu {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=true, i=16")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0q10111000100001101010 nnnnn ddddd",
        "fcvtnu {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=true, i=32")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_simd", "0110111001100001101010 nnnnn ddddd",
        "fcvtnu {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieEven, unsigned=true, i=64")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0q0011110001 iiii 111111 nnnnn ddddd",
        "fcvtzs {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0q001111001 iiiii 111111 nnnnn ddddd",
        "fcvtzs {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0100111101 iiiiii 111111 nnnnn ddddd",
        "fcvtzs {d:2d}, {n:2d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0q1011110001 iiii 111111 nnnnn ddddd",
        "fcvtzu {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0q101111001 iiiii 111111 nnnnn ddddd",
        "fcvtzu {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_simd", "0110111101 iiiiii 111111 nnnnn ddddd",
        "fcvtzu {d:2d}, {n:2d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_tieaway_simd", "0q10111001111001110010 nnnnn ddddd",
        "fcvtau {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=true, i=16")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_simd", "0q10111000100001110010 nnnnn ddddd",
        "fcvtau {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=true, i=32")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_simd", "0110111001100001110010 nnnnn ddddd",
        "fcvtau {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieAway, unsigned=true, i=64")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_tieaway_simd", "0q00111001111001110010 nnnnn ddddd",
        "fcvtas {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=false, i=16")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_simd", "0q00111000100001110010 nnnnn ddddd",
        "fcvtas {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=false, i=32")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_simd", "0100111001100001110010 nnnnn ddddd",
        "fcvtas {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, rounding=Rounding.TieAway, unsigned=false, i=64")]
    internal static void ToInteger<F>(Cpu cpu, uint q, uint i, uint n, uint d, Rounding rounding, bool unsigned)
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
            ulong value = SoftFloat.ToFixed<F>(FloatingPointLanes<F>.Get(ref source, lane), F.Bits, F.Bits - (int)i, unsigned, rounding, cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<F>.Set(ref result, lane, value);
        }

        cpu.V(d) = result;
    }

    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_int_simd", "0q00111001111001110110 nnnnn ddddd",
        "scvtf {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, i=16")]
    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_simd", "0q00111000100001110110 nnnnn ddddd",
        "scvtf {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, i=32")]
    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_simd", "0100111001100001110110 nnnnn ddddd",
        "scvtf {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=false, i=64")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_int_simd", "0q10111001111001110110 nnnnn ddddd",
        "ucvtf {d:vh.q}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, i=16")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_simd", "0q10111000100001110110 nnnnn ddddd",
        "ucvtf {d:vs.q}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, i=32")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_simd", "0110111001100001110110 nnnnn ddddd",
        "ucvtf {d:2d}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=true, i=64")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0q0011110001 iiii 111001 nnnnn ddddd",
        "scvtf {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0q001111001 iiiii 111001 nnnnn ddddd",
        "scvtf {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0100111101 iiiiii 111001 nnnnn ddddd",
        "scvtf {d:2d}, {n:2d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=false")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0q1011110001 iiii 111001 nnnnn ddddd",
        "ucvtf {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0q101111001 iiiii 111001 nnnnn ddddd",
        "ucvtf {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_simd", "0110111101 iiiiii 111001 nnnnn ddddd",
        "ucvtf {d:2d}, {n:2d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "q=1, unsigned=true")]
    internal static void FromInteger<F>(Cpu cpu, uint q, uint i, uint n, uint d, bool unsigned)
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
            ulong value = SoftFloat.FromFixed<F>(FloatingPointLanes<F>.Get(ref source, lane), F.Bits, F.Bits - (int)i, unsigned, cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<F>.Set(ref result, lane, value);
        }

        cpu.V(d) = result;
    }

    [Instruction("fcvtn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_narrow", "0q00111000100001011010 nnnnn ddddd",
        "fcvtn{q:two} {d:vh.q}, {n:4s}", TimingClass.FloatingPointConversion, Types = "Binary32, Binary16", With = "rounding=Rounding.Current")]
    [Instruction("fcvtn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_narrow", "0q00111001100001011010 nnnnn ddddd",
        "fcvtn{q:two} {d:vs.q}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64, Binary32", With = "rounding=Rounding.Current")]
    [Instruction("fcvtxn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_xtn_simd", "0q10111001100001011010 nnnnn ddddd",
        "fcvtxn{q:two} {d:vs.q}, {n:2d}", TimingClass.FloatingPointConversion, Types = "Binary64, Binary32", With = "rounding=Rounding.Odd")]
    internal static void Narrow<TFrom, TTo>(Cpu cpu, uint q, uint n, uint d, Rounding rounding)
        where TFrom : struct, IFormat
        where TTo : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // q writes the upper half and leaves the lower one; without q the upper half becomes zero.
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = q != 0 ? cpu.V(d) : Vector128<ulong>.Zero;
        int count = FloatingPointLanes<TFrom>.Count(1);
        for (int lane = 0; lane < count; lane++)
        {
            ulong value = Formats.Convert<TFrom, TTo>(FloatingPointLanes<TFrom>.Get(ref source, lane), rounding, cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<TTo>.Set(ref result, lane + ((int)q * count), value);
        }

        cpu.V(d) = result;
    }

    [Instruction("fcvtl_advsimd_aarch64_instrs_vector_arithmetic_unary_float_widen", "0q00111000100001011110 nnnnn ddddd",
        "fcvtl{q:two} {d:4s}, {n:vh.q}", TimingClass.FloatingPointConversion, Types = "Binary16, Binary32")]
    [Instruction("fcvtl_advsimd_aarch64_instrs_vector_arithmetic_unary_float_widen", "0q00111001100001011110 nnnnn ddddd",
        "fcvtl{q:two} {d:2d}, {n:vs.q}", TimingClass.FloatingPointConversion, Types = "Binary32, Binary64")]
    internal static void Widen<TFrom, TTo>(Cpu cpu, uint q, uint n, uint d)
        where TFrom : struct, IFormat
        where TTo : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        int count = FloatingPointLanes<TTo>.Count(1);
        for (int lane = 0; lane < count; lane++)
        {
            ulong value = Formats.Convert<TFrom, TTo>(FloatingPointLanes<TFrom>.Get(ref source, lane + ((int)q * count)), Rounding.Current, cpu.Fpcr, ref cpu.Fpsr);
            FloatingPointLanes<TTo>.Set(ref result, lane, value);
        }

        cpu.V(d) = result;
    }
}
