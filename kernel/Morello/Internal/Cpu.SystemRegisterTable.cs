namespace FlexCap.Morello.Internal;

/// <summary>
/// The system registers, one entry each. Names, encodings and rules: Arm ARM, Arm DDI 0606 and the functions
/// *_SysRegRead, *_SysRegWrite and *_CapSysRegRead of the Sail model. The _EL12 and _EL02 names are no entries of their own:
/// <see cref="SystemRegisters"/> finds the register that they mean.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const uint Never = 4;

    /// <summary>Control and state registers.</summary>
    internal static IReadOnlyList<SystemRegister> OrdinaryRegisters { get; } =
    [
        // Processor state
        new("CurrentEL", new(3, 0, 4, 2, 2), 1, Never, SystemRule.None, c => c.El << 2, null),
        new("SPSel", new(3, 0, 4, 2, 0), 1, 1, SystemRule.None, c => c.IsRestricted ? 0 : c.SpSel, (c, v) => c.SetStackSelection(v)),
        new("DAIF", new(3, 3, 4, 2, 1), 0, 0, SystemRule.UserMask, c => c.Daif, (c, v) => c.Daif = (uint)v & 0x3C0),
        new("NZCV", new(3, 3, 4, 2, 0), 0, 0, SystemRule.None, c => c.Nzcv, (c, v) => c.Nzcv = (uint)v & 0xF000_0000),
        new("PAN", new(3, 0, 4, 2, 3), 1, 1, SystemRule.None, c => c.Pan ? 1u << 22 : 0, (c, v) => c.SetPan((v >> 22 & 1) != 0)),
        new("UAO", new(3, 0, 4, 2, 4), 1, 1, SystemRule.None, c => c.Uao ? 1u << 23 : 0, (c, v) => c.Uao = (v >> 23 & 1) != 0),
        new("SSBS", new(3, 3, 4, 2, 6), 0, 0, SystemRule.None, c => c.Ssbs ? 1u << 12 : 0, (c, v) => c.Ssbs = (v >> 12 & 1) != 0),
        new("FPCR", new(3, 3, 4, 4, 0), 0, 0, SystemRule.FloatingPoint, c => c.Fpcr, (c, v) => c.Fpcr = (uint)v & FpcrWritable),
        new("FPSR", new(3, 3, 4, 4, 1), 0, 0, SystemRule.FloatingPoint, c => c.Fpsr, (c, v) => c.Fpsr = (uint)v & FpsrWritable),

        // Exceptions
        Level("ELR_EL1", new(3, 0, 4, 0, 1), 1, SystemRule.None, c => c._elr[1].Value, (c, v) => c._elr[1] = Integer(v)),
        Level("ELR_EL2", new(3, 4, 4, 0, 1), 2, SystemRule.None, c => c._elr[2].Value, (c, v) => c._elr[2] = Integer(v)),
        Level("ELR_EL3", new(3, 6, 4, 0, 1), 3, SystemRule.None, c => c._elr[3].Value, (c, v) => c._elr[3] = Integer(v)),
        Level("SPSR_EL1", new(3, 0, 4, 0, 0), 1, SystemRule.None, c => c._spsr[1], (c, v) => c._spsr[1] = (uint)v),
        Level("SPSR_EL2", new(3, 4, 4, 0, 0), 2, SystemRule.None, c => c._spsr[2], (c, v) => c._spsr[2] = (uint)v),
        Level("SPSR_EL3", new(3, 6, 4, 0, 0), 3, SystemRule.None, c => c._spsr[3], (c, v) => c._spsr[3] = (uint)v),
        Level("ESR_EL1", new(3, 0, 5, 2, 0), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._esr[1], (c, v) => c._esr[1] = (uint)v),
        Level("ESR_EL2", new(3, 4, 5, 2, 0), 2, SystemRule.System, c => c._esr[2], (c, v) => c._esr[2] = (uint)v),
        Level("ESR_EL3", new(3, 6, 5, 2, 0), 3, SystemRule.System, c => c._esr[3], (c, v) => c._esr[3] = (uint)v),
        Level("FAR_EL1", new(3, 0, 6, 0, 0), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._far[1], (c, v) => c._far[1] = v),
        Level("FAR_EL2", new(3, 4, 6, 0, 0), 2, SystemRule.System, c => c._far[2], (c, v) => c._far[2] = v),
        Level("FAR_EL3", new(3, 6, 6, 0, 0), 3, SystemRule.System, c => c._far[3], (c, v) => c._far[3] = v),
        Level("VBAR_EL1", new(3, 0, 12, 0, 0), 1, SystemRule.System, c => c._vbar[1].Value, (c, v) => c._vbar[1] = Integer(v)),
        Level("VBAR_EL2", new(3, 4, 12, 0, 0), 2, SystemRule.System, c => c._vbar[2].Value, (c, v) => c._vbar[2] = Integer(v)),
        Level("VBAR_EL3", new(3, 6, 12, 0, 0), 3, SystemRule.System, c => c._vbar[3].Value, (c, v) => c._vbar[3] = Integer(v)),
        new("ISR_EL1", new(3, 0, 12, 1, 0), 1, Never, SystemRule.System, c => c.ReadInterruptStatus(), null),
        Kept("AFSR0_EL1", new(3, 0, 5, 1, 0), 1, SystemRule.TrapVirtualMemory),
        Kept("AFSR1_EL1", new(3, 0, 5, 1, 1), 1, SystemRule.TrapVirtualMemory),
        Kept("AFSR0_EL2", new(3, 4, 5, 1, 0), 2),
        Kept("AFSR1_EL2", new(3, 4, 5, 1, 1), 2),
        Kept("AFSR0_EL3", new(3, 6, 5, 1, 0), 3),
        Kept("AFSR1_EL3", new(3, 6, 5, 1, 1), 3),

        // Translation
        Level("SCTLR_EL1", new(3, 0, 1, 0, 0), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._sctlr[1], (c, v) => c.SetSctlr(1, v)),
        Level("SCTLR_EL2", new(3, 4, 1, 0, 0), 2, SystemRule.System, c => c._sctlr[2], (c, v) => c.SetSctlr(2, v)),
        Level("SCTLR_EL3", new(3, 6, 1, 0, 0), 3, SystemRule.System, c => c._sctlr[3], (c, v) => c.SetSctlr(3, v)),
        Level("TCR_EL1", new(3, 0, 2, 0, 2), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._tcr[1], (c, v) => c.SetTranslation(ref c._tcr[1], v)),
        Level("TCR_EL2", new(3, 4, 2, 0, 2), 2, SystemRule.System, c => c._tcr[2], (c, v) => c.SetTranslation(ref c._tcr[2], v)),
        Level("TCR_EL3", new(3, 6, 2, 0, 2), 3, SystemRule.System, c => c._tcr[3], (c, v) => c.SetTranslation(ref c._tcr[3], (uint)v)),
        Level("TTBR0_EL1", new(3, 0, 2, 0, 0), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._ttbr0[1], (c, v) => c.SetTranslation(ref c._ttbr0[1], v)),
        Level("TTBR1_EL1", new(3, 0, 2, 0, 1), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._ttbr1[1], (c, v) => c.SetTranslation(ref c._ttbr1[1], v)),
        Level("TTBR0_EL2", new(3, 4, 2, 0, 0), 2, SystemRule.System, c => c._ttbr0[2], (c, v) => c.SetTranslation(ref c._ttbr0[2], v)),
        Level("TTBR1_EL2", new(3, 4, 2, 0, 1), 2, SystemRule.System, c => c._ttbr1[2], (c, v) => c.SetTranslation(ref c._ttbr1[2], v)),
        Level("TTBR0_EL3", new(3, 6, 2, 0, 0), 3, SystemRule.System, c => c._ttbr0[3], (c, v) => c.SetTranslation(ref c._ttbr0[3], v)),
        Level("MAIR_EL1", new(3, 0, 10, 2, 0), 1, SystemRule.System | SystemRule.TrapVirtualMemory, c => c._mair[1], (c, v) => c.SetTranslation(ref c._mair[1], v)),
        Level("MAIR_EL2", new(3, 4, 10, 2, 0), 2, SystemRule.System, c => c._mair[2], (c, v) => c.SetTranslation(ref c._mair[2], v)),
        Level("MAIR_EL3", new(3, 6, 10, 2, 0), 3, SystemRule.System, c => c._mair[3], (c, v) => c.SetTranslation(ref c._mair[3], v)),
        Kept("AMAIR_EL1", new(3, 0, 10, 3, 0), 1, SystemRule.TrapVirtualMemory),
        Kept("AMAIR_EL2", new(3, 4, 10, 3, 0), 2),
        Kept("AMAIR_EL3", new(3, 6, 10, 3, 0), 3),
        Level("PAR_EL1", new(3, 0, 7, 4, 0), 1, SystemRule.System, c => c._par, (c, v) => c._par = v),
        Kept("CONTEXTIDR_EL1", new(3, 0, 13, 0, 1), 1, SystemRule.TrapVirtualMemory),
        Kept("CONTEXTIDR_EL2", new(3, 4, 13, 0, 1), 2),

        Level("VTTBR_EL2", new(3, 4, 2, 1, 0), 2, SystemRule.System, c => c._vttbr, (c, v) => c.SetTranslation(ref c._vttbr, v)),
        Level("VTCR_EL2", new(3, 4, 2, 1, 2), 2, SystemRule.System, c => c._vtcr, (c, v) => c.SetTranslation(ref c._vtcr, (uint)v)),
        Level("HPFAR_EL2", new(3, 4, 6, 0, 4), 2, SystemRule.System, c => c._hpfar, (c, v) => c._hpfar = v & 0xFF_FFFF_FFF0),

        // What is enabled and trapped
        Level("CPACR_EL1", new(3, 0, 1, 0, 2), 1, SystemRule.System | SystemRule.TrapEnables, c => c._cptr[1], (c, v) => c.SetEnables(ref c._cptr[1], v & 0x103F_0000)),
        Level("CPTR_EL2", new(3, 4, 1, 1, 2), 2, SystemRule.System | SystemRule.TrapEnables, c => c._cptr[2], (c, v) => c.SetEnables(ref c._cptr[2], (uint)v)),
        Level("CPTR_EL3", new(3, 6, 1, 1, 2), 3, SystemRule.System, c => c._cptr[3], (c, v) => c.SetEnables(ref c._cptr[3], (uint)v)),
        Level("SCR_EL3", new(3, 6, 1, 1, 0), 3, SystemRule.System, c => c._scr, (c, v) => c.SetRouting(ref c._scr, (uint)v)),
        Level("HCR_EL2", new(3, 4, 1, 1, 0), 2, SystemRule.System, c => c._hcr, (c, v) => c.SetRouting(ref c._hcr, v)),
        Kept("HSTR_EL2", new(3, 4, 1, 1, 3), 2),
        Kept("HACR_EL2", new(3, 4, 1, 1, 7), 2),
        Level("MDCR_EL2", new(3, 4, 1, 1, 1), 2, SystemRule.System | SystemRule.TrapDebug, c => c._mdcr[2], (c, v) => c.SetMonitorControl(2, (uint)v)),
        Level("MDCR_EL3", new(3, 6, 1, 3, 1), 3, SystemRule.System, c => c._mdcr[3], (c, v) => c.SetMonitorControl(3, (uint)v)),
        Level("VPIDR_EL2", new(3, 4, 0, 0, 0), 2, SystemRule.System, c => c._vpidr, (c, v) => c._vpidr = (uint)v),
        Level("VMPIDR_EL2", new(3, 4, 0, 0, 5), 2, SystemRule.System, c => c._vmpidr, (c, v) => c._vmpidr = v),
        Kept("ACTLR_EL1", new(3, 0, 1, 0, 1), 1, SystemRule.TrapAuxiliary),
        Kept("ACTLR_EL2", new(3, 4, 1, 0, 1), 2),
        Kept("ACTLR_EL3", new(3, 6, 1, 0, 1), 3),
        Kept("CSSELR_EL1", new(3, 2, 0, 0, 0), 1, SystemRule.TrapCacheIdentification),
        Level("RMR_EL1", new(3, 0, 12, 0, 2), 1, SystemRule.System | SystemRule.HighestLevel, static _ => 1, static (_, _) => { }),
        Level("RMR_EL2", new(3, 4, 12, 0, 2), 2, SystemRule.System | SystemRule.HighestLevel, static _ => 1, static (_, _) => { }),
        Level("RMR_EL3", new(3, 6, 12, 0, 2), 3, SystemRule.System | SystemRule.HighestLevel, static _ => 1, static (_, _) => { }),

        // Capabilities
        new("CCTLR_EL0", new(3, 3, 1, 2, 2), 0, 0, SystemRule.System | SystemRule.Capabilities, c => c._cctlr[0], (c, v) => c.SetCapabilityControl(0, v)),
        new("CCTLR_EL1", new(3, 0, 1, 2, 2), 1, 1, SystemRule.System | SystemRule.Capabilities, c => c._cctlr[1], (c, v) => c.SetCapabilityControl(1, v)),
        new("CCTLR_EL2", new(3, 4, 1, 2, 2), 2, 2, SystemRule.System | SystemRule.Capabilities, c => c._cctlr[2], (c, v) => c.SetCapabilityControl(2, v)),
        new("CCTLR_EL3", new(3, 6, 1, 2, 2), 3, 3, SystemRule.System | SystemRule.Capabilities, c => c._cctlr[3], (c, v) => c.SetCapabilityControl(3, v)),
        new("CHCR_EL2", new(3, 4, 1, 2, 3), 2, 2, SystemRule.System | SystemRule.Capabilities, c => c._chcr, (c, v) => c._chcr = v & 1),
        new("CSCR_EL3", new(3, 6, 1, 2, 3), 3, 3, SystemRule.System | SystemRule.Capabilities, c => c._cscr, (c, v) => c._cscr = v & 1),

        // Stack pointers and thread identifiers
        new("SP_EL0", new(3, 0, 4, 1, 0), 1, 1, SystemRule.NeedsOwnStack | SystemRule.NotInRestricted, c => c.GetStackPointer(0).Value, (c, v) => c.SetStackPointer(0, Integer(v))),
        new("SP_EL1", new(3, 4, 4, 1, 0), 2, 2, SystemRule.NotInRestricted, c => c.GetStackPointer(1).Value, (c, v) => c.SetStackPointer(1, Integer(v))),
        new("SP_EL2", new(3, 6, 4, 1, 0), 3, 3, SystemRule.NotInRestricted, c => c.GetStackPointer(2).Value, (c, v) => c.SetStackPointer(2, Integer(v))),
        new("RSP_EL0", new(3, 7, 4, 1, 3), 0, 0, SystemRule.NotInRestricted | SystemRule.Capabilities, c => c.GetStackPointer(RestrictedBank).Value, (c, v) => c.SetStackPointer(RestrictedBank, Integer(v))),
        new("TPIDR_EL0", new(3, 3, 13, 0, 2), 0, 0, SystemRule.None, c => c._threadPointers[c.ThreadBank(0)].Value, (c, v) => c._threadPointers[c.ThreadBank(0)] = Integer(v)),
        new("TPIDR_EL1", new(3, 0, 13, 0, 4), 1, 1, SystemRule.None, c => c._threadPointers[c.ThreadBank(1)].Value, (c, v) => c._threadPointers[c.ThreadBank(1)] = Integer(v)),
        new("TPIDR_EL2", new(3, 4, 13, 0, 2), 2, 2, SystemRule.None, c => c._threadPointers[c.ThreadBank(2)].Value, (c, v) => c._threadPointers[c.ThreadBank(2)] = Integer(v)),
        new("TPIDR_EL3", new(3, 6, 13, 0, 2), 3, 3, SystemRule.None, c => c._threadPointers[c.ThreadBank(3)].Value, (c, v) => c._threadPointers[c.ThreadBank(3)] = Integer(v)),
        new("TPIDRRO_EL0", new(3, 3, 13, 0, 3), 0, 1, SystemRule.None, c => c._readOnlyThreadPointer.Value, (c, v) => c._readOnlyThreadPointer = Integer(v)),
        new("RTPIDR_EL0", new(3, 3, 13, 0, 4), 0, 0, SystemRule.NotInRestricted | SystemRule.Capabilities, c => c._threadPointers[RestrictedBank].Value, (c, v) => c._threadPointers[RestrictedBank] = Integer(v)),
    ];

    /// <summary>Capability registers.</summary>
    internal static IReadOnlyList<CapabilityRegister> CapabilityRegisters { get; } =
    [
        new("DDC", new(3, 3, 4, 1, 1), 0, 0, SystemRule.None, c => c.Ddc, (c, v) => c.SetDdc(c.CurrentBank, v)),
        new("DDC_EL0", new(3, 0, 4, 1, 1), 1, 1, SystemRule.NeedsOwnStack | SystemRule.NotInRestricted, c => c._ddcs[0], (c, v) => c.SetDdc(0, v)),
        new("DDC_EL1", new(3, 4, 4, 1, 1), 2, 2, SystemRule.NotInRestricted, c => c._ddcs[1], (c, v) => c.SetDdc(1, v)),
        new("DDC_EL2", new(3, 6, 4, 1, 1), 3, 3, SystemRule.NotInRestricted, c => c._ddcs[2], (c, v) => c.SetDdc(2, v)),
        new("RDDC_EL0", new(3, 3, 4, 3, 1), 0, 0, SystemRule.NotInRestricted, c => c._ddcs[RestrictedBank], (c, v) => c.SetDdc(RestrictedBank, v)),
        new("CSP_EL0", new(3, 0, 4, 1, 0), 1, 1, SystemRule.NeedsOwnStack | SystemRule.NotInRestricted, c => c.GetStackPointer(0), (c, v) => c.SetStackPointer(0, v)),
        new("CSP_EL1", new(3, 4, 4, 1, 0), 2, 2, SystemRule.NotInRestricted, c => c.GetStackPointer(1), (c, v) => c.SetStackPointer(1, v)),
        new("CSP_EL2", new(3, 6, 4, 1, 0), 3, 3, SystemRule.NotInRestricted, c => c.GetStackPointer(2), (c, v) => c.SetStackPointer(2, v)),
        new("RCSP_EL0", new(3, 7, 4, 1, 3), 0, 0, SystemRule.NotInRestricted, c => c.GetStackPointer(RestrictedBank), (c, v) => c.SetStackPointer(RestrictedBank, v)),
        new("CELR_EL1", new(3, 0, 4, 0, 1), 1, 1, SystemRule.None, c => c._elr[1], (c, v) => c._elr[1] = v),
        new("CELR_EL2", new(3, 4, 4, 0, 1), 2, 2, SystemRule.None, c => c._elr[2], (c, v) => c._elr[2] = v),
        new("CELR_EL3", new(3, 6, 4, 0, 1), 3, 3, SystemRule.None, c => c._elr[3], (c, v) => c._elr[3] = v),
        new("CVBAR_EL1", new(3, 0, 12, 0, 0), 1, 1, SystemRule.System, c => c._vbar[1], (c, v) => c._vbar[1] = v),
        new("CVBAR_EL2", new(3, 4, 12, 0, 0), 2, 2, SystemRule.System, c => c._vbar[2], (c, v) => c._vbar[2] = v),
        new("CVBAR_EL3", new(3, 6, 12, 0, 0), 3, 3, SystemRule.System, c => c._vbar[3], (c, v) => c._vbar[3] = v),
        new("CTPIDR_EL0", new(3, 3, 13, 0, 2), 0, 0, SystemRule.None, c => c._threadPointers[c.ThreadBank(0)], (c, v) => c._threadPointers[c.ThreadBank(0)] = v),
        new("CTPIDR_EL1", new(3, 0, 13, 0, 4), 1, 1, SystemRule.None, c => c._threadPointers[c.ThreadBank(1)], (c, v) => c._threadPointers[c.ThreadBank(1)] = v),
        new("CTPIDR_EL2", new(3, 4, 13, 0, 2), 2, 2, SystemRule.None, c => c._threadPointers[c.ThreadBank(2)], (c, v) => c._threadPointers[c.ThreadBank(2)] = v),
        new("CTPIDR_EL3", new(3, 6, 13, 0, 2), 3, 3, SystemRule.None, c => c._threadPointers[c.ThreadBank(3)], (c, v) => c._threadPointers[c.ThreadBank(3)] = v),
        new("CTPIDRRO_EL0", new(3, 3, 13, 0, 3), 0, 1, SystemRule.None, c => c._readOnlyThreadPointer, (c, v) => c._readOnlyThreadPointer = v),
        new("RCTPIDR_EL0", new(3, 3, 13, 0, 4), 0, 0, SystemRule.NotInRestricted, c => c._threadPointers[RestrictedBank], (c, v) => c._threadPointers[RestrictedBank] = v),
        new("CID_EL0", new(3, 3, 13, 0, 7), 0, 0, SystemRule.None, c => c._compartmentId, (c, v) => c._compartmentId = v),
    ];

    /// <summary>
    /// What the processor says it is: MIDR and caches as QEMU's Morello target (a Cortex-A72), features as the Sail model's
    /// reset has them (AArch64_IMPDEFResets) where this machine has them, and EL2 and EL3 only where the board starts there.
    /// Memory model: 48-bit physical addresses, all granules, 52-bit virtual addresses with 64 KiB, hardware AF and dirty
    /// state (QEMU's target has none; the core has), 16-bit VMIDs, VHE, PAN with AT S1E1xP, XNX, HPDS with HWU bits, EVT.
    /// </summary>
    internal static IReadOnlyList<SystemRegister> IdentificationRegisters { get; } =
    [
        new("MIDR_EL1", new(3, 0, 0, 0, 0), 1, Never, SystemRule.System, c => c.El == 1 && c.HypervisorEnabled ? c._vpidr : ProcessorIdentity, null),
        new("MPIDR_EL1", new(3, 0, 0, 0, 5), 1, Never, SystemRule.System, c => c.El == 1 && c.HypervisorEnabled ? c._vmpidr : ProcessorAffinity, null),
        Constant("REVIDR_EL1", new(3, 0, 0, 0, 6), 1, SystemRule.System | SystemRule.TrapRevision, 0),
        Constant("AIDR_EL1", new(3, 1, 0, 0, 7), 1, SystemRule.System | SystemRule.TrapRevision, 0),
        new("ID_AA64PFR0_EL1", new(3, 0, 0, 4, 0), 1, Never, SystemRule.System | SystemRule.TrapFeatureIdentification, c => 0x1100_0000_1011_0011 | (c.HaveLevel(3) ? 0x1100UL : 0) | (c.InterruptController is null ? 0 : 1UL << 24), null),
        Constant("ID_AA64PFR1_EL1", new(3, 0, 0, 4, 1), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 1 << 20),
        Constant("ID_AA64ZFR0_EL1", new(3, 0, 0, 4, 4), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0),
        Constant("ID_AA64DFR0_EL1", new(3, 0, 0, 5, 0), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0x1030_5406),
        Constant("ID_AA64DFR1_EL1", new(3, 0, 0, 5, 1), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0),
        Constant("ID_AA64AFR0_EL1", new(3, 0, 0, 5, 4), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0),
        Constant("ID_AA64AFR1_EL1", new(3, 0, 0, 5, 5), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0),
        Constant("ID_AA64ISAR0_EL1", new(3, 0, 0, 6, 0), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, InstructionAttributes),
        Constant("ID_AA64ISAR1_EL1", new(3, 0, 0, 6, 1), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0x0010_0001),
        Constant("ID_AA64MMFR0_EL1", new(3, 0, 0, 7, 0), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0x0010_1025),
        Constant("ID_AA64MMFR1_EL1", new(3, 0, 0, 7, 1), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0x1021_2122),
        Constant("ID_AA64MMFR2_EL1", new(3, 0, 0, 7, 2), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0x0200_0000_0001_1011),
        Constant("CTR_EL0", new(3, 3, 0, 0, 1), 0, SystemRule.UserCacheType | SystemRule.TrapCacheType, 0x8444_C004),
        new("DCZID_EL0", new(3, 3, 0, 0, 7), 0, Never, SystemRule.None, c => c.BlockZeroingProhibited ? 0x14u : 4u, null),
        Constant("CLIDR_EL1", new(3, 1, 0, 0, 1), 1, SystemRule.System | SystemRule.TrapCacheIdentification, 0x0A20_0023),
        new("CCSIDR_EL1", new(3, 1, 0, 0, 0), 1, Never, SystemRule.System | SystemRule.TrapCacheIdentification, c => c.Keep("CSSELR_EL1") switch { 0 => 0x701F_E00A, 1 => 0x201F_E012, 2 => 0x707F_E07A, _ => 0 }, null),
        Constant("RVBAR_EL1", new(3, 0, 12, 0, 1), 1, SystemRule.System | SystemRule.HighestLevel, 0),
        Constant("RVBAR_EL2", new(3, 4, 12, 0, 1), 2, SystemRule.System | SystemRule.HighestLevel, 0),
        Constant("RVBAR_EL3", new(3, 6, 12, 0, 1), 3, SystemRule.System | SystemRule.HighestLevel, 0),
        .. ReservedIdentification(),
    ];

    // AES with PMULL, SHA1, SHA256 without SHA512, CRC32, LSE atomics, RDM, dot product.
    private const ulong InstructionAttributes = 0x0000_1000_1021_1120;

    private const uint ProcessorIdentity = 0x410F_D083;
    private const ulong ProcessorAffinity = 0x8000_0000;

    // The identification space of AArch32 and of what is not allocated yet reads as zero (Arm ARM, "ID registers").
    private static IEnumerable<SystemRegister> ReservedIdentification()
    {
        string[] named =
        [
            "ID_PFR0_EL1", "ID_PFR1_EL1", "ID_DFR0_EL1", "ID_AFR0_EL1", "ID_MMFR0_EL1", "ID_MMFR1_EL1", "ID_MMFR2_EL1", "ID_MMFR3_EL1",
            "ID_ISAR0_EL1", "ID_ISAR1_EL1", "ID_ISAR2_EL1", "ID_ISAR3_EL1", "ID_ISAR4_EL1", "ID_ISAR5_EL1", "ID_MMFR4_EL1", "ID_ISAR6_EL1",
            "MVFR0_EL1", "MVFR1_EL1", "MVFR2_EL1", "", "ID_PFR2_EL1", "", "ID_MMFR5_EL1", "",
        ];
        for (var i = 0u; i < 56; i++)
        {
            // CRm 4 to 7 hold the ID_AA64 registers at op2 0, 1, 4, 5 (2 for MMFR2).
            var (crm, op2) = (1 + (i >> 3), i & 7);
            var allocated = crm switch { 4 => op2 is 0 or 1 or 4, 5 => op2 is 0 or 1 or 4 or 5, 6 => op2 < 2, 7 => op2 < 3, _ => false };
            if (!allocated)
            {
                var name = i < named.Length && named[i].Length > 0 ? named[i] : $"S3_0_C0_C{crm}_{op2}";
                yield return Constant(name, new(3, 0, 0, crm, op2), 1, SystemRule.System | SystemRule.TrapFeatureIdentification, 0);
            }
        }
    }

    private bool BlockZeroingProhibited =>
        (El == 0 && (SctlrEl1 >> 14 & 1) == 0) || (El <= 1 && (HcrEl2 >> 28 & 1) != 0);

    private readonly Dictionary<string, ulong> _kept = new(StringComparer.Ordinal);
    private ulong _par;

    // Which TPIDR a name means: in Restricted that of the own level is RTPIDR_EL0.
    private uint ThreadBank(uint el) => IsRestricted && El == el ? RestrictedBank : el;

    private ulong Keep(string name) => _kept.GetValueOrDefault(name);

    private static Capability Integer(ulong value) => new(value, 0, false);

    private static SystemRegister Level(string name, SystemEncoding encoding, uint level, SystemRule rule, Func<Cpu, ulong> read, Action<Cpu, ulong> write) =>
        new(name, encoding, level, level, rule, read, write);

    private static SystemRegister Constant(string name, SystemEncoding encoding, uint level, SystemRule rule, ulong value) =>
        new(name, encoding, level, Never, rule, _ => value, null);

    // Registers that software saves and restores but that change nothing here.
    private static SystemRegister Kept(string name, SystemEncoding encoding, uint level, SystemRule trap = SystemRule.None) =>
        new(name, encoding, level, level, SystemRule.System | trap, c => c.Keep(name), (c, v) => c._kept[name] = v);
}
