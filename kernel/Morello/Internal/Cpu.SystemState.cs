namespace FlexCap.Morello.Internal;

/// <summary>
/// What the system registers hold, by exception level where there is one for each, and what follows from it. What every
/// instruction needs is worked out when a register changes, not when it is used.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const ulong SctlrMmu = 1;
    private const ulong SctlrAlignment = 1 << 1;
    private const ulong SctlrStackAlignment = 1 << 3;
    private const ulong SctlrStackAlignmentEl0 = 1 << 4;
    private const ulong SctlrWxn = 1 << 19;
    private const ulong CctlrDdcBase = 1 << 2;
    private const ulong CctlrPccBase = 1 << 3;
    private const ulong CctlrC64Entry = 1 << 5;
    private const ulong CctlrPermitCounter = 1 << 6;
    private const ulong CctlrSealLink = 1 << 7;
    private const ulong ScrNonSecure = 1;
    private const ulong ScrMonitorCallDisable = 1 << 7;
    private const ulong ScrHypervisorCall = 1 << 8;
    private const ulong HcrStageTwo = 1;
    private const ulong HcrProtectedWalk = 1 << 2;
    private const ulong HcrDefaultCacheable = 1 << 12;
    private const ulong HcrTrapMonitorCall = 1 << 19;
    private const ulong HcrTrapGeneral = 1 << 27;
    private const ulong HcrHypervisorCallDisable = 1 << 29;
    private const ulong HcrExternalAborts = 1UL << 37;

    private readonly ulong[] _sctlr = [0, 0x00C5_0838, 0x30C5_0830, 0x30C5_0830];
    private readonly ulong[] _tcr = new ulong[4];
    private readonly ulong[] _ttbr0 = new ulong[4];
    private readonly ulong[] _mair = new ulong[4];
    private readonly ulong[] _cctlr = new ulong[4];
    private readonly ulong[] _ttbr1 = new ulong[4];
    private readonly ulong[] _cptr = new ulong[4];
    private readonly ulong[] _mdcr = [0, 0, EventCounters, 0];
    private readonly uint[] _esr = new uint[4];
    private readonly uint[] _spsr = new uint[4];
    private readonly ulong[] _far = new ulong[4];
    private readonly Capability[] _elr = new Capability[4];
    private readonly Capability[] _vbar = new Capability[4];
    private readonly Capability[] _threadPointers = new Capability[BankCount];
    private Capability _readOnlyThreadPointer;
    private Capability _compartmentId;
    private ulong _scr;
    private ulong _hcr;
    private ulong _vttbr;
    private ulong _vtcr;
    private ulong _hpfar;
    private uint _vpidr = ProcessorIdentity;
    private ulong _vmpidr = ProcessorAffinity;
    private ulong _chcr;
    private ulong _cscr;
    [NotState]
    private uint _highestLevel = 3;
    [NotState]
    private uint _regime = 1;
    [NotState]
    private bool _capabilitiesUsable;
    [NotState]
    private bool _floatingPointUsable;

    /// <summary>CID_EL0's value.</summary>
    internal ulong CompartmentId => _compartmentId.Value;

    private ulong SctlrEl1 => _sctlr[1];

    private ulong CpacrEl1 => _cptr[1];

    private ulong CptrEl2 => _cptr[2];

    private ulong CptrEl3 => _cptr[3];

    private ulong ScrEl3 => _scr;

    private ulong HcrEl2 => _hcr;

    /// <summary>SCTLR of the current translation regime.</summary>
    private ulong Sctlr => _sctlr[_regime];

    /// <summary>HCR_EL2.E2H.</summary>
    private bool HostExtension => (_hcr & HcrHost) != 0;

    /// <summary>True if the current level uses the EL2&amp;0 regime (Sail IsInHost).</summary>
    private bool InHost => IsHost(El);

    /// <summary>True if EL0 and EL1 translate in two stages (Sail HasS2Translation).</summary>
    private bool HasStageTwo => El <= 1 && HypervisorEnabled && !InHost;

    /// <summary>CCTLR of the current level.</summary>
    internal ulong CapabilityControl => _cctlr[El];

    internal ulong CapabilityControlOf(uint el) => _cctlr[el];

    private bool StackAlignmentChecked => (Sctlr & (El == 0 ? SctlrStackAlignmentEl0 : SctlrStackAlignment)) != 0;

    private bool HaveLevel(uint el) => el <= _highestLevel;

    /// <summary>True if EL2 exists and is in use (Sail EL2Enabled).</summary>
    private bool HypervisorEnabled => HaveLevel(2) && (!HaveLevel(3) || (_scr & ScrNonSecure) != 0);

    /// <summary>Sail IsSecure. Without EL3 this machine counts as non-secure.</summary>
    private bool IsSecure => HaveLevel(3) && (El == 3 || (_scr & ScrNonSecure) == 0);

    private bool TagSettingDisabled =>
        (El <= 1 && HypervisorEnabled && (_chcr & 1) != 0) || (El <= 2 && HaveLevel(3) && (_cscr & 1) != 0);

    /// <summary>Sail IsAccessToCapabilitiesEnabledAtEL.</summary>
    private bool CapabilitiesEnabled(uint el)
    {
        if (HaveLevel(3) && (_cptr[3] >> 9 & 1) == 0)
        {
            return false;
        }

        var hypervisor = HaveLevel(2) && !IsSecure;
        if (el <= 2 && hypervisor && (HostExtension ? (_cptr[2] >> 18 & 1) == 0 : (_cptr[2] >> 9 & 1) != 0))
        {
            return false;
        }

        if (hypervisor && (_hcr & (HcrHost | HcrTrapGeneral)) == (HcrHost | HcrTrapGeneral))
        {
            return el != 0 || (_cptr[2] >> 18 & 3) == 3;
        }

        var field = _cptr[1] >> 18 & 3;
        return el switch
        {
            0 => field == 3,
            1 => (field & 1) != 0,
            _ => true,
        };
    }

    /// <summary>Sail ELIsInHost.</summary>
    private bool IsHost(uint el) =>
        HostExtension && HaveLevel(2) && (!HaveLevel(3) || (_scr & ScrNonSecure) != 0) && (el == 2 || (el == 0 && (_hcr & HcrTrapGeneral) != 0));

    /// <summary>The level whose registers control translation at a level (Sail S1TranslationRegime).</summary>
    private uint RegimeOf(uint el) => el != 0 ? el : IsHost(0) ? 2u : 1u;

    /// <summary>The level that takes capability faults and traps (Sail TargetELForCapabilityExceptions).</summary>
    private uint CapabilityExceptionTarget()
    {
        uint lowest;
        if (_highestLevel == 1 || CapabilitiesEnabled(1))
        {
            lowest = HypervisorEnabled && (_hcr & HcrTrapGeneral) != 0 ? 2u : 1u;
        }
        else
        {
            lowest = _highestLevel == 2 || (CapabilitiesEnabled(2) && HypervisorEnabled) ? 2u : 3u;
        }

        return Math.Max(lowest, El);
    }

    // After a change of the level or of a register that enables something.
    private void EnablesChanged()
    {
        _regime = RegimeOf(El);
        _capabilitiesUsable = CapabilityTrapTarget() == 0;
        _floatingPointUsable = FloatingPointTrapTarget() == 0;
    }

    // Sail CheckCapabilitiesEnabled: CPACR_EL1, then CPTR_EL2, then CPTR_EL3. It differs from CapabilitiesEnabled in asking
    // CPTR_EL2 at every level. 0: capabilities may be used.
    private uint CapabilityTrapTarget()
    {
        var hypervisor = HaveLevel(2) && !IsSecure;
        var general = (_hcr & HcrTrapGeneral) != 0;
        if (El <= 1 && !(hypervisor && HostExtension && general) && FieldDisables(_cptr[1] >> 18, El == 0))
        {
            return HaveLevel(2) && general ? 2u : 1u;
        }

        if (hypervisor && (HostExtension ? FieldDisables(_cptr[2] >> 18, El == 0 && general) : (_cptr[2] >> 9 & 1) != 0))
        {
            return Math.Max(2, El);
        }

        return HaveLevel(3) && (_cptr[3] >> 9 & 1) == 0 ? 3u : 0u;
    }

    // Sail AArch64_CheckFPAdvSIMDEnabled. 0: the vector registers may be used.
    private uint FloatingPointTrapTarget()
    {
        var general = (_hcr & HcrTrapGeneral) != 0;
        if (El <= 1 && !InHost && FieldDisables(_cptr[1] >> 20, El == 0))
        {
            return 1;
        }

        if (El <= 2 && HypervisorEnabled
            && (HostExtension ? FieldDisables(_cptr[2] >> 20, El == 0 && general) && !(El == 1 && general) : (_cptr[2] >> 10 & 1) != 0))
        {
            return 2;
        }

        return HaveLevel(3) && (_cptr[3] >> 10 & 1) != 0 ? 3u : 0u;
    }

    // CEN, FPEN: x0 disables at both levels of a regime, 01 at EL0 only.
    private static bool FieldDisables(ulong field, bool user) => (field & 3) is 0 or 2 || ((field & 3) == 1 && user);

    private void SetSctlr(uint el, ulong value)
    {
        _sctlr[el] = value;
        InvalidateTranslations();
    }

    private void SetTranslation(ref ulong register, ulong value)
    {
        if (register != value)
        {
            register = value;
            InvalidateTranslations();
        }
    }

    private void SetCapabilityControl(uint el, ulong value)
    {
        // EL0 has neither TGEN nor C64E; EL2 and EL3 have one address range.
        _cctlr[el] = value & el switch { 0 => 0xDCul, 3 => 0xFDul, _ => 0xFFul };
        DdcChanged();
        InvalidateTranslations();
    }

    private void SetEnables(ref ulong register, ulong value)
    {
        HoldCountersForLevel();
        register = value;
        EnablesChanged();
        SelectCountersForLevel();
        InterruptsChanged();
    }

    // HCR_EL2 and SCR_EL3 decide which regime EL0 is in, and whether there is a second stage.
    private void SetRouting(ref ulong register, ulong value)
    {
        if (register != value)
        {
            SetEnables(ref register, value);
            InvalidateTranslations();
            SelectTranslation();
        }
    }
}
