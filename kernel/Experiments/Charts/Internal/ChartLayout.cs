namespace FlexCap.Experiments.Charts.Internal;

/// <summary>The sizes, in CSS pixels, that both renderers use, so that the picture and the interactive chart look alike.</summary>
internal static class ChartLayout
{
    internal const double Width = 960;
    internal const double Margin = 28;
    internal const double RowPitch = 44;
    internal const double BarHeight = 28;
    internal const double PanelHead = 34;
    internal const double AxisFoot = 46;
    internal const double PanelGap = 26;
    internal const double LinePlotHeight = 250;
    internal const double NoteLine = 18;
    internal const double LegendLine = 24;

    internal static double PlotHeight(ChartPanel panel) => panel switch
    {
        BarPanel bars => bars.Rows.Count * RowPitch,
        _ => LinePlotHeight,
    };

    /// <summary>Legend entries: each name once, in the order of first appearance.</summary>
    internal static List<(string Name, string Color, bool Line, bool Dashed)> Legend(ResultChart chart) => !chart.ShowLegend ? [] :
    [
        .. chart.Panels.SelectMany(p => p switch
        {
            BarPanel bars => bars.Series.Select(s => (s.Name, s.Color, Line: false, Dashed: false)),
            LinePanel lines => lines.Series.Select(s => (s.Name, s.Color, Line: true, s.Dashed)),
            _ => [],
        }).DistinctBy(e => e.Name),
    ];

    /// <summary>Panels in one row: two where they are side by side, for their headings and ticks need the room.</summary>
    internal static int Columns(ResultChart chart) => chart.SideBySide ? Math.Min(2, chart.Panels.Count) : 1;

    /// <summary>The ticks of a horizontal axis whose labels do not touch: the first, the last, and what has room between.</summary>
    internal static List<double> WithRoom(IReadOnlyList<double> ticks, Func<double, double> place)
    {
        const double space = 5;
        bool Fits(double left, double right) => place(right) - place(left) >= ((TextWidth(Number(left), 12) + TextWidth(Number(right), 12)) / 2) + space;
        var shown = new List<double> { ticks[0] };
        foreach (var tick in ticks.Skip(1).SkipLast(1))
        {
            if (Fits(shown[^1], tick) && Fits(tick, ticks[^1]))
            {
                shown.Add(tick);
            }
        }

        if (ticks.Count > 1)
        {
            shown.Add(ticks[^1]);
        }

        return shown;
    }

    /// <summary>Width of the column of row labels, with the space after it.</summary>
    internal static double LabelWidth(ResultChart chart) =>
        chart.Panels.OfType<BarPanel>().SelectMany(p => p.Rows).Select(r => TextWidth(r.Label, 13)).DefaultIfEmpty(26).Max() + 14;

    /// <summary>Colour of text on a coloured ground: dark on light, white on dark (relative luminance of WCAG 2).</summary>
    internal static string InkOn(string color)
    {
        var luminance = new[] { (1, 0.2126), (3, 0.7152), (5, 0.0722) }.Sum(part =>
        {
            var c = Convert.ToInt32(color.Substring(part.Item1, 2), 16) / 255.0;
            return part.Item2 * (c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4));
        });
        return luminance > 0.32 ? ChartTheme.Ink : ChartTheme.Paper;
    }

    /// <summary>True if a piece of a bar is wide enough for its number, and is not the whole bar, whose total stands beside it.</summary>
    internal static bool IsLabelled(BarPanel panel, int row, double? value, double axisEnd, double plotWidth) =>
        value is > 0
        && panel.Series.Count(s => s.Values[row] is > 0) > 1
        && value.Value / axisEnd * plotWidth > TextWidth(Number(value.Value), 12) + 6;

    /// <summary>Totals of the bars of a panel.</summary>
    internal static List<double> Totals(BarPanel panel) =>
        [.. panel.Rows.Index().Select(row => panel.Series.Sum(s => s.Values[row.Index] ?? 0))];

    /// <summary>Round tick values from 0 to at least <paramref name="max"/>, in steps of 1, 2, 2.5 or 5 times a power of ten.</summary>
    internal static List<double> Ticks(double max, int about)
    {
        // Where everything is 0 an axis to 1 says so.
        max = max > 0 ? max : 1;
        var raw = max / about;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(m => m * power).First(s => s >= raw * 0.999);
        var count = (int)Math.Ceiling(max / step * 0.999999);
        return [.. Enumerable.Range(0, Math.Max(count, 1) + 1).Select(i => i * step)];
    }

    /// <summary>A number as a person writes it: no exponent, thousands separated by a thin space, at most two decimals.</summary>
    internal static string Number(double value)
    {
        var text = value.ToString(Math.Abs(value) >= 100 ? "#,0.#" : "#,0.##", System.Globalization.CultureInfo.InvariantCulture);
        return text.Replace(',', '\u2009');
    }

    /// <summary>Rough width of text in DejaVu Sans, the widest of the theme's fonts; good enough to place labels.</summary>
    internal static double TextWidth(string text, double size) => size * text.Sum(c => c switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'I' => 0.30,
        'f' or 'r' or 't' or ' ' or '(' or ')' or '-' => 0.39,
        'm' or 'w' or 'M' or 'W' => 0.92,
        >= 'A' and <= 'Z' => 0.69,
        _ => 0.62,
    });

    /// <summary>Breaks a note into lines that fit into <paramref name="width"/>.</summary>
    internal static IEnumerable<string> Wrap(string text, double size, double width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && TextWidth(longer, size) > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        yield return line;
    }
}
