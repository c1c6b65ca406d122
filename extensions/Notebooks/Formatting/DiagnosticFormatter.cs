using System.Text;
using FlexCap.Diagnostics;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Diagnostics as a list, each with its source line and caret.</summary>
internal static class DiagnosticFormatter
{
    internal static MimeBundle Format(IEnumerable<Diagnostic> diagnostics, SourceTexts sources)
    {
        var list = diagnostics.ToList();
        if (list.Count == 0)
        {
            return MimeBundle.Plain("no diagnostics");
        }

        var html = new StringBuilder("<ul class=\"flexcap-diagnostics\" style=\"list-style:none;padding-left:0\">");
        foreach (var d in list)
        {
            html.Append("<li style=\"margin-bottom:6px\"><b>").Append(Severity(d.Severity)).Append(' ').Append(Html.Escape(d.Id)).Append("</b> ")
                .Append(Html.Escape(d.Location.ToString())).Append(": ").Append(Html.Escape(d.Message));
            if (DiagnosticPrinter.Excerpt(d.Location, sources) is { } excerpt)
            {
                html.Append("<pre style=\"margin:2px 0\">").Append(Html.Escape(excerpt.Source)).Append('\n').Append(Html.Escape(excerpt.Caret)).Append("</pre>");
            }

            if (d.Help.Length > 0)
            {
                html.Append("<div style=\"padding-left:2em\">help: ").Append(Html.Escape(d.Help)).Append("</div>");
            }

            html.Append("</li>");
        }

        return MimeBundle.Html(html.Append("</ul>").ToString(), string.Join('\n', DiagnosticPrinter.Lines(list, sources)));
    }

    // Severity in words, so that it does not depend on colour.
    private static string Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
