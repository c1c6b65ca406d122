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
internal enum SystemRule
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

    /// <summary>From EL0 needs PMUSERENR_EL0.EN or CR.</summary>
    UserCycles = 128,

    /// <summary>From EL0 needs PMUSERENR_EL0.EN or ER.</summary>
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

/// <summary>The system registers of the machine by encoding. Their storage is private to <see cref="Cpu"/>, which lists them.</summary>
internal static class SystemRegisters
{
    private static readonly FrozenDictionary<uint, SystemRegister> s_byEncoding =
        Cpu.OrdinaryRegisters.Concat(Cpu.IdentificationRegisters).Concat(Cpu.PerformanceRegisters)
            .ToFrozenDictionary(register => register.Encoding.Packed);

    private static readonly FrozenDictionary<uint, CapabilityRegister> s_capabilitiesByEncoding =
        Cpu.CapabilityRegisters.ToFrozenDictionary(register => register.Encoding.Packed);

    /// <summary>All ordinary registers.</summary>
    internal static IEnumerable<SystemRegister> All => s_byEncoding.Values.OrderBy(register => register.Name, StringComparer.Ordinal);

    /// <summary>All capability registers.</summary>
    internal static IEnumerable<CapabilityRegister> AllCapability =>
        s_capabilitiesByEncoding.Values.OrderBy(register => register.Name, StringComparer.Ordinal);

    internal static SystemRegister? Find(SystemEncoding encoding) => s_byEncoding.GetValueOrDefault(encoding.Packed);

    internal static CapabilityRegister? FindCapability(SystemEncoding encoding) => s_capabilitiesByEncoding.GetValueOrDefault(encoding.Packed);
}
