using System.Text;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Small pieces of HTML.</summary>
public static class Html
{
    /// <summary>Escapes text for element content and for quoted attributes; control characters become U+FFFD, which HTML and XML accept.</summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\t' or '\n' or '\r' => escaped.Append(c),
                _ => escaped.Append(char.IsControl(c) ? '\uFFFD' : c),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Preformatted text.</summary>
    public static string Pre(string text) => $"<pre style=\"margin:0;white-space:pre-wrap\">{Escape(text)}</pre>";
}
