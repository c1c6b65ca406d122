using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>What becomes of a doubled, saturated product and the old lane of the destination; the result is saturated again.</summary>
internal interface IDoublingOperation
{
    static abstract Int128 Apply(Int128 product, Int128 old);
}

/// <summary>Doubled products with lanes of twice the width, saturated: SQDMULL, SQDMLAL and SQDMLSL.</summary>
internal static class VectorMultiplyDouble
{
    [Instruction("sqdmull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_double_simd", "0q001110 01 1 mmmmm 110100 nnnnn ddddd",
        "sqdmull{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, DoubledProduct")]
    [Instruction("sqdmull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_double_simd", "0q001110 10 1 mmmmm 110100 nnnnn ddddd",
        "sqdmull{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, DoubledProduct")]
    [Instruction("sqdmull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_double_sisd", "01011110 01 1 mmmmm 110100 nnnnn ddddd",
        "sqdmull {d:s}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, int, DoubledProduct", With = "q=Lane.Scalar")]
    [Instruction("sqdmull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_double_sisd", "01011110 10 1 mmmmm 110100 nnnnn ddddd",
        "sqdmull {d:d}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, long, DoubledProduct", With = "q=Lane.Scalar")]
    [Instruction("sqdmlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_simd", "0q001110 01 1 mmmmm 100100 nnnnn ddddd",
        "sqdmlal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, DoubledProductAdd")]
    [Instruction("sqdmlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_simd", "0q001110 10 1 mmmmm 100100 nnnnn ddddd",
        "sqdmlal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, DoubledProductAdd")]
    [Instruction("sqdmlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_sisd", "01011110 01 1 mmmmm 100100 nnnnn ddddd",
        "sqdmlal {d:s}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, int, DoubledProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqdmlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_sisd", "01011110 10 1 mmmmm 100100 nnnnn ddddd",
        "sqdmlal {d:d}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, long, DoubledProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqdmlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_simd", "0q001110 01 1 mmmmm 101100 nnnnn ddddd",
        "sqdmlsl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, int, DoubledProductSubtract")]
    [Instruction("sqdmlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_simd", "0q001110 10 1 mmmmm 101100 nnnnn ddddd",
        "sqdmlsl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, long, DoubledProductSubtract")]
    [Instruction("sqdmlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_sisd", "01011110 01 1 mmmmm 101100 nnnnn ddddd",
        "sqdmlsl {d:s}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, int, DoubledProductSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqdmlsl_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_dmacc_sisd", "01011110 10 1 mmmmm 101100 nnnnn ddddd",
        "sqdmlsl {d:d}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, long, DoubledProductSubtract", With = "q=Lane.Scalar")]
    internal static void Doubled<T, TWide, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, IDoublingOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide, TOperation>(cpu, q, cpu.V(m), n, d);
        }
    }

    [Instruction("sqdmull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_double_simd", "0q001111 01 lkmmmm 1011 h 0 nnnnn ddddd",
        "sqdmull{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProduct")]
    [Instruction("sqdmull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_double_simd", "0q001111 10 lmmmmm 1011 h 0 nnnnn ddddd",
        "sqdmull{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProduct", With = "k=0")]
    [Instruction("sqdmull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_double_sisd", "01011111 01 lkmmmm 1011 h 0 nnnnn ddddd",
        "sqdmull {d:s}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProduct", With = "q=Lane.Scalar")]
    [Instruction("sqdmull_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_double_sisd", "01011111 10 lmmmmm 1011 h 0 nnnnn ddddd",
        "sqdmull {d:d}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProduct", With = "q=Lane.Scalar, k=0")]
    [Instruction("sqdmlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_simd", "0q001111 01 lkmmmm 0011 h 0 nnnnn ddddd",
        "sqdmlal{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProductAdd")]
    [Instruction("sqdmlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_simd", "0q001111 10 lmmmmm 0011 h 0 nnnnn ddddd",
        "sqdmlal{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProductAdd", With = "k=0")]
    [Instruction("sqdmlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_sisd", "01011111 01 lkmmmm 0011 h 0 nnnnn ddddd",
        "sqdmlal {d:s}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqdmlal_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_sisd", "01011111 10 lmmmmm 0011 h 0 nnnnn ddddd",
        "sqdmlal {d:d}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProductAdd", With = "q=Lane.Scalar, k=0")]
    [Instruction("sqdmlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_simd", "0q001111 01 lkmmmm 0111 h 0 nnnnn ddddd",
        "sqdmlsl{q:two} {d:4s}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProductSubtract")]
    [Instruction("sqdmlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_simd", "0q001111 10 lmmmmm 0111 h 0 nnnnn ddddd",
        "sqdmlsl{q:two} {d:2d}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProductSubtract", With = "k=0")]
    [Instruction("sqdmlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_sisd", "01011111 01 lkmmmm 0111 h 0 nnnnn ddddd",
        "sqdmlsl {d:s}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, int, DoubledProductSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqdmlsl_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_double_sisd", "01011111 10 lmmmmm 0111 h 0 nnnnn ddddd",
        "sqdmlsl {d:d}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, long, DoubledProductSubtract", With = "q=Lane.Scalar, k=0")]
    internal static void DoubledByElement<T, TWide, TOperation>(Cpu cpu, uint q, uint h, uint l, uint k, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, IDoublingOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide, TOperation>(cpu, q, Lane.Element<T>(cpu, m, h, l, k).As<T, ulong>(), n, d);
        }
    }

    private static void Apply<T, TWide, TOperation>(Cpu cpu, uint q, Vector128<ulong> right, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
        where TOperation : struct, IDoublingOperation
    {
        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> old = cpu.V(d);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        int first = Lane.FirstOfHalf<T>(q);
        for (int lane = 0; lane < Lane.CountOfHalf<T>(q); lane++)
        {
            Int128 product = 2 * Int128.CreateTruncating(Lane.Of<T>(ref left, first + lane)) * Int128.CreateTruncating(Lane.Of<T>(ref right, first + lane));
            TWide clamped = Lane.Saturate<TWide>(cpu, product);
            Lane.Of<TWide>(ref result, lane) = Lane.Saturate<TWide>(
                cpu, TOperation.Apply(Int128.CreateTruncating(clamped), Int128.CreateTruncating(Lane.Of<TWide>(ref old, lane))));
        }

        cpu.V(d) = result;
    }
}

internal readonly struct DoubledProduct : IDoublingOperation
{
    public static Int128 Apply(Int128 product, Int128 old) => product;
}

internal readonly struct DoubledProductAdd : IDoublingOperation
{
    public static Int128 Apply(Int128 product, Int128 old) => old + product;
}

internal readonly struct DoubledProductSubtract : IDoublingOperation
{
    public static Int128 Apply(Int128 product, Int128 old) => old - product;
}
