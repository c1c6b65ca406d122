namespace FlexCap.Morello.Internal.Gdb;

// Breakpoints, watchpoints and everything that makes the machine go.
internal sealed partial class GdbSession
{
    private const int SignalInterrupt = 2;
    private const int SignalIllegal = 4;
    private const int SignalTrap = 5;
    private const int SignalFault = 11;

    private readonly HashSet<ulong> _breakpoints = [];
    private readonly HashSet<(ulong Address, ulong Length, WatchKinds Kinds)> _watchpoints = [];

    private string Insert(ReadOnlySpan<char> text)
    {
        if (!TryStop(text, out var type, out var address, out var length))
        {
            return Malformed;
        }

        switch (type)
        {
            case 0 or 1:
                _breakpoints.Add(address);
                _machine.AddBreakpoint(address);
                return Ok;
            case 2 or 3 or 4 when length > 0:
                if (_watchpoints.Add((address, length, KindsOf(type))))
                {
                    _machine.AddWatchpoint(address, length, KindsOf(type));
                }

                return Ok;
            default: return Unsupported;
        }
    }

    private string Remove(ReadOnlySpan<char> text)
    {
        if (!TryStop(text, out var type, out var address, out var length))
        {
            return Malformed;
        }

        switch (type)
        {
            case 0 or 1:
                if (_breakpoints.Remove(address))
                {
                    _machine.RemoveBreakpoint(address);
                }

                return Ok;
            case 2 or 3 or 4:
                if (_watchpoints.Remove((address, length, KindsOf(type))))
                {
                    _machine.RemoveWatchpoint(address, length, KindsOf(type));
                }

                return Ok;
            default: return Unsupported;
        }
    }

    // type,address,length, then perhaps conditions for the target, which are not offered.
    private static bool TryStop(ReadOnlySpan<char> text, out int type, out ulong address, out ulong length)
    {
        (type, address, length) = (-1, 0, 0);
        if (text.Length < 3 || text[0] is < '0' or > '9' || text[1] != ',')
        {
            return false;
        }

        type = text[0] - '0';
        text = text[2..];
        var end = text.IndexOf(';');
        return GdbText.TryPair(end < 0 ? text : text[..end], ',', out address, out length);
    }

    private static WatchKinds KindsOf(int type) => type switch { 2 => WatchKinds.Write, 3 => WatchKinds.Read, _ => WatchKinds.Access };

    private void RemoveStops()
    {
        foreach (var address in _breakpoints)
        {
            _machine.RemoveBreakpoint(address);
        }

        foreach (var (address, length, kinds) in _watchpoints)
        {
            _machine.RemoveWatchpoint(address, length, kinds);
        }
    }

    // Behind the signal of C and S: nothing, or ;address. A machine has no signals to be given.
    private static ReadOnlySpan<char> AfterSignal(ReadOnlySpan<char> text)
    {
        var middle = text.IndexOf(';');
        return middle < 0 ? "" : text[(middle + 1)..];
    }

    private string Continue(ReadOnlySpan<char> address, CancellationToken cancellation) =>
        TryGoTo(address) ? Go(token => _machine.Run(cancellation: token), cancellation) : Malformed;

    private string Step(ReadOnlySpan<char> address, CancellationToken cancellation) =>
        TryGoTo(address) ? Go(token => _machine.Run(1, token), cancellation) : Malformed;

    private string StepBack() => _machine.History == null ? Refused : Go(_ => _machine.StepBack(), default);

    private string RunBack(CancellationToken cancellation) => _machine.History == null ? Refused : Go(_machine.RunBack, cancellation);

    // The first action counts: there is one thread.
    private string ContinueVerbose(ReadOnlySpan<char> actions, CancellationToken cancellation)
    {
        var end = actions.IndexOfAny(';', ':');
        var action = end < 0 ? actions : actions[..end];
        if (action.Length == 0)
        {
            return Malformed;
        }

        switch (action[0])
        {
            case 'c' or 'C': return Continue("", cancellation);
            case 's' or 'S': return Step("", cancellation);
            case 'r' when GdbText.TryPair(action[1..], ',', out var from, out var to):
                return Go(token => StepRange(from, to, token), cancellation);
            default: return Malformed;
        }
    }

    private StopReason StepRange(ulong from, ulong to, CancellationToken cancellation)
    {
        StopReason reason;
        do
        {
            reason = _machine.Run(1, cancellation);
        }
        while (reason is StopReason.BudgetSpent && _machine.Registers.Pcc.Value - from < to - from);

        return reason;
    }

    private bool TryGoTo(ReadOnlySpan<char> address)
    {
        if (address.IsEmpty)
        {
            return true;
        }

        if (!GdbText.TryNumber(address, out var target))
        {
            return false;
        }

        _machine.Registers.Pcc = _machine.Registers.Pcc.SetValue(target);
        return true;
    }

    private string Go(Func<CancellationToken, StopReason> go, CancellationToken cancellation)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        lock (_gate)
        {
            _run = run;
            if (_interrupted)
            {
                run.Cancel();
            }
        }

        // gdb has put its breakpoints where it wants to stop: not where it starts.
        _machine.Core.PassBreakpoint();
        try
        {
            return _lastStop = Describe(go(run.Token));
        }
        finally
        {
            lock (_gate)
            {
                _run = null;
            }
        }
    }

    private string Describe(StopReason reason)
    {
        switch (reason)
        {
            case StopReason.Halted halted: return Text($"W{(byte)halted.ExitCode:x2}");
            case StopReason.Breakpoint: return Stop(SignalTrap, "swbreak:;");
            case StopReason.Watchpoint { Hit: var hit }:
                // gdb looks for its own watchpoint at the address, so it gets one that lies in both.
                return Stop(SignalTrap, Text($"{WatchName(hit.Kinds)}:{WatchedAddress(hit):x};"));
            case StopReason.HistoryStart: return Stop(SignalTrap, "replaylog:begin;");
            case StopReason.Faulted { Fault.Kind: GuestFaultKind.Undefined }: return Stop(SignalIllegal, "");
            case StopReason.Faulted: return Stop(SignalFault, "");
            case StopReason.Cancelled: return Stop(SignalInterrupt, "");
            default: return Stop(SignalTrap, "");
        }
    }

    private static string WatchName(WatchKinds kinds) => kinds switch { WatchKinds.Write => "watch", WatchKinds.Read => "rwatch", _ => "awatch" };

    private ulong WatchedAddress(WatchpointHit hit)
    {
        foreach (var (address, length, kinds) in _watchpoints)
        {
            if ((kinds & hit.Kinds) == 0)
            {
                continue;
            }

            if (hit.Address - address < length)
            {
                return hit.Address;
            }

            if (address - hit.Address < (ulong)hit.Size)
            {
                return address;
            }
        }

        return hit.Address;
    }

    // The program counter and the stack pointer come along, so that gdb need not ask.
    private string Stop(int signal, string what) =>
        Text($"T{signal:x2}{what}thread:1;20:{GdbText.Hex(_registers.Read(32))};1f:{GdbText.Hex(_registers.Read(31))};");
}
