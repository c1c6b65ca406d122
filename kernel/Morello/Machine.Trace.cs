using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class Machine
{
    /// <summary>
    /// Runs as <see cref="Run"/> does, one instruction at a time, and shows what each does: changed registers with
    /// capabilities and tags, accesses to memory, exceptions, switches of compartments. Other runs pay nothing for it.
    /// </summary>
    /// <param name="observer">Told each instruction that the filter lets pass, on the thread of the call, when it has been executed.</param>
    /// <param name="filter">Which; null for all.</param>
    /// <param name="maxInstructions">Instruction budget of this call.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>Why it stopped; <see cref="StopReason.BudgetSpent"/> also when the filter's limit is reached.</returns>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public StopReason Trace(Action<TraceEvent> observer, TraceFilter? filter = null, long maxInstructions = long.MaxValue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(observer);
        filter ??= new TraceFilter();
        var skip = Math.Min(filter.Skip, maxInstructions);
        if (skip > 0 && Run(skip, cancellation) is var reason and not StopReason.BudgetSpent)
        {
            return reason;
        }

        RequireStopped();
        using var tracer = new Tracer(this, filter, observer);
        return tracer.Run(maxInstructions - skip, maxInstructions, cancellation);
    }
}
