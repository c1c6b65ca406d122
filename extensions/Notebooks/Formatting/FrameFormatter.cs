using Deedle;
using Microsoft.Data.Analysis;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Data frames as tables: Microsoft.Data.Analysis, Deedle frames and Deedle series. Missing values show as an empty cell.</summary>
internal static class FrameFormatter
{
    internal static MimeBundle Format(DataFrame frame)
    {
        var columns = frame.Columns.Select(c => new Column(c.Name, ValueText.IsNumeric(c.DataType))).ToList();
        var rows = new List<IReadOnlyList<string>>();
        for (long i = 0; i < Math.Min(frame.Rows.Count, SequenceFormatter.MaxRows); i++)
        {
            rows.Add([.. frame.Columns.Select(c => ValueText.Of(c[i]))]);
        }

        return new Table("", columns, rows, Note(frame.Rows.Count)).ToBundle();
    }

    internal static MimeBundle Format<TRow, TColumn>(Frame<TRow, TColumn> frame)
    {
        var types = frame.ColumnTypes.ToList();
        var columns = frame.ColumnKeys.Select((k, i) => new Column(ValueText.Of(k), ValueText.IsNumeric(types[i]))).Prepend(new Column("", ValueText.IsNumeric(typeof(TRow)))).ToList();
        var series = frame.ColumnKeys.Select(frame.GetColumn<object>).ToList();
        var keys = frame.RowKeys.ToList();
        var rows = keys.Take(SequenceFormatter.MaxRows)
            .Select(k => (IReadOnlyList<string>)[ValueText.Of(k), .. series.Select(s => Value(s.TryGet(k)))]).ToList();
        return new Table("", columns, rows, Note(keys.Count)).ToBundle();
    }

    internal static MimeBundle Format<TKey, TValue>(Series<TKey, TValue> series)
    {
        Column[] columns = [new("key", ValueText.IsNumeric(typeof(TKey))), new("value", ValueText.IsNumeric(typeof(TValue)))];
        var rows = series.ObservationsAll.Take(SequenceFormatter.MaxRows)
            .Select(o => (IReadOnlyList<string>)[ValueText.Of(o.Key), Value(o.Value)]).ToList();
        return new Table("", columns, rows, Note(series.KeyCount)).ToBundle();
    }

    private static string Value<T>(OptionalValue<T> value) => value.HasValue ? ValueText.Of(value.Value) : "";

    private static string Note(long count) =>
        count > SequenceFormatter.MaxRows ? $"{ValueText.Count(count - SequenceFormatter.MaxRows)} more rows" : "";
}
