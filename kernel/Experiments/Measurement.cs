using FlexCap.Experiments.Tables;
using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments;

/// <summary>One run of one image to its end. Immutable.</summary>
/// <param name="Provenance">What produced it.</param>
/// <param name="Mechanism">Mechanism of its compartments, such as <c>morello</c> or <c>morello/hardened</c>; several are joined by <c>+</c>.</param>
/// <param name="Compartments">Number of compartments.</param>
/// <param name="Instructions">Instructions retired from reset to the end; measured, exact.</param>
/// <param name="Cycles">Cycles from reset to the end; modelled.</param>
/// <param name="Switches">Switches into another compartment (a call and its return count once); measured, exact. Calls by <see cref="FlexOS.Mechanism.Function"/> switch nothing.</param>
/// <param name="Faults">Guest faults; measured, exact.</param>
/// <param name="MemoryBytes">Bytes of all regions of the image, heaps and stacks included; measured, exact.</param>
/// <param name="Console">Everything that the guest printed.</param>
public sealed record Measurement(
    Provenance Provenance,
    string Mechanism,
    int Compartments,
    long Instructions,
    long Cycles,
    long Switches,
    long Faults,
    long MemoryBytes,
    string Console)
{
    /// <summary>The measurement that a run left behind.</summary>
    public static Measurement Of(Image image, RunResult result, MachineOptions options)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(result);
        var compartments = image.Plan.Configuration.Compartments;
        return new Measurement(
            Provenance.Of(image, options),
            string.Join('+', compartments.Select(c => MechanismNames.NameOf(c.Mechanism, c.Gate)).Distinct().Order(StringComparer.Ordinal)),
            compartments.Count,
            result.Instructions,
            result.Cycles,
            image.Gates.Zip(result.GateCounts).Where(g => g.First.Gate.Mechanism != FlexOS.Mechanism.Function).Sum(g => g.Second),
            result.Faults.Count,
            image.Regions.Sum(r => (long)r.Size),
            result.Console);
    }

    /// <summary>Measurements as a table, one row each, with their provenance.</summary>
    public static ResultTable ToTable(IEnumerable<Measurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var rows = measurements.ToList();
        return new ResultTable(
            "measurements",
            [
                ResultColumn.Text("configuration", rows.Select(m => m.Provenance.Configuration)),
                ResultColumn.Text("mechanism", rows.Select(m => m.Mechanism)),
                ResultColumn.Key("compartments", rows.Select(m => (long)m.Compartments)),
                ResultColumn.Number(ValueKind.Measured, "instructions", rows.Select(m => m.Instructions)),
                ResultColumn.Number(ValueKind.Modelled, "cycles", rows.Select(m => m.Cycles)),
                ResultColumn.Number(ValueKind.Measured, "switches", rows.Select(m => m.Switches)),
                ResultColumn.Number(ValueKind.Measured, "faults", rows.Select(m => m.Faults)),
                ResultColumn.Number(ValueKind.Measured, "bytes", rows.Select(m => m.MemoryBytes), "image memory"),
                ResultColumn.Text("machine", rows.Select(m => m.Provenance.MachineProfile)),
                ResultColumn.Text("timing model", rows.Select(m => m.Provenance.TimingModel)),
                ResultColumn.Text("version", rows.Select(m => m.Provenance.Version)),
                ResultColumn.Text("configuration hash", rows.Select(m => m.Provenance.ConfigurationHash)),
                ResultColumn.Text("image hash", rows.Select(m => m.Provenance.ImageHash)),
            ]);
    }
}
