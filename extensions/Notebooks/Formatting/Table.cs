using System.Text;

namespace FlexCap.Notebooks.Formatting;

/// <summary>A column of a <see cref="Table"/>.</summary>
/// <param name="Name">Heading, with the unit in brackets where there is one.</param>
/// <param name="IsNumeric">True to align to the right.</param>
public sealed record Column(string Name, bool IsNumeric = false);

/// <summary>A table of text, the form that most values are shown in: HTML for a browser and the same as plain text.</summary>
/// <param name="Caption">Caption, or empty.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows; each has as many cells as there are columns.</param>
/// <param name="Note">A line below the table (how many rows were left out), or empty.</param>
public sealed record Table(string Caption, IReadOnlyList<Column> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Note = "")
{
    // An address, a symbol or a capability broken over lines cannot be read; a sentence must be broken. Wide tables scroll.
    private const int MaxUnbroken = 64;

    /// <summary>Both forms.</summary>
    public MimeBundle ToBundle() => MimeBundle.Html(ToHtml(), ToText());

    /// <summary>An HTML table with caption and scoped headings; colours are inherited, so that it is readable on light and dark pages.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<div style=\"overflow-x:auto\"><table class=\"flexcap\" style=\"border-collapse:collapse\">");
        if (Caption.Length > 0)
        {
            html.Append("<caption style=\"caption-side:top;text-align:left;white-space:nowrap;font-weight:bold;color:inherit\">").Append(Html.Escape(Caption)).Append("</caption>");
        }

        html.Append("<thead><tr>");
        foreach (var column in Columns)
        {
            html.Append("<th scope=\"col\" style=\"").Append(Align(column)).Append("\">").Append(Html.Escape(column.Name)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            for (var i = 0; i < Columns.Count; i++)
            {
                html.Append("<td style=\"").Append(Align(Columns[i])).Append(Wrapping(row[i])).Append("\">").Append(Html.Escape(row[i])).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        if (Note.Length > 0)
        {
            html.Append("<p>").Append(Html.Escape(Note)).Append("</p>");
        }

        return html.ToString();
    }

    private static string Wrapping(string cell) =>
        cell.Contains('\n', StringComparison.Ordinal) ? ";white-space:pre"
        : cell.Length <= MaxUnbroken ? ";white-space:nowrap"
        : "";

    /// <summary>Plain text with aligned columns; line breaks within a cell become spaces.</summary>
    public string ToText()
    {
        var cells = Rows.Select(r => r.Select(c => c.ReplaceLineEndings(" ")).ToArray()).ToArray();
        var widths = Columns.Select((c, i) => Math.Max(c.Name.Length, cells.Select(r => r[i].Length).DefaultIfEmpty(0).Max())).ToArray();
        var text = new StringBuilder();
        if (Caption.Length > 0)
        {
            text.Append(Caption).Append('\n');
        }

        Append([.. Columns.Select(c => c.Name)]);
        Append([.. widths.Select(w => new string('-', w))]);
        foreach (var row in cells)
        {
            Append(row);
        }

        if (Note.Length > 0)
        {
            text.Append(Note).Append('\n');
        }

        return text.ToString().TrimEnd('\n');

        void Append(string[] row)
        {
            var line = string.Join("  ", row.Select((c, i) => Columns[i].IsNumeric ? c.PadLeft(widths[i]) : c.PadRight(widths[i])));
            text.Append(line.TrimEnd()).Append('\n');
        }
    }

    private static string Align(Column column) =>
        column.IsNumeric ? "text-align:right;padding:2px 8px;font-variant-numeric:tabular-nums" : "text-align:left;padding:2px 8px";
}
