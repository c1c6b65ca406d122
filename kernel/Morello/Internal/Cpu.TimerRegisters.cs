namespace FlexCap.Morello.Internal;

/// <summary>System registers of the generic timer.</summary>
internal sealed unsafe partial class Cpu
{
    // TVAL shows the low 32 bits of the distance to the compare value, and takes a signed distance.
    private static List<SystemRegister> BuildTimerRegisters()
    {
        List<SystemRegister> registers =
        [
            new("CNTFRQ_EL0", new(3, 3, 14, 0, 0), 0, 1, SystemRule.System | SystemRule.UserCounterFrequency | SystemRule.HighestLevelWrites, c => c._timerFrequencyShown, (c, v) => c._timerFrequencyShown = (uint)v),
            new("CNTPCT_EL0", new(3, 3, 14, 0, 1), 0, Never, SystemRule.System | SystemRule.UserPhysicalCounter | SystemRule.TrapPhysicalCounter, c => c.PhysicalCount, null),
            new("CNTVCT_EL0", new(3, 3, 14, 0, 2), 0, Never, SystemRule.SystemOrCounter | SystemRule.UserVirtualCounter, c => c.VirtualCount, null),
            new("CNTKCTL_EL1", new(3, 0, 14, 1, 0), 1, 1, SystemRule.System, c => c._counterControl, (c, v) => c.SetEventStream(ref c._counterControl, v & 0x3FF)),
            new("CNTHCTL_EL2", new(3, 4, 14, 1, 0), 2, 2, SystemRule.System, c => c._counterHypervisorControl, (c, v) => c.SetEventStream(ref c._counterHypervisorControl, v)),
            new("CNTVOFF_EL2", new(3, 4, 14, 0, 3), 2, 2, SystemRule.System, c => c._virtualOffset, (c, v) => c.WriteVirtualOffset(v)),
        ];
        AddTimer(registers, PhysicalTimer, "CNTP", "EL0", new(3, 3, 14, 2, 0), 0, SystemRule.System | SystemRule.UserPhysicalTimer | SystemRule.TrapPhysicalTimer);
        AddTimer(registers, VirtualTimer, "CNTV", "EL0", new(3, 3, 14, 3, 0), 0, SystemRule.System | SystemRule.UserVirtualTimer);
        AddTimer(registers, HypervisorTimer, "CNTHP", "EL2", new(3, 4, 14, 2, 0), 2, SystemRule.System);
        AddTimer(registers, HostVirtualTimer, "CNTHV", "EL2", new(3, 4, 14, 3, 0), 2, SystemRule.System);
        AddTimer(registers, SecureTimer, "CNTPS", "EL1", new(3, 7, 14, 2, 0), 1, SystemRule.System | SystemRule.SecureState | SystemRule.TrapSecureTimer);
        return registers;
    }

    private static void AddTimer(List<SystemRegister> registers, int timer, string name, string suffix, SystemEncoding encoding, uint level, SystemRule rule)
    {
        registers.Add(new($"{name}_TVAL_{suffix}", encoding with { Op2 = 0 }, level, level, rule,
            c => (uint)(c._timerCompare[c.TimerMeant(timer)] - c.CountOf(c.TimerMeant(timer))),
            (c, v) => c.WriteTimerCompare(c.TimerMeant(timer), c.CountOf(c.TimerMeant(timer)) + (ulong)(int)v)));
        registers.Add(new($"{name}_CTL_{suffix}", encoding with { Op2 = 1 }, level, level, rule,
            c => c.ReadTimerControl(c.TimerMeant(timer)), (c, v) => c.WriteTimerControl(c.TimerMeant(timer), v)));
        registers.Add(new($"{name}_CVAL_{suffix}", encoding with { Op2 = 2 }, level, level, rule,
            c => c._timerCompare[c.TimerMeant(timer)], (c, v) => c.WriteTimerCompare(c.TimerMeant(timer), v)));
    }

    // EL0 under the host of EL2 means the EL2 timers; what EL2 itself means is decided by the encoding.
    private int TimerMeant(int timer) => El != 0 || !InHost ? timer
        : timer == PhysicalTimer ? HypervisorTimer
        : timer == VirtualTimer ? HostVirtualTimer
        : timer;

    private void SetEventStream(ref ulong control, ulong value)
    {
        control = value;
        EventStreamTicked();
    }
}
