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
    internal static List<(string Name, string Color, bool Line, bool Dashed)> Legend(ResultChart chart) =>
    [
        .. chart.Panels.SelectMany(p => p switch
        {
            BarPanel bars => bars.Series.Select(s => (s.Name, s.Color, Line: false, Dashed: false)),
            LinePanel lines => lines.Series.Select(s => (s.Name, s.Color, Line: true, s.Dashed)),
            _ => [],
        }).DistinctBy(e => e.Name),
    ];

    /// <summary>Totals of the bars of a panel.</summary>
    internal static List<double> Totals(BarPanel panel) =>
        [.. panel.Rows.Index().Select(row => panel.Series.Sum(s => s.Values[row.Index] ?? 0))];

    /// <summary>Round tick values from 0 to at least <paramref name="max"/>, in steps of 1, 2, 2.5 or 5 times a power of ten.</summary>
    internal static List<double> Ticks(double max, int about)
    {
        var raw = Math.Max(max, 1e-9) / about;
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

    /// <summary>Rough width of text in a sans-serif font; good enough to place labels.</summary>
    internal static double TextWidth(string text, double size) => size * text.Sum(c => c switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'I' => 0.27,
        'f' or 'r' or 't' or ' ' or '(' or ')' or '-' => 0.34,
        'm' or 'w' or 'M' or 'W' => 0.85,
        >= 'A' and <= 'Z' => 0.67,
        _ => 0.56,
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
