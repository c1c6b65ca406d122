namespace FlexCap.Experiments.Charts;

/// <summary>A part of a <see cref="ResultChart"/> with its own axes.</summary>
public abstract record ChartPanel
{
    private protected ChartPanel() { }

    /// <summary>Short heading; begins with the kind of the values where all are of one kind.</summary>
    public required string Title { get; init; }

    /// <summary>Unit of the values, such as <c>cycles</c>.</summary>
    public required string Unit { get; init; }
}

/// <summary>Horizontal bars, one for each row, each stacked from the series.</summary>
public sealed record BarPanel : ChartPanel
{
    /// <summary>The bars, from top to bottom.</summary>
    public required IReadOnlyList<BarRow> Rows { get; init; }

    /// <summary>The pieces of each bar, from left to right.</summary>
    public required IReadOnlyList<BarSeries> Series { get; init; }
}

/// <summary>A bar of a <see cref="BarPanel"/>.</summary>
/// <param name="Label">What the bar stands for, its kind included.</param>
/// <param name="Kind">Where its numbers come from.</param>
/// <param name="Source">Publication, or what measured or modelled it.</param>
public sealed record BarRow(string Label, ValueKind Kind, string Source);

/// <summary>One piece of every bar of a <see cref="BarPanel"/>.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Color">Colour, as <c>#rrggbb</c>.</param>
/// <param name="Values">A value for each row; null where the row has no such piece.</param>
public sealed record BarSeries(string Name, string Color, IReadOnlyList<double?> Values);

/// <summary>Lines over a numeric axis.</summary>
public sealed record LinePanel : ChartPanel
{
    /// <summary>Title of the horizontal axis.</summary>
    public required string XTitle { get; init; }

    /// <summary>Places of the ticks of the horizontal axis, ascending; its scale is logarithmic to base 2.</summary>
    public required IReadOnlyList<double> XTicks { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>Vertical lines with a label, such as a limit of an architecture.</summary>
    public IReadOnlyList<LimitLine> Limits { get; init; } = [];
}

/// <summary>A line of a <see cref="LinePanel"/>.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Kind">Where its numbers come from.</param>
/// <param name="Source">Publication, or what measured or modelled it.</param>
/// <param name="Color">Colour, as <c>#rrggbb</c>.</param>
/// <param name="Dashed">True to draw it dashed.</param>
/// <param name="Points">Points, ascending by X.</param>
public sealed record LineSeries(
    string Name, ValueKind Kind, string Source, string Color, bool Dashed, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A vertical line at a limit.</summary>
/// <param name="X">Place on the horizontal axis.</param>
/// <param name="Label">Text beside it.</param>
/// <param name="Source">Where the limit is documented.</param>
public sealed record LimitLine(double X, string Label, string Source);
