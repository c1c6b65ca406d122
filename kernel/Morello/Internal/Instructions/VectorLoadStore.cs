namespace FlexCap.Morello.Internal.Instructions;

/// <summary>LDR, STR, LDUR, STUR, LDP, STP, LDNP, STNP of B, H, S, D and Q registers.</summary>
internal static class VectorLoadStore
{
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0011110101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:b}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0111110101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:h}, [{n:base}{i:offset.2}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "1011110101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:s}, [{n:base}{i:offset.4}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "1111110101 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:d}, [{n:base}{i:offset.8}]", TimingClass.Load, With = "size=8")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0011110111 iiiiiiiiiiii nnnnn ttttt",
        "ldr {t:q}, [{n:base}{i:offset.16}]", TimingClass.Load, With = "size=16")]
    internal static void LoadUnsigned<E>(Cpu cpu, ulong i, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryLoad<E>(cpu, cpu.BaseAddress(n), i * (ulong)size, size, t);

    [Instruction("ldur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "00111100010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:b}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "01111100010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:h}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "10111100010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:s}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "11111100010 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:d}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=8")]
    [Instruction("ldur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "00111100110 iiiiiiiii 00 nnnnn ttttt",
        "ldur {t:q}, [{n:base}{i:offset.1}]", TimingClass.Load, With = "size=16")]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    internal static void LoadUnscaled<E>(Cpu cpu, long i, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryLoad<E>(cpu, cpu.BaseAddress(n), (ulong)i, size, t);

    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "00111100010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:b}, [{n:base}], #{i}", TimingClass.Load, With = "size=1, preIndex=false")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "01111100010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:h}, [{n:base}], #{i}", TimingClass.Load, With = "size=2, preIndex=false")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "10111100010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:s}, [{n:base}], #{i}", TimingClass.Load, With = "size=4, preIndex=false")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "11111100010 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:d}, [{n:base}], #{i}", TimingClass.Load, With = "size=8, preIndex=false")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "00111100110 iiiiiiiii 01 nnnnn ttttt",
        "ldr {t:q}, [{n:base}], #{i}", TimingClass.Load, With = "size=16, preIndex=false")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "00111100010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:b}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=1, preIndex=true")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "01111100010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:h}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=2, preIndex=true")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "10111100010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:s}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=4, preIndex=true")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "11111100010 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:d}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=8, preIndex=true")]
    [Instruction("ldr_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "00111100110 iiiiiiiii 11 nnnnn ttttt",
        "ldr {t:q}, [{n:base}, #{i}]!", TimingClass.Load, With = "size=16, preIndex=true")]
    internal static void LoadIndexed<E>(Cpu cpu, long i, uint n, uint t, int size, bool preIndex)
        where E : struct, IEngine
    {
        if (VectorMemory.TryLoad<E>(cpu, cpu.BaseAddress(n), preIndex ? (ulong)i : 0, size, t))
        {
            cpu.AddToBase(n, (ulong)i);
        }
    }

    [Instruction("ldr_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "00111100011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:b}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldr_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "01111100011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:h}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldr_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "10111100011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:s}, [{n:base}, {m,g,z,s:index.2}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldr_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "11111100011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:d}, [{n:base}, {m,g,z,s:index.3}]", TimingClass.Load, With = "size=8")]
    [Instruction("ldr_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "00111100111 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:q}, [{n:base}, {m,g,z,s:index.4}]", TimingClass.Load, With = "size=16")]
    internal static void LoadRegister<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryLoad<E>(cpu, cpu.BaseAddress(n), LoadStoreRegister.Offset(cpu, m, g, z, s, size), size, t);

    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0011110100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:b}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=1")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0111110100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:h}, [{n:base}{i:offset.2}]", TimingClass.Store, With = "size=2")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "1011110100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:s}, [{n:base}{i:offset.4}]", TimingClass.Store, With = "size=4")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "1111110100 iiiiiiiiiiii nnnnn ttttt",
        "str {t:d}, [{n:base}{i:offset.8}]", TimingClass.Store, With = "size=8")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_unsigned", "0011110110 iiiiiiiiiiii nnnnn ttttt",
        "str {t:q}, [{n:base}{i:offset.16}]", TimingClass.Store, With = "size=16")]
    internal static void StoreUnsigned<E>(Cpu cpu, ulong i, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryStore<E>(cpu, cpu.BaseAddress(n), i * (ulong)size, size, t);

    [Instruction("stur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "00111100000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:b}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=1")]
    [Instruction("stur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "01111100000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:h}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=2")]
    [Instruction("stur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "10111100000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:s}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=4")]
    [Instruction("stur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "11111100000 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:d}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=8")]
    [Instruction("stur_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_offset_normal", "00111100100 iiiiiiiii 00 nnnnn ttttt",
        "stur {t:q}, [{n:base}{i:offset.1}]", TimingClass.Store, With = "size=16")]
    [Alias("stur", "str *", AssembleOnly = true)]
    internal static void StoreUnscaled<E>(Cpu cpu, long i, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryStore<E>(cpu, cpu.BaseAddress(n), (ulong)i, size, t);

    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "00111100000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:b}, [{n:base}], #{i}", TimingClass.Store, With = "size=1, preIndex=false")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "01111100000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:h}, [{n:base}], #{i}", TimingClass.Store, With = "size=2, preIndex=false")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "10111100000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:s}, [{n:base}], #{i}", TimingClass.Store, With = "size=4, preIndex=false")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "11111100000 iiiiiiiii 01 nnnnn ttttt",
        "str {t:d}, [{n:base}], #{i}", TimingClass.Store, With = "size=8, preIndex=false")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_post_idx", "00111100100 iiiiiiiii 01 nnnnn ttttt",
        "str {t:q}, [{n:base}], #{i}", TimingClass.Store, With = "size=16, preIndex=false")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "00111100000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:b}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=1, preIndex=true")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "01111100000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:h}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=2, preIndex=true")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "10111100000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:s}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=4, preIndex=true")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "11111100000 iiiiiiiii 11 nnnnn ttttt",
        "str {t:d}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=8, preIndex=true")]
    [Instruction("str_imm_fpsimd_aarch64_instrs_memory_single_simdfp_immediate_signed_pre_idx", "00111100100 iiiiiiiii 11 nnnnn ttttt",
        "str {t:q}, [{n:base}, #{i}]!", TimingClass.Store, With = "size=16, preIndex=true")]
    internal static void StoreIndexed<E>(Cpu cpu, long i, uint n, uint t, int size, bool preIndex)
        where E : struct, IEngine
    {
        if (VectorMemory.TryStore<E>(cpu, cpu.BaseAddress(n), preIndex ? (ulong)i : 0, size, t))
        {
            cpu.AddToBase(n, (ulong)i);
        }
    }

    [Instruction("str_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "00111100001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:b}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Store, With = "size=1")]
    [Instruction("str_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "01111100001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:h}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Store, With = "size=2")]
    [Instruction("str_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "10111100001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:s}, [{n:base}, {m,g,z,s:index.2}]", TimingClass.Store, With = "size=4")]
    [Instruction("str_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "11111100001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:d}, [{n:base}, {m,g,z,s:index.3}]", TimingClass.Store, With = "size=8")]
    [Instruction("str_reg_fpsimd_aarch64_instrs_memory_single_simdfp_register", "00111100101 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:q}, [{n:base}, {m,g,z,s:index.4}]", TimingClass.Store, With = "size=16")]
    internal static void StoreRegister<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryStore<E>(cpu, cpu.BaseAddress(n), LoadStoreRegister.Offset(cpu, m, g, z, s, size), size, t);

    [Instruction("ldr_lit_fpsimd_aarch64_instrs_memory_literal_simdfp", "00011100 iiiiiiiiiiiiiiiiiii ttttt",
        "ldr {t:s}, {i:label.4}", TimingClass.Load, With = "size=4")]
    [Instruction("ldr_lit_fpsimd_aarch64_instrs_memory_literal_simdfp", "01011100 iiiiiiiiiiiiiiiiiii ttttt",
        "ldr {t:d}, {i:label.4}", TimingClass.Load, With = "size=8")]
    [Instruction("ldr_lit_fpsimd_aarch64_instrs_memory_literal_simdfp", "10011100 iiiiiiiiiiiiiiiiiii ttttt",
        "ldr {t:q}, {i:label.4}", TimingClass.Load, With = "size=16")]
    internal static void LoadLiteral<E>(Cpu cpu, long i, uint t, int size)
        where E : struct, IEngine =>
        VectorMemory.TryLoad<E>(cpu, cpu.PccAddress(), (ulong)(i << 2), size, t);

    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "00101 10101 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:s}, {u:s}, [{n:base}{i:offset.4}]", TimingClass.LoadPair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "01101 10101 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:d}, {u:d}, [{n:base}{i:offset.8}]", TimingClass.LoadPair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "10101 10101 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:q}, {u:q}, [{n:base}{i:offset.16}]", TimingClass.LoadPair, With = "size=16, preIndex=true, writeBack=false")]
    [Instruction("ldnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "00101 10001 iiiiiii uuuuu nnnnn ttttt",
        "ldnp {t:s}, {u:s}, [{n:base}{i:offset.4}]", TimingClass.LoadPair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("ldnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "01101 10001 iiiiiii uuuuu nnnnn ttttt",
        "ldnp {t:d}, {u:d}, [{n:base}{i:offset.8}]", TimingClass.LoadPair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("ldnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "10101 10001 iiiiiii uuuuu nnnnn ttttt",
        "ldnp {t:q}, {u:q}, [{n:base}{i:offset.16}]", TimingClass.LoadPair, With = "size=16, preIndex=true, writeBack=false")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "00101 10011 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:s}, {u:s}, [{n:base}], #{i:times.4}", TimingClass.LoadPair, With = "size=4, preIndex=false, writeBack=true")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "01101 10011 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:d}, {u:d}, [{n:base}], #{i:times.8}", TimingClass.LoadPair, With = "size=8, preIndex=false, writeBack=true")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "10101 10011 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:q}, {u:q}, [{n:base}], #{i:times.16}", TimingClass.LoadPair, With = "size=16, preIndex=false, writeBack=true")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "00101 10111 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:s}, {u:s}, [{n:base}, #{i:times.4}]!", TimingClass.LoadPair, With = "size=4, preIndex=true, writeBack=true")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "01101 10111 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:d}, {u:d}, [{n:base}, #{i:times.8}]!", TimingClass.LoadPair, With = "size=8, preIndex=true, writeBack=true")]
    [Instruction("ldp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "10101 10111 iiiiiii uuuuu nnnnn ttttt",
        "ldp {t:q}, {u:q}, [{n:base}, #{i:times.16}]!", TimingClass.LoadPair, With = "size=16, preIndex=true, writeBack=true")]
    internal static void LoadPair<E>(Cpu cpu, long i, uint u, uint n, uint t, int size, bool preIndex, bool writeBack)
        where E : struct, IEngine
    {
        if (t == u)
        {
            cpu.RaiseUndefined();
            return;
        }

        ulong offset = (ulong)(i * size);
        if (VectorMemory.TryLoadPair<E>(cpu, cpu.BaseAddress(n), preIndex ? offset : 0, size, t, u) && writeBack)
        {
            cpu.AddToBase(n, offset);
        }
    }

    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "00101 10100 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:s}, {u:s}, [{n:base}{i:offset.4}]", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "01101 10100 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:d}, {u:d}, [{n:base}{i:offset.8}]", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_offset", "10101 10100 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:q}, {u:q}, [{n:base}{i:offset.16}]", TimingClass.StorePair, With = "size=16, preIndex=true, writeBack=false")]
    [Instruction("stnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "00101 10000 iiiiiii uuuuu nnnnn ttttt",
        "stnp {t:s}, {u:s}, [{n:base}{i:offset.4}]", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=false")]
    [Instruction("stnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "01101 10000 iiiiiii uuuuu nnnnn ttttt",
        "stnp {t:d}, {u:d}, [{n:base}{i:offset.8}]", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=false")]
    [Instruction("stnp_fpsimd_aarch64_instrs_memory_pair_simdfp_no_alloc", "10101 10000 iiiiiii uuuuu nnnnn ttttt",
        "stnp {t:q}, {u:q}, [{n:base}{i:offset.16}]", TimingClass.StorePair, With = "size=16, preIndex=true, writeBack=false")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "00101 10010 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:s}, {u:s}, [{n:base}], #{i:times.4}", TimingClass.StorePair, With = "size=4, preIndex=false, writeBack=true")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "01101 10010 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:d}, {u:d}, [{n:base}], #{i:times.8}", TimingClass.StorePair, With = "size=8, preIndex=false, writeBack=true")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_post_idx", "10101 10010 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:q}, {u:q}, [{n:base}], #{i:times.16}", TimingClass.StorePair, With = "size=16, preIndex=false, writeBack=true")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "00101 10110 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:s}, {u:s}, [{n:base}, #{i:times.4}]!", TimingClass.StorePair, With = "size=4, preIndex=true, writeBack=true")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "01101 10110 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:d}, {u:d}, [{n:base}, #{i:times.8}]!", TimingClass.StorePair, With = "size=8, preIndex=true, writeBack=true")]
    [Instruction("stp_fpsimd_aarch64_instrs_memory_pair_simdfp_pre_idx", "10101 10110 iiiiiii uuuuu nnnnn ttttt",
        "stp {t:q}, {u:q}, [{n:base}, #{i:times.16}]!", TimingClass.StorePair, With = "size=16, preIndex=true, writeBack=true")]
    internal static void StorePair<E>(Cpu cpu, long i, uint u, uint n, uint t, int size, bool preIndex, bool writeBack)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i * size);
        if (VectorMemory.TryStorePair<E>(cpu, cpu.BaseAddress(n), preIndex ? offset : 0, size, t, u) && writeBack)
        {
            cpu.AddToBase(n, offset);
        }
    }
}
