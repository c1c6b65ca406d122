using FlexCap.Experiments.Tables;

namespace FlexCap.Experiments.Charts.Internal;

/// <summary>Every number of a chart as a row of a table, so that a drawing can be checked and drawn again by other tools.</summary>
internal static class ChartPoints
{
    private sealed record Point(string Panel, string Series, string Place, double Value, string Unit, ValueKind Kind, string Source);

    internal static ResultTable ToTable(ResultChart chart)
    {
        var points = chart.Panels.SelectMany(Points).ToList();
        return new ResultTable(
            chart.Id,
            [
                ResultColumn.Text("panel", points.Select(p => p.Panel)),
                ResultColumn.Text("series", points.Select(p => p.Series)),
                ResultColumn.Text("place", points.Select(p => p.Place)),
                // Each row names its own unit and kind: the column as a whole has neither.
                new ResultColumn("value", "", null, typeof(double), [.. points.Select(p => (object?)p.Value)]),
                ResultColumn.Text("unit", points.Select(p => p.Unit)),
                ResultColumn.Text("kind", points.Select(p => p.Kind.Label())),
                ResultColumn.Text("source", points.Select(p => p.Source)),
            ]);
    }

    private static IEnumerable<Point> Points(ChartPanel panel) => panel switch
    {
        BarPanel bars =>
            from row in bars.Rows.Index()
            from series in bars.Series
            let value = series.Values[row.Index]
            where value is not null
            select new Point(bars.Title, series.Name, row.Item.Label, value.Value, bars.Unit, row.Item.Kind, row.Item.Source),
        LinePanel lines =>
            from series in lines.Series
            from point in series.Points
            select new Point(lines.Title, series.Name, ResultTable.Format(point.X), point.Y, lines.Unit, series.Kind, series.Source),
        _ => throw new ArgumentOutOfRangeException(nameof(panel)),
    };
}
