namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Loads of capabilities through an ordinary base register, a literal, or with acquire semantics.</summary>
internal static class MorelloLoads
{
    [Instruction("LDR_C_RUIB_C", "1100001001iiiiiiiiiiiinnnnnddddd", "ldr {d:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityLoad)]
    internal static void LDR_C_RUIB_C<E>(Cpu cpu, ulong i, uint n, uint d)
        where E : struct, IEngine => Load<E>(cpu, n, i << 4, d, AccessType.Normal);

    [Instruction("LDUR_C_RI_C", "10100010010iiiiiiiii00nnnnnddddd", "ldur {d:c}, [{n:base}{i:offset0.1}]", TimingClass.CapabilityLoad)]
    [Alias("ldur", "ldr *", AssembleOnly = true)]
    internal static void LDUR_C_RI_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => Load<E>(cpu, n, (ulong)i, d, AccessType.Normal);

    [Instruction("LDTR_C_RIB_C", "10100010010iiiiiiiii10nnnnnddddd", "ldtr {d:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityLoad)]
    internal static void LDTR_C_RIB_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => Load<E>(cpu, n, (ulong)(i << 4), d, AccessType.Unprivileged);

    [Instruction("LDR_C_RRB_C", "10100010011mmmmmg1zs10nnnnnddddd", "ldr {d:c}, [{n:base}, {m,g,z,s:index.4}]", TimingClass.CapabilityLoad)]
    internal static void LDR_C_RRB_C<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d)
        where E : struct, IEngine => Load<E>(cpu, n, MorelloAlternate.Index(cpu, m, g, z, s, 4), d, AccessType.Normal);

    [Instruction("LDAR_C_R_C", "0100001001011111111111nnnnnddddd", "ldar {d:c}, [{n:base}]", TimingClass.CapabilityLoad)]
    [Instruction("LDAPR_C_R_C", "1010001000111111110000nnnnnddddd", "ldapr {d:c}, [{n:base}]", TimingClass.CapabilityLoad)]
    internal static void LoadAcquire<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine => Load<E>(cpu, n, 0, d, AccessType.Ordered);

    [Instruction("LDR_C_I_C", "1000001000iiiiiiiiiiiiiiiiiddddd", "ldr {d:c}, {i:label.16}", TimingClass.CapabilityLoad)]
    internal static void LDR_C_I_C<E>(Cpu cpu, long i, uint d)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        VirtualAddress pc = cpu.PccAddress();
        ulong offset = ((pc.Address + (ulong)(i << 4)) & ~15UL) - pc.Address;
        if (cpu.TryLoadCapability<E>(pc, offset, out Capability value))
        {
            cpu.SetC(d, value);
        }
    }

    [Instruction("LDR_C_RIAW_C", "10100010010iiiiiiiii01nnnnnddddd", "ldr {d:c}, [{n:base}], #{i:times.16}", TimingClass.CapabilityLoad, With = "pre=false")]
    [Instruction("LDR_C_RIBW_C", "10100010010iiiiiiiii11nnnnnddddd", "ldr {d:c}, [{n:base}, #{i:times.16}]!", TimingClass.CapabilityLoad, With = "pre=true")]
    internal static void LoadIndexed<E>(Cpu cpu, long i, uint n, uint d, bool pre)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i << 4);
        if (!cpu.CheckCapabilitiesEnabled() || !cpu.TryLoadCapability<E>(cpu.BaseAddress(n), pre ? offset : 0, out Capability value))
        {
            return;
        }

        cpu.SetC(d, value);

        // Loading the base register itself is CONSTRAINED UNPREDICTABLE: no write-back, as the Sail model does.
        if (d != n || n == 31)
        {
            cpu.AddToBase(n, offset);
        }
    }

    [Instruction("LDNP_C_RIB_C", "0110001001iiiiiiieeeeennnnnddddd", "ldnp {d:c}, {e:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityLoadPair)]
    [Instruction("LDP_C_RIB_C", "0100001011iiiiiiieeeeennnnnddddd", "ldp {d:c}, {e:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityLoadPair)]
    internal static void LoadPair<E>(Cpu cpu, long i, uint e, uint n, uint d)
        where E : struct, IEngine => TryLoadPair<E>(cpu, n, (ulong)(i << 4), d, e);

    [Instruction("LDP_C_RIBW_C", "0110001011iiiiiiieeeeennnnnddddd", "ldp {d:c}, {e:c}, [{n:base}, #{i:times.16}]!", TimingClass.CapabilityLoadPair, With = "pre=true")]
    [Instruction("LDP_CC_RIAW_C", "0010001011iiiiiiieeeeennnnnddddd", "ldp {d:c}, {e:c}, [{n:base}], #{i:times.16}", TimingClass.CapabilityLoadPair, With = "pre=false")]
    internal static void LoadPairIndexed<E>(Cpu cpu, long i, uint e, uint n, uint d, bool pre)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i << 4);
        if (TryLoadPair<E>(cpu, n, pre ? offset : 0, d, e) && ((d != n && e != n) || n == 31))
        {
            cpu.AddToBase(n, offset);
        }
    }

    private static void Load<E>(Cpu cpu, uint n, ulong offset, uint d, AccessType access)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryLoadCapability<E>(cpu.BaseAddress(n), offset, out Capability value, access))
        {
            cpu.SetC(d, value);
        }
    }

    private static bool TryLoadPair<E>(Cpu cpu, uint n, ulong offset, uint d, uint e)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return false;
        }

        // CONSTRAINED UNPREDICTABLE; UNDEFINED in the Sail model.
        if (d == e)
        {
            cpu.RaiseUndefined();
            return false;
        }

        if (!cpu.TryLoadCapabilityPair<E>(cpu.BaseAddress(n), offset, out Capability first, out Capability second))
        {
            return false;
        }

        cpu.SetC(d, first);
        cpu.SetC(e, second);
        return true;
    }
}
