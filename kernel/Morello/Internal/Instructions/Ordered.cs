namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Load-acquire, store-release and exclusives of integer registers.</summary>
internal static class Ordered
{
    [Instruction("ldarb_aarch64_instrs_memory_ordered", "00001000 110 11111 1 11111 nnnnn ttttt",
        "ldarb {t:w}, [{n:base}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldarh_aarch64_instrs_memory_ordered", "01001000 110 11111 1 11111 nnnnn ttttt",
        "ldarh {t:w}, [{n:base}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldar_aarch64_instrs_memory_ordered", "10001000 110 11111 1 11111 nnnnn ttttt",
        "ldar {t:w}, [{n:base}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldar_aarch64_instrs_memory_ordered", "11001000 110 11111 1 11111 nnnnn ttttt",
        "ldar {t:x}, [{n:base}]", TimingClass.Load, With = "size=8")]
    [Instruction("ldlarb_aarch64_instrs_memory_ordered", "00001000 110 11111 0 11111 nnnnn ttttt",
        "ldlarb {t:w}, [{n:base}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldlarh_aarch64_instrs_memory_ordered", "01001000 110 11111 0 11111 nnnnn ttttt",
        "ldlarh {t:w}, [{n:base}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldlar_aarch64_instrs_memory_ordered", "10001000 110 11111 0 11111 nnnnn ttttt",
        "ldlar {t:w}, [{n:base}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldlar_aarch64_instrs_memory_ordered", "11001000 110 11111 0 11111 nnnnn ttttt",
        "ldlar {t:x}, [{n:base}]", TimingClass.Load, With = "size=8")]
    [Instruction("ldaprb_aarch64_instrs_memory_ordered_rcpc", "00111000101 11111 110000 nnnnn ttttt",
        "ldaprb {t:w}, [{n:base}]", TimingClass.Load, With = "size=1")]
    [Instruction("ldaprh_aarch64_instrs_memory_ordered_rcpc", "01111000101 11111 110000 nnnnn ttttt",
        "ldaprh {t:w}, [{n:base}]", TimingClass.Load, With = "size=2")]
    [Instruction("ldapr_aarch64_instrs_memory_ordered_rcpc", "10111000101 11111 110000 nnnnn ttttt",
        "ldapr {t:w}, [{n:base}]", TimingClass.Load, With = "size=4")]
    [Instruction("ldapr_aarch64_instrs_memory_ordered_rcpc", "11111000101 11111 110000 nnnnn ttttt",
        "ldapr {t:x}, [{n:base}]", TimingClass.Load, With = "size=8")]
    internal static void LoadAcquire<E>(Cpu cpu, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (cpu.TryLoad<E>(cpu.BaseAddress(n), 0, size, out ulong value, AccessType.Ordered))
        {
            cpu.SetX(t, value);
        }
    }

    [Instruction("stlrb_aarch64_instrs_memory_ordered", "00001000 100 11111 1 11111 nnnnn ttttt",
        "stlrb {t:w}, [{n:base}]", TimingClass.Store, With = "size=1")]
    [Instruction("stlrh_aarch64_instrs_memory_ordered", "01001000 100 11111 1 11111 nnnnn ttttt",
        "stlrh {t:w}, [{n:base}]", TimingClass.Store, With = "size=2")]
    [Instruction("stlr_aarch64_instrs_memory_ordered", "10001000 100 11111 1 11111 nnnnn ttttt",
        "stlr {t:w}, [{n:base}]", TimingClass.Store, With = "size=4")]
    [Instruction("stlr_aarch64_instrs_memory_ordered", "11001000 100 11111 1 11111 nnnnn ttttt",
        "stlr {t:x}, [{n:base}]", TimingClass.Store, With = "size=8")]
    [Instruction("stllrb_aarch64_instrs_memory_ordered", "00001000 100 11111 0 11111 nnnnn ttttt",
        "stllrb {t:w}, [{n:base}]", TimingClass.Store, With = "size=1")]
    [Instruction("stllrh_aarch64_instrs_memory_ordered", "01001000 100 11111 0 11111 nnnnn ttttt",
        "stllrh {t:w}, [{n:base}]", TimingClass.Store, With = "size=2")]
    [Instruction("stllr_aarch64_instrs_memory_ordered", "10001000 100 11111 0 11111 nnnnn ttttt",
        "stllr {t:w}, [{n:base}]", TimingClass.Store, With = "size=4")]
    [Instruction("stllr_aarch64_instrs_memory_ordered", "11001000 100 11111 0 11111 nnnnn ttttt",
        "stllr {t:x}, [{n:base}]", TimingClass.Store, With = "size=8")]
    internal static void StoreRelease<E>(Cpu cpu, uint n, uint t, int size)
        where E : struct, IEngine =>
        cpu.TryStore<E>(cpu.BaseAddress(n), 0, size, cpu.X(t), AccessType.Ordered);

