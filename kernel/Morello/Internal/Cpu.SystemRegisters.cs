namespace FlexCap.Morello.Internal;

/// <summary>
/// MRS and MSR of ordinary and capability registers: who may, and the traps for who may not. The order of the checks is that
/// of the functions *_SysRegRead, *_SysRegWrite, *_CapSysRegRead and *_CapSysRegWrite of the Sail model: UNDEFINED, System
/// permission, what enables capabilities or floating point, what EL1 lets EL0 use, traps to EL2, traps to EL3.
/// </summary>
internal sealed unsafe partial class Cpu
{
    // Rules about EL0, which are those that only EL0 has to obey.
    private const SystemRule UserRules = (SystemRule)(((ulong)SystemRule.UserEventSelection << 1) - (ulong)SystemRule.UserPerformance);
    private const SystemRule TrapRules = (SystemRule)~((ulong)SystemRule.TrapVirtualMemory - 1);

    /// <summary>MRS. False: the exception has been taken. <paramref name="rt"/> only goes into the syndrome of a trap.</summary>
    internal bool TryReadSystemRegister(SystemEncoding encoding, uint rt, out ulong value)
    {
        value = 0;
        if (FindRegister(encoding) is not { Read: { } read } register || El < register.Level)
        {
            return Undefined();
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, register.Level, encoding, rt, true, ClassSystemRegister))
        {
            return false;
        }

