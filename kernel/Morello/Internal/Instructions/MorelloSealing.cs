using static FlexCap.Morello.Internal.Instructions.MorelloArithmetic;

namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Sealing, unsealing, building and checking capabilities.</summary>
internal static class MorelloSealing
{
    [Instruction("SEAL_C_CI_C", "11000010110000110ff100nnnnnddddd", "seal {d:c}, {n:c}, {f:sealform}", TimingClass.Capability)]
    internal static void SEAL_C_CI_C(Cpu cpu, uint f, uint n, uint d)
    {
        if (f == 0)
        {
            cpu.RaiseUndefined();
        }
        else if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, cpu.C(n).SealEntry(f));
        }
    }

    [Instruction("SEAL_C_CC_C", "11000010110mmmmm000010nnnnnddddd", "seal {d:c}, {n:c}, {m:c}", TimingClass.Capability)]
    internal static void SEAL_C_CC_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, cpu.C(n).Seal(cpu.C(m)));
        }
    }

    [Instruction("CSEAL_C_C_C", "11000010110mmmmm010001nnnnnddddd", "cseal {d:csp}, {n:csp}, {m:csp}", TimingClass.Capability)]
    internal static void CSEAL_C_C_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability result = cpu.CSp(n).SealConditionally(cpu.CSp(m), out bool succeeded);
            cpu.Nzcv = Condition(false, false, false, succeeded);
            cpu.SetCSp(d, result);
        }
    }

    [Instruction("UNSEAL_C_CC_C", "11000010110mmmmm010010nnnnnddddd", "unseal {d:c}, {n:c}, {m:c}", TimingClass.Capability)]
    internal static void UNSEAL_C_CC_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, cpu.C(n).Unseal(cpu.C(m)));
        }
    }

    [Instruction("BUILD_C_C_C", "11000010110mmmmm000001nnnnnddddd", "build {d:csp}, {n:csp}, {m:csp}", TimingClass.Capability)]
    internal static void BUILD_C_C_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).Build(cpu.CSp(m)));
        }
    }

    [Instruction("CPYTYPE_C_C_C", "11000010110mmmmm001001nnnnnddddd", "cpytype {d:c}, {n:c}, {m:c}", TimingClass.Capability)]
    internal static void CPYTYPE_C_C_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetC(d, cpu.C(n).CopyType(cpu.C(m)));
        }
    }

    [Instruction("CHKEQ___CC_C", "11000010110mmmmm101001nnnnn00001", "chkeq {n:csp}, {m:c}", TimingClass.Capability)]
    internal static void CHKEQ___CC_C(Cpu cpu, uint m, uint n)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.Nzcv = Condition(false, cpu.CSp(n) == cpu.C(m), false, false);
        }
    }

    [Instruction("CHKSS___CC_C", "11000010110mmmmm100001nnnnn00001", "chkss {n:csp}, {m:csp}", TimingClass.Capability)]
    internal static void CHKSS___CC_C(Cpu cpu, uint m, uint n)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability part = cpu.CSp(n);
            Capability whole = cpu.CSp(m);
            cpu.Nzcv = Condition(part.Tag == whole.Tag && part.IsSubsetOf(whole), false, false, false);
        }
    }

    [Instruction("CHKSSU_C_CC_C", "11000010110mmmmm100010nnnnnddddd", "chkssu {d:c}, {n:csp}, {m:csp}", TimingClass.Capability)]
    internal static void CHKSSU_C_CC_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            Capability result = cpu.CSp(n).UnsealIfSubset(cpu.CSp(m), out bool isSubset);
            cpu.Nzcv = Condition(isSubset, false, false, false);
            cpu.SetC(d, result);
        }
    }

    [Instruction("CHKSLD_C_C", "1100001011000010000100nnnnn00001", "chksld {n:csp}", TimingClass.Capability)]
    internal static void CHKSLD_C_C(Cpu cpu, uint n)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.Nzcv = Condition(false, false, false, cpu.CSp(n).IsSealed);
        }
    }

    [Instruction("CHKTGD_C_C", "1100001011000010001100nnnnn00001", "chktgd {n:csp}", TimingClass.Capability)]
    internal static void CHKTGD_C_C(Cpu cpu, uint n)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.Nzcv = Condition(false, false, cpu.CSp(n).Tag, false);
        }
    }
}
