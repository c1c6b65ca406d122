using System.Numerics;

namespace FlexCap.Morello.Internal;

/// <summary>Who accesses a register of the CPU interface.</summary>
/// <param name="NonSecureBank">The Non-secure copy of a banked register: SCR_EL3.NS.</param>
/// <param name="ShiftsPriorities">Priorities are seen as Non-secure software sees them: NS, and SCR_EL3.FIQ.</param>
/// <param name="El">The exception level.</param>
internal readonly record struct GicAccess(bool NonSecureBank, bool ShiftsPriorities, uint El);

/// <summary>
/// CPU interface of a GICv3 for one processor (Arm IHI 0069, ICC_* registers): chooses the interrupt to signal, and keeps the
/// running priority. Five bits of priority and of preemption, as the Neoverse N1 has.
/// </summary>
internal sealed class GicCpuInterface : IStateful
{
    internal const uint Spurious = 1023;
    private const uint SecureGroup1Pending = 1020;
    private const uint NonSecureGroup1Pending = 1021;
    private const int Groups = 3;
    private const int MinimumBinaryPoint = 2;
    private const int PriorityShift = 3;
    private const uint Idle = 0xFF;
    private const uint PriorityMask = 0xF8;
    private const uint ControlCommonBinaryPoint = 1;
    private const uint ControlSplitEnd = 2;

    // PRIbits - 1 in bits 10:8, A3V; 16 bits of INTID.
    private const uint ControlFixed = (4 << 8) | (1 << 15);

    [NotState]
    private readonly GicDistributor _distributor;
    [NotState]
    private readonly GicRedistributor _redistributor;
    private readonly uint[] _binaryPoint = [MinimumBinaryPoint, MinimumBinaryPoint, MinimumBinaryPoint + 1];
    private readonly uint[] _activePriorities = new uint[Groups];
    private readonly bool[] _enabled = new bool[Groups];

    // ICC_CTLR_EL1: CBPR and EOImode; index 0 Secure, 1 Non-secure. EL3 has an EOImode of its own.
    private readonly uint[] _control = new uint[2];
    private uint _controlEl3;
    private uint _priorityMask;
    private uint _candidate = Spurious;
    private uint _candidatePriority = Idle;
    private InterruptGroup _candidateGroup;

    internal GicCpuInterface(GicDistributor distributor, GicRedistributor redistributor)
    {
        _distributor = distributor;
        _redistributor = redistributor;
        distributor.Changed = Update;
    }

    /// <summary>Told when <see cref="Signalled"/> may have changed.</summary>
    internal Action? Changed { get; set; }

    /// <summary>Group of the interrupt that is signalled to the processor, if one is.</summary>
    internal InterruptGroup? Signalled { get; private set; }

    /// <summary>Priority of the most urgent active interrupt; 0xFF if none is active.</summary>
    private uint RunningPriority
    {
        get
        {
            uint active = _activePriorities[0] | _activePriorities[1] | _activePriorities[2];
            return active == 0 ? Idle : (uint)BitOperations.TrailingZeroCount(active) << PriorityShift;
        }
    }

    public void Save(StateWriter writer) => FieldState.Of<GicCpuInterface>().Save(this, writer);

    public void Restore(StateReader reader) => FieldState.Of<GicCpuInterface>().Restore(this, reader);

    /// <summary>Chooses again: something about some interrupt, or about this interface, has changed.</summary>
    internal void Update()
    {
        _candidate = Spurious;
        _candidatePriority = Idle;
        Consider(_redistributor.Bank, 0);
        for (int i = 0; i < _distributor.Banks.Length; i++)
        {
            Consider(_distributor.Banks[i], GicDistributor.FirstShared + (i * InterruptBank.Count));
        }

        Signalled = CanSignal ? _candidateGroup : null;
        Changed?.Invoke();
    }

    /// <summary>ICC_IAR0_EL1 and ICC_IAR1_EL1: acknowledges the interrupt that is signalled; a special INTID if it is not of the group.</summary>
    internal uint Acknowledge(bool group1, GicAccess access)
    {
        if (!CanSignal)
        {
            return Spurious;
        }

        uint intid = HighestPending(group1, access);
        if (intid < SecureGroup1Pending)
        {
            Activate(intid);
        }

        return intid;
    }

