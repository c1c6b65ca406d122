using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class Machine
{
    private readonly List<(Func<object> Capture, Action<object> Restore)> _observers = [];
    private History? _history;

    /// <summary>What is recorded, or null if nothing is.</summary>
    public HistoryState? History => _history?.State;

    /// <summary>
    /// True while <see cref="StepBack"/> or <see cref="RunBack"/> execute again what has been executed before. Probes,
    /// conditions and <see cref="FaultTaken"/> are called again then; the console is not written again.
    /// </summary>
    public bool IsReplaying { get; private set; }

    /// <summary>
    /// Records from here on, so that <see cref="StepBack"/> and <see cref="RunBack"/> can go back: snapshots now and then, and
    /// the console input. An earlier recording is thrown away.
    /// </summary>
    /// <exception cref="ArgumentException">A limit is not positive, or there may be less than two snapshots.</exception>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public void RecordHistory(HistoryOptions? options = null)
    {
        RequireStopped();
        options ??= new HistoryOptions();
        if (options.Spacing < 1 || options.MaximumSnapshots < 2 || options.MaximumBytes < 1)
        {
            throw new ArgumentException("Spacing and bytes must be positive, and at least two snapshots allowed.", nameof(options));
        }

        _history = new(this, options);
    }

    /// <summary>Ends the recording and frees its memory.</summary>
    public void ForgetHistory()
    {
        RequireStopped();
        _history = null;
    }

    /// <summary>
    /// Goes back by a number of instructions (those that ended in a fault count). Running forward from there repeats what
    /// was recorded, console input included, until input is sent or state is changed.
    /// </summary>
    /// <returns><see cref="StopReason.BudgetSpent"/>, or <see cref="StopReason.HistoryStart"/> if the recording begins later.</returns>
    /// <exception cref="InvalidOperationException">Nothing is recorded, or a run is under way.</exception>
    public StopReason StepBack(long instructions = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(instructions);
        return Replay(history => history.StepBack(instructions) ? new StopReason.BudgetSpent(instructions) : new StopReason.HistoryStart());
    }

    /// <summary>
    /// Goes back to the last breakpoint or watchpoint that a run would have met before this point: the machine stands before
    /// that instruction. Conditions are asked again.
    /// </summary>
    /// <returns>That <see cref="StopReason.Breakpoint"/> or <see cref="StopReason.Watchpoint"/>, or <see cref="StopReason.HistoryStart"/>.</returns>
    /// <exception cref="InvalidOperationException">Nothing is recorded, or a run is under way.</exception>
    public StopReason RunBack(CancellationToken cancellation = default) => Replay(history => history.RunBack(cancellation));

    /// <summary>
    /// Lets snapshots hold what an observer knows (counts of a probe, for instance), so that it goes back with the machine.
    /// Snapshots from a file or from another machine do not have it: the observer then keeps what it has.
    /// </summary>
    /// <param name="capture">Gives what it knows as an immutable object.</param>
    /// <param name="restore">Takes it back.</param>
    public void KeepWithSnapshots(Func<object> capture, Action<object> restore)
    {
        ArgumentNullException.ThrowIfNull(capture);
        ArgumentNullException.ThrowIfNull(restore);
        _observers.Add((capture, restore));
    }

    // The console has not shown what comes now: it is not what came at this point before.
    internal void ForgetShownConsole() => _shown = _transmitted;

    internal void Receive(ReadOnlySpan<byte> bytes) => _uart?.Receive(bytes);

    private StopReason Replay(Func<History, StopReason> go)
    {
        RequireStopped();
        var history = _history ?? throw new InvalidOperationException("Nothing is recorded: call RecordHistory first.");
        FlushConsole();
        (_running, IsReplaying) = (true, true);
        try
        {
            return go(history);
        }
        finally
        {
            (_running, IsReplaying) = (false, false);
        }
    }
}
