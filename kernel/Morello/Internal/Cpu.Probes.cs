namespace FlexCap.Morello.Internal;

// Probes and breakpoints take the place of a slot's handler: instructions without one pay nothing.
internal sealed unsafe partial class Cpu
{
    [NotState]
    private readonly Dictionary<ulong, List<Action<ProbeHit>>> _probes = [];
    [NotState]
    private readonly Dictionary<ulong, Func<ProbeHit, bool>?> _breakpoints = [];
    [NotState]
    private readonly HashSet<uint> _probedOffsets = [];
    [NotState]
    private ulong? _passedBreakpoint;

    /// <summary>True if breakpoints and watchpoints do not stop.</summary>
    [field: NotState]
    internal bool IgnoreStops { get; set; }

    /// <summary>Lets the next run execute the instruction that it starts with even if there is a breakpoint; false: stop at it.</summary>
    internal void PassBreakpoint(bool pass = true) => _passedBreakpoint = pass ? NextPc : null;

    internal void AddProbe(ulong address, Action<ProbeHit> handler)
    {
        if (!_probes.TryGetValue(address, out List<Action<ProbeHit>>? handlers))
        {
            _probes.Add(address, handlers = []);
        }

        handlers.Add(handler);
        ProbesChanged();
    }

    internal void AddBreakpoint(ulong address, Func<ProbeHit, bool>? condition)
    {
        _breakpoints[address] = condition;
        ProbesChanged();
    }

    internal void RemoveBreakpoint(ulong address)
    {
        if (_breakpoints.Remove(address))
        {
            ProbesChanged();
        }
    }

    // One physical page can be seen at several virtual addresses, so slots are marked by page offset and the address is compared on execution.
    private void ProbesChanged()
    {
        _probedOffsets.Clear();
        foreach (ulong address in _probes.Keys.Concat(_breakpoints.Keys))
        {
            _probedOffsets.Add((uint)address & 0xFFF);
        }

        InvalidateCode();
    }

    private bool IsProbed(ulong address) => _probedOffsets.Count != 0 && _probedOffsets.Contains((uint)address & 0xFFF);

    // A run that starts at the breakpoint where the last one stopped executes the instruction there.
    private void BeginRun()
    {
        if (_passedBreakpoint != NextPc)
        {
            _passedBreakpoint = null;
        }
    }

    private static void ExecuteProbed(Cpu cpu, uint word)
    {
        ulong pc = cpu._pc;
        if (cpu._passedBreakpoint != pc && !cpu.IgnoreStops && cpu._breakpoints.TryGetValue(pc, out Func<ProbeHit, bool>? condition)
            && (condition == null || condition(cpu.HitAt(pc))))
        {
            cpu._passedBreakpoint = pc;
            cpu.StopBeforeInstruction(new StopReason.Breakpoint(pc));
            return;
        }

        cpu._passedBreakpoint = null;
        if (cpu._probes.TryGetValue(pc, out List<Action<ProbeHit>>? handlers))
        {
            ProbeHit hit = cpu.HitAt(pc);
            foreach (Action<ProbeHit> handler in handlers)
            {
                handler(hit);
            }
        }

        cpu.Followable(Decode(word, out TimingClass timing), timing)(cpu, word);
    }

    // The counts are those before the instruction.
    private ProbeHit HitAt(ulong pc) =>
        new(pc, Instructions - 1, Cycles - _windowSlots[(pc - _windowStart) >> 2].Cycles, CompartmentId);

    // Ends the run as if the instruction had not begun. Its cycles are in the slot that the run loop adds, so they are taken out here.
    private void StopBeforeInstruction(StopReason reason)
    {
        _cycles -= _windowSlots[(_pc - _windowStart) >> 2].Cycles;
        NextPc = _pc;
        ForgetAccesses();
        _retired--;
        RequestStop(reason);
    }
}