    /// <summary>ICC_HPPIR0_EL1 and ICC_HPPIR1_EL1.</summary>
    internal uint HighestPending(bool group1, GicAccess access)
    {
        if (_candidate == Spurious || (_candidateGroup == InterruptGroup.Group0 && group1))
        {
            return Spurious;
        }

        if (_candidateGroup == InterruptGroup.Group0 || (group1 && access.El == 3))
        {
            return _candidate;
        }

        if (group1)
        {
            return _candidateGroup == Group1(access) ? _candidate : Spurious;
        }

        return access.El != 3 ? Spurious : _candidateGroup == InterruptGroup.Secure1 ? SecureGroup1Pending : NonSecureGroup1Pending;
    }

    /// <summary>ICC_EOIR0_EL1 and ICC_EOIR1_EL1: drops the running priority, and deactivates unless EOImode is set.</summary>
    internal void End(uint intid, bool group1, GicAccess access)
    {
        if (intid >= SecureGroup1Pending)
        {
            return;
        }

        // Ends of interrupts nest: the priority dropped is the most urgent one, which must be of the register's group.
        InterruptGroup? active = MostUrgentActive;
        bool matches = active == InterruptGroup.Group0 ? !group1 : group1 && (access.El == 3 || active == Group1(access));
        if (active is not { } group || !matches)
        {
            return;
        }

        _activePriorities[(int)group] &= _activePriorities[(int)group] - 1;
        if (!SplitsEnd(access))
        {
            SetInactive(intid, access);
        }

        Update();
    }

    /// <summary>ICC_DIR_EL1: deactivates, where EOImode says that the end of an interrupt does not.</summary>
    internal void Deactivate(uint intid, GicAccess access)
    {
        if (SplitsEnd(access))
        {
            SetInactive(intid, access);
            Update();
        }
    }

    /// <summary>ICC_RPR_EL1.</summary>
    internal uint ReadRunningPriority(GicAccess access) => Shift(RunningPriority, access);

    /// <summary>ICC_PMR_EL1.</summary>
    internal uint ReadPriorityMask(GicAccess access) => Shift(_priorityMask, access);

    /// <summary>ICC_PMR_EL1.</summary>
    internal void WritePriorityMask(uint value, GicAccess access)
    {
        if (access.ShiftsPriorities)
        {
            // Non-secure software cannot change a mask that lies in the Secure half.
            if (_priorityMask < 0x80)
            {
                return;
            }

            value = 0x80 | (value >> 1);
        }

        _priorityMask = value & PriorityMask;
        Update();
    }

    /// <summary>ICC_BPR0_EL1 and ICC_BPR1_EL1.</summary>
    internal uint ReadBinaryPoint(bool group1, GicAccess access)
    {
        if (!group1)
        {
            return _binaryPoint[0];
        }

        InterruptGroup group = Group1(access);
        return !HasCommonBinaryPoint(group) ? _binaryPoint[(int)group]
            : group == InterruptGroup.Secure1 ? _binaryPoint[0] : Math.Min(_binaryPoint[0] + 1, 7);
    }

    /// <summary>ICC_BPR0_EL1 and ICC_BPR1_EL1.</summary>
    internal void WriteBinaryPoint(bool group1, uint value, GicAccess access)
    {
        InterruptGroup group = group1 ? Group1(access) : InterruptGroup.Group0;
        if (group1 && HasCommonBinaryPoint(group))
        {
            return;
        }

        uint minimum = MinimumBinaryPoint + (group == InterruptGroup.NonSecure1 ? 1u : 0);
        _binaryPoint[(int)group] = Math.Max(value & 7, minimum);
        Update();
    }

    /// <summary>ICC_CTLR_EL1.</summary>
    internal uint ReadControl(GicAccess access) => ControlFixed | _control[Bank(access)];

    /// <summary>ICC_CTLR_EL1; the Non-secure CBPR is EL3's while there are two Security states.</summary>
    internal void WriteControl(uint value, GicAccess access)
    {
        uint writable = access.NonSecureBank && !_distributor.SecurityDisabled && access.El < 3
            ? ControlSplitEnd
            : ControlSplitEnd | ControlCommonBinaryPoint;
        ref uint control = ref _control[Bank(access)];
        control = (control & ~writable) | (value & writable);
        Update();
    }

