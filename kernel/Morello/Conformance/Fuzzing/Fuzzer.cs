using System.Collections.Concurrent;
using System.Diagnostics;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>A failing input.</summary>
/// <param name="Number">Its number: with the seed, it gives the input again.</param>
/// <param name="Message">What went wrong.</param>
/// <param name="Input">The input as a person reads it.</param>
public sealed record FuzzFailure(long Number, string Message, string Input);

/// <summary>Runs a target on generated inputs. Input <c>n</c> of a seed is the same whatever ran before it, on every machine.</summary>
public static class Fuzzer
{
    private const long MaximumAllocation = 512L << 20;
    private static readonly TimeSpan s_maximumTime = TimeSpan.FromSeconds(20);

    /// <summary>All targets, in the order in which they are listed.</summary>
    public static IReadOnlyList<FuzzTarget> Targets { get; } = [new AssemblerFuzzTarget(), new ElfFuzzTarget(), new CodeFuzzTarget(), new DecodeFuzzTarget()];

    /// <summary>Runs inputs 0 to <paramref name="count"/> − 1 on all cores; the failures in the order of their numbers, at most 100 of them.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">Decides every input.</param>
    /// <param name="count">Number of inputs.</param>
    /// <param name="onDone">Called after each input, on any thread; null for nothing.</param>
    /// <param name="cancellation">Stops between two inputs.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static IReadOnlyList<FuzzFailure> Run(FuzzTarget target, int seed, long count, Action? onDone = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        const int Shown = 100;
        var failures = new ConcurrentBag<FuzzFailure>();
        Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, (number, state) =>
        {
            if (RunOne(target, seed, number) is { } failure)
            {
                failures.Add(failure);
                if (failures.Count >= Shown)
                {
                    state.Stop();
                }
            }

            onDone?.Invoke();
        });
        cancellation.ThrowIfCancellationRequested();
        return [.. failures.OrderBy(f => f.Number)];
    }

    /// <summary>Runs one input; null if all is well.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Number of the input.</param>
    public static FuzzFailure? RunOne(FuzzTarget target, int seed, long number)
    {
        ArgumentNullException.ThrowIfNull(target);
        return RunInput(target, Input(target, seed, number), number);
    }

    /// <summary>Runs an input that was kept; null if all is well.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input.</param>
    /// <param name="number">Number that the failure is given.</param>
    public static FuzzFailure? RunInput(FuzzTarget target, byte[] input, long number = 0)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(input);
        var (start, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        string? message;
        try
        {
            message = target.Run(input);
        }
#pragma warning disable CA1031 // Finding out what gets through is the purpose.
        catch (Exception e)
#pragma warning restore CA1031
        {
            message = e.ToString();
        }

        // The clock and the heap only ever make a failure, never a difference in a result.
        message ??= Stopwatch.GetElapsedTime(start) > s_maximumTime ? $"It took longer than {s_maximumTime.TotalSeconds} s."
            : GC.GetAllocatedBytesForCurrentThread() - before > MaximumAllocation ? $"It allocated more than {MaximumAllocation >> 20} MiB." : null;
        return message is null ? null : new FuzzFailure(number, message, target.Show(input));
    }

    /// <summary>An input by its number.</summary>
    /// <param name="target">The target.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Number of the input.</param>
    public static byte[] Input(FuzzTarget target, int seed, long number)
    {
        ArgumentNullException.ThrowIfNull(target);

        // SplitMix64's finaliser, so that neighbouring numbers and seeds have nothing in common.
        var z = unchecked(((ulong)(uint)seed << 32) + ((ulong)number * 0x9e37_79b9_7f4a_7c15));
        z = unchecked((z ^ (z >> 30)) * 0xbf58_476d_1ce4_e5b9);
        z = unchecked((z ^ (z >> 27)) * 0x94d0_49bb_1331_11eb);
        return target.Generate(new Random((int)(z ^ (z >> 31))));
    }
}
