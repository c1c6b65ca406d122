namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Reads of a capability's fields, its bounds, permissions and copies.</summary>
internal static class MorelloFields
{
    [Instruction("GCBASE_R_C_C", "1100001011000000000100nnnnnddddd", "gcbase {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCBASE_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).Base);
        }
    }

    [Instruction("GCVALUE_R_C_C", "1100001011000000010100nnnnnddddd", "gcvalue {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCVALUE_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.XSp(n));
        }
    }

    [Instruction("GCLEN_R_C_C", "1100001011000000001100nnnnnddddd", "gclen {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCLEN_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, ulong.CreateSaturating(cpu.CSp(n).Length));
        }
    }

    [Instruction("GCLIM_R_C_C", "1100001011000001000100nnnnnddddd", "gclim {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCLIM_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, ulong.CreateSaturating(cpu.CSp(n).Limit));
        }
    }

    [Instruction("GCOFF_R_C_C", "1100001011000000011100nnnnnddddd", "gcoff {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCOFF_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).Offset);
        }
    }

    [Instruction("GCPERM_R_C_C", "1100001011000000110100nnnnnddddd", "gcperm {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCPERM_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, (ulong)cpu.CSp(n).Permissions);
        }
    }

    [Instruction("GCSEAL_R_C_C", "1100001011000000101100nnnnnddddd", "gcseal {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCSEAL_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).IsSealed ? 1UL : 0UL);
        }
    }

    [Instruction("GCTAG_R_C_C", "1100001011000000100100nnnnnddddd", "gctag {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCTAG_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).Tag ? 1UL : 0UL);
        }
    }

    [Instruction("GCTYPE_R_C_C", "1100001011000000111100nnnnnddddd", "gctype {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCTYPE_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).ObjectType);
        }
    }

    [Instruction("GCFLGS_R_C_C", "1100001011000001001100nnnnnddddd", "gcflgs {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void GCFLGS_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, (ulong)cpu.CSp(n).Flags << 56);
        }
    }

    [Instruction("CFHI_R_C_C", "1100001011000001010100nnnnnddddd", "cfhi {d:x}, {n:csp}", TimingClass.Capability)]
    internal static void CFHI_R_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, cpu.CSp(n).Metadata);
        }
    }

    [Instruction("CTHI_C_CR_C", "11000010110mmmmm111010nnnnnddddd", "cthi {d:csp}, {n:c}, {m:x}", TimingClass.Capability)]
    internal static void CTHI_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, new Capability(cpu.X(n), cpu.X(m), false));
        }
    }

    [Instruction("CPY_C_C_C", "1100001011000001110100nnnnnddddd", "mov {d:csp}, {n:csp}", TimingClass.Capability)]
    [Alias("mov", "cpy *", AssembleOnly = true)]
    internal static void CPY_C_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n));
        }
    }

    [Instruction("CLRTAG_C_C_C", "1100001011000001100100nnnnnddddd", "clrtag {d:csp}, {n:csp}", TimingClass.Capability)]
    internal static void CLRTAG_C_C_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).ClearTag());
        }
    }

    [Instruction("CLRPERM_C_CR_C", "11000010110mmmmm101000nnnnnddddd", "clrperm {d:csp}, {n:csp}, {m:x}", TimingClass.Capability)]
    internal static void CLRPERM_C_CR_C(Cpu cpu, uint m, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).ClearPermissions((CapabilityPermissions)cpu.X(m) & CapabilityPermissions.All));
        }
    }

    [Instruction("CLRPERM_C_CI_C", "1100001011000110ppp100nnnnnddddd", "clrperm {d:csp}, {n:csp}, {p:perm}", TimingClass.Capability)]
    internal static void CLRPERM_C_CI_C(Cpu cpu, uint p, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            // Bits 0, 1 and 2 are Execute, Store and Load, in the order of the permissions themselves.
            cpu.SetCSp(d, cpu.CSp(n).ClearPermissions((CapabilityPermissions)(p * (uint)CapabilityPermissions.Execute)));
        }
    }

    [Instruction("SCBNDS_C_CI_C", "11000010110iiiiii01110nnnnnddddd", "scbnds {d:csp}, {n:csp}, #{i}", TimingClass.Capability, With = "shift=0")]
    [Instruction("SCBNDS_C_CI_S", "11000010110iiiiii11110nnnnnddddd", "scbnds {d:csp}, {n:csp}, #{i}, lsl #4", TimingClass.Capability, With = "shift=4")]
    internal static void SCBNDS_C_CI(Cpu cpu, uint i, uint n, uint d, int shift)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).SetBounds((ulong)i << shift, exact: true));
        }
    }

    [Instruction("SCBNDS_C_CR_C", "11000010110mmmmm000000nnnnnddddd", "scbnds {d:csp}, {n:csp}, {m:x}", TimingClass.Capability, With = "exact=false")]
    [Instruction("SCBNDSE_C_CR_C", "11000010110mmmmm001000nnnnnddddd", "scbndse {d:csp}, {n:csp}, {m:x}", TimingClass.Capability, With = "exact=true")]
    internal static void SCBNDS_C_CR(Cpu cpu, uint m, uint n, uint d, bool exact)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetCSp(d, cpu.CSp(n).SetBounds(cpu.X(m), exact));
        }
    }

    [Instruction("RRLEN_R_R_C", "1100001011000111000100nnnnnddddd", "rrlen {d:x}, {n:x}", TimingClass.Capability)]
    internal static void RRLEN_R_R_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, Capability.RepresentableLength(cpu.X(n)));
        }
    }

    [Instruction("RRMASK_R_R_C", "1100001011000111001100nnnnnddddd", "rrmask {d:x}, {n:x}", TimingClass.Capability)]
    internal static void RRMASK_R_R_C(Cpu cpu, uint n, uint d)
    {
        if (cpu.CheckCapabilitiesEnabled())
        {
            cpu.SetX(d, Capability.RepresentableMask(cpu.X(n)));
        }
    }
}
