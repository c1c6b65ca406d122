using System.Collections.Concurrent;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>What a crossing is modelled to cost.</summary>
/// <param name="Instructions">Instructions outside the called function, for whatever has a known size.</param>
/// <param name="PerByte">Instructions on top of these for each byte of what has no known size; 0 where there is nothing of that kind.</param>
internal sealed record ModelledCost(double Instructions, double PerByte)
{
    public int Whole => (int)Math.Round(Instructions);
}

/// <summary>
/// The modelled costs of crossings, all of them. A raw gate: what an empty call executes between the gate's first instruction
/// and its return, in the micro-benchmark of PLOS'23 (section 4) with the same mechanism. A typed gate: that, and for each pointer
/// of its interface what one like it took (<see cref="SharingFigures"/>). Both are counted once in a process.
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

    /// <summary>What a call of a function costs by a mechanism and a way to share, its data lying in no shared region; null where there is no count.</summary>
    public static ModelledCost? Of(IsolationMechanism mechanism, FunctionInterface function, Sharing sharing)
    {
        if (Of(mechanism) is not { } raw || SharingFigures.Of(sharing) is not { } figures)
        {
            return null;
        }

        var (fixedCost, perByte, unknown, pointers) = ((double)raw, 0.0, 0, 0);
        foreach (var argument in function.Arguments.Where(a => a.IsBuffer))
        {
            Add(figures.Of(argument), argument.Pass == Pass.String || argument.Size!.Argument is not null ? null : argument.Size.Plus);
        }

        if (function.Result.Pass == Pass.Out)
        {
            Add(figures.Whole, function.Result.Size);
        }

        fixedCost -= Math.Max(0, pointers - 1) * figures.SharedByPointers;
        fixedCost += function.Arguments.Count(a => a.Pass == Pass.Callback) * figures.Callback;
        return new ModelledCost(fixedCost, unknown == 0 ? 0 : perByte / unknown);

        void Add(PointerFigure figure, ulong? size)
        {
            pointers++;
            fixedCost += figure.Cost(size ?? 0);
            (perByte, unknown) = size is null ? (perByte + figure.PerByte, unknown + 1) : (perByte, unknown);
        }
    }

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
