using FlexCap.Experiments;

namespace FlexCap.Cli.Internal;

/// <summary>Reports at once and in order; <see cref="Progress{T}"/> would post to the thread pool.</summary>
internal sealed class Reporter(Action<ExperimentProgress> report) : IProgress<ExperimentProgress>
{
    private readonly Lock _gate = new();

    public void Report(ExperimentProgress value)
    {
        lock (_gate)
        {
            report(value);
        }
    }
}
