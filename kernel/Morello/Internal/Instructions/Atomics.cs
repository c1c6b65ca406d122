using System.Runtime.CompilerServices;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>LSE atomics: CAS, CASP, SWP and the load-and-modify family, whose ST forms are those with register 31.</summary>
internal static class Atomics
{
    [Instruction("ldaddb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 000000 nnnnn ttttt",
        "ldadd{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Add")]
    [Instruction("ldaddh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 000000 nnnnn ttttt",
        "ldadd{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Add")]
    [Instruction("ldadd_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 000000 nnnnn ttttt",
        "ldadd{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Add")]
    [Instruction("ldadd_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 000000 nnnnn ttttt",
        "ldadd{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Add")]
    [Instruction("ldclrb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 000100 nnnnn ttttt",
        "ldclr{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Clear")]
    [Instruction("ldclrh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 000100 nnnnn ttttt",
        "ldclr{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Clear")]
    [Instruction("ldclr_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 000100 nnnnn ttttt",
        "ldclr{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Clear")]
    [Instruction("ldclr_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 000100 nnnnn ttttt",
        "ldclr{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Clear")]
    [Instruction("ldeorb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 001000 nnnnn ttttt",
        "ldeor{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Xor")]
    [Instruction("ldeorh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 001000 nnnnn ttttt",
        "ldeor{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Xor")]
    [Instruction("ldeor_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 001000 nnnnn ttttt",
        "ldeor{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Xor")]
    [Instruction("ldeor_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 001000 nnnnn ttttt",
        "ldeor{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Xor")]
    [Instruction("ldsetb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 001100 nnnnn ttttt",
        "ldset{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Set")]
    [Instruction("ldseth_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 001100 nnnnn ttttt",
        "ldset{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Set")]
    [Instruction("ldset_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 001100 nnnnn ttttt",
        "ldset{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Set")]
    [Instruction("ldset_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 001100 nnnnn ttttt",
        "ldset{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Set")]
    [Instruction("ldsmaxb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 010000 nnnnn ttttt",
        "ldsmax{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.SignedMax")]
    [Instruction("ldsmaxh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 010000 nnnnn ttttt",
        "ldsmax{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.SignedMax")]
    [Instruction("ldsmax_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 010000 nnnnn ttttt",
        "ldsmax{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.SignedMax")]
    [Instruction("ldsmax_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 010000 nnnnn ttttt",
        "ldsmax{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.SignedMax")]
    [Instruction("ldsminb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 010100 nnnnn ttttt",
        "ldsmin{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.SignedMin")]
    [Instruction("ldsminh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 010100 nnnnn ttttt",
        "ldsmin{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.SignedMin")]
    [Instruction("ldsmin_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 010100 nnnnn ttttt",
        "ldsmin{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.SignedMin")]
    [Instruction("ldsmin_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 010100 nnnnn ttttt",
        "ldsmin{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.SignedMin")]
    [Instruction("ldumaxb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 011000 nnnnn ttttt",
        "ldumax{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.UnsignedMax")]
    [Instruction("ldumaxh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 011000 nnnnn ttttt",
        "ldumax{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.UnsignedMax")]
    [Instruction("ldumax_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 011000 nnnnn ttttt",
        "ldumax{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.UnsignedMax")]
    [Instruction("ldumax_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 011000 nnnnn ttttt",
        "ldumax{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.UnsignedMax")]
    [Instruction("lduminb_aarch64_instrs_memory_atomicops_ld", "00111000 xx1 sssss 011100 nnnnn ttttt",
        "ldumin{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.UnsignedMin")]
    [Instruction("lduminh_aarch64_instrs_memory_atomicops_ld", "01111000 xx1 sssss 011100 nnnnn ttttt",
        "ldumin{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.UnsignedMin")]
    [Instruction("ldumin_aarch64_instrs_memory_atomicops_ld", "10111000 xx1 sssss 011100 nnnnn ttttt",
        "ldumin{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.UnsignedMin")]
    [Instruction("ldumin_aarch64_instrs_memory_atomicops_ld", "11111000 xx1 sssss 011100 nnnnn ttttt",
        "ldumin{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.UnsignedMin")]
    [Instruction("swpb_aarch64_instrs_memory_atomicops_swp", "00111000 xx1 sssss 100000 nnnnn ttttt",
        "swp{23:acquire}{22:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Swap")]
    [Instruction("swph_aarch64_instrs_memory_atomicops_swp", "01111000 xx1 sssss 100000 nnnnn ttttt",
        "swp{23:acquire}{22:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Swap")]
    [Instruction("swp_aarch64_instrs_memory_atomicops_swp", "10111000 xx1 sssss 100000 nnnnn ttttt",
        "swp{23:acquire}{22:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Swap")]
    [Instruction("swp_aarch64_instrs_memory_atomicops_swp", "11111000 xx1 sssss 100000 nnnnn ttttt",
        "swp{23:acquire}{22:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Swap")]
    internal static void LoadAndModify<E>(Cpu cpu, uint s, uint n, uint t, int size, AtomicOperation operation)
        where E : struct, IEngine
    {
        ulong operand = Truncate(cpu.X(s), size);
        if (cpu.TryLoadForUpdate<E>(cpu.BaseAddress(n), size, out ulong old))
        {
            cpu.StoreUpdate(size, Modify(operation, size, old, operand));
            cpu.SetX(t, old);
        }
    }

