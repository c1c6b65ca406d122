using System.Numerics;

namespace FlexCap.Morello.Internal;

/// <summary>
/// Performance monitors (PMUv3, six event counters). They follow the model's cycles and the retired instructions, never the
/// host's clock.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const int EventCounters = 6;
    private const uint EventSoftwareIncrement = 0x00;
    private const uint EventInstructionsRetired = 0x08;
    private const uint EventCycles = 0x11;
    private const int CycleCounter = 31;

    /// <summary>INTID of the overflow interrupt (Arm BSA).</summary>
    internal const int PerformanceInterrupt = 23;

    private const uint CounterMask = 1u << CycleCounter | ((1u << EventCounters) - 1);

    // Index 31 is PMCCNTR. A counter's value is what it held when it was last set plus what its event has counted since.
    private readonly ulong[] _counterBase = new ulong[32];
    private readonly ulong[] _counterSince = new ulong[32];
    private readonly uint[] _counterEvent = new uint[32];
    private uint _counterEnable;
    private uint _counterOverflow;
    private uint _counterInterrupt;
    private uint _counterSelect;
    private uint _performanceControl;
    private ulong _userPerformance;

    /// <summary>Timers, interrupt controller and performance monitors.</summary>
    internal static IReadOnlyList<SystemRegister> PerformanceRegisters { get; } =
        [.. BuildTimerRegisters(), .. BuildInterruptRegisters(), .. BuildPerformanceRegisters()];

    private static List<SystemRegister> BuildPerformanceRegisters()
    {
        const SystemRule Performance = SystemRule.System | SystemRule.UserPerformance | SystemRule.TrapPerformance;
        var registers = new List<SystemRegister>
        {
            new("PMCR_EL0", new(3, 3, 9, 12, 0), 0, 0, SystemRule.System | SystemRule.UserPerformance | SystemRule.TrapPerformanceControl, c => c.PerformanceControl, (c, v) => c.SetPerformanceControl((uint)v)),
            new("PMCNTENSET_EL0", new(3, 3, 9, 12, 1), 0, 0, Performance, c => c._counterEnable, (c, v) => c.SetCounterEnable(c._counterEnable | ((uint)v & CounterMask))),
            new("PMCNTENCLR_EL0", new(3, 3, 9, 12, 2), 0, 0, Performance, c => c._counterEnable, (c, v) => c.SetCounterEnable(c._counterEnable & ~(uint)v)),
            new("PMOVSCLR_EL0", new(3, 3, 9, 12, 3), 0, 0, Performance, c => c.Overflows(), (c, v) => c._counterOverflow = c.Overflows() & ~(uint)v),
            new("PMSWINC_EL0", new(3, 3, 9, 12, 4), 0, 0, SystemRule.System | SystemRule.UserIncrement | SystemRule.TrapPerformance, null, (c, v) => c.IncrementCounters((uint)v)),
            new("PMSELR_EL0", new(3, 3, 9, 12, 5), 0, 0, SystemRule.System | SystemRule.UserEventSelection | SystemRule.TrapPerformance, c => c._counterSelect, (c, v) => c._counterSelect = (uint)v & 31),
            Constant("PMCEID0_EL0", new(3, 3, 9, 12, 6), 0, Performance, 1UL << (int)EventSoftwareIncrement | 1UL << (int)EventInstructionsRetired | 1UL << (int)EventCycles),
            Constant("PMCEID1_EL0", new(3, 3, 9, 12, 7), 0, Performance, 0),
            new("PMCCNTR_EL0", new(3, 3, 9, 13, 0), 0, 0, SystemRule.System | SystemRule.UserCycles | SystemRule.TrapPerformance, c => c.ReadCounter(CycleCounter), (c, v) => c.WriteCounter(CycleCounter, v)),
            new("PMXEVTYPER_EL0", new(3, 3, 9, 13, 1), 0, 0, Performance, c => c.ReadCounterType((int)c._counterSelect), (c, v) => c.WriteCounterType((int)c._counterSelect, (uint)v)),
            new("PMXEVCNTR_EL0", new(3, 3, 9, 13, 2), 0, 0, SystemRule.System | SystemRule.UserEvents | SystemRule.TrapPerformance, c => c.ReadCounter((int)c._counterSelect), (c, v) => c.WriteCounter((int)c._counterSelect, v)),
            new("PMUSERENR_EL0", new(3, 3, 9, 14, 0), 0, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._userPerformance, (c, v) => c._userPerformance = v & 15),
            new("PMINTENSET_EL1", new(3, 0, 9, 14, 1), 1, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._counterInterrupt, (c, v) => c._counterInterrupt |= (uint)v & CounterMask),
            new("PMINTENCLR_EL1", new(3, 0, 9, 14, 2), 1, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._counterInterrupt, (c, v) => c._counterInterrupt &= ~(uint)v),
            new("PMOVSSET_EL0", new(3, 3, 9, 14, 3), 0, 0, Performance, c => c.Overflows(), (c, v) => c._counterOverflow = c.Overflows() | ((uint)v & CounterMask)),
            new("PMCCFILTR_EL0", new(3, 3, 14, 15, 7), 0, 0, Performance, c => c.ReadCounterType(CycleCounter), (c, v) => c.WriteCounterType(CycleCounter, (uint)v)),
        };
        for (var i = 0; i < EventCounters; i++)
        {
            var n = i;
            var encoding = new SystemEncoding(3, 3, 14, 8, (uint)n);
            registers.Add(new($"PMEVCNTR{n}_EL0", encoding, 0, 0, SystemRule.System | SystemRule.UserEvents | SystemRule.TrapPerformance, c => c.ReadCounter(n), (c, v) => c.WriteCounter(n, v)));
            registers.Add(new($"PMEVTYPER{n}_EL0", encoding with { Crm = 12 }, 0, 0, Performance, c => c.ReadCounterType(n), (c, v) => c.WriteCounterType(n, (uint)v)));
        }

        return registers;
    }

    // PMCR.N = 6, IMP and IDCODE zero; E, D, X, DP and LC can be written.
    private uint PerformanceControl => (EventCounters << 11) | _performanceControl;

    private void SetPerformanceControl(uint value)
    {
        HoldCounters();
        if ((value & 2) != 0)
        {
            for (var i = 0; i < EventCounters; i++)
            {
                _counterBase[i] = 0;
            }
        }

        if ((value & 4) != 0)
        {
            _counterBase[CycleCounter] = 0;
        }

        _performanceControl = value & 0x79;
    }

    private void SetCounterEnable(uint value)
    {
        HoldCounters();
        _counterEnable = value;
    }

    private bool CounterRuns(int n) => (_performanceControl & 1) != 0 && (_counterEnable >> n & 1) != 0;

    // What the event of a counter has counted since reset. Events that are not implemented count nothing.
    private ulong EventCount(int n) => n == CycleCounter
        ? (ulong)Cycles
        : (_counterEvent[n] & 0xFFFF) switch
        {
            EventInstructionsRetired => (ulong)Instructions,
            EventCycles => (ulong)Cycles,
            _ => 0,
        };

    // Moves what has been counted into the bases, so that enables and events may change.
    private void HoldCounters()
    {
        _counterOverflow = Overflows();
        for (var n = 0; n < 32; n++)
        {
            if ((CounterMask >> n & 1) != 0)
            {
                _counterBase[n] = RawCounter(n);
                _counterSince[n] = EventCount(n);
                if (n != CycleCounter)
                {
                    _counterBase[n] &= uint.MaxValue;
                }
            }
        }
    }

    private ulong RawCounter(int n) => _counterBase[n] + (CounterRuns(n) ? EventCount(n) - _counterSince[n] : 0);

    private ulong ReadCounter(int n) => n == CycleCounter ? RawCounter(n) : n < EventCounters ? (uint)RawCounter(n) : 0;

    private void WriteCounter(int n, ulong value)
    {
        if (n != CycleCounter && n >= EventCounters)
        {
            return;
        }

        HoldCounters();
        _counterBase[n] = n == CycleCounter ? value : (uint)value;
    }

    private ulong ReadCounterType(int n) => n == CycleCounter || n < EventCounters ? _counterEvent[n] : 0;

    private void WriteCounterType(int n, uint value)
    {
        if (n != CycleCounter && n >= EventCounters)
        {
            return;
        }

        HoldCounters();
        _counterEvent[n] = n == CycleCounter ? value & 0xFC00_0000 : value & 0xFC00_FFFF;
        _counterSince[n] = EventCount(n);
    }

    private void IncrementCounters(uint which)
    {
        which &= CounterMask & ~(1u << CycleCounter);
        while (which != 0)
        {
            var n = BitOperations.TrailingZeroCount(which);
            which &= which - 1;
            if (CounterRuns(n) && (_counterEvent[n] & 0xFFFF) == EventSoftwareIncrement)
            {
                HoldCounters();
                _counterBase[n]++;
            }
        }
    }

    // Overflow flags: bit 32 of an event counter; PMCCNTR at bit 32, or 64 bits which are not reached if PMCR.LC.
    private uint Overflows()
    {
        var overflow = _counterOverflow;
        for (var n = 0; n < EventCounters; n++)
        {
            if (RawCounter(n) > uint.MaxValue)
            {
                overflow |= 1u << n;
            }
        }

        if ((_performanceControl & 0x40) == 0 && (RawCounter(CycleCounter) >> 32) != (_counterBase[CycleCounter] >> 32))
        {
            overflow |= 1u << CycleCounter;
        }

        return overflow;
    }
}
