using System.Collections.Frozen;

namespace FlexCap.Morello.Internal;

/// <summary>Encoding of a system register: op0, op1, CRn, CRm, op2.</summary>
internal readonly record struct SystemEncoding(uint Op0, uint Op1, uint Crn, uint Crm, uint Op2)
{
    /// <summary>Bits 20 to 5 of MRS and MSR, op0 with both bits.</summary>
    internal uint Packed => Op0 << 14 | Op1 << 11 | Crn << 7 | Crm << 3 | Op2;
}

/// <summary>Rules of access besides the lowest exception level, in the order in which they are checked.</summary>
[Flags]
internal enum SystemRule : ulong
{
    None = 0,

    /// <summary>UNDEFINED while SPSel = 0.</summary>
    NeedsOwnStack = 1,

    /// <summary>UNDEFINED in Restricted.</summary>
    NotInRestricted = 2,

    /// <summary>Needs the System permission of PCC.</summary>
    System = 4,

    /// <summary>Needs the System permission or CCTLR_ELx.PERMVCT.</summary>
    SystemOrCounter = 8,

    /// <summary>Needs capabilities to be enabled.</summary>
    Capabilities = 16,

    /// <summary>Needs FP and SIMD to be enabled.</summary>
    FloatingPoint = 32,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN.</summary>
    UserPerformance = 64,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN, or CR to read.</summary>
    UserCycles = 128,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN, or ER to read.</summary>
    UserEvents = 256,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN or SW.</summary>
    UserIncrement = 512,

    /// <summary>From EL0 needs CNTKCTL_EL1.EL0VCTEN.</summary>
    UserVirtualCounter = 1024,

    /// <summary>From EL0 needs CNTKCTL_EL1.EL0PCTEN.</summary>
    UserPhysicalCounter = 2048,

    /// <summary>From EL0 needs one of both.</summary>
    UserCounterFrequency = 4096,

    /// <summary>From EL0 needs CNTKCTL_EL1.EL0VTEN.</summary>
    UserVirtualTimer = 8192,

    /// <summary>From EL0 needs CNTKCTL_EL1.EL0PTEN.</summary>
    UserPhysicalTimer = 16384,

    /// <summary>From EL0 needs SCTLR_EL1.UCT.</summary>
    UserCacheType = 32768,

    /// <summary>From EL0 needs SCTLR_EL1.UMA.</summary>
    UserMask = 65536,

    /// <summary>From EL0 needs MDSCR_EL1.TDCC = 0.</summary>
    UserDebugCommunication = 131_072,

    /// <summary>From EL0 needs SCTLR_EL1.TSCXT = 0.</summary>
    UserContextNumber = 262_144,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN or ER to read and to write.</summary>
    UserEventSelection = 524_288,

    /// <summary>For EL3 and Secure EL1 (without the System permission there), UNDEFINED elsewhere: the Secure timer.</summary>
    SecureState = 1UL << 30,

    /// <summary>UNDEFINED on a board without an interrupt controller.</summary>
    InterruptController = 1UL << 29,

    /// <summary>Only the highest exception level may write it.</summary>
    HighestLevelWrites = 1UL << 31,

    /// <summary>UNDEFINED in Secure state (LORegions).</summary>
    NonSecure = 1UL << 32,

    /// <summary>Only where its exception level is the highest one (RVBAR, RMR).</summary>
    HighestLevel = 1UL << 33,

    /// <summary>Writes trapped to EL2 by HCR_EL2.TVM, reads by TRVM.</summary>
    TrapVirtualMemory = 1UL << 34,

    /// <summary>Trapped to EL2 by HCR_EL2.TACR.</summary>
    TrapAuxiliary = 1UL << 35,

    /// <summary>Trapped to EL2 by HCR_EL2.TID1.</summary>
    TrapRevision = 1UL << 36,

    /// <summary>Trapped to EL2 by HCR_EL2.TID2 and TID4.</summary>
    TrapCacheIdentification = 1UL << 37,

    /// <summary>Trapped to EL2 by HCR_EL2.TID2.</summary>
    TrapCacheType = 1UL << 38,

    /// <summary>Trapped to EL2 by HCR_EL2.TID3.</summary>
    TrapFeatureIdentification = 1UL << 39,

    /// <summary>Trapped to EL2 by CPTR_EL2.TCPAC, to EL3 by CPTR_EL3.TCPAC.</summary>
    TrapEnables = 1UL << 40,

    /// <summary>Trapped to EL2 by MDCR_EL2.TDE and TDA, to EL3 by MDCR_EL3.TDA.</summary>
    TrapDebug = 1UL << 41,

    /// <summary>Trapped to EL2 by MDCR_EL2.TDE and TDOSA, to EL3 by MDCR_EL3.TDOSA.</summary>
    TrapDebugOs = 1UL << 42,

