using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>AND, ORR, EOR, BIC, ORN, EON and their flag-setting forms.</summary>
internal static class Logical
{
    [Instruction("and_log_imm_aarch64_instrs_integer_logical_immediate", "f00100100 iiiiiiiiiiiii nnnnn ddddd",
        "and {d:rsp.f}, {n:r.f}, #{i:bitmask.f}", TimingClass.Integer, With = "operation=Logic.And", Split = "f")]
    [Instruction("orr_log_imm_aarch64_instrs_integer_logical_immediate", "f01100100 iiiiiiiiiiiii nnnnn ddddd",
        "orr {d:rsp.f}, {n:r.f}, #{i:bitmask.f}", TimingClass.Integer, With = "operation=Logic.Or", Split = "f")]
    [Instruction("eor_log_imm_aarch64_instrs_integer_logical_immediate", "f10100100 iiiiiiiiiiiii nnnnn ddddd",
        "eor {d:rsp.f}, {n:r.f}, #{i:bitmask.f}", TimingClass.Integer, With = "operation=Logic.Xor", Split = "f")]
    [Instruction("ands_log_imm_aarch64_instrs_integer_logical_immediate", "f11100100 iiiiiiiiiiiii nnnnn ddddd",
        "ands {d:r.f}, {n:r.f}, #{i:bitmask.f}", TimingClass.Integer, With = "operation=Logic.AndFlags", Split = "f")]
    [Alias("orr {d:rsp.f}, {n:r.f}", "mov {d:rsp.f}, #{i:movmask.f}", When = "n=31")]
    [Alias("ands {d:r.f}, {n:r.f}, #{i:bitmask.f}", "tst {n:r.f}, #{i:bitmask.f}", When = "d=31")]
    [Alias("and {d:rsp.f}, {n:r.f}", "bic {d:rsp.f}, {n:r.f}, #{i:invmask.f}", AssembleOnly = true)]
    [Alias("orr {d:rsp.f}, {n:r.f}", "orn {d:rsp.f}, {n:r.f}, #{i:invmask.f}", AssembleOnly = true)]
    [Alias("eor {d:rsp.f}, {n:r.f}", "eon {d:rsp.f}, {n:r.f}, #{i:invmask.f}", AssembleOnly = true)]
    [Alias("ands {d:r.f}, {n:r.f}, #{i:bitmask.f}", "bics {d:r.f}, {n:r.f}, #{i:invmask.f}", AssembleOnly = true)]
    internal static void Immediate(Cpu cpu, uint f, uint i, uint n, uint d, Logic operation)
    {
        ulong operand = BitMasks.Immediate(i);
        if (operand == 0 || (f == 0 && i > 0xFFF))
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong result = Apply(cpu, operation, f, cpu.X(n), operand);
        if (operation == Logic.AndFlags)
        {
            cpu.SetX(d, result);
        }
        else
        {
            cpu.SetXSp(d, result);
        }
    }

