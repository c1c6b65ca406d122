namespace FlexCap.Morello;

/// <summary>Why <see cref="Machine.Run"/> came back. The host never throws for what a guest does.</summary>
public abstract record StopReason
{
    private StopReason() { }

    /// <summary>The guest ended itself: PSCI SYSTEM_OFF or SYSTEM_RESET, semihosting exit, or the trickbox.</summary>
    /// <param name="ExitCode">0 for PSCI; the guest's own code for semihosting; 0/1 for the trickbox's OK/FAILED.</param>
    /// <param name="How">What ended it, such as <c>PSCI SYSTEM_OFF</c>.</param>
    public sealed record Halted(int ExitCode, string How) : StopReason;

    /// <summary>A breakpoint was reached; the instruction at <paramref name="Address"/> has not been executed.</summary>
    public sealed record Breakpoint(ulong Address) : StopReason;

    /// <summary>An instruction is about to access memory that is watched; neither it nor the access has been done.</summary>
    public sealed record Watchpoint(WatchpointHit Hit) : StopReason;

    /// <summary>Going back has reached the point where the recording begins.</summary>
    public sealed record HistoryStart : StopReason;

    /// <summary>The instruction budget given to <see cref="Machine.Run"/> is spent.</summary>
    public sealed record BudgetSpent(long Instructions) : StopReason;

    /// <summary>A guest fault with no handler to take it (for instance an exception loop at the vector itself).</summary>
    public sealed record Faulted(GuestFault Fault) : StopReason;

    /// <summary>WFI or WFE with no interrupt that could ever end the wait.</summary>
    public sealed record Waiting(ulong Address) : StopReason;

    /// <summary>The cancellation token given to <see cref="Machine.Run"/> was signalled.</summary>
    public sealed record Cancelled : StopReason;
}
