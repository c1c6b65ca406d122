using Deedle;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Tables;
using FlexCap.FlexOS;
using Microsoft.Data.Analysis;

namespace FlexCap.Experiments;

/// <summary>Result of <see cref="CompartmentScaling"/>.</summary>
/// <param name="Points">One for each mechanism and number of compartments, in that order.</param>
public sealed record CompartmentScalingResult(IReadOnlyList<ScalingPoint> Points) : IExperimentResult
{
    /// <inheritdoc/>
    public string Experiment => CompartmentScaling.Name;

    /// <inheritdoc/>
    public IReadOnlyList<Measurement> Measurements => [.. Points.Select(p => p.Measurement)];

    /// <summary>Points, runs.</summary>
    public IReadOnlyList<ResultTable> Tables => [Table, Measurement.ToTable(Measurements)];

    /// <inheritdoc/>
    public IReadOnlyList<ResultChart> Charts => [Chart];

    /// <summary>One row for each point.</summary>
    public ResultTable Table => new(CompartmentScaling.Name, [
        ResultColumn.Text("mechanism", Points.Select(p => p.Name)),
        ResultColumn.Key("compartments", Points.Select(p => (long)p.Compartments)),
        ResultColumn.Number(ValueKind.Measured, "calls", Points.Select(p => (long)p.Cost.Instructions.Count)),
        ResultColumn.Number(ValueKind.Measured, "switches", Points.Select(p => p.Measurement.Switches)),
        .. SwitchCostResult.Columns(ValueKind.Measured, "instructions", [.. Points.Select(p => p.Cost.Instructions)]),
        .. SwitchCostResult.Columns(ValueKind.Modelled, "cycles", [.. Points.Select(p => p.Cost.Cycles)]),
        ResultColumn.Number(ValueKind.Measured, "bytes", Points.Select(p => p.ImageBytes), "image without heaps"),
        ResultColumn.Number(ValueKind.Measured, "bytes", Points.Select(p => p.BytesPerCompartment), "one called compartment without heap"),
        ResultColumn.Number(ValueKind.Measured, "bytes", Points.Select(IsolationBytes), "isolation, per called compartment"),
    ]);

    /// <summary>Cost of a call and memory of a compartment against the number of compartments.</summary>
    public ResultChart Chart => Internal.ScalingCharts.Scaling(this);

    /// <summary>
    /// What isolation adds to the image for each called compartment, in bytes, rounded down: the image against that of
    /// the same compartments with <see cref="Mechanism.Function"/>. Gate, trampoline, saved stack pointers,
    /// capabilities and their tables, page tables; heaps are left out.
    /// </summary>
    public long IsolationBytes(ScalingPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        var plain = Points.Single(p => p.Mechanism == Mechanism.Function && p.Compartments == point.Compartments);
        return (point.ImageBytes - plain.ImageBytes) / (point.Compartments - 1);
    }

    /// <summary><see cref="Table"/> as a data frame.</summary>
    public DataFrame ToDataFrame() => Table.ToDataFrame();

    /// <summary><see cref="Table"/> as a Deedle frame.</summary>
    public Frame<int, string> ToDeedle() => Table.ToDeedle();
}
