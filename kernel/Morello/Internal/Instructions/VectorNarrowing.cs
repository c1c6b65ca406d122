using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>How a number becomes a lane that may be too narrow for it.</summary>
internal interface INarrowing
{
    static abstract T Narrow<T>(Cpu cpu, Int128 value)
        where T : unmanaged, IBinaryInteger<T>;
}

/// <summary>Operations whose result has lanes of half the width. The "2" forms (q = 1) write the upper half and keep the lower.</summary>
internal static class VectorNarrowing
{
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 0001iii 100101 nnnnn ddddd",
        "sqshrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "rounding=false")]
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 001iiii 100101 nnnnn ddddd",
        "sqshrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "int, short, Saturating", With = "rounding=false")]
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 01iiiii 100101 nnnnn ddddd",
        "sqshrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "long, int, Saturating", With = "rounding=false")]
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 0001iii 100101 nnnnn ddddd",
        "sqshrn {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 001iiii 100101 nnnnn ddddd",
        "sqshrn {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "int, short, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 01iiiii 100101 nnnnn ddddd",
        "sqshrn {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "long, int, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 0001iii 100101 nnnnn ddddd",
        "uqshrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 001iiii 100101 nnnnn ddddd",
        "uqshrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 01iiiii 100101 nnnnn ddddd",
        "uqshrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 0001iii 100101 nnnnn ddddd",
        "uqshrn {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 001iiii 100101 nnnnn ddddd",
        "uqshrn {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("uqshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 01iiiii 100101 nnnnn ddddd",
        "uqshrn {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 0001iii 100111 nnnnn ddddd",
        "sqrshrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "rounding=true")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 001iiii 100111 nnnnn ddddd",
        "sqrshrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "int, short, Saturating", With = "rounding=true")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q0011110 01iiiii 100111 nnnnn ddddd",
        "sqrshrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "long, int, Saturating", With = "rounding=true")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 0001iii 100111 nnnnn ddddd",
        "sqrshrn {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 001iiii 100111 nnnnn ddddd",
        "sqrshrn {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "int, short, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("sqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "010111110 01iiiii 100111 nnnnn ddddd",
        "sqrshrn {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "long, int, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 0001iii 100111 nnnnn ddddd",
        "uqrshrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 001iiii 100111 nnnnn ddddd",
        "uqrshrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_simd", "0q1011110 01iiiii 100111 nnnnn ddddd",
        "uqrshrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 0001iii 100111 nnnnn ddddd",
        "uqrshrn {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 001iiii 100111 nnnnn ddddd",
        "uqrshrn {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("uqrshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_uniform_sisd", "011111110 01iiiii 100111 nnnnn ddddd",
        "uqrshrn {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 0001iii 100001 nnnnn ddddd",
        "sqshrun{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "short, byte, Saturating", With = "rounding=false")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 001iiii 100001 nnnnn ddddd",
        "sqshrun{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "rounding=false")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 01iiiii 100001 nnnnn ddddd",
        "sqshrun{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "long, uint, Saturating", With = "rounding=false")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 0001iii 100001 nnnnn ddddd",
        "sqshrun {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "short, byte, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 001iiii 100001 nnnnn ddddd",
        "sqshrun {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 01iiiii 100001 nnnnn ddddd",
        "sqshrun {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "long, uint, Saturating", With = "q=Lane.Scalar, rounding=false")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 0001iii 100011 nnnnn ddddd",
        "sqrshrun{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "short, byte, Saturating", With = "rounding=true")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 001iiii 100011 nnnnn ddddd",
        "sqrshrun{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "rounding=true")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_simd", "0q1011110 01iiiii 100011 nnnnn ddddd",
        "sqrshrun{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "long, uint, Saturating", With = "rounding=true")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 0001iii 100011 nnnnn ddddd",
        "sqrshrun {d:b}, {n:h}, #{i:from.8}", TimingClass.Vector, Types = "short, byte, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 001iiii 100011 nnnnn ddddd",
        "sqrshrun {d:h}, {n:s}, #{i:from.16}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("sqrshrun_advsimd_aarch64_instrs_vector_shift_right_narrow_nonuniform_sisd", "011111110 01iiiii 100011 nnnnn ddddd",
        "sqrshrun {d:s}, {n:d}, #{i:from.32}", TimingClass.Vector, Types = "long, uint, Saturating", With = "q=Lane.Scalar, rounding=true")]
    [Instruction("rshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 0001iii 100011 nnnnn ddddd",
        "rshrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Truncating", With = "rounding=true")]
    [Instruction("rshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 001iiii 100011 nnnnn ddddd",
        "rshrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Truncating", With = "rounding=true")]
    [Instruction("rshrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 01iiiii 100011 nnnnn ddddd",
        "rshrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Truncating", With = "rounding=true")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q001110 00 100001 010010 nnnnn ddddd",
        "sqxtn{q:two} {d:vb.q}, {n:8h}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "i=8, rounding=false")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q001110 01 100001 010010 nnnnn ddddd",
        "sqxtn{q:two} {d:vh.q}, {n:4s}", TimingClass.Vector, Types = "int, short, Saturating", With = "i=16, rounding=false")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q001110 10 100001 010010 nnnnn ddddd",
        "sqxtn{q:two} {d:vs.q}, {n:2d}", TimingClass.Vector, Types = "long, int, Saturating", With = "i=32, rounding=false")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01011110 00 100001 010010 nnnnn ddddd",
        "sqxtn {d:b}, {n:h}", TimingClass.Vector, Types = "short, sbyte, Saturating", With = "q=Lane.Scalar, i=8, rounding=false")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01011110 01 100001 010010 nnnnn ddddd",
        "sqxtn {d:h}, {n:s}", TimingClass.Vector, Types = "int, short, Saturating", With = "q=Lane.Scalar, i=16, rounding=false")]
    [Instruction("sqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01011110 10 100001 010010 nnnnn ddddd",
        "sqxtn {d:s}, {n:d}", TimingClass.Vector, Types = "long, int, Saturating", With = "q=Lane.Scalar, i=32, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q101110 00 100001 010010 nnnnn ddddd",
        "uqxtn{q:two} {d:vb.q}, {n:8h}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "i=8, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q101110 01 100001 010010 nnnnn ddddd",
        "uqxtn{q:two} {d:vh.q}, {n:4s}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "i=16, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_simd", "0q101110 10 100001 010010 nnnnn ddddd",
        "uqxtn{q:two} {d:vs.q}, {n:2d}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "i=32, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01111110 00 100001 010010 nnnnn ddddd",
        "uqxtn {d:b}, {n:h}", TimingClass.Vector, Types = "ushort, byte, Saturating", With = "q=Lane.Scalar, i=8, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01111110 01 100001 010010 nnnnn ddddd",
        "uqxtn {d:h}, {n:s}", TimingClass.Vector, Types = "uint, ushort, Saturating", With = "q=Lane.Scalar, i=16, rounding=false")]
    [Instruction("uqxtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sat_sisd", "01111110 10 100001 010010 nnnnn ddddd",
        "uqxtn {d:s}, {n:d}", TimingClass.Vector, Types = "ulong, uint, Saturating", With = "q=Lane.Scalar, i=32, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_simd", "0q101110 00 100001 001010 nnnnn ddddd",
        "sqxtun{q:two} {d:vb.q}, {n:8h}", TimingClass.Vector, Types = "short, byte, Saturating", With = "i=8, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_simd", "0q101110 01 100001 001010 nnnnn ddddd",
        "sqxtun{q:two} {d:vh.q}, {n:4s}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "i=16, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_simd", "0q101110 10 100001 001010 nnnnn ddddd",
        "sqxtun{q:two} {d:vs.q}, {n:2d}", TimingClass.Vector, Types = "long, uint, Saturating", With = "i=32, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_sisd", "01111110 00 100001 001010 nnnnn ddddd",
        "sqxtun {d:b}, {n:h}", TimingClass.Vector, Types = "short, byte, Saturating", With = "q=Lane.Scalar, i=8, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_sisd", "01111110 01 100001 001010 nnnnn ddddd",
        "sqxtun {d:h}, {n:s}", TimingClass.Vector, Types = "int, ushort, Saturating", With = "q=Lane.Scalar, i=16, rounding=false")]
    [Instruction("sqxtun_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_sqxtun_sisd", "01111110 10 100001 001010 nnnnn ddddd",
        "sqxtun {d:s}, {n:d}", TimingClass.Vector, Types = "long, uint, Saturating", With = "q=Lane.Scalar, i=32, rounding=false")]
    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 0001iii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, Types = "ushort, byte, Truncating", With = "rounding=false")]
    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 001iiii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, Types = "uint, ushort, Truncating", With = "rounding=false")]
    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 01iiiii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, Types = "ulong, uint, Truncating", With = "rounding=false")]
    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 00 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vb.q}, {n:8h}", TimingClass.Vector, Types = "ushort, byte, Truncating", With = "i=8, rounding=false")]
    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 01 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vh.q}, {n:4s}", TimingClass.Vector, Types = "uint, ushort, Truncating", With = "i=16, rounding=false")]
    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 10 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vs.q}, {n:2d}", TimingClass.Vector, Types = "ulong, uint, Truncating", With = "i=32, rounding=false")]
    internal static void ShiftRight<T, TResult, TNarrowing>(Cpu cpu, uint q, uint i, uint n, uint d, bool rounding)
        where T : unmanaged, IBinaryInteger<T>
        where TResult : unmanaged, IBinaryInteger<TResult>
        where TNarrowing : struct, INarrowing
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // The encoding gives the narrow lane's width minus the amount.
        int amount = (8 * Unsafe.SizeOf<TResult>()) - (int)i;
        Int128 round = rounding ? Int128.One << (amount - 1) : 0;
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = q == 1 ? cpu.V(d) : Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.CountOfHalf<TResult>(q); lane++)
        {
            Int128 shifted = (Int128.CreateTruncating(Lane.Of<T>(ref source, lane)) + round) >> amount;
            Lane.Of<TResult>(ref result, Lane.FirstOfHalf<TResult>(q) + lane) = TNarrowing.Narrow<TResult>(cpu, shifted);
        }

        cpu.V(d) = result;
    }

    [Instruction("addhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 00 1 mmmmm 010000 nnnnn ddddd",
        "addhn{q:two} {d:vb.q}, {n:8h}, {m:8h}", TimingClass.Vector, Types = "ushort, byte", With = "subtract=false, rounding=false")]
    [Instruction("addhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 01 1 mmmmm 010000 nnnnn ddddd",
        "addhn{q:two} {d:vh.q}, {n:4s}, {m:4s}", TimingClass.Vector, Types = "uint, ushort", With = "subtract=false, rounding=false")]
    [Instruction("addhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 10 1 mmmmm 010000 nnnnn ddddd",
        "addhn{q:two} {d:vs.q}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, uint", With = "subtract=false, rounding=false")]
    [Instruction("raddhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 00 1 mmmmm 010000 nnnnn ddddd",
        "raddhn{q:two} {d:vb.q}, {n:8h}, {m:8h}", TimingClass.Vector, Types = "ushort, byte", With = "subtract=false, rounding=true")]
    [Instruction("raddhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 01 1 mmmmm 010000 nnnnn ddddd",
        "raddhn{q:two} {d:vh.q}, {n:4s}, {m:4s}", TimingClass.Vector, Types = "uint, ushort", With = "subtract=false, rounding=true")]
    [Instruction("raddhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 10 1 mmmmm 010000 nnnnn ddddd",
        "raddhn{q:two} {d:vs.q}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, uint", With = "subtract=false, rounding=true")]
    [Instruction("subhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 00 1 mmmmm 011000 nnnnn ddddd",
        "subhn{q:two} {d:vb.q}, {n:8h}, {m:8h}", TimingClass.Vector, Types = "ushort, byte", With = "subtract=true, rounding=false")]
    [Instruction("subhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 01 1 mmmmm 011000 nnnnn ddddd",
        "subhn{q:two} {d:vh.q}, {n:4s}, {m:4s}", TimingClass.Vector, Types = "uint, ushort", With = "subtract=true, rounding=false")]
    [Instruction("subhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q001110 10 1 mmmmm 011000 nnnnn ddddd",
        "subhn{q:two} {d:vs.q}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, uint", With = "subtract=true, rounding=false")]
    [Instruction("rsubhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 00 1 mmmmm 011000 nnnnn ddddd",
        "rsubhn{q:two} {d:vb.q}, {n:8h}, {m:8h}", TimingClass.Vector, Types = "ushort, byte", With = "subtract=true, rounding=true")]
    [Instruction("rsubhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 01 1 mmmmm 011000 nnnnn ddddd",
        "rsubhn{q:two} {d:vh.q}, {n:4s}, {m:4s}", TimingClass.Vector, Types = "uint, ushort", With = "subtract=true, rounding=true")]
    [Instruction("rsubhn_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_narrow", "0q101110 10 1 mmmmm 011000 nnnnn ddddd",
        "rsubhn{q:two} {d:vs.q}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong, uint", With = "subtract=true, rounding=true")]
    internal static void HighHalf<T, TResult>(Cpu cpu, uint q, uint m, uint n, uint d, bool subtract, bool rounding)
        where T : unmanaged, IBinaryInteger<T>
        where TResult : unmanaged, IBinaryInteger<TResult>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        int half = 8 * Unsafe.SizeOf<TResult>();
        T round = rounding ? T.One << (half - 1) : T.Zero;
        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> right = cpu.V(m);
        Vector128<ulong> result = q == 1 ? cpu.V(d) : Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.CountOfHalf<TResult>(q); lane++)
        {
            T operand = Lane.Of<T>(ref right, lane);
            T sum = Lane.Of<T>(ref left, lane) + (subtract ? T.Zero - operand : operand) + round;
            Lane.Of<TResult>(ref result, Lane.FirstOfHalf<TResult>(q) + lane) = TResult.CreateTruncating(sum >>> half);
        }

        cpu.V(d) = result;
    }
}

internal readonly struct Saturating : INarrowing
{
    public static T Narrow<T>(Cpu cpu, Int128 value)
        where T : unmanaged, IBinaryInteger<T> => Lane.Saturate<T>(cpu, value);
}

internal readonly struct Truncating : INarrowing
{
    public static T Narrow<T>(Cpu cpu, Int128 value)
        where T : unmanaged, IBinaryInteger<T> => T.CreateTruncating(value);
}
