using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>Prints diagnostics as compilers do, each with its source line and a caret below what is wrong.</summary>
public static class DiagnosticPrinter
{
    /// <summary>Lines of text; one diagnostic takes one to four. Tabs in a source line are kept, so the caret stands right.</summary>
    /// <param name="diagnostics">What to print, in this order.</param>
    /// <param name="sources">Where source lines come from; a line that it lacks is left out.</param>
    public static IReadOnlyList<string> Lines(IEnumerable<Diagnostic> diagnostics, SourceTexts sources)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        ArgumentNullException.ThrowIfNull(sources);
        var lines = new List<string>();
        foreach (var diagnostic in diagnostics)
        {
            lines.Add((diagnostic with { Help = "" }).ToString());
            if (Excerpt(diagnostic.Location, sources) is { } excerpt)
            {
                lines.Add(excerpt.Source);
                lines.Add(excerpt.Caret);
            }

            if (diagnostic.Help.Length > 0)
            {
                lines.Add("    help: " + diagnostic.Help);
            }
        }

        return lines;
    }

    /// <summary>The source line of a location and a line with carets below the place; null where the source is not known.</summary>
    internal static (string Source, string Caret)? Excerpt(SourceLocation location, SourceTexts sources)
    {
        if (sources.Line(location.File, location.Line) is not { } source)
        {
            return null;
        }

        var margin = location.Line.ToString();
        var column = Math.Clamp(location.Column, 1, source.Length + 1);
        var indent = string.Concat(source.Take(column - 1).Select(c => c == '\t' ? '\t' : ' '));
        var length = Math.Clamp(location.Length, 1, Math.Max(1, source.Length - column + 1));
        return ($"    {margin} | {source}", $"    {new string(' ', margin.Length)} | {indent}{new string('^', length)}");
    }
}
