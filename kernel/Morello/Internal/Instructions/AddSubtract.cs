namespace FlexCap.Morello.Internal.Instructions;

/// <summary>ADD, SUB, ADC, SBC and their flag-setting forms.</summary>
internal static class AddSubtract
{
    [Instruction("add_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f00100010 h iiiiiiiiiiii nnnnn ddddd",
        "add {d:rsp.f}, {n:rsp.f}, #{h,i:addimm}", TimingClass.Integer, With = "subtract=false", Split = "fh")]
    [Instruction("sub_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f10100010 h iiiiiiiiiiii nnnnn ddddd",
        "sub {d:rsp.f}, {n:rsp.f}, #{h,i:addimm}", TimingClass.Integer, With = "subtract=true", Split = "fh")]
    [Alias("add {d:rsp.f}, {n:rsp.f}, #{h,i:addimm}", "mov {d:rsp.f}, {n:rsp.f}", When = "h=0 i=0 d=31|n=31")]
    [Alias("add {d:rsp.f}, {n:rsp.f}, #{h,i:addimm}", "sub {d:rsp.f}, {n:rsp.f}, #{h,i:addimmneg}", AssembleOnly = true)]
    [Alias("sub {d:rsp.f}, {n:rsp.f}, #{h,i:addimm}", "add {d:rsp.f}, {n:rsp.f}, #{h,i:addimmneg}", AssembleOnly = true)]
    internal static void Immediate(Cpu cpu, uint f, uint h, ulong i, uint n, uint d, bool subtract)
    {
        ulong operand = h != 0 ? i << 12 : i;
        ulong result = subtract ? cpu.XSp(n) - operand : cpu.XSp(n) + operand;
        cpu.SetXSp(d, f != 0 ? result : (uint)result);
    }

