namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Branches that write PCC from a capability, and the ways through sealed entries.</summary>
internal static class MorelloBranches
{
    private const uint DataRegister = 29;
    private const uint LinkRegister = 30;

    [Instruction("BR_C_C", "1100001011000010000100nnnnn00000", "br {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("RET_C_C", "1100001011000010010100nnnnn00000", "ret {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("BLR_C_C", "1100001011000010001100nnnnn00000", "blr {n:c}", TimingClass.CapabilityBranch, With = "link=true")]
    [Alias("ret", "ret", When = "n=30 c64", AssembleOnly = true)]
    internal static void Branch(Cpu cpu, uint n, bool link)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability target = UnsealEntry(KeepExecutive(cpu, cpu.C(n)));
            BranchAndLink(cpu, target, link);
        }
    }

    [Instruction("BRR_C_C", "1100001011000010000100nnnnn00011", "brr {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("RETR_C_C", "1100001011000010010100nnnnn00011", "retr {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("BLRR_C_C", "1100001011000010001100nnnnn00011", "blrr {n:c}", TimingClass.CapabilityBranch, With = "link=true")]
    [Alias("retr", "retr", When = "n=30", AssembleOnly = true)]
    internal static void BranchToRestricted(Cpu cpu, uint n, bool link)
    {
        if (cpu.IsRestricted)
        {
            cpu.RaiseUndefined();
        }
        else if (cpu.CheckCapabilitiesEnabled())
        {
            BranchAndLink(cpu, UnsealEntryOnly(cpu, cpu.C(n)), link);
        }
    }

    [Instruction("BRS_C_C", "1100001011000010000100nnnnn00010", "brs {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("RETS_C_C", "1100001011000010010100nnnnn00010", "rets {n:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("BLRS_C_C", "1100001011000010001100nnnnn00010", "blrs {n:c}", TimingClass.CapabilityBranch, With = "link=true")]
    [Alias("rets {n:c}", "rets", When = "n=30", AssembleOnly = true)]
    internal static void BranchSealed(Cpu cpu, uint n, bool link)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            BranchAndLink(cpu, UnsealEntryOnly(cpu, KeepExecutive(cpu, cpu.C(n))), link);
        }
    }

    [Instruction("BRS_C_C_C", "11000010110mmmmm100001nnnnn00000", "brs c29, {n:c}, {m:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("RETS_C_C_C", "11000010110mmmmm110001nnnnn00000", "rets c29, {n:c}, {m:c}", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("BLRS_C_C_C", "11000010110mmmmm101001nnnnn00000", "blrs c29, {n:c}, {m:c}", TimingClass.CapabilityBranch, With = "link=true")]
    internal static void BranchSealedPair(Cpu cpu, uint m, uint n, bool link)
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        Capability code = KeepExecutive(cpu, cpu.C(n));
        Capability data = cpu.C(m);
        bool isPair = code.Tag && data.Tag && code.ObjectType == data.ObjectType && code.ObjectType >= ObjectTypes.FirstSoftware
            && code.Has(CapabilityPermissions.BranchSealedPair | CapabilityPermissions.Execute)
            && data.Has(CapabilityPermissions.BranchSealedPair) && !data.Has(CapabilityPermissions.Execute);
        cpu.SetC(DataRegister, isPair ? data.WithObjectType(ObjectTypes.Unsealed) : data);
        BranchAndLink(cpu, isPair ? code.WithObjectType(ObjectTypes.Unsealed) : code.ClearTag(), link);
    }

    [Instruction("LDPBR_C_C_C", "1100001011000100000100nnnnnddddd", "ldpbr {d:c}, [{n:csp}]", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("LDPBLR_C_C_C", "1100001011000100001100nnnnnddddd", "ldpblr {d:c}, [{n:csp}]", TimingClass.CapabilityBranch, With = "link=true")]
    internal static void LoadPairAndBranch<E>(Cpu cpu, uint n, uint d, bool link)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled() || !cpu.TryReadBranchBase(n, out Capability pair))
        {
            return;
        }

        if (d == DataRegister && pair.Tag && pair.ObjectType == ObjectTypes.LoadPairBranch)
        {
            pair = pair.WithObjectType(ObjectTypes.Unsealed);
        }

        if (!cpu.TryLoadCapabilityPair<E>(cpu.AddressFrom(pair), 0, out Capability data, out Capability target))
        {
            return;
        }

        // The link is computed and written before the data register (with Ct = C30 the data stays: the model says UNKNOWN).
        Capability next = UnsealEntry(KeepExecutive(cpu, target));
        if (link)
        {
            cpu.SetC(LinkRegister, Link(cpu));
        }

        cpu.SetC(d, data);
        cpu.BranchXToCapability(next);
    }

    [Instruction("BR_CI_C", "110000101101iiiiiii100nnnnn00000", "br [{n:csp}{i:offset0.16}]", TimingClass.CapabilityBranch, With = "link=false")]
    [Instruction("BLR_CI_C", "110000101101iiiiiii100nnnnn00001", "blr [{n:csp}{i:offset0.16}]", TimingClass.CapabilityBranch, With = "link=true")]
    internal static void LoadAndBranch<E>(Cpu cpu, long i, uint n, bool link)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled() || !cpu.TryReadBranchBase(n, out Capability table))
        {
            return;
        }

        if (n == DataRegister && table.Tag && table.ObjectType == ObjectTypes.LoadBranch)
        {
            table = table.WithObjectType(ObjectTypes.Unsealed);
        }

        if (!cpu.TryLoadCapability<E>(cpu.AddressFrom(table), (ulong)(i << 4), out Capability target))
        {
            return;
        }

        if (n == DataRegister)
        {
            cpu.SetC(DataRegister, table);
        }

        BranchAndLink(cpu, UnsealEntry(KeepExecutive(cpu, target)), link);
    }

    [Instruction("BX___C", "11000010110000100111001111100000", "bx #4", TimingClass.CapabilityBranch)]
    internal static void BX___C(Cpu cpu)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.BranchXToCapability(cpu.Pcc.Add(cpu.IsC64 ? 4UL : 5UL));
        }
    }

    // From Executive only BRR, BLRR, RETR and ERET lead into Restricted.
    private static Capability KeepExecutive(Cpu cpu, Capability target) =>
        !cpu.IsRestricted && !target.IsExecutive ? target.ClearTag() : target;

    private static Capability UnsealEntry(Capability target) =>
        target.Tag && target.ObjectType == ObjectTypes.RegisterBranch ? target.WithObjectType(ObjectTypes.Unsealed) : target;

    // With CCTLR.SBL only a sealed entry may be branched to.
    private static Capability UnsealEntryOnly(Cpu cpu, Capability target) =>
        target.Tag && target.ObjectType == ObjectTypes.RegisterBranch ? target.WithObjectType(ObjectTypes.Unsealed)
        : cpu.HasCapabilityControl(CctlrBits.SealedBranchLink) ? target.ClearTag()
        : target;

    // Bit 0 of a link says C64.
    private static Capability Link(Cpu cpu)
    {
        Capability link = cpu.Pcc.Add(cpu.IsC64 ? 5UL : 4UL);
        return cpu.HasCapabilityControl(CctlrBits.SealedBranchLink) ? link.WithObjectType(ObjectTypes.RegisterBranch) : link;
    }

    private static void BranchAndLink(Cpu cpu, Capability target, bool link)
    {
        if (link)
        {
            cpu.SetC(LinkRegister, Link(cpu));
        }

        cpu.BranchXToCapability(target);
    }
}
