using Plotly.NET;

namespace FlexCap.Experiments.Charts;

/// <summary>
/// A chart of results, independent of how it is drawn. The same description gives an interactive Plotly.NET chart and
/// a static SVG picture, so both always show the same numbers. Immutable.
/// </summary>
public sealed record ResultChart
{
    /// <summary>Name usable as a file name and as an HTML id: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What the chart shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What one must know to read it rightly: where the numbers come from. One line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The panels, each with axes of its own.</summary>
    public required IReadOnlyList<ChartPanel> Panels { get; init; }

    /// <summary>True to set the panels side by side, two in a row; false to stack them.</summary>
    public bool SideBySide { get; init; }

    /// <summary>False where the labels of the bars already say what a legend would.</summary>
    public bool ShowLegend { get; init; } = true;

    /// <summary>The chart for Plotly.NET; it can be changed further with Plotly.NET's own functions.</summary>
    public GenericChart ToPlotly() => Internal.PlotlyRenderer.Render(this);

    /// <summary>The chart as an HTML fragment that expects plotly.js to be loaded already (<see cref="OfflineHtml.PlotlyScript"/>).</summary>
    /// <param name="elementId">HTML id; <see cref="Id"/> unless given. It must be unique on the page.</param>
    public string ToHtml(string? elementId = null) => OfflineHtml.Fragment(ToPlotly(), elementId ?? Id);

    /// <summary>The chart as a complete HTML page that loads nothing from anywhere.</summary>
    public string ToHtmlPage() => OfflineHtml.Page(Title, [ToHtml()]);

    /// <summary>The chart as a static SVG picture.</summary>
    public string ToSvg() => Internal.SvgRenderer.Render(this);

    /// <summary>Every number of the chart as a table: panel, series, place on the axis, value, unit, kind and source.</summary>
    public Tables.ResultTable ToTable() => Internal.ChartPoints.ToTable(this);
}
