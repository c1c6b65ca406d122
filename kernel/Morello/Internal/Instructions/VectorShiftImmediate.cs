using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Rounding, inserting and saturating shifts by immediates. Left shifts encode the amount, right shifts the lane's width minus the amount.</summary>
internal static class VectorShiftImmediate
{
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 001001 nnnnn ddddd",
        "srshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 001001 nnnnn ddddd",
        "srshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 001001 nnnnn ddddd",
        "srshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 001001 nnnnn ddddd",
        "srshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 001001 nnnnn ddddd",
        "srshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 001001 nnnnn ddddd",
        "urshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 001001 nnnnn ddddd",
        "urshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 001001 nnnnn ddddd",
        "urshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 001001 nnnnn ddddd",
        "urshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 001001 nnnnn ddddd",
        "urshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, accumulate=false")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 001101 nnnnn ddddd",
        "srsra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 001101 nnnnn ddddd",
        "srsra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 001101 nnnnn ddddd",
        "srsra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 001101 nnnnn ddddd",
        "srsra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 001101 nnnnn ddddd",
        "srsra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 001101 nnnnn ddddd",
        "ursra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 001101 nnnnn ddddd",
        "ursra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 001101 nnnnn ddddd",
        "ursra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 001101 nnnnn ddddd",
        "ursra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 001101 nnnnn ddddd",
        "ursra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, accumulate=true")]
    internal static void RoundingRight<T>(Cpu cpu, uint q, uint i, uint n, uint d, bool accumulate)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        int amount = Bits<T>() - (int)i;
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> old = cpu.V(d);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            T shifted = T.CreateTruncating((Int128.CreateTruncating(Lane.Of<T>(ref source, lane)) + (Int128.One << (amount - 1))) >> amount);
            Lane.Of<T>(ref result, lane) = accumulate ? Lane.Of<T>(ref old, lane) + shifted : shifted;
        }

        cpu.V(d) = result;
    }

    [Instruction("sri_advsimd_aarch64_instrs_vector_shift_right_insert_simd", "0q1011110 0001iii 010001 nnnnn ddddd",
        "sri {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "left=false")]
    [Instruction("sri_advsimd_aarch64_instrs_vector_shift_right_insert_simd", "0q1011110 001iiii 010001 nnnnn ddddd",
        "sri {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "left=false")]
    [Instruction("sri_advsimd_aarch64_instrs_vector_shift_right_insert_simd", "0q1011110 01iiiii 010001 nnnnn ddddd",
        "sri {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "left=false")]
    [Instruction("sri_advsimd_aarch64_instrs_vector_shift_right_insert_simd", "011011110 1iiiiii 010001 nnnnn ddddd",
        "sri {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, left=false")]
    [Instruction("sri_advsimd_aarch64_instrs_vector_shift_right_insert_sisd", "011111110 1iiiiii 010001 nnnnn ddddd",
        "sri {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, left=false")]
    [Instruction("sli_advsimd_aarch64_instrs_vector_shift_left_insert_simd", "0q1011110 0001iii 010101 nnnnn ddddd",
        "sli {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "byte", With = "left=true")]
    [Instruction("sli_advsimd_aarch64_instrs_vector_shift_left_insert_simd", "0q1011110 001iiii 010101 nnnnn ddddd",
        "sli {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "ushort", With = "left=true")]
    [Instruction("sli_advsimd_aarch64_instrs_vector_shift_left_insert_simd", "0q1011110 01iiiii 010101 nnnnn ddddd",
        "sli {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "uint", With = "left=true")]
    [Instruction("sli_advsimd_aarch64_instrs_vector_shift_left_insert_simd", "011011110 1iiiiii 010101 nnnnn ddddd",
        "sli {d:2d}, {n:2d}, #{i}", TimingClass.Vector, Types = "ulong", With = "q=1, left=true")]
    [Instruction("sli_advsimd_aarch64_instrs_vector_shift_left_insert_sisd", "011111110 1iiiiii 010101 nnnnn ddddd",
        "sli {d:d}, {n:d}, #{i}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, left=true")]
    internal static void Insert<T>(Cpu cpu, uint q, uint i, uint n, uint d, bool left)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        int amount = left ? (int)i : Bits<T>() - (int)i;
        T keep = amount == Bits<T>() ? T.AllBitsSet : left ? (T.One << amount) - T.One : ~(T.AllBitsSet >>> amount);
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> old = cpu.V(d);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            T value = Lane.Of<T>(ref source, lane);
            T shifted = amount == Bits<T>() ? T.Zero : left ? value << amount : value >>> amount;
            Lane.Of<T>(ref result, lane) = (Lane.Of<T>(ref old, lane) & keep) | shifted;
        }

        cpu.V(d) = result;
    }

    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q0011110 0001iii 011101 nnnnn ddddd",
        "sqshl {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "sbyte, sbyte")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q0011110 001iiii 011101 nnnnn ddddd",
        "sqshl {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "short, short")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q0011110 01iiiii 011101 nnnnn ddddd",
        "sqshl {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "int, int")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "010011110 1iiiiii 011101 nnnnn ddddd",
        "sqshl {d:2d}, {n:2d}, #{i}", TimingClass.Vector, Types = "long, long", With = "q=1")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "010111110 0001iii 011101 nnnnn ddddd",
        "sqshl {d:b}, {n:b}, #{i}", TimingClass.Vector, Types = "sbyte, sbyte", With = "q=Lane.Scalar")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "010111110 001iiii 011101 nnnnn ddddd",
        "sqshl {d:h}, {n:h}, #{i}", TimingClass.Vector, Types = "short, short", With = "q=Lane.Scalar")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "010111110 01iiiii 011101 nnnnn ddddd",
        "sqshl {d:s}, {n:s}, #{i}", TimingClass.Vector, Types = "int, int", With = "q=Lane.Scalar")]
    [Instruction("sqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "010111110 1iiiiii 011101 nnnnn ddddd",
        "sqshl {d:d}, {n:d}, #{i}", TimingClass.Vector, Types = "long, long", With = "q=Lane.Scalar")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 0001iii 011101 nnnnn ddddd",
        "uqshl {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "byte, byte")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 001iiii 011101 nnnnn ddddd",
        "uqshl {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "ushort, ushort")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 01iiiii 011101 nnnnn ddddd",
        "uqshl {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "uint, uint")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_simd", "011011110 1iiiiii 011101 nnnnn ddddd",
        "uqshl {d:2d}, {n:2d}, #{i}", TimingClass.Vector, Types = "ulong, ulong", With = "q=1")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 0001iii 011101 nnnnn ddddd",
        "uqshl {d:b}, {n:b}, #{i}", TimingClass.Vector, Types = "byte, byte", With = "q=Lane.Scalar")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 001iiii 011101 nnnnn ddddd",
        "uqshl {d:h}, {n:h}, #{i}", TimingClass.Vector, Types = "ushort, ushort", With = "q=Lane.Scalar")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 01iiiii 011101 nnnnn ddddd",
        "uqshl {d:s}, {n:s}, #{i}", TimingClass.Vector, Types = "uint, uint", With = "q=Lane.Scalar")]
    [Instruction("uqshl_advsimd_imm_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 1iiiiii 011101 nnnnn ddddd",
        "uqshl {d:d}, {n:d}, #{i}", TimingClass.Vector, Types = "ulong, ulong", With = "q=Lane.Scalar")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 0001iii 011001 nnnnn ddddd",
        "sqshlu {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "sbyte, byte")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 001iiii 011001 nnnnn ddddd",
        "sqshlu {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "short, ushort")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_simd", "0q1011110 01iiiii 011001 nnnnn ddddd",
        "sqshlu {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "int, uint")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_simd", "011011110 1iiiiii 011001 nnnnn ddddd",
        "sqshlu {d:2d}, {n:2d}, #{i}", TimingClass.Vector, Types = "long, ulong", With = "q=1")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 0001iii 011001 nnnnn ddddd",
        "sqshlu {d:b}, {n:b}, #{i}", TimingClass.Vector, Types = "sbyte, byte", With = "q=Lane.Scalar")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 001iiii 011001 nnnnn ddddd",
        "sqshlu {d:h}, {n:h}, #{i}", TimingClass.Vector, Types = "short, ushort", With = "q=Lane.Scalar")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 01iiiii 011001 nnnnn ddddd",
        "sqshlu {d:s}, {n:s}, #{i}", TimingClass.Vector, Types = "int, uint", With = "q=Lane.Scalar")]
    [Instruction("sqshlu_advsimd_aarch64_instrs_vector_shift_left_sat_sisd", "011111110 1iiiiii 011001 nnnnn ddddd",
        "sqshlu {d:d}, {n:d}, #{i}", TimingClass.Vector, Types = "long, ulong", With = "q=Lane.Scalar")]
    internal static void SaturatingLeft<T, TResult>(Cpu cpu, uint q, uint i, uint n, uint d)
        where T : unmanaged, IBinaryInteger<T>
        where TResult : unmanaged, IBinaryInteger<TResult>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            Lane.Of<TResult>(ref result, lane) = Lane.Saturate<TResult>(cpu, Int128.CreateTruncating(Lane.Of<T>(ref source, lane)) << (int)i);
        }

        cpu.V(d) = result;
    }

    private static int Bits<T>() => 8 * Unsafe.SizeOf<T>();
}
