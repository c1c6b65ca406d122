using System.Collections.Concurrent;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>
/// The modelled cost of a crossing: what an empty call executes between the gate's first instruction and its return, in the
/// micro-benchmark of PLOS'23 (section 4) with the same mechanism. Counted once in a process for each mechanism.
/// </summary>
internal static class CrossingCosts
{
    private static readonly ConcurrentDictionary<IsolationMechanism, Lazy<int?>> Known = new();

    /// <summary>What a gate costs in instructions, or null where there is no gate or no count.</summary>
    public static int? Of(Gate gate) => Of(IsolationMechanism.Of(gate));

    /// <summary>The same call by every other mechanism and gate variant, cheapest first.</summary>
    public static IEnumerable<Alternative> Others(Gate gate) =>
        IsolationMechanism.All.Where(m => m != IsolationMechanism.Of(gate) && m.HasGates)
            .Select(m => (Mechanism: m, Cost: Of(m))).Where(m => m.Cost is not null).OrderBy(m => m.Cost)
            .Select(m => new Alternative($"{m.Mechanism.Name}: {m.Mechanism.Description}", m.Cost));

    private static int? Of(IsolationMechanism mechanism) => mechanism.HasGates ? Known.GetOrAdd(mechanism, m => new(() => Count(m))).Value : null;

    private static int? Count(IsolationMechanism mechanism)
    {
        var benchmark = Configurations.FirstCompartments;
        benchmark = benchmark with { Compartments = [.. benchmark.Compartments.Select(c => c with { Mechanism = mechanism.Mechanism, Gate = mechanism.Gate })] };
        if (!benchmark.TryCheck(out var plan, out _))
        {
            return null;
        }

        var image = plan!.Link();
        var gate = image.Gates.First(g => g.Gate is { From: 0, To: 1, Function: "flexos_microbenchmark_empty" });
        var machine = image.Load();
        var (started, least) = (0L, long.MaxValue);
        machine.Machine.AddProbe(gate.Start, hit => started = hit.Instructions);
        machine.Machine.AddProbe(gate.End, hit => least = Math.Min(least, hit.Instructions - started + 1)); // and the RET
        return machine.Run(10_000_000).Stop is StopReason.Halted { ExitCode: 0 } && least != long.MaxValue ? (int)least : null;
    }
}
