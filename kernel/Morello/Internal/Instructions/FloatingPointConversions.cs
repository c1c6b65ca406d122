using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Conversions of scalars. In fixed-point forms <c>i</c> is the width less the fraction bits.</summary>
internal static class FloatingPointConversions
{
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111000100010110000 nnnnn ddddd",
        "fcvt {d:d}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32, Binary64")]
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111000100011110000 nnnnn ddddd",
        "fcvt {d:h}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32, Binary16")]
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111001100010010000 nnnnn ddddd",
        "fcvt {d:s}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64, Binary32")]
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111001100011110000 nnnnn ddddd",
        "fcvt {d:h}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64, Binary16")]
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111011100010010000 nnnnn ddddd",
        "fcvt {d:s}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16, Binary32")]
    [Instruction("fcvt_float_aarch64_instrs_float_convert_fp", "0001111011100010110000 nnnnn ddddd",
        "fcvt {d:d}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16, Binary64")]
    internal static void Convert<TFrom, TTo>(Cpu cpu, uint n, uint d)
        where TFrom : struct, IFormat
        where TTo : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, Formats.Convert<TFrom, TTo>(FloatingPointLanes<TFrom>.Scalar(cpu, n), Rounding.Current, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fcvtxn_advsimd_aarch64_instrs_vector_arithmetic_unary_float_xtn_sisd", "0111111001100001011010 nnnnn ddddd",
        "fcvtxn {d:s}, {n:d}", TimingClass.FloatingPointConversion)]
    internal static void ConvertToOdd(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, SoftFloat.Convert<Binary64, Binary32>(cpu.V(n)[0], Rounding.Odd, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("frinti_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100111110000 nnnnn ddddd",
        "frinti {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.Current, exact=false")]
    [Instruction("frinti_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100111110000 nnnnn ddddd",
        "frinti {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.Current, exact=false")]
    [Instruction("frinti_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100111110000 nnnnn ddddd",
        "frinti {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.Current, exact=false")]
    [Instruction("frintx_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100111010000 nnnnn ddddd",
        "frintx {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.Current, exact=true")]
    [Instruction("frintx_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100111010000 nnnnn ddddd",
        "frintx {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.Current, exact=true")]
    [Instruction("frintx_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100111010000 nnnnn ddddd",
        "frintx {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.Current, exact=true")]
    [Instruction("frintp_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100100110000 nnnnn ddddd",
        "frintp {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frintp_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100100110000 nnnnn ddddd",
        "frintp {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frintp_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100100110000 nnnnn ddddd",
        "frintp {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, exact=false")]
    [Instruction("frintz_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100101110000 nnnnn ddddd",
        "frintz {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintz_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100101110000 nnnnn ddddd",
        "frintz {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintz_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100101110000 nnnnn ddddd",
        "frintz {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, exact=false")]
    [Instruction("frintn_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100100010000 nnnnn ddddd",
        "frintn {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintn_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100100010000 nnnnn ddddd",
        "frintn {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintn_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100100010000 nnnnn ddddd",
        "frintn {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, exact=false")]
    [Instruction("frintm_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100101010000 nnnnn ddddd",
        "frintm {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frintm_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100101010000 nnnnn ddddd",
        "frintm {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frintm_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100101010000 nnnnn ddddd",
        "frintm {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, exact=false")]
    [Instruction("frinta_float_aarch64_instrs_float_arithmetic_round_frint", "0001111000100110010000 nnnnn ddddd",
        "frinta {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, exact=false")]
    [Instruction("frinta_float_aarch64_instrs_float_arithmetic_round_frint", "0001111001100110010000 nnnnn ddddd",
        "frinta {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieAway, exact=false")]
    [Instruction("frinta_float_aarch64_instrs_float_arithmetic_round_frint", "0001111011100110010000 nnnnn ddddd",
        "frinta {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, exact=false")]
    internal static void RoundToInteger<F>(Cpu cpu, uint n, uint d, Rounding rounding, bool exact)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, SoftFloat.RoundToInteger<F>(FloatingPointLanes<F>.Scalar(cpu, n), rounding, exact, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0111111011111001101110 nnnnn ddddd",
        "fcvtzu {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=true, i=16")]
    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111010100001101110 nnnnn ddddd",
        "fcvtzu {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=true, i=32")]
    [Instruction("fcvtzu_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111011100001101110 nnnnn ddddd",
        "fcvtzu {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsZero, unsigned=true, i=64")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0101111001111001101110 nnnnn ddddd",
        "fcvtms {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=16")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111000100001101110 nnnnn ddddd",
        "fcvtms {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=32")]
    [Instruction("fcvtms_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111001100001101110 nnnnn ddddd",
        "fcvtms {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=64")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0101111001111001101010 nnnnn ddddd",
        "fcvtns {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=false, i=16")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111000100001101010 nnnnn ddddd",
        "fcvtns {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=false, i=32")]
    [Instruction("fcvtns_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111001100001101010 nnnnn ddddd",
        "fcvtns {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieEven, unsigned=false, i=64")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0101111011111001101010 nnnnn ddddd",
        "fcvtps {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=16")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111010100001101010 nnnnn ddddd",
        "fcvtps {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=32")]
    [Instruction("fcvtps_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111011100001101010 nnnnn ddddd",
        "fcvtps {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=64")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0111111001111001101110 nnnnn ddddd",
        "fcvtmu {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=16")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111000100001101110 nnnnn ddddd",
        "fcvtmu {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=32")]
    [Instruction("fcvtmu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111001100001101110 nnnnn ddddd",
        "fcvtmu {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=64")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0111111011111001101010 nnnnn ddddd",
        "fcvtpu {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=16")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111010100001101010 nnnnn ddddd",
        "fcvtpu {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=32")]
    [Instruction("fcvtpu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111011100001101010 nnnnn ddddd",
        "fcvtpu {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=64")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0101111011111001101110 nnnnn ddddd",
        "fcvtzs {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=false, i=16")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111010100001101110 nnnnn ddddd",
        "fcvtzs {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=false, i=32")]
    [Instruction("fcvtzs_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0101111011100001101110 nnnnn ddddd",
        "fcvtzs {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsZero, unsigned=false, i=64")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_bulk_sisd", "0111111001111001101010 nnnnn ddddd",
        "fcvtnu {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=true, i=16")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111000100001101010 nnnnn ddddd",
        "fcvtnu {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=true, i=32")]
    [Instruction("fcvtnu_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_bulk_sisd", "0111111001100001101010 nnnnn ddddd",
        "fcvtnu {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieEven, unsigned=true, i=64")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "010111110001 iiii 111111 nnnnn ddddd",
        "fcvtzs {d:h}, {n:h}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "01011111001 iiiii 111111 nnnnn ddddd",
        "fcvtzs {d:s}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "0101111101 iiiiii 111111 nnnnn ddddd",
        "fcvtzs {d:d}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "011111110001 iiii 111111 nnnnn ddddd",
        "fcvtzu {d:h}, {n:h}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "01111111001 iiiii 111111 nnnnn ddddd",
        "fcvtzu {d:s}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd", "0111111101 iiiiii 111111 nnnnn ddddd",
        "fcvtzu {d:d}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_tieaway_sisd", "0111111001111001110010 nnnnn ddddd",
        "fcvtau {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=true, i=16")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_sisd", "0111111000100001110010 nnnnn ddddd",
        "fcvtau {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=true, i=32")]
    [Instruction("fcvtau_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_sisd", "0111111001100001110010 nnnnn ddddd",
        "fcvtau {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieAway, unsigned=true, i=64")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_fp16_conv_float_tieaway_sisd", "0101111001111001110010 nnnnn ddddd",
        "fcvtas {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=false, i=16")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_sisd", "0101111000100001110010 nnnnn ddddd",
        "fcvtas {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=false, i=32")]
    [Instruction("fcvtas_advsimd_aarch64_instrs_vector_arithmetic_unary_float_conv_float_tieaway_sisd", "0101111001100001110010 nnnnn ddddd",
        "fcvtas {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieAway, unsigned=false, i=64")]
    internal static void ToInteger<F>(Cpu cpu, uint i, uint n, uint d, Rounding rounding, bool unsigned)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, SoftFloat.ToFixed<F>(FloatingPointLanes<F>.Scalar(cpu, n), F.Bits, F.Bits - (int)i, unsigned, rounding, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_int_sisd", "0101111001111001110110 nnnnn ddddd",
        "scvtf {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, i=16")]
    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_sisd", "0101111000100001110110 nnnnn ddddd",
        "scvtf {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, i=32")]
    [Instruction("scvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_sisd", "0101111001100001110110 nnnnn ddddd",
        "scvtf {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false, i=64")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_fp16_conv_int_sisd", "0111111001111001110110 nnnnn ddddd",
        "ucvtf {d:h}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, i=16")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_sisd", "0111111000100001110110 nnnnn ddddd",
        "ucvtf {d:s}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, i=32")]
    [Instruction("ucvtf_advsimd_int_aarch64_instrs_vector_arithmetic_unary_float_conv_int_sisd", "0111111001100001110110 nnnnn ddddd",
        "ucvtf {d:d}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true, i=64")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "010111110001 iiii 111001 nnnnn ddddd",
        "scvtf {d:h}, {n:h}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "01011111001 iiiii 111001 nnnnn ddddd",
        "scvtf {d:s}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false")]
    [Instruction("scvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "0101111101 iiiiii 111001 nnnnn ddddd",
        "scvtf {d:d}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "011111110001 iiii 111001 nnnnn ddddd",
        "ucvtf {d:h}, {n:h}, #{i:from.16}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "01111111001 iiiii 111001 nnnnn ddddd",
        "ucvtf {d:s}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true")]
    [Instruction("ucvtf_advsimd_fix_aarch64_instrs_vector_shift_conv_int_sisd", "0111111101 iiiiii 111001 nnnnn ddddd",
        "ucvtf {d:d}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true")]
    internal static void FromInteger<F>(Cpu cpu, uint i, uint n, uint d, bool unsigned)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, SoftFloat.FromFixed<F>(FloatingPointLanes<F>.Scalar(cpu, n), F.Bits, F.Bits - (int)i, unsigned, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fcvtmu_float_aarch64_instrs_float_convert_int", "f001111000110001000000 nnnnn ddddd",
        "fcvtmu {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=64")]
    [Instruction("fcvtmu_float_aarch64_instrs_float_convert_int", "f001111001110001000000 nnnnn ddddd",
        "fcvtmu {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=64")]
    [Instruction("fcvtmu_float_aarch64_instrs_float_convert_int", "f001111011110001000000 nnnnn ddddd",
        "fcvtmu {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=true, i=64")]
    [Instruction("fcvtnu_float_aarch64_instrs_float_convert_int", "f001111000100001000000 nnnnn ddddd",
        "fcvtnu {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=true, i=64")]
    [Instruction("fcvtnu_float_aarch64_instrs_float_convert_int", "f001111001100001000000 nnnnn ddddd",
        "fcvtnu {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieEven, unsigned=true, i=64")]
    [Instruction("fcvtnu_float_aarch64_instrs_float_convert_int", "f001111011100001000000 nnnnn ddddd",
        "fcvtnu {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=true, i=64")]
    [Instruction("fcvtms_float_aarch64_instrs_float_convert_int", "f001111000110000000000 nnnnn ddddd",
        "fcvtms {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=64")]
    [Instruction("fcvtms_float_aarch64_instrs_float_convert_int", "f001111001110000000000 nnnnn ddddd",
        "fcvtms {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=64")]
    [Instruction("fcvtms_float_aarch64_instrs_float_convert_int", "f001111011110000000000 nnnnn ddddd",
        "fcvtms {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsNegative, unsigned=false, i=64")]
    [Instruction("fcvtps_float_aarch64_instrs_float_convert_int", "f001111000101000000000 nnnnn ddddd",
        "fcvtps {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=64")]
    [Instruction("fcvtps_float_aarch64_instrs_float_convert_int", "f001111001101000000000 nnnnn ddddd",
        "fcvtps {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=64")]
    [Instruction("fcvtps_float_aarch64_instrs_float_convert_int", "f001111011101000000000 nnnnn ddddd",
        "fcvtps {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=false, i=64")]
    [Instruction("fcvtns_float_aarch64_instrs_float_convert_int", "f001111000100000000000 nnnnn ddddd",
        "fcvtns {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieEven, unsigned=false, i=64")]
    [Instruction("fcvtns_float_aarch64_instrs_float_convert_int", "f001111001100000000000 nnnnn ddddd",
        "fcvtns {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieEven, unsigned=false, i=64")]
    [Instruction("fcvtns_float_aarch64_instrs_float_convert_int", "f001111011100000000000 nnnnn ddddd",
        "fcvtns {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieEven, unsigned=false, i=64")]
    [Instruction("fcvtzs_float_int_aarch64_instrs_float_convert_int", "f001111000111000000000 nnnnn ddddd",
        "fcvtzs {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=false, i=64")]
    [Instruction("fcvtzs_float_int_aarch64_instrs_float_convert_int", "f001111001111000000000 nnnnn ddddd",
        "fcvtzs {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsZero, unsigned=false, i=64")]
    [Instruction("fcvtzs_float_int_aarch64_instrs_float_convert_int", "f001111011111000000000 nnnnn ddddd",
        "fcvtzs {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=false, i=64")]
    [Instruction("fcvtpu_float_aarch64_instrs_float_convert_int", "f001111000101001000000 nnnnn ddddd",
        "fcvtpu {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=64")]
    [Instruction("fcvtpu_float_aarch64_instrs_float_convert_int", "f001111001101001000000 nnnnn ddddd",
        "fcvtpu {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=64")]
    [Instruction("fcvtpu_float_aarch64_instrs_float_convert_int", "f001111011101001000000 nnnnn ddddd",
        "fcvtpu {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsPositive, unsigned=true, i=64")]
    [Instruction("fcvtas_float_aarch64_instrs_float_convert_int", "f001111000100100000000 nnnnn ddddd",
        "fcvtas {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=false, i=64")]
    [Instruction("fcvtas_float_aarch64_instrs_float_convert_int", "f001111001100100000000 nnnnn ddddd",
        "fcvtas {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieAway, unsigned=false, i=64")]
    [Instruction("fcvtas_float_aarch64_instrs_float_convert_int", "f001111011100100000000 nnnnn ddddd",
        "fcvtas {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=false, i=64")]
    [Instruction("fcvtzu_float_int_aarch64_instrs_float_convert_int", "f001111000111001000000 nnnnn ddddd",
        "fcvtzu {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TowardsZero, unsigned=true, i=64")]
    [Instruction("fcvtzu_float_int_aarch64_instrs_float_convert_int", "f001111001111001000000 nnnnn ddddd",
        "fcvtzu {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TowardsZero, unsigned=true, i=64")]
    [Instruction("fcvtzu_float_int_aarch64_instrs_float_convert_int", "f001111011111001000000 nnnnn ddddd",
        "fcvtzu {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TowardsZero, unsigned=true, i=64")]
    [Instruction("fcvtau_float_aarch64_instrs_float_convert_int", "f001111000100101000000 nnnnn ddddd",
        "fcvtau {d:r.f}, {n:s}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "rounding=Rounding.TieAway, unsigned=true, i=64")]
    [Instruction("fcvtau_float_aarch64_instrs_float_convert_int", "f001111001100101000000 nnnnn ddddd",
        "fcvtau {d:r.f}, {n:d}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "rounding=Rounding.TieAway, unsigned=true, i=64")]
    [Instruction("fcvtau_float_aarch64_instrs_float_convert_int", "f001111011100101000000 nnnnn ddddd",
        "fcvtau {d:r.f}, {n:h}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "rounding=Rounding.TieAway, unsigned=true, i=64")]
    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "1001111000011001 iiiiii nnnnn ddddd",
        "fcvtzu {d:x}, {n:s}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "f=1, unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "1001111001011001 iiiiii nnnnn ddddd",
        "fcvtzu {d:x}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "f=1, unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "1001111011011001 iiiiii nnnnn ddddd",
        "fcvtzu {d:x}, {n:h}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "f=1, unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "1001111000011000 iiiiii nnnnn ddddd",
        "fcvtzs {d:x}, {n:s}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "f=1, unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "1001111001011000 iiiiii nnnnn ddddd",
        "fcvtzs {d:x}, {n:d}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "f=1, unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "1001111011011000 iiiiii nnnnn ddddd",
        "fcvtzs {d:x}, {n:h}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "f=1, unsigned=false, rounding=Rounding.TowardsZero")]
    internal static void ToRegister<F>(Cpu cpu, uint f, uint i, uint n, uint d, Rounding rounding, bool unsigned)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetX(d, SoftFloat.ToFixed<F>(FloatingPointLanes<F>.Scalar(cpu, n), 32 << (int)f, 64 - (int)i, unsigned, rounding, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "00011110000110011 iiiii nnnnn ddddd",
        "fcvtzu {d:w}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "00011110010110011 iiiii nnnnn ddddd",
        "fcvtzu {d:w}, {n:d}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzu_float_fix_aarch64_instrs_float_convert_fix", "00011110110110011 iiiii nnnnn ddddd",
        "fcvtzu {d:w}, {n:h}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "00011110000110001 iiiii nnnnn ddddd",
        "fcvtzs {d:w}, {n:s}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "00011110010110001 iiiii nnnnn ddddd",
        "fcvtzs {d:w}, {n:d}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    [Instruction("fcvtzs_float_fix_aarch64_instrs_float_convert_fix", "00011110110110001 iiiii nnnnn ddddd",
        "fcvtzs {d:w}, {n:h}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, rounding=Rounding.TowardsZero")]
    internal static void ToWord<F>(Cpu cpu, uint i, uint n, uint d, Rounding rounding, bool unsigned)
        where F : struct, IFormat => ToRegister<F>(cpu, 0, i + 32, n, d, rounding, unsigned);

    [Instruction("scvtf_float_int_aarch64_instrs_float_convert_int", "f001111000100010000000 nnnnn ddddd",
        "scvtf {d:s}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false, i=64")]
    [Instruction("scvtf_float_int_aarch64_instrs_float_convert_int", "f001111001100010000000 nnnnn ddddd",
        "scvtf {d:d}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false, i=64")]
    [Instruction("scvtf_float_int_aarch64_instrs_float_convert_int", "f001111011100010000000 nnnnn ddddd",
        "scvtf {d:h}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false, i=64")]
    [Instruction("ucvtf_float_int_aarch64_instrs_float_convert_int", "f001111000100011000000 nnnnn ddddd",
        "ucvtf {d:s}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true, i=64")]
    [Instruction("ucvtf_float_int_aarch64_instrs_float_convert_int", "f001111001100011000000 nnnnn ddddd",
        "ucvtf {d:d}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true, i=64")]
    [Instruction("ucvtf_float_int_aarch64_instrs_float_convert_int", "f001111011100011000000 nnnnn ddddd",
        "ucvtf {d:h}, {n:r.f}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true, i=64")]
    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111000000010 iiiiii nnnnn ddddd",
        "scvtf {d:s}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "f=1, unsigned=false")]
    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111001000010 iiiiii nnnnn ddddd",
        "scvtf {d:d}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "f=1, unsigned=false")]
    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111011000010 iiiiii nnnnn ddddd",
        "scvtf {d:h}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "f=1, unsigned=false")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111000000011 iiiiii nnnnn ddddd",
        "ucvtf {d:s}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "f=1, unsigned=true")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111001000011 iiiiii nnnnn ddddd",
        "ucvtf {d:d}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "f=1, unsigned=true")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "1001111011000011 iiiiii nnnnn ddddd",
        "ucvtf {d:h}, {n:x}, #{i:from.64}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "f=1, unsigned=true")]
    internal static void FromRegister<F>(Cpu cpu, uint f, uint i, uint n, uint d, bool unsigned)
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            cpu.SetVLow(d, SoftFloat.FromFixed<F>(cpu.X(n), 32 << (int)f, 64 - (int)i, unsigned, cpu.Fpcr, ref cpu.Fpsr));
        }
    }

    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110000000101 iiiii nnnnn ddddd",
        "scvtf {d:s}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=false")]
    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110010000101 iiiii nnnnn ddddd",
        "scvtf {d:d}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=false")]
    [Instruction("scvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110110000101 iiiii nnnnn ddddd",
        "scvtf {d:h}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=false")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110000000111 iiiii nnnnn ddddd",
        "ucvtf {d:s}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary32", With = "unsigned=true")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110010000111 iiiii nnnnn ddddd",
        "ucvtf {d:d}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary64", With = "unsigned=true")]
    [Instruction("ucvtf_float_fix_aarch64_instrs_float_convert_fix", "00011110110000111 iiiii nnnnn ddddd",
        "ucvtf {d:h}, {n:w}, #{i:from.32}", TimingClass.FloatingPointConversion, Types = "Binary16", With = "unsigned=true")]
    internal static void FromWord<F>(Cpu cpu, uint i, uint n, uint d, bool unsigned)
        where F : struct, IFormat => FromRegister<F>(cpu, 0, i + 32, n, d, unsigned);
}
