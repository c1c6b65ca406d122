using DynamicObj;
using Microsoft.FSharp.Collections;
using Plotly.NET;
using static FlexCap.Experiments.Charts.Internal.ChartLayout;

namespace FlexCap.Experiments.Charts.Internal;

/// <summary>
/// Draws a chart with Plotly.NET. Traces and layout are set by their plotly.js names: panels of one chart need axes
/// with domains of their own, which the typed functions reach only through F# optional arguments.
/// </summary>
internal static class PlotlyRenderer
{
    private static readonly string[] UselessButtons = ["lasso2d", "select2d"];

    private const double NarrowestPage = 820;

    internal static GenericChart Render(ResultChart chart)
    {
        var traces = new List<Trace>();
        var layout = new Layout();
        var annotations = new List<DynamicObj.DynamicObj>();
        var shapes = new List<DynamicObj.DynamicObj>();
        var seen = new HashSet<string>(StringComparer.Ordinal);

        var plots = chart.Panels.Select(PlotHeight).ToList();
        // A page shrinks the chart to its column but not the words, so they are broken for a narrow one.
        var notes = chart.Notes.SelectMany(n => Wrap(n, 12, NarrowestPage - (2 * Margin))).ToList();
        var legendRows = LegendRows(chart);
        var top = 58 + (legendRows * LegendLine) + PanelHead;
        var bottom = AxisFoot + (notes.Count * NoteLine) + 20;
        var left = chart.SideBySide ? Margin + 32 : Margin + LabelWidth(chart);
        var columns = Columns(chart);
        var rows = plots.Chunk(columns).Select(row => row.Max()).ToList();
        var area = rows.Sum() + ((rows.Count - 1) * (PanelHead + AxisFoot + PanelGap));
        var height = top + area + bottom;
        var cursor = 0.0;

        foreach (var (index, panel) in chart.Panels.Index())
        {
            var suffix = index == 0 ? "" : (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var (xAxis, yAxis) = (new DynamicObj.DynamicObj(), new DynamicObj.DynamicObj());
            var (row, column) = (index / columns, index % columns);
            var pitch = 1.0 / columns;
            double[] x = [(column * pitch) + (column == 0 ? 0 : 0.035), ((column + 1) * pitch) - (column == columns - 1 ? 0 : 0.035)];
            double[] y = [1 - ((cursor + plots[index]) / area), 1 - (cursor / area)];
            if (column == columns - 1)
            {
                cursor += rows[row] + PanelHead + AxisFoot + PanelGap;
            }

            Set(xAxis, ("domain", x), ("anchor", "y" + suffix));
            Set(yAxis, ("domain", y), ("anchor", "x" + suffix));
            annotations.Add(Annotation(panel.Title, x[0], y[1], "paper", "paper", 14, ChartTheme.Ink, "left", yshift: 16, bold: true));
            if (panel is BarPanel bars)
            {
                AddBars(bars, Width - left - Margin, suffix, traces, xAxis, yAxis, annotations, seen);
            }
            else if (panel is LinePanel lines)
            {
                AddLines(lines, suffix, traces, xAxis, yAxis, annotations, shapes, seen);
            }

            layout.SetProperty("xaxis" + suffix, xAxis);
            layout.SetProperty("yaxis" + suffix, yAxis);
        }

        foreach (var (line, note) in notes.Index())
        {
            annotations.Add(Annotation(note, 0, 0, "paper", "paper", 12, ChartTheme.MutedInk, "left", xshift: Margin - left, yshift: -(AxisFoot + 14 + (line * NoteLine))));
        }

        Set(layout,
            ("title", Object(("text", $"<b>{chart.Title}</b>"), ("x", 0), ("xref", "container"), ("xanchor", "left"), ("y", 1), ("yref", "container"), ("yanchor", "top"), ("pad", Object(("t", 18), ("l", Margin))), ("font", Object(("size", 20), ("color", ChartTheme.Ink))))),
            ("font", Object(("family", ChartTheme.Font), ("size", 13), ("color", ChartTheme.Ink))),
            ("barmode", "stack"),
            ("bargap", 1 - (BarHeight / RowPitch)),
            ("height", (int)height),
            ("margin", Object(("l", (int)left), ("r", (int)Margin), ("t", (int)top), ("b", (int)bottom))),
            ("paper_bgcolor", ChartTheme.Paper),
            ("plot_bgcolor", ChartTheme.Paper),
            ("showlegend", chart.ShowLegend),
            // The legend sits above the first panel's heading.
            ("legend", Object(("orientation", "h"), ("x", 0), ("xref", "paper"), ("xanchor", "left"), ("y", 1 + (PanelHead / area)), ("yanchor", "bottom"), ("yref", "paper"), ("traceorder", "normal"), ("font", Object(("size", 12))))),
            ("annotations", annotations),
            ("shapes", shapes));

        var config = new Config();
        Set(config, ("responsive", true), ("displaylogo", false), ("modeBarButtonsToRemove", UselessButtons));
        var generic = GenericChart.ofTraceObjects(false, ListModule.OfSeq(traces));
        return GenericChart.setConfig(config, GenericChart.setLayout(layout, generic));
    }

    private static void AddBars(
        BarPanel panel, double width, string suffix, List<Trace> traces, DynamicObj.DynamicObj xAxis, DynamicObj.DynamicObj yAxis,
        List<DynamicObj.DynamicObj> annotations, HashSet<string> seen)
    {
        var labels = panel.Rows.Select(r => r.Label).ToList();
        var totals = Totals(panel);
        var ticks = Ticks(totals.Max() * 1.08, 8);
        foreach (var series in panel.Series)
        {
            var trace = new Trace("bar");
            Set(trace,
                ("orientation", "h"), ("name", series.Name), ("x", series.Values.Select(v => v ?? 0).ToList()), ("y", labels),
                ("xaxis", "x" + suffix), ("yaxis", "y" + suffix), ("legendgroup", series.Name), ("showlegend", seen.Add(series.Name)),
                ("marker", Object(("color", series.Color), ("line", Object(("color", ChartTheme.Paper), ("width", 1))))),
                ("hovertemplate", $"%{{y}}<br>{series.Name}: <b>%{{x}}</b> {panel.Unit}<extra></extra>"));
            if (series.Values.Index().Any(v => IsLabelled(panel, v.Index, v.Item, ticks[^1], width)))
            {
                Set(trace,
                    ("text", series.Values.Index().Select(v => IsLabelled(panel, v.Index, v.Item, ticks[^1], width) ? Number(v.Item!.Value) : "").ToList()), ("textposition", "inside"),
                    ("insidetextanchor", "middle"), ("textangle", 0), ("constraintext", "none"),
                    ("textfont", Object(("color", InkOn(series.Color)), ("size", 12))));
            }

            traces.Add(trace);
        }

        foreach (var (index, label) in labels.Index())
        {
            annotations.Add(Annotation(Number(totals[index]), totals[index], label, "x" + suffix, "y" + suffix, 13, ChartTheme.Ink, "left", xshift: 3, bold: true, middle: true));
        }

        Set(xAxis, ("range", new[] { 0, ticks[^1] * 1.002 }), ("tickvals", ticks), ("ticktext", ticks.Select(Number).ToList()),
            ("gridcolor", ChartTheme.Grid), ("zeroline", false), ("title", AxisTitle(panel.Unit)), ("tickfont", MutedFont()));
        Set(yAxis, ("autorange", "reversed"), ("ticksuffix", "  "), ("showline", true), ("linecolor", ChartTheme.MutedInk), ("type", "category"));
    }

    private static void AddLines(
        LinePanel panel, string suffix, List<Trace> traces, DynamicObj.DynamicObj xAxis, DynamicObj.DynamicObj yAxis,
        List<DynamicObj.DynamicObj> annotations, List<DynamicObj.DynamicObj> shapes, HashSet<string> seen)
    {
        var ticks = Ticks(panel.Series.SelectMany(s => s.Points).Max(p => p.Y) * 1.1, 5);
        foreach (var series in panel.Series)
        {
            var trace = new Trace("scatter");
            Set(trace,
                ("mode", "lines+markers"), ("name", series.Name), ("x", series.Points.Select(p => p.X).ToList()), ("y", series.Points.Select(p => p.Y).ToList()),
                ("xaxis", "x" + suffix), ("yaxis", "y" + suffix), ("legendgroup", series.Name), ("showlegend", seen.Add(series.Name)),
                ("line", Object(("color", series.Color), ("width", 2.25), ("dash", series.Dashed ? "dash" : "solid"))),
                ("marker", Object(("color", series.Color), ("size", 8))),
                ("hovertemplate", $"{series.Name}<br>%{{x}} {panel.XTitle}: <b>%{{y}}</b> {panel.Unit}<extra></extra>"));
            traces.Add(trace);
        }

        foreach (var limit in panel.Limits)
        {
            shapes.Add(Object(
                ("type", "line"), ("xref", "x" + suffix), ("yref", $"y{suffix} domain"), ("x0", limit.X), ("x1", limit.X), ("y0", 0), ("y1", 1),
                ("line", Object(("color", ChartTheme.Limit), ("width", 1.5), ("dash", "dash")))));
            // On a logarithmic axis plotly.js wants the logarithm for annotations, though not for shapes.
            var label = Annotation(limit.Label, Math.Log10(limit.X), 0.28, "x" + suffix, $"y{suffix} domain", 12, ChartTheme.Limit, "left", xshift: 3);
            label.SetProperty("hovertext", limit.Source);
            label.SetProperty("bgcolor", ChartTheme.Paper);
            annotations.Add(label);
        }

        Set(xAxis, ("type", "log"), ("tickvals", panel.XTicks), ("ticktext", panel.XTicks.Select(Number).ToList()),
            ("range", new[] { Math.Log10(panel.XTicks[0] / 1.2), Math.Log10(panel.XTicks[^1] * 1.2) }),
            ("title", AxisTitle(panel.XTitle)), ("showgrid", false), ("showline", true), ("linecolor", ChartTheme.MutedInk), ("ticks", "outside"), ("tickfont", MutedFont()), ("minor", Object(("ticks", ""))));
        Set(yAxis, ("range", new[] { 0, ticks[^1] * 1.002 }), ("tickvals", ticks), ("ticktext", ticks.Select(Number).ToList()),
            ("gridcolor", ChartTheme.Grid), ("zeroline", false), ("tickfont", MutedFont()));
    }

    private static DynamicObj.DynamicObj Annotation(
        string text, object x, object y, string xref, string yref, double size, string color, string anchor,
        double xshift = 0, double yshift = 0, bool bold = false, bool middle = false) => Object(
        ("text", bold ? $"<b>{text}</b>" : text), ("x", x), ("y", y), ("xref", xref), ("yref", yref), ("showarrow", false),
        ("xanchor", anchor), ("yanchor", "middle"), ("align", middle ? "center" : "left"), ("xshift", xshift), ("yshift", yshift),
        ("font", Object(("size", size), ("color", color))));

    private static DynamicObj.DynamicObj AxisTitle(string text) => Object(("text", text), ("font", MutedFont()), ("standoff", 8));

    private static DynamicObj.DynamicObj MutedFont() => Object(("size", 12), ("color", ChartTheme.MutedInk));

    private static int LegendRows(ResultChart chart)
    {
        var (rows, x) = (chart.ShowLegend ? 1 : 0, 0.0);
        foreach (var entry in Legend(chart))
        {
            var width = 50 + TextWidth(entry.Name, 12);
            if (x > 0 && x + width > Width - 100)
            {
                (rows, x) = (rows + 1, 0);
            }

            x += width;
        }

        return rows;
    }

    private static DynamicObj.DynamicObj Object(params (string Name, object Value)[] properties)
    {
        var target = new DynamicObj.DynamicObj();
        Set(target, properties);
        return target;
    }

    private static void Set(DynamicObj.DynamicObj target, params (string Name, object Value)[] properties)
    {
        foreach (var (name, value) in properties)
        {
            target.SetProperty(name, value);
        }
    }
}
