namespace FlexCap.Morello.Internal.Instructions;

/// <summary>CSEL and its relatives, CCMP and CCMN.</summary>
internal static class Conditional
{
    [Instruction("csel_aarch64_instrs_integer_conditional_select", "f00 11010100 mmmmm cccc 00 nnnnn ddddd",
        "csel {d:r.f}, {n:r.f}, {m:r.f}, {c:cond}", TimingClass.Integer, With = "invert=false, increment=false", Split = "f")]
    [Instruction("csinc_aarch64_instrs_integer_conditional_select", "f00 11010100 mmmmm cccc 01 nnnnn ddddd",
        "csinc {d:r.f}, {n:r.f}, {m:r.f}, {c:cond}", TimingClass.Integer, With = "invert=false, increment=true", Split = "f")]
    [Instruction("csinv_aarch64_instrs_integer_conditional_select", "f10 11010100 mmmmm cccc 00 nnnnn ddddd",
        "csinv {d:r.f}, {n:r.f}, {m:r.f}, {c:cond}", TimingClass.Integer, With = "invert=true, increment=false", Split = "f")]
    [Instruction("csneg_aarch64_instrs_integer_conditional_select", "f10 11010100 mmmmm cccc 01 nnnnn ddddd",
        "csneg {d:r.f}, {n:r.f}, {m:r.f}, {c:cond}", TimingClass.Integer, With = "invert=true, increment=true", Split = "f")]
    [Alias("csinc", "cset {d:r.f}, {c:invcond}", When = "n=31 m=31")]
    [Alias("csinc", "cinc {d:r.f}, {n:r.f}, {c:invcond}", When = "n=m")]
    [Alias("csinv", "csetm {d:r.f}, {c:invcond}", When = "n=31 m=31")]
    [Alias("csinv", "cinv {d:r.f}, {n:r.f}, {c:invcond}", When = "n=m")]
    [Alias("csneg", "cneg {d:r.f}, {n:r.f}, {c:invcond}", When = "n=m")]
    internal static void Select(Cpu cpu, uint f, uint m, uint c, uint n, uint d, bool invert, bool increment)
    {
        ulong result;
        if (Flags.Holds(cpu, c))
        {
            result = cpu.X(n);
        }
        else
        {
            result = invert ? ~cpu.X(m) : cpu.X(m);
            result += increment ? 1UL : 0;
        }

        cpu.SetX(d, f != 0 ? result : (uint)result);
    }

    [Instruction("ccmn_reg_aarch64_instrs_integer_conditional_compare_register", "f01 11010010 mmmmm cccc 00 nnnnn 0 vvvv",
        "ccmn {n:r.f}, {m:r.f}, #{v}, {c:cond}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("ccmp_reg_aarch64_instrs_integer_conditional_compare_register", "f11 11010010 mmmmm cccc 00 nnnnn 0 vvvv",
        "ccmp {n:r.f}, {m:r.f}, #{v}, {c:cond}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    internal static void CompareRegister(Cpu cpu, uint f, uint m, uint c, uint n, uint v, bool subtract) =>
        Compare(cpu, f, cpu.X(m), c, n, v, subtract);

    [Instruction("ccmn_imm_aarch64_instrs_integer_conditional_compare_immediate", "f01 11010010 iiiii cccc 10 nnnnn 0 vvvv",
        "ccmn {n:r.f}, #{i}, #{v}, {c:cond}", TimingClass.Integer, With = "subtract=false", Split = "f")]
    [Instruction("ccmp_imm_aarch64_instrs_integer_conditional_compare_immediate", "f11 11010010 iiiii cccc 10 nnnnn 0 vvvv",
        "ccmp {n:r.f}, #{i}, #{v}, {c:cond}", TimingClass.Integer, With = "subtract=true", Split = "f")]
    internal static void CompareImmediate(Cpu cpu, uint f, ulong i, uint c, uint n, uint v, bool subtract) =>
        Compare(cpu, f, i, c, n, v, subtract);

    private static void Compare(Cpu cpu, uint f, ulong operand, uint c, uint n, uint v, bool subtract)
    {
        if (Flags.Holds(cpu, c))
        {
            Flags.Add(cpu, f, cpu.X(n), subtract ? ~operand : operand, subtract ? 1u : 0u);
        }
        else
        {
            cpu.Nzcv = v << 28;
        }
    }
}
