using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

public sealed partial class Machine
{
    /// <summary>
    /// Captures the whole state: registers, tags, RAM, devices, counters and <see cref="Faults"/>. Copies only pages that
    /// changed since the last snapshot. Breakpoints, probes and watchpoints belong to the debugger and are not part of it.
    /// </summary>
    /// <exception cref="InvalidOperationException">A run is under way: take it from outside <see cref="Run"/>.</exception>
    public MachineSnapshot TakeSnapshot()
    {
        RequireStopped();
        FlushConsole();
        return TakeSnapshotNow();
    }

    // Also between two parts of a run that is being recorded.
    internal MachineSnapshot TakeSnapshotNow()
    {
        var writer = new StateWriter();
        _cpu.Save(writer);
        _bus.Save(writer);
        SaveOwn(writer);
        return new(Profile.Name, writer.Written, _memory.Capture(), Instructions, Cycles)
        {
            Owner = this,
            Observers = [.. _observers.Select(observer => observer.Capture())],
        };
    }

    /// <summary>
    /// Makes the machine what it was at a snapshot; running on gives the same instructions, cycles and output as then. The
    /// snapshot may come from another machine with the same board.
    /// </summary>
    /// <exception cref="ArgumentException">It was taken on another board, or its state does not fit this machine.</exception>
    /// <exception cref="InvalidOperationException">A run is under way.</exception>
    public void Restore(MachineSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        RequireStopped();
        if (snapshot.Profile != Profile.Name)
        {
            throw new ArgumentException($"The snapshot was taken on board {snapshot.Profile}; this machine is a {Profile.Name}.", nameof(snapshot));
        }

        FlushConsole();
        RestoreState(snapshot);
        _history = _history?.Anew();
        ForgetShownConsole();
    }

    internal void RestoreState(MachineSnapshot snapshot)
    {
        _memory.Restore(snapshot.Memory);
        var reader = new StateReader(snapshot.State);
        try
        {
            _cpu.Restore(reader);
            _bus.Restore(reader);
            RestoreOwn(reader);
            for (var i = 0; snapshot.Owner == this && i < snapshot.Observers.Count; i++)
            {
                _observers[i].Restore(snapshot.Observers[i]);
            }
        }
        catch (InvalidDataException error)
        {
            throw new ArgumentException("The snapshot does not fit this machine: " + error.Message, nameof(snapshot), error);
        }
    }

    // The state does not follow from what was before: a recording has to know.
    private void StateEdited() => _history?.Edited();

    private void RequireStopped()
    {
        if (_running)
        {
            throw new InvalidOperationException("A run is under way. Snapshots are taken and restored between two runs.");
        }
    }

    private void SaveOwn(StateWriter writer)
    {
        writer.Write(_transmitted);
        writer.Write([.. _tube]);
        writer.Write(_faults.Count);
        foreach (var fault in _faults)
        {
            GuestFaultState.Save(fault, writer);
        }
    }

    private void RestoreOwn(StateReader reader)
    {
        _transmitted = reader.ReadInt64();
        _tube.Clear();
        _tube.AddRange(reader.ReadBytes());
        _faults.Clear();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            _faults.Enqueue(GuestFaultState.Restore(reader));
        }
    }
}
