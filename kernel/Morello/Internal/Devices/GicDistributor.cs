namespace FlexCap.Morello.Internal;

/// <summary>
/// Distributor of a GICv3 (Arm IHI 0069): the shared interrupts, and what all processors have in common. Affinity routing is
/// always on, there are no LPIs, and no message registers. With two Security states a Non-secure access sees Non-secure
/// Group 1 only; GICD_NSACR grants it nothing more.
/// </summary>
internal sealed class GicDistributor : IDevice
{
    /// <summary>Number of shared interrupts, as QEMU's virt board has.</summary>
    internal const int SharedCount = 256;

    /// <summary>INTID of the first shared interrupt.</summary>
    internal const int FirstShared = 32;

    /// <summary>GICD_PIDR2 and GICR_PIDR2: GICv3.</summary>
    internal const uint PeripheralId2 = 0x3B;

    /// <summary>GICD_IIDR and GICR_IIDR: implementer Arm.</summary>
    internal const uint Implementer = 0x43B;

    private const uint EnableGroup0 = 1;
    private const uint EnableNonSecure1 = 2;
    private const uint EnableSecure1 = 4;
    private const uint AffinityRouting = 1 << 4;
    private const uint AffinityRoutingNonSecure = 1 << 5;
    private const uint DisableSecurity = 1 << 6;
    private const ulong RouteMask = 0xFF_80FF_FFFF;
    private const ulong RouteAny = 1UL << 31;

    private readonly InterruptBank[] _banks;
    private readonly ulong[] _routes;
    [NotState]
    private readonly bool _twoSecurityStates;
    private readonly Func<bool> _isSecure;
    private uint _control;

    /// <param name="twoSecurityStates">False: one Security state, GICD_CTLR.DS reads as one.</param>
    /// <param name="isSecure">Tells whether the access under way is Secure.</param>
    internal GicDistributor(bool twoSecurityStates, Func<bool> isSecure)
    {
        _banks = [.. Enumerable.Range(0, SharedCount / InterruptBank.Count).Select(_ => new InterruptBank())];
        _routes = new ulong[SharedCount];
        _twoSecurityStates = twoSecurityStates;
        _isSecure = isSecure;
        _control = twoSecurityStates ? AffinityRouting | AffinityRoutingNonSecure : AffinityRouting | DisableSecurity;
    }

    public ulong Size => 0x1_0000;

    /// <summary>Told about every change that can make another interrupt the most urgent one.</summary>
    internal Action? Changed { get; set; }

    /// <summary>True if there is only one Security state, or software has chosen that (GICD_CTLR.DS).</summary>
    internal bool SecurityDisabled => (_control & DisableSecurity) != 0;

    /// <summary>The banks of shared interrupts; the first one starts at INTID 32.</summary>
    internal ReadOnlySpan<InterruptBank> Banks => _banks;

    /// <summary>True if the access under way sees Non-secure Group 1 only.</summary>
    internal bool IsRestrictedAccess => !SecurityDisabled && !_isSecure();

    /// <summary>Sets the level of a shared interrupt.</summary>
    /// <param name="intid">INTID, 32 and above.</param>
    /// <param name="level">The level.</param>
    internal void SetInput(int intid, bool level)
    {
        _banks[(intid / InterruptBank.Count) - 1].SetInput(intid % InterruptBank.Count, level);
        Changed?.Invoke();
    }

    /// <summary>The interrupts of a bank that are forwarded, by group.</summary>
    internal bool Forwards(InterruptGroup group) => (_control & group switch
    {
        InterruptGroup.Group0 => EnableGroup0,
        InterruptGroup.Secure1 => EnableSecure1,
        _ => EnableNonSecure1,
    }) != 0;

    /// <summary>The interrupts of a bank that belong to a group.</summary>
    internal uint OfGroup(InterruptBank bank, InterruptGroup group) => group switch
    {
        InterruptGroup.NonSecure1 => bank.Group,
        InterruptGroup.Secure1 => SecurityDisabled ? 0 : ~bank.Group & bank.GroupModifier,
        _ => SecurityDisabled ? ~bank.Group : ~bank.Group & ~bank.GroupModifier,
    };