    /// <summary>Trapped to EL2 by MDCR_EL2.TDE and TDRA, to EL3 by MDCR_EL3.TDA.</summary>
    TrapDebugRom = 1UL << 43,

    /// <summary>Trapped to EL2 by MDCR_EL2.TPM, to EL3 by MDCR_EL3.TPM.</summary>
    TrapPerformance = 1UL << 44,

    /// <summary>Besides <see cref="TrapPerformance"/>, trapped to EL2 by MDCR_EL2.TPMCR.</summary>
    TrapPerformanceControl = 1UL << 45,

    /// <summary>Trapped to EL2 by HCR_EL2.TERR, to EL3 by SCR_EL3.TERR.</summary>
    TrapErrors = 1UL << 46,

    /// <summary>Trapped to EL2 by HCR_EL2.TLOR, to EL3 by SCR_EL3.TLOR.</summary>
    TrapOrderingRegions = 1UL << 47,

    /// <summary>Trapped to EL2 unless HCR_EL2.EnSCXT, to EL3 unless SCR_EL3.EnSCXT.</summary>
    TrapContextNumber = 1UL << 48,

    /// <summary>Trapped from EL1 to EL2 by HCR_EL2.TIDCP.</summary>
    TrapImplementation = 1UL << 49,

    /// <summary>Trapped to EL2 unless CNTHCTL_EL2.EL1PCTEN.</summary>
    TrapPhysicalCounter = 1UL << 50,

    /// <summary>Trapped to EL3 unless SCR_EL3.ST.</summary>
    TrapSecureTimer = 1UL << 52,

    /// <summary>Trapped to EL2 unless CNTHCTL_EL2.EL1PCEN (EL1PTEN with HCR_EL2.E2H).</summary>
    TrapPhysicalTimer = 1UL << 51,

    /// <summary>Trapped to EL2 by HCR_EL2.FMO (there is no virtual CPU interface), to EL3 by SCR_EL3.FIQ.</summary>
    TrapGroup0 = 1UL << 53,

    /// <summary>Trapped to EL2 by HCR_EL2.IMO, to EL3 by SCR_EL3.IRQ.</summary>
    TrapGroup1 = 1UL << 54,

    /// <summary>Trapped to EL2 by HCR_EL2.FMO or IMO, to EL3 by SCR_EL3.FIQ and IRQ together.</summary>
    TrapBothGroups = 1UL << 55,
}

/// <summary>One ordinary system register.</summary>
/// <param name="Name">Arm's name.</param>
/// <param name="Encoding">Where MRS and MSR find it.</param>
/// <param name="Level">Lowest exception level that may read it.</param>
/// <param name="WriteLevel">Lowest exception level that may write it; 4 if none may.</param>
/// <param name="Rule">Further rules.</param>
/// <param name="Read">Its value; null if it cannot be read.</param>
/// <param name="Write">Writes it; null if it cannot be written.</param>
internal sealed record SystemRegister(
    string Name, SystemEncoding Encoding, uint Level, uint WriteLevel, SystemRule Rule, Func<Cpu, ulong>? Read, Action<Cpu, ulong>? Write);

/// <summary>One capability system register.</summary>
internal sealed record CapabilityRegister(
    string Name, SystemEncoding Encoding, uint Level, uint WriteLevel, SystemRule Rule, Func<Cpu, Capability> Read, Action<Cpu, Capability> Write);

/// <summary>
/// The system registers of the machine by encoding. Their storage is private to <see cref="Cpu"/>, which lists them. A
/// register has one entry; the names that HCR_EL2.E2H gives it (SCTLR_EL1 for SCTLR_EL2 at EL2, SCTLR_EL12 for SCTLR_EL1)
/// follow from <see cref="s_hostNames"/>.
/// </summary>
internal static class SystemRegisters
{
    // The register that software names at EL2 with HCR_EL2.E2H, and the one that it gets. The first one's own contents are then
    // reached with op1 = 5: as _EL12 or _EL02.
    private static readonly (string Named, string Meant)[] s_hostNames =
    [
        ("AFSR0_EL1", "AFSR0_EL2"), ("AFSR1_EL1", "AFSR1_EL2"), ("AMAIR_EL1", "AMAIR_EL2"), ("CCTLR_EL1", "CCTLR_EL2"),
        ("CNTKCTL_EL1", "CNTHCTL_EL2"), ("CNTP_CTL_EL0", "CNTHP_CTL_EL2"), ("CNTP_CVAL_EL0", "CNTHP_CVAL_EL2"),
        ("CNTP_TVAL_EL0", "CNTHP_TVAL_EL2"), ("CNTV_CTL_EL0", "CNTHV_CTL_EL2"), ("CNTV_CVAL_EL0", "CNTHV_CVAL_EL2"),
        ("CNTV_TVAL_EL0", "CNTHV_TVAL_EL2"), ("CONTEXTIDR_EL1", "CONTEXTIDR_EL2"), ("CPACR_EL1", "CPTR_EL2"),
        ("ELR_EL1", "ELR_EL2"), ("ESR_EL1", "ESR_EL2"), ("FAR_EL1", "FAR_EL2"), ("MAIR_EL1", "MAIR_EL2"),
        ("SCTLR_EL1", "SCTLR_EL2"), ("SCXTNUM_EL1", "SCXTNUM_EL2"), ("SPSR_EL1", "SPSR_EL2"), ("TCR_EL1", "TCR_EL2"),
        ("TTBR0_EL1", "TTBR0_EL2"), ("TTBR1_EL1", "TTBR1_EL2"), ("VBAR_EL1", "VBAR_EL2"),
        ("CELR_EL1", "CELR_EL2"), ("CVBAR_EL1", "CVBAR_EL2"),
    ];

