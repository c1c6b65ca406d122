namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Reads the parts of a statement that are text, not tokens: its head, and the arguments of macros and repetitions.</summary>
internal static class RawText
{
    /// <summary>The labels before a statement and the name that it begins with.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="labels">Position and text of each label; a quoted one keeps its quotes.</param>
    /// <param name="start">Where what follows the labels begins.</param>
    /// <returns>The name (empty if there is none), and <paramref name="start"/>.</returns>
    public static string Head(string text, out List<(int At, string Name)> labels, out int start)
    {
        labels = [];
        var at = 0;
        while (true)
        {
            SkipBlanks(text, ref at);
            start = at;
            var end = NameEnd(text, at);
            var next = end;
            SkipBlanks(text, ref next);
            if (end == at || next >= text.Length || text[next] != ':')
            {
                return text[at] == '"' ? "" : text[at..end];
            }

            labels.Add((at, text[at..end]));
            at = next + 1;
            if (string.IsNullOrWhiteSpace(text[at..]))
            {
                start = text.Length;
                return "";
            }
        }
    }

    /// <summary>Arguments divided by commas or blanks; operators hold an argument together across blanks, parentheses and quotes always.</summary>
    public static List<string> Arguments(string text, bool isBlankDivider = true)
    {
        var arguments = new List<string>();
        var at = 0;
        SkipBlanks(text, ref at);
        while (at < text.Length)
        {
            var end = ArgumentEnd(text, at, isBlankDivider);
            arguments.Add(text[at..end].TrimEnd());
            at = end;
            SkipBlanks(text, ref at);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                SkipBlanks(text, ref at);
                if (at >= text.Length)
                {
                    arguments.Add("");
                }
            }
        }

        return arguments;
    }

    /// <summary>An argument without the quotes of its strings: what a macro puts into its body.</summary>
    public static string Unquote(string argument)
    {
        if (!argument.Contains('"', StringComparison.Ordinal))
        {
            return argument;
        }

        var result = new System.Text.StringBuilder();
        for (var at = 0; at < argument.Length;)
        {
            var end = at + 1;
            if (argument[at] == '"' && (end = StringEnd(argument, at)) > at + 1 && argument[end - 1] == '"')
            {
                result.Append(argument, at + 1, end - at - 2);
            }
            else
            {
                result.Append(argument, at, end - at);
            }

            at = end;
        }

        return result.ToString();
    }

    public static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    // One past the closing quote, or the end of the text.
    private static int StringEnd(string text, int at)
    {
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
        }

        return Math.Min(at + 1, text.Length);
    }

    private static int NameEnd(string text, int at)
    {
        if (at < text.Length && text[at] == '"')
        {
            return StringEnd(text, at);
        }

        while (at < text.Length && Lexer.ContinuesName(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int ArgumentEnd(string text, int at, bool isBlankDivider)
    {
        var depth = 0;
        for (var last = ','; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at = StringEnd(text, at) - 1;
            }
            else if (c == '\'' && at + 2 < text.Length && (text[at + 2] == '\'' || text[at + 1] == '\\'))
            {
                at += 2;
            }
            else if (c is '(' or ')')
            {
                depth = Math.Max(0, depth + (c == '(' ? 1 : -1));
            }
            else if (c == ',' && depth == 0)
            {
                return at;
            }
            else if (char.IsWhiteSpace(c) && depth == 0 && isBlankDivider)
            {
                var next = at;
                SkipBlanks(text, ref next);
                if (next >= text.Length || (!IsOperator(last) && !IsOperator(text[next])) || text[next] == ',')
                {
                    return at;
                }

                at = next - 1;
                continue;
            }

            last = c;
        }

        return at;
    }

    private static bool IsOperator(char c) => c is '+' or '-' or '*' or '/' or '%' or '&' or '|' or '^' or '<' or '>' or '=' or '!' or '~';
}
