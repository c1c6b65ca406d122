using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Experiments.Internal;

/// <summary>A pair of exact instructions and modelled cycles.</summary>
internal readonly record struct Cost(long Instructions, long Cycles)
{
    internal static Cost Between(ProbeHit from, ProbeHit to) => new(to.Instructions - from.Instructions, to.Cycles - from.Cycles);
}

/// <summary>One execution of a gate, by segment.</summary>
internal sealed record SwitchSample(int Gate, IReadOnlyList<Cost> Segments);

/// <summary>
/// Follows every gate of an image with probes and cuts each execution into its six segments. Probes do not change what
/// the guest does or how many instructions it retires. Switches may nest: a gate that is entered inside another one is
/// followed on its own, and its cost is part of the outer one's function segment.
/// </summary>
/// <param name="wanted">Asked when a gate is left that was entered from outside any other: is this switch to be kept?</param>
internal sealed class SwitchRecorder(Func<bool> wanted)
{
    private readonly Stack<Frame> _frames = new();
    private readonly List<SwitchSample> _samples = [];

    internal IReadOnlyList<SwitchSample> Samples => _samples;

    internal void Attach(Machine machine, IReadOnlyList<ImageGate> gates)
    {
        // Switcher and trampolines are shared by gates, so an address is probed once and means the innermost gate.
        var shared = new HashSet<ulong>();
        foreach (var (index, gate) in gates.Index().Where(g => g.Item.Gate.Mechanism != Mechanism.Function))
        {
            machine.AddProbe(gate.Start, hit => _frames.Push(new Frame(index, hit)));
            machine.AddProbe(gate.Call, hit => Reach(1, hit));
            AddShared(gate.SwitcherStart, 2);
            AddShared(gate.TrampolineCall, 3);
            AddShared(gate.TrampolineReturn, 4);
            machine.AddProbe(gate.Return, hit => Reach(5, hit));
            machine.AddProbe(gate.End, hit => Finish(index, hit));
        }

        void AddShared(ulong address, int boundary)
        {
            if (shared.Add(address))
            {
                machine.AddProbe(address, hit => Reach(boundary, hit));
            }
        }
    }

    private void Reach(int boundary, ProbeHit hit)
    {
        if (_frames.TryPeek(out var frame) && frame.Hits.Count == boundary)
        {
            frame.Hits.Add(hit);
        }
    }

    private void Finish(int gate, ProbeHit hit)
    {
        // A frame that a fault left behind is dropped together with what it had entered.
        while (_frames.TryPop(out var frame))
        {
            if (frame.Gate != gate)
            {
                continue;
            }

            frame.Hits.Add(hit);
            if (frame.Hits.Count == SwitchSegments.All.Count + 1 && _frames.Count == 0 && wanted())
            {
                _samples.Add(new SwitchSample(gate, [.. frame.Hits.Zip(frame.Hits.Skip(1), Cost.Between)]));
            }

            return;
        }
    }

    private sealed class Frame(int gate, ProbeHit start)
    {
        internal int Gate => gate;

        internal List<ProbeHit> Hits { get; } = [start];
    }
}
