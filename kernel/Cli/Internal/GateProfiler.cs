using FlexCap.FlexOS;
using FlexCap.Morello;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Internal;

/// <summary>
/// Counts, for every gate, what happens between leaving the caller and coming back: the switch both ways and the called
/// function with all that it calls. Probes observe only; the guest runs as without them.
/// </summary>
internal sealed class GateProfiler
{
    private readonly Image _image;
    private readonly long[] _calls;
    private readonly long[] _instructions;
    private readonly long[] _cycles;
    private readonly Stack<(int Gate, long Instructions, long Cycles)> _open = new();

    public GateProfiler(FlexOSMachine machine)
    {
        _image = machine.Image;
        var count = _image.Gates.Count;
        (_calls, _instructions, _cycles) = (new long[count], new long[count], new long[count]);
        for (var i = 0; i < count; i++)
        {
            var gate = i;
            machine.Machine.AddProbe(_image.Gates[i].Call, hit => _open.Push((gate, hit.Instructions, hit.Cycles)));
            machine.Machine.AddProbe(_image.Gates[i].Return, hit => Return(gate, hit));
        }
    }

    public Table ToTable() => new(
        "Gates: from leaving the caller to coming back, with all that is called",
        [new("gate"), new("measured calls", true), new("measured instructions", true), new("modelled cycles", true)],
        [.. _image.Gates.Select((g, i) => (IReadOnlyList<string>)
        [
            $"{_image.CompartmentName(g.Gate.From)} → {_image.CompartmentName(g.Gate.To)}: {g.Gate.Function}",
            $"{_calls[i]:N0}", $"{_instructions[i]:N0}", $"{_cycles[i]:N0}",
        ])]);

    private void Return(int gate, ProbeHit hit)
    {
        // A call that ended in a fault never returns: what it left open is dropped when an outer call does.
        while (_open.TryPop(out var call))
        {
            if (call.Gate == gate)
            {
                _calls[gate]++;
                _instructions[gate] += hit.Instructions - call.Instructions;
                _cycles[gate] += hit.Cycles - call.Cycles;
                return;
            }
        }
    }
}
