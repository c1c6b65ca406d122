using System.Runtime.Intrinsics;
using FlexCap.Morello.Internal.FloatingPoint;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Operations across the lanes of one vector.</summary>
internal static class FloatingPointReductions
{
    [Instruction("fminnmv_advsimd_aarch64_instrs_vector_reduce_fp16_maxnm_simd", "0q00111010110000110010 nnnnn ddddd",
        "fminnmv {d:h}, {n:vh.q}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary16")]
    [Instruction("fminnmv_advsimd_aarch64_instrs_vector_reduce_fp_maxnm_simd", "0110111010110000110010 nnnnn ddddd",
        "fminnmv {d:s}, {n:4s}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary32", With = "q=1")]
    [Instruction("fmaxnmv_advsimd_aarch64_instrs_vector_reduce_fp16_maxnm_simd", "0q00111000110000110010 nnnnn ddddd",
        "fmaxnmv {d:h}, {n:vh.q}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary16")]
    [Instruction("fmaxnmv_advsimd_aarch64_instrs_vector_reduce_fp_maxnm_simd", "0110111000110000110010 nnnnn ddddd",
        "fmaxnmv {d:s}, {n:4s}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary32", With = "q=1")]
    [Instruction("fmaxv_advsimd_aarch64_instrs_vector_reduce_fp16_max_simd", "0q00111000110000111110 nnnnn ddddd",
        "fmaxv {d:h}, {n:vh.q}", TimingClass.Vector, Types = "FloatMaximum, Binary16")]
    [Instruction("fmaxv_advsimd_aarch64_instrs_vector_reduce_fp_max_simd", "0110111000110000111110 nnnnn ddddd",
        "fmaxv {d:s}, {n:4s}", TimingClass.Vector, Types = "FloatMaximum, Binary32", With = "q=1")]
    [Instruction("fminv_advsimd_aarch64_instrs_vector_reduce_fp16_max_simd", "0q00111010110000111110 nnnnn ddddd",
        "fminv {d:h}, {n:vh.q}", TimingClass.Vector, Types = "FloatMinimum, Binary16")]
    [Instruction("fminv_advsimd_aarch64_instrs_vector_reduce_fp_max_simd", "0110111010110000111110 nnnnn ddddd",
        "fminv {d:s}, {n:4s}", TimingClass.Vector, Types = "FloatMinimum, Binary32", With = "q=1")]
    internal static void Across<TOperation, F>(Cpu cpu, uint q, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // In a tree of neighbours, lower lane first: the order decides which NaN wins (Sail Reduce).
        Vector128<ulong> values = cpu.V(n);
        for (int lanes = FloatingPointLanes<F>.Count(q) / 2; lanes > 0; lanes /= 2)
        {
            for (int lane = 0; lane < lanes; lane++)
            {
                ulong value = TOperation.Apply<F>(FloatingPointLanes<F>.Get(ref values, 2 * lane), FloatingPointLanes<F>.Get(ref values, (2 * lane) + 1), cpu.Fpcr, ref cpu.Fpsr);
                FloatingPointLanes<F>.Set(ref values, lane, value);
            }
        }

        cpu.SetVLow(d, FloatingPointLanes<F>.Get(ref values, 0));
    }

    [Instruction("fmaxnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp16_maxnm_sisd", "0101111000110000110010 nnnnn ddddd",
        "fmaxnmp {d:h}, {n:2h}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary16")]
    [Instruction("fmaxnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp_maxnm_sisd", "0111111000110000110010 nnnnn ddddd",
        "fmaxnmp {d:s}, {n:2s}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary32")]
    [Instruction("fmaxnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp_maxnm_sisd", "0111111001110000110010 nnnnn ddddd",
        "fmaxnmp {d:d}, {n:2d}", TimingClass.Vector, Types = "FloatMaximumNumber, Binary64")]
    [Instruction("fminnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp16_maxnm_sisd", "0101111010110000110010 nnnnn ddddd",
        "fminnmp {d:h}, {n:2h}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary16")]
    [Instruction("fminnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp_maxnm_sisd", "0111111010110000110010 nnnnn ddddd",
        "fminnmp {d:s}, {n:2s}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary32")]
    [Instruction("fminnmp_advsimd_pair_aarch64_instrs_vector_reduce_fp_maxnm_sisd", "0111111011110000110010 nnnnn ddddd",
        "fminnmp {d:d}, {n:2d}", TimingClass.Vector, Types = "FloatMinimumNumber, Binary64")]
    [Instruction("fmaxp_advsimd_pair_aarch64_instrs_vector_reduce_fp16_max_sisd", "0101111000110000111110 nnnnn ddddd",
        "fmaxp {d:h}, {n:2h}", TimingClass.Vector, Types = "FloatMaximum, Binary16")]
    [Instruction("fmaxp_advsimd_pair_aarch64_instrs_vector_reduce_fp_max_sisd", "0111111000110000111110 nnnnn ddddd",
        "fmaxp {d:s}, {n:2s}", TimingClass.Vector, Types = "FloatMaximum, Binary32")]
    [Instruction("fmaxp_advsimd_pair_aarch64_instrs_vector_reduce_fp_max_sisd", "0111111001110000111110 nnnnn ddddd",
        "fmaxp {d:d}, {n:2d}", TimingClass.Vector, Types = "FloatMaximum, Binary64")]
    [Instruction("fminp_advsimd_pair_aarch64_instrs_vector_reduce_fp16_max_sisd", "0101111010110000111110 nnnnn ddddd",
        "fminp {d:h}, {n:2h}", TimingClass.Vector, Types = "FloatMinimum, Binary16")]
    [Instruction("fminp_advsimd_pair_aarch64_instrs_vector_reduce_fp_max_sisd", "0111111010110000111110 nnnnn ddddd",
        "fminp {d:s}, {n:2s}", TimingClass.Vector, Types = "FloatMinimum, Binary32")]
    [Instruction("fminp_advsimd_pair_aarch64_instrs_vector_reduce_fp_max_sisd", "0111111011110000111110 nnnnn ddddd",
        "fminp {d:d}, {n:2d}", TimingClass.Vector, Types = "FloatMinimum, Binary64")]
    [Instruction("faddp_advsimd_pair_aarch64_instrs_vector_reduce_fp16_add_sisd", "0101111000110000110110 nnnnn ddddd",
        "faddp {d:h}, {n:2h}", TimingClass.Vector, Types = "FloatAdd, Binary16")]
    [Instruction("faddp_advsimd_pair_aarch64_instrs_vector_reduce_fp_add_sisd", "0111111000110000110110 nnnnn ddddd",
        "faddp {d:s}, {n:2s}", TimingClass.Vector, Types = "FloatAdd, Binary32")]
    [Instruction("faddp_advsimd_pair_aarch64_instrs_vector_reduce_fp_add_sisd", "0111111001110000110110 nnnnn ddddd",
        "faddp {d:d}, {n:2d}", TimingClass.Vector, Types = "FloatAdd, Binary64")]
    internal static void Pair<TOperation, F>(Cpu cpu, uint n, uint d)
        where TOperation : struct, IBinaryOperation
        where F : struct, IFormat
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            ulong left = FloatingPointLanes<F>.Get(ref cpu.V(n), 0);
            ulong right = FloatingPointLanes<F>.Get(ref cpu.V(n), 1);
            cpu.SetVLow(d, TOperation.Apply<F>(left, right, cpu.Fpcr, ref cpu.Fpsr));
        }
    }
}
