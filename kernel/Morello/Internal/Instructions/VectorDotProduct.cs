using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>SDOT and UDOT: each 32-bit lane gains the products of its four bytes.</summary>
internal static class VectorDotProduct
{
    [Instruction("sdot_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_dotp", "0q001110 10 0 mmmmm 100101 nnnnn ddddd",
        "sdot {d:vs.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "sbyte, int")]
    [Instruction("udot_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_uniform_mul_int_dotp", "0q101110 10 0 mmmmm 100101 nnnnn ddddd",
        "udot {d:vs.q}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, Types = "byte, uint")]
    internal static void Dot<T, TWide>(Cpu cpu, uint q, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide>(cpu, q, cpu.V(m), n, d);
        }
    }

    [Instruction("sdot_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_dotp", "0q001111 10 lmmmmm 1110 h 0 nnnnn ddddd",
        "sdot {d:vs.q}, {n:vb.q}, {m:e4b}[{h,l}]", TimingClass.VectorMultiply, Types = "sbyte, int")]
    [Instruction("udot_advsimd_elt_aarch64_instrs_vector_arithmetic_binary_element_dotp", "0q101111 10 lmmmmm 1110 h 0 nnnnn ddddd",
        "udot {d:vs.q}, {n:vb.q}, {m:e4b}[{h,l}]", TimingClass.VectorMultiply, Types = "byte, uint")]
    internal static void DotByElement<T, TWide>(Cpu cpu, uint q, uint h, uint l, uint m, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Apply<T, TWide>(cpu, q, Lane.Element<uint>(cpu, m, h, l, 0).AsUInt64(), n, d);
        }
    }

    private static void Apply<T, TWide>(Cpu cpu, uint q, Vector128<ulong> right, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> result = cpu.V(d);
        for (int i = 0; i < Lane.Count<T>(q); i++)
        {
            Lane.Of<TWide>(ref result, i / 4) += TWide.CreateTruncating(Lane.Of<T>(ref left, i)) * TWide.CreateTruncating(Lane.Of<T>(ref right, i));
        }

        Lane.Write(cpu, d, q, result);
    }
}
