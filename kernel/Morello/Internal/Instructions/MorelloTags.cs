namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Tags in bulk and by decree, and capability system registers.</summary>
internal static class MorelloTags
{
    [Instruction("LDCT_R_R__", "1100001011000100101100nnnnnddddd", "ldct {d:x}, [{n:base}]", TimingClass.Load)]
    internal static void LDCT_R_R__<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryLoadTags<E>(cpu.BaseAddress(n), out ulong tags))
        {
            cpu.SetX(d, tags);
        }
    }

    [Instruction("STCT_R_R__", "1100001011000100100100nnnnnddddd", "stct {d:x}, [{n:base}]", TimingClass.Store)]
    internal static void STCT_R_R__<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine
    {
        if (cpu.El == 0)
        {
            cpu.RaiseUndefined();
        }
        else if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.TryStoreTags<E>(cpu.BaseAddress(n), cpu.X(d));
        }
    }

    [Instruction("SCTAG_C_CR_C", "11000010110mmmmm100000nnnnnddddd", "sctag {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void SCTAG_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.El == 0)
        {
            cpu.RaiseUndefined();
        }
        else if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).WithTag((cpu.X(m) & 1) != 0 && cpu.MaySetTags));
        }
    }

    [Instruction("MRS_C_I_C", "110000101001oqqqrrrrttttuuuddddd", "mrs {d:c}, {19-5:csysreg}", TimingClass.System)]
    internal static void MRS_C_I_C(Cpu cpu, uint o, uint q, uint r, uint t, uint u, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryReadCapabilityRegister(new SystemEncoding(2 + o, q, r, t, u), d, out Capability value))
        {
            cpu.SetC(d, value);
        }
    }

    [Instruction("MSR_C_I_C", "110000101000oqqqrrrrttttuuuddddd", "msr {19-5:csysreg}, {d:c}", TimingClass.System)]
    internal static void MSR_C_I_C(Cpu cpu, uint o, uint q, uint r, uint t, uint u, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.TryWriteCapabilityRegister(new SystemEncoding(2 + o, q, r, t, u), d, cpu.C(d));
        }
    }
}
