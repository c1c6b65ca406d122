namespace FlexCap.Morello.Internal.Instructions;

/// <summary>LDP, STP, LDNP, STNP, LDPSW of integer registers.</summary>
internal static class LoadStorePair
{
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_offset", "00101 00101 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:w}, {u:w}, [{n:base}{i:offset.4}]", TimingClass.LoadPair, With = "size=4, signed=false, preIndex=true, writeBack=false")]
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_offset", "10101 00101 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:x}, {u:x}, [{n:base}{i:offset.8}]", TimingClass.LoadPair, With = "size=8, signed=false, preIndex=true, writeBack=false")]
    [Instruction("ldpsw_aarch64_instrs_memory_pair_general_offset", "01101 00101 iiiiiii uuuuu nnnnn ttttt",
        "ldpsw {t:x}, {u:x}, [{n:base}{i:offset.4}]", TimingClass.LoadPair, With = "size=4, signed=true, preIndex=true, writeBack=false")]
    [Instruction("ldnp_gen_aarch64_instrs_memory_pair_general_no_alloc", "00101 00001 iiiiiii uuuuu nnnnn ttttt",
        "ldnp {t:w}, {u:w}, [{n:base}{i:offset.4}]", TimingClass.LoadPair, With = "size=4, signed=false, preIndex=true, writeBack=false")]
    [Instruction("ldnp_gen_aarch64_instrs_memory_pair_general_no_alloc", "10101 00001 iiiiiii uuuuu nnnnn ttttt",
        "ldnp {t:x}, {u:x}, [{n:base}{i:offset.8}]", TimingClass.LoadPair, With = "size=8, signed=false, preIndex=true, writeBack=false")]
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_post_idx", "00101 00011 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:w}, {u:w}, [{n:base}], #{i:times.4}", TimingClass.LoadPair, With = "size=4, signed=false, preIndex=false, writeBack=true")]
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_post_idx", "10101 00011 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:x}, {u:x}, [{n:base}], #{i:times.8}", TimingClass.LoadPair, With = "size=8, signed=false, preIndex=false, writeBack=true")]
    [Instruction("ldpsw_aarch64_instrs_memory_pair_general_post_idx", "01101 00011 iiiiiii uuuuu nnnnn ttttt",
        "ldpsw {t:x}, {u:x}, [{n:base}], #{i:times.4}", TimingClass.LoadPair, With = "size=4, signed=true, preIndex=false, writeBack=true")]
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_pre_idx", "00101 00111 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:w}, {u:w}, [{n:base}, #{i:times.4}]!", TimingClass.LoadPair, With = "size=4, signed=false, preIndex=true, writeBack=true")]
    [Instruction("ldp_gen_aarch64_instrs_memory_pair_general_pre_idx", "10101 00111 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:x}, {u:x}, [{n:base}, #{i:times.8}]!", TimingClass.LoadPair, With = "size=8, signed=false, preIndex=true, writeBack=true")]
    [Instruction("ldpsw_aarch64_instrs_memory_pair_general_pre_idx", "01101 00111 iiiiiii uuuuu nnnnn ttttt",
        "ldpsw {t:x}, {u:x}, [{n:base}, #{i:times.4}]!", TimingClass.LoadPair, With = "size=4, signed=true, preIndex=true, writeBack=true")]
    internal static void Load<E>(Cpu cpu, long i, uint u, uint n, uint t, int size, bool signed, bool preIndex, bool writeBack)
        where E : struct, IEngine
    {
        if (t == u)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong offset = (ulong)(i * size);
        if (!cpu.TryLoadPair<E>(cpu.BaseAddress(n), preIndex ? offset : 0, size, out ulong first, out ulong second))
        {
            return;
        }

        // Loading the base register itself: the loaded value wins (CONSTRAINED UNPREDICTABLE, write-back suppressed).
        if (writeBack && ((n != t && n != u) || n == 31))
        {
            cpu.AddToBase(n, offset);
        }

        cpu.SetX(t, signed ? (ulong)(int)first : first);
        cpu.SetX(u, signed ? (ulong)(int)second : second);
    }

    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_offset", "00101 00100 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:w}, {u:w}, [{n:base}{i:offset.4}]", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_offset", "10101 00100 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:x}, {u:x}, [{n:base}{i:offset.8}]", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("stnp_gen_aarch64_instrs_memory_pair_general_no_alloc", "00101 00000 iiiiiii uuuuu nnnnn ttttt",
        "stnp {t:w}, {u:w}, [{n:base}{i:offset.4}]", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("stnp_gen_aarch64_instrs_memory_pair_general_no_alloc", "10101 00000 iiiiiii uuuuu nnnnn ttttt",
        "stnp {t:x}, {u:x}, [{n:base}{i:offset.8}]", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_post_idx", "00101 00010 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:w}, {u:w}, [{n:base}], #{i:times.4}", TimingClass.StorePair, With = "size=4, preIndex=false, writeBack=true")]
    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_post_idx", "10101 00010 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:x}, {u:x}, [{n:base}], #{i:times.8}", TimingClass.StorePair, With = "size=8, preIndex=false, writeBack=true")]
    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_pre_idx", "00101 00110 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:w}, {u:w}, [{n:base}, #{i:times.4}]!", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=true")]
    [Instruction("stp_gen_aarch64_instrs_memory_pair_general_pre_idx", "10101 00110 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:x}, {u:x}, [{n:base}, #{i:times.8}]!", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=true")]
    internal static void Store<E>(Cpu cpu, long i, uint u, uint n, uint t, int size, bool preIndex, bool writeBack)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i * size);
        if (cpu.TryStorePair<E>(cpu.BaseAddress(n), preIndex ? offset : 0, size, cpu.X(t), cpu.X(u)) && writeBack)
        {
            cpu.AddToBase(n, offset);
        }
    }
}
