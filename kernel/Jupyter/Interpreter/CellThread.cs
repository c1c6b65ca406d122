using System.Collections.Concurrent;
using System.Runtime;

namespace FlexCap.Jupyter.Interpreter;

/// <summary>
/// Runs one cell on a thread of its own, its awaited continuations included, so that an interrupt can reach it wherever it is:
/// first the cell's token is signalled (a machine run or anything that watches the token ends by itself), then a wait or sleep is
/// woken, then running code is aborted. Only code that sits in a <c>finally</c>, a <c>catch</c> or native code survives all three.
/// </summary>
internal static class CellThread
{
    /// <summary>Time for the cell to end by its token.</summary>
    private static readonly TimeSpan s_cooperation = TimeSpan.FromMilliseconds(200);

    /// <summary>Time for a woken wait to unwind.</summary>
    private static readonly TimeSpan s_waking = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Starts <paramref name="work"/>. The task is cancelled if the interrupt had to use force, and never completes if even that
    /// did not help; the thread is a background thread and does not keep the process alive.
    /// </summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken interrupt)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var abort = new CancellationTokenSource();
        var thread = new Thread(() => Body(work, done, abort.Token)) { IsBackground = true, Name = "FlexCap cell" };
        thread.Start();
        using var finished = new CancellationTokenSource();
        var watch = StopAsync(thread, abort, interrupt, finished.Token);
        try
        {
            return await done.Task.ConfigureAwait(false);
        }
        finally
        {
            await finished.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }
    }

    private static void Body<T>(Func<Task<T>> work, TaskCompletionSource<T> done, CancellationToken abort)
    {
        try
        {
            Task<T>? task = null;
#pragma warning disable SYSLIB0046 // Made for exactly this: interactive hosts that must stop code which does not cooperate.
            ControlledExecution.Run(
                () =>
                {
                    using var pump = new Pump();
                    task = work();
                    pump.RunUntil(task);
                    pump.Release();
                },
                abort);
#pragma warning restore SYSLIB0046
            done.TrySetResult(task!.GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is OperationCanceledException or ThreadInterruptedException or ThreadAbortException)
        {
            done.TrySetCanceled(CancellationToken.None);
        }
#pragma warning disable CA1031 // Carried to whoever awaits the cell.
        catch (Exception e)
#pragma warning restore CA1031
        {
            done.TrySetException(e);
        }
    }

    private static async Task StopAsync(Thread thread, CancellationTokenSource abort, CancellationToken interrupt, CancellationToken finished)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, interrupt).WaitAsync(finished).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Either the cell has finished, or it is time to go on.
        }

        if (!interrupt.IsCancellationRequested || await IsFinishedWithin(s_cooperation, finished).ConfigureAwait(false))
        {
            return;
        }

        thread.Interrupt();
        if (await IsFinishedWithin(s_waking, finished).ConfigureAwait(false))
        {
            return;
        }

        // Cancel() blocks until the thread has left what cannot be aborted, so it gets a thread of its own.
        var aborter = new Thread(() =>
        {
            try
            {
                abort.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The cell finished in this very moment.
            }
        })
        {
            IsBackground = true,
            Name = "FlexCap cell interrupt",
        };
        aborter.Start();
    }

    private static async Task<bool> IsFinishedWithin(TimeSpan time, CancellationToken finished)
    {
        await Task.Delay(time, finished).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return finished.IsCancellationRequested;
    }

    /// <summary>Brings the continuations of awaits in a cell back to the cell's thread.</summary>
    private sealed class Pump : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _posted = [];
        private readonly SynchronizationContext? _previous = Current;
        private volatile bool _released;

        public Pump() => SetSynchronizationContext(this);

        public override void Post(SendOrPostCallback d, object? state)
        {
            try
            {
                _posted.Add((d, state));
            }
            catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
            {
                // A task that was not awaited outlives its cell on the thread pool, as in a program without a context. Of a cell
                // that was stopped nothing goes on.
                if (_released)
                {
                    base.Post(d, state);
                }
            }
        }

        /// <summary>The cell came to its end by itself.</summary>
        public void Release() => _released = true;

        public override void Send(SendOrPostCallback d, object? state) => d(state);

        public override SynchronizationContext CreateCopy() => this;

        public void RunUntil(Task task)
        {
            task.ContinueWith(_ => _posted.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var (callback, state) in _posted.GetConsumingEnumerable())
            {
                callback(state);
            }
        }

        public void Dispose()
        {
            SetSynchronizationContext(_previous);
            _posted.CompleteAdding();
        }
    }
}
