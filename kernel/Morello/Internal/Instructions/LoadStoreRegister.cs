using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Loads and stores of one integer register with a register offset.</summary>
internal static class LoadStoreRegister
{
    [Instruction("ldrb_reg_aarch64_instrs_memory_single_general_register", "00111000011 mmmmm g1z s 10 nnnnn ttttt",
        "ldrb {t:w}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Load, With = "size=1, extend=Extend.Zero")]
    [Instruction("ldrh_reg_aarch64_instrs_memory_single_general_register", "01111000011 mmmmm g1z s 10 nnnnn ttttt",
        "ldrh {t:w}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Load, With = "size=2, extend=Extend.Zero")]
    [Instruction("ldr_reg_gen_aarch64_instrs_memory_single_general_register", "10111000011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:w}, [{n:base}, {m,g,z,s:index.2}]", TimingClass.Load, With = "size=4, extend=Extend.Zero")]
    [Instruction("ldr_reg_gen_aarch64_instrs_memory_single_general_register", "11111000011 mmmmm g1z s 10 nnnnn ttttt",
        "ldr {t:x}, [{n:base}, {m,g,z,s:index.3}]", TimingClass.Load, With = "size=8, extend=Extend.Zero")]
    [Instruction("ldrsb_reg_aarch64_instrs_memory_single_general_register", "00111000111 mmmmm g1z s 10 nnnnn ttttt",
        "ldrsb {t:w}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo32")]
    [Instruction("ldrsb_reg_aarch64_instrs_memory_single_general_register", "00111000101 mmmmm g1z s 10 nnnnn ttttt",
        "ldrsb {t:x}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Load, With = "size=1, extend=Extend.SignTo64")]
    [Instruction("ldrsh_reg_aarch64_instrs_memory_single_general_register", "01111000111 mmmmm g1z s 10 nnnnn ttttt",
        "ldrsh {t:w}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo32")]
    [Instruction("ldrsh_reg_aarch64_instrs_memory_single_general_register", "01111000101 mmmmm g1z s 10 nnnnn ttttt",
        "ldrsh {t:x}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Load, With = "size=2, extend=Extend.SignTo64")]
    [Instruction("ldrsw_reg_aarch64_instrs_memory_single_general_register", "10111000101 mmmmm g1z s 10 nnnnn ttttt",
        "ldrsw {t:x}, [{n:base}, {m,g,z,s:index.2}]", TimingClass.Load, With = "size=4, extend=Extend.SignTo64")]
    internal static void Load<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint t, int size, Extend extend)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.BaseAddress(n), Offset(cpu, m, g, z, s, size), size, out ulong value))
        {
            Extended.Write(cpu, t, value, size, extend);
        }
    }

    [Instruction("strb_reg_aarch64_instrs_memory_single_general_register", "00111000001 mmmmm g1z s 10 nnnnn ttttt",
        "strb {t:w}, [{n:base}, {m,g,z,s:index.0}]", TimingClass.Store, With = "size=1")]
    [Instruction("strh_reg_aarch64_instrs_memory_single_general_register", "01111000001 mmmmm g1z s 10 nnnnn ttttt",
        "strh {t:w}, [{n:base}, {m,g,z,s:index.1}]", TimingClass.Store, With = "size=2")]
    [Instruction("str_reg_gen_aarch64_instrs_memory_single_general_register", "10111000001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:w}, [{n:base}, {m,g,z,s:index.2}]", TimingClass.Store, With = "size=4")]
    [Instruction("str_reg_gen_aarch64_instrs_memory_single_general_register", "11111000001 mmmmm g1z s 10 nnnnn ttttt",
        "str {t:x}, [{n:base}, {m,g,z,s:index.3}]", TimingClass.Store, With = "size=8")]
    internal static void Store<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint t, int size)
        where E : struct, IEngine =>
        cpu.TryStore<E>(cpu.BaseAddress(n), Offset(cpu, m, g, z, s, size), size, cpu.X(t));

    /// <summary>The register offset: W or X (z), sign- or zero-extended (g), scaled by the access size (s).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Offset(Cpu cpu, uint m, uint g, uint z, uint s, int size)
    {
        ulong offset = z != 0 ? cpu.X(m) : g != 0 ? (ulong)(int)cpu.W(m) : cpu.W(m);
        return s != 0 ? offset * (ulong)size : offset;
    }
}
