namespace FlexCap.Morello.Internal;

/// <summary>
/// A recording: snapshots at known steps and the console input between them. Everything else that a machine does follows
/// from its state, so executing forward from a snapshot arrives exactly where the machine was.
/// </summary>
internal sealed class History(Machine machine, HistoryOptions options)
{
    private readonly List<Checkpoint> _checkpoints = [];
    private readonly List<Input> _inputs = [];
    private readonly Dictionary<PageImage?[], int> _chunks = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PageImage, int> _pages = new(ReferenceEqualityComparer.Instance);
    private long _spacing = options.Spacing;
    private int _nextInput;
    private long _end;
    private long _endInstructions;
    private bool _edited = true;

    // The steps are those of Cpu.Steps; NextInput counts the inputs that came before.
    private sealed record Checkpoint(MachineSnapshot Snapshot, long Steps, int NextInput);

    private readonly record struct Input(long Steps, byte[] Bytes);

    private Cpu Cpu => machine.Core;

    internal HistoryState State => new(
        _checkpoints.Count == 0 ? machine.Instructions : _checkpoints[0].Snapshot.Instructions,
        Math.Max(_endInstructions, machine.Instructions), _checkpoints.Count, (long)_pages.Count * PhysicalMemory.PageSize, _spacing);

    /// <summary>Runs forward, recording what is new and repeating what is recorded.</summary>
    internal StopReason Run(long maxInstructions, CancellationToken cancellation)
    {
        var remaining = maxInstructions;
        while (true)
        {
            Begin();
            if (remaining <= 0)
            {
                return new StopReason.BudgetSpent(maxInstructions);
            }

            var budget = Math.Min(remaining, NextStop() - Cpu.Steps);
            var reason = Cpu.Run(budget, cancellation);
            remaining -= budget;
            if (Cpu.Steps > _end)
            {
                (_end, _endInstructions) = (Cpu.Steps, machine.Instructions);
            }

            if (reason is not StopReason.BudgetSpent)
            {
                return reason;
            }
        }
    }

    /// <summary>An empty recording with the same limits.</summary>
    internal History Anew() => new(machine, options);

    /// <summary>Console input from outside: what has been recorded after this point will not happen.</summary>
    internal void Receive(ReadOnlySpan<byte> bytes)
    {
        ForgetFuture();
        _inputs.Add(new(Cpu.Steps, bytes.ToArray()));
        _nextInput = _inputs.Count;
    }

    /// <summary>Somebody has changed the state: it no longer follows from the snapshot before.</summary>
    internal void Edited()
    {
        ForgetFuture();
        _edited = true;
    }

    /// <summary>Goes back by a number of instructions; false if the recording begins later.</summary>
    internal bool StepBack(long count)
    {
        Begin();
        var first = _checkpoints[0].Steps;
        var target = Cpu.Steps - Math.Min(count, Cpu.Steps - first);
        var complete = Cpu.Steps - first >= count;
        Return(_checkpoints[IndexOf(target)]);
        Cpu.IgnoreStops = true;
        Replay(target, long.MaxValue, default, out _);
        Cpu.IgnoreStops = false;
        Cpu.PassBreakpoint();
        return complete;
    }

    /// <summary>Goes back to the last breakpoint or watchpoint before this point, or to the beginning.</summary>
    internal StopReason RunBack(CancellationToken cancellation)
    {
        Begin();
        var present = (Index: IndexOf(Cpu.Steps), Cpu.Steps);
        var end = Cpu.Steps;
        for (var i = present.Index; i >= 0; end = _checkpoints[i].Steps, i--)
        {
            var hits = Scan(_checkpoints[i], end, long.MaxValue, cancellation, out _);
            if (cancellation.IsCancellationRequested)
            {
                Return(_checkpoints[i]);
                return new StopReason.Cancelled();
            }

            if (hits > 0)
            {
                Scan(_checkpoints[i], end, hits, default, out var reason);
                return reason!;
            }
        }

        Return(_checkpoints[0]);
        Cpu.PassBreakpoint();
        return new StopReason.HistoryStart();
    }

    private long Scan(Checkpoint from, long end, long hits, CancellationToken cancellation, out StopReason? last)
    {
        Return(from);
        return Replay(end, hits, cancellation, out last);
    }

