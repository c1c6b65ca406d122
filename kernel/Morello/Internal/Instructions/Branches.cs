namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Branches to immediates and integer registers.</summary>
internal static class Branches
{
    [Instruction("b_uncond_aarch64_instrs_branch_unconditional_immediate", "000101 iiiiiiiiiiiiiiiiiiiiiiiiii",
        "b {i:label.4}", TimingClass.Branch)]
    internal static void B(Cpu cpu, long i) => cpu.BranchToOffset((ulong)(i << 2));

    [Instruction("bl_aarch64_instrs_branch_unconditional_immediate", "100101 iiiiiiiiiiiiiiiiiiiiiiiiii",
        "bl {i:label.4}", TimingClass.Branch)]
    internal static void Bl(Cpu cpu, long i)
    {
        cpu.WriteLink();
        cpu.BranchToOffset((ulong)(i << 2));
    }

    [Instruction("b_cond_aarch64_instrs_branch_conditional_cond", "01010100 iiiiiiiiiiiiiiiiiii 0 cccc",
        "b.{c:cond} {i:label.4}", TimingClass.Branch, Split = "c")]
    [Alias("b.{c:cond}", "b{c:cond} {i:label.4}", AssembleOnly = true)]
    internal static void BConditional(Cpu cpu, long i, uint c)
    {
        if (Flags.Holds(cpu, c))
        {
            cpu.BranchToOffset((ulong)(i << 2));
        }
    }

    [Instruction("cbz_aarch64_instrs_branch_conditional_compare", "f0110100 iiiiiiiiiiiiiiiiiii ttttt",
        "cbz {t:r.f}, {i:label.4}", TimingClass.Branch, With = "nonzero=false", Split = "f")]
    [Instruction("cbnz_aarch64_instrs_branch_conditional_compare", "f0110101 iiiiiiiiiiiiiiiiiii ttttt",
        "cbnz {t:r.f}, {i:label.4}", TimingClass.Branch, With = "nonzero=true", Split = "f")]
    internal static void CompareAndBranch(Cpu cpu, uint f, long i, uint t, bool nonzero)
    {
        ulong value = f != 0 ? cpu.X(t) : cpu.W(t);
        if ((value != 0) == nonzero)
        {
            cpu.BranchToOffset((ulong)(i << 2));
        }
    }

    [Instruction("tbz_aarch64_instrs_branch_conditional_test", "h0110110 bbbbb iiiiiiiiiiiiii ttttt",
        "tbz {t:r.h}, #{h,b}, {i:label.4}", TimingClass.Branch, With = "nonzero=false", Split = "h")]
    [Instruction("tbnz_aarch64_instrs_branch_conditional_test", "h0110111 bbbbb iiiiiiiiiiiiii ttttt",
        "tbnz {t:r.h}, #{h,b}, {i:label.4}", TimingClass.Branch, With = "nonzero=true", Split = "h")]
    [Alias("tbz", "tbz {t:x}, #{b}, {i:label.4}", When = "h=0", AssembleOnly = true)]
    [Alias("tbnz", "tbnz {t:x}, #{b}, {i:label.4}", When = "h=0", AssembleOnly = true)]
    internal static void TestAndBranch(Cpu cpu, uint h, uint b, long i, uint t, bool nonzero)
    {
        if (((cpu.X(t) >> (int)((h << 5) | b)) & 1) != 0 == nonzero)
        {
            cpu.BranchToOffset((ulong)(i << 2));
        }
    }

    [Instruction("br_aarch64_instrs_branch_unconditional_register", "1101011000011111000000 nnnnn 00000",
        "br {n:x}", TimingClass.Branch)]
    [Instruction("ret_aarch64_instrs_branch_unconditional_register", "1101011001011111000000 nnnnn 00000",
        "ret {n:x}", TimingClass.Branch)]
    [Alias("ret", "ret", When = "n=30 a64")]
    internal static void Br(Cpu cpu, uint n) => cpu.BranchToRegister(cpu.X(n));

    [Instruction("blr_aarch64_instrs_branch_unconditional_register", "1101011000111111000000 nnnnn 00000",
        "blr {n:x}", TimingClass.Branch)]
    internal static void Blr(Cpu cpu, uint n)
    {
        ulong target = cpu.X(n);
        cpu.WriteLink();
        cpu.BranchToRegister(target);
    }
}
