using FlexCap.FlexOS;

namespace FlexCap.Experiments;

/// <summary>The words for <see cref="Mechanism"/> in results: the names that the YAML uses.</summary>
public static class MechanismLabels
{
    /// <summary>The lower-case name: <c>function</c>, <c>morello</c> or <c>page-table</c>.</summary>
    public static string Label(this Mechanism mechanism) => MechanismNames.NameOf(mechanism);

    /// <summary>The same compartments, libraries and application with another mechanism for every compartment.</summary>
    public static Configuration With(this Configuration configuration, Mechanism mechanism)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration with { Compartments = [.. configuration.Compartments.Select(c => c with { Mechanism = mechanism, Gate = GateVariant.Lpb })] };
    }
}
