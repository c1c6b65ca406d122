using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Shifts by immediates, also rounding, inserting and saturating ones. Left shifts encode the amount, right shifts the lane's width minus the amount.</summary>
internal static class VectorShiftImmediate
{
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 001001 nnnnn ddddd",
        "srshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "rounding=true, accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 001001 nnnnn ddddd",
        "srshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "rounding=true, accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 001001 nnnnn ddddd",
        "srshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "rounding=true, accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 001001 nnnnn ddddd",
        "srshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, rounding=true, accumulate=false")]
    [Instruction("srshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 001001 nnnnn ddddd",
        "srshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=true, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 001001 nnnnn ddddd",
        "urshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "rounding=true, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 001001 nnnnn ddddd",
        "urshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "rounding=true, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 001001 nnnnn ddddd",
        "urshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "rounding=true, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 001001 nnnnn ddddd",
        "urshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=true, accumulate=false")]
    [Instruction("urshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 001001 nnnnn ddddd",
        "urshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=true, accumulate=false")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 001101 nnnnn ddddd",
        "srsra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "rounding=true, accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 001101 nnnnn ddddd",
        "srsra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "rounding=true, accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 001101 nnnnn ddddd",
        "srsra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "rounding=true, accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 001101 nnnnn ddddd",
        "srsra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, rounding=true, accumulate=true")]
    [Instruction("srsra_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 001101 nnnnn ddddd",
        "srsra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=true, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 001101 nnnnn ddddd",
        "ursra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "rounding=true, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 001101 nnnnn ddddd",
        "ursra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "rounding=true, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 001101 nnnnn ddddd",
        "ursra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "rounding=true, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 001101 nnnnn ddddd",
        "ursra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=true, accumulate=true")]
    [Instruction("ursra_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 001101 nnnnn ddddd",
        "ursra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=true, accumulate=true")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 000001 nnnnn ddddd",
        "sshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "rounding=false, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 000001 nnnnn ddddd",
        "sshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "rounding=false, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 000001 nnnnn ddddd",
        "sshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "rounding=false, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 000001 nnnnn ddddd",
        "sshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, rounding=false, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 000001 nnnnn ddddd",
        "sshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 000001 nnnnn ddddd",
        "ushr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "rounding=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 000001 nnnnn ddddd",
        "ushr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "rounding=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 000001 nnnnn ddddd",
        "ushr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "rounding=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 000001 nnnnn ddddd",
        "ushr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 000001 nnnnn ddddd",
        "ushr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=false, accumulate=false")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 000101 nnnnn ddddd",
        "ssra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "sbyte", With = "rounding=false, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 000101 nnnnn ddddd",
        "ssra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "short", With = "rounding=false, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 000101 nnnnn ddddd",
        "ssra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "int", With = "rounding=false, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 000101 nnnnn ddddd",
        "ssra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=1, rounding=false, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 000101 nnnnn ddddd",
        "ssra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 000101 nnnnn ddddd",
        "usra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, Types = "byte", With = "rounding=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 000101 nnnnn ddddd",
        "usra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, Types = "ushort", With = "rounding=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 000101 nnnnn ddddd",
        "usra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, Types = "uint", With = "rounding=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 000101 nnnnn ddddd",
        "usra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 000101 nnnnn ddddd",
        "usra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=false, accumulate=true")]
    internal static void Right<T>(Cpu cpu, uint q, uint i, uint n, uint d, bool rounding, bool accumulate)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            // In two steps, since a vector of the host cannot be shifted by the whole width of its lanes. The bit that the second one
            // drops is what rounding adds.
            Vector128<T> all = cpu.V(n).As<ulong, T>() >> (Bits<T>() - (int)i - 1);
            Vector128<T> shifted = all >> 1;
            shifted += rounding ? all & Vector128<T>.One : Vector128<T>.Zero;
            Lane.Write(cpu, d, q, accumulate ? cpu.V(d).As<ulong, T>() + shifted : shifted);
        }
    }

    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 0001iii 010101 nnnnn ddddd",
        "shl {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, Types = "byte")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 001iiii 010101 nnnnn ddddd",
        "shl {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, Types = "ushort")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 01iiiii 010101 nnnnn ddddd",
        "shl {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, Types = "uint")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "010011110 1iiiiii 010101 nnnnn ddddd",
        "shl {d:2d}, {n:2d}, #{i}", TimingClass.Vector, Types = "ulong", With = "q=1")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_sisd", "010111110 1iiiiii 010101 nnnnn ddddd",
        "shl {d:d}, {n:d}, #{i}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar")]
    internal static void Left<T>(Cpu cpu, uint q, uint i, uint n, uint d)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Lane.Write(cpu, d, q, cpu.V(n).As<ulong, T>() << (int)i);
        }
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
        if (cpu.CheckFloatingPointEnabled())
        {
            // What ones would become is what the shifted lanes replace.
            Vector128<T> replaced = Shift(Vector128<T>.AllBitsSet, (int)i, left);
            Lane.Write(cpu, d, q, Vector128.AndNot(cpu.V(d).As<ulong, T>(), replaced) | Shift(cpu.V(n).As<ulong, T>(), (int)i, left));
        }

        static Vector128<T> Shift(Vector128<T> vector, int i, bool left) => left ? vector << i : (vector >> (Bits<T>() - i - 1)) >> 1;
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
