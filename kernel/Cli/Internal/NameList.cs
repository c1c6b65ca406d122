using FlexCap.Diagnostics;

namespace FlexCap.Cli.Internal;

/// <summary>A file of names, one a line; <c>#</c> begins a comment.</summary>
internal sealed class NameList
{
    private readonly string _path;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private NameList(string path) => _path = path;

    public static NameList Read(string path)
    {
        var names = new NameList(path);
        var line = 0;
        foreach (var text in InputFile.ReadText(path, "Give the path of a text file with one name a line.").Split('\n'))
        {
            line++;
            var name = text.Split('#')[0].Trim();
            if (name.Length > 0)
            {
                names._lines.TryAdd(name, line);
            }
        }

        return names;
    }

    public bool Contains(string name) => _lines.ContainsKey(name);

    /// <summary>A warning for every name that is not among the given, by line.</summary>
    public IReadOnlyList<Diagnostic> Unknown(IReadOnlySet<string> known) =>
    [
        .. _lines.Where(pair => !known.Contains(pair.Key)).OrderBy(pair => pair.Value).Select(pair => new Diagnostic(
            "FX0604", DiagnosticSeverity.Warning, new(_path, pair.Value, 1), $"No test is named '{pair.Key}'.", "Look for a slip in the name, or remove the line.")),
    ];

    public Diagnostic NothingLeft() =>
        new("FX0605", DiagnosticSeverity.Error, new(_path), "The file names no test of the inputs, so nothing would run.", "Name tests as the input does; an image a/b.elf below the folder is a__b.");
}
