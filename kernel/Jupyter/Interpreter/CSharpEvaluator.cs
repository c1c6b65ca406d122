using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>C# cells on Roslyn's scripting: every cell is a submission that sees the variables, methods, types and usings of those before it.</summary>
internal sealed class CSharpEvaluator : IScriptEvaluator
{
    private const string CellFile = "<cell>";

    private static readonly ScriptOptions s_options = ScriptOptions.Default
        .WithReferences(ScriptEnvironment.References)
        .WithImports(ScriptEnvironment.Imports)
        .WithOptimizationLevel(OptimizationLevel.Release)
        // Line numbers in stack traces come from the debug information.
        .WithEmitDebugInformation(true)
        .WithFileEncoding(Encoding.UTF8)
        .WithAllowUnsafe(true)
        .WithLanguageVersion(LanguageVersion.Latest);

    private readonly CSharpIntrospection _introspection = new();
    private readonly Lock _gate = new();
    private ScriptState<object>? _state;
    private int _generation;

    /// <summary>Name that stack frames give to the cells evaluated from now on.</summary>
    public string CellName { get; set; } = CellFile;

    /// <summary>Version of C#.</summary>
    public static string LanguageVersionText => LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString();

    public Task<ScriptResult> EvaluateAsync(string code, CancellationToken cancellation) => EvaluateAsync(code, isOwn: false, cancellation);

    public async Task SetVariableAsync(string name, object value)
    {
        var ticket = SharedValues.Put(value);
        var type = TypeNames.Of(value.GetType());
        var result = await EvaluateAsync(
            $"{type} @{name.TrimStart('@')} = global::FlexCap.Jupyter.SharedValues.Take<{type}>({ticket});", isOwn: true, CancellationToken.None).ConfigureAwait(false);
        if (!result.Succeeded)
        {
            throw result.Exception ?? new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
    }

    public bool TryGetVariable(string name, out object? value)
    {
        var variable = _state?.GetVariable(name);
        value = variable?.Value;
        return variable is not null;
    }

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellation) =>
        _introspection.CompleteAsync(code, position, cancellation);

    public Task<MimeBundle?> InspectAsync(string code, int position, CancellationToken cancellation) =>
        _introspection.InspectAsync(code, position, cancellation);

    public Task<IReadOnlyList<Diagnostics.Diagnostic>> DiagnoseAsync(string code, CancellationToken cancellation)
    {
        IReadOnlyList<Diagnostics.Diagnostic> diagnostics = [.. Submission(code).GetCompilation().GetDiagnostics(cancellation).Select(Convert)];
        return Task.FromResult(diagnostics);
    }

    public Completeness CheckCompleteness(string code)
    {
        var tree = SyntaxFactory.ParseSyntaxTree(code, CSharpParseOptions.Default.WithKind(SourceCodeKind.Script));
        return !SyntaxFactory.IsCompleteSubmission(tree) ? Completeness.Incomplete
            : tree.GetDiagnostics().Any(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error) ? Completeness.Invalid
            : Completeness.Complete;
    }

    /// <summary>Loads and compiles what the first cell and the first completion need, so that the person does not wait for it then.</summary>
    public async Task WarmUpAsync()
    {
        await EvaluateAsync("var warm = 1; warm", isOwn: true, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<ScriptResult> EvaluateAsync(string code, bool isOwn, CancellationToken cancellation)
    {
        ScriptState<object>? before;
        int generation;
        lock (_gate)
        {
            before = _state;
            generation = ++_generation;
        }

        var script = Submission(code);
        var diagnostics = script.Compile(cancellation).Select(Convert).ToList();
        if (diagnostics.Exists(d => d.Severity == Diagnostics.DiagnosticSeverity.Error))
        {
            return new ScriptResult(null, diagnostics);
        }

        // Whatever a cell assigned before it threw stays, as in any other notebook.
        static bool KeepState(Exception e) => e is not ThreadAbortException;
        var state = await CellThread.RunAsync(
            () => before is null ? script.RunAsync(catchException: KeepState, cancellationToken: cancellation)
                : script.RunFromAsync(before, KeepState, cancellation),
            cancellation).ConfigureAwait(false);
        lock (_gate)
        {
            // A cell that was abandoned and ends after all must not bring back the variables of its time.
            if (generation == _generation)
            {
                _state = state;
            }
        }

        if (cancellation.IsCancellationRequested && state.Exception is not null && IsInterrupt(state.Exception))
        {
            throw new OperationCanceledException(cancellation);
        }

        if (!isOwn)
        {
            _introspection.Add(code);
        }

        return new ScriptResult(state.ReturnValue, diagnostics, state.Exception);
    }

    /// <summary>Whether an exception is the way in which the cell reacted to the interrupt, as <see cref="CellThread"/> brings it about.</summary>
    private static bool IsInterrupt(Exception exception) => exception switch
    {
        OperationCanceledException or ThreadInterruptedException => true,
        AggregateException many => many.Flatten().InnerExceptions.All(IsInterrupt),
        _ => exception.InnerException is { } inner && IsInterrupt(inner),
    };

    private Script<object> Submission(string code)
    {
        var options = s_options.WithFilePath(CellName);
        return _state is { } state ? state.Script.ContinueWith<object>(code, options) : CSharpScript.Create<object>(code, options);
    }

    private static Diagnostics.Diagnostic Convert(Microsoft.CodeAnalysis.Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var severity = diagnostic.Severity switch
        {
            Microsoft.CodeAnalysis.DiagnosticSeverity.Error => Diagnostics.DiagnosticSeverity.Error,
            Microsoft.CodeAnalysis.DiagnosticSeverity.Warning => Diagnostics.DiagnosticSeverity.Warning,
            _ => Diagnostics.DiagnosticSeverity.Info,
        };
        var location = diagnostic.Location.IsInSource
            ? new SourceLocation(CellFile, start.Line + 1, start.Character + 1, start.Line == end.Line ? end.Character - start.Character : 0)
            : new SourceLocation(CellFile);
        return new Diagnostics.Diagnostic(diagnostic.Id, severity, location, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), "");
    }
}
