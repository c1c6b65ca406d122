using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Shifts by the lanes of a register: to the left if positive, to the right if negative.</summary>
internal static class VectorShiftRegister
{
    [Instruction("sshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 00 1 mmmmm 010001 nnnnn ddddd",
        "sshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte", With = "rounding=false, saturating=false")]
    [Instruction("sshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 01 1 mmmmm 010001 nnnnn ddddd",
        "sshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short", With = "rounding=false, saturating=false")]
    [Instruction("sshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 10 1 mmmmm 010001 nnnnn ddddd",
        "sshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int", With = "rounding=false, saturating=false")]
    [Instruction("sshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01001110 11 1 mmmmm 010001 nnnnn ddddd",
        "sshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long", With = "q=1, rounding=false, saturating=false")]
    [Instruction("sshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 11 1 mmmmm 010001 nnnnn ddddd",
        "sshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=false, saturating=false")]
    [Instruction("ushl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 00 1 mmmmm 010001 nnnnn ddddd",
        "ushl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte", With = "rounding=false, saturating=false")]
    [Instruction("ushl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 01 1 mmmmm 010001 nnnnn ddddd",
        "ushl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort", With = "rounding=false, saturating=false")]
    [Instruction("ushl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 10 1 mmmmm 010001 nnnnn ddddd",
        "ushl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint", With = "rounding=false, saturating=false")]
    [Instruction("ushl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01101110 11 1 mmmmm 010001 nnnnn ddddd",
        "ushl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=false, saturating=false")]
    [Instruction("ushl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 11 1 mmmmm 010001 nnnnn ddddd",
        "ushl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=false, saturating=false")]
    [Instruction("srshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 00 1 mmmmm 010101 nnnnn ddddd",
        "srshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte", With = "rounding=true, saturating=false")]
    [Instruction("srshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 01 1 mmmmm 010101 nnnnn ddddd",
        "srshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short", With = "rounding=true, saturating=false")]
    [Instruction("srshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 10 1 mmmmm 010101 nnnnn ddddd",
        "srshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int", With = "rounding=true, saturating=false")]
    [Instruction("srshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01001110 11 1 mmmmm 010101 nnnnn ddddd",
        "srshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long", With = "q=1, rounding=true, saturating=false")]
    [Instruction("srshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 11 1 mmmmm 010101 nnnnn ddddd",
        "srshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=true, saturating=false")]
    [Instruction("urshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 00 1 mmmmm 010101 nnnnn ddddd",
        "urshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte", With = "rounding=true, saturating=false")]
    [Instruction("urshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 01 1 mmmmm 010101 nnnnn ddddd",
        "urshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort", With = "rounding=true, saturating=false")]
    [Instruction("urshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 10 1 mmmmm 010101 nnnnn ddddd",
        "urshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint", With = "rounding=true, saturating=false")]
    [Instruction("urshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01101110 11 1 mmmmm 010101 nnnnn ddddd",
        "urshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=true, saturating=false")]
    [Instruction("urshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 11 1 mmmmm 010101 nnnnn ddddd",
        "urshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=true, saturating=false")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 00 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte", With = "rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 01 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short", With = "rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 10 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int", With = "rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01001110 11 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long", With = "q=1, rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 00 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "sbyte", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 01 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "short", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 10 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "int", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("sqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 11 1 mmmmm 010011 nnnnn ddddd",
        "sqshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 00 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte", With = "rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 01 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort", With = "rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 10 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint", With = "rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01101110 11 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 00 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "byte", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 01 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "ushort", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 10 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "uint", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("uqshl_advsimd_reg_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 11 1 mmmmm 010011 nnnnn ddddd",
        "uqshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=false, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 00 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "sbyte", With = "rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 01 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "short", With = "rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q001110 10 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "int", With = "rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01001110 11 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "long", With = "q=1, rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 00 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "sbyte", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 01 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "short", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 10 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "int", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("sqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01011110 11 1 mmmmm 010111 nnnnn ddddd",
        "sqrshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "long", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 00 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:vb.q}, {n:vb.q}, {m:vb.q}", TimingClass.Vector, Types = "byte", With = "rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 01 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:vh.q}, {n:vh.q}, {m:vh.q}", TimingClass.Vector, Types = "ushort", With = "rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "0q101110 10 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:vs.q}, {n:vs.q}, {m:vs.q}", TimingClass.Vector, Types = "uint", With = "rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_simd", "01101110 11 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:2d}, {n:2d}, {m:2d}", TimingClass.Vector, Types = "ulong", With = "q=1, rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 00 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:b}, {n:b}, {m:b}", TimingClass.Vector, Types = "byte", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 01 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:h}, {n:h}, {m:h}", TimingClass.Vector, Types = "ushort", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 10 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:s}, {n:s}, {m:s}", TimingClass.Vector, Types = "uint", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    [Instruction("uqrshl_advsimd_aarch64_instrs_vector_arithmetic_binary_uniform_shift_sisd", "01111110 11 1 mmmmm 010111 nnnnn ddddd",
        "uqrshl {d:d}, {n:d}, {m:d}", TimingClass.Vector, Types = "ulong", With = "q=Lane.Scalar, rounding=true, saturating=true")]
    internal static void Shift<T>(Cpu cpu, uint q, uint m, uint n, uint d, bool rounding, bool saturating)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (!cpu.CheckFloatingPointEnabled())
        {
            return;
        }

        Vector128<ulong> source = cpu.V(n);
        Vector128<ulong> amounts = cpu.V(m);
        Vector128<ulong> result = Vector128<ulong>.Zero;
        for (int lane = 0; lane < Lane.Count<T>(q); lane++)
        {
            // Only the low byte of a lane counts.
            int amount = Lane.Of<sbyte>(ref amounts, lane * Unsafe.SizeOf<T>());
            Int128 shifted = ShiftOne(Int128.CreateTruncating(Lane.Of<T>(ref source, lane)), amount, rounding);
            Lane.Of<T>(ref result, lane) = saturating ? Lane.Saturate<T>(cpu, shifted) : T.CreateTruncating(shifted);
        }

        cpu.V(d) = result;
    }

    // Beyond 65 places nothing but the sign is left on the way right. To the left all bits have gone after 64, and what is left of a
    // number saturates as its 65-fold shift does, which still fits in 128 bits.
    private static Int128 ShiftOne(Int128 value, int amount, bool rounding)
    {
        if (amount >= 0)
        {
            return amount < 64 ? value << amount
                : value == 0 ? 0
                : Int128.IsNegative(value) ? Int128.MinValue : Int128.One << 126;
        }

        int right = Math.Min(-amount, 66);
        return (value + (rounding ? Int128.One << (right - 1) : 0)) >> right;
    }
}
