using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FlexCap.Experiments.Charts;
using Plotly.NET;

namespace FlexCap.Notebooks.Formatting;

/// <summary>
/// Plotly charts that work offline. plotly.js (3.6 MB) is put into the notebook once: with the first chart of a session,
/// and again when the same cell runs again, since a front end then drops the output that held it.
/// </summary>
internal sealed class ChartFormatter
{
    private readonly Lock _gate = new();
    private string? _libraryCell;

    internal MimeBundle Format(GenericChart chart) => Format(GenericChart.toJson(chart));

    /// <summary>A chart of ours: interactive, as a static picture, and its numbers as text.</summary>
    internal MimeBundle Format(ResultChart chart)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (type, content) in Format(chart.ToPlotly()).Data)
        {
            data[type] = content;
        }

        data["image/svg+xml"] = chart.ToSvg();
        data["text/plain"] = ResultFormatter.Text(chart);
        return new MimeBundle(data);
    }

    /// <summary>The bundle for a chart given as JSON with <c>data</c>, <c>layout</c> and perhaps <c>config</c>.</summary>
    internal MimeBundle Format(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = ChartText.Of(document.RootElement);
        var title = text.Split('\n')[0];
        // The JSON stands inside a script element: no text in it may end that element.
        var script = json.Replace("<", "\\u003c", StringComparison.Ordinal).Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);
        var key = "flexcap-chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..16];
        // Found by class and not by id: a page may hold the same chart twice, and each script draws all that are still empty.
        var html = $$"""
            {{(NeedsLibrary() ? OfflineHtml.PlotlyScript + "\n" : "")}}<div class="{{key}}" role="img" aria-label="{{Html.Escape(title)}}"></div>
            <script>(function () {
              var chart = {{script}};
              document.querySelectorAll('div.{{key}}:not(.js-plotly-plot)').forEach(function (div) {
                if (!window.Plotly) { div.textContent = 'plotly.js is not on this page: run the cell with the first chart again.'; return; }
                div.textContent = '';
                window.Plotly.newPlot(div, chart.data, chart.layout, Object.assign({ responsive: true, displaylogo: false }, chart.config));
              });
            })();</script>
            """.ReplaceLineEndings("\n");
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["application/vnd.plotly.v1+json"] = json,
            ["text/html"] = html,
            ["text/plain"] = text,
        });
    }

    private bool NeedsLibrary()
    {
        var cell = CellContext.Current.CellId;
        lock (_gate)
        {
            _libraryCell ??= cell;
            return _libraryCell == cell;
        }
    }
}
