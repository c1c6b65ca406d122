using System.Globalization;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Conformance;

/// <summary>
/// Reads capability vectors: a line of column names, then numbers, decimal or hexadecimal after <c>0x</c>, between commas.
/// The format has no quotes. The columns may stand in any order, and others may stand among them.
/// </summary>
public static class CapabilityVectorReader
{
    private static readonly string[] s_inputs = ["tag", "meta", "addr", "newaddr", "reqlen"];
    private static readonly string[] s_texts = ["id", "kind"];

    /// <summary>Reads a file, with gzip (<c>.gz</c>) or without; the vectors in its order.</summary>
    /// <exception cref="InputException">
    /// The file cannot be read (<c>FX0161</c>), lacks a column or names one twice (<c>FX0162</c>), or has rows that are not
    /// as the header says (<c>FX0163</c>, each of them).
    /// </exception>
    public static IReadOnlyList<CapabilityVector> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var problems = new DiagnosticBag();
        var vectors = new List<CapabilityVector>();
        string[]? header = null;
        foreach (var (number, text) in ConformanceInput.Lines(path))
        {
            var fields = text.Split(',');
            if (header is null)
            {
                header = fields;
                CheckHeader(header, new(path, number, 1), problems);
                problems.ThrowIfErrors();
            }
            else if (text.Length > 0 && Parse(header, fields, new(path, number, 1), problems) is { } vector)
            {
                vectors.Add(vector);
            }
        }

        if (header is null)
        {
            CheckHeader([], new(path), problems);
        }

        problems.ThrowIfErrors();
        return vectors;
    }

    private static void CheckHeader(string[] header, SourceLocation location, DiagnosticBag problems)
    {
        const string help = "Take the file as the suite's tools made it, with its first line.";
        foreach (var column in s_texts.Concat(s_inputs).Concat(CapabilityVectorRunner.Columns).Distinct().Except(header))
        {
            problems.Error("FX0162", location, $"There is no column '{column}'.", help);
        }

        foreach (var column in header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Error("FX0162", location, $"The column '{column.Key}' is named {column.Count()} times.", help);
        }
    }

    private static CapabilityVector? Parse(string[] header, string[] fields, SourceLocation row, DiagnosticBag problems)
    {
        const string help = "Take the row as the suite's tools made it.";
        if (fields.Length != header.Length)
        {
            problems.Error("FX0163", row, $"The row has {fields.Length} fields, the header {header.Length}.", help);
            return null;
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = new Dictionary<string, UInt128>(StringComparer.Ordinal);
        var good = true;
        var column = 1;
        foreach (var (name, field) in header.Zip(fields))
        {
            if (s_texts.Contains(name))
            {
                texts[name] = field;
            }
            else if (TryNumber(field, out var value) && value <= Highest(name))
            {
                values[name] = value;
            }
            else
            {
                problems.Error("FX0163", row with { Column = column, Length = field.Length }, $"'{field}' is no value of the column '{name}'.", help);
                good = false;
            }

            column += field.Length + 1;
        }

        return good
            ? new(texts["id"], texts["kind"], new((ulong)values["addr"], (ulong)values["meta"], values["tag"] == 1), (ulong)values["newaddr"], (ulong)values["reqlen"], values)
            : null;
    }

    private static UInt128 Highest(string column) =>
        column == "tag" ? UInt128.One : s_inputs.Contains(column) ? ulong.MaxValue : UInt128.MaxValue;

    private static bool TryNumber(string text, out UInt128 value) => text.StartsWith("0x", StringComparison.Ordinal)
        ? UInt128.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
        : UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
