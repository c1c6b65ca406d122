using FlexCap.FlexOS;

namespace FlexCap.Experiments.Tests;

/// <summary>Results with plain numbers, for tests of tables and charts; tests of the experiments themselves run the machine.</summary>
internal static class Sample
{
    private static readonly long[] Instructions = [25, 1, 31, 2, 6, 11];
    private static readonly long[] Cycles = [40, 9, 60, 5, 14, 1234];

    public static SwitchCostResult SwitchCost { get; } = new(
        [new CallCost(Mechanism.Function, Run("function", 2), Cost(3, 5)), new CallCost(Mechanism.Morello, Run("morello", 2), Cost(79, 1362))],
        [.. SwitchSegments.All.Select(s => new SegmentCost(s, Cost(Instructions[(int)s], Cycles[(int)s])))]);

    public static CompartmentScalingResult Scaling { get; } = new(
        [.. from mechanism in new[] { Mechanism.Function, Mechanism.Morello }
            from n in new[] { 2, 16, 64 }
            select new ScalingPoint(mechanism, n, Run(mechanism.Label(), n), mechanism == Mechanism.Morello ? Cost(80, 160) : Cost(4, 6), mechanism == Mechanism.Morello ? 9000 * n : 8192 * n, 8192)]);

    public static MechanismCostResult Mechanisms { get; } = new(
    [
        new MechanismCostRow(SwitchCost.Calls[0], [], 0),
        new MechanismCostRow(SwitchCost.Calls[1] with { Cost = Cost(79, 1366) }, SwitchCost.Segments, 124),
        new MechanismCostRow(SwitchCost.Calls[1] with { Cost = Cost(78, 1370), Gate = GateVariant.Hardened }, SwitchCost.Segments, 200),
    ]);

    public static CostSummary Cost(long instructions, long cycles) =>
        new(Distribution.Of([instructions, instructions], 0), Distribution.Of([cycles, cycles], 0));

    public static Measurement Run(string mechanism, int compartments) => new(
        new Provenance("sample", "c0ff", "ee", "virt", "simple", "0.1.0", [], null), mechanism, compartments, 1000, 2000, 50, 0, 65536, "");
}
