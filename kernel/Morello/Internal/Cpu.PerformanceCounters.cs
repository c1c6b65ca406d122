using System.Numerics;

namespace FlexCap.Morello.Internal;

/// <summary>
/// How the performance monitors count (Arm ARM, "The Performance Monitors Extension"). A counter that runs costs nothing: its value
/// is what it held, plus what its event has counted since then. Before anything changes that decides what is counted, the counters
/// are held: brought up to date.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const uint ControlEnable = 1;
    private const uint ControlDivider = 8;
    private const uint ControlDisableProhibited = 32;
    private const uint ControlLongCycle = 64;
    private const uint MonitorSecure = 1 << 17; // MDCR_EL3.SPME
    private const uint MonitorProhibitEl2 = 1 << 17; // MDCR_EL2.HPMD
    private const uint MonitorEnableReserved = 1 << 7; // MDCR_EL2.HPME
    private const uint EventMask = 0xFFFF;

    // What an instruction may count at most, for the chunk that must end where a counter overflows: the bytes of an LD4.
    private const long MostEventsOfInstruction = 64;

    // Index 31 is PMCCNTR.
    private readonly ulong[] _counterBase = new ulong[32];
    private readonly ulong[] _counterSince = new ulong[32];
    private readonly uint[] _counterEvent = new uint[32];
    private uint _counterEnable;
    private uint _counterOverflow;
    private uint _counterInterrupt;
    private uint _performanceControl;
    private ulong _cycleRemainder;

    // The counters that count now; whether another exception level or Security state may mean others; whether an overflow would interrupt.
    private uint _countersRunning;
    private bool _countersDependOnLevel;
    private bool _overflowInterrupts;
    private bool _overflowOutput;

    // PMCR.N = 6, IMP and IDCODE zero; E, D, X, DP and LC can be written.
    private uint PerformanceControl => (EventCounters << 11) | _performanceControl;

    private void SetPerformanceControl(uint value)
    {
        HoldCounters();
        if ((value & 2) != 0)
        {
            Array.Clear(_counterBase, 0, EventCounters);
        }

        if ((value & 4) != 0)
        {
            _counterBase[CycleCounter] = 0;
            _cycleRemainder = 0;
        }

        _performanceControl = value & 0x79;
        CountersChanged();
    }

    private void SetCounterEnable(uint value)
    {
        HoldCounters();
        _counterEnable = value;
        CountersChanged();
    }

    private void SetCounterInterrupts(uint value)
    {
        HoldCounters();
        _counterInterrupt = value;
        CountersChanged();
    }

    private void SetOverflows(uint value)
    {
        HoldCounters();
        _counterOverflow = value;
        CountersChanged();
    }

    private uint Overflows()
    {
        HoldCounters();
        return _counterOverflow;
    }

    private ulong ReadCounter(int n)
    {
        HoldCounters();
        return _counterBase[n];
    }

    private void WriteCounter(int n, ulong value)
    {
        if ((CounterMask >> n & 1) != 0)
        {
            HoldCounters();
            _counterBase[n] = n == CycleCounter ? value : (uint)value;
            CountersChanged();
        }
    }

    private ulong ReadCounterType(int n) => _counterEvent[n];

    private void WriteCounterType(int n, uint value)
    {
        if ((CounterMask >> n & 1) != 0)
        {
            HoldCounters();

            // P, U, NSK, NSU, NSH, M: those of levels that the processor does not have are RES0.
            uint filters = 0xC000_0000 | (HaveLevel(3) ? 0x3400_0000u : 0) | (HaveLevel(2) ? 0x0800_0000u : 0);
            _counterEvent[n] = value & (filters | (n == CycleCounter ? 0 : EventMask));
            CountersChanged();
        }
    }

    private void IncrementCounters(uint which)
    {
        HoldCounters();
        for (which &= _countersRunning & ~(1u << CycleCounter); which != 0; which &= which - 1)
        {
            int n = BitOperations.TrailingZeroCount(which);
            if ((_counterEvent[n] & EventMask) == EventSoftwareIncrement)
            {
                AddToCounter(n, 1);
            }
        }

        UpdateOverflowInterrupt();
    }

    // Moves what has been counted into the bases and the overflow flags.
    private void HoldCounters()
    {
        for (uint running = _countersRunning; running != 0; running &= running - 1)
        {
            int n = BitOperations.TrailingZeroCount(running);
            ulong count = EventCount(n);
            ulong counted = count - _counterSince[n];
            _counterSince[n] = count;
            AddToCounter(n, counted);
        }
    }

    private void AddToCounter(int n, ulong counted)
    {
        if (n != CycleCounter)
        {
            ulong value = _counterBase[n] + counted;
            _counterBase[n] = (uint)value;
            _counterOverflow |= value > uint.MaxValue ? 1u << n : 0;
            return;
        }

        bool wide = (_performanceControl & ControlLongCycle) != 0;
        if (!wide && (_performanceControl & ControlDivider) != 0)
        {
            _cycleRemainder += counted;
            counted = _cycleRemainder / 64;
            _cycleRemainder %= 64;
        }

        ulong before = _counterBase[n];
        ulong after = before + counted;
        _counterBase[n] = after;
        if (wide ? after < before : after >> 32 != before >> 32)
        {
            _counterOverflow |= 1u << n;
        }
    }

    // After a change of what is counted. HoldCounters has come before it.
    private void CountersChanged()
    {
        _countersRunning = 0;
        _countersDependOnLevel = false;
        for (uint enabled = _counterEnable; enabled != 0; enabled &= enabled - 1)
        {
            int n = BitOperations.TrailingZeroCount(enabled);
            bool reserved = n != CycleCounter && n >= MonitorCounters;
            bool on = reserved ? (_mdcr[2] & MonitorEnableReserved) != 0 : (_performanceControl & ControlEnable) != 0;
            if (!on)
            {
                continue;
            }

            _countersDependOnLevel |= HaveLevel(2) || _counterEvent[n] >> 26 != 0;
            if (IsCountedHere(n, reserved))
            {
                _countersRunning |= 1u << n;
                _counterSince[n] = EventCount(n);
            }
        }

        _overflowInterrupts = (_counterEnable & _counterInterrupt) != 0;
        SelectEvents();
        UpdateOverflowInterrupt();
        EndChunk();
    }

    // MDCR_EL2.HPMN: the counters from there on are EL2's.
    private uint MonitorCounters => HaveLevel(2) ? (uint)_mdcr[2] & 31 : EventCounters;

    private void SetMonitorControl(uint el, uint value)
    {
        HoldCounters();
        _mdcr[el] = value;
        CountersChanged();
    }

    private bool IsCountedHere(int n, bool reserved)
    {
        // Counting is prohibited in Secure state, and at EL2, unless allowed; the cycle counter minds that only with PMCR.DP.
        bool prohibited = IsSecure ? (_mdcr[3] & MonitorSecure) == 0
            : El == 2 && !reserved && (_mdcr[2] & MonitorProhibitEl2) != 0;
        if (prohibited && (n != CycleCounter || (_performanceControl & ControlDisableProhibited) != 0))
        {
            return false;
        }

        uint filter = _counterEvent[n];
        bool Bit(int bit) => (filter >> bit & 1) != 0;
        bool nonSecure = HaveLevel(3) && !IsSecure;
        return El switch
        {
            0 => nonSecure ? Bit(30) == Bit(28) : !Bit(30),
            1 => nonSecure ? Bit(31) == Bit(29) : !Bit(31),
            2 => Bit(27),
            _ => Bit(31) == Bit(26),
        };
    }

    /// <summary>To be called before and after a change of exception level or Security state: the filters may mean other counters then.</summary>
    private void HoldCountersForLevel()
    {
        if (_countersDependOnLevel)
        {
            HoldCounters();
        }
    }

    private void SelectCountersForLevel()
    {
        if (_countersDependOnLevel)
        {
            CountersChanged();
        }
    }

    private void UpdateOverflowInterrupt()
    {
        bool output = (_counterOverflow & _counterInterrupt) != 0 && (_performanceControl & ControlEnable) != 0;
        if (output != _overflowOutput)
        {
            _overflowOutput = output;
            _privateInterrupt?.Invoke(PerformanceInterrupt, output);
        }
    }

    // Between two chunks: an overflow interrupts at the instruction that causes it.
    private void NoticeOverflows()
    {
        if (_overflowInterrupts)
        {
            HoldCounters();
            UpdateOverflowInterrupt();
        }
    }

    // How many instructions can execute before a counter that interrupts could overflow.
    private long InstructionsToOverflow()
    {
        long nearest = long.MaxValue;
        if (_overflowInterrupts)
        {
            for (uint running = _countersRunning & _counterInterrupt; running != 0; running &= running - 1)
            {
                int n = BitOperations.TrailingZeroCount(running);
                bool wide = n == CycleCounter && (_performanceControl & ControlLongCycle) != 0;
                ulong left = wide ? 0 - _counterBase[n] : (1UL << 32) - (uint)_counterBase[n];
                long each = n == CycleCounter || (_counterEvent[n] & EventMask) == EventCycles ? _dearestInstruction : MostEventsOfInstruction;
                nearest = Math.Min(nearest, (long)Math.Min((left == 0 ? ulong.MaxValue : left) / (ulong)each, long.MaxValue));
            }
        }

        return Math.Max(nearest, 1);
    }
}
