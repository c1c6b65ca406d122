namespace FlexCap.Morello.Internal.Instructions;

/// <summary>DMB, DSB, ISB, SB, SSBB, PSSBB.</summary>
internal static class Barriers
{
    [Instruction("dmb_aarch64_instrs_system_barriers_dmb", "11010101000000110011 xxxx 101 11111",
        "dmb {11-8:barrier}", TimingClass.Barrier)]
    [Instruction("dsb_aarch64_instrs_system_barriers_dsb", "11010101000000110011 1xxx 100 11111",
        "dsb {11-8:barrier}", TimingClass.Barrier)]
    [Instruction("dsb_aarch64_instrs_system_barriers_dsb", "11010101000000110011 0xx1 100 11111",
        "dsb {11-8:barrier}", TimingClass.Barrier)]
    [Instruction("dsb_aarch64_instrs_system_barriers_dsb", "11010101000000110011 0x10 100 11111",
        "dsb {11-8:barrier}", TimingClass.Barrier)]
    [Instruction("ssbb_aarch64_instrs_system_barriers_ssbb", "11010101000000110011 0000 100 11111",
        "ssbb", TimingClass.Barrier)]
    [Instruction("pssbb_aarch64_instrs_system_barriers_pssbb", "11010101000000110011 0100 100 11111",
        "pssbb", TimingClass.Barrier)]
    [Alias("ssbb", "dsb #0", AssembleOnly = true)]
    [Alias("pssbb", "dsb #4", AssembleOnly = true)]
    internal static void Order(Cpu cpu)
    {
        // Memory is accessed in program order by one core, and nothing is speculated.
    }

    [Instruction("isb_aarch64_instrs_system_barriers_isb", "11010101000000110011 xxxx 110 11111",
        "isb {11-8:isb}", TimingClass.Barrier)]
    internal static void Synchronize(Cpu cpu)
    {
        // Changes of context and stores to code take effect at once.
    }
}
