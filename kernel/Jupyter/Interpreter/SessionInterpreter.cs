using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>The notebook session behind the protocol: C# by Roslyn, everything else by FlexCap.Notebooks.</summary>
internal sealed class SessionInterpreter : IInterpreter
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(3);

    private readonly CSharpEvaluator _csharp = new();
    private readonly NotebookSession _session;
    private readonly Traceback _traceback = new();
    private readonly Task _warmUp;
    private int _running;

    public SessionInterpreter()
    {
        ConsoleCapture.Install();
        _session = new NotebookSession(_csharp);
        // Beside the first messages, which need none of it.
        _warmUp = Task.Run(_csharp.WarmUpAsync);
    }

    public LanguageInfo Language { get; } =
        new("csharp", CSharpEvaluator.LanguageVersionText, "text/x-csharp", ".cs", "csharp", "text/x-csharp");

    public async Task<CellOutcome> ExecuteAsync(CellRequest cell, CellOutput output, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return await ExecuteOneAsync(cell, output, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>
    /// Loads the completion services, which take seconds the first time, once no cell has been running for a while: a person who
    /// types finds them ready, and a notebook that is executed from end to end does not pay for them.
    /// </summary>
    public async Task WarmUpCompletionAsync(CancellationToken cancellation)
    {
        await _warmUp.ConfigureAwait(false);
        do
        {
            await Task.Delay(s_idle, cancellation).ConfigureAwait(false);
        }
        while (Volatile.Read(ref _running) > 0);
        await _csharp.CompleteAsync("Console.", 8, cancellation).ConfigureAwait(false);
    }

    private async Task<CellOutcome> ExecuteOneAsync(CellRequest cell, CellOutput output, CancellationToken cancellation)
    {
        await _warmUp.WaitAsync(cancellation).ConfigureAwait(false);
        _csharp.CellName = Traceback.CellName(cell.ExecutionCount);
        _traceback.Add(cell.ExecutionCount, cell.Code);
        var outcome = await _session.ExecuteAsync(cell.Code, output, cell.Id, cancellation).ConfigureAwait(false);
        return outcome.Error is { } error
            ? outcome with { Error = error with { Traceback = _traceback.Rewrite(error.Traceback) } }
            : outcome;
    }

    public Task<CellOutcome> EvaluateAsync(string expression, CellOutput output, CancellationToken cancellation) =>
        _session.ExecuteAsync(expression, output, cancellation: cancellation);

    public Task<CompletionList> CompleteAsync(string code, int position) => _session.CompleteAsync(code, position);

    public Task<MimeBundle?> InspectAsync(string code, int position) => _session.InspectAsync(code, position);

    public Completeness CheckCompleteness(string code) => _session.CheckCompleteness(code);
}
