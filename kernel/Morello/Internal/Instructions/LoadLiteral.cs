namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Loads relative to PC, and prefetches.</summary>
internal static class LoadLiteral
{
    [Instruction("ldr_lit_gen_aarch64_instrs_memory_literal_general", "00011000 iiiiiiiiiiiiiiiiiii ttttt",
        "ldr {t:w}, {i:label.4}", TimingClass.Load, With = "size=4, extend=Extend.Zero")]
    [Instruction("ldr_lit_gen_aarch64_instrs_memory_literal_general", "01011000 iiiiiiiiiiiiiiiiiii ttttt",
        "ldr {t:x}, {i:label.4}", TimingClass.Load, With = "size=8, extend=Extend.Zero")]
    [Instruction("ldrsw_lit_aarch64_instrs_memory_literal_general", "10011000 iiiiiiiiiiiiiiiiiii ttttt",
        "ldrsw {t:x}, {i:label.4}", TimingClass.Load, With = "size=4, extend=Extend.SignTo64")]
    internal static void Load<E>(Cpu cpu, long i, uint t, int size, Extend extend)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.PccAddress(), (ulong)(i << 2), size, out ulong value))
        {
            Extended.Write(cpu, t, value, size, extend);
        }
    }

    [Instruction("prfm_lit_aarch64_instrs_memory_literal_general", "11011000 xxxxxxxxxxxxxxxxxxx xxxxx",
        "prfm {4-0:prfop}, {23-5:label.4}", TimingClass.Integer)]
    [Instruction("prfm_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "1111100110 xxxxxxxxxxxx xxxxx xxxxx",
        "prfm {4-0:prfop}, [{9-5:base}{21-10:offset.8}]", TimingClass.Integer)]
    [Instruction("prfm_reg_aarch64_instrs_memory_single_general_register", "11111000101 xxxxx x1x x 10 xxxxx xxxxx",
        "prfm {4-0:prfop}, [{9-5:base}, {20-16,15,13,12:index.3}]", TimingClass.Integer)]
    [Instruction("prfum_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "11111000100 xxxxxxxxx 00 xxxxx xxxxx",
        "prfum {4-0:prfop}, [{9-5:base}{20-12:soffset.1}]", TimingClass.Integer)]
    internal static void Prefetch(Cpu cpu)
    {
        // A hint: there is no cache to fill, and it never faults.
    }
}
