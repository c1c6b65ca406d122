using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>Who may call whom, and how often that happened.</summary>
/// <param name="Image">The image.</param>
/// <param name="Counts">Executions of each gate, in the order of <see cref="Image.Gates"/>; null where nothing has run.</param>
public sealed record GateMatrix(Image Image, IReadOnlyList<long>? Counts) : IView
{
    /// <inheritdoc/>
    public string Name => "gates";

    /// <inheritdoc/>
    public string Title => $"Gates of {Image.Plan.Configuration.Name}{(Counts is null ? "" : ", with measured calls")}";

    /// <summary>Gates from one compartment to another: their number, and their calls where something has run.</summary>
    /// <param name="from">Id of the caller.</param>
    /// <param name="to">Id of the callee.</param>
    public (int Gates, long? Calls) Cell(int from, int to)
    {
        var indices = Enumerable.Range(0, Image.Gates.Count).Where(i => Image.Gates[i].Gate.From == from && Image.Gates[i].Gate.To == to).ToList();
        return (indices.Count, Counts is { } counts ? indices.Sum(i => counts[i]) : null);
    }

    /// <inheritdoc/>
    public string ToText() => GateMatrixText.Write(Image.Plan, Counts);

    /// <inheritdoc/>
    public string ToSvg() => new GateMatrixPicture(this).Draw();

    /// <inheritdoc/>
    public string ToCsv()
    {
        var grid = new Grid(("from", false), ("to", false), ("function", false), ("mechanism", false), ("calls (measured)", true));
        foreach (var (index, gate) in Image.Plan.Gates.Index())
        {
            grid.Add(Image.CompartmentName(gate.From), Image.CompartmentName(gate.To), gate.Function, MechanismNames.NameOf(gate.Mechanism, gate.Variant), Counts is { } counts ? ViewText.Number(counts[index]) : "");
        }

        return grid.ToCsv();
    }
}
