namespace FlexCap.Morello.Internal.Instructions;

/// <summary>SVC, HVC, SMC, BRK, HLT, ERET.</summary>
internal static class Exceptions
{
    [Instruction("svc_aarch64_instrs_system_exceptions_runtime_svc", "11010100000 iiiiiiiiiiiiiiii 000 01",
        "svc #{i:hex}", TimingClass.Exception)]
    internal static void Svc(Cpu cpu, uint i) => cpu.RaiseSupervisorCall(i);

    [Instruction("hvc_aarch64_instrs_system_exceptions_runtime_hvc", "11010100000 iiiiiiiiiiiiiiii 000 10",
        "hvc #{i:hex}", TimingClass.Exception)]
    internal static void Hvc(Cpu cpu, uint i) => cpu.RaiseHypervisorCall(i);

    [Instruction("smc_aarch64_instrs_system_exceptions_runtime_smc", "11010100000 iiiiiiiiiiiiiiii 000 11",
        "smc #{i:hex}", TimingClass.Exception)]
    internal static void Smc(Cpu cpu, uint i) => cpu.RaiseSecureMonitorCall(i);

    [Instruction("brk_aarch64_instrs_system_exceptions_debug_breakpoint", "11010100001 iiiiiiiiiiiiiiii 00000",
        "brk #{i:hex}", TimingClass.Exception)]
    internal static void Brk(Cpu cpu, uint i) => cpu.RaiseBreakpoint(i);

    [Instruction("hlt_aarch64_instrs_system_exceptions_debug_halt", "11010100010 iiiiiiiiiiiiiiii 00000",
        "hlt #{i:hex}", TimingClass.Exception)]
    internal static void Hlt(Cpu cpu, uint i) => cpu.Halt(i);

    [Instruction("dcps1_aarch64_instrs_system_exceptions_debug_exception", "11010100101 xxxxxxxxxxxxxxxx 000 01",
        "dcps1 {20-5:opthex}", TimingClass.Exception)]
    [Instruction("dcps2_aarch64_instrs_system_exceptions_debug_exception", "11010100101 xxxxxxxxxxxxxxxx 000 10",
        "dcps2 {20-5:opthex}", TimingClass.Exception)]
    [Instruction("dcps3_aarch64_instrs_system_exceptions_debug_exception", "11010100101 xxxxxxxxxxxxxxxx 000 11",
        "dcps3 {20-5:opthex}", TimingClass.Exception)]
    [Instruction("drps_aarch64_instrs_branch_unconditional_dret", "11010110101111110000001111100000",
        "drps", TimingClass.Exception)]
    internal static void DebugStateOnly(Cpu cpu) => cpu.RaiseUndefined();

    [Instruction("udf_aarch64_instrs_udf", "0000000000000000 xxxxxxxxxxxxxxxx",
        "udf #{15-0}", TimingClass.Exception)]
    internal static void PermanentlyUndefined(Cpu cpu) => cpu.RaiseUndefined();

    [Instruction("eret_aarch64_instrs_branch_unconditional_eret", "11010110100111110000001111100000",
        "eret", TimingClass.Exception)]
    internal static void Eret(Cpu cpu) => cpu.ReturnFromException();
}
