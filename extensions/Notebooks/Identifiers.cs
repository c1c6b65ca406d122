using System.Text;

namespace FlexCap.Notebooks;

/// <summary>Names of values that cells share: C# identifiers that are not keywords.</summary>
public static class Identifiers
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum "
        + "event explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace "
        + "new null object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc "
        + "static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while")
        .Split(' '), StringComparer.Ordinal);

    /// <summary>True for an ASCII letter or underscore followed by letters, digits and underscores, that is no keyword of C#.</summary>
    public static bool IsIdentifier(string? name) =>
        !string.IsNullOrEmpty(name) && !char.IsAsciiDigit(name[0]) && name.All(IsPart) && !Keywords.Contains(name);

    /// <summary>The nearest identifier: other characters become underscores (<c>two-compartments</c> gives <c>two_compartments</c>).</summary>
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder();
        foreach (var c in name)
        {
            text.Append(IsPart(c) ? c : '_');
        }

        if (text.Length == 0 || char.IsAsciiDigit(text[0]) || Keywords.Contains(text.ToString()))
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    private static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
