namespace FlexCap.Cli.Internal;

/// <summary>Reports at once and in order; <see cref="Progress{T}"/> would post to the thread pool.</summary>
internal sealed class Reporter<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _gate = new();

    public void Report(T value)
    {
        lock (_gate)
        {
            report(value);
        }
    }
}
