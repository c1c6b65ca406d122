namespace FlexCap.Morello.Internal;

/// <summary>MRS and MSR of ordinary and capability registers: who may, and the traps for who may not.</summary>
internal sealed unsafe partial class Cpu
{
    /// <summary>MRS. False: the exception has been taken. <paramref name="rt"/> only goes into the syndrome of a trap.</summary>
    internal bool TryReadSystemRegister(SystemEncoding encoding, uint rt, out ulong value)
    {
        value = 0;
        if (SystemRegisters.Find(encoding) is not { Read: { } read } register || El < register.Level)
        {
            RaiseUndefined();
            return false;
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, encoding, rt, true, ClassSystemRegister))
        {
            return false;
        }

        value = read(this);
        return true;
    }

    /// <summary>MSR. False: the exception has been taken.</summary>
    internal bool TryWriteSystemRegister(SystemEncoding encoding, uint rt, ulong value)
    {
        if (SystemRegisters.Find(encoding) is not { Write: { } write } register || El < register.WriteLevel)
        {
            RaiseUndefined();
            return false;
        }

        // A read may be open to all while writing needs the usual permission, as with TPIDRRO_EL0 and DAIF: the table says so by level.
        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, encoding, rt, false, ClassSystemRegister))
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
        if (SystemRegisters.FindCapability(encoding) is not { } register || El < register.Level)
        {
            RaiseUndefined();
            return false;
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, encoding, rt, true, ClassCapabilityRegister))
        {
            return false;
        }

        value = register.Read(this);
        return true;
    }

    /// <summary>MSR of a capability register. The caller has checked that capabilities are enabled.</summary>
    internal bool TryWriteCapabilityRegister(SystemEncoding encoding, uint rt, Capability value)
    {
        if (SystemRegisters.FindCapability(encoding) is not { } register || El < register.WriteLevel)
        {
            RaiseUndefined();
            return false;
        }

        if (register.Rule != SystemRule.None && !CheckRule(register.Rule, encoding, rt, false, ClassCapabilityRegister))
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
        if (field is 0b011_110 or 0b011_111 && El == 0 && (SctlrEl1 >> 9 & 1) == 0)
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(new(0, op1, 4, operand, op2), 31, false));
            return false;
        }

        if (El == 0 && field is 0b000_011 or 0b000_100 or 0b000_101)
        {
            RaiseUndefined();
            return false;
        }

        switch (field)
        {
            case 0b000_011: Uao = (operand & 1) != 0; break;
            case 0b000_100: SetPan((operand & 1) != 0); break;
            case 0b000_101: SetStackSelection(operand & 1); break;
            case 0b011_110: Daif |= (operand & 15) << 6; break;
            case 0b011_111: Daif &= ~((operand & 15) << 6); break;
            default:
                RaiseUndefined();
                return false;
        }

        return true;
    }

    private bool CheckRule(SystemRule rule, SystemEncoding encoding, uint rt, bool read, uint exceptionClass)
    {
        if (((rule & SystemRule.NeedsOwnStack) != 0 && SpSel == 0) || ((rule & SystemRule.NotInRestricted) != 0 && IsRestricted))
        {
            RaiseUndefined();
            return false;
        }

        var counterPermitted = (rule & SystemRule.SystemOrCounter) != 0 && (CapabilityControl & CctlrPermitCounter) != 0;
        if ((rule & (SystemRule.System | SystemRule.SystemOrCounter)) != 0 && !HasSystemPermission && !counterPermitted)
        {
            TrapSystemAccess(CapabilityExceptionTarget(), exceptionClass, SystemSyndrome(encoding, rt, read));
            return false;
        }

        if (((rule & SystemRule.Capabilities) != 0 && !CheckCapabilitiesEnabled())
            || ((rule & SystemRule.FloatingPoint) != 0 && !CheckFloatingPointEnabled()))
        {
            return false;
        }

        if (El == 0 && !UserMay(rule))
        {
            TrapSystemAccess(DefaultTarget(), ClassSystemRegister, SystemSyndrome(encoding, rt, read));
            return false;
        }

        return true;
    }

    // What EL1 lets EL0 use.
    private bool UserMay(SystemRule rule) => rule >= SystemRule.UserPerformance
        ? (rule & ~(SystemRule.UserPerformance - 1)) switch
        {
            SystemRule.UserPerformance => (_userPerformance & 1) != 0,
            SystemRule.UserIncrement => (_userPerformance & 3) != 0,
            SystemRule.UserCycles => (_userPerformance & 5) != 0,
            SystemRule.UserEvents => (_userPerformance & 9) != 0,
            SystemRule.UserVirtualCounter => (_counterControl & 2) != 0,
            SystemRule.UserPhysicalCounter => (_counterControl & 1) != 0,
            SystemRule.UserCounterFrequency => (_counterControl & 3) != 0,
            SystemRule.UserVirtualTimer => (_counterControl >> 8 & 1) != 0,
            SystemRule.UserPhysicalTimer => (_counterControl >> 9 & 1) != 0,
            SystemRule.UserCacheType => (SctlrEl1 >> 15 & 1) != 0,
            _ => (SctlrEl1 >> 9 & 1) != 0,
        }
        : true;

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
