using System.Numerics;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Sums of neighbours with lanes of twice the width.</summary>
internal static class VectorPairwiseLong
{
    [Instruction("saddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 00 100000 001010 nnnnn ddddd",
        "saddlp {d:vh.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, short", With = "accumulate=false")]
    [Instruction("saddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 01 100000 001010 nnnnn ddddd",
        "saddlp {d:vs.q}, {n:vh.q}", TimingClass.Vector, Types = "short, int", With = "accumulate=false")]
    [Instruction("saddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 10 100000 001010 nnnnn ddddd",
        "saddlp {d:vd.q}, {n:vs.q}", TimingClass.Vector, Types = "int, long", With = "accumulate=false")]
    [Instruction("uaddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 00 100000 001010 nnnnn ddddd",
        "uaddlp {d:vh.q}, {n:vb.q}", TimingClass.Vector, Types = "byte, ushort", With = "accumulate=false")]
    [Instruction("uaddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 01 100000 001010 nnnnn ddddd",
        "uaddlp {d:vs.q}, {n:vh.q}", TimingClass.Vector, Types = "ushort, uint", With = "accumulate=false")]
    [Instruction("uaddlp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 10 100000 001010 nnnnn ddddd",
        "uaddlp {d:vd.q}, {n:vs.q}", TimingClass.Vector, Types = "uint, ulong", With = "accumulate=false")]
    [Instruction("sadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 00 100000 011010 nnnnn ddddd",
        "sadalp {d:vh.q}, {n:vb.q}", TimingClass.Vector, Types = "sbyte, short", With = "accumulate=true")]
    [Instruction("sadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 01 100000 011010 nnnnn ddddd",
        "sadalp {d:vs.q}, {n:vh.q}", TimingClass.Vector, Types = "short, int", With = "accumulate=true")]
    [Instruction("sadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q001110 10 100000 011010 nnnnn ddddd",
        "sadalp {d:vd.q}, {n:vs.q}", TimingClass.Vector, Types = "int, long", With = "accumulate=true")]
    [Instruction("uadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 00 100000 011010 nnnnn ddddd",
        "uadalp {d:vh.q}, {n:vb.q}", TimingClass.Vector, Types = "byte, ushort", With = "accumulate=true")]
    [Instruction("uadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 01 100000 011010 nnnnn ddddd",
        "uadalp {d:vs.q}, {n:vh.q}", TimingClass.Vector, Types = "ushort, uint", With = "accumulate=true")]
    [Instruction("uadalp_advsimd_aarch64_instrs_vector_arithmetic_unary_add_pairwise", "0q101110 10 100000 011010 nnnnn ddddd",
        "uadalp {d:vd.q}, {n:vs.q}", TimingClass.Vector, Types = "uint, ulong", With = "accumulate=true")]
    internal static void AddPairs<T, TWide>(Cpu cpu, uint q, uint n, uint d, bool accumulate)
        where T : unmanaged, IBinaryInteger<T>
        where TWide : unmanaged, IBinaryInteger<TWide>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = accumulate ? cpu.V(d) : Vector128<ulong>.Zero;
        for (int i = 0; i < Lane.Count<T>(q); i++)
        {
            Lane.Of<TWide>(ref result, i / 2) += TWide.CreateTruncating(Lane.Of<T>(ref source, i));
        }

        Lane.Write(cpu, d, q, result);
    }
}
