namespace FlexCap.Notebooks.Formatting;

/// <summary>Several tables, one below the other.</summary>
internal static class Sections
{
    internal static MimeBundle Of(params ReadOnlySpan<Table?> tables)
    {
        var html = new List<string>();
        var text = new List<string>();
        foreach (var table in tables)
        {
            if (table is not null)
            {
                html.Add(table.ToHtml());
                text.Add(table.ToText());
            }
        }

        return MimeBundle.Html(string.Join('\n', html), string.Join("\n\n", text));
    }
}