    [Instruction("and_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 000 mmmmm iiiiii nnnnn ddddd",
        "and {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Lsl, invert=false", Split = "f")]
    [Instruction("and_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 010 mmmmm iiiiii nnnnn ddddd",
        "and {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Lsr, invert=false", Split = "f")]
    [Instruction("and_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 100 mmmmm iiiiii nnnnn ddddd",
        "and {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Asr, invert=false", Split = "f")]
    [Instruction("and_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 110 mmmmm iiiiii nnnnn ddddd",
        "and {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Ror, invert=false", Split = "f")]
    [Instruction("bic_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 001 mmmmm iiiiii nnnnn ddddd",
        "bic {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Lsl, invert=true", Split = "f")]
    [Instruction("bic_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 011 mmmmm iiiiii nnnnn ddddd",
        "bic {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Lsr, invert=true", Split = "f")]
    [Instruction("bic_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 101 mmmmm iiiiii nnnnn ddddd",
        "bic {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Asr, invert=true", Split = "f")]
    [Instruction("bic_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f00 01010 111 mmmmm iiiiii nnnnn ddddd",
        "bic {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.And, shift=Shift.Ror, invert=true", Split = "f")]
    [Instruction("orr_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 000 mmmmm iiiiii nnnnn ddddd",
        "orr {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Lsl, invert=false", Split = "f")]
    [Instruction("orr_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 010 mmmmm iiiiii nnnnn ddddd",
        "orr {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Lsr, invert=false", Split = "f")]
    [Instruction("orr_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 100 mmmmm iiiiii nnnnn ddddd",
        "orr {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Asr, invert=false", Split = "f")]
    [Instruction("orr_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 110 mmmmm iiiiii nnnnn ddddd",
        "orr {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Ror, invert=false", Split = "f")]
    [Instruction("orn_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 001 mmmmm iiiiii nnnnn ddddd",
        "orn {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Lsl, invert=true", Split = "f")]
    [Instruction("orn_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 011 mmmmm iiiiii nnnnn ddddd",
        "orn {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Lsr, invert=true", Split = "f")]
    [Instruction("orn_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 101 mmmmm iiiiii nnnnn ddddd",
        "orn {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Asr, invert=true", Split = "f")]
    [Instruction("orn_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f01 01010 111 mmmmm iiiiii nnnnn ddddd",
        "orn {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Or, shift=Shift.Ror, invert=true", Split = "f")]
    [Instruction("eor_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 000 mmmmm iiiiii nnnnn ddddd",
        "eor {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Lsl, invert=false", Split = "f")]
    [Instruction("eor_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 010 mmmmm iiiiii nnnnn ddddd",
        "eor {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Lsr, invert=false", Split = "f")]
    [Instruction("eor_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 100 mmmmm iiiiii nnnnn ddddd",
        "eor {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Asr, invert=false", Split = "f")]
    [Instruction("eor_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 110 mmmmm iiiiii nnnnn ddddd",
        "eor {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Ror, invert=false", Split = "f")]
    [Instruction("eon_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 001 mmmmm iiiiii nnnnn ddddd",
        "eon {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Lsl, invert=true", Split = "f")]
    [Instruction("eon_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 011 mmmmm iiiiii nnnnn ddddd",
        "eon {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Lsr, invert=true", Split = "f")]
    [Instruction("eon_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 101 mmmmm iiiiii nnnnn ddddd",
        "eon {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Asr, invert=true", Split = "f")]
    [Instruction("eon_aarch64_instrs_integer_logical_shiftedreg", "f10 01010 111 mmmmm iiiiii nnnnn ddddd",
        "eon {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.Xor, shift=Shift.Ror, invert=true", Split = "f")]
    [Instruction("ands_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 000 mmmmm iiiiii nnnnn ddddd",
        "ands {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Lsl, invert=false", Split = "f")]
    [Instruction("ands_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 010 mmmmm iiiiii nnnnn ddddd",
        "ands {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Lsr, invert=false", Split = "f")]
    [Instruction("ands_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 100 mmmmm iiiiii nnnnn ddddd",
        "ands {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Asr, invert=false", Split = "f")]
    [Instruction("ands_log_shift_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 110 mmmmm iiiiii nnnnn ddddd",
        "ands {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Ror, invert=false", Split = "f")]
    [Instruction("bics_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 001 mmmmm iiiiii nnnnn ddddd",
        "bics {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Lsl, invert=true", Split = "f")]
    [Instruction("bics_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 011 mmmmm iiiiii nnnnn ddddd",
        "bics {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Lsr, invert=true", Split = "f")]
    [Instruction("bics_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 101 mmmmm iiiiii nnnnn ddddd",
        "bics {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Asr, invert=true", Split = "f")]
    [Instruction("bics_aarch64_instrs_integer_logical_shiftedreg", "f11 01010 111 mmmmm iiiiii nnnnn ddddd",
        "bics {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "operation=Logic.AndFlags, shift=Shift.Ror, invert=true", Split = "f")]
    [Alias("orr {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "mov {d:r.f}, {m:r.f}", When = "n=31 23-22=0 i=0")]
    [Alias("orn {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "mvn {d:r.f}, {m:r.f}{23-22,i:shift.f}", When = "n=31")]
    [Alias("ands {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "tst {n:r.f}, {m:r.f}{23-22,i:shift.f}", When = "d=31")]
    internal static void Shifted(Cpu cpu, uint f, uint m, uint i, uint n, uint d, Logic operation, Shift shift, bool invert)
    {
        if (f == 0 && i > 31)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong operand = Shifter.Apply(shift, f, cpu.X(m), i);
        cpu.SetX(d, Apply(cpu, operation, f, cpu.X(n), invert ? ~operand : operand));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Apply(Cpu cpu, Logic operation, uint f, ulong left, ulong right)
    {
        ulong result = operation switch
        {
            Logic.Or => left | right,
            Logic.Xor => left ^ right,
            _ => left & right,
        };
        if (f == 0)
        {
            result = (uint)result;
        }

        if (operation == Logic.AndFlags)
        {
            Flags.SetLogical(cpu, f, result);
        }

        return result;
    }
}
