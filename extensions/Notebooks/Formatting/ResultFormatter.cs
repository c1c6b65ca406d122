using System.Globalization;
using FlexCap.Experiments;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Tables;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Results of experiments as tables and static pictures. The kind of every number stands in its heading.</summary>
internal static class ResultFormatter
{
    internal static Table Table(ResultTable table)
    {
        var columns = table.Columns.Select(c => new Column(c.Name, ValueText.IsNumeric(c.Type))).ToList();
        var rows = Enumerable.Range(0, Math.Min(table.RowCount, SequenceFormatter.MaxRows))
            .Select(r => (IReadOnlyList<string>)[.. table.Columns.Select(c => Value(c.Values[r]))]).ToList();
        var note = table.RowCount > SequenceFormatter.MaxRows ? $"{ValueText.Count(table.RowCount - SequenceFormatter.MaxRows)} more rows" : "";
        return new Table(table.Name, columns, rows, note);
    }

    /// <summary>The picture alone, for a host in which Plotly.NET cannot be loaded.</summary>
    internal static MimeBundle Picture(ResultChart chart)
    {
        var svg = chart.ToSvg();
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["image/svg+xml"] = svg,
            ["text/html"] = $"<figure style=\"margin:0\">{svg}</figure>",
            ["text/plain"] = Text(chart),
        });
    }

    internal static string Text(ResultChart chart) =>
        string.Join('\n', [$"Chart: {chart.Title}", .. chart.Notes, Table(chart.ToTable()).ToText()]);

    internal static MimeBundle Result(IExperimentResult result, Formatters formatters)
    {
        var parts = result.Charts.Take(1).Select(c => formatters.Format(c))
            .Concat(result.Tables.Take(1).Select(t => formatters.Format(t))).ToList();
        return MimeBundle.Html(
            string.Join('\n', parts.Select(p => p.Data["text/html"])),
            string.Join("\n\n", parts.Select(p => p.Data["text/plain"]).Prepend(result.Experiment)));
    }

    private static string Value(object? value) => value switch
    {
        long number => ValueText.Count(number),
        double number => Math.Round(number, 3).ToString(CultureInfo.InvariantCulture),
        _ => ValueText.Of(value),
    };
}
