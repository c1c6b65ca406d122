using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>A cell's failure in the three parts that Jupyter's <c>error</c> message has.</summary>
/// <param name="Name">Kind of error, such as <c>InputError</c> or the exception's type name.</param>
/// <param name="Message">One or more lines.</param>
/// <param name="Traceback">Lines to show, the message among them.</param>
/// <param name="Diagnostics">Located errors, where there are any.</param>
public sealed record CellError(string Name, string Message, IReadOnlyList<string> Traceback, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>What a cell came to.</summary>
/// <param name="Value">The cell's result, or null.</param>
/// <param name="Result">Its formatted form (Jupyter's <c>execute_result</c>), or null if there is none.</param>
/// <param name="Error">Why the cell failed, or null.</param>
public sealed record CellOutcome(object? Value, MimeBundle? Result, CellError? Error)
{
    /// <summary>True if the cell ran to its end.</summary>
    public bool Succeeded => Error is null;

    /// <summary>True if the person interrupted the cell.</summary>
    public bool Interrupted => Error?.Name == NotebookSession.InterruptedName;
}

/// <summary>
/// One notebook's session, whatever the host: cuts cells into segments, sends each to its language, keeps the values
/// that cells share by name, and formats results. Cells run one at a time; the other methods may be called while one runs.
/// </summary>
public sealed partial class NotebookSession
{
    internal const string InterruptedName = "Interrupted";

    private readonly SortedDictionary<string, ICellLanguage> _languages = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, IMagic> _magics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>Creates a session with the built-in languages (<c>#!flexos</c>) and magics (<c>#!help</c>, <c>#!who</c>).</summary>
    /// <param name="evaluator">Evaluator of C#, or null in a host that runs C# cells by itself.</param>
    /// <param name="formatters">How values are shown; a new registry with the built-in formatters if null.</param>
    public NotebookSession(IScriptEvaluator? evaluator = null, Formatters? formatters = null)
    {
        Evaluator = evaluator;
        Formatters = formatters ?? new Formatters();
        Add(new FlexOSCellLanguage());
        Add(new HelpMagic());
        Add(new WhoMagic());
    }

    /// <summary>Evaluator of C#, or null.</summary>
    public IScriptEvaluator? Evaluator { get; }

    /// <summary>How values are shown.</summary>
    public Formatters Formatters { get; }

    /// <summary>Cell languages, by name; C# is not among them.</summary>
    public IReadOnlyCollection<ICellLanguage> Languages => _languages.Values;

    /// <summary>Magics, by name.</summary>
    public IReadOnlyCollection<IMagic> Magics => _magics.Values;

    /// <summary>Names that the directive for C# answers to.</summary>
    public static IReadOnlyList<string> CSharpNames { get; } = ["csharp", "c#", "cs"];

    /// <summary>Adds a cell language; throws <see cref="ArgumentException"/> if its name is taken.</summary>
    public void Add(ICellLanguage language)
    {
        ArgumentNullException.ThrowIfNull(language);
        Claim(language.Name);
        _languages.Add(language.Name, language);
    }

    /// <summary>Adds a magic; throws <see cref="ArgumentException"/> if its name is taken.</summary>
    public void Add(IMagic magic)
    {
        ArgumentNullException.ThrowIfNull(magic);
        Claim(magic.Name);
        _magics.Add(magic.Name, magic);
    }

    /// <summary>Values that cells have shared by name, ordered by name.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Values
    {
        get
        {
            lock (_gate)
            {
                return [.. _values.Select(v => KeyValuePair.Create(v.Key, v.Value))];
            }
        }
    }

    /// <summary>Shares a value under a name; C# cells see it as a variable.</summary>
    /// <param name="name">A C# identifier; <see cref="ArgumentException"/> otherwise.</param>
    /// <param name="value">The value; shared, not copied.</param>
    public async Task SetValueAsync(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!Identifiers.IsIdentifier(name))
        {
            throw new ArgumentException($"'{name}' is not a C# identifier.", nameof(name));
        }

        if (Evaluator is not null)
        {
            await Evaluator.SetVariableAsync(name, value).ConfigureAwait(false);
        }

        lock (_gate)
        {
            _values[name] = value;
        }
    }

    /// <summary>Reads a value by name: a C# variable or, without an evaluator, what was shared last.</summary>
    public bool TryGetValue(string name, out object? value)
    {
        if (Evaluator is not null && Evaluator.TryGetVariable(name, out value))
        {
            return true;
        }

        lock (_gate)
        {
            return _values.TryGetValue(name, out value);
        }
    }

    private void Claim(string name)
    {
        if (_languages.ContainsKey(name) || _magics.ContainsKey(name) || CSharpNames.Contains(name))
        {
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
        }
    }
}
