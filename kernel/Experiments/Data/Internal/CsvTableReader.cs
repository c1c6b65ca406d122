using System.Globalization;
using FlexCap.Diagnostics;
using FlexCap.Experiments.Tables;
using Sylvan.Data.Csv;

namespace FlexCap.Experiments.Data.Internal;

/// <summary>Reads RFC 4180 CSV into a table and checks every value against its field, with the place of each error.</summary>
internal static class CsvTableReader
{
    internal static ResultTable Read(DataResource resource, string text, DiagnosticBag diagnostics)
    {
        var columns = resource.Fields.Select(_ => new List<object?>()).ToArray();
        var seen = resource.Fields.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var line = 1;
        try
        {
            // The header is read as a row: its names are checked in order, and a wrong one has a place.
            using var reader = CsvDataReader.Create(
                new StringReader(text), new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', Comment = '\0', Culture = CultureInfo.InvariantCulture });
            while (reader.Read())
            {
                var record = reader.GetRawRecordSpan().ToString();
                var starts = FieldStarts(record);
                if (reader.RowNumber == 1)
                {
                    CheckHeader(resource, reader, line, starts, diagnostics);
                }
                else if (reader.RowFieldCount != resource.Fields.Count)
                {
                    diagnostics.Error("FX0703", new SourceLocation(resource.Path, line, 1), $"the row has {reader.RowFieldCount} fields, the schema {resource.Fields.Count}", "Quote fields that hold a comma, and give absent values as empty fields.");
                }
                else
                {
                    ReadRow(reader, starts);
                }

                line += record.Count(c => c == '\n') + (record.EndsWith('\n') ? 0 : 1);
            }
        }
        catch (CsvFormatException e)
        {
            diagnostics.Error("FX0707", new SourceLocation(resource.Path, line, 1), "the record is not RFC 4180 CSV", e.Message);
        }

        return new ResultTable(
            resource.Name,
            [.. resource.Fields.Zip(columns, (f, values) => new ResultColumn(f.Name, f.Unit, f.Type == "string" ? null : ValueKind.Published, TypeOf(f), values))]);

        void ReadRow(CsvDataReader reader, List<int> starts)
        {
            foreach (var (index, field) in resource.Fields.Index())
            {
                var value = reader.GetString(index);
                var location = new SourceLocation(resource.Path, line, starts[index], value.Length);
                if (value.Length > 0 && field.Unique && !seen[index].Add(value))
                {
                    diagnostics.Error("FX0706", location, $"'{value}' occurs twice in {field.Name}", "Its values are unique.");
                }

                columns[index].Add(Convert(field, value, location, diagnostics));
            }

            var key = string.Join('\n', resource.PrimaryKey.Select(k => reader.GetString(resource.Fields.Index().First(f => f.Item.Name == k).Index)));
            if (!keys.Add(key))
            {
                diagnostics.Error("FX0706", new SourceLocation(resource.Path, line, 1), $"the key {key.Replace("\n", ", ", StringComparison.Ordinal)} occurs twice", "Each row has a key of its own.");
            }
        }
    }

    private static Type TypeOf(DataField field) => field.Type switch
    {
        "integer" => typeof(long),
        "number" => typeof(double),
        _ => typeof(string),
    };

    private static void CheckHeader(DataResource resource, CsvDataReader reader, int line, List<int> starts, DiagnosticBag diagnostics)
    {
        var expected = resource.Fields.Select(f => f.Name).ToList();
        for (var i = 0; i < Math.Max(expected.Count, reader.RowFieldCount); i++)
        {
            var actual = i < reader.RowFieldCount ? reader.GetString(i) : "";
            if (i >= expected.Count || actual != expected[i])
            {
                var wanted = i < expected.Count ? $"'{expected[i]}'" : "no more columns";
                var location = new SourceLocation(resource.Path, line, i < starts.Count ? starts[i] : 1, actual.Length);
                diagnostics.Error("FX0702", location, $"column {i + 1} is '{actual}', the schema has {wanted} there", "Give the header the fields of datapackage.json, in their order.");
            }
        }
    }

    private static object? Convert(DataField field, string value, SourceLocation location, DiagnosticBag diagnostics)
    {
        if (value.Length == 0)
        {
            if (field.Required)
            {
                diagnostics.Error("FX0705", location, $"{field.Name} has no value", "It is required.");
            }

            return null;
        }

        if (field.Allowed is { } allowed && !allowed.Contains(value))
        {
            diagnostics.Error("FX0706", location, $"'{value}' is not a value of {field.Name}", $"Use one of: {string.Join(", ", allowed)}.");
        }

        if (field.Type == "string")
        {
            return value;
        }

        object? number =
            field.Type == "integer" && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? (object)whole
            : field.Type == "number" && double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) ? (object)real
            : null;
        if (number is null)
        {
            diagnostics.Error("FX0704", location, $"'{value}' is not {(field.Type == "integer" ? "an integer" : "a number")}", $"{field.Name} is of type {field.Type}; write it with a point and without separators.");
        }
        else if (field.Minimum is { } minimum && System.Convert.ToDouble(number, CultureInfo.InvariantCulture) < minimum)
        {
            diagnostics.Error("FX0706", location, $"{value} is less than {ResultTable.Format(minimum)}, the smallest value of {field.Name}", "Check it against the source.");
        }

        return number;
    }

    /// <summary>Columns, from 1, at which the fields of a raw record start; a field after a line break inside quotes counts from its own line.</summary>
    private static List<int> FieldStarts(string record)
    {
        var starts = new List<int> { 1 };
        var (column, quoted) = (1, false);
        foreach (var c in record)
        {
            column = c == '\n' ? 1 : column + 1;
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                starts.Add(column);
            }
        }

        return starts;
    }
}
