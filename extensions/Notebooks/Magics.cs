using FlexCap.Notebooks.Formatting;

namespace FlexCap.Notebooks;

/// <summary><c>#!help</c>: lists languages and magics with their options.</summary>
public sealed class HelpMagic : IMagic
{
    /// <inheritdoc/>
    public string Name => "help";

    /// <inheritdoc/>
    public string Description => "Lists the languages and magics of this notebook.";

    /// <inheritdoc/>
    public Task<CellResult> ExecuteAsync(MagicCall use, IDisplay display, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(use);
        var rows = new List<IReadOnlyList<string>> { new[] { "#!" + NotebookSession.CSharpNames[0], "language", "", use.Session.Describe(NotebookSession.CSharpNames[0]) } };
        rows.AddRange(use.Session.Languages.Select(l => Row("language", l.Name, l.Options, l.Description)));
        rows.AddRange(use.Session.Magics.Select(m => Row("magic", m.Name, m.Options, m.Description)));
        return Task.FromResult(new CellResult(null, new Table("Languages and magics", [new("line"), new("kind"), new("options"), new("what it does")], rows), []));
    }

    private static string[] Row(string kind, string name, IReadOnlyList<CellOption> options, string description) =>
        ["#!" + name, kind, string.Join(' ', options.Select(Usage)), description];

    private static string Usage(CellOption option) =>
        option.IsFlag ? $"[--{option.Name}]" : $"[--{option.Name} {(option.Values.Count > 0 ? string.Join('|', option.Values) : "TEXT")}]";
}

/// <summary><c>#!who</c>: lists the values that cells have shared by name.</summary>
public sealed class WhoMagic : IMagic
{
    /// <inheritdoc/>
    public string Name => "who";

    /// <inheritdoc/>
    public string Description => "Lists the values that cells have shared by name.";

    /// <inheritdoc/>
    public Task<CellResult> ExecuteAsync(MagicCall use, IDisplay display, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(use);
        var rows = use.Session.Values.Select(v => (IReadOnlyList<string>)[v.Key, TypeNames.Short(v.Value.GetType())]).ToList();
        return Task.FromResult(new CellResult(null, new Table("Shared values", [new("name"), new("type")], rows), []));
    }
}
