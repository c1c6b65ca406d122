using static FlexCap.Experiments.Charts.Internal.ChartLayout;

namespace FlexCap.Experiments.Charts.Internal;

/// <summary>Draws a chart as SVG without a browser.</summary>
internal static class SvgRenderer
{
    internal static string Render(ResultChart chart)
    {
        var canvas = new SvgCanvas();
        canvas.Text(Margin, Margin + 16, chart.Title, 20, ChartTheme.Ink, bold: true);
        var top = DrawLegend(canvas, Legend(chart), Margin + 34) + 8;
        var bottom = chart.SideBySide ? DrawSideBySide(canvas, chart, top) : DrawStacked(canvas, chart, top);
        var y = bottom + 8;
        foreach (var line in chart.Notes.SelectMany(n => Wrap(n, 12, Width - (2 * Margin))))
        {
            y += NoteLine;
            canvas.Text(Margin, y - 4, line, 12, ChartTheme.MutedInk);
        }

        return canvas.Finish(Width, Math.Ceiling(y + Margin - 8), chart.Title);
    }

    private static double DrawStacked(SvgCanvas canvas, ResultChart chart, double top)
    {
        var left = Margin + LabelWidth(chart);
        foreach (var panel in chart.Panels)
        {
            Draw(canvas, panel, left, top, Width - Margin - left);
            top += PanelHead + PlotHeight(panel) + AxisFoot + PanelGap;
        }

        return top - PanelGap;
    }

    private static double DrawSideBySide(SvgCanvas canvas, ResultChart chart, double top)
    {
        const double axis = 58;
        var pitch = (Width - (2 * Margin) + 12) / Columns(chart);
        foreach (var row in chart.Panels.Chunk(Columns(chart)))
        {
            foreach (var (column, panel) in row.Index())
            {
                Draw(canvas, panel, Margin + (column * pitch) + axis, top, pitch - axis - 12);
            }

            top += PanelHead + row.Max(PlotHeight) + AxisFoot + PanelGap;
        }

        return top - PanelGap;
    }

    private static void Draw(SvgCanvas canvas, ChartPanel panel, double left, double top, double width)
    {
        var plot = new Plot(left, top + PanelHead, width, PlotHeight(panel));
        switch (panel)
        {
            case BarPanel bars:
                canvas.Text(left, top + 16, panel.Title, 14, ChartTheme.Ink, bold: true);
                DrawBars(canvas, bars, plot);
                break;
            case LinePanel lines:
                canvas.Text(left - 46, top + 16, panel.Title, 14, ChartTheme.Ink, bold: true);
                DrawLines(canvas, lines, plot);
                break;
        }
    }

    private static void DrawBars(SvgCanvas canvas, BarPanel panel, Plot plot)
    {
        var totals = Totals(panel);
        var ticks = Ticks(totals.Max() * 1.08, 8);
        double X(double value) => plot.Left + (value / ticks[^1] * plot.Width);
        foreach (var tick in ticks)
        {
            canvas.Line(X(tick), plot.Top, X(tick), plot.Bottom, ChartTheme.Grid, 1);
            canvas.Text(X(tick), plot.Bottom + 18, Number(tick), 12, ChartTheme.MutedInk, "middle");
        }

        canvas.Text(plot.Left + (plot.Width / 2), plot.Bottom + 38, panel.Unit, 12, ChartTheme.MutedInk, "middle");
        foreach (var (index, row) in panel.Rows.Index())
        {
            var y = plot.Top + (index * RowPitch) + ((RowPitch - BarHeight) / 2);
            var baseline = y + (BarHeight / 2) + 4.5;
            canvas.Text(plot.Left - 10, baseline, row.Label, 13, ChartTheme.Ink, "end");
            var sum = 0.0;
            foreach (var series in panel.Series.Where(s => s.Values[index] is > 0))
            {
                var value = series.Values[index]!.Value;
                var width = X(sum + value) - X(sum);
                // A hairline of paper between pieces keeps neighbours apart where the hues are close.
                canvas.Rectangle(X(sum), y, Math.Max(width - 1, 0.5), BarHeight, series.Color, $"{row.Label}: {series.Name}: {Number(value)} {panel.Unit}");
                if (IsLabelled(panel, index, value, ticks[^1], plot.Width))
                {
                    canvas.Text(X(sum) + (width / 2), baseline, Number(value), 12, InkOn(series.Color), "middle");
                }

                sum += value;
            }

            canvas.Text(X(sum) + 7, baseline, Number(totals[index]), 13, ChartTheme.Ink, bold: true);
        }

        canvas.Line(plot.Left, plot.Top, plot.Left, plot.Bottom, ChartTheme.MutedInk, 1);
    }

