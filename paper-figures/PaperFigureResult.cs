using System.Net;
using System.Text;
using FlexCap.Experiments;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Tables;
using FlexCap.PaperFigures.Internal;

namespace FlexCap.PaperFigures;

/// <summary>A drawn figure with its numbers, their provenance, and what became of the claims. Immutable.</summary>
/// <param name="Figure">Which figure.</param>
/// <param name="Chart">The drawing; its table holds every point.</param>
/// <param name="Measurements">The runs behind it.</param>
/// <param name="Claims">The claims, checked.</param>
public sealed record PaperFigureResult(
    PaperFigure Figure, ResultChart Chart, IReadOnlyList<Measurement> Measurements, IReadOnlyList<Claim> Claims)
{
    /// <summary>True if every claim holds.</summary>
    public bool Holds => Claims.All(c => c.Holds);

    /// <summary>
    /// Writes four files into a folder, which is created if need be, and returns their paths: the static picture (SVG),
    /// the interactive page (HTML, offline), every point (CSV) and the runs behind them (CSV). Each file appears whole or not at all.
    /// </summary>
    public IReadOnlyList<string> WriteTo(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        return
        [
            AtomicFile.Write(Path.Combine(folder, Figure.Id + ".svg"), Chart.ToSvg()),
            AtomicFile.Write(Path.Combine(folder, Figure.Id + ".html"), ToHtmlPage()),
            AtomicFile.Write(Path.Combine(folder, Figure.Id + ".csv"), Chart.ToTable().ToCsv()),
            AtomicFile.Write(Path.Combine(folder, Figure.Id + "-runs.csv"), Measurement.ToTable(Measurements).ToCsv()),
        ];
    }

    /// <summary>The figure as a page of its own that loads nothing from anywhere: chart, method, claims and configuration.</summary>
    public string ToHtmlPage()
    {
        var text = new StringBuilder();
        text.Append(Invariant($"<h1 style=\"font-size:22px\">{Encode(Figure.Title)}</h1>\n<p>{Encode(Figure.Method)}</p>\n"));
        text.Append(Chart.ToHtml()).Append("\n<h2 style=\"font-size:18px\">Claims</h2>\n<ul>\n");
        foreach (var claim in Claims)
        {
            text.Append(Invariant($"<li><b>{(claim.Holds ? "holds" : "does not hold")}</b>: {Encode(claim.Text)} ({Encode(claim.Evidence)})</li>\n"));
        }

        text.Append(Invariant($"</ul>\n<h2 style=\"font-size:18px\">Configuration</h2>\n<pre>{Encode(Figure.Yaml)}</pre>"));
        return OfflineHtml.Page(Figure.Title, [text.ToString()]);
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
