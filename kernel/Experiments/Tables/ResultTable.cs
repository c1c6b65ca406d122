using System.Globalization;
using System.Text;
using Deedle;
using Microsoft.Data.Analysis;

namespace FlexCap.Experiments.Tables;

/// <summary>
/// A result as named columns of equal length, with the unit and kind of every number. It becomes a
/// <see cref="DataFrame"/>, a Deedle frame or CSV; the same result gives the same bytes.
/// </summary>
public sealed class ResultTable
{
    /// <summary>Creates a table.</summary>
    /// <exception cref="ArgumentException">Columns differ in length, or two have one name.</exception>
    public ResultTable(string name, IReadOnlyList<ResultColumn> columns)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Select(c => c.Values.Count).Distinct().Count() > 1)
        {
            throw new ArgumentException("The columns differ in length.", nameof(columns));
        }

        if (columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count)
        {
            throw new ArgumentException("Two columns have the same name.", nameof(columns));
        }

        (Name, Columns) = (name, columns);
    }

    /// <summary>Name of the table, usable as a file name.</summary>
    public string Name { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Columns.Count == 0 ? 0 : Columns[0].Values.Count;

    /// <summary>The column with a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public ResultColumn this[string name] =>
        Columns.FirstOrDefault(c => c.Name == name) ?? throw new KeyNotFoundException($"The table {Name} has no column '{name}'.");

    /// <summary>The table as a new <see cref="DataFrame"/> with columns of <see cref="string"/>, <see cref="long"/> and <see cref="double"/>.</summary>
    public DataFrame ToDataFrame() => new(Columns.Select(ToDataFrameColumn));

    /// <summary>The table as a new Deedle frame; rows are numbered from 0, absent values are missing.</summary>
    public Frame<int, string> ToDeedle()
    {
        var builder = new FrameBuilder.Columns<int, string>();
        foreach (var column in Columns)
        {
            builder.Add(column.Name, ToSeries(column));
        }

        return builder.Frame;
    }

    /// <summary>The table as RFC 4180 CSV with a header line; lines end with a line feed.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        AppendRecord(text, Columns.Select(c => c.Name));
        for (var row = 0; row < RowCount; row++)
        {
            AppendRecord(text, Columns.Select(c => Format(c.Values[row])));
        }

        return text.ToString();
    }

    private static void AppendRecord(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Quote)).Append('\n');

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Format(object? value) => value switch
    {
        null => "",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => (string)value,
    };

    private static DataFrameColumn ToDataFrameColumn(ResultColumn column) =>
        column.Type == typeof(long) ? new PrimitiveDataFrameColumn<long>(column.Name, column.Values.Select(v => (long?)v))
        : column.Type == typeof(double) ? new PrimitiveDataFrameColumn<double>(column.Name, column.Values.Select(v => (double?)v))
        : new StringDataFrameColumn(column.Name, column.Values.Select(v => (string?)v));

    private static ISeries<int> ToSeries(ResultColumn column) =>
        column.Type == typeof(long) ? ToSeries<long>(column)
        : column.Type == typeof(double) ? ToSeries<double>(column)
        : ToSeries<string>(column);

    private static Series<int, T> ToSeries<T>(ResultColumn column)
    {
        var present = Enumerable.Range(0, column.Values.Count).Where(i => column.Values[i] is not null).ToList();
        return new Series<int, T>(present, present.Select(i => (T)column.Values[i]!));
    }
}