    private static void DrawLines(SvgCanvas canvas, LinePanel panel, Plot plot)
    {
        var ticks = Ticks(panel.Series.SelectMany(s => s.Points).Max(p => p.Y) * 1.1, 5);
        var (first, last) = (Math.Log2(panel.XTicks[0]), Math.Log2(panel.XTicks[^1]));
        const double inset = 12;
        double X(double value) => plot.Left + inset + ((Math.Log2(value) - first) / (last - first) * (plot.Width - (2 * inset)));
        double Y(double value) => plot.Bottom - (value / ticks[^1] * plot.Height);
        foreach (var tick in ticks)
        {
            canvas.Line(plot.Left, Y(tick), plot.Right, Y(tick), ChartTheme.Grid, 1);
            canvas.Text(plot.Left - 8, Y(tick) + 4, Number(tick), 12, ChartTheme.MutedInk, "end");
        }

        foreach (var tick in panel.XTicks)
        {
            canvas.Line(X(tick), plot.Bottom, X(tick), plot.Bottom + 4, ChartTheme.MutedInk, 1);
        }

        foreach (var tick in WithRoom(panel.XTicks, X))
        {
            canvas.Text(X(tick), plot.Bottom + 18, Number(tick), 12, ChartTheme.MutedInk, "middle");
        }

        canvas.Line(plot.Left, plot.Bottom, plot.Right, plot.Bottom, ChartTheme.MutedInk, 1);
        canvas.Text(plot.Left + (plot.Width / 2), plot.Bottom + 38, panel.XTitle, 12, ChartTheme.MutedInk, "middle");
        foreach (var limit in panel.Limits)
        {
            canvas.Line(X(limit.X), plot.Top, X(limit.X), plot.Bottom, ChartTheme.Limit, 1.5, "5 4");
            canvas.Rectangle(X(limit.X) + 3, plot.Top + (plot.Height * 0.72) - 12, TextWidth(limit.Label, 12) + 4, 16, ChartTheme.Paper);
            canvas.Text(X(limit.X) + 6, plot.Top + (plot.Height * 0.72), limit.Label, 12, ChartTheme.Limit);
        }

        foreach (var series in panel.Series)
        {
            canvas.Polyline(series.Points.Select(p => (X(p.X), Y(p.Y))), series.Color, 2.25, series.Dashed ? "6 4" : "");
            foreach (var point in series.Points)
            {
                canvas.Dot(X(point.X), Y(point.Y), 4, series.Color, $"{series.Name}: {Number(point.X)} {panel.XTitle}: {Number(point.Y)} {panel.Unit}");
            }
        }
    }

    private static double DrawLegend(SvgCanvas canvas, List<(string Name, string Color, bool Line, bool Dashed)> entries, double top)
    {
        if (entries.Count == 0)
        {
            return top - 4;
        }

        var (x, y) = (Margin, top);
        foreach (var (name, color, line, dashed) in entries)
        {
            var width = 22 + TextWidth(name, 12) + 18;
            if (x + width > Width - Margin && x > Margin)
            {
                (x, y) = (Margin, y + LegendLine);
            }

            if (line)
            {
                canvas.Line(x, y + 8, x + 18, y + 8, color, 2.5, dashed ? "6 4" : "");
            }
            else
            {
                canvas.Rectangle(x, y + 1, 14, 14, color);
            }

            canvas.Text(x + 22, y + 12.5, name, 12, ChartTheme.Ink);
            x += width;
        }

        return y + LegendLine;
    }

    private readonly record struct Plot(double Left, double Top, double Width, double Height)
    {
        internal double Right => Left + Width;

        internal double Bottom => Top + Height;
    }
}
