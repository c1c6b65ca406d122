using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>A number of twice the lane's width, whose upper half is the result.</summary>
internal interface IHighOperation
{
    static abstract Int128 Apply(Int128 left, Int128 right, Int128 old, int bits);
}

/// <summary>The upper halves of doubled products, saturated: SQDMULH, SQRDMULH, SQRDMLAH and SQRDMLSH.</summary>
internal static class VectorMultiplyHigh
{
    [Instruction("sqdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_simd", "0q001110 01 1 mmmmm 101101 nnnnn ddddd",
        "sqdmulh {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, HighProduct")]
    [Instruction("sqdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_simd", "0q001110 10 1 mmmmm 101101 nnnnn ddddd",
        "sqdmulh {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, HighProduct")]
    [Instruction("sqdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_sisd", "01011110 01 1 mmmmm 101101 nnnnn ddddd",
        "sqdmulh {d:h}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, HighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_sisd", "01011110 10 1 mmmmm 101101 nnnnn ddddd",
        "sqdmulh {d:s}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, HighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqrdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_simd", "0q101110 01 1 mmmmm 101101 nnnnn ddddd",
        "sqrdmulh {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, RoundedHighProduct")]
    [Instruction("sqrdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_simd", "0q101110 10 1 mmmmm 101101 nnnnn ddddd",
        "sqrdmulh {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, RoundedHighProduct")]
    [Instruction("sqrdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_sisd", "01111110 01 1 mmmmm 101101 nnnnn ddddd",
        "sqrdmulh {d:h}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, RoundedHighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqrdmulh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_sisd", "01111110 10 1 mmmmm 101101 nnnnn ddddd",
        "sqrdmulh {d:s}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, RoundedHighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlah_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_simd", "0q101110 01 0 mmmmm 100001 nnnnn ddddd",
        "sqrdmlah {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, RoundedHighProductAdd")]
    [Instruction("sqrdmlah_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_simd", "0q101110 10 0 mmmmm 100001 nnnnn ddddd",
        "sqrdmlah {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, RoundedHighProductAdd")]
    [Instruction("sqrdmlah_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_sisd", "01111110 01 0 mmmmm 100001 nnnnn ddddd",
        "sqrdmlah {d:h}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, RoundedHighProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlah_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_sisd", "01111110 10 0 mmmmm 100001 nnnnn ddddd",
        "sqrdmlah {d:s}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, RoundedHighProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlsh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_simd", "0q101110 01 0 mmmmm 100011 nnnnn ddddd",
        "sqrdmlsh {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, Types = "short, RoundedHighProductSubtract")]
    [Instruction("sqrdmlsh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_simd", "0q101110 10 0 mmmmm 100011 nnnnn ddddd",
        "sqrdmlsh {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, Types = "int, RoundedHighProductSubtract")]
    [Instruction("sqrdmlsh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_sisd", "01111110 01 0 mmmmm 100011 nnnnn ddddd",
        "sqrdmlsh {d:h}, {n:h}, {m:h}", TimingClass.VectorMultiply, Types = "short, RoundedHighProductSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlsh_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_doubling_accum_sisd", "01111110 10 0 mmmmm 100011 nnnnn ddddd",
        "sqrdmlsh {d:s}, {n:s}, {m:s}", TimingClass.VectorMultiply, Types = "int, RoundedHighProductSubtract", With = "q=Lane.Scalar")]
    internal static void High<T, TOperation>(Cpu cpu, uint q, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IHighOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TOperation>(cpu, q, cpu.V(m), n, d);
        }
    }

    [Instruction("sqdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_simd", "0q001111 01 lkmmmm 1100 h 0 nnnnn ddddd",
        "sqdmulh {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, HighProduct")]
    [Instruction("sqdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_simd", "0q001111 10 lmmmmm 1100 h 0 nnnnn ddddd",
        "sqdmulh {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, HighProduct", With = "k=0")]
    [Instruction("sqdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_sisd", "01011111 01 lkmmmm 1100 h 0 nnnnn ddddd",
        "sqdmulh {d:h}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, HighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_sisd", "01011111 10 lmmmmm 1100 h 0 nnnnn ddddd",
        "sqdmulh {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, HighProduct", With = "q=Lane.Scalar, k=0")]
    [Instruction("sqrdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_simd", "0q001111 01 lkmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmulh {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProduct")]
    [Instruction("sqrdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_simd", "0q001111 10 lmmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmulh {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProduct", With = "k=0")]
    [Instruction("sqrdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_sisd", "01011111 01 lkmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmulh {d:h}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProduct", With = "q=Lane.Scalar")]
    [Instruction("sqrdmulh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_high_sisd", "01011111 10 lmmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmulh {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProduct", With = "q=Lane.Scalar, k=0")]
    [Instruction("sqrdmlah_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_simd", "0q101111 01 lkmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmlah {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProductAdd")]
    [Instruction("sqrdmlah_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_simd", "0q101111 10 lmmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmlah {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProductAdd", With = "k=0")]
    [Instruction("sqrdmlah_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_sisd", "01111111 01 lkmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmlah {d:h}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProductAdd", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlah_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_sisd", "01111111 10 lmmmmm 1101 h 0 nnnnn ddddd",
        "sqrdmlah {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProductAdd", With = "q=Lane.Scalar, k=0")]
    [Instruction("sqrdmlsh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_simd", "0q101111 01 lkmmmm 1111 h 0 nnnnn ddddd",
        "sqrdmlsh {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProductSubtract")]
    [Instruction("sqrdmlsh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_simd", "0q101111 10 lmmmmm 1111 h 0 nnnnn ddddd",
        "sqrdmlsh {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProductSubtract", With = "k=0")]
    [Instruction("sqrdmlsh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_sisd", "01111111 01 lkmmmm 1111 h 0 nnnnn ddddd",
        "sqrdmlsh {d:h}, {n:h}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "short, RoundedHighProductSubtract", With = "q=Lane.Scalar")]
    [Instruction("sqrdmlsh_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_high_sisd", "01111111 10 lmmmmm 1111 h 0 nnnnn ddddd",
        "sqrdmlsh {d:s}, {n:s}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "int, RoundedHighProductSubtract", With = "q=Lane.Scalar, k=0")]
    internal static void HighByElement<T, TOperation>(Cpu cpu, uint q, uint h, uint l, uint k, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IHighOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TOperation>(cpu, q, Lane.Element<T>(cpu, m, h, l, k).As<T, ulong>(), n, d);
        }
    }

    private static void Apply<T, TOperation>(Cpu cpu, uint q, Vector128<ulong> right, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TOperation : struct, IHighOperation
    {
        int bits = 8 * Unsafe.SizeOf<T>();
        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> old = cpu.V(d);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            Int128 value = TOperation.Apply(Wide(ref left, lane), Wide(ref right, lane), Wide(ref old, lane), bits);
            Lane.Of<T>(ref result, lane) = Lane.Saturate<T>(cpu, value >> bits);
        }

        cpu.V(d) = result;

        static Int128 Wide(ref Vector128<ulong> vector, int lane) => Int128.CreateTruncating(Lane.Of<T>(ref vector, lane));
    }
}

internal readonly struct HighProduct : IHighOperation
{
    public static Int128 Apply(Int128 left, Int128 right, Int128 old, int bits) => 2 * left * right;
}

internal readonly struct RoundedHighProduct : IHighOperation
{
    public static Int128 Apply(Int128 left, Int128 right, Int128 old, int bits) => (2 * left * right) + (Int128.One << (bits - 1));
}

internal readonly struct RoundedHighProductAdd : IHighOperation
{
    public static Int128 Apply(Int128 left, Int128 right, Int128 old, int bits) => (old << bits) + (2 * left * right) + (Int128.One << (bits - 1));
}

internal readonly struct RoundedHighProductSubtract : IHighOperation
{
    public static Int128 Apply(Int128 left, Int128 right, Int128 old, int bits) => (old << bits) - (2 * left * right) + (Int128.One << (bits - 1));
}
