using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>MUL, MLA and MLS by element.</summary>
internal static class VectorMultiplyElement
{
    [Instruction("mul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_int", "0q001111 01 lkmmmm 1000 h 0 nnnnn ddddd",
        "mul {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, Product")]
    [Instruction("mul_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_int", "0q001111 10 lmmmmm 1000 h 0 nnnnn ddddd",
        "mul {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, Product", With = "k=0")]
    [Instruction("mla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_int", "0q101111 01 lkmmmm 0000 h 0 nnnnn ddddd",
        "mla {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, ProductAdd")]
    [Instruction("mla_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_int", "0q101111 10 lmmmmm 0000 h 0 nnnnn ddddd",
        "mla {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, ProductAdd", With = "k=0")]
    [Instruction("mls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_int", "0q101111 01 lkmmmm 0100 h 0 nnnnn ddddd",
        "mls {d:vh.q}, {n:vh.q}, {m:eh}[{h,l,k}]", TimingClass.VectorMultiply, Types = "ushort, ProductSubtract")]
    [Instruction("mls_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_mul_acc_int", "0q101111 10 lmmmmm 0100 h 0 nnnnn ddddd",
        "mls {d:vs.q}, {n:vs.q}, {m:es}[{h,l}]", TimingClass.VectorMultiply, Types = "uint, ProductSubtract", With = "k=0")]
    internal static void ByElement<T, TOperation>(Cpu cpu, uint q, uint h, uint l, uint k, uint m, uint n, uint d)
        where TOperation : struct, IVectorOperation
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Lane.Write(cpu, d, q, TOperation.Apply(cpu.V(n).As<ulong, T>(), Lane.Element<T>(cpu, m, h, l, k), cpu.V(d).As<ulong, T>()));
        }
    }
}

internal readonly struct Product : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => left * right;
}

internal readonly struct ProductAdd : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => old + (left * right);
}

internal readonly struct ProductSubtract : IVectorOperation
{
    public static Vector128<T> Apply<T>(Vector128<T> left, Vector128<T> right, Vector128<T> old) => old - (left * right);
}
