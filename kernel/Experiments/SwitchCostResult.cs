using Deedle;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Data;
using FlexCap.Experiments.Tables;
using FlexCap.FlexOS;
using Microsoft.Data.Analysis;

namespace FlexCap.Experiments;

/// <summary>Result of <see cref="SwitchCost"/>.</summary>
/// <param name="Calls">The marked call, with <see cref="Mechanism.Function"/> first and <see cref="Mechanism.Morello"/> second.</param>
/// <param name="Segments">The six segments of the isolated call's switch, in order of execution. They add up to the gate, from its first instruction to its RET.</param>
public sealed record SwitchCostResult(IReadOnlyList<CallCost> Calls, IReadOnlyList<SegmentCost> Segments) : IExperimentResult
{
    /// <inheritdoc/>
    public string Experiment => SwitchCost.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Measurement> Measurements => [.. Calls.Select(c => c.Measurement)];

    /// <summary>Calls, segments, runs.</summary>
    public IReadOnlyList<ResultTable> Tables => [CallTable, SegmentTable, Measurement.ToTable(Measurements)];

    /// <inheritdoc/>
    public IReadOnlyList<ResultChart> Charts => [CallChart, SegmentChart];

    /// <summary>One row for each mechanism: instructions and cycles of the marked call.</summary>
    public ResultTable CallTable => new("switch-cost", [
        ResultColumn.Text("mechanism", Calls.Select(c => c.Mechanism.Label())),
        ResultColumn.Number(ValueKind.Measured, "calls", Calls.Select(c => (long)c.Cost.Instructions.Count)),
        .. Columns(ValueKind.Measured, "instructions", [.. Calls.Select(c => c.Cost.Instructions)]),
        .. Columns(ValueKind.Modelled, "cycles", [.. Calls.Select(c => c.Cost.Cycles)]),
    ]);

    /// <summary>One row for each segment and one for their sum: instructions, model cycles, and the cycles published in PLOS'23 Figure 6.</summary>
    public ResultTable SegmentTable
    {
        get
        {
            var published = PublishedData.Plos23Figure6;
            return new ResultTable("switch-segments", [
                ResultColumn.Text("segment", [.. Segments.Select(s => s.Segment.Label()), "Total"]),
                WithTotal(ValueKind.Measured, "instructions", "hot", Segments.Select(s => s.Cost.Instructions.Hot)),
                WithTotal(ValueKind.Modelled, "cycles", "hot", Segments.Select(s => s.Cost.Cycles.Hot)),
                WithTotal(ValueKind.Published, "cycles", "hot, PLOS'23 Fig. 6", published.Select(r => r.HotCycles)),
                WithTotal(ValueKind.Published, "cycles", "cold, PLOS'23 Fig. 6", published.Select(r => r.ColdCycles)),
            ]);
        }
    }

    /// <summary>A compartment switch beside a function call: measured instructions and modelled cycles.</summary>
    public ResultChart CallChart => Internal.SwitchCostCharts.Calls(this);

    /// <summary>The six segments beside those of PLOS'23 Figure 6.</summary>
    public ResultChart SegmentChart => Internal.SwitchCostCharts.Segments(this);

    /// <summary><see cref="CallTable"/> as a data frame.</summary>
    public DataFrame ToDataFrame() => CallTable.ToDataFrame();

    /// <summary><see cref="CallTable"/> as a Deedle frame.</summary>
    public Frame<int, string> ToDeedle() => CallTable.ToDeedle();

    /// <summary><see cref="SegmentTable"/> as a data frame.</summary>
    public DataFrame SegmentsToDataFrame() => SegmentTable.ToDataFrame();

    /// <summary><see cref="SegmentTable"/> as a Deedle frame.</summary>
    public Frame<int, string> SegmentsToDeedle() => SegmentTable.ToDeedle();

    internal static IEnumerable<ResultColumn> Columns(ValueKind kind, string unit, IReadOnlyList<Distribution> values) =>
    [
        ResultColumn.Number(kind, unit, values.Select(d => d.Hot), "hot"),
        ResultColumn.Number(kind, unit, values.Select(d => d.First), "first"),
        ResultColumn.Number(kind, unit, values.Select(d => d.Max), "max"),
    ];

    private static ResultColumn WithTotal(ValueKind kind, string unit, string detail, IEnumerable<long> values)
    {
        var all = values.ToList();
        return ResultColumn.Number(kind, unit, [.. all, all.Sum()], detail);
    }
}
