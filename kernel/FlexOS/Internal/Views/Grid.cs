using System.Text;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Rows and columns of text, from which the text and the CSV of every view are made.</summary>
internal sealed class Grid(params (string Name, bool IsNumeric)[] columns)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>Aligned columns, two spaces apart; numbers to the right.</summary>
    public string ToText()
    {
        var widths = columns.Select((c, i) => _rows.Select(r => r[i].Length).Append(c.Name.Length).Max()).ToArray();
        var text = new StringBuilder();
        Append([.. columns.Select(c => c.Name)]);
        _rows.ForEach(Append);
        return text.ToString();

        void Append(string[] row)
        {
            var line = string.Join("  ", row.Select((c, i) => columns[i].IsNumeric ? c.PadLeft(widths[i]) : c.PadRight(widths[i])));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    public string ToCsv()
    {
        var text = new StringBuilder();
        foreach (var row in _rows.Prepend([.. columns.Select(c => c.Name)]))
        {
            text.AppendJoin(',', row.Select(Quote)).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
