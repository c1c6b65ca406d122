namespace FlexCap.Morello.Internal.Instructions;

/// <summary>
/// LSE atomics that return nothing. They are the load-and-modify instructions without acquire whose destination is register 31, and
/// the table finds them first because their patterns are the narrower ones.
/// </summary>
internal static class AtomicStores
{
    [Instruction("staddb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 000000 nnnnn 11111",
        "stadd{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Add")]
    [Instruction("staddh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 000000 nnnnn 11111",
        "stadd{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Add")]
    [Instruction("stadd_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 000000 nnnnn 11111",
        "stadd{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Add")]
    [Instruction("stadd_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 000000 nnnnn 11111",
        "stadd{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Add")]
    [Instruction("stclrb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 000100 nnnnn 11111",
        "stclr{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Clear")]
    [Instruction("stclrh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 000100 nnnnn 11111",
        "stclr{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Clear")]
    [Instruction("stclr_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 000100 nnnnn 11111",
        "stclr{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Clear")]
    [Instruction("stclr_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 000100 nnnnn 11111",
        "stclr{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Clear")]
    [Instruction("steorb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 001000 nnnnn 11111",
        "steor{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Xor")]
    [Instruction("steorh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 001000 nnnnn 11111",
        "steor{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Xor")]
    [Instruction("steor_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 001000 nnnnn 11111",
        "steor{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Xor")]
    [Instruction("steor_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 001000 nnnnn 11111",
        "steor{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Xor")]
    [Instruction("stsetb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 001100 nnnnn 11111",
        "stset{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.Set")]
    [Instruction("stseth_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 001100 nnnnn 11111",
        "stset{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.Set")]
    [Instruction("stset_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 001100 nnnnn 11111",
        "stset{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.Set")]
    [Instruction("stset_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 001100 nnnnn 11111",
        "stset{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.Set")]
    [Instruction("stsmaxb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 010000 nnnnn 11111",
        "stsmax{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.SignedMax")]
    [Instruction("stsmaxh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 010000 nnnnn 11111",
        "stsmax{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.SignedMax")]
    [Instruction("stsmax_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 010000 nnnnn 11111",
        "stsmax{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.SignedMax")]
    [Instruction("stsmax_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 010000 nnnnn 11111",
        "stsmax{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.SignedMax")]
    [Instruction("stsminb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 010100 nnnnn 11111",
        "stsmin{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.SignedMin")]
    [Instruction("stsminh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 010100 nnnnn 11111",
        "stsmin{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.SignedMin")]
    [Instruction("stsmin_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 010100 nnnnn 11111",
        "stsmin{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.SignedMin")]
    [Instruction("stsmin_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 010100 nnnnn 11111",
        "stsmin{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.SignedMin")]
    [Instruction("stumaxb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 011000 nnnnn 11111",
        "stumax{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.UnsignedMax")]
    [Instruction("stumaxh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 011000 nnnnn 11111",
        "stumax{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.UnsignedMax")]
    [Instruction("stumax_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 011000 nnnnn 11111",
        "stumax{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.UnsignedMax")]
    [Instruction("stumax_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 011000 nnnnn 11111",
        "stumax{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.UnsignedMax")]
    [Instruction("stuminb_aarch64_instrs_memory_atomicops_st", "00111000 0x1 sssss 011100 nnnnn 11111",
        "stumin{22:release}b {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=1, operation=AtomicOperation.UnsignedMin")]
    [Instruction("stuminh_aarch64_instrs_memory_atomicops_st", "01111000 0x1 sssss 011100 nnnnn 11111",
        "stumin{22:release}h {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=2, operation=AtomicOperation.UnsignedMin")]
    [Instruction("stumin_aarch64_instrs_memory_atomicops_st", "10111000 0x1 sssss 011100 nnnnn 11111",
        "stumin{22:release} {s:w}, [{n:base}]", TimingClass.Atomic, With = "size=4, operation=AtomicOperation.UnsignedMin")]
    [Instruction("stumin_aarch64_instrs_memory_atomicops_st", "11111000 0x1 sssss 011100 nnnnn 11111",
        "stumin{22:release} {s:x}, [{n:base}]", TimingClass.Atomic, With = "size=8, operation=AtomicOperation.UnsignedMin")]
    internal static void Modify<E>(Cpu cpu, uint s, uint n, int size, AtomicOperation operation)
        where E : struct, IEngine => Atomics.LoadAndModify<E>(cpu, s, n, 31, size, operation);
}