    [Instruction("casb_aarch64_instrs_memory_atomicops_cas_single", "00001000 1x1 sssss x 11111 nnnnn ttttt",
        "cas{22:acquire}{15:release}b {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=1")]
    [Instruction("cash_aarch64_instrs_memory_atomicops_cas_single", "01001000 1x1 sssss x 11111 nnnnn ttttt",
        "cas{22:acquire}{15:release}h {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=2")]
    [Instruction("cas_aarch64_instrs_memory_atomicops_cas_single", "10001000 1x1 sssss x 11111 nnnnn ttttt",
        "cas{22:acquire}{15:release} {s:w}, {t:w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("cas_aarch64_instrs_memory_atomicops_cas_single", "11001000 1x1 sssss x 11111 nnnnn ttttt",
        "cas{22:acquire}{15:release} {s:x}, {t:x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void CompareAndSwap<E>(Cpu cpu, uint s, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (cpu.TryLoadForUpdate<E>(cpu.BaseAddress(n), size, out ulong old))
        {
            if (old == Truncate(cpu.X(s), size))
            {
                cpu.StoreUpdate(size, cpu.X(t));
            }

            cpu.SetX(s, old);
        }
    }

    [Instruction("casp_aarch64_instrs_memory_atomicops_cas_pair", "00001000 0x1 sssss x 11111 nnnnn ttttt",
        "casp{22:acquire}{15:release} {s:pair.w}, {t:pair.w}, [{n:base}]", TimingClass.Atomic, With = "size=4")]
    [Instruction("casp_aarch64_instrs_memory_atomicops_cas_pair", "01001000 0x1 sssss x 11111 nnnnn ttttt",
        "casp{22:acquire}{15:release} {s:pair.x}, {t:pair.x}, [{n:base}]", TimingClass.Atomic, With = "size=8")]
    internal static void CompareAndSwapPair<E>(Cpu cpu, uint s, uint n, uint t, int size)
        where E : struct, IEngine
    {
        if (((s | t) & 1) != 0)
        {
            cpu.RaiseUndefined();
            return;
        }

        if (size == 4)
        {
            if (cpu.TryLoadForUpdate<E>(cpu.BaseAddress(n), 8, out ulong old))
            {
                if (old == (((ulong)cpu.W(s + 1) << 32) | cpu.W(s)))
                {
                    cpu.StoreUpdate(8, ((ulong)cpu.W(t + 1) << 32) | cpu.W(t));
                }

                cpu.SetX(s, (uint)old);
                cpu.SetX(s + 1, old >> 32);
            }
        }
        else if (cpu.TryLoad128ForUpdate<E>(cpu.BaseAddress(n), out UInt128 old))
        {
            if (old == new UInt128(cpu.X(s + 1), cpu.X(s)))
            {
                cpu.StoreUpdate128(new UInt128(cpu.X(t + 1), cpu.X(t)));
            }

            cpu.SetX(s, (ulong)old);
            cpu.SetX(s + 1, (ulong)(old >> 64));
        }
    }

    private static ulong Truncate(ulong value, int size) => size == 8 ? value : value & ((1UL << (size * 8)) - 1);

    private static long SignExtend(ulong value, int size) => (long)(value << (64 - (size * 8))) >> (64 - (size * 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Modify(AtomicOperation operation, int size, ulong old, ulong operand) => operation switch
    {
        AtomicOperation.Add => old + operand,
        AtomicOperation.Clear => old & ~operand,
        AtomicOperation.Xor => old ^ operand,
        AtomicOperation.Set => old | operand,
        AtomicOperation.SignedMax => SignExtend(old, size) > SignExtend(operand, size) ? old : operand,
        AtomicOperation.SignedMin => SignExtend(old, size) > SignExtend(operand, size) ? operand : old,
        AtomicOperation.UnsignedMax => Math.Max(old, operand),
        AtomicOperation.UnsignedMin => Math.Min(old, operand),
        _ => operand,
    };
}
