using System.Buffers.Binary;
using System.Numerics;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Variable shifts, bit and byte reversal, counting, CRC32.</summary>
internal static class BitManipulation
{
    [Instruction("lslv_aarch64_instrs_integer_shift_variable", "f0011010110 mmmmm 001000 nnnnn ddddd",
        "lsl {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "shift=Shift.Lsl", Split = "f")]
    [Instruction("lsrv_aarch64_instrs_integer_shift_variable", "f0011010110 mmmmm 001001 nnnnn ddddd",
        "lsr {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "shift=Shift.Lsr", Split = "f")]
    [Instruction("asrv_aarch64_instrs_integer_shift_variable", "f0011010110 mmmmm 001010 nnnnn ddddd",
        "asr {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "shift=Shift.Asr", Split = "f")]
    [Instruction("rorv_aarch64_instrs_integer_shift_variable", "f0011010110 mmmmm 001011 nnnnn ddddd",
        "ror {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "shift=Shift.Ror", Split = "f")]
    [Alias("lsl", "lslv *", AssembleOnly = true)]
    [Alias("lsr", "lsrv *", AssembleOnly = true)]
    [Alias("asr", "asrv *", AssembleOnly = true)]
    [Alias("ror", "rorv *", AssembleOnly = true)]
    internal static void ShiftVariable(Cpu cpu, uint f, uint m, uint n, uint d, Shift shift)
    {
        ulong result = Shifter.Apply(shift, f, cpu.X(n), (uint)cpu.X(m) & (f != 0 ? 63u : 31u));
        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("rbit_int_aarch64_instrs_integer_arithmetic_rbit", "f101101011000000000000 nnnnn ddddd",
        "rbit {d:r.f}, {n:r.f}", TimingClass.Integer, Split = "f")]
    internal static void ReverseBits(Cpu cpu, uint f, uint n, uint d) =>
        cpu.SetX(d, f != 0 ? BitReversal.Reverse(cpu.X(n)) : BitReversal.Reverse(cpu.X(n)) >> 32);

    [Instruction("rev16_int_aarch64_instrs_integer_arithmetic_rev", "f101101011000000000001 nnnnn ddddd",
        "rev16 {d:r.f}, {n:r.f}", TimingClass.Integer, Split = "f")]
    internal static void ReverseIn16(Cpu cpu, uint f, uint n, uint d) =>
        cpu.SetX(d, BitReversal.SwapBytesIn16(f != 0 ? cpu.X(n) : cpu.W(n)));

    [Instruction("rev_aarch64_instrs_integer_arithmetic_rev", "0101101011000000000010 nnnnn ddddd",
        "rev {d:w}, {n:w}", TimingClass.Integer)]
    internal static void Reverse32(Cpu cpu, uint n, uint d) => cpu.SetX(d, BinaryPrimitives.ReverseEndianness(cpu.W(n)));

    [Instruction("rev32_int_aarch64_instrs_integer_arithmetic_rev", "1101101011000000000010 nnnnn ddddd",
        "rev32 {d:x}, {n:x}", TimingClass.Integer)]
    internal static void ReverseIn32(Cpu cpu, uint n, uint d) =>
        cpu.SetX(d, BitOperations.RotateLeft(BinaryPrimitives.ReverseEndianness(cpu.X(n)), 32));

    [Instruction("rev_aarch64_instrs_integer_arithmetic_rev", "1101101011000000000011 nnnnn ddddd",
        "rev {d:x}, {n:x}", TimingClass.Integer)]
    [Alias("rev {d:x}", "rev64 *", AssembleOnly = true)]
    internal static void Reverse64(Cpu cpu, uint n, uint d) => cpu.SetX(d, BinaryPrimitives.ReverseEndianness(cpu.X(n)));

    [Instruction("clz_int_aarch64_instrs_integer_arithmetic_cnt", "f101101011000000000100 nnnnn ddddd",
        "clz {d:r.f}, {n:r.f}", TimingClass.Integer, Split = "f")]
    internal static void CountLeadingZeros(Cpu cpu, uint f, uint n, uint d) =>
        cpu.SetX(d, f != 0 ? (uint)BitOperations.LeadingZeroCount(cpu.X(n)) : (uint)BitOperations.LeadingZeroCount(cpu.W(n)));

    [Instruction("cls_int_aarch64_instrs_integer_arithmetic_cnt", "f101101011000000000101 nnnnn ddddd",
        "cls {d:r.f}, {n:r.f}", TimingClass.Integer, Split = "f")]
    internal static void CountLeadingSigns(Cpu cpu, uint f, uint n, uint d) =>
        cpu.SetX(d, f != 0
            ? (uint)BitOperations.LeadingZeroCount((cpu.X(n) ^ (cpu.X(n) << 1)) | 1)
            : (uint)BitOperations.LeadingZeroCount((cpu.W(n) ^ (cpu.W(n) << 1)) | 1));

    [Instruction("crc32_aarch64_instrs_integer_crc", "00011010110 mmmmm 010000 nnnnn ddddd",
        "crc32b {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=1, castagnoli=false")]
    [Instruction("crc32_aarch64_instrs_integer_crc", "00011010110 mmmmm 010001 nnnnn ddddd",
        "crc32h {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=2, castagnoli=false")]
    [Instruction("crc32_aarch64_instrs_integer_crc", "00011010110 mmmmm 010010 nnnnn ddddd",
        "crc32w {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=4, castagnoli=false")]
    [Instruction("crc32_aarch64_instrs_integer_crc", "10011010110 mmmmm 010011 nnnnn ddddd",
        "crc32x {d:w}, {n:w}, {m:x}", TimingClass.Integer, With = "bytes=8, castagnoli=false")]
    [Instruction("crc32c_aarch64_instrs_integer_crc", "00011010110 mmmmm 010100 nnnnn ddddd",
        "crc32cb {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=1, castagnoli=true")]
    [Instruction("crc32c_aarch64_instrs_integer_crc", "00011010110 mmmmm 010101 nnnnn ddddd",
        "crc32ch {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=2, castagnoli=true")]
    [Instruction("crc32c_aarch64_instrs_integer_crc", "00011010110 mmmmm 010110 nnnnn ddddd",
        "crc32cw {d:w}, {n:w}, {m:w}", TimingClass.Integer, With = "bytes=4, castagnoli=true")]
    [Instruction("crc32c_aarch64_instrs_integer_crc", "10011010110 mmmmm 010111 nnnnn ddddd",
        "crc32cx {d:w}, {n:w}, {m:x}", TimingClass.Integer, With = "bytes=8, castagnoli=true")]
    internal static void Crc(Cpu cpu, uint m, uint n, uint d, int bytes, bool castagnoli) =>
        cpu.SetX(d, Crc32.Update(cpu.W(n), cpu.X(m), bytes, castagnoli));
}
