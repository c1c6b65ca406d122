namespace FlexCap.Morello.Internal.Instructions;

/// <summary>LDUR, STUR, LDTR, STTR of integer registers.</summary>
internal static class LoadStoreUnscaled
{
    [Instruction("ldurb_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "00111000010 iiiiiiiii 00 nnnnn ttttt",
        "ldurb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.Zero, access=AccessType.Normal")]
    [Instruction("ldurh_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "01111000010 iiiiiiiii 00 nnnnn ttttt",
        "ldurh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.Zero, access=AccessType.Normal")]
    [Instruction("ldur_gen_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "10111000010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=4, extend=Extend.Zero, access=AccessType.Normal")]
    [Instruction("ldur_gen_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "11111000010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=8, extend=Extend.Zero, access=AccessType.Normal")]
    [Instruction("ldursb_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "00111000110 iiiiiiiii 00 nnnnn ttttt",
        "ldursb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo32, access=AccessType.Normal")]
    [Instruction("ldursb_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "00111000100 iiiiiiiii 00 nnnnn ttttt",
        "ldursb {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo64, access=AccessType.Normal")]
    [Instruction("ldursh_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "01111000110 iiiiiiiii 00 nnnnn ttttt",
        "ldursh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo32, access=AccessType.Normal")]
    [Instruction("ldursh_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "01111000100 iiiiiiiii 00 nnnnn ttttt",
        "ldursh {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo64, access=AccessType.Normal")]
    [Instruction("ldursw_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "10111000100 iiiiiiiii 00 nnnnn ttttt",
        "ldursw {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=4, extend=Extend.SignTo64, access=AccessType.Normal")]
    [Instruction("ldtrb_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "00111000010 iiiiiiiii 10 nnnnn ttttt",
        "ldtrb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.Zero, access=AccessType.Unprivileged")]
    [Instruction("ldtrh_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "01111000010 iiiiiiiii 10 nnnnn ttttt",
        "ldtrh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.Zero, access=AccessType.Unprivileged")]
    [Instruction("ldtr_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "10111000010 iiiiiiiii 10 nnnnn ttttt",
        "ldtr {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=4, extend=Extend.Zero, access=AccessType.Unprivileged")]
    [Instruction("ldtr_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "11111000010 iiiiiiiii 10 nnnnn ttttt",
        "ldtr {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=8, extend=Extend.Zero, access=AccessType.Unprivileged")]
    [Instruction("ldtrsb_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "00111000110 iiiiiiiii 10 nnnnn ttttt",
        "ldtrsb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo32, access=AccessType.Unprivileged")]
    [Instruction("ldtrsb_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "00111000100 iiiiiiiii 10 nnnnn ttttt",
        "ldtrsb {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo64, access=AccessType.Unprivileged")]
    [Instruction("ldtrsh_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "01111000110 iiiiiiiii 10 nnnnn ttttt",
        "ldtrsh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo32, access=AccessType.Unprivileged")]
    [Instruction("ldtrsh_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "01111000100 iiiiiiiii 10 nnnnn ttttt",
        "ldtrsh {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo64, access=AccessType.Unprivileged")]
    [Instruction("ldtrsw_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "10111000100 iiiiiiiii 10 nnnnn ttttt",
        "ldtrsw {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=4, extend=Extend.SignTo64, access=AccessType.Unprivileged")]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    [Alias("ldurb", "ldrb *", AssembleOnly = true)]
    [Alias("ldurh", "ldrh *", AssembleOnly = true)]
    [Alias("ldursb", "ldrsb *", AssembleOnly = true)]
    [Alias("ldursh", "ldrsh *", AssembleOnly = true)]
    [Alias("ldursw", "ldrsw *", AssembleOnly = true)]
    internal static void Load<E>(Cpu cpu, long i, uint n, uint t, int size, Extend extend, AccessType access)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.BaseAddress(n), (ulong)i, size, out ulong value, access))
        {
            Extended.Write(cpu, t, value, size, extend);
        }
    }

    [Instruction("sturb_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "00111000000 iiiiiiiii 00 nnnnn ttttt",
        "sturb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=1, access=AccessType.Normal")]
    [Instruction("sturh_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "01111000000 iiiiiiiii 00 nnnnn ttttt",
        "sturh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=2, access=AccessType.Normal")]
    [Instruction("stur_gen_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "10111000000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=4, access=AccessType.Normal")]
    [Instruction("stur_gen_aarch64_instrs_memory_single_general_immediate_signed_offset_normal", "11111000000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:x}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=8, access=AccessType.Normal")]
    [Instruction("sttrb_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "00111000000 iiiiiiiii 10 nnnnn ttttt",
        "sttrb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=1, access=AccessType.Unprivileged")]
    [Instruction("sttrh_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "01111000000 iiiiiiiii 10 nnnnn ttttt",
        "sttrh {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=2, access=AccessType.Unprivileged")]
    [Instruction("sttr_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "10111000000 iiiiiiiii 10 nnnnn ttttt",
        "sttr {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=4, access=AccessType.Unprivileged")]
    [Instruction("sttr_aarch64_instrs_memory_single_general_immediate_signed_offset_unpriv", "11111000000 iiiiiiiii 10 nnnnn ttttt",
        "sttr {t:x}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=8, access=AccessType.Unprivileged")]
    [Alias("stur", "str *", AssembleOnly = true)]
    [Alias("sturb", "strb *", AssembleOnly = true)]
    [Alias("sturh", "strh *", AssembleOnly = true)]
    internal static void Store<E>(Cpu cpu, long i, uint n, uint t, int size, AccessType access)
        where E : struct, IEngine =>
        cpu.TryStore<E>(cpu.BaseAddress(n), (ulong)i, size, cpu.X(t), access);
}
