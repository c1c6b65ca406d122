namespace FlexCap.Morello;

public sealed partial class Machine
{
    /// <summary>
    /// Calls <paramref name="handler"/> before every execution of the instruction at a virtual address. Costs nothing elsewhere.
    /// It is called again when <see cref="StepBack"/> or <see cref="RunBack"/> execute a part again: see <see cref="IsReplaying"/>.
    /// </summary>
    /// <remarks>The handler runs on the thread that calls <see cref="Run"/> and must not call it.</remarks>
    public void AddProbe(ulong address, Action<ProbeHit> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _cpu.AddProbe(address, handler);
    }

    /// <summary>
    /// Stops the run before the instruction at a virtual address executes. A run that starts where the last one stopped executes it.
    /// </summary>
    /// <param name="address">The virtual address.</param>
    /// <param name="condition">Asked each time; the run stops only if it says true. Null stops always. It must not change the machine.</param>
    public void AddBreakpoint(ulong address, Func<ProbeHit, bool>? condition = null) => _cpu.AddBreakpoint(address, condition);

    /// <summary>Removes a breakpoint.</summary>
    public void RemoveBreakpoint(ulong address) => _cpu.RemoveBreakpoint(address);

    /// <summary>
    /// Stops the run before an instruction accesses any of some bytes of memory, with <see cref="StopReason.Watchpoint"/>. A
    /// run that starts where the last one stopped does the access. Other pages of 4 KiB pay nothing.
    /// </summary>
    /// <param name="address">First virtual address; its top byte does not count.</param>
    /// <param name="length">Bytes, at least 1.</param>
    /// <param name="kinds">Which accesses.</param>
    /// <param name="condition">Asked each time; the run stops only if it says true. Null stops always. It must not change the machine.</param>
    /// <remarks>A compare-and-swap counts as a write even if it will not store; instruction fetches and walks of translation tables do not count.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The length is 0, or no kind is given.</exception>
    public void AddWatchpoint(ulong address, ulong length, WatchKinds kinds, Func<WatchpointHit, bool>? condition = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(length);
        if ((kinds & (WatchKinds.Access | WatchKinds.Tag)) == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(kinds), kinds, "Name at least one kind of access.");
        }

        _cpu.AddWatchpoint(new(address, length, kinds, condition));
    }

    /// <summary>Removes the watchpoints with this address, length and kinds.</summary>
    /// <returns>True if there was one.</returns>
    public bool RemoveWatchpoint(ulong address, ulong length, WatchKinds kinds) => _cpu.RemoveWatchpoint(address, length, kinds);
}
