namespace FlexCap.Morello.Internal;

/// <summary>
/// Exception entry and return (Sail AArch64_TakeException, AArch64_ExceptionReturnToCapability). Each <c>Raise</c> method
/// redirects PC; the instruction body that called it must return at once.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const uint ClassUncategorized = 0x00;
    private const uint ClassWaitTrap = 0x01;
    private const uint ClassFloatingPoint = 0x07;
    private const uint ClassIllegalState = 0x0E;
    private const uint ClassSupervisorCall = 0x15;
    private const uint ClassHypervisorCall = 0x16;
    private const uint ClassSecureMonitorCall = 0x17;
    private const uint ClassSystemRegister = 0x18;
    private const uint ClassInstructionAbort = 0x20;
    private const uint ClassPcAlignment = 0x22;
    private const uint ClassDataAbort = 0x24;
    private const uint ClassStackAlignment = 0x26;
    private const uint ClassCapabilityAccess = 0x29;
    private const uint ClassCapabilityRegister = 0x2A;
    private const uint ClassBreakpoint = 0x3C;
    private const uint InstructionLength = 1u << 25;

    // ISS.CV and ISS.COND of an unconditional instruction (Sail ConditionSyndrome).
    private const uint ConditionAlways = 0b1_1110 << 20;

    private uint _faultAuthority = NoAuthority;
    private long _exceptionEntryInstructions = -1;

    /// <summary>No capability is to blame for the fault.</summary>
    private const uint NoAuthority = uint.MaxValue;

    /// <summary>Exceptions taken since reset, calls included.</summary>
    internal long ExceptionCount { get; private set; }

    /// <summary>Told about every guest fault; null to keep none.</summary>
    internal Action<GuestFault>? FaultObserver { get; set; }

    /// <summary>Called when an exception has been taken: its ESR, ELR and target are in place.</summary>
    internal Action<uint>? ExceptionObserver { get; set; }

    /// <summary>Takes the Undefined Instruction exception (EC 0).</summary>
    internal void RaiseUndefined() => TakeFault(DefaultTarget(), ClassUncategorized, 0, null, GuestFaultKind.Undefined, GuestAccess.None);

    /// <summary>Takes the PC alignment fault (EC 0x22).</summary>
    internal void RaisePcAlignmentFault() => TakeFault(DefaultTarget(), ClassPcAlignment, 0, _pc, GuestFaultKind.Alignment, GuestAccess.Fetch);

    /// <summary>Takes the Illegal Execution State exception (EC 0x0E).</summary>
    internal void RaiseIllegalState() => TakeFault(DefaultTarget(), ClassIllegalState, 0, null, GuestFaultKind.Other, GuestAccess.None);

    /// <summary>Takes the Instruction Abort for a fetch that PCC does not allow.</summary>
    internal void RaiseFetchCapabilityFault(GuestFaultKind kind)
    {
        _faultAuthority = VirtualAddress.Pcc;
        var status = kind switch
        {
            GuestFaultKind.CapabilityTag => FaultStatus.CapabilityTag,
            GuestFaultKind.CapabilitySeal => FaultStatus.CapabilitySeal,
            GuestFaultKind.CapabilityPermission => FaultStatus.CapabilityPermission,
            _ => FaultStatus.CapabilityBounds,
        };
        RaiseAbort(_pc, status, false, AccessType.Fetch);
    }

    /// <summary>Takes the SP alignment fault (EC 0x26).</summary>
    internal void RaiseStackAlignment() => TakeFault(DefaultTarget(), ClassStackAlignment, 0, null, GuestFaultKind.Alignment, GuestAccess.None);

    /// <summary>SVC.</summary>
    internal void RaiseSupervisorCall(uint immediate) => TakeException(DefaultTarget(), ClassSupervisorCall, immediate, null, _pc + 4);

    /// <summary>BRK.</summary>
    internal void RaiseBreakpoint(uint immediate)
    {
        // MDCR_EL2.TDE sends debug exceptions of EL0 and EL1 to EL2.
        var target = El <= 1 && HypervisorEnabled && (_mdcr[2] & (1 << 8)) != 0 ? 2u : DefaultTarget();
        TakeException(target, ClassBreakpoint, immediate, null, _pc);
    }

    /// <summary>HVC: PSCI if that is the board's conduit, else a call to EL2 where there is one.</summary>
    internal void RaiseHypervisorCall(uint immediate)
    {
        if (El == 0)
        {
            RaiseUndefined();
        }
        else if (_psciConduit == PsciConduit.HypervisorCall)
        {
            CallPsci();
        }
        else if (!HaveLevel(2) || (El == 1 && IsSecure)
            || (HaveLevel(3) ? (ScrEl3 & ScrHypervisorCall) == 0 : (HcrEl2 & HcrHypervisorCallDisable) != 0))
        {
            RaiseUndefined();
        }
        else
        {
            TakeException(El == 3 ? 3u : 2u, ClassHypervisorCall, immediate, null, _pc + 4);
        }
    }

    /// <summary>SMC: PSCI if that is the board's conduit, else a call to EL3 where there is one.</summary>
    internal void RaiseSecureMonitorCall(uint immediate)
    {
        if (El == 0)
        {
            RaiseUndefined();
        }
        else if (_psciConduit == PsciConduit.SecureMonitorCall)
        {
            CallPsci();
        }
        else if (!HaveLevel(3))
        {
            RaiseUndefined();
        }
        else if (El == 1 && HypervisorEnabled && (HcrEl2 & HcrTrapMonitorCall) != 0)
        {
            TakeException(2, ClassSecureMonitorCall, immediate, null, _pc);
        }
        else if ((ScrEl3 & ScrMonitorCallDisable) != 0)
        {
            RaiseUndefined();
        }
        else
        {
            TakeException(3, ClassSecureMonitorCall, immediate, null, _pc + 4);
        }
    }

    /// <summary>ERET (Sail execute_aarch64_instrs_branch_unconditional_eret). UNDEFINED at EL0.</summary>
    internal void ReturnFromException()
    {
        if (El == 0)
        {
            RaiseUndefined();
            return;
        }

        var target = CapabilitiesEnabled(El) ? _elr[El] : Pcc.SetValue(_elr[El].Value);
        var spsr = _spsr[El];
        RestoreState(spsr);
        ClearExclusive();
        EventRegister = true;
        if (!HasSystemPermission || target.IsExponentOutOfRange)
        {
            target = target.ClearTag();
        }

        BranchToCapability(target);
    }

    /// <summary>True if capabilities may be used here; else the access trap has been taken (Sail CheckCapabilitiesEnabled).</summary>
    internal bool CheckCapabilitiesEnabled()
    {
        if (_capabilitiesUsable)
        {
            return true;
        }

        TrapCapabilityAccess();
        return false;
    }

    /// <summary>True if FP and SIMD may be used here; else the trap has been taken (Sail CheckFPAdvSIMDEnabled64).</summary>
    internal bool CheckFloatingPointEnabled()
    {
        if (_floatingPointUsable)
        {
            return true;
        }

        // A guest of EL2 that EL1's registers would trap (HCR_EL2.TGE) learns nothing of the reason.
        var target = FloatingPointTrapTarget();
        if (target == 1 && HypervisorEnabled && (HcrEl2 & HcrTrapGeneral) != 0)
        {
            TakeFault(2, ClassUncategorized, 0, null, GuestFaultKind.Other, GuestAccess.None);
        }
        else
        {
            TakeFault(target, ClassFloatingPoint, ConditionAlways, null, GuestFaultKind.Other, GuestAccess.None);
        }

        return false;
    }

    /// <summary>Takes a trap of a system register access, EC 0x18, or 0x2A for a capability register.</summary>
    private void TrapSystemAccess(uint target, uint exceptionClass, uint syndrome) =>
        TakeFault(target, exceptionClass, syndrome, null,
            exceptionClass == ClassCapabilityRegister ? GuestFaultKind.CapabilityAccessTrap : GuestFaultKind.Other, GuestAccess.None);

    private void TrapCapabilityAccess() =>
        TakeFault(Math.Max(CapabilityTrapTarget(), El), ClassCapabilityAccess, 0, null, GuestFaultKind.CapabilityAccessTrap, GuestAccess.None);

    /// <summary>Takes a Data or Instruction Abort (Sail AArch64_Abort, AArch64_FaultSyndrome).</summary>
    private void RaiseAbort(ulong address, FaultStatus status, bool write, AccessType access)
    {
        var fetch = access == AccessType.Fetch;
        var stage = _stageFault;
        _stageFault = default;
        var target = AbortTarget(status, fetch, stage.SecondStage);
        var syndrome = (uint)status | (stage.OnWalk ? 1u << 7 : 0);
        if (access is AccessType.Cache or AccessType.Translate or AccessType.TranslatePrivileged)
        {
            syndrome |= (1 << 8) | (1 << 6);
        }
        else if (write && !fetch)
        {
            syndrome |= 1 << 6;
        }

        if (stage.SecondStage && target == 2)
        {
            _hpfar = stage.Ipa >> 8 & 0xFF_FFFF_FFF0;
        }

        TakeFault(target, fetch ? ClassInstructionAbort : ClassDataAbort, syndrome, address, KindOf(status),
            fetch ? GuestAccess.Fetch : write ? GuestAccess.Store : GuestAccess.Load);
    }

    private static GuestFaultKind KindOf(FaultStatus status) => status switch
    {
        FaultStatus.CapabilityTag => GuestFaultKind.CapabilityTag,
        FaultStatus.CapabilitySeal => GuestFaultKind.CapabilitySeal,
        FaultStatus.CapabilityBounds => GuestFaultKind.CapabilityBounds,
        FaultStatus.CapabilityPermission => GuestFaultKind.CapabilityPermission,
        FaultStatus.CapabilityPage => GuestFaultKind.CapabilityPage,
        FaultStatus.Alignment => GuestFaultKind.Alignment,
        >= FaultStatus.External and < FaultStatus.Alignment => GuestFaultKind.External,
        _ => GuestFaultKind.Translation,
    };

    // Sail AArch64_DataAbort, AArch64_InstructionAbort.
    private uint AbortTarget(FaultStatus status, bool fetch, bool secondStage)
    {
        var external = status is >= FaultStatus.External and < FaultStatus.Alignment;
        var capability = status is >= FaultStatus.CapabilityTag and <= FaultStatus.CapabilityPermission ? CapabilityExceptionTarget() : 0;
        if (El == 3 || capability == 3 || (external && HaveLevel(3) && (ScrEl3 & ScrExternalAbort) != 0))
        {
            return 3;
        }

        var hypervisor = HypervisorEnabled
            && ((HcrEl2 & HcrTrapGeneral) != 0 || secondStage || (external && (HcrEl2 & HcrExternalAborts) != 0) || (capability == 2 && !fetch));
        return El == 2 || hypervisor ? 2u : 1u;
    }

    // The level that takes what has no rule of its own: EL1, EL2 if it rules EL0 and EL1, or the current level above.
    private uint DefaultTarget() => El > 1 ? El : HypervisorEnabled && (HcrEl2 & HcrTrapGeneral) != 0 ? 2u : 1u;

    private void TakeFault(uint target, uint exceptionClass, uint syndrome, ulong? address, GuestFaultKind kind, GuestAccess access)
    {
        if (exceptionClass is ClassInstructionAbort or ClassDataAbort && target == El)
        {
            exceptionClass++;
        }

        var authority = _faultAuthority;
        _faultAuthority = NoAuthority;
        if (access != GuestAccess.Fetch && exceptionClass != ClassIllegalState)
        {
            NotRetired();
        }

        var capability = authority == NoAuthority ? (Capability?)null : AuthorityCapability(authority);
        var fault = new GuestFault(
            kind, access, address ?? _pc, _pc, capability, AuthorityName(authority),
            exceptionClass << 26 | InstructionLength | syndrome, (int)El, IsRestricted, CompartmentId, Instructions);
        FaultObserver?.Invoke(fault);
        var before = (El, SpSel, _pc);
        TakeException(target, exceptionClass, syndrome, address, _pc);

        // A fault at the very entry that it leads to repeats for ever if nothing has retired since the last one.
        if (NextPc == before._pc && before.El == El && before.SpSel == SpSel && Instructions == _exceptionEntryInstructions)
        {
            RequestStop(new StopReason.Faulted(fault));
        }

        _exceptionEntryInstructions = Instructions;
    }

    private static string AuthorityName(uint authority) => authority switch
    {
        NoAuthority => string.Empty,
        VirtualAddress.Ddc => "DDC",
        VirtualAddress.Pcc => "PCC",
        VirtualAddress.Csp => "CSP",
        VirtualAddress.Explicit => "operand",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"C{authority}"),
    };

    // The vector cannot be fetched and every fetch of it raises the same fault.
    private void StopAtFaultLoop() =>
        RequestStop(new StopReason.Faulted(new(
            GuestFaultKind.Other, GuestAccess.Fetch, _pc, _pc, Pcc, "PCC", _esr[Math.Max(El, 1)], (int)El, IsRestricted, CompartmentId, Instructions)));

    // An offset of 0x80 or 0x100 is an interrupt's: it has no syndrome.
    private void TakeException(uint target, uint exceptionClass, uint syndrome, ulong? address, ulong returnAddress, uint offset = 0)
    {
        var vector = 0u;
        if (target > El)
        {
            vector = 0x400;
        }
        else if (SpSel != 0 && !IsRestricted)
        {
            vector = 0x200;
        }

        vector |= offset;
        var spsr = SavedState();
        var pcc = new Capability(_pc, _pccMetadata, _pccTag);
        if (offset is 0 or SErrorOffset)
        {
            _esr[target] = exceptionClass << 26 | InstructionLength | syndrome;
        }

        if (address is { } far)
        {
            _far[target] = far;
        }

        ExceptionCount++;
        SetExceptionLevel(target, 1);
        _spsr[target] = spsr;
        var capabilities = CapabilitiesEnabled(target);
        _elr[target] = capabilities ? pcc.SetValue(returnAddress) : new(returnAddress, 0, false);
        Daif = 0x3C0;
        Il = false;
        Ss = false;
        if ((target == 1 || (target == 2 && IsHost(0))) && (_sctlr[target] >> 23 & 1) == 0)
        {
            Pan = true;
        }

        Uao = false;
        SelectTranslation();
        if (capabilities)
        {
            IsC64 = (CapabilityControlOf(target) & CctlrC64Entry) != 0;
            var entry = _vbar[target];
            BranchToCapability(entry.SetValue((entry.Value & ~0x7FFUL) | vector));
        }
        else
        {
            IsC64 = false;
            BranchToCapability(pcc.SetValue((_vbar[target].Value & ~0x7FFUL) | vector));
        }

        ExceptionObserver?.Invoke(target);
    }

    // Sail GetPSRFromPSTATE.
    private uint SavedState() =>
        Nzcv | (IsC64 ? 1u << 26 : 0) | (Uao ? 1u << 23 : 0) | (Pan ? 1u << 22 : 0) | (Ss ? 1u << 21 : 0) | (Il ? 1u << 20 : 0)
        | Daif | El << 2 | SpSel;

    // Sail SetPSTATEFromPSR.
    private void RestoreState(uint spsr)
    {
        Ss = false;
        if (IsIllegalReturn(spsr))
        {
            Il = true;
            if (!CapabilitiesEnabled(El))
            {
                IsC64 = false;
            }
        }
        else
        {
            Il = (spsr >> 20 & 1) != 0;
            var el = spsr >> 2 & 3;
            SetExceptionLevel(el, spsr & 1);
            IsC64 = (spsr >> 26 & 1) != 0 && CapabilitiesEnabled(el);
        }

        Nzcv = spsr & 0xF000_0000;
        Pan = (spsr >> 22 & 1) != 0;
        Uao = (spsr >> 23 & 1) != 0;
        Daif = spsr & 0x3C0;
        SelectTranslation();
    }

    // Sail IllegalExceptionReturn, ELFromSPSR.
    private bool IsIllegalReturn(uint spsr)
    {
        var el = spsr >> 2 & 3;
        return (spsr & 0x12) != 0
            || !HaveLevel(el)
            || (el == 0 && (spsr & 1) != 0)
            || (el == 2 && HaveLevel(3) && (ScrEl3 & ScrNonSecure) == 0)
            || el > El
            || (el == 1 && HypervisorEnabled && (HcrEl2 & HcrTrapGeneral) != 0);
    }
}