    private static readonly FrozenDictionary<uint, SystemRegister> s_byEncoding =
        Cpu.OrdinaryRegisters.Concat(Cpu.IdentificationRegisters).Concat(Cpu.PerformanceRegisters).Concat(Cpu.DebugRegisters)
            .ToFrozenDictionary(register => register.Encoding.Packed);

    private static readonly FrozenDictionary<uint, CapabilityRegister> s_capabilitiesByEncoding =
        Cpu.CapabilityRegisters.ToFrozenDictionary(register => register.Encoding.Packed);

    private static readonly FrozenDictionary<uint, SystemRegister> s_atHost = HostNames(s_byEncoding.Values, r => r.Name, r => r.Encoding);
    private static readonly FrozenDictionary<uint, SystemRegister> s_ofGuest = GuestNames(s_byEncoding.Values, r => r.Name, r => r.Encoding);
    private static readonly FrozenDictionary<uint, CapabilityRegister> s_capabilitiesAtHost =
        HostNames(s_capabilitiesByEncoding.Values, r => r.Name, r => r.Encoding);

    private static readonly FrozenDictionary<uint, CapabilityRegister> s_capabilitiesOfGuest =
        GuestNames(s_capabilitiesByEncoding.Values, r => r.Name, r => r.Encoding);

    /// <summary>All ordinary registers.</summary>
    internal static IEnumerable<SystemRegister> All => s_byEncoding.Values.OrderBy(register => register.Name, StringComparer.Ordinal);

    /// <summary>All capability registers.</summary>
    internal static IEnumerable<CapabilityRegister> AllCapability =>
        s_capabilitiesByEncoding.Values.OrderBy(register => register.Name, StringComparer.Ordinal);

    internal static SystemRegister? Find(SystemEncoding encoding) => s_byEncoding.GetValueOrDefault(encoding.Packed);

    internal static CapabilityRegister? FindCapability(SystemEncoding encoding) => s_capabilitiesByEncoding.GetValueOrDefault(encoding.Packed);

    /// <summary>What an encoding means at EL2 with HCR_EL2.E2H, if something else than otherwise.</summary>
    internal static SystemRegister? FindAtHost(SystemEncoding encoding) => s_atHost.GetValueOrDefault(encoding.Packed);

    /// <summary>What an encoding means at EL2 with HCR_EL2.E2H, if something else than otherwise.</summary>
    internal static CapabilityRegister? FindCapabilityAtHost(SystemEncoding encoding) => s_capabilitiesAtHost.GetValueOrDefault(encoding.Packed);

    /// <summary>The EL1 or EL0 register that an _EL12 or _EL02 encoding means.</summary>
    internal static SystemRegister? FindOfGuest(SystemEncoding encoding) => s_ofGuest.GetValueOrDefault(encoding.Packed);

    /// <summary>The EL1 register that an _EL12 encoding means.</summary>
    internal static CapabilityRegister? FindCapabilityOfGuest(SystemEncoding encoding) => s_capabilitiesOfGuest.GetValueOrDefault(encoding.Packed);

    private static FrozenDictionary<uint, T> HostNames<T>(IEnumerable<T> registers, Func<T, string> name, Func<T, SystemEncoding> encoding)
    {
        var byName = registers.ToDictionary(name, StringComparer.Ordinal);
        return s_hostNames.Where(pair => byName.ContainsKey(pair.Named) && byName.ContainsKey(pair.Meant))
            .ToFrozenDictionary(pair => encoding(byName[pair.Named]).Packed, pair => byName[pair.Meant]);
    }

    private static FrozenDictionary<uint, T> GuestNames<T>(IEnumerable<T> registers, Func<T, string> name, Func<T, SystemEncoding> encoding)
    {
        var byName = registers.ToDictionary(name, StringComparer.Ordinal);
        return s_hostNames.Where(pair => byName.ContainsKey(pair.Named))
            .ToFrozenDictionary(pair => (encoding(byName[pair.Named]) with { Op1 = 5 }).Packed, pair => byName[pair.Named]);
    }
}