    [Instruction("ldxrb_aarch64_instrs_memory_exclusive_single", "00001000 010 11111 0 11111 nnnnn ttttt",
        "ldxrb {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1")]
    [Instruction("ldxrh_aarch64_instrs_memory_exclusive_single", "01001000 010 11111 0 11111 nnnnn ttttt",
        "ldxrh {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2")]
    [Instruction("ldxr_aarch64_instrs_memory_exclusive_single", "10001000 010 11111 0 11111 nnnnn ttttt",
        "ldxr {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("ldxr_aarch64_instrs_memory_exclusive_single", "11001000 010 11111 0 11111 nnnnn ttttt",
        "ldxr {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    [Instruction("ldaxrb_aarch64_instrs_memory_exclusive_single", "00001000 010 11111 1 11111 nnnnn ttttt",
        "ldaxrb {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1")]
    [Instruction("ldaxrh_aarch64_instrs_memory_exclusive_single", "01001000 010 11111 1 11111 nnnnn ttttt",
        "ldaxrh {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2")]
    [Instruction("ldaxr_aarch64_instrs_memory_exclusive_single", "10001000 010 11111 1 11111 nnnnn ttttt",
        "ldaxr {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("ldaxr_aarch64_instrs_memory_exclusive_single", "11001000 010 11111 1 11111 nnnnn ttttt",
        "ldaxr {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void LoadExclusive<E>(Cpu cpu, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (cpu.TryLoadExclusive<E>(cpu.BaseAddress(n), size, out ulong value))
        {
            cpu.SetX(t, value);
        }
    }

    [Instruction("stxrb_aarch64_instrs_memory_exclusive_single", "00001000 000 sssss 0 11111 nnnnn ttttt",
        "stxrb {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1")]
    [Instruction("stxrh_aarch64_instrs_memory_exclusive_single", "01001000 000 sssss 0 11111 nnnnn ttttt",
        "stxrh {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2")]
    [Instruction("stxr_aarch64_instrs_memory_exclusive_single", "10001000 000 sssss 0 11111 nnnnn ttttt",
        "stxr {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("stxr_aarch64_instrs_memory_exclusive_single", "11001000 000 sssss 0 11111 nnnnn ttttt",
        "stxr {s:w}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    [Instruction("stlxrb_aarch64_instrs_memory_exclusive_single", "00001000 000 sssss 1 11111 nnnnn ttttt",
        "stlxrb {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1")]
    [Instruction("stlxrh_aarch64_instrs_memory_exclusive_single", "01001000 000 sssss 1 11111 nnnnn ttttt",
        "stlxrh {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2")]
    [Instruction("stlxr_aarch64_instrs_memory_exclusive_single", "10001000 000 sssss 1 11111 nnnnn ttttt",
        "stlxr {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("stlxr_aarch64_instrs_memory_exclusive_single", "11001000 000 sssss 1 11111 nnnnn ttttt",
        "stlxr {s:w}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void StoreExclusive<E>(Cpu cpu, uint s, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (cpu.TryStoreExclusive<E>(cpu.BaseAddress(n), size, cpu.X(t), out bool stored))
        {
            cpu.SetX(s, stored ? 0u : 1u);
        }
    }

    [Instruction("ldxp_aarch64_instrs_memory_exclusive_pair", "10001000 011 11111 0 uuuuu nnnnn ttttt",
        "ldxp {t:w}, {u:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("ldxp_aarch64_instrs_memory_exclusive_pair", "11001000 011 11111 0 uuuuu nnnnn ttttt",
        "ldxp {t:x}, {u:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    [Instruction("ldaxp_aarch64_instrs_memory_exclusive_pair", "10001000 011 11111 1 uuuuu nnnnn ttttt",
        "ldaxp {t:w}, {u:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("ldaxp_aarch64_instrs_memory_exclusive_pair", "11001000 011 11111 1 uuuuu nnnnn ttttt",
        "ldaxp {t:x}, {u:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void LoadExclusivePair<E>(Cpu cpu, uint u, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (t == u)
        {
            cpu.RaiseUndefined();
            return;
        }

        if (cpu.TryLoadExclusivePair<E>(cpu.BaseAddress(n), size, out ulong first, out ulong second))
        {
            cpu.SetX(t, first);
            cpu.SetX(u, second);
        }
    }

    [Instruction("stxp_aarch64_instrs_memory_exclusive_pair", "10001000 001 sssss 0 uuuuu nnnnn ttttt",
        "stxp {s:w}, {t:w}, {u:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("stxp_aarch64_instrs_memory_exclusive_pair", "11001000 001 sssss 0 uuuuu nnnnn ttttt",
        "stxp {s:w}, {t:x}, {u:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    [Instruction("stlxp_aarch64_instrs_memory_exclusive_pair", "10001000 001 sssss 1 uuuuu nnnnn ttttt",
        "stlxp {s:w}, {t:w}, {u:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("stlxp_aarch64_instrs_memory_exclusive_pair", "11001000 001 sssss 1 uuuuu nnnnn ttttt",
        "stlxp {s:w}, {t:x}, {u:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void StoreExclusivePair<E>(Cpu cpu, uint s, uint u, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (cpu.TryStoreExclusivePair<E>(cpu.BaseAddress(n), size, cpu.X(t), cpu.X(u), out bool stored))
        {
            cpu.SetX(s, stored ? 0u : 1u);
        }
    }

    [Instruction("clrex_aarch64_instrs_system_monitors", "11010101000000110011 xxxx 010 11111",
        "clrex {11-8:clrex}", TimingClass.System)]
    internal static void ClearExclusive(Cpu cpu) => cpu.ClearExclusive();
}
