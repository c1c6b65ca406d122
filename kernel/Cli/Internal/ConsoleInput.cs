using System.Collections.Concurrent;
using FlexCap.Morello;

namespace FlexCap.Cli.Internal;

/// <summary>
/// What is typed, or piped in, as the input of the guest's UART. A thread reads ahead; the machine gets the bytes between two slices
/// of its run, and a guest that waits for an interrupt waits for them. After the end of the input the guest waits in vain.
/// </summary>
internal sealed class ConsoleInput
{
    // Between two looks at the input: about a tenth of a second.
    private const long SliceInstructions = 20_000_000;

    private readonly BlockingCollection<byte[]> _read = [];
    private readonly long _slice;

    /// <param name="input">Where the bytes come from.</param>
    /// <param name="slice">Instructions between two looks at it.</param>
    public ConsoleInput(Stream input, long slice = SliceInstructions)
    {
        _slice = slice;
        new Thread(() => Read(input)) { IsBackground = true, Name = "console input" }.Start();
    }

    /// <summary>Runs a machine as <see cref="Machine.Run"/> does.</summary>
    public StopReason Run(Machine machine, long maxInstructions, CancellationToken cancellation)
    {
        for (var left = maxInstructions; left > 0;)
        {
            while (_read.TryTake(out var bytes))
            {
                machine.SendConsoleInput(bytes);
            }

            var before = machine.Instructions;
            var slice = Math.Min(left, _slice);
            var stop = machine.Run(slice, cancellation);
            switch (stop)
            {
                case StopReason.BudgetSpent:
                    left -= slice;
                    break;
                case StopReason.Waiting when TryWait(cancellation, out var bytes):
                    left -= machine.Instructions - before;
                    machine.SendConsoleInput(bytes);
                    break;
                case StopReason.Waiting when cancellation.IsCancellationRequested:
                    return new StopReason.Cancelled();
                default:
                    return stop;
            }
        }

        return new StopReason.BudgetSpent(maxInstructions);
    }

    // Blocks until there is input; false at its end, or if the token is signalled.
    private bool TryWait(CancellationToken cancellation, out byte[] bytes)
    {
        try
        {
            return _read.TryTake(out bytes!, Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            bytes = [];
            return false;
        }
    }

    private void Read(Stream input)
    {
        try
        {
            var buffer = new byte[4096];
            for (int count; (count = input.Read(buffer)) > 0;)
            {
                _read.Add(buffer[..count]);
            }
        }
        catch (IOException)
        {
            // A terminal that went away ends the input.
        }
        finally
        {
            _read.CompleteAdding();
        }
    }
}
