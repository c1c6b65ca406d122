using System.Collections;

namespace FlexCap.Diagnostics;

/// <summary>Collects the diagnostics of one input, so that a person sees all of them at once.</summary>
public sealed class DiagnosticBag : IReadOnlyList<Diagnostic>
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <inheritdoc/>
    public int Count => _diagnostics.Count;

    /// <summary>True once an error is in the bag.</summary>
    public bool HasErrors => _diagnostics.Exists(d => d.Severity == DiagnosticSeverity.Error);

    /// <inheritdoc/>
    public Diagnostic this[int index] => _diagnostics[index];

    /// <summary>Adds a diagnostic.</summary>
    public void Add(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        _diagnostics.Add(diagnostic);
    }

    /// <summary>Adds an error.</summary>
    public void Error(string id, SourceLocation location, string message, string help = "") =>
        Add(new Diagnostic(id, DiagnosticSeverity.Error, location, message, help));

    /// <summary>Adds a warning.</summary>
    public void Warning(string id, SourceLocation location, string message, string help = "") =>
        Add(new Diagnostic(id, DiagnosticSeverity.Warning, location, message, help));

    /// <summary>Throws <see cref="InputException"/> with everything collected so far if any of it is an error.</summary>
    public void ThrowIfErrors()
    {
        if (HasErrors)
        {
            throw new InputException([.. _diagnostics]);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _diagnostics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
