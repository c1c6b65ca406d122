using Deedle;
using FlexCap.Diagnostics;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Data;
using FlexCap.Experiments.Tables;
using Microsoft.Data.Analysis;

namespace FlexCap.Experiments;

/// <summary>One mechanism or gate variant of <see cref="MechanismCost"/>.</summary>
/// <param name="Call">The marked call.</param>
/// <param name="Segments">The segments of its switch, in order of execution; none where a call is a function call.</param>
/// <param name="GateBytes">Bytes of code of one gate in the caller, without arguments on the stack; 0 where a call is a function call. Measured.</param>
public sealed record MechanismCostRow(CallCost Call, IReadOnlyList<SegmentCost> Segments, long GateBytes);

/// <summary>A mechanism that the configuration cannot have.</summary>
/// <param name="Name">As in <see cref="FlexOS.MechanismNames.All"/>.</param>
/// <param name="Diagnostics">Why, and what to do about it.</param>
public sealed record RefusedMechanism(string Name, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Result of <see cref="MechanismCost"/>.</summary>
/// <param name="Rows">One for each mechanism and gate variant, in the order asked for.</param>
public sealed record MechanismCostResult(IReadOnlyList<MechanismCostRow> Rows) : IExperimentResult
{
    /// <summary>What was left out.</summary>
    public IReadOnlyList<RefusedMechanism> Refused { get; init; } = [];

    /// <inheritdoc/>
    public string Experiment => MechanismCost.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Measurement> Measurements => [.. Rows.Select(r => r.Call.Measurement)];

    /// <summary>Calls, segments, published numbers, runs.</summary>
    public IReadOnlyList<ResultTable> Tables => [Table, SegmentTable, PublishedTable, Measurement.ToTable(Measurements)];

    /// <inheritdoc/>
    public IReadOnlyList<ResultChart> Charts => [Chart];

    /// <summary>One row for each mechanism: the marked call, from the branch into the gate to behind it.</summary>
    public ResultTable Table => new(MechanismCost.Name, [
        ResultColumn.Text("mechanism", Rows.Select(r => r.Call.Name)),
        ResultColumn.Number(ValueKind.Measured, "calls", Rows.Select(r => (long)r.Call.Cost.Instructions.Count)),
        ResultColumn.Number(ValueKind.Measured, "instructions", Rows.Select(r => r.Call.Cost.Instructions.Hot), "hot"),
        ResultColumn.Number(ValueKind.Measured, "instructions", Rows.Select(r => r.Call.Cost.Instructions.Max), "max"),
        ResultColumn.Number(ValueKind.Modelled, "cycles", Rows.Select(r => r.Call.Cost.Cycles.Hot), "hot"),
        ResultColumn.Number(ValueKind.Measured, "bytes", Rows.Select(r => r.GateBytes), "gate"),
        ResultColumn.Number(ValueKind.Measured, "bytes", Rows.Select(r => r.Call.Measurement.MemoryBytes), "image"),
    ]);

    /// <summary>One row for each mechanism and segment, hot; the branches at both ends of the call are the segment <c>Call and return</c>.</summary>
    public ResultTable SegmentTable
    {
        get
        {
            var rows = Rows.SelectMany(r => Internal.MechanismCostCharts.Pieces(r).Select(p => (r.Call.Name, Piece: p))).ToList();
            return new ResultTable("mechanism-segments", [
                ResultColumn.Text("mechanism", rows.Select(r => r.Name)),
                ResultColumn.Text("segment", rows.Select(r => r.Piece.Segment)),
                ResultColumn.Number(ValueKind.Measured, "instructions", rows.Select(r => r.Piece.Instructions), "hot"),
                ResultColumn.Number(ValueKind.Modelled, "cycles", rows.Select(r => r.Piece.Cycles), "hot"),
            ]);
        }
    }

    /// <summary>What papers measured on hardware: PLOS'23 Figure 6 on Morello, FlexOS (ASPLOS'22) Figure 11b on x86. Nothing of it is ours.</summary>
    public static ResultTable PublishedTable
    {
        get
        {
            var plos = PublishedData.Plos23Figure6;
            var rows = new List<(string Gate, string Hardware, string Source, long Cycles)>
            {
                ("FlexOS gate, hot", "Morello", PublishedData.Plos23Citation, plos.Sum(r => r.HotCycles)),
                ("FlexOS gate, cold", "Morello", PublishedData.Plos23Citation, plos.Sum(r => r.ColdCycles)),
            };
            rows.AddRange(PublishedData.Asplos22Figure11b.Select(r => (r.Gate, "x86", PublishedData.Asplos22Citation, r.Cycles)));
            return new ResultTable("published-gates", [
                ResultColumn.Text("gate", rows.Select(r => r.Gate)),
                ResultColumn.Text("hardware", rows.Select(r => r.Hardware)),
                ResultColumn.Text("source", rows.Select(r => r.Source)),
                ResultColumn.Number(ValueKind.Published, "cycles", rows.Select(r => r.Cycles)),
            ]);
        }
    }

    /// <summary>Every mechanism as a bar of its segments, beside what was published.</summary>
    public ResultChart Chart => Internal.MechanismCostCharts.Draw(this);

    /// <summary><see cref="Table"/> as a data frame.</summary>
    public DataFrame ToDataFrame() => Table.ToDataFrame();

    /// <summary><see cref="Table"/> as a Deedle frame.</summary>
    public Frame<int, string> ToDeedle() => Table.ToDeedle();

    /// <summary><see cref="SegmentTable"/> as a data frame.</summary>
    public DataFrame SegmentsToDataFrame() => SegmentTable.ToDataFrame();

    /// <summary><see cref="SegmentTable"/> as a Deedle frame.</summary>
    public Frame<int, string> SegmentsToDeedle() => SegmentTable.ToDeedle();
}
