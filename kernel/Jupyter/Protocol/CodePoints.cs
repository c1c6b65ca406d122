using System.Text;

namespace FlexCap.Jupyter.Protocol;

/// <summary>Jupyter counts positions in Unicode code points since protocol 5.2; .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>UTF-16 index of a code point; positions outside of the text are moved to its ends.</summary>
    public static int ToUtf16(string text, int position)
    {
        var index = 0;
        for (; position > 0 && index < text.Length; position--)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out _, out var units);
            index += units;
        }

        return index;
    }

    /// <summary>Number of code points before a UTF-16 index.</summary>
    public static int FromUtf16(string text, int index)
    {
        var count = 0;
        for (var i = 0; i < Math.Min(index, text.Length);)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out _, out var units);
            i += units;
            count++;
        }

        return count;
    }
}
