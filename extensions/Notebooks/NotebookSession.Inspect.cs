using FlexCap.Diagnostics;

namespace FlexCap.Notebooks;

public sealed partial class NotebookSession
{
    /// <summary>Completions at a position of a cell (characters from 0): names and options on <c>#!</c> lines, else what the language offers.</summary>
    public async Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation = default)
    {
        var (segment, language, isDirective) = Find(code, position);
        if (isDirective)
        {
            return CompleteDirective(code, segment!.DirectiveStart, position);
        }

        var (start, padded) = segment is null ? (0, 0) : (segment.CodeStart, segment.Padding);
        var text = segment?.Code ?? code;
        var shift = start - padded;
        var list = language is not null
            ? language.Complete(text, position - shift)
            : Evaluator is not null ? await Evaluator.CompleteAsync(text, position - shift, cancellation).ConfigureAwait(false) : new CompletionList(position, position, []);
        return list with { Start = list.Start + shift, End = list.End + shift };
    }

    /// <summary>Documentation of what is at a position of a cell (characters from 0), or null.</summary>
    public async Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation = default)
    {
        var (segment, language, isDirective) = Find(code, position);
        if (isDirective)
        {
            return InspectDirective(segment!.Directive!);
        }

        var shift = segment is null ? 0 : segment.CodeStart - segment.Padding;
        var text = segment?.Code ?? code;
        return language is not null
            ? language.Inspect(text, position - shift)
            : Evaluator is null ? null : await Evaluator.InspectAsync(text, position - shift, cancellation).ConfigureAwait(false);
    }

    /// <summary>What is wrong with a cell, in the order of the text, without executing it.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnoseAsync(string code, CancellationToken cancellation = default)
    {
        var diagnostics = new List<Diagnostic>();
        ICellLanguage? language = null;
        foreach (var segment in CellSplitter.Split(code, CellFile))
        {
            diagnostics.AddRange(CheckDirective(segment));
            language = LanguageAfter(segment, language);
            if (language is not null)
            {
                diagnostics.AddRange(segment.IsEmpty && IsMagic(segment) ? [] : language.Diagnose(segment.Code));
            }
            else if (Evaluator is not null && !segment.IsEmpty)
            {
                diagnostics.AddRange(await Evaluator.DiagnoseAsync(segment.Code, cancellation).ConfigureAwait(false));
            }
        }

        return diagnostics;
    }

    /// <summary>Whether a front end should send the cell: that of its last segment; cells in other languages than C# are always complete.</summary>
    public Completeness CheckCompleteness(string code)
    {
        var segments = CellSplitter.Split(code, CellFile);
        ICellLanguage? language = null;
        foreach (var segment in segments)
        {
            language = LanguageAfter(segment, language);
        }

        return segments.Count == 0 || language is not null || Evaluator is null || segments[^1].IsEmpty
            ? Completeness.Complete
            : Evaluator.CheckCompleteness(segments[^1].Code);
    }

    private (CellSegment? Segment, ICellLanguage? Language, bool IsDirective) Find(string code, int position)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, code.Length);
        CellSegment? found = null;
        ICellLanguage? language = null;
        foreach (var segment in CellSplitter.Split(code, CellFile))
        {
            if (segment.Directive is not null && segment.DirectiveStart > position)
            {
                break;
            }

            found = segment;
            language = LanguageAfter(segment, language);
        }

        // At the end of a text whose last line is a directive, CodeStart equals the position and yet we are on the line.
        var onLine = found?.Directive is not null
            && !code.AsSpan(found.DirectiveStart, position - found.DirectiveStart).Contains('\n');
        return (found, language, onLine);
    }

    private ICellLanguage? LanguageAfter(CellSegment segment, ICellLanguage? before) =>
        segment.Directive is null || IsMagic(segment) ? before : _languages.GetValueOrDefault(segment.Directive.Name);

    private bool IsMagic(CellSegment segment) => segment.Directive is { } d && _magics.ContainsKey(d.Name);
}
