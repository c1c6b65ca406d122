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
        var writer = new StateWriter();
        _cpu.Save(writer);
        _bus.Save(writer);
        SaveOwn(writer);
        return new(Profile.Name, writer.Written, _memory.Capture(), Instructions, Cycles);
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
    }

    private void RestoreState(MachineSnapshot snapshot)
    {
        _memory.Restore(snapshot.Memory);
        var reader = new StateReader(snapshot.State);
        try
        {
            _cpu.Restore(reader);
            _bus.Restore(reader);
            RestoreOwn(reader);
        }
        catch (InvalidDataException error)
        {
            throw new ArgumentException("The snapshot does not fit this machine: " + error.Message, nameof(snapshot), error);
        }
    }

    private void RequireStopped()
    {
        if (_running)
        {
            throw new InvalidOperationException("A run is under way. Snapshots are taken and restored between two runs.");
        }
    }

    private void SaveOwn(StateWriter writer)
    {
        writer.Write([.. _tube]);
        writer.Write(_faults.Count);
        foreach (var fault in _faults)
        {
            GuestFaultState.Save(fault, writer);
        }
    }

    private void RestoreOwn(StateReader reader)
    {
        _tube.Clear();
        _tube.AddRange(reader.ReadBytes());
        _faults.Clear();
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            _faults.Enqueue(GuestFaultState.Restore(reader));
        }
    }
}
