namespace FlexCap.Morello.Internal.Instructions;

/// <summary>MRS, MSR, SYS, SYSL.</summary>
internal static class SystemInstructions
{
    [Instruction("msr_imm_aarch64_instrs_system_register_cpsr", "1101010100000 ooo 0100 iiii ppp 11111",
        "msr {o,p:pstate}, #{i}", TimingClass.System)]
    internal static void MsrImmediate(Cpu cpu, uint o, uint i, uint p) => cpu.TryWriteStateField(o, p, i);

    [Instruction("mrs_aarch64_instrs_system_register_system", "11010101001 1 h ooo nnnn mmmm ppp ttttt",
        "mrs {t:x}, {19-5:mrs}", TimingClass.System)]
    internal static void Mrs(Cpu cpu, uint h, uint o, uint n, uint m, uint p, uint t)
    {
        if (cpu.TryReadSystemRegister(new SystemEncoding(2 + h, o, n, m, p), t, out ulong value))
        {
            cpu.SetX(t, value);
        }
    }

    [Instruction("msr_reg_aarch64_instrs_system_register_system", "11010101000 1 h ooo nnnn mmmm ppp ttttt",
        "msr {19-5:msr}, {t:x}", TimingClass.System)]
    internal static void Msr(Cpu cpu, uint h, uint o, uint n, uint m, uint p, uint t) =>
        cpu.TryWriteSystemRegister(new SystemEncoding(2 + h, o, n, m, p), t, cpu.X(t));

    [Instruction("sys_aarch64_instrs_system_sysops", "1101010100001 ooo nnnn mmmm ppp ttttt",
        "sys #{o}, {n:cr}, {m:cr}, #{p}{t:optx}", TimingClass.System)]
    [Alias("sys", "ic {18-5,4-0:ic}")]
    [Alias("sys", "dc {18-5,4-0:dc}")]
    [Alias("sys", "at {18-5,4-0:at}")]
    [Alias("sys", "tlbi {18-5,4-0:tlbi}")]
    internal static void Sys<E>(Cpu cpu, uint o, uint n, uint m, uint p, uint t)
        where E : struct, IEngine =>
        cpu.TrySystemInstruction<E>(o, n, m, p, t);

    [Instruction("sysl_aarch64_instrs_system_sysops", "1101010100101 xxx xxxx xxxx xxx xxxxx",
        "sysl {4-0:x}, #{18-16}, {15-12:cr}, {11-8:cr}, #{7-5}", TimingClass.System)]
    internal static void Sysl(Cpu cpu) =>
        // No instruction of this space returns anything: all of it is unallocated.
        cpu.RaiseUndefined();
}