    /// <summary>True if a shared interrupt goes to the processor of an affinity (0.0.0.0 for the first).</summary>
    internal bool IsRoutedTo(int intid, ulong affinity)
    {
        ulong route = _routes[intid - FirstShared];
        return (route & RouteAny) != 0 || (route & 0xFF_00FF_FFFF) == affinity;
    }

    public ulong Load(ulong offset, int size)
    {
        if (offset is >= 0x6000 and < 0x8000)
        {
            return GicRegisters.Part(LoadRoute(offset & ~7UL), offset & 7, size);
        }

        uint value = (offset & ~3UL) switch
        {
            0x0000 => ControlView,
            0x0004 => Type,
            0x0008 => Implementer,
            0xFFE8 => PeripheralId2,
            >= 0x0080 and < 0x1000 => LoadBank(offset & ~3UL),
            _ => 0,
        };
        return GicRegisters.Part(value, offset & 3, size);
    }

    public void Store(ulong offset, int size, ulong value)
    {
        switch (offset)
        {
            case >= 0x6000 and < 0x8000:
                StoreRoute(offset, size, value);
                break;
            case 0:
                StoreControl((uint)value);
                break;
            case >= 0x0080 and < 0x1000:
                StoreBank(offset, size, value);
                break;
            default:
                break; // read-only, or not there
        }

        Changed?.Invoke();
    }

    public void Save(StateWriter writer) => FieldState.Of<GicDistributor>().Save(this, writer);

    public void Restore(StateReader reader) => FieldState.Of<GicDistributor>().Restore(this, reader);

    // ITLinesNumber; SecurityExtn; 16 bits of INTID; A3V, Aff3 may be other than 0.
    private uint Type => (uint)_banks.Length | (_twoSecurityStates && !SecurityDisabled ? 1u << 10 : 0) | (15 << 19) | (1 << 24);

    // Non-secure: EnableGrp1A in bit 1, ARE_NS in bit 4.
    private uint ControlView => IsRestrictedAccess ? (_control & EnableNonSecure1) | AffinityRouting : _control;

    private void StoreControl(uint value)
    {
        if (IsRestrictedAccess)
        {
            _control = (_control & ~EnableNonSecure1) | (value & EnableNonSecure1);
            return;
        }

        uint writable = SecurityDisabled ? EnableGroup0 | EnableNonSecure1 : EnableGroup0 | EnableNonSecure1 | EnableSecure1 | DisableSecurity;
        _control = (_control & ~writable) | (value & writable);
    }

    // Registers of 1, 2 or 8 bits for each interrupt: the first 32 are the redistributor's, RAZ/WI here.
    private uint LoadBank(ulong offset)
    {
        int bank = GicRegisters.BankOf(offset, out ulong register) - 1;
        return bank >= 0 && bank < _banks.Length ? GicRegisters.Load(this, _banks[bank], register) : 0;
    }

    private void StoreBank(ulong offset, int size, ulong value)
    {
        int bank = GicRegisters.BankOf(offset, out ulong register) - 1;
        if (bank >= 0 && bank < _banks.Length)
        {
            GicRegisters.Store(this, _banks[bank], register, size, value);
        }
    }

    private bool TryRoute(ulong offset, out int n)
    {
        n = (int)((offset - 0x6000) / 8) - FirstShared;
        return n >= 0 && n < _routes.Length
            && (!IsRestrictedAccess || (_banks[n / InterruptBank.Count].Group >> (n % InterruptBank.Count) & 1) != 0);
    }

    private ulong LoadRoute(ulong offset) => TryRoute(offset, out int n) ? _routes[n] : 0;

    private void StoreRoute(ulong offset, int size, ulong value)
    {
        if (TryRoute(offset & ~7UL, out int n))
        {
            _routes[n] = GicRegisters.Merge(_routes[n], offset & 7, size, value) & RouteMask;
        }
    }
}
