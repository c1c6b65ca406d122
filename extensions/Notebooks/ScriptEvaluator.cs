using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>What a script gave back: a value, or diagnostics of the compiler, or the exception that it threw.</summary>
/// <param name="Value">Value of the last expression, or null.</param>
/// <param name="Diagnostics">Compiler errors and warnings, located in the code that was given.</param>
/// <param name="Exception">What the script threw, or null.</param>
public sealed record ScriptResult(object? Value, IReadOnlyList<Diagnostic> Diagnostics, Exception? Exception = null)
{
    /// <summary>True if the script compiled and ran to its end.</summary>
    public bool Succeeded => Exception is null && !Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
}

/// <summary>Whether a front end should send a cell or let the person go on typing (Jupyter's <c>is_complete_reply</c>).</summary>
public enum Completeness
{
    /// <summary>Can be executed.</summary>
    Complete,

    /// <summary>More text is needed.</summary>
    Incomplete,

    /// <summary>No continuation makes it valid.</summary>
    Invalid,
}

/// <summary>
/// The evaluator of the default language, C#. It keeps its variables from cell to cell. Implemented by each host;
/// <see cref="NotebookSession"/> calls it, one cell at a time, with <see cref="CellContext.Current"/> set.
/// </summary>
public interface IScriptEvaluator
{
    /// <summary>Compiles and runs code. Never throws for what the code does; stops as soon as it can when <paramref name="cancellation"/> is signalled.</summary>
    Task<ScriptResult> EvaluateAsync(string code, CancellationToken cancellation);

    /// <summary>Declares or replaces a variable of the value's own public type, so that later code sees it by name.</summary>
    /// <param name="name">A valid C# identifier.</param>
    /// <param name="value">The value; shared, not copied.</param>
    Task SetVariableAsync(string name, object value);

    /// <summary>Reads a variable; false if there is none of that name.</summary>
    bool TryGetVariable(string name, out object? value);

    /// <summary>Completions at a position (characters from 0).</summary>
    Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation);

    /// <summary>Documentation of what is at a position, or null.</summary>
    Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation);

    /// <summary>What is wrong with code, without executing it.</summary>
    Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(string code, CancellationToken cancellation);

    /// <summary>Whether code can be executed as it stands.</summary>
    Completeness CheckCompleteness(string code);
}
