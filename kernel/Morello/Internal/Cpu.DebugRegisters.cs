namespace FlexCap.Morello.Internal;

/// <summary>
/// Registers of the self-hosted debug architecture, of RAS, of limited ordering regions and of AArch32, as software saves and
/// restores them. Nothing here has an effect: there are no debug exceptions, no error records, no ordering regions and no AArch32.
/// </summary>
internal sealed unsafe partial class Cpu
{
    // As ID_AA64DFR0_EL1 says (the numbers of a Neoverse N1).
    private const uint BreakpointCount = 6;
    private const uint WatchpointCount = 4;
    private const ulong OsLocked = 2;

    // OSLSR_EL1.OSLM = 0b10: the OS lock exists; it is locked by reset.
    private ulong _osLock = 8 | OsLocked;
    private uint _claims;
    private uint _debugTransfer;

    /// <summary>Debug, RAS, ordering regions, AArch32.</summary>
    internal static IReadOnlyList<SystemRegister> DebugRegisters { get; } =
    [
        Kept("MDSCR_EL1", new(2, 0, 0, 2, 2), 1, SystemRule.TrapDebug),
        Kept("MDCCINT_EL1", new(2, 0, 0, 2, 0), 1, SystemRule.TrapDebug),
        new("MDCCSR_EL0", new(2, 3, 0, 1, 0), 0, Never, Communication, static _ => 0, null),
        new("DBGDTR_EL0", new(2, 3, 0, 4, 0), 0, 0, Communication, c => c._debugTransfer, (c, v) => c._debugTransfer = (uint)v),
        new("DBGDTRRX_EL0", new(2, 3, 0, 5, 0), 0, 0, Communication, c => c._debugTransfer, (c, v) => c._debugTransfer = (uint)v),
        Kept("OSDTRRX_EL1", new(2, 0, 0, 0, 2), 1, SystemRule.TrapDebug),
        Kept("OSDTRTX_EL1", new(2, 0, 0, 3, 2), 1, SystemRule.TrapDebug),
        Kept("OSECCR_EL1", new(2, 0, 0, 6, 2), 1, SystemRule.TrapDebug),
        Constant("MDRAR_EL1", new(2, 0, 1, 0, 0), 1, SystemRule.System | SystemRule.TrapDebugRom, 0),
        new("OSLAR_EL1", new(2, 0, 1, 0, 4), 1, 1, SystemRule.System | SystemRule.TrapDebugOs, null, (c, v) => c._osLock = 8 | ((v & 1) != 0 ? OsLocked : 0)),
        new("OSLSR_EL1", new(2, 0, 1, 1, 4), 1, Never, SystemRule.System | SystemRule.TrapDebugOs, c => c._osLock, null),
        Kept("OSDLR_EL1", new(2, 0, 1, 3, 4), 1, SystemRule.TrapDebugOs),
        Kept("DBGPRCR_EL1", new(2, 0, 1, 4, 4), 1, SystemRule.TrapDebugOs),
        new("DBGCLAIMSET_EL1", new(2, 0, 7, 8, 6), 1, 1, SystemRule.System | SystemRule.TrapDebug, static _ => 0xFF, (c, v) => c._claims |= (byte)v),
        new("DBGCLAIMCLR_EL1", new(2, 0, 7, 9, 6), 1, 1, SystemRule.System | SystemRule.TrapDebug, c => c._claims, (c, v) => c._claims &= ~(uint)v),
        Constant("DBGAUTHSTATUS_EL1", new(2, 0, 7, 14, 6), 1, SystemRule.System | SystemRule.TrapDebug, 0),
        Kept("DBGVCR32_EL2", new(2, 4, 0, 7, 0), 2, SystemRule.TrapDebug),
        .. Numbered("DBGBVR", 4, BreakpointCount),
        .. Numbered("DBGBCR", 5, BreakpointCount),
        .. Numbered("DBGWVR", 6, WatchpointCount),
        .. Numbered("DBGWCR", 7, WatchpointCount),

        // RAS: no error records, so ERRSELR selects nothing and what it would select reads as zero.
        Constant("ERRIDR_EL1", new(3, 0, 5, 3, 0), 1, SystemRule.System | SystemRule.TrapErrors, 0),
        Ignored("ERRSELR_EL1", new(3, 0, 5, 3, 1), SystemRule.TrapErrors),
        Constant("ERXFR_EL1", new(3, 0, 5, 4, 0), 1, SystemRule.System | SystemRule.TrapErrors, 0),
        Ignored("ERXCTLR_EL1", new(3, 0, 5, 4, 1), SystemRule.TrapErrors),
        Ignored("ERXSTATUS_EL1", new(3, 0, 5, 4, 2), SystemRule.TrapErrors),
        Ignored("ERXADDR_EL1", new(3, 0, 5, 4, 3), SystemRule.TrapErrors),
        Ignored("ERXMISC0_EL1", new(3, 0, 5, 5, 0), SystemRule.TrapErrors),
        Ignored("ERXMISC1_EL1", new(3, 0, 5, 5, 1), SystemRule.TrapErrors),
        Level("DISR_EL1", new(3, 0, 12, 1, 1), 1, SystemRule.System, c => c.Keep(c.DeferredName), (c, v) => c._kept[c.DeferredName] = v),
        Kept("VDISR_EL2", new(3, 4, 12, 1, 1), 2),
        Kept("VSESR_EL2", new(3, 4, 5, 2, 3), 2),

        // Limited ordering regions: none.
        Constant("LORID_EL1", new(3, 0, 10, 4, 7), 1, SystemRule.System | SystemRule.TrapOrderingRegions, 0),
        Kept("LORSA_EL1", new(3, 0, 10, 4, 0), 1, SystemRule.NonSecure | SystemRule.TrapOrderingRegions),
        Kept("LOREA_EL1", new(3, 0, 10, 4, 1), 1, SystemRule.NonSecure | SystemRule.TrapOrderingRegions),
        Kept("LORN_EL1", new(3, 0, 10, 4, 2), 1, SystemRule.NonSecure | SystemRule.TrapOrderingRegions),
        Kept("LORC_EL1", new(3, 0, 10, 4, 3), 1, SystemRule.NonSecure | SystemRule.TrapOrderingRegions),

        // Software context numbers: a hint to predictors.
        new("SCXTNUM_EL0", new(3, 3, 13, 0, 7), 0, 0, SystemRule.System | SystemRule.UserContextNumber | SystemRule.TrapContextNumber, c => c.Keep("SCXTNUM_EL0"), (c, v) => c._kept["SCXTNUM_EL0"] = v),
        Kept("SCXTNUM_EL1", new(3, 0, 13, 0, 7), 1, SystemRule.TrapContextNumber),
        Kept("SCXTNUM_EL2", new(3, 4, 13, 0, 7), 2, SystemRule.TrapContextNumber),
        Kept("SCXTNUM_EL3", new(3, 6, 13, 0, 7), 3),

        // AArch32 state that a hypervisor switches.
        Kept("DACR32_EL2", new(3, 4, 3, 0, 0), 2),
        Kept("IFSR32_EL2", new(3, 4, 5, 0, 1), 2),
        new("FPEXC32_EL2", new(3, 4, 5, 3, 0), 2, 2, SystemRule.System | SystemRule.FloatingPoint, c => c.Keep("FPEXC32_EL2"), (c, v) => c._kept["FPEXC32_EL2"] = v),
        Kept("SDER32_EL3", new(3, 6, 1, 1, 1), 3),
        .. new[] { "irq", "abt", "und", "fiq" }.Select((mode, i) =>
            Level("SPSR_" + mode, new(3, 4, 4, 3, (uint)i), 2, SystemRule.None, c => c.Keep("SPSR_" + mode), (c, v) => c._kept["SPSR_" + mode] = (uint)v)),
    ];

