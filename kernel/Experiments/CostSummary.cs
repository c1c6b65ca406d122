namespace FlexCap.Experiments;

/// <summary>The cost of something that was done several times.</summary>
/// <param name="Instructions">Instructions retired; measured, exact.</param>
/// <param name="Cycles">Cycles; modelled.</param>
public sealed record CostSummary(Distribution Instructions, Distribution Cycles)
{
    internal static CostSummary Of(IReadOnlyList<Internal.Cost> costs, int warmUp) => new(
        Distribution.Of([.. costs.Select(c => c.Instructions)], warmUp),
        Distribution.Of([.. costs.Select(c => c.Cycles)], warmUp));
}

/// <summary>Cost of the marked call with one mechanism.</summary>
/// <param name="Mechanism">How the called compartment is isolated.</param>
/// <param name="Measurement">The run.</param>
/// <param name="Cost">From the first mark to the second: call, function and return.</param>
public sealed record CallCost(FlexOS.Mechanism Mechanism, Measurement Measurement, CostSummary Cost)
{
    /// <summary>The variant of its gates; without meaning unless the mechanism is <see cref="FlexOS.Mechanism.Morello"/>.</summary>
    public FlexOS.GateVariant Gate { get; init; }

    /// <summary>Mechanism and variant as configurations write them, such as <c>morello/hardened</c>.</summary>
    public string Name => FlexOS.MechanismNames.NameOf(Mechanism, Gate);
}

/// <summary>Cost of one segment of a switch.</summary>
/// <param name="Segment">Which one.</param>
/// <param name="Cost">From its first instruction to the next segment's.</param>
public sealed record SegmentCost(SwitchSegment Segment, CostSummary Cost);
