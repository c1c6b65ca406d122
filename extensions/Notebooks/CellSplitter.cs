using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>A <c>#!name --option value</c> line.</summary>
/// <param name="Name">Name after <c>#!</c>.</param>
/// <param name="Options">Options by name without dashes; a flag has the value <c>true</c>.</param>
/// <param name="Locations">Where each option stands.</param>
/// <param name="Location">Where the name stands.</param>
/// <param name="Diagnostics">What is wrong with the line itself.</param>
public sealed record DirectiveLine(
    string Name,
    IReadOnlyDictionary<string, string> Options,
    IReadOnlyDictionary<string, SourceLocation> Locations,
    SourceLocation Location,
    IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A piece of a cell: a directive line, or text in one language.</summary>
/// <param name="Directive">The directive, or null for the text before the first one.</param>
/// <param name="Code">Text below the directive, preceded by one empty line for every line above it in the cell.</param>
/// <param name="DirectiveStart">Offset of the directive line in the cell, in characters.</param>
/// <param name="CodeStart">Offset of the text below the directive in the cell, in characters.</param>
/// <param name="Padding">Number of characters in <paramref name="Code"/> before that text.</param>
public sealed record CellSegment(DirectiveLine? Directive, string Code, int DirectiveStart, int CodeStart, int Padding)
{
    /// <summary>True if there is nothing but white space below the directive.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Code);
}

/// <summary>Cuts a cell into segments at its <c>#!…</c> lines. A <c>#!</c> counts only in the first column; <c>#!/</c> (a shebang) is text.</summary>
public static class CellSplitter
{
    /// <summary>Splits a cell; the segments cover it without gaps, in order. Line ends may be LF or CR LF.</summary>
    /// <param name="text">The cell.</param>
    /// <param name="file">Name for locations.</param>
    public static IReadOnlyList<CellSegment> Split(string text, string file = "<cell>")
    {
        ArgumentNullException.ThrowIfNull(text);
        var segments = new List<CellSegment>();
        DirectiveLine? directive = null;
        var directiveStart = 0;
        var codeStart = 0;
        var codeLine = 0;
        var offset = 0;
        for (var line = 0; offset <= text.Length; line++)
        {
            var end = text.IndexOf('\n', offset);
            var next = end < 0 ? text.Length + 1 : end + 1;
            var content = text.AsSpan(offset, (end < 0 ? text.Length : end) - offset).TrimEnd('\r');
            if (IsDirective(content))
            {
                Close(offset);
                directive = Internal.DirectiveParser.Parse(content.ToString(), file, line + 1);
                directiveStart = offset;
                codeStart = Math.Min(next, text.Length);
                codeLine = line + 1;
            }

            offset = next;
        }

        Close(text.Length);
        return segments;

        void Close(int end)
        {
            var code = text[codeStart..end];
            if (directive is not null || code.Length > 0)
            {
                segments.Add(new CellSegment(directive, new string('\n', codeLine) + code, directiveStart, codeStart, codeLine));
            }
        }
    }

    private static bool IsDirective(ReadOnlySpan<char> line) => line.StartsWith("#!") && !line.StartsWith("#!/");
}
