namespace FlexCap.Morello.Internal;

// Probes and breakpoints take the place of a slot's handler: instructions without one pay nothing.
internal sealed unsafe partial class Cpu
{
    [NotState]
    private readonly Dictionary<ulong, List<Action<ProbeHit>>> _probes = [];
    [NotState]
    private readonly HashSet<ulong> _breakpoints = [];
    [NotState]
    private readonly HashSet<uint> _probedOffsets = [];
    [NotState]
    private ulong? _passedBreakpoint;

    internal void AddProbe(ulong address, Action<ProbeHit> handler)
    {
        if (!_probes.TryGetValue(address, out List<Action<ProbeHit>>? handlers))
        {
            _probes.Add(address, handlers = []);
        }

        handlers.Add(handler);
        ProbesChanged();
    }

    internal void AddBreakpoint(ulong address)
    {
        if (_breakpoints.Add(address))
        {
            ProbesChanged();
        }
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
        foreach (ulong address in _probes.Keys.Concat(_breakpoints))
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
        if (cpu._breakpoints.Contains(pc) && cpu._passedBreakpoint != pc)
        {
            cpu._passedBreakpoint = pc;
            cpu.NextPc = pc;
            cpu.NotRetired();
            cpu.RequestStop(new StopReason.Breakpoint(pc));
            return;
        }

        cpu._passedBreakpoint = null;
        if (cpu._probes.TryGetValue(pc, out List<Action<ProbeHit>>? handlers))
        {
            int own = cpu._windowSlots[(pc - cpu._windowStart) >> 2].Cycles;
            var hit = new ProbeHit(pc, cpu.Instructions - 1, cpu.Cycles - own, cpu.CompartmentId);
            foreach (Action<ProbeHit> handler in handlers)
            {
                handler(hit);
            }
        }

        Decode(word, out _)(cpu, word);
    }
}
