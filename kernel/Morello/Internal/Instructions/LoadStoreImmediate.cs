namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Loads and stores of one integer register: unsigned offset, pre-index and post-index.</summary>
internal static class LoadStoreImmediate
{
    [Instruction("ldrb_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0011100101 iiiiiiiiiiii nnnnn ttttt",
        "ldrb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.Zero")]
    [Instruction("ldrh_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0111100101 iiiiiiiiiiii nnnnn ttttt",
        "ldrh {t:w}, [{n:base}{i:offset.2}]", TimingClass.Load, With = "size=2, extend=Extend.Zero")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_unsigned", "1011100101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:w}, [{n:base}{i:offset.4}]", TimingClass.Load, With = "size=4, extend=Extend.Zero")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_unsigned", "1111100101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:x}, [{n:base}{i:offset.8}]", TimingClass.Load, With = "size=8, extend=Extend.Zero")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0011100111 iiiiiiiiiiii nnnnn ttttt",
        "ldrsb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo32")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0011100110 iiiiiiiiiiii nnnnn ttttt",
        "ldrsb {t:x}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo64")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0111100111 iiiiiiiiiiii nnnnn ttttt",
        "ldrsh {t:w}, [{n:base}{i:offset.2}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo32")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0111100110 iiiiiiiiiiii nnnnn ttttt",
        "ldrsh {t:x}, [{n:base}{i:offset.2}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo64")]
    [Instruction("ldrsw_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "1011100110 iiiiiiiiiiii nnnnn ttttt",
        "ldrsw {t:x}, [{n:base}{i:offset.4}]", TimingClass.Load, With = "size=4, extend=Extend.SignTo64")]
    internal static void LoadUnsigned<E>(Cpu cpu, ulong i, uint n, uint t, int size, Extend extend)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.BaseAddress(n), i * (ulong)size, size, out ulong value))
        {
            Extended.Write(cpu, t, value, size, extend);
        }
    }

    [Instruction("strb_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0011100100 iiiiiiiiiiii nnnnn ttttt",
        "strb {t:w}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=1")]
    [Instruction("strh_imm_aarch64_instrs_memory_single_general_immediate_unsigned", "0111100100 iiiiiiiiiiii nnnnn ttttt",
        "strh {t:w}, [{n:base}{i:offset.2}]", TimingClass.Store, With = "size=2")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_unsigned", "1011100100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:w}, [{n:base}{i:offset.4}]", TimingClass.Store, With = "size=4")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_unsigned", "1111100100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:x}, [{n:base}{i:offset.8}]", TimingClass.Store, With = "size=8")]
    internal static void StoreUnsigned<E>(Cpu cpu, ulong i, uint n, uint t, int size)
        where E : struct, IEngine =>
        cpu.TryStore<E>(cpu.BaseAddress(n), i * (ulong)size, size, cpu.X(t));

    [Instruction("ldrb_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "00111000010 iiiiiiiii 01 nnnnn ttttt",
        "ldrb {t:w}, [{n:base}], #{i}", TimingClass.Load, With = "size=1, extend=Extend.Zero, preIndex=false")]
    [Instruction("ldrh_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "01111000010 iiiiiiiii 01 nnnnn ttttt",
        "ldrh {t:w}, [{n:base}], #{i}", TimingClass.Load, With = "size=2, extend=Extend.Zero, preIndex=false")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "10111000010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:w}, [{n:base}], #{i}", TimingClass.Load, With = "size=4, extend=Extend.Zero, preIndex=false")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "11111000010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:x}, [{n:base}], #{i}", TimingClass.Load, With = "size=8, extend=Extend.Zero, preIndex=false")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "00111000110 iiiiiiiii 01 nnnnn ttttt",
        "ldrsb {t:w}, [{n:base}], #{i}", TimingClass.Load, With = "size=1, extend=Extend.SignTo32, preIndex=false")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "00111000100 iiiiiiiii 01 nnnnn ttttt",
        "ldrsb {t:x}, [{n:base}], #{i}", TimingClass.Load, With = "size=1, extend=Extend.SignTo64, preIndex=false")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "01111000110 iiiiiiiii 01 nnnnn ttttt",
        "ldrsh {t:w}, [{n:base}], #{i}", TimingClass.Load, With = "size=2, extend=Extend.SignTo32, preIndex=false")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "01111000100 iiiiiiiii 01 nnnnn ttttt",
        "ldrsh {t:x}, [{n:base}], #{i}", TimingClass.Load, With = "size=2, extend=Extend.SignTo64, preIndex=false")]
    [Instruction("ldrsw_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "10111000100 iiiiiiiii 01 nnnnn ttttt",
        "ldrsw {t:x}, [{n:base}], #{i}", TimingClass.Load, With = "size=4, extend=Extend.SignTo64, preIndex=false")]
    [Instruction("ldrb_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "00111000010 iiiiiiiii 11 nnnnn ttttt",
        "ldrb {t:w}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=1, extend=Extend.Zero, preIndex=true")]
    [Instruction("ldrh_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "01111000010 iiiiiiiii 11 nnnnn ttttt",
        "ldrh {t:w}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=2, extend=Extend.Zero, preIndex=true")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "10111000010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:w}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=4, extend=Extend.Zero, preIndex=true")]
    [Instruction("ldr_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "11111000010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:x}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=8, extend=Extend.Zero, preIndex=true")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "00111000110 iiiiiiiii 11 nnnnn ttttt",
        "ldrsb {t:w}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=1, extend=Extend.SignTo32, preIndex=true")]
    [Instruction("ldrsb_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "00111000100 iiiiiiiii 11 nnnnn ttttt",
        "ldrsb {t:x}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=1, extend=Extend.SignTo64, preIndex=true")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "01111000110 iiiiiiiii 11 nnnnn ttttt",
        "ldrsh {t:w}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=2, extend=Extend.SignTo32, preIndex=true")]
    [Instruction("ldrsh_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "01111000100 iiiiiiiii 11 nnnnn ttttt",
        "ldrsh {t:x}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=2, extend=Extend.SignTo64, preIndex=true")]
    [Instruction("ldrsw_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "10111000100 iiiiiiiii 11 nnnnn ttttt",
        "ldrsw {t:x}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=4, extend=Extend.SignTo64, preIndex=true")]
    internal static void LoadIndexed<E>(Cpu cpu, long i, uint n, uint t, int size, Extend extend, bool preIndex)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.BaseAddress(n), preIndex ? (ulong)i : 0, size, out ulong value))
        {
            // Loading the base register itself: the loaded value wins (CONSTRAINED UNPREDICTABLE, write-back suppressed).
            if (n != t || n == 31)
            {
                cpu.AddToBase(n, (ulong)i);
            }

            Extended.Write(cpu, t, value, size, extend);
        }
    }

    [Instruction("strb_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "00111000000 iiiiiiiii 01 nnnnn ttttt",
        "strb {t:w}, [{n:base}], #{i}", TimingClass.Store, With = "size=1, preIndex=false")]
    [Instruction("strh_imm_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "01111000000 iiiiiiiii 01 nnnnn ttttt",
        "strh {t:w}, [{n:base}], #{i}", TimingClass.Store, With = "size=2, preIndex=false")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "10111000000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:w}, [{n:base}], #{i}", TimingClass.Store, With = "size=4, preIndex=false")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_post_idx", "11111000000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:x}, [{n:base}], #{i}", TimingClass.Store, With = "size=8, preIndex=false")]
    [Instruction("strb_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "00111000000 iiiiiiiii 11 nnnnn ttttt",
        "strb {t:w}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=1, preIndex=true")]
    [Instruction("strh_imm_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "01111000000 iiiiiiiii 11 nnnnn ttttt",
        "strh {t:w}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=2, preIndex=true")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "10111000000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:w}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=4, preIndex=true")]
    [Instruction("str_imm_gen_aarch64_instrs_memory_single_general_immediate_signed_pre_idx", "11111000000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:x}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=8, preIndex=true")]
    internal static void StoreIndexed<E>(Cpu cpu, long i, uint n, uint t, int size, bool preIndex)
        where E : struct, IEngine
    {
        if (cpu.TryStore<E>(cpu.BaseAddress(n), preIndex ? (ulong)i : 0, size, cpu.X(t)))
        {
            cpu.AddToBase(n, (ulong)i);
        }
    }
}
