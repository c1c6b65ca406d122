using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Plotly.NET;

namespace FlexCap.Experiments.Charts;

/// <summary>HTML of Plotly.NET charts that loads nothing from anywhere and is the same for the same chart.</summary>
public static partial class OfflineHtml
{
    private const string PlotlyResource = "Plotly.NET.plotly-2.28.0.min.js";

    private static readonly Lazy<string> Script = new(ReadPlotlyScript);

    /// <summary>
    /// A script element with plotly.js itself (3.6 MB), to be put on a page once, before the first chart. It hides
    /// RequireJS while it loads, because classic Jupyter pages have it and plotly.js would register there instead.
    /// </summary>
    public static string PlotlyScript => Script.Value;

    /// <summary>The chart as a fragment that expects plotly.js to be on the page.</summary>
    /// <param name="chart">A chart of this library or any other Plotly.NET chart.</param>
    /// <param name="elementId">HTML id, unique on the page; if null, one that is made of the chart's content.</param>
    public static string Fragment(GenericChart chart, string? elementId = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var html = EscapeScript(GenericChart.toChartHTML(chart));
        var guid = GuidPattern().Match(html).Value;
        var compact = guid.Replace("-", "", StringComparison.Ordinal);
        var neutral = html.Replace(guid, "", StringComparison.Ordinal).Replace(compact, "", StringComparison.Ordinal);
        var id = elementId ?? "chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(neutral)))[..16];
        return html.Replace(guid, id, StringComparison.Ordinal)
            .Replace(compact, id.Replace('-', '_'), StringComparison.Ordinal);
    }

    /// <summary>A complete page with plotly.js and the given fragments.</summary>
    public static string Page(string title, IEnumerable<string> fragments)
    {
        ArgumentNullException.ThrowIfNull(fragments);
        return $$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>body { margin: 24px auto; max-width: 1000px; font-family: {{ChartTheme.Font}}; color: {{ChartTheme.Ink}}; background: {{ChartTheme.Paper}}; }</style>
            {{PlotlyScript}}
            </head>
            <body>
            {{string.Join('\n', fragments)}}
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    // A series named "</script>" would end the script element; within a JavaScript string "<\/" is the same text.
    private static string EscapeScript(string html)
    {
        var start = html.IndexOf("<script", StringComparison.Ordinal);
        var end = html.LastIndexOf("</script>", StringComparison.Ordinal);
        return html[..start] + html[start..end].Replace("</", "<\\/", StringComparison.Ordinal) + html[end..];
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex GuidPattern();

    private static string ReadPlotlyScript()
    {
        using var stream = typeof(GenericChart).Assembly.GetManifestResourceStream(PlotlyResource)
            ?? throw new InvalidOperationException($"Plotly.NET has no resource {PlotlyResource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return "<script>(function(){var d=window.define;window.define=undefined;try{" + reader.ReadToEnd().ReplaceLineEndings("\n")
            + "\n}finally{window.define=d;}})();</script>";
    }
}
