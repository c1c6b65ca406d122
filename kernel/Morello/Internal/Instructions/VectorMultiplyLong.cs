using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What becomes of two narrow lanes, already widened, and the old wide lane of the destination.</summary>
internal interface ILongOperation
{
    static abstract T Apply<T>(T left, T right, T old)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Products and absolute differences with lanes of twice the width. The "2" forms (q = 1) read the upper halves of the sources.</summary>
internal static class VectorMultiplyLong
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
