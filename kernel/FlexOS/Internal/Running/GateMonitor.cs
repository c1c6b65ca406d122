using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Counts gate executions, and keeps the gates that are open, so that a fault can be laid at the gate through which its
/// compartment was entered. It only watches: probes change nothing for the guest.
/// </summary>
internal sealed class GateMonitor
{
    // As many as the machine keeps.
    private const int LinkRegister = 30, KeptFaults = 4096;
    private readonly Image _image;
    private readonly Machine _machine;
    private readonly long[] _counts;
    private readonly List<int>[] _open; // by thread: each has its own chain of calls
    private readonly Region[] _stacks;
    private int _thread;
    private long _branch = -1;
    private readonly List<FaultReport> _faults = [];

    public GateMonitor(Image image, Machine machine)
    {
        (_image, _machine, _counts) = (image, machine, new long[image.Gates.Count]);
        _stacks = [.. image.Regions.Where(r => r is { Kind: RegionKind.Stack, Compartment: >= 0 })];
        _open = [.. Enumerable.Range(0, image.Plan.Configuration.Threads).Select(_ => new List<int>())];
        machine.FaultTaken += Note;
        machine.KeepWithSnapshots(() => new State([.. _counts], [.. _open.Select(o => o.ToArray())], _thread, [.. _faults], _branch), state => Restore((State)state));
        for (var i = 0; i < image.Gates.Count; i++)
        {
            if (IsolationMechanism.Of(image.Gates[i].Gate).HasGates)
            {
                var index = i;
                machine.AddProbe(image.Gates[i].Start, _ => Enter(index));
                machine.AddProbe(image.Gates[i].End, _ => Leave(index));
            }
        }

        // A function has no gate of its own to watch: what counts is the branches to it, and, for calls through pointers, who enters it.
        foreach (var (index, gate) in image.Gates.Index().Where(g => !IsolationMechanism.Of(g.Item.Gate).HasGates))
        {
            foreach (var site in gate.CallSites)
            {
                machine.AddProbe(site, hit => Branch(index, hit));
            }
        }

        foreach (var function in image.Gates.Index().Where(g => g.Item.IsAddressTaken && !IsolationMechanism.Of(g.Item.Gate).HasGates).GroupBy(g => g.Item.Function))
        {
            var gates = function.Select(g => (g.Item.Gate.From, g.Index)).ToArray();
            machine.AddProbe(function.Key, hit => EnterFunction(gates, hit));
        }
    }

    // What it knows goes back with the machine.
    private sealed record State(long[] Counts, int[][] Open, int Thread, FaultReport[] Faults, long Branch);

    private void Restore(State state)
    {
        state.Counts.CopyTo(_counts, 0);
        for (var thread = 0; thread < _open.Length; thread++)
        {
            _open[thread].Clear();
            _open[thread].AddRange(state.Open[thread]);
        }

        _thread = state.Thread;
        _faults.Clear();
        _faults.AddRange(state.Faults);
        _branch = state.Branch;
    }

    public IReadOnlyList<long> Counts => [.. _counts];

    public IReadOnlyList<FaultReport> Faults => [.. _faults];

    private void Note(GuestFault fault)
    {
        if (_faults.Count == KeptFaults)
        {
            _faults.RemoveAt(0);
        }

        _faults.Add(Report(fault));
    }

    private void Enter(int gate)
    {
        _counts[gate]++;
        _open[CurrentThread()].Add(gate);
    }

    private void Leave(int gate)
    {
        // A fault that the guest recovered from may have abandoned inner gates.
        var open = _open[CurrentThread()];
        var index = open.LastIndexOf(gate);
        if (index >= 0)
        {
            open.RemoveRange(index, open.Count - index);
        }
    }

