namespace FlexCap.Morello.Internal.Instructions;

/// <summary>NOP, YIELD, WFE, WFI, SEV and the other hints.</summary>
internal static class Hints
{
    [Instruction("nop_aarch64_instrs_system_hints", "11010101000000110010 0000 000 11111",
        "nop", TimingClass.System)]
    [Instruction("yield_aarch64_instrs_system_hints", "11010101000000110010 0000 001 11111",
        "yield", TimingClass.System)]
    [Instruction("esb_aarch64_instrs_system_hints", "11010101000000110010 0010 000 11111",
        "esb", TimingClass.System)]
    [Instruction("psb_aarch64_instrs_system_hints", "11010101000000110010 0010 001 11111",
        "psb csync", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 0000 11x 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 0001 xxx 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 0010 01x 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 0010 1xx 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 0011 xxx 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 01xx xxx 11111",
        "hint #{11-5}", TimingClass.System)]
    [Instruction("hint_aarch64_instrs_system_hints", "11010101000000110010 1xxx xxx 11111",
        "hint #{11-5}", TimingClass.System)]
    [Alias("hint", "csdb", When = "11-5=20")]
    [Alias("hint", "dgh", When = "11-5=6")]
    [Alias("nop", "hint #0", AssembleOnly = true)]
    [Alias("yield", "hint #1", AssembleOnly = true)]
    [Alias("esb", "hint #16", AssembleOnly = true)]
    [Alias("psb", "hint #17", AssembleOnly = true)]
    internal static void Nothing(Cpu cpu)
    {
        // Hints without an effect on this machine: no RAS errors to synchronise, no profiling buffer, no pointer authentication.
    }

    [Instruction("wfe_aarch64_instrs_system_hints", "11010101000000110010 0000 010 11111",
        "wfe", TimingClass.System)]
    [Alias("wfe", "hint #2", AssembleOnly = true)]
    internal static void WaitForEvent(Cpu cpu) => cpu.Wait(forEvent: true);

    [Instruction("wfi_aarch64_instrs_system_hints", "11010101000000110010 0000 011 11111",
        "wfi", TimingClass.System)]
    [Alias("wfi", "hint #3", AssembleOnly = true)]
    internal static void WaitForInterrupt(Cpu cpu) => cpu.Wait(forEvent: false);

    [Instruction("sev_aarch64_instrs_system_hints", "11010101000000110010 0000 100 11111",
        "sev", TimingClass.System)]
    [Instruction("sevl_aarch64_instrs_system_hints", "11010101000000110010 0000 101 11111",
        "sevl", TimingClass.System)]
    [Alias("sev", "hint #4", AssembleOnly = true)]
    [Alias("sevl", "hint #5", AssembleOnly = true)]
    internal static void SendEvent(Cpu cpu) => cpu.EventRegister = true;
}
