using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Shifts by immediates, widening and narrowing operations.</summary>
internal static class VectorShifts
{
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 0001iii 010101 nnnnn ddddd",
        "shl {d:vb.q}, {n:vb.q}, #{i}", TimingClass.Vector, With = "size=0, left=true, signed=false, accumulate=false")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 001iiii 010101 nnnnn ddddd",
        "shl {d:vh.q}, {n:vh.q}, #{i}", TimingClass.Vector, With = "size=1, left=true, signed=false, accumulate=false")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "0q0011110 01iiiii 010101 nnnnn ddddd",
        "shl {d:vs.q}, {n:vs.q}, #{i}", TimingClass.Vector, With = "size=2, left=true, signed=false, accumulate=false")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_simd", "010011110 1iiiiii 010101 nnnnn ddddd",
        "shl {d:2d}, {n:2d}, #{i}", TimingClass.Vector, With = "size=3, left=true, signed=false, accumulate=false, q=1")]
    [Instruction("shl_advsimd_aarch64_instrs_vector_shift_left_sisd", "010111110 1iiiiii 010101 nnnnn ddddd",
        "shl {d:d}, {n:d}, #{i}", TimingClass.Vector, With = "size=3, left=true, signed=false, accumulate=false, q=0")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 000001 nnnnn ddddd",
        "sshr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, With = "size=0, left=false, signed=true, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 000001 nnnnn ddddd",
        "sshr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, With = "size=1, left=false, signed=true, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 000001 nnnnn ddddd",
        "sshr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, With = "size=2, left=false, signed=true, accumulate=false")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 000001 nnnnn ddddd",
        "sshr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=true, accumulate=false, q=1")]
    [Instruction("sshr_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 000001 nnnnn ddddd",
        "sshr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=true, accumulate=false, q=0")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 000001 nnnnn ddddd",
        "ushr {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, With = "size=0, left=false, signed=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 000001 nnnnn ddddd",
        "ushr {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, With = "size=1, left=false, signed=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 000001 nnnnn ddddd",
        "ushr {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, With = "size=2, left=false, signed=false, accumulate=false")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 000001 nnnnn ddddd",
        "ushr {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=false, accumulate=false, q=1")]
    [Instruction("ushr_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 000001 nnnnn ddddd",
        "ushr {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=false, accumulate=false, q=0")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 0001iii 000101 nnnnn ddddd",
        "ssra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, With = "size=0, left=false, signed=true, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 001iiii 000101 nnnnn ddddd",
        "ssra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, With = "size=1, left=false, signed=true, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q0011110 01iiiii 000101 nnnnn ddddd",
        "ssra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, With = "size=2, left=false, signed=true, accumulate=true")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_simd", "010011110 1iiiiii 000101 nnnnn ddddd",
        "ssra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=true, accumulate=true, q=1")]
    [Instruction("ssra_advsimd_aarch64_instrs_vector_shift_right_sisd", "010111110 1iiiiii 000101 nnnnn ddddd",
        "ssra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=true, accumulate=true, q=0")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 0001iii 000101 nnnnn ddddd",
        "usra {d:vb.q}, {n:vb.q}, #{i:from.8}", TimingClass.Vector, With = "size=0, left=false, signed=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 001iiii 000101 nnnnn ddddd",
        "usra {d:vh.q}, {n:vh.q}, #{i:from.16}", TimingClass.Vector, With = "size=1, left=false, signed=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "0q1011110 01iiiii 000101 nnnnn ddddd",
        "usra {d:vs.q}, {n:vs.q}, #{i:from.32}", TimingClass.Vector, With = "size=2, left=false, signed=false, accumulate=true")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_simd", "011011110 1iiiiii 000101 nnnnn ddddd",
        "usra {d:2d}, {n:2d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=false, accumulate=true, q=1")]
    [Instruction("usra_advsimd_aarch64_instrs_vector_shift_right_sisd", "011111110 1iiiiii 000101 nnnnn ddddd",
        "usra {d:d}, {n:d}, #{i:from.64}", TimingClass.Vector, With = "size=3, left=false, signed=false, accumulate=true, q=0")]
    internal static void ShiftByImmediate(Cpu cpu, uint q, uint i, uint n, uint d, int size, bool left, bool signed, bool accumulate)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        // Left shifts encode the amount, right shifts the lane's width minus the amount.
        int bits = 8 << size;
        int amount = left ? (int)i : bits - (int)i;
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = cpu.V(d);
        for (int lane = 0; lane < 16 >> size; lane++)
        {
            long value = VectorLanes.Get(source, lane, size, signed);
            ulong shifted = left ? (ulong)value << amount
                : signed ? (ulong)(value >> Math.Min(amount, 63))
                : amount == 64 ? 0 : (ulong)value >> amount;
            VectorLanes.Set(ref result, lane, size, accumulate ? (ulong)VectorLanes.Get(result, lane, size, false) + shifted : shifted);
        }

        VectorLanes.Write(cpu, d, q, result);
    }

    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 0001iii 101001 nnnnn ddddd",
        "sshll{q:two} {d:8h}, {n:vb.q}, #{i}", TimingClass.Vector, With = "size=0, signed=true")]
    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 001iiii 101001 nnnnn ddddd",
        "sshll{q:two} {d:4s}, {n:vh.q}, #{i}", TimingClass.Vector, With = "size=1, signed=true")]
    [Instruction("sshll_advsimd_aarch64_instrs_vector_shift_left_long", "0q0011110 01iiiii 101001 nnnnn ddddd",
        "sshll{q:two} {d:2d}, {n:vs.q}, #{i}", TimingClass.Vector, With = "size=2, signed=true")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 0001iii 101001 nnnnn ddddd",
        "ushll{q:two} {d:8h}, {n:vb.q}, #{i}", TimingClass.Vector, With = "size=0, signed=false")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 001iiii 101001 nnnnn ddddd",
        "ushll{q:two} {d:4s}, {n:vh.q}, #{i}", TimingClass.Vector, With = "size=1, signed=false")]
    [Instruction("ushll_advsimd_aarch64_instrs_vector_shift_left_long", "0q1011110 01iiiii 101001 nnnnn ddddd",
        "ushll{q:two} {d:2d}, {n:vs.q}, #{i}", TimingClass.Vector, With = "size=2, signed=false")]
    [Alias("sshll{q:two} {d:8h}", "sxtl{q:two} {d:8h}, {n:vb.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:8h}", "uxtl{q:two} {d:8h}, {n:vb.q}", When = "i=0", AssembleOnly = true)]
    [Alias("sshll{q:two} {d:4s}", "sxtl{q:two} {d:4s}, {n:vh.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:4s}", "uxtl{q:two} {d:4s}, {n:vh.q}", When = "i=0", AssembleOnly = true)]
    [Alias("sshll{q:two} {d:2d}", "sxtl{q:two} {d:2d}, {n:vs.q}", When = "i=0", AssembleOnly = true)]
    [Alias("ushll{q:two} {d:2d}", "uxtl{q:two} {d:2d}, {n:vs.q}", When = "i=0", AssembleOnly = true)]
    internal static void ShiftLeftLong(Cpu cpu, uint q, uint i, uint n, uint d, int size, bool signed)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        int lanes = 8 >> size;
        for (int lane = 0; lane < lanes; lane++)
        {
            VectorLanes.Set(ref result, lane, size + 1, (ulong)VectorLanes.Get(source, lane + ((int)q * lanes), size, signed) << (int)i);
        }

        cpu.V(d) = result;
    }

    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 0001iii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vb.q}, {n:8h}, #{i:from.8}", TimingClass.Vector, With = "size=0")]
    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 001iiii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vh.q}, {n:4s}, #{i:from.16}", TimingClass.Vector, With = "size=1")]
    [Instruction("shrn_advsimd_aarch64_instrs_vector_shift_right_narrow_logical", "0q0011110 01iiiii 100001 nnnnn ddddd",
        "shrn{q:two} {d:vs.q}, {n:2d}, #{i:from.32}", TimingClass.Vector, With = "size=2")]
    internal static void ShiftRightNarrow(Cpu cpu, uint q, uint i, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Narrow(cpu, q, n, d, size, (8 << size) - (int)i);
        }
    }

    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 00 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vb.q}, {n:8h}", TimingClass.Vector, With = "size=0")]
    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 01 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vh.q}, {n:4s}", TimingClass.Vector, With = "size=1")]
    [Instruction("xtn_advsimd_aarch64_instrs_vector_arithmetic_unary_extract_nosat", "0q001110 10 100001001010 nnnnn ddddd",
        "xtn{q:two} {d:vs.q}, {n:2d}", TimingClass.Vector, With = "size=2")]
    internal static void ExtractNarrow(Cpu cpu, uint q, uint n, uint d, int size)
    {
        if (cpu.CheckFloatingPointEnabled())
        {
            Narrow(cpu, q, n, d, size, 0);
        }
    }

    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 00 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 01 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("saddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 10 1 mmmmm 000000 nnnnn ddddd",
        "saddl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 00 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 01 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("uaddl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 10 1 mmmmm 000000 nnnnn ddddd",
        "uaddl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 00 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Subtract, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 01 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Subtract, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("ssubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q001110 10 1 mmmmm 001000 nnnnn ddddd",
        "ssubl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Subtract, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 00 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Subtract, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 01 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Subtract, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("usubl_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_long", "0q101110 10 1 mmmmm 001000 nnnnn ddddd",
        "usubl{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Subtract, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 00 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 01 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("saddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 10 1 mmmmm 000100 nnnnn ddddd",
        "saddw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 00 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Add, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 01 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Add, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("uaddw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 10 1 mmmmm 000100 nnnnn ddddd",
        "uaddw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Add, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 00 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Subtract, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 01 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Subtract, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("ssubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q001110 10 1 mmmmm 001100 nnnnn ddddd",
        "ssubw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Subtract, signed=true, wideFirst=true, accumulate=false")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 00 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:8h}, {n:8h}, {m:vb.q}", TimingClass.Vector, With = "size=0, operation=VectorOperation.Subtract, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 01 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:4s}, {n:4s}, {m:vh.q}", TimingClass.Vector, With = "size=1, operation=VectorOperation.Subtract, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("usubw_advsimd_aarch64_instrs_vector_arithmetic_binary_disparate_add_sub_wide", "0q101110 10 1 mmmmm 001100 nnnnn ddddd",
        "usubw{q:two} {d:2d}, {n:2d}, {m:vs.q}", TimingClass.Vector, With = "size=2, operation=VectorOperation.Subtract, signed=false, wideFirst=true, accumulate=false")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 00 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 01 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("smull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q001110 10 1 mmmmm 110000 nnnnn ddddd",
        "smull{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=false")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 00 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 01 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("umull_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_product", "0q101110 10 1 mmmmm 110000 nnnnn ddddd",
        "umull{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=false")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 00 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=true")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 01 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=true")]
    [Instruction("smlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q001110 10 1 mmmmm 100000 nnnnn ddddd",
        "smlal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Multiply, signed=true, wideFirst=false, accumulate=true")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 00 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:8h}, {n:vb.q}, {m:vb.q}", TimingClass.VectorMultiply, With = "size=0, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=true")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 01 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:4s}, {n:vh.q}, {m:vh.q}", TimingClass.VectorMultiply, With = "size=1, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=true")]
    [Instruction("umlal_advsimd_vec_aarch64_instrs_vector_arithmetic_binary_disparate_mul_accum", "0q101110 10 1 mmmmm 100000 nnnnn ddddd",
        "umlal{q:two} {d:2d}, {n:vs.q}, {m:vs.q}", TimingClass.VectorMultiply, With = "size=2, operation=VectorOperation.Multiply, signed=false, wideFirst=false, accumulate=true")]
    internal static void Widening(Cpu cpu, uint q, uint m, uint n, uint d, int size, VectorOperation operation, bool signed, bool wideFirst, bool accumulate)
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> left = cpu.V(n);
        Vector128<ulong> right = cpu.V(m);
        Vector128<ulong> result = cpu.V(d);
        int lanes = 8 >> size;
        int first = (int)q * lanes;
        for (int lane = 0; lane < lanes; lane++)
        {
            long a = wideFirst ? VectorLanes.Get(left, lane, size + 1, signed) : VectorLanes.Get(left, lane + first, size, signed);
            long b = VectorLanes.Get(right, lane + first, size, signed);
            long value = operation switch
            {
                VectorOperation.Add => a + b,
                VectorOperation.Subtract => a - b,
                _ => a * b,
            };
            VectorLanes.Set(ref result, lane, size + 1, (ulong)(accumulate ? VectorLanes.Get(result, lane, size + 1, false) + value : value));
        }

        cpu.V(d) = result;
    }

    // Halves the width of the lanes; the "2" forms (q = 1) write the upper half and keep the lower.
    private static void Narrow(Cpu cpu, uint q, uint n, uint d, int size, int shift)
    {
        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> result = q != 0 ? cpu.V(d) : Vector128<ulong>.Zero;
        int lanes = 8 >> size;
        for (int lane = 0; lane < lanes; lane++)
        {
            VectorLanes.Set(ref result, lane + ((int)q * lanes), size, (ulong)VectorLanes.Get(source, lane, size + 1, false) >> shift);
        }

        cpu.V(d) = result;
    }
}
