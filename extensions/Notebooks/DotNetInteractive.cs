using System.Collections;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.Notebooks;

/// <summary>A place as .NET Interactive counts it: lines and characters from 0.</summary>
/// <param name="Line">Line, from 0.</param>
/// <param name="Character">Character in the line, from 0.</param>
public readonly record struct HostPosition(int Line, int Character);

/// <summary>
/// All that the glue in <c>interactive-extensions/dotnet/extension.dib</c> needs, without a reference to .NET Interactive:
/// upstream is archived, so the glue is compiled by the reader's own host and kept as thin as can be. One host process
/// has one session.
/// </summary>
public static class DotNetInteractive
{
    private static readonly FlexOSCellLanguage FlexOS = new();

    /// <summary>The session behind <c>#!flexos</c> cells in the host; it has no evaluator, since the host runs C# by itself.</summary>
    public static NotebookSession Session { get; } = CreateSession();

    /// <summary>Mime types that <see cref="Format"/> can be asked for, best first.</summary>
    public static IReadOnlyList<string> MimeTypes { get; } = ["text/html", "text/plain"];

    /// <summary>Types to register with the host's own formatters; strings, exceptions and other sequences stay the host's.</summary>
    public static IReadOnlyList<Type> FormattedTypes { get; } =
        [.. Session.Formatters.Types.Where(t => t != typeof(string) && t != typeof(Exception) && t != typeof(IEnumerable)), typeof(MimeBundle)];

    /// <summary>Options of the <c>#!flexos</c> line.</summary>
    public static IReadOnlyList<CellOption> Options => FlexOS.Options;

    /// <summary>
    /// What the reader should know about this host, or null: it has loaded an older FSharp.Core for its own F# than Plotly.NET
    /// or Deedle need.
    /// </summary>
    public static string? Warning => Session.Formatters.Unavailable.Count == 0
        ? null
        : $"FlexCap.Notebooks is ready, but not all of its libraries can be used in this host, which has loaded an older FSharp.Core than they need: {string.Join("; ", Session.Formatters.Unavailable)} "
            + "Everything else works, and charts of FlexCap results are shown as SVG pictures; the FlexCap Jupyter kernel shows interactive ones.";

    /// <summary>Tells FlexCap where output of the running cell goes.</summary>
    /// <param name="show">Shows a bundle and returns what replaces it.</param>
    /// <param name="write">Appends to standard output.</param>
    /// <param name="cancellation">Token of the running cell.</param>
    /// <param name="cellId">Something that is the same when the same cell runs again: its text.</param>
    public static void Attach(Func<MimeBundle, Action<MimeBundle>> show, Action<string> write, Func<CancellationToken> cancellation, Func<string> cellId)
    {
        ArgumentNullException.ThrowIfNull(show);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(cancellation);
        ArgumentNullException.ThrowIfNull(cellId);
        var display = new HostDisplay(show, write);
        CellContext.UseHost(() => new CellContext(display, Session.Formatters, cancellation()) { CellId = cellId() });
    }

    /// <summary>Executes a <c>#!flexos</c> cell and keeps its value in <see cref="Session"/>.</summary>
    /// <param name="code">Text below the <c>#!flexos</c> line.</param>
    /// <param name="options">Options of the line, with or without their dashes.</param>
    public static CellResult Execute(string code, IEnumerable<KeyValuePair<string, string>> options)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(options);
        Session.Formatters.Sources.Set(NotebookSession.CellFile, code);
        var named = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in options)
        {
            named[name.TrimStart('-')] = value;
        }

        var result = FlexOSCellLanguage.Execute(new Cell(code, named));
        if (result is { Name: { } variable, Value: { } shared })
        {
            // Without an evaluator this only stores the value, and completes at once.
            Session.SetValueAsync(variable, shared).GetAwaiter().GetResult();
        }

        return result;
    }

    /// <summary>Completions at a place of a <c>#!flexos</c> cell.</summary>
    public static CompletionList Complete(string code, int line, int character) => FlexOS.Complete(code, Offset(code, line, character));

    /// <summary>Documentation of what is at a place of a <c>#!flexos</c> cell, or null.</summary>
    public static MimeBundle? Inspect(string code, int line, int character) => FlexOS.Inspect(code, Offset(code, line, character));

    /// <summary>What is wrong with a <c>#!flexos</c> cell.</summary>
    public static IReadOnlyList<Diagnostic> Diagnose(string code) => FlexOS.Diagnose(code);

    /// <summary>The text that a failed cell shows: every diagnostic with its source line and caret.</summary>
    public static string ErrorText(IReadOnlyList<Diagnostic> diagnostics) => string.Join('\n', DiagnosticPrinter.Lines(diagnostics, Session.Formatters.Sources));

    /// <summary>First and last place that a diagnostic covers; a diagnostic without a place covers the beginning.</summary>
    public static (HostPosition Start, HostPosition End) Span(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        var at = diagnostic.Location;
        var start = new HostPosition(Math.Max(0, at.Line - 1), Math.Max(0, at.Column - 1));
        return (start, start with { Character = start.Character + Math.Max(1, at.Length) });
    }

    /// <summary>A value in one mime type; its text where it has no such form.</summary>
    public static string Format(object value, string mimeType)
    {
        var data = Session.Formatters.Format(value).Data;
        return data.TryGetValue(mimeType, out var content) ? content
            : mimeType == "text/html" ? Formatting.Html.Pre(data["text/plain"])
            : data["text/plain"];
    }

    /// <summary>Offset in a text of a place in it; places outside are moved to the nearest inside.</summary>
    public static int Offset(string code, int line, int character)
    {
        ArgumentNullException.ThrowIfNull(code);
        var offset = 0;
        for (var i = 0; i < line; i++)
        {
            var end = code.IndexOf('\n', offset);
            if (end < 0)
            {
                return code.Length;
            }

            offset = end + 1;
        }

        var lineEnd = code.IndexOf('\n', offset);
        return Math.Min(offset + Math.Max(0, character), lineEnd < 0 ? code.Length : lineEnd);
    }

    /// <summary>Place in a text of an offset in it.</summary>
    public static HostPosition Position(string code, int offset)
    {
        ArgumentNullException.ThrowIfNull(code);
        var before = code.AsSpan(0, Math.Clamp(offset, 0, code.Length));
        return new HostPosition(before.Count('\n'), before.Length - (before.LastIndexOf('\n') + 1));
    }

    /// <summary>The type under which C# cells see a configuration.</summary>
    public static Type ConfigurationType => typeof(Configuration);

    private static NotebookSession CreateSession()
    {
        Internal.FSharpCoreResolver.Install();
        return new NotebookSession();
    }

    private sealed class HostDisplay(Func<MimeBundle, Action<MimeBundle>> show, Action<string> write) : IDisplay
    {
        public IDisplayHandle Show(MimeBundle content) => new Handle(show(content));

        public void Write(string text) => write(text);
    }

    private sealed class Handle(Action<MimeBundle> update) : IDisplayHandle
    {
        public void Update(MimeBundle content) => update(content);
    }
}
