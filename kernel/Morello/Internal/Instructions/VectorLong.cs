using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What becomes of two narrow lanes, already widened, and the old wide lane of the destination.</summary>
internal interface ILongOperation
{
    static abstract T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Operations whose result has lanes of twice the width. The "2" forms (q = 1) read the upper halves of the narrow sources.</summary>
internal static class VectorLong
{
    [Instruction("smlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 00 1 mmmmm 101000 nnnnn ddddd",
        "smlsl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "sbyte, short, LongProductSubtract")]
    [Instruction("smlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 01 1 mmmmm 101000 nnnnn ddddd",
        "smlsl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, LongProductSubtract")]
    [Instruction("smlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 10 1 mmmmm 101000 nnnnn ddddd",
        "smlsl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, LongProductSubtract")]
    [Instruction("umlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 00 1 mmmmm 101000 nnnnn ddddd",
        "umlsl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "byte, ushort, LongProductSubtract")]
    [Instruction("umlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 01 1 mmmmm 101000 nnnnn ddddd",
        "umlsl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "ushort, uint, LongProductSubtract")]
    [Instruction("umlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 10 1 mmmmm 101000 nnnnn ddddd",
        "umlsl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "uint, ulong, LongProductSubtract")]
    [Instruction("sabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 00 1 mmmmm 011100 nnnnn ddddd",
        "sabdl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongDifference")]
    [Instruction("sabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 01 1 mmmmm 011100 nnnnn ddddd",
        "sabdl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongDifference")]
    [Instruction("sabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 10 1 mmmmm 011100 nnnnn ddddd",
        "sabdl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongDifference")]
    [Instruction("uabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 00 1 mmmmm 011100 nnnnn ddddd",
        "uabdl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongDifference")]
    [Instruction("uabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 01 1 mmmmm 011100 nnnnn ddddd",
        "uabdl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongDifference")]
    [Instruction("uabdl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 10 1 mmmmm 011100 nnnnn ddddd",
        "uabdl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongDifference")]
    [Instruction("sabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 00 1 mmmmm 010100 nnnnn ddddd",
        "sabal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongDifferenceAdd")]
    [Instruction("sabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 01 1 mmmmm 010100 nnnnn ddddd",
        "sabal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongDifferenceAdd")]
    [Instruction("sabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q001110 10 1 mmmmm 010100 nnnnn ddddd",
        "sabal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongDifferenceAdd")]
    [Instruction("uabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 00 1 mmmmm 010100 nnnnn ddddd",
        "uabal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongDifferenceAdd")]
    [Instruction("uabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 01 1 mmmmm 010100 nnnnn ddddd",
        "uabal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongDifferenceAdd")]
    [Instruction("uabal_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_diff", "0q101110 10 1 mmmmm 010100 nnnnn ddddd",
        "uabal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongDifferenceAdd")]
    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 00 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongSum")]
    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 01 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongSum")]
    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 10 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongSum")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 00 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongSum")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 01 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongSum")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 10 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongSum")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 00 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongSubtract")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 01 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongSubtract")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 10 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongSubtract")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 00 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongSubtract")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 01 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongSubtract")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 10 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongSubtract")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 00 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "sbyte, short, LongProduct")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 01 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, LongProduct")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 10 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, LongProduct")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 00 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "byte, ushort, LongProduct")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 01 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "ushort, uint, LongProduct")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 10 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "uint, ulong, LongProduct")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 00 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "sbyte, short, LongProductAdd")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 01 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, LongProductAdd")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 10 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, LongProductAdd")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 00 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "byte, ushort, LongProductAdd")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 01 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "ushort, uint, LongProductAdd")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 10 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "uint, ulong, LongProductAdd")]
    internal static void Long<T, TWide, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, ILongOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide, TOperation>(cpu, q, cpu.V(m), n, d);
        }
    }

    [Instruction("smull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_long", "0q001111 01 lkmmmm 1010 h 0 nnnnn ddddd",
        "smull{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, LongProduct")]
    [Instruction("smull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_long", "0q001111 10 lmmmmm 1010 h 0 nnnnn ddddd",
        "smull{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, LongProduct", With = "k=0")]
    [Instruction("umull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_long", "0q101111 01 lkmmmm 1010 h 0 nnnnn ddddd",
        "umull{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, uint, LongProduct")]
    [Instruction("umull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_long", "0q101111 10 lmmmmm 1010 h 0 nnnnn ddddd",
        "umull{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, ulong, LongProduct", With = "k=0")]
    [Instruction("smlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q001111 01 lkmmmm 0010 h 0 nnnnn ddddd",
        "smlal{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, LongProductAdd")]
    [Instruction("smlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q001111 10 lmmmmm 0010 h 0 nnnnn ddddd",
        "smlal{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, LongProductAdd", With = "k=0")]
    [Instruction("umlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q101111 01 lkmmmm 0010 h 0 nnnnn ddddd",
        "umlal{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, uint, LongProductAdd")]
    [Instruction("umlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q101111 10 lmmmmm 0010 h 0 nnnnn ddddd",
        "umlal{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, ulong, LongProductAdd", With = "k=0")]
    [Instruction("smlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q001111 01 lkmmmm 0110 h 0 nnnnn ddddd",
        "smlsl{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, LongProductSubtract")]
    [Instruction("smlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q001111 10 lmmmmm 0110 h 0 nnnnn ddddd",
        "smlsl{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, LongProductSubtract", With = "k=0")]
    [Instruction("umlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q101111 01 lkmmmm 0110 h 0 nnnnn ddddd",
        "umlsl{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, uint, LongProductSubtract")]
    [Instruction("umlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_long", "0q101111 10 lmmmmm 0110 h 0 nnnnn ddddd",
        "umlsl{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, ulong, LongProductSubtract", With = "k=0")]
    internal static void LongByElement<T, TWide, TOperation>(Cpu cpu, uint q, uint h, uint l, uint k, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, ILongOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide, TOperation>(cpu, q, Lane.Element<T>(cpu, m, h, l, k).As<T, ulong>(), n, d);
        }
    }

    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 00 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongSum")]
    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 01 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongSum")]
    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 10 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongSum")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 00 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongSum")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 01 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongSum")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 10 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongSum")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 00 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, Types = "sbyte, short, LongSubtract")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 01 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, Types = "short, int, LongSubtract")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 10 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, Types = "int, long, LongSubtract")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 00 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, Types = "byte, ushort, LongSubtract")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 01 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, Types = "ushort, uint, LongSubtract")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 10 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, Types = "uint, ulong, LongSubtract")]
    internal static void Wide<T, TWide, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, ILongOperation
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> right = cpu.V(m);
        Vector128<ulong> result = cpu.V(n);
        int first = Lane.FirstOfHalf<T>(q);
        for (int lane = 0; lane < Lane.CountOfHalf<T>(q); lane++)
        {
            ref TWide left = ref Lane.Of<TWide>(ref result, lane);
            left = TOperation.Apply(left, TWide.CreateTruncating(Lane.Of<T>(ref right, first + lane)), TWide.Zero);
        }

        cpu.V(d) = result;
    }

    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 0001iii 101001 nnnnn ddddd",
        "sshll{q:two} {d:8h}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "sbyte, short")]
    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 001iiii 101001 nnnnn ddddd",
        "sshll{q:two} {d:4s}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "short, int")]
    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 01iiiii 101001 nnnnn ddddd",
        "sshll{q:two} {d:2d}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "int, long")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 0001iii 101001 nnnnn ddddd",
        "ushll{q:two} {d:8h}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "byte, ushort")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 001iiii 101001 nnnnn ddddd",
        "ushll{q:two} {d:4s}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "ushort, uint")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 01iiiii 101001 nnnnn ddddd",
        "ushll{q:two} {d:2d}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "uint, ulong")]
    [Instruction("shll_advsimd_aarch64_instrs_vector_arithmetic_unary_shift", "0q101110 00 100001 001110 nnnnn ddddd",
        "shll{q:two} {d:8h}, {n:vb.q}, #8", TimingClass.Vector, Types = "byte, ushort", With = "i=8")]
    [Instruction("shll_advsimd_aarch64_instrs_vector_arithmetic_unary_shift", "0q101110 01 100001 001110 nnnnn ddddd",
        "shll{q:two} {d:4s}, {n:vh.q}, #16", TimingClass.Vector, Types = "ushort, uint", With = "i=16")]
    [Instruction("shll_advsimd_aarch64_instrs_vector_arithmetic_unary_shift", "0q101110 10 100001 001110 nnnnn ddddd",
        "shll{q:two} {d:2d}, {n:vs.q}, #32", TimingClass.Vector, Types = "uint, ulong", With = "i=32")]
    [Alias("sshll{q:two} {d:8h}", "sxtl{q:two} {d:8h}, {n:vb.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:8h}", "uxtl{q:two} {d:8h}, {n:vb.q}", When = "i=0", AssembleOnly = true)]
    [Alias("sshll{q:two} {d:4s}", "sxtl{q:two} {d:4s}, {n:vh.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:4s}", "uxtl{q:two} {d:4s}, {n:vh.q}", When = "i=0", AssembleOnly = true)]
    [Alias("sshll{q:two} {d:2d}", "sxtl{q:two} {d:2d}, {n:vs.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:2d}", "uxtl{q:two} {d:2d}, {n:vs.q}", When = "i=0", AssembleOnly = true)]
    internal static void ShiftLeft<T, TWide>(Cpu cpu, uint q, uint i, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        int first = Lane.FirstOfHalf<T>(q);
        for (int lane = 0; lane < Lane.CountOfHalf<T>(q); lane++)
        {
            Lane.Of<TWide>(ref result, lane) = TWide.CreateTruncating(Lane.Of<T>(ref source, first + lane)) << (int)i;
        }

        cpu.V(d) = result;
    }

    private static void Apply<T, TWide, TOperation>(Cpu cpu, uint q, Vector128<ulong> right, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, ILongOperation
    {
        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> result = cpu.V(d);
        int first = Lane.FirstOfHalf<T>(q);
        for (int lane = 0; lane < Lane.CountOfHalf<T>(q); lane++)
        {
            ref TWide old = ref Lane.Of<TWide>(ref result, lane);
            old = TOperation.Apply(
                TWide.CreateTruncating(Lane.Of<T>(ref left, first + lane)), TWide.CreateTruncating(Lane.Of<T>(ref right, first + lane)), old);
        }

        cpu.V(d) = result;
    }
}

internal readonly struct LongSum : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => left + right;
}

internal readonly struct LongSubtract : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => left - right;
}

internal readonly struct LongProduct : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => left * right;
}

internal readonly struct LongProductAdd : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => old + (left * right);
}

internal readonly struct LongProductSubtract : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => old - (left * right);
}

internal readonly struct LongDifference : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => left > right ? left - right : right - left;
}

internal readonly struct LongDifferenceAdd : ILongOperation
{
    public static T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T> => old + (left > right ? left - right : right - left);
}