    /// <summary>ICC_CTLR_EL3: CBPR and EOImode of all states; RM reads as zero.</summary>
    internal uint ReadControlEl3() =>
        ControlFixed
        | (_control[0] & ControlCommonBinaryPoint) | ((_control[1] & ControlCommonBinaryPoint) << 1)
        | ((_controlEl3 & ControlSplitEnd) << 1) | ((_control[0] & ControlSplitEnd) << 2) | ((_control[1] & ControlSplitEnd) << 3)
        | (_distributor.SecurityDisabled ? 1u << 17 : 0);

    /// <summary>ICC_CTLR_EL3.</summary>
    internal void WriteControlEl3(uint value)
    {
        _control[0] = (value & ControlCommonBinaryPoint) | ((value >> 2) & ControlSplitEnd);
        _control[1] = ((value >> 1) & ControlCommonBinaryPoint) | ((value >> 3) & ControlSplitEnd);
        _controlEl3 = (value >> 1) & ControlSplitEnd;
        Update();
    }

    /// <summary>ICC_IGRPEN0_EL1 and ICC_IGRPEN1_EL1.</summary>
    internal bool IsEnabled(bool group1, GicAccess access) => _enabled[group1 ? (int)Group1(access) : 0];

    /// <summary>ICC_IGRPEN0_EL1 and ICC_IGRPEN1_EL1.</summary>
    internal void Enable(bool group1, bool value, GicAccess access) => Enable(group1 ? Group1(access) : InterruptGroup.Group0, value);

    /// <summary>ICC_IGRPEN1_EL3: Non-secure in bit 0, Secure in bit 1.</summary>
    internal uint ReadEnablesEl3() =>
        (_enabled[(int)InterruptGroup.NonSecure1] ? 1u : 0) | (_enabled[(int)InterruptGroup.Secure1] ? 2u : 0);

    /// <summary>ICC_IGRPEN1_EL3.</summary>
    internal void WriteEnablesEl3(uint value)
    {
        Enable(InterruptGroup.NonSecure1, (value & 1) != 0);
        Enable(InterruptGroup.Secure1, (value & 2) != 0);
    }

    /// <summary>ICC_AP0R0_EL1 and ICC_AP1R0_EL1: one bit for each preemption level.</summary>
    internal uint ReadActivePriorities(bool group1, GicAccess access) => _activePriorities[group1 ? (int)Group1(access) : 0];

    /// <summary>ICC_AP0R0_EL1 and ICC_AP1R0_EL1.</summary>
    internal void WriteActivePriorities(bool group1, uint value, GicAccess access)
    {
        _activePriorities[group1 ? (int)Group1(access) : 0] = value;
        Update();
    }

    /// <summary>ICC_SGI0R_EL1, ICC_SGI1R_EL1 and ICC_ASGI1R_EL1: generates an interrupt for the processors named.</summary>
    /// <param name="value">The register.</param>
    /// <param name="group">Group 0, or the Group 1 meant, of the interrupts to generate.</param>
    /// <param name="access">Who asks: Non-secure software generates Non-secure interrupts only.</param>
    internal void Generate(ulong value, InterruptGroup group, GicAccess access)
    {
        int intid = (int)(value >> 24 & 15);
        bool others = (value >> 40 & 1) != 0;
        ulong target = (value >> 48 & 0xFF) << 24 | (value >> 32 & 0xFF) << 16 | (value >> 16 & 0xFF) << 8;
        ulong first = (value >> 44 & 15) * 16;
        ulong level0 = _redistributor.Affinity & 0xFF;
        bool named = !others
            && (_redistributor.Affinity & ~0xFFUL) == target
            && level0 >= first && level0 < first + 16 && (value >> (int)(level0 - first) & 1) != 0;
        bool permitted = !access.NonSecureBank || _distributor.SecurityDisabled || group == InterruptGroup.NonSecure1 || access.El == 3;
        if (named && permitted && (_distributor.OfGroup(_redistributor.Bank, group) >> intid & 1) != 0)
        {
            _redistributor.Generate(intid);
        }
    }

    /// <summary>The Group 1 that the registers of an access are about.</summary>
    internal InterruptGroup Group1(GicAccess access) =>
        access.NonSecureBank || _distributor.SecurityDisabled ? InterruptGroup.NonSecure1 : InterruptGroup.Secure1;

