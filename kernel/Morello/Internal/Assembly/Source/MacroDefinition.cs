using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>A parameter of a macro.</summary>
/// <param name="Name">Name, used as <c>\name</c>.</param>
/// <param name="Default">Text where no argument is given.</param>
/// <param name="IsRequired">True for <c>name:req</c>.</param>
/// <param name="IsVariadic">True for <c>name:vararg</c>, which takes the rest of the line.</param>
internal sealed record MacroParameter(string Name, string Default = "", bool IsRequired = false, bool IsVariadic = false);

/// <summary>A macro as it was defined.</summary>
internal sealed record MacroDefinition(string Name, IReadOnlyList<MacroParameter> Parameters, IReadOnlyList<SourceStatement> Body, Place DefinedAt)
{
    /// <summary>
    /// A statement with arguments put in for <c>\name</c>, the count for <c>\@</c>, and nothing for <c>\()</c>. A name that is no
    /// parameter stays, for a macro or repetition inside.
    /// </summary>
    public static string Substitute(string text, IReadOnlyDictionary<string, string> arguments, string? count)
    {
        var at = text.IndexOf('\\', StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder();
        var copied = 0;
        for (; at >= 0 && at + 1 < text.Length; at = text.IndexOf('\\', at))
        {
            result.Append(text, copied, at - copied);
            copied = at;
            var (value, length) = Find(text.AsSpan(at + 1), arguments, count);
            if (value is null)
            {
                // "\\" must not make the second backslash begin a name.
                at += text[at + 1] == '\\' ? 2 : 1;
            }
            else
            {
                result.Append(value);
                at += 1 + length;
                copied = at;
            }

            if (at >= text.Length)
            {
                break;
            }
        }

        return result.Append(text, copied, text.Length - copied).ToString();
    }

    // The longest name that is a parameter; a dot may end it, so that \reg.8b works as \reg\().8b does.
    private static (string? Value, int Length) Find(ReadOnlySpan<char> rest, IReadOnlyDictionary<string, string> arguments, string? count)
    {
        if (rest.StartsWith("()"))
        {
            return ("", 2);
        }

        if (rest[0] == '@' && count is not null)
        {
            return (count, 1);
        }

        var length = 0;
        while (length < rest.Length && Lexer.ContinuesName(rest[length]))
        {
            length++;
        }

        for (var name = rest[..length]; !name.IsEmpty; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            if (arguments.TryGetValue(name.ToString(), out var value))
            {
                return (value, name.Length);
            }
        }

        return (null, 0);
    }
}
