namespace FlexCap.Morello.Internal;

/// <summary>
/// Generic timer (Arm ARM, "The Generic Timer in AArch64 state"). It counts executed work and waiting in model cycles, never the
/// host's clock, so a timer fires at the same instruction in every run.
/// </summary>
internal sealed unsafe partial class Cpu
{
    /// <summary>Nominal frequency of the modelled core in Hz: the Morello board's 2.5 GHz (UCAM-CL-TR-986).</summary>
    internal const ulong CoreFrequency = 2_500_000_000;

    /// <summary>Frequency of the generic timer in Hz, that of QEMU's virt board.</summary>
    internal const ulong TimerFrequency = 62_500_000;

    private const long CyclesPerTick = (long)(CoreFrequency / TimerFrequency);
    private const int PhysicalTimer = 0;
    private const int VirtualTimer = 1;
    private const int HypervisorTimer = 2;
    private const int HostVirtualTimer = 3;
    private const int SecureTimer = 4;
    private const int TimerCount = 5;
    private const uint TimerEnable = 1;
    private const uint TimerMask = 2;
    private const uint TimerStatus = 4;
    private const ulong EventStreamEnable = 1 << 2;
    private const ulong EventStreamDirection = 1 << 3;

    // Nearer deadlines than this are real; later ones would overflow when counted in cycles.
    private const ulong FarthestTick = 1UL << 56;

    // INTIDs of the private interrupts (Arm BSA, as QEMU's virt board and the Morello board have them).
    private static ReadOnlySpan<int> TimerInterrupts => [30, 27, 26, 28, 29];

    private readonly ulong[] _timerCompare = new ulong[TimerCount];
    private readonly uint[] _timerControl = new uint[TimerCount];
    private ulong _virtualOffset;
    private ulong _counterControl;
    private ulong _counterHypervisorControl = 3;
    private ulong _timerFrequencyShown = TimerFrequency;
    private Action<int, bool>? _privateInterrupt;

    [NotState]
    private readonly List<IClocked> _clocked = [];

    // When, in cycles of Now, some timer changes its output next; none if it is the largest value.
    private long _nextTimerEvent = long.MaxValue;
    private ulong _eventStreamSeen;
    private uint _timerOutputs;

    /// <summary>CNTPCT_EL0.</summary>
    private ulong PhysicalCount => (ulong)(Now / CyclesPerTick);

    /// <summary>CNTVCT_EL0; the host of EL2 sees no offset.</summary>
    private ulong VirtualCount => PhysicalCount - (InHost ? 0 : _virtualOffset);

    /// <summary>Connects the outputs of the timers.</summary>
    internal void ConnectPrivateInterrupts(Action<int, bool> setInput)
    {
        _privateInterrupt = setInput;
        UpdateTimers();
    }

    /// <summary>Gives a device of the board its time.</summary>
    internal void AddClocked(IClocked device) => _clocked.Add(device);

    private ulong CountOf(int timer) => timer == VirtualTimer ? PhysicalCount - _virtualOffset : PhysicalCount;

    private bool TimerConditionMet(int timer) => CountOf(timer) >= _timerCompare[timer];

    private uint ReadTimerControl(int timer) =>
        _timerControl[timer] | ((_timerControl[timer] & TimerEnable) != 0 && TimerConditionMet(timer) ? TimerStatus : 0);

    private void WriteTimerControl(int timer, ulong value)
    {
        _timerControl[timer] = (uint)value & (TimerEnable | TimerMask);
        TimersChanged();
    }

    private void WriteTimerCompare(int timer, ulong value)
    {
        _timerCompare[timer] = value;
        TimersChanged();
    }

    private void WriteVirtualOffset(ulong value)
    {
        _virtualOffset = value;
        TimersChanged();
    }

    /// <summary>A deadline has changed.</summary>
    internal void TimersChanged()
    {
        UpdateTimers();

        // The chunk was made to end at the deadline that held before.
        EndChunk();
    }

    // Brings the outputs up to date and finds when one changes next: when a compare value is reached, or the count wraps.
    private void UpdateTimers()
    {
        ulong nearest = FarthestTick;
        for (int timer = 0; timer < TimerCount; timer++)
        {
            bool runs = (_timerControl[timer] & (TimerEnable | TimerMask)) == TimerEnable;
            bool met = TimerConditionMet(timer);
            uint bit = 1u << timer;
            if ((_timerOutputs & bit) != 0 != (runs && met))
            {
                _timerOutputs ^= bit;
                _privateInterrupt?.Invoke(TimerInterrupts[timer], runs && met);
            }

            if (runs)
            {
                nearest = Math.Min(nearest, met ? 0 - CountOf(timer) - 1 : _timerCompare[timer] - CountOf(timer) - 1);
            }
        }

        _nextTimerEvent = nearest >= FarthestTick - 1 ? long.MaxValue : ((long)(PhysicalCount + nearest) + 1) * CyclesPerTick;
        foreach (IClocked device in _clocked)
        {
            device.Elapse(Now);
            _nextTimerEvent = Math.Min(_nextTimerEvent, device.Deadline);
        }
    }

    // How many instructions can execute before the deadline could be reached: none costs more than the dearest.
    private long InstructionsToTimerEvent() =>
        _nextTimerEvent == long.MaxValue ? long.MaxValue : Math.Max((_nextTimerEvent - Now) / _dearestInstruction, 1);

    // The event stream: bit EVNTI of a count changes from 0 to 1, or from 1 to 0 with EVNTDIR (CNTKCTL_EL1, CNTHCTL_EL2).
    private bool EventStreamTicked()
    {
        ulong ticks = EventStreamTicks(_counterControl, VirtualTimer) + EventStreamTicks(_counterHypervisorControl, PhysicalTimer);
        bool ticked = ticks != _eventStreamSeen && ((_counterControl | _counterHypervisorControl) & EventStreamEnable) != 0;
        _eventStreamSeen = ticks;
        return ticked;
    }

    private ulong EventStreamTicks(ulong control, int timer)
    {
        if ((control & EventStreamEnable) == 0)
        {
            return 0;
        }

        int bit = (int)(control >> 4 & 15);
        ulong half = (control & EventStreamDirection) != 0 ? 0 : 1UL << bit;
        return (CountOf(timer) + half) >> (bit + 1);
    }

    private long NextEventStreamTick() =>
        Math.Min(NextEventStreamTick(_counterControl, VirtualTimer), NextEventStreamTick(_counterHypervisorControl, PhysicalTimer));

    private long NextEventStreamTick(ulong control, int timer)
    {
        if ((control & EventStreamEnable) == 0)
        {
            return long.MaxValue;
        }

        int bit = (int)(control >> 4 & 15);
        ulong period = 2UL << bit;
        ulong phase = (control & EventStreamDirection) != 0 ? 0 : 1UL << bit;
        ulong wait = period - ((CountOf(timer) + phase) & (period - 1));
        return (long)(PhysicalCount + wait) * CyclesPerTick;
    }
}
