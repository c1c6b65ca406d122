using System.Text.Json;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Jupyter.Transport;
using FlexCap.Notebooks;

namespace FlexCap.Jupyter.Protocol;

internal sealed partial class KernelServer
{
    /// <summary>How long an interrupted cell may take to come to its end before the kernel goes on without it.</summary>
    private static readonly TimeSpan s_interruptPatience = TimeSpan.FromMilliseconds(900);

    /// <summary>How long after a failed cell requests still count as queued behind it: the time that frames take from socket to queue.</summary>
    private static readonly TimeSpan s_queueSettling = TimeSpan.FromMilliseconds(20);

    private readonly History _history = new();
    private readonly HashSet<Message> _aborted = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _running = new();
    private CancellationTokenSource? _interrupt;
    private int _executionCount;
    private int _displays;

    /// <summary>Tells the running cell to stop; does nothing between cells.</summary>
    public void Interrupt()
    {
        lock (_running)
        {
            _interrupt?.Cancel();
        }
    }

    private async Task<object?> ExecuteAsync(Message message, ExecuteRequest request)
    {
        if (_aborted.Remove(message))
        {
            return new ExecuteErrorReply("aborted", _executionCount, "Aborted", "An earlier cell failed.", []);
        }

        if (!request.Silent)
        {
            if (request.StoreHistory)
            {
                _executionCount++;
            }

            Publish(message, ExecuteInput.Type, new ExecuteInput(request.Code, _executionCount));
            if (request.StoreHistory)
            {
                _history.Add(_executionCount, request.Code);
            }
        }

        var output = new CellOutput(
            (type, content) => Publish(message, type, content),
            (prompt, password, cancellation) => AskForInput(message, request.AllowStdin, prompt, password, cancellation),
            () => $"flexcap-{Interlocked.Increment(ref _displays)}",
            _clock);
        if (request.Silent)
        {
            output.Mute();
        }

        using var interrupt = new CancellationTokenSource();
        lock (_running)
        {
            _interrupt = interrupt;
        }

        try
        {
            return await ExecuteAsync(message, request, output, interrupt.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_running)
            {
                _interrupt = null;
            }

            output.Flush();
        }
    }

    private async Task<object> ExecuteAsync(Message message, ExecuteRequest request, CellOutput output, CancellationToken cancellation)
    {
        var cellId = message.Metadata.TryGetProperty("cellId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        var cell = new CellRequest(request.Code, _executionCount, cellId);
        var outcome = await PatientlyAsync(
            () => _interpreter.ExecuteAsync(cell, output, cancellation), output, cancellation).ConfigureAwait(false);
        if (outcome.Error is { } error)
        {
            output.Flush();
            if (!request.Silent)
            {
                Publish(message, Error.Type, new Error(error.Name, error.Message, error.Traceback));
            }

            if (request.StopOnError)
            {
                await AbortQueueAsync().ConfigureAwait(false);
            }

            return new ExecuteErrorReply("error", _executionCount, error.Name, error.Message, error.Traceback);
        }

        if (outcome.Result is { } result)
        {
            output.Flush();
            if (!request.Silent)
            {
                Publish(message, ExecuteResult.Type, new ExecuteResult(_executionCount, MimeContent.Of(result), MimeContent.Empty));
            }

            if (request is { Silent: false, StoreHistory: true })
            {
                _history.SetOutput(result.Data.GetValueOrDefault("text/plain"));
            }
        }

        var expressions = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, expression) in request.UserExpressions ?? new SortedDictionary<string, string>())
        {
            var value = await PatientlyAsync(
                () => _interpreter.EvaluateAsync(expression, output, cancellation), output, cancellation).ConfigureAwait(false);
            expressions[name] = value.Error is { } failure
                ? new ErrorReply(failure.Name, failure.Message, failure.Traceback)
                : new UserExpression("ok", value.Result is null ? MimeContent.Empty : MimeContent.Of(value.Result), MimeContent.Empty);
        }

        return new ExecuteReply("ok", _executionCount, [], expressions);
    }

    /// <summary>
    /// Waits for work on a thread of its own, but after an interrupt no longer than <see cref="s_interruptPatience"/>: whatever the
    /// cell is stuck in, the front end gets its answer within a second. What is abandoned has lost its output.
    /// </summary>
    private async Task<CellOutcome> PatientlyAsync(Func<Task<CellOutcome>> work, CellOutput output, CancellationToken cancellation)
    {
        var running = Task.Run(work, CancellationToken.None);
        var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellation.Register(() => interrupted.TrySetResult());
        if (await Task.WhenAny(running, interrupted.Task).ConfigureAwait(false) != running)
        {
            await Task.WhenAny(running, Task.Delay(s_interruptPatience, _clock, CancellationToken.None)).ConfigureAwait(false);
        }

        if (running.IsCompleted)
        {
            return await OutcomeOf(running, cancellation).ConfigureAwait(false);
        }

        output.Mute();
        const string Message = "The cell did not react to the interrupt and was abandoned; its thread may still run. Restart the kernel to be rid of it.";
        return Failed("Interrupted", Message, Message);
    }

    /// <summary>An interpreter gives failures as values; what it throws after all is a failed cell like any other.</summary>
    private async Task<CellOutcome> OutcomeOf(Task<CellOutcome> finished, CancellationToken cancellation)
    {
        try
        {
            return await finished.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            const string Message = "The cell was interrupted.";
            return Failed("Interrupted", Message, Message);
        }
#pragma warning disable CA1031 // A defect of the interpreter must not leave the cell without its error output.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log($"a cell failed in the interpreter: {e}");
            return Failed(e.GetType().Name, e.Message, e.ToString());
        }
    }

    private static CellOutcome Failed(string name, string message, string traceback) =>
        new(null, null, new CellError(name, message, traceback.Split('\n'), []));

    /// <summary>Marks every execute request that already waits, so that it is answered with <c>aborted</c>; the order of the queue stays.</summary>
    private async Task AbortQueueAsync()
    {
        await Task.Delay(s_queueSettling, _clock).ConfigureAwait(false);
        while (TryReceive(JupyterSocket.Shell, out var queued))
        {
            _shellQueue.Enqueue(queued);
        }

        _aborted.UnionWith(_shellQueue.Where(m => m.Header.MsgType == ExecuteRequest.Type));
    }
}