    private const SystemRule Communication = SystemRule.System | SystemRule.UserDebugCommunication | SystemRule.TrapDebug;

    // IMPLEMENTATION DEFINED registers (op0 = 3, CRn = 11 or 15), where firmware looks for the core's own controls.
    private static readonly SystemRegister s_implementationDefined =
        new("S3_x_C11_C15", new(3, 0, 15, 0, 0), 1, 1, SystemRule.TrapImplementation, static _ => 0, static (_, _) => { });

    // With HCR_EL2.AMO a guest sees the virtual DISR.
    private string DeferredName => El == 1 && HypervisorEnabled && (HcrEl2 >> 5 & 1) != 0 ? "VDISR_EL2" : "DISR_EL1";

    private static SystemRegister? ImplementationDefined(SystemEncoding encoding) =>
        encoding.Op0 == 3 && encoding.Crn is 11 or 15 ? s_implementationDefined : null;

    private static SystemRegister Ignored(string name, SystemEncoding encoding, SystemRule trap) =>
        Level(name, encoding, 1, SystemRule.System | trap, static _ => 0, static (_, _) => { });

    private static IEnumerable<SystemRegister> Numbered(string name, uint op2, uint count)
    {
        for (var i = 0u; i < count; i++)
        {
            yield return Kept($"{name}{i}_EL1", new(2, 0, 0, i, op2), 1, SystemRule.TrapDebug);
        }
    }
}
