namespace FlexCap.Morello.Internal.Instructions;

/// <summary>Exclusive accesses, swaps and compare-and-swaps of capabilities. The orderings differ in nothing that one core can see.</summary>
internal static class MorelloAtomics
{
    [Instruction("LDXR_C_R_C", "0010001001011111011111nnnnnddddd", "ldxr {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("LDAXR_C_R_C", "0010001001011111111111nnnnnddddd", "ldaxr {d:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void LoadExclusive<E>(Cpu cpu, uint n, uint d)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryLoadCapabilityExclusive<E>(cpu.BaseAddress(n), out Capability value))
        {
            cpu.SetC(d, value);
        }
    }

    [Instruction("LDXP_C_R_C", "00100010011111110eeeeennnnnddddd", "ldxp {d:c}, {e:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("LDAXP_C_R_C", "00100010011111111eeeeennnnnddddd", "ldaxp {d:c}, {e:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void LoadExclusivePair<E>(Cpu cpu, uint e, uint n, uint d)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        // CONSTRAINED UNPREDICTABLE; UNDEFINED in the Sail model.
        if (d == e)
        {
            cpu.RaiseUndefined();
            return;
        }

        if (cpu.TryLoadCapabilityExclusivePair<E>(cpu.BaseAddress(n), out Capability first, out Capability second))
        {
            cpu.SetC(d, first);
            cpu.SetC(e, second);
        }
    }

    [Instruction("STXR_R_CR_C", "00100010000mmmmm011111nnnnnddddd", "stxr {m:w}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("STLXR_R_CR_C", "00100010000mmmmm111111nnnnnddddd", "stlxr {m:w}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void StoreExclusive<E>(Cpu cpu, uint m, uint n, uint d)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryStoreCapabilityExclusive<E>(cpu.BaseAddress(n), cpu.C(d), out bool stored))
        {
            cpu.SetW(m, stored ? 0u : 1u);
        }
    }

    [Instruction("STXP_R_CR_C", "00100010001mmmmm0eeeeennnnnddddd", "stxp {m:w}, {d:c}, {e:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("STLXP_R_CR_C", "00100010001mmmmm1eeeeennnnnddddd", "stlxp {m:w}, {d:c}, {e:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void StoreExclusivePair<E>(Cpu cpu, uint m, uint e, uint n, uint d)
        where E : struct, IEngine
    {
        if (cpu.CheckCapabilitiesEnabled() && cpu.TryStoreCapabilityExclusivePair<E>(cpu.BaseAddress(n), cpu.C(d), cpu.C(e), out bool stored))
        {
            cpu.SetW(m, stored ? 0u : 1u);
        }
    }

    [Instruction("SWP_CC_R_C", "10100010001mmmmm100000nnnnnddddd", "swp {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("SWPA_CC_R_C", "10100010101mmmmm100000nnnnnddddd", "swpa {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("SWPAL_CC_R_C", "10100010111mmmmm100000nnnnnddddd", "swpal {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("SWPL_CC_R_C", "10100010011mmmmm100000nnnnnddddd", "swpl {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void Swap<E>(Cpu cpu, uint m, uint n, uint d)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        VirtualAddress address = cpu.BaseAddress(n);
        Capability replacement = cpu.C(m);
        if (cpu.TryLoadCapabilityForUpdate<E>(address, replacement, out Capability old))
        {
            cpu.StoreCapabilityUpdate(replacement);
            cpu.SetC(d, cpu.SquashLoaded(old, address));
        }
    }

    [Instruction("CAS_C_R_C", "10100010101mmmmm011111nnnnnddddd", "cas {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("CASA_C_R_C", "10100010111mmmmm011111nnnnnddddd", "casa {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("CASAL_C_R_C", "10100010111mmmmm111111nnnnnddddd", "casal {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    [Instruction("CASL_C_R_C", "10100010101mmmmm111111nnnnnddddd", "casl {m:c}, {d:c}, [{n:base}]", TimingClass.Atomic)]
    internal static void CompareAndSwap<E>(Cpu cpu, uint m, uint n, uint d)
        where E : struct, IEngine
    {
        if (!cpu.CheckCapabilitiesEnabled())
        {
            return;
        }

        VirtualAddress address = cpu.BaseAddress(n);
        Capability replacement = cpu.C(d);
        if (!cpu.TryLoadCapabilityForUpdate<E>(address, replacement, out Capability old))
        {
            return;
        }

        // What is compared is what a load would have given (Sail MemAtomicCompareAndSwapC).
        old = cpu.SquashLoaded(old, address);
        if (old == cpu.C(m))
        {
            cpu.StoreCapabilityUpdate(replacement);
        }

        cpu.SetC(m, old);
    }
}
