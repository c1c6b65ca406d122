namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Stores of capabilities through an ordinary base register.</summary>
internal static class MorelloStores
{
    [Instruction("STR_C_RUIB_C", "1100001000iiiiiiiiiiiinnnnnddddd", "str {d:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityStore)]
    internal static void STR_C_RUIB_C<E>(Cpu cpu, ulong i, uint n, uint d)
        where E : struct, IEngine => TryStore<E>(cpu, n, i << 4, d, AccessType.Normal);

    [Instruction("STUR_C_RI_C", "10100010000iiiiiiiii00nnnnnddddd", "stur {d:c}, [{n:base}{i:offset0.1}]", TimingClass.CapabilityStore)]
    [Alias("stur", "str *", AssembleOnly = true)]
    internal static void STUR_C_RI_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => TryStore<E>(cpu, n, (ulong)i, d, AccessType.Normal);

    [Instruction("STTR_C_RIB_C", "10100010000iiiiiiiii10nnnnnddddd", "sttr {d:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityStore)]
    internal static void STTR_C_RIB_C<E>(Cpu cpu, long i, uint n, uint d)
        where E : struct, IEngine => TryStore<E>(cpu, n, (ulong)(i << 4), d, AccessType.Unprivileged);

    [Instruction("STR_C_RRB_C", "10100010001mmmmmg1zs10nnnnnddddd", "str {d:c}, [{n:base}, {m,g,z,s:index.4}]", TimingClass.CapabilityStore)]
    internal static void STR_C_RRB_C<E>(Cpu cpu, uint m, uint g, uint z, uint s, uint n, uint d)
        where E : struct, IEngine => TryStore<E>(cpu, n, MorelloAlternate.Index(cpu, m, g, z, s, 4), d, AccessType.Normal);

    [Instruction("STLR_C_R_C", "0100001000011111111111nnnnnddddd", "stlr {d:c}, [{n:base}]", TimingClass.CapabilityStore)]
    internal static void STLR_C_R_C<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine => TryStore<E>(cpu, n, 0, d, AccessType.Ordered);

    [Instruction("STR_C_RIAW_C", "10100010000iiiiiiiii01nnnnnddddd", "str {d:c}, [{n:base}], #{i:times.16}", TimingClass.CapabilityStore, With = "pre=false")]
    [Instruction("STR_C_RIBW_C", "10100010000iiiiiiiii11nnnnnddddd", "str {d:c}, [{n:base}, #{i:times.16}]!", TimingClass.CapabilityStore, With = "pre=true")]
    internal static void StoreIndexed<E>(Cpu cpu, long i, uint n, uint d, bool pre)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i << 4);

        // Storing the base register itself stores its old value, as the Sail model does.
        if (TryStore<E>(cpu, n, pre ? offset : 0, d, AccessType.Normal))
        {
            cpu.AddToBase(n, offset);
        }
    }

    [Instruction("STNP_C_RIB_C", "0110001000iiiiiiieeeeennnnnddddd", "stnp {d:c}, {e:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityStorePair)]
    [Instruction("STP_C_RIB_C", "0100001010iiiiiiieeeeennnnnddddd", "stp {d:c}, {e:c}, [{n:base}{i:offset0.16}]", TimingClass.CapabilityStorePair)]
    internal static void StorePair<E>(Cpu cpu, long i, uint e, uint n, uint d)
        where E : struct, IEngine => TryStorePair<E>(cpu, n, (ulong)(i << 4), d, e);

    [Instruction("STP_C_RIBW_C", "0110001010iiiiiiieeeeennnnnddddd", "stp {d:c}, {e:c}, [{n:base}, #{i:times.16}]!", TimingClass.CapabilityStorePair, With = "pre=true")]
    [Instruction("STP_CC_RIAW_C", "0010001010iiiiiiieeeeennnnnddddd", "stp {d:c}, {e:c}, [{n:base}], #{i:times.16}", TimingClass.CapabilityStorePair, With = "pre=false")]
    internal static void StorePairIndexed<E>(Cpu cpu, long i, uint e, uint n, uint d, bool pre)
        where E : struct, IEngine
    {
        ulong offset = (ulong)(i << 4);
        if (TryStorePair<E>(cpu, n, pre ? offset : 0, d, e))
        {
            cpu.AddToBase(n, offset);
        }
    }

    private static bool TryStore<E>(Cpu cpu, uint n, ulong offset, uint d, AccessType access)
        where E : struct, IEngine =>
        cpu.CheckCapabilitiesEnabled() && cpu.TryStoreCapability<E>(cpu.BaseAddress(n), offset, cpu.C(d), access);

    private static bool TryStorePair<E>(Cpu cpu, uint n, ulong offset, uint d, uint e)
        where E : struct, IEngine =>
        cpu.CheckCapabilitiesEnabled() && cpu.TryStoreCapabilityPair<E>(cpu.BaseAddress(n), offset, cpu.C(d), cpu.C(e));
}
