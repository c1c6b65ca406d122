namespace FlexCap.Notebooks;

/// <summary>Texts that diagnostics point into, by the name in <see cref="Diagnostics.SourceLocation.File"/>, so that the line can be shown.</summary>
public sealed class SourceTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Stores or replaces a text.</summary>
    public void Set(string file, string text)
    {
        lock (_gate)
        {
            _texts[file] = text;
        }
    }

    /// <summary>A line of a stored text (from 1) without its end, or null.</summary>
    public string? Line(string file, int line)
    {
        lock (_gate)
        {
            if (line < 1 || !_texts.TryGetValue(file, out var text))
            {
                return null;
            }

            var lines = text.Split('\n');
            return line <= lines.Length ? lines[line - 1].TrimEnd('\r') : null;
        }
    }
}