    /// <summary>The other Group 1: what ICC_ASGI1R_EL1 generates.</summary>
    internal InterruptGroup OtherGroup1(GicAccess access) =>
        access.NonSecureBank || _distributor.SecurityDisabled ? InterruptGroup.Secure1 : InterruptGroup.NonSecure1;

    private static int Bank(GicAccess access) => access.NonSecureBank ? 1 : 0;

    private bool CanSignal =>
        _candidate != Spurious && _candidatePriority < _priorityMask
        && (RunningPriority == Idle || (_candidatePriority & GroupPriorityMask(_candidateGroup)) < RunningPriority);

    private InterruptGroup? MostUrgentActive
    {
        get
        {
            uint running = RunningPriority;
            for (int group = 0; running != Idle && group < Groups; group++)
            {
                if ((_activePriorities[group] >> (int)(running >> PriorityShift) & 1) != 0)
                {
                    return (InterruptGroup)group;
                }
            }

            return null;
        }
    }

    private void Consider(InterruptBank bank, int first)
    {
        uint pending = bank.Pending & bank.Enabled & ~bank.Active;
        if (pending == 0)
        {
            return;
        }

        for (int g = 0; g < Groups; g++)
        {
            InterruptGroup group = (InterruptGroup)g;
            if (!_enabled[g] || !_distributor.Forwards(group))
            {
                continue;
            }

            uint among = pending & _distributor.OfGroup(bank, group);
            int n;
            while ((n = bank.Highest(among)) >= 0)
            {
                if (first == 0 || _distributor.IsRoutedTo(first + n, _redistributor.Affinity))
                {
                    if (bank.Priority[n] < _candidatePriority || (bank.Priority[n] == _candidatePriority && first + n < _candidate))
                    {
                        _candidate = (uint)(first + n);
                        _candidatePriority = bank.Priority[n];
                        _candidateGroup = group;
                    }

                    break;
                }

                among &= ~(1u << n);
            }
        }
    }

    private void Activate(uint intid)
    {
        InterruptBank bank = BankOf(intid)!;
        uint bit = 1u << (int)(intid % InterruptBank.Count);
        bank.Active |= bit;
        bank.Latched &= ~bit;
        _activePriorities[(int)_candidateGroup] |= 1u << (int)((_candidatePriority & GroupPriorityMask(_candidateGroup)) >> PriorityShift);
        Update();
    }

    private void SetInactive(uint intid, GicAccess access)
    {
        if (BankOf(intid) is { } bank)
        {
            uint seen = access.NonSecureBank && access.El < 3 && !_distributor.SecurityDisabled ? bank.Group : uint.MaxValue;
            bank.Active &= ~(1u << (int)(intid % InterruptBank.Count) & seen);
        }
    }

    private InterruptBank? BankOf(uint intid)
    {
        int shared = (int)(intid / InterruptBank.Count) - 1;
        return shared < 0 ? _redistributor.Bank : shared < _distributor.Banks.Length ? _distributor.Banks[shared] : null;
    }

    private void Enable(InterruptGroup group, bool value)
    {
        _enabled[(int)group] = value;
        Update();
    }

    private bool SplitsEnd(GicAccess access) =>
        ((access.El == 3 ? _controlEl3 : _control[Bank(access)]) & ControlSplitEnd) != 0;

    private bool HasCommonBinaryPoint(InterruptGroup group) =>
        (_control[group == InterruptGroup.NonSecure1 && !_distributor.SecurityDisabled ? 1 : Common(group)] & ControlCommonBinaryPoint) != 0;

    // With one Security state the Group 1 is called Non-secure here, and software uses whichever copy of ICC_CTLR it is in.
    private int Common(InterruptGroup group) =>
        group == InterruptGroup.Secure1 || (_control[0] & ControlCommonBinaryPoint) != 0 ? 0 : 1;

    // The bits of a priority that decide about preemption: those above the binary point, which is one lower for Non-secure Group 1.
    private uint GroupPriorityMask(InterruptGroup group)
    {
        uint point = group == InterruptGroup.Group0 || HasCommonBinaryPoint(group) ? _binaryPoint[0]
            : group == InterruptGroup.Secure1 ? _binaryPoint[1] : _binaryPoint[2] - 1;
        return ~0u << (int)(point + 1) & 0xFF;
    }

    private static uint Shift(uint priority, GicAccess access) =>
        !access.ShiftsPriorities || priority == Idle ? priority : priority < 0x80 ? 0 : priority << 1 & 0xFF;
}
