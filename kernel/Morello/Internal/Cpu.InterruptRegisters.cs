namespace FlexCap.Morello.Internal;

/// <summary>System registers of the interrupt controller's CPU interface (Arm IHI 0069, ICC_*). There is no virtual CPU interface (ICH_*, ICV_*).</summary>
internal sealed unsafe partial class Cpu
{
    // SRE, DFB and DIB, and Enable at EL2 and EL3: there is no memory-mapped CPU interface.
    private const ulong SystemRegisterInterface = 7;

    private static List<SystemRegister> BuildInterruptRegisters() =>
    [
        Interface("ICC_PMR_EL1", new(3, 0, 4, 6, 0), SystemRule.TrapBothGroups, (g, a) => g.ReadPriorityMask(a), (g, a, v) => g.WritePriorityMask((uint)v & 0xFF, a)),
        Interface("ICC_IAR0_EL1", new(3, 0, 12, 8, 0), SystemRule.TrapGroup0, (g, a) => g.Acknowledge(false, a), null),
        Interface("ICC_EOIR0_EL1", new(3, 0, 12, 8, 1), SystemRule.TrapGroup0, null, (g, a, v) => g.End((uint)v & 0xFF_FFFF, false, a)),
        Interface("ICC_HPPIR0_EL1", new(3, 0, 12, 8, 2), SystemRule.TrapGroup0, (g, a) => g.HighestPending(false, a), null),
        Interface("ICC_BPR0_EL1", new(3, 0, 12, 8, 3), SystemRule.TrapGroup0, (g, a) => g.ReadBinaryPoint(false, a), (g, a, v) => g.WriteBinaryPoint(false, (uint)v, a)),
        Interface("ICC_AP0R0_EL1", new(3, 0, 12, 8, 4), SystemRule.TrapGroup0, (g, a) => g.ReadActivePriorities(false, a), (g, a, v) => g.WriteActivePriorities(false, (uint)v, a)),
        Interface("ICC_AP1R0_EL1", new(3, 0, 12, 9, 0), SystemRule.TrapGroup1, (g, a) => g.ReadActivePriorities(true, a), (g, a, v) => g.WriteActivePriorities(true, (uint)v, a)),
        Interface("ICC_DIR_EL1", new(3, 0, 12, 11, 1), SystemRule.TrapBothGroups, null, (g, a, v) => g.Deactivate((uint)v & 0xFF_FFFF, a)),
        Interface("ICC_RPR_EL1", new(3, 0, 12, 11, 3), SystemRule.TrapBothGroups, (g, a) => g.ReadRunningPriority(a), null),
        Interface("ICC_SGI1R_EL1", new(3, 0, 12, 11, 5), SystemRule.TrapBothGroups, null, (g, a, v) => g.Generate(v, g.Group1(a), a)),
        Interface("ICC_ASGI1R_EL1", new(3, 0, 12, 11, 6), SystemRule.TrapBothGroups, null, (g, a, v) => g.Generate(v, g.OtherGroup1(a), a)),
        Interface("ICC_SGI0R_EL1", new(3, 0, 12, 11, 7), SystemRule.TrapBothGroups, null, (g, a, v) => g.Generate(v, InterruptGroup.Group0, a)),
        Interface("ICC_IAR1_EL1", new(3, 0, 12, 12, 0), SystemRule.TrapGroup1, (g, a) => g.Acknowledge(true, a), null),
        Interface("ICC_EOIR1_EL1", new(3, 0, 12, 12, 1), SystemRule.TrapGroup1, null, (g, a, v) => g.End((uint)v & 0xFF_FFFF, true, a)),
        Interface("ICC_HPPIR1_EL1", new(3, 0, 12, 12, 2), SystemRule.TrapGroup1, (g, a) => g.HighestPending(true, a), null),
        Interface("ICC_BPR1_EL1", new(3, 0, 12, 12, 3), SystemRule.TrapGroup1, (g, a) => g.ReadBinaryPoint(true, a), (g, a, v) => g.WriteBinaryPoint(true, (uint)v, a)),
        Interface("ICC_CTLR_EL1", new(3, 0, 12, 12, 4), SystemRule.TrapBothGroups, (g, a) => g.ReadControl(a), (g, a, v) => g.WriteControl((uint)v, a)),
        Interface("ICC_SRE_EL1", new(3, 0, 12, 12, 5), SystemRule.None, (_, _) => SystemRegisterInterface, static (_, _, _) => { }),
        Interface("ICC_IGRPEN0_EL1", new(3, 0, 12, 12, 6), SystemRule.TrapGroup0, (g, a) => g.IsEnabled(false, a) ? 1u : 0, (g, a, v) => g.Enable(false, (v & 1) != 0, a)),
        Interface("ICC_IGRPEN1_EL1", new(3, 0, 12, 12, 7), SystemRule.TrapGroup1, (g, a) => g.IsEnabled(true, a) ? 1u : 0, (g, a, v) => g.Enable(true, (v & 1) != 0, a)),
        Interface("ICC_SRE_EL2", new(3, 4, 12, 9, 5), SystemRule.None, (_, _) => SystemRegisterInterface | 8, static (_, _, _) => { }, 2),
        Interface("ICC_CTLR_EL3", new(3, 6, 12, 12, 4), SystemRule.None, (g, _) => g.ReadControlEl3(), (g, _, v) => g.WriteControlEl3((uint)v), 3),
        Interface("ICC_SRE_EL3", new(3, 6, 12, 12, 5), SystemRule.None, (_, _) => SystemRegisterInterface | 8, static (_, _, _) => { }, 3),
        Interface("ICC_IGRPEN1_EL3", new(3, 6, 12, 12, 7), SystemRule.None, (g, _) => g.ReadEnablesEl3(), (g, _, v) => g.WriteEnablesEl3((uint)v), 3),
    ];

    private static SystemRegister Interface(
        string name, SystemEncoding encoding, SystemRule trap, Func<GicCpuInterface, GicAccess, ulong>? read, Action<GicCpuInterface, GicAccess, ulong>? write, uint level = 1) =>
        new(name, encoding, level, write is null ? Never : level, SystemRule.System | SystemRule.InterruptController | trap,
            read is null ? null : c => read(c.InterruptController!, c.InterruptAccess),
            write is null ? null : (c, v) => write(c.InterruptController!, c.InterruptAccess, v));
}
