using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments.Internal;

/// <summary>Runs configurations to their end, several at a time, each on a machine of its own.</summary>
internal static class Runner
{
    /// <summary>Runs <paramref name="run"/> for each point; results are in the order of the points whatever the parallelism.</summary>
    internal static IReadOnlyList<TResult> ForEach<TPoint, TResult>(
        string experiment, IReadOnlyList<TPoint> points, Func<TPoint, string> name, Func<TPoint, Action<string>, TResult> run,
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellation)
    {
        var results = new TResult[points.Count];
        var completed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Parallelism), CancellationToken = cancellation };
        try
        {
            Parallel.For(0, points.Count, parallel, i =>
            {
                void Report(string step) => progress?.Report(new ExperimentProgress(experiment, $"{name(points[i])}: {step}", Volatile.Read(ref completed), points.Count));
                results[i] = run(points[i], Report);
                var done = Interlocked.Increment(ref completed);
                progress?.Report(new ExperimentProgress(experiment, $"{name(points[i])}: done", done, points.Count));
            });
        }
        catch (AggregateException several)
        {
            // The first point's failure is the one to show: it does not depend on which thread was faster.
            var first = several.Flatten().InnerExceptions.OrderBy(e => e.Message, StringComparer.Ordinal).First();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }

    /// <summary>Runs a machine until its guest ends; anything else is an input error, or a cancellation.</summary>
    internal static RunResult RunToEnd(FlexOSMachine machine, ExperimentOptions options, CancellationToken cancellation)
    {
        var result = machine.Run(options.MaxInstructions, cancellation);
        if (result.Stop is StopReason.Cancelled)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        if (result.Stop is not StopReason.Halted { ExitCode: 0 } || result.Faults.Count > 0)
        {
            var fault = result.Faults.Count == 0 ? "" : $"; first fault: {result.Faults[0]}";
            throw Failure.Of(
                machine.Image.Plan.Configuration, "FX0711",
                $"the run of '{machine.Image.Plan.Configuration.Name}' did not end well ({result.Stop}{fault})",
                "Boot the configuration alone and look at its console and fault report; give it a larger budget if that was spent.");
        }

        return result;
    }
}