    [Instruction("adds_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f01100010 h iiiiiiiiiiii nnnnn ddddd",
        "adds {d:r.f}, {n:rsp.f}, #{h,i:addimm}", TimingClass.Integer, With = "subtract=false", Split = "fh")]
    [Instruction("subs_addsub_imm_aarch64_instrs_integer_arithmetic_add_sub_immediate", "f11100010 h iiiiiiiiiiii nnnnn ddddd",
        "subs {d:r.f}, {n:rsp.f}, #{h,i:addimm}", TimingClass.Integer, With = "subtract=true", Split = "fh")]
    [Alias("subs {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "cmp {n:rsp.f}, #{h,i:addimm}", When = "d=31")]
    [Alias("adds {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "cmn {n:rsp.f}, #{h,i:addimm}", When = "d=31")]
    [Alias("adds {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "subs {d:r.f}, {n:rsp.f}, #{h,i:addimmneg}", AssembleOnly = true)]
    [Alias("subs {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "adds {d:r.f}, {n:rsp.f}, #{h,i:addimmneg}", AssembleOnly = true)]
    [Alias("subs {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "cmn {n:rsp.f}, #{h,i:addimmneg}", When = "d=31", AssembleOnly = true)]
    [Alias("adds {d:r.f}, {n:rsp.f}, #{h,i:addimm}", "cmp {n:rsp.f}, #{h,i:addimmneg}", When = "d=31", AssembleOnly = true)]
    internal static void ImmediateSettingFlags(Cpu cpu, uint f, uint h, ulong i, uint n, uint d, bool subtract)
    {
        ulong operand = h != 0 ? i << 12 : i;
        cpu.SetX(d, Flags.Add(cpu, f, cpu.XSp(n), subtract ? ~operand : operand, subtract ? 1u : 0u));
    }

    [Instruction("add_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f00 01011 000 mmmmm iiiiii nnnnn ddddd",
        "add {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsl, subtract=false", Split = "f")]
    [Instruction("add_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f00 01011 010 mmmmm iiiiii nnnnn ddddd",
        "add {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsr, subtract=false", Split = "f")]
    [Instruction("add_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f00 01011 100 mmmmm iiiiii nnnnn ddddd",
        "add {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Asr, subtract=false", Split = "f")]
    [Instruction("sub_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f10 01011 000 mmmmm iiiiii nnnnn ddddd",
        "sub {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsl, subtract=true", Split = "f")]
    [Instruction("sub_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f10 01011 010 mmmmm iiiiii nnnnn ddddd",
        "sub {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsr, subtract=true", Split = "f")]
    [Instruction("sub_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f10 01011 100 mmmmm iiiiii nnnnn ddddd",
        "sub {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Asr, subtract=true", Split = "f")]
    [Alias("sub {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "neg {d:r.f}, {m:r.f}{23-22,i:shift.f}", When = "n=31")]
    internal static void Shifted(Cpu cpu, uint f, uint m, uint i, uint n, uint d, Shift shift, bool subtract)
    {
        if (f == 0 && i > 31)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong operand = Shifter.Apply(shift, f, cpu.X(m), i);
        ulong result = subtract ? cpu.X(n) - operand : cpu.X(n) + operand;
        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("adds_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f01 01011 000 mmmmm iiiiii nnnnn ddddd",
        "adds {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsl, subtract=false", Split = "f")]
    [Instruction("adds_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f01 01011 010 mmmmm iiiiii nnnnn ddddd",
        "adds {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsr, subtract=false", Split = "f")]
    [Instruction("adds_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f01 01011 100 mmmmm iiiiii nnnnn ddddd",
        "adds {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Asr, subtract=false", Split = "f")]
    [Instruction("subs_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f11 01011 000 mmmmm iiiiii nnnnn ddddd",
        "subs {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsl, subtract=true", Split = "f")]
    [Instruction("subs_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f11 01011 010 mmmmm iiiiii nnnnn ddddd",
        "subs {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Lsr, subtract=true", Split = "f")]
    [Instruction("subs_addsub_shift_aarch64_instrs_integer_arithmetic_add_sub_shiftedreg", "f11 01011 100 mmmmm iiiiii nnnnn ddddd",
        "subs {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", TimingClass.Integer, With = "shift=Shift.Asr, subtract=true", Split = "f")]
    [Alias("subs {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "cmp {n:r.f}, {m:r.f}{23-22,i:shift.f}", When = "d=31")]
    [Alias("subs {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "negs {d:r.f}, {m:r.f}{23-22,i:shift.f}", When = "n=31")]
    [Alias("adds {d:r.f}, {n:r.f}, {m:r.f}{23-22,i:shift.f}", "cmn {n:r.f}, {m:r.f}{23-22,i:shift.f}", When = "d=31")]
    internal static void ShiftedSettingFlags(Cpu cpu, uint f, uint m, uint i, uint n, uint d, Shift shift, bool subtract)
    {
        if (f == 0 && i > 31)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong operand = Shifter.Apply(shift, f, cpu.X(m), i);
        cpu.SetX(d, Flags.Add(cpu, f, cpu.X(n), subtract ? ~operand : operand, subtract ? 1u : 0u));
    }

    [Instruction("add_addsub_ext_aarch64_instrs_integer_arithmetic_add_sub_extendedreg", "f00 01011001 mmmmm eee iii nnnnn ddddd",
        "add {d:rsp.f}, {n:rsp.f}, {m,e,i:extended.f}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("sub_addsub_ext_aarch64_instrs_integer_arithmetic_add_sub_extendedreg", "f10 01011001 mmmmm eee iii nnnnn ddddd",
        "sub {d:rsp.f}, {n:rsp.f}, {m,e,i:extended.f}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    internal static void Extended(Cpu cpu, uint f, uint m, uint e, uint i, uint n, uint d, bool subtract)
    {
        if (i > 4)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong operand = Shifter.Extend(e, cpu.X(m)) << (int)i;
        ulong result = subtract ? cpu.XSp(n) - operand : cpu.XSp(n) + operand;
        cpu.SetXSp(d, f != 0 ? result : (uint)result);
    }

    [Instruction("adds_addsub_ext_aarch64_instrs_integer_arithmetic_add_sub_extendedreg", "f01 01011001 mmmmm eee iii nnnnn ddddd",
        "adds {d:r.f}, {n:rsp.f}, {m,e,i:extended.f}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("subs_addsub_ext_aarch64_instrs_integer_arithmetic_add_sub_extendedreg", "f11 01011001 mmmmm eee iii nnnnn ddddd",
        "subs {d:r.f}, {n:rsp.f}, {m,e,i:extended.f}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    [Alias("subs {d:r.f}, {n:rsp.f}, {m,e,i:extended.f}", "cmp {n:rsp.f}, {m,e,i:extended.f}", When = "d=31")]
    [Alias("adds {d:r.f}, {n:rsp.f}, {m,e,i:extended.f}", "cmn {n:rsp.f}, {m,e,i:extended.f}", When = "d=31")]
    internal static void ExtendedSettingFlags(Cpu cpu, uint f, uint m, uint e, uint i, uint n, uint d, bool subtract)
    {
        if (i > 4)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong operand = Shifter.Extend(e, cpu.X(m)) << (int)i;
        cpu.SetX(d, Flags.Add(cpu, f, cpu.XSp(n), subtract ? ~operand : operand, subtract ? 1u : 0u));
    }

    [Instruction("adc_aarch64_instrs_integer_arithmetic_add_sub_carry", "f00 11010000 mmmmm 000000 nnnnn ddddd",
        "adc {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("sbc_aarch64_instrs_integer_arithmetic_add_sub_carry", "f10 11010000 mmmmm 000000 nnnnn ddddd",
        "sbc {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    [Alias("sbc", "ngc {d:r.f}, {m:r.f}", When = "n=31")]
    internal static void WithCarry(Cpu cpu, uint f, uint m, uint n, uint d, bool subtract)
    {
        ulong result = cpu.X(n) + (subtract ? ~cpu.X(m) : cpu.X(m)) + Flags.Carry(cpu);
        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("adcs_aarch64_instrs_integer_arithmetic_add_sub_carry", "f01 11010000 mmmmm 000000 nnnnn ddddd",
        "adcs {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("sbcs_aarch64_instrs_integer_arithmetic_add_sub_carry", "f11 11010000 mmmmm 000000 nnnnn ddddd",
        "sbcs {d:r.f}, {n:r.f}, {m:r.f}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    [Alias("sbcs", "ngcs {d:r.f}, {m:r.f}", When = "n=31")]
    internal static void WithCarrySettingFlags(Cpu cpu, uint f, uint m, uint n, uint d, bool subtract) =>
        cpu.SetX(d, Flags.Add(cpu, f, cpu.X(n), subtract ? ~cpu.X(m) : cpu.X(m), Flags.Carry(cpu)));
}
