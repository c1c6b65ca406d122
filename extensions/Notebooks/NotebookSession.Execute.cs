using FlexCap.Diagnostics;
using FlexCap.Notebooks.Internal;

namespace FlexCap.Notebooks;

public sealed partial class NotebookSession
{
    /// <summary>
    /// Executes a cell. Never throws for what the cell does: errors of any kind come back as
    /// <see cref="CellOutcome.Error"/>. Segments run in order; the first that fails ends the cell. Warnings and the
    /// results of all segments but the last are shown through <paramref name="display"/>.
    /// </summary>
    /// <param name="code">Text of the cell.</param>
    /// <param name="display">Where output goes.</param>
    /// <param name="cellId">The front end's id of the cell, or null if it gives none (the text then stands for it).</param>
    /// <param name="cancellation">Signalled to interrupt.</param>
    public async Task<CellOutcome> ExecuteAsync(string code, IDisplay display, string? cellId = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(display);
        var context = new CellContext(display, Formatters, cancellation) { CellId = cellId ?? code };
        using var scope = context.Enter();
        Formatters.Sources.Set(CellFile, code);
        try
        {
            var segments = CellSplitter.Split(code, CellFile);
            var errors = segments.SelectMany(CheckDirective).ToList();
            if (errors.Count > 0)
            {
                return Failed(errors);
            }

            object? value = null;
            foreach (var segment in Schedule(segments))
            {
                if (value is not null)
                {
                    display.Show(Formatters.Format(value));
                }

                cancellation.ThrowIfCancellationRequested();
                (value, var diagnostics) = await segment(display, cancellation).ConfigureAwait(false);
                if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
                {
                    return Failed(diagnostics);
                }

                if (diagnostics.Count > 0)
                {
                    display.Show(Formatters.Format(diagnostics));
                }
            }

            return new CellOutcome(value, value is null ? null : Formatters.Format(value), null);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new CellOutcome(null, null, new CellError(InterruptedName, "The cell was interrupted.", ["The cell was interrupted."], []));
        }
        catch (InputException e)
        {
            return Failed(e.Diagnostics);
        }
#pragma warning disable CA1031 // Whatever a cell throws is that cell's result; the session goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new CellOutcome(null, null, new CellError(e.GetType().Name, e.Message, ExceptionText.Lines(e), []));
        }
    }

    internal const string CellFile = "<cell>";

    private delegate Task<(object? Value, IReadOnlyList<Diagnostic> Diagnostics)> Step(IDisplay display, CancellationToken cancellation);

    /// <summary>What to run, in order. A magic keeps the language of the text around it.</summary>
    private IEnumerable<Step> Schedule(IReadOnlyList<CellSegment> segments)
    {
        ICellLanguage? language = null;
        IReadOnlyDictionary<string, string> options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            if (segment.Directive is { } directive)
            {
                if (_magics.TryGetValue(directive.Name, out var magic))
                {
                    yield return async (display, cancellation) =>
                    {
                        var result = await magic.ExecuteAsync(new MagicCall(this, directive.Options), display, cancellation).ConfigureAwait(false);
                        return (await ShareAsync(result).ConfigureAwait(false), result.Diagnostics);
                    };
                }
                else
                {
                    language = _languages.GetValueOrDefault(directive.Name);
                    options = directive.Options;
                }
            }

            if (language is { } cellLanguage && (!segment.IsEmpty || segment.Directive is not null && !_magics.ContainsKey(segment.Directive.Name)))
            {
                var cell = new Cell(segment.Code, options);
                yield return async (display, cancellation) =>
                {
                    var result = await cellLanguage.ExecuteAsync(cell, display, cancellation).ConfigureAwait(false);
                    return (await ShareAsync(result).ConfigureAwait(false), result.Diagnostics);
                };
            }
            else if (language is null && !segment.IsEmpty)
            {
                yield return (_, cancellation) => EvaluateAsync(segment.Code, cancellation);
            }
        }
    }

    private async Task<(object? Value, IReadOnlyList<Diagnostic> Diagnostics)> EvaluateAsync(string code, CancellationToken cancellation)
    {
        if (Evaluator is null)
        {
            throw new InvalidOperationException("This session has no evaluator for C#.");
        }

        var result = await Evaluator.EvaluateAsync(code, cancellation).ConfigureAwait(false);
        if (result.Exception is { } exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
        }

        // A cell that ends in display(x) has shown x already; the handle is no result.
        // Warnings of the C# compiler (an unawaited call, an unused variable) would bury a notebook's output.
        return (result.Value is DisplayedValue ? null : result.Value, [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    private async Task<object?> ShareAsync(CellResult result)
    {
        if (result is { Name: { } name, Value: { } value })
        {
            await SetValueAsync(name, value).ConfigureAwait(false);
        }

        return result.Value;
    }

    private CellOutcome Failed(IReadOnlyList<Diagnostic> diagnostics)
    {
        var lines = DiagnosticPrinter.Lines(diagnostics, Formatters.Sources);
        var first = diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
        return new CellOutcome(null, null, new CellError("InputError", $"{first.Id}: {first.Message}", lines, diagnostics));
    }
}
