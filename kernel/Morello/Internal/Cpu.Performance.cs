namespace FlexCap.Morello.Internal;

/// <summary>
/// System registers of the performance monitors (PMUv3, six event counters). They count executed work, never the host's clock.
/// </summary>
internal sealed unsafe partial class Cpu
{
    private const int EventCounters = 6;
    private const int CycleCounter = 31;

    /// <summary>INTID of the overflow interrupt (Arm BSA).</summary>
    internal const int PerformanceInterrupt = 23;

    private const uint CounterMask = 1u << CycleCounter | ((1u << EventCounters) - 1);

    private uint _counterSelect;
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
            new("PMOVSCLR_EL0", new(3, 3, 9, 12, 3), 0, 0, Performance, c => c.Overflows(), (c, v) => c.SetOverflows(c.Overflows() & ~(uint)v)),
            new("PMSWINC_EL0", new(3, 3, 9, 12, 4), 0, 0, SystemRule.System | SystemRule.UserIncrement | SystemRule.TrapPerformance, null, (c, v) => c.IncrementCounters((uint)v)),
            new("PMSELR_EL0", new(3, 3, 9, 12, 5), 0, 0, SystemRule.System | SystemRule.UserEventSelection | SystemRule.TrapPerformance, c => c._counterSelect, (c, v) => c._counterSelect = (uint)v & 31),
            Constant("PMCEID0_EL0", new(3, 3, 9, 12, 6), 0, Performance, ImplementedEvents(0)),
            Constant("PMCEID1_EL0", new(3, 3, 9, 12, 7), 0, Performance, ImplementedEvents(32)),
            new("PMCCNTR_EL0", new(3, 3, 9, 13, 0), 0, 0, SystemRule.System | SystemRule.UserCycles | SystemRule.TrapPerformance, c => c.ReadCounter(CycleCounter), (c, v) => c.WriteCounter(CycleCounter, v)),
            new("PMXEVTYPER_EL0", new(3, 3, 9, 13, 1), 0, 0, Performance, c => c.ReadCounterType((int)c._counterSelect), (c, v) => c.WriteCounterType((int)c._counterSelect, (uint)v)),
            new("PMXEVCNTR_EL0", new(3, 3, 9, 13, 2), 0, 0, SystemRule.System | SystemRule.UserEvents | SystemRule.TrapPerformance, c => c.ReadCounter((int)c._counterSelect), (c, v) => c.WriteCounter((int)c._counterSelect, v)),
            new("PMUSERENR_EL0", new(3, 3, 9, 14, 0), 0, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._userPerformance, (c, v) => c._userPerformance = v & 15),
            new("PMINTENSET_EL1", new(3, 0, 9, 14, 1), 1, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._counterInterrupt, (c, v) => c.SetCounterInterrupts(c._counterInterrupt | ((uint)v & CounterMask))),
            new("PMINTENCLR_EL1", new(3, 0, 9, 14, 2), 1, 1, SystemRule.System | SystemRule.TrapPerformance, c => c._counterInterrupt, (c, v) => c.SetCounterInterrupts(c._counterInterrupt & ~(uint)v)),
            new("PMOVSSET_EL0", new(3, 3, 9, 14, 3), 0, 0, Performance, c => c.Overflows(), (c, v) => c.SetOverflows(c.Overflows() | ((uint)v & CounterMask))),
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
}
