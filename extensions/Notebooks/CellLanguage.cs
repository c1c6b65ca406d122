using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

/// <summary>One result in several representations, by mime type (Jupyter's <i>mime bundle</i>). Keys are ordered for stable output.</summary>
/// <param name="Data">Mime type to text; <c>text/plain</c> is always present. Mime types ending in <c>json</c> hold JSON text.</param>
public sealed record MimeBundle(IReadOnlyDictionary<string, string> Data)
{
    /// <summary>A bundle of plain text.</summary>
    public static MimeBundle Plain(string text) => new(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["text/plain"] = text });

    /// <summary>A bundle of HTML with its text form.</summary>
    public static MimeBundle Html(string html, string text) =>
        new(new SortedDictionary<string, string>(StringComparer.Ordinal) { ["text/html"] = html, ["text/plain"] = text });
}

/// <summary>Something on display that can be replaced in place.</summary>
public interface IDisplayHandle
{
    /// <summary>Replaces what is shown.</summary>
    void Update(MimeBundle content);
}

/// <summary>Where a cell's output goes. Implemented by each host.</summary>
public interface IDisplay
{
    /// <summary>Shows a bundle and returns a handle to replace it.</summary>
    IDisplayHandle Show(MimeBundle content);

    /// <summary>Appends to the cell's standard output.</summary>
    void Write(string text);

    /// <summary>Removes what the cell has shown so far; does nothing in a host that cannot.</summary>
    /// <param name="wait">True to keep it until the next output replaces it, which avoids flicker.</param>
    void Clear(bool wait = false) { }
}

/// <summary>One completion.</summary>
/// <param name="Text">Text to insert.</param>
/// <param name="Kind">Kind of thing (<c>key</c>, <c>compartment</c>, <c>micro-library</c>, <c>mechanism</c>).</param>
/// <param name="Documentation">One sentence, or empty.</param>
public sealed record Completion(string Text, string Kind, string Documentation);

/// <summary>Completions and the text they replace.</summary>
/// <param name="Start">First character replaced, from 0.</param>
/// <param name="End">Character after the last one replaced.</param>
/// <param name="Items">Completions, best first.</param>
public sealed record CompletionList(int Start, int End, IReadOnlyList<Completion> Items);

/// <summary>A cell to execute.</summary>
/// <param name="Code">
/// Text below the <c>#!…</c> line, preceded by one empty line for every line above it in the cell: lines count as the
/// person counts them.
/// </param>
/// <param name="Options">Options of the <c>#!…</c> line, by name without dashes (<c>--name two</c> gives <c>name</c> → <c>two</c>).</param>
public sealed record Cell(string Code, IReadOnlyDictionary<string, string> Options);

/// <summary>What a cell language gives back.</summary>
/// <param name="Name">Name of the variable that other cells see, or null for none.</param>
/// <param name="Value">The value, or null.</param>
/// <param name="Diagnostics">Errors and warnings; with an error, <paramref name="Value"/> is null.</param>
public sealed record CellResult(string? Name, object? Value, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>An option of a <c>#!…</c> line.</summary>
/// <param name="Name">Name without dashes.</param>
/// <param name="Description">One line for help and completion.</param>
/// <param name="Values">The values allowed, or empty where any text is.</param>
/// <param name="IsFlag">True if it takes no value; <see cref="Cell.Options"/> then holds <c>true</c>.</param>
public sealed record CellOption(string Name, string Description, IReadOnlyList<string> Values, bool IsFlag = false);

/// <summary>A language that a cell can be written in, chosen by a first line such as <c>#!flexos</c>. Knows no host.</summary>
public interface ICellLanguage
{
    /// <summary>Name after <c>#!</c>.</summary>
    string Name { get; }

    /// <summary>One line for help.</summary>
    string Description { get; }

    /// <summary>Options that the <c>#!…</c> line takes, in the order of help; any other is an error (FX0503).</summary>
    IReadOnlyList<CellOption> Options => [];

    /// <summary>Executes a cell.</summary>
    Task<CellResult> ExecuteAsync(Cell cell, IDisplay display, CancellationToken cancellation);

    /// <summary>Completions at a position (characters from 0).</summary>
    CompletionList Complete(string code, int position);

    /// <summary>Documentation of what is at a position, or null.</summary>
    MimeBundle? Inspect(string code, int position);

    /// <summary>What is wrong with a cell, without executing it.</summary>
    IReadOnlyList<Diagnostic> Diagnose(string code);
}
