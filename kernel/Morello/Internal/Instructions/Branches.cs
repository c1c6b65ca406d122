namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Branches to immediates and integer registers.</summary>
internal static class Branches
{
    [Instruction("b_uncond_aarch64_instrs_branch_unconditional_immediate", "000101iiiiiiiiiiiiiiiiiiiiiiiiii", "b {i:label4}", TimingClass.Branch)]
    internal static void B(Cpu cpu, long i) => cpu.BranchTo(cpu.Pc + (ulong)(i << 2));

    [Instruction("cbz_aarch64_instrs_branch_conditional_compare", "f0110100iiiiiiiiiiiiiiiiiiittttt", "cbz {t:r.f}, {i:label4}", TimingClass.Branch, With = "nonzero=false", Split = "f")]
    [Instruction("cbnz_aarch64_instrs_branch_conditional_compare", "f0110101iiiiiiiiiiiiiiiiiiittttt", "cbnz {t:r.f}, {i:label4}", TimingClass.Branch, With = "nonzero=true", Split = "f")]
    internal static void CompareAndBranch(Cpu cpu, uint f, long i, uint t, bool nonzero)
    {
        ulong value = f != 0 ? cpu.X(t) : cpu.W(t);
        if ((value != 0) == nonzero)
        {
            cpu.BranchTo(cpu.Pc + (ulong)(i << 2));
        }
    }
}
