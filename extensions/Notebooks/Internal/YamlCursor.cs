namespace FlexCap.Notebooks.Internal;

/// <summary>
/// Where a position stands in YAML that is still being typed. Reads indentation, as a person does: a parser would reject
/// most texts in that state.
/// </summary>
/// <param name="Path">Keys of the mappings around the position, outermost first; list items are passed over.</param>
/// <param name="Key">The key whose value the position is in, or null if it is in a key.</param>
/// <param name="Start">Offset of the word at the position.</param>
/// <param name="End">Offset after it.</param>
/// <param name="InText">True inside a comment, where nothing can be completed.</param>
internal sealed record YamlCursor(IReadOnlyList<string> Path, string? Key, int Start, int End, bool InText)
{
    internal static YamlCursor At(string code, int position)
    {
        var lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        var before = code[lineStart..position];
        var start = position;
        while (start > lineStart && IsWord(code[start - 1]))
        {
            start--;
        }

        var end = position;
        while (end < code.Length && IsWord(code[end]))
        {
            end++;
        }

        if (IsComment(before))
        {
            return new YamlCursor([], null, start, end, true);
        }

        var (indent, content) = Split(before);
        var path = Ancestors(code[..lineStart].Split('\n'), indent);
        var key = ReadKeys(content, path);
        return new YamlCursor(path, key, start, end, false);
    }

    /// <summary>The keys on the line before the position: <c>mechanism: {driver: mo</c> adds a mapping and leaves a key.</summary>
    private static string? ReadKeys(string content, List<string> path)
    {
        string? key = null;
        foreach (var part in content.Split('{'))
        {
            if (key is not null)
            {
                path.Add(key);
            }

            var entry = part[(part.LastIndexOf(',') + 1)..];
            var colon = entry.IndexOf(": ", StringComparison.Ordinal);
            key = colon < 0 ? entry.EndsWith(':') ? entry[..^1].Trim() : null : entry[..colon].Trim();
        }

        return key;
    }

    private static List<string> Ancestors(string[] lines, int indent)
    {
        var path = new List<string>();
        for (var i = lines.Length - 1; i >= 0 && indent > 0; i--)
        {
            var (own, content) = Split(lines[i].TrimEnd('\r'));
            if (content.Length == 0 || content[0] == '#' || own >= indent)
            {
                continue;
            }

            var colon = content.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                path.Insert(0, content[..colon].Trim().Trim('"', '\''));
            }

            indent = own;
        }

        return path;
    }

    /// <summary>Column where the text of a line begins, the dashes of list items counted as indentation, and that text.</summary>
    private static (int Indent, string Content) Split(string line)
    {
        var i = 0;
        while (i < line.Length && (line[i] == ' ' || (line[i] == '-' && (i + 1 == line.Length || line[i + 1] == ' '))))
        {
            i++;
        }

        return (i, line[i..]);
    }

    private static bool IsComment(string before)
    {
        var hash = before.IndexOf('#', StringComparison.Ordinal);
        return hash == 0 || (hash > 0 && before[hash - 1] is ' ' or '\t');
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