    // Executes forward to a step, or to the given number of hits of breakpoints and watchpoints. Returns how many were met.
    private long Replay(long end, long hits, CancellationToken cancellation, out StopReason? last)
    {
        last = null;
        long met = 0;
        while (Cpu.Steps < end && !cancellation.IsCancellationRequested)
        {
            DeliverInput();
            var before = (Cpu.Steps, Cpu.ExceptionCount);
            var stop = _nextInput < _inputs.Count ? Math.Min(end, _inputs[_nextInput].Steps) : end;
            var reason = Cpu.Run(stop - Cpu.Steps, cancellation);
            if (reason is StopReason.Breakpoint or StopReason.Watchpoint)
            {
                last = reason;
                if (++met == hits)
                {
                    break;
                }
            }
            else if (before == (Cpu.Steps, Cpu.ExceptionCount))
            {
                break;
            }
        }

        return met;
    }

    // Restores a snapshot; a breakpoint at its very instruction counts again.
    private void Return(Checkpoint checkpoint)
    {
        machine.RestoreState(checkpoint.Snapshot);
        Cpu.PassBreakpoint(false);
        _nextInput = checkpoint.NextInput;
    }

    // Whatever has to happen at this step before the next instruction.
    private void Begin()
    {
        DeliverInput();
        var index = IndexOf(Cpu.Steps);
        if (_edited || index < 0 || Cpu.Steps - _checkpoints[^1].Steps >= _spacing)
        {
            TakeCheckpoint(index);
        }
        else if (_checkpoints[index].Steps == Cpu.Steps)
        {
            // What taking it did: see Cpu.Save.
            Cpu.InvalidateTranslations();
        }
    }

    private void TakeCheckpoint(int index)
    {
        if (index >= 0 && _checkpoints[index].Steps == Cpu.Steps)
        {
            Drop(index);
        }

        _edited = false;
        var checkpoint = new Checkpoint(machine.TakeSnapshotNow(), Cpu.Steps, _nextInput);
        _checkpoints.Add(checkpoint);
        Count(checkpoint.Snapshot, 1);
        while (_checkpoints.Count > 2 && (_checkpoints.Count > options.MaximumSnapshots || (long)_pages.Count * PhysicalMemory.PageSize > options.MaximumBytes))
        {
            // Every second one, never the first nor the last.
            for (var i = (_checkpoints.Count - 2) | 1; i > 0; i -= 2)
            {
                if (i < _checkpoints.Count - 1)
                {
                    Drop(i);
                }
            }

            _spacing *= 2;
        }
    }

    private void Drop(int index)
    {
        Count(_checkpoints[index].Snapshot, -1);
        _checkpoints.RemoveAt(index);
    }

    // How many snapshots use each chunk, and how many chunks each page.
    private void Count(MachineSnapshot snapshot, int change)
    {
        foreach (var pages in snapshot.Memory.Chunks.Values)
        {
            if (Count(_chunks, pages, change))
            {
                foreach (var page in pages)
                {
                    if (page != null)
                    {
                        Count(_pages, page, change);
                    }
                }
            }
        }
    }

    // True for the first user and the last.
    private static bool Count<T>(Dictionary<T, int> users, T item, int change)
        where T : class
    {
        var count = users.GetValueOrDefault(item) + change;
        if (count == 0)
        {
            return users.Remove(item);
        }

        users[item] = count;
        return count == 1 && change > 0;
    }

    private void DeliverInput()
    {
        while (_nextInput < _inputs.Count && _inputs[_nextInput].Steps <= Cpu.Steps)
        {
            machine.Receive(_inputs[_nextInput++].Bytes);
        }
    }

    private void ForgetFuture()
    {
        DeliverInput();
        _inputs.RemoveRange(_nextInput, _inputs.Count - _nextInput);
        for (var i = _checkpoints.Count - 1; i >= 0 && _checkpoints[i].Steps > Cpu.Steps; i--)
        {
            Drop(i);
        }

        (_end, _endInstructions) = (Cpu.Steps, machine.Instructions);
        machine.ForgetShownConsole();
    }

    // The step at which something has to happen: a checkpoint, old or new, or an input.
    private long NextStop()
    {
        var next = IndexOf(Cpu.Steps) + 1;
        var stop = next < _checkpoints.Count ? _checkpoints[next].Steps : _checkpoints[^1].Steps + _spacing;
        return _nextInput < _inputs.Count ? Math.Min(stop, _inputs[_nextInput].Steps) : stop;
    }

    // The last checkpoint that is not later, or -1.
    private int IndexOf(long steps)
    {
        var (low, high) = (0, _checkpoints.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _checkpoints[middle].Steps <= steps ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
