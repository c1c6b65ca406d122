namespace FlexCap.Notebooks.Internal;

/// <summary>Text of an exception as a person wants it: type, message, inner causes and the person's own frames.</summary>
internal static class ExceptionText
{
    internal static IReadOnlyList<string> Lines(Exception exception)
    {
        var lines = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            lines.Add($"{(lines.Count == 0 ? "" : "caused by ")}{e.GetType().Name}: {e.Message}");
            lines.AddRange((e.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Where(IsTelling).Take(20).Select(f => "   " + f));
        }

        return lines;
    }

    // Frames of the async machinery and of the script host say nothing about the person's code.
    private static bool IsTelling(string frame) =>
        !frame.StartsWith("---", StringComparison.Ordinal)
        && !frame.Contains("Microsoft.CodeAnalysis.Scripting", StringComparison.Ordinal)
        && !frame.Contains("System.Runtime.CompilerServices", StringComparison.Ordinal)
        && !frame.Contains("System.Threading", StringComparison.Ordinal)
        && !frame.Contains("ExceptionDispatchInfo", StringComparison.Ordinal)
        && !frame.Contains("NotebookSession", StringComparison.Ordinal);
}