        value = read(this);
        return true;
    }

    /// <summary>MSR. False: the exception has been taken.</summary>
    internal bool TryWriteSystemRegister(SystemEncoding encoding, uint rt, ulong value)
    {
        // A read may be open to all while writing needs the usual permission, as with TPIDRRO_EL0 and DAIF: the table says so by level.
        if (FindRegister(encoding) is not { Write: { } write } register || El < register.WriteLevel)
        {
            return Undefined();
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, register.Level, encoding, rt, false, ClassSystemRegister))
        {
            return false;
        }

        write(this, value);
        return true;
    }

    /// <summary>MRS of a capability register. The caller has checked that capabilities are enabled.</summary>
    internal bool TryReadCapabilityRegister(SystemEncoding encoding, uint rt, out Capability value)
    {
        value = default;
        if (FindCapabilityRegister(encoding) is not { } register || El < register.Level)
        {
            return Undefined();
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, register.Level, encoding, rt, true, ClassCapabilityRegister))
        {
            return false;
        }

        value = register.Read(this);
        return true;
    }

    /// <summary>MSR of a capability register. The caller has checked that capabilities are enabled.</summary>
    internal bool TryWriteCapabilityRegister(SystemEncoding encoding, uint rt, Capability value)
    {
        if (FindCapabilityRegister(encoding) is not { } register || El < register.WriteLevel)
        {
            return Undefined();
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, register.Level, encoding, rt, false, ClassCapabilityRegister))
        {
            return false;
        }

        register.Write(this, value);
        return true;
    }

    /// <summary>MSR of a PSTATE field from an immediate. False: the exception has been taken.</summary>
    internal bool TryWriteStateField(uint op1, uint op2, uint operand)
    {
        var field = op1 << 3 | op2;
        if (field is 0b011_110 or 0b011_111 && El == 0 && !UserMay(SystemRule.UserMask))
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(new(0, op1, 4, operand, op2), 31, false));
            return false;
        }

        if (El == 0 && field is 0b000_011 or 0b000_100 or 0b000_101)
        {
            return Undefined();
        }

        switch (field)
        {
            case 0b000_011: Uao = (operand & 1) != 0; break;
            case 0b000_100: SetPan((operand & 1) != 0); break;
            case 0b000_101: SetStackSelection(operand & 1); break;
            case 0b011_110: Daif |= (operand & 15) << 6; break;
            case 0b011_111: Daif &= ~((operand & 15) << 6); break;
            default: return Undefined();
        }

        return true;
    }

    // With HCR_EL2.E2H, EL2 finds its own registers under the names of EL1, and those of EL1 under names of their own.
    private SystemRegister? FindRegister(SystemEncoding encoding)
    {
        if (encoding.Op1 == 5)
        {
            return HasGuestNames ? SystemRegisters.FindOfGuest(encoding) : null;
        }

        return (El == 2 && HostExtension ? SystemRegisters.FindAtHost(encoding) : null)
            ?? SystemRegisters.Find(encoding) ?? ImplementationDefined(encoding);
    }

    private CapabilityRegister? FindCapabilityRegister(SystemEncoding encoding)
    {
        if (encoding.Op1 == 5)
        {
            return HasGuestNames ? SystemRegisters.FindCapabilityOfGuest(encoding) : null;
        }

        return (El == 2 && HostExtension ? SystemRegisters.FindCapabilityAtHost(encoding) : null) ?? SystemRegisters.FindCapability(encoding);
    }

    private bool HasGuestNames => HostExtension && (El == 2 || (El == 3 && HypervisorEnabled));

    private bool CheckRule(SystemRule rule, uint level, SystemEncoding encoding, uint rt, bool read, uint exceptionClass)
    {
        if (((rule & SystemRule.NeedsOwnStack) != 0 && SpSel == 0)
            || ((rule & SystemRule.NotInRestricted) != 0 && IsRestricted)
            || ((rule & SystemRule.SecureState) != 0 && El != 3 && (El != 1 || !IsSecure))
            || ((rule & SystemRule.NonSecure) != 0 && HaveLevel(3) && (ScrEl3 & ScrNonSecure) == 0)
            || ((rule & SystemRule.InterruptController) != 0 && InterruptController is null)
            || ((rule & SystemRule.HighestLevel) != 0 && level != _highestLevel)
            || ((rule & SystemRule.HighestLevelWrites) != 0 && !read && El != _highestLevel))
        {
            return Undefined();
        }

        var permitted = ((rule & SystemRule.SystemOrCounter) != 0 && (CapabilityControl & CctlrPermitCounter) != 0)
            || ((rule & SystemRule.SecureState) != 0 && El == 1);
        if ((rule & (SystemRule.System | SystemRule.SystemOrCounter)) != 0 && !HasSystemPermission && !permitted)
        {
            TrapSystemAccess(CapabilityExceptionTarget(), exceptionClass, SystemSyndrome(encoding, rt, read));
            return false;
        }

        if (((rule & SystemRule.Capabilities) != 0 && !CheckCapabilitiesEnabled())
            || ((rule & SystemRule.FloatingPoint) != 0 && !CheckFloatingPointEnabled()))
        {
            return false;
        }

        var target = El == 0 && !UserMay(rule, read) ? DefaultTarget() : (rule & TrapRules) == 0 ? 0 : TrapTarget(rule & TrapRules, read);
        if (target == 0)
        {
            return true;
        }

        TrapSystemAccess(target, ClassSystemRegister, SystemSyndrome(encoding, rt, read));
        return false;
    }

    // What EL1 lets EL0 use; in the EL2&0 regime EL2 decides.
    private bool UserMay(SystemRule rule, bool read = false) => (rule & UserRules) switch
    {
        SystemRule.None => true,
        SystemRule.UserPerformance => (_userPerformance & 1) != 0,
        SystemRule.UserIncrement => (_userPerformance & 3) != 0,
        SystemRule.UserCycles => (_userPerformance & (read ? 5u : 1u)) != 0,
        SystemRule.UserEvents => (_userPerformance & (read ? 9u : 1u)) != 0,
        SystemRule.UserEventSelection => (_userPerformance & 9) != 0,
        SystemRule.UserVirtualCounter => (UserCounterControl & 2) != 0,
        SystemRule.UserPhysicalCounter => (UserCounterControl & 1) != 0,
        SystemRule.UserCounterFrequency => (UserCounterControl & 3) != 0,
        SystemRule.UserVirtualTimer => (UserCounterControl >> 8 & 1) != 0,
        SystemRule.UserPhysicalTimer => (UserCounterControl >> 9 & 1) != 0,
        SystemRule.UserCacheType => (Sctlr >> 15 & 1) != 0,
        SystemRule.UserContextNumber => (Sctlr >> 20 & 1) == 0,
        SystemRule.UserDebugCommunication => (Keep("MDSCR_EL1") >> 12 & 1) == 0,
        _ => !InHost && (SctlrEl1 >> 9 & 1) != 0,
    };

    private ulong UserCounterControl => InHost ? _counterHypervisorControl : _counterControl;

    // The level that has a register of EL0 and EL1 (EL2 for EL3) trapped, or 0.
    private uint TrapTarget(SystemRule rule, bool read)
    {
        if (El < 2 && HypervisorEnabled && HypervisorTraps(rule, read))
        {
            return 2;
        }

        return El < 3 && HaveLevel(3) && MonitorTraps(rule) ? 3u : 0u;
    }

    private bool HypervisorTraps(SystemRule rule, bool read) => rule switch
    {
        SystemRule.TrapVirtualMemory => (HcrEl2 >> (read ? 30 : 26) & 1) != 0,
        SystemRule.TrapAuxiliary => (HcrEl2 >> 21 & 1) != 0,
        SystemRule.TrapRevision => (HcrEl2 >> 16 & 1) != 0,
        SystemRule.TrapCacheIdentification => (HcrEl2 & (1UL << 17 | 1UL << 49)) != 0,
        SystemRule.TrapCacheType => (HcrEl2 >> 17 & 1) != 0 && !InHost,
        SystemRule.TrapFeatureIdentification => (HcrEl2 >> 18 & 1) != 0,
        SystemRule.TrapEnables => (CptrEl2 >> 31 & 1) != 0,
        SystemRule.TrapDebug => (_mdcr[2] & (1 << 8 | 1 << 9)) != 0 || (El == 0 && (HcrEl2 & HcrTrapGeneral) != 0),
        SystemRule.TrapDebugOs => (_mdcr[2] & (1 << 8 | 1 << 10)) != 0,
        SystemRule.TrapDebugRom => (_mdcr[2] & (1 << 8 | 1 << 11)) != 0,
        SystemRule.TrapPerformance => (_mdcr[2] & (1 << 6)) != 0,
        SystemRule.TrapPerformanceControl => (_mdcr[2] & (1 << 6 | 1 << 5)) != 0,
        SystemRule.TrapErrors => (HcrEl2 >> 36 & 1) != 0,
        SystemRule.TrapOrderingRegions => (HcrEl2 >> 35 & 1) != 0,
        SystemRule.TrapContextNumber => (HcrEl2 >> 53 & 1) == 0 && !InHost,
        SystemRule.TrapImplementation => (HcrEl2 >> 20 & 1) != 0 && El == 1,
        SystemRule.TrapPhysicalCounter => !InHost && (_counterHypervisorControl >> (HostExtension ? 10 : El == 0 ? 1 : 0) & 1) == 0,
        SystemRule.TrapGroup0 => (HcrEl2 & HcrRouteFiq) != 0,
        SystemRule.TrapGroup1 => (HcrEl2 & HcrRouteIrq) != 0,
        SystemRule.TrapBothGroups => (HcrEl2 & (HcrRouteFiq | HcrRouteIrq)) != 0,
        SystemRule.TrapPhysicalTimer => !InHost && (_counterHypervisorControl >> (HostExtension ? 11 : 1) & 1) == 0,
        _ => false,
    };

    private bool MonitorTraps(SystemRule rule) => rule switch
    {
        SystemRule.TrapEnables => (CptrEl3 >> 31 & 1) != 0,
        SystemRule.TrapDebug or SystemRule.TrapDebugRom => (_mdcr[3] & (1 << 9)) != 0,
        SystemRule.TrapDebugOs => (_mdcr[3] & (1 << 10)) != 0,
        SystemRule.TrapPerformance or SystemRule.TrapPerformanceControl => (_mdcr[3] & (1 << 6)) != 0,
        SystemRule.TrapErrors => (ScrEl3 >> 15 & 1) != 0,
        SystemRule.TrapOrderingRegions => (ScrEl3 >> 14 & 1) != 0,
        SystemRule.TrapContextNumber => (ScrEl3 >> 25 & 1) == 0,
        SystemRule.TrapGroup0 => (ScrEl3 & ScrFiq) != 0,
        SystemRule.TrapGroup1 => (ScrEl3 & ScrIrq) != 0,
        SystemRule.TrapBothGroups => (ScrEl3 & (ScrFiq | ScrIrq)) == (ScrFiq | ScrIrq),
        SystemRule.TrapSecureTimer => (ScrEl3 >> 11 & 1) == 0,
        _ => false,
    };

    // Sail AArch64_SystemAccessTrapSyndrome; for capability registers op0 is {1, o0}, which is op0 itself.
    private static uint SystemSyndrome(SystemEncoding encoding, uint rt, bool read) =>
        (encoding.Op0 & 3) << 20 | encoding.Op2 << 17 | encoding.Op1 << 14 | encoding.Crn << 10 | rt << 5 | encoding.Crm << 1 | (read ? 1u : 0);

    private void SetPan(bool value)
    {
        Pan = value;
        SelectTranslation();
    }

    private void SetStackSelection(ulong value)
    {
        if (!IsRestricted)
        {
            SetExceptionLevel(El, (uint)value & 1);
        }
    }
}