    // The stack says who runs; between two stacks, in a switcher or a trampoline, it is who ran before.
    private int CurrentThread()
    {
        if (_open.Length == 1)
        {
            return 0;
        }

        var stack = _machine.Registers.Csp.Value - 1; // as Image.ThreadOf, at every gate
        foreach (var stacks in _stacks)
        {
            if (stack - stacks.Start < stacks.Size)
            {
                return _thread = (int)((stack - stacks.Start) / Compartment.StackSize);
            }
        }

        return _thread;
    }

    private void Branch(int gate, ProbeHit hit)
    {
        _counts[gate]++;
        _branch = hit.Instructions;
    }

    private void EnterFunction((int From, int Index)[] gates, ProbeHit hit)
    {
        if (hit.Instructions == _branch + 1)
        {
            return; // The branch that was the last instruction is counted.
        }

        var caller = _image.CompartmentOfText(_machine.ReadRegister(LinkRegister) - 4);
        foreach (var (from, index) in gates)
        {
            if (from == caller)
            {
                _counts[index]++;
            }
        }
    }

    private FaultReport Report(GuestFault fault)
    {
        // The text that an instruction lies in says who it is; after a jump out of its text a compartment is known by CID_EL0 only.
        var compartment = _image.CompartmentOfText(fault.ProgramCounter);
        if (fault.Access == GuestAccess.Fetch && fault.Restricted)
        {
            compartment = (int)Math.Min(fault.CompartmentId, (ulong)_image.Plan.Configuration.Compartments.Count - 1);
        }

        var thread = CurrentThread();
        var entered = _open[thread].FindLastIndex(g => _image.Gates[g].Gate.To == compartment);
        var backtrace = new BacktraceBuilder(_image, _machine).Build(fault.ProgramCounter);
        var gate = entered < 0 ? GateOf(backtrace, _image.CompartmentName(compartment)) : Text.Gate(_image, _image.Gates[_open[thread][entered]].Gate);
        return new FaultReport(fault, _image.CompartmentName(compartment), _image.Describe(fault.ProgramCounter), _image.OwnerOf(fault.Address), gate)
        {
            Thread = thread,
            Library = _image.SymbolOf(fault.ProgramCounter)?.Library ?? "",
            Source = _image.SourceOf(fault.ProgramCounter),
            AddressLibrary = fault.Access == GuestAccess.None ? "" : _image.SymbolOf(fault.Address)?.Library ?? "",
            Backtrace = backtrace,
            IsStackOverflow = fault.Access is GuestAccess.Load or GuestAccess.Store && IsStackOverflow(fault.Address, (ulong)thread),
        };
    }

    // As is_stack_overflow in kernel/guest/ukboot/fault.c.
    private bool IsStackOverflow(ulong address, ulong thread)
    {
        var stackPointer = _machine.Registers.Csp.Value;
        foreach (var region in _image.Regions.Where(r => r is { Kind: RegionKind.Stack, Compartment: >= 0 }))
        {
            var stack = region.Start + (thread * Compartment.StackSize);
            if (_open.Length > 1 ? address - stack is >= Compartment.GuardStart and < Compartment.GuardEnd
                : stack - address - 1 < Compartment.StackSize && (stackPointer - stack < Compartment.GuardStart || stack - stackPointer < Compartment.StackSize))
            {
                return true;
            }
        }

        return false;
    }

    // Functions that are called without a gate: the outermost frame of the compartment is what was called, the one above it who called.
    private string GateOf(Backtrace backtrace, string compartment)
    {
        var frames = backtrace.Frames;
        var last = 0;
        while (last < frames.Count && frames[last].Compartment != compartment)
        {
            last++;
        }

        while (last + 1 < frames.Count && frames[last + 1].Compartment == compartment)
        {
            last++;
        }

        return last + 1 >= frames.Count ? ""
            : _image.Plan.Gates.FirstOrDefault(g => _image.CompartmentName(g.From) == frames[last + 1].Compartment && _image.CompartmentName(g.To) == compartment
                && g.Function.EndsWith(frames[last].Symbol, StringComparison.Ordinal)) is { } gate ? Text.Gate(_image, gate) : "";
    }
}
