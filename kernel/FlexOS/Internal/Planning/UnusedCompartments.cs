using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>
/// Kraft's rule for compartments without micro-libraries: behind the last used one they are dropped with a warning, below
/// it they are an error, since ids are places in the list and no compartment may be missing from it.
/// </summary>
internal static class UnusedCompartments
{
    /// <summary>The configuration without its unused compartments.</summary>
    public static Configuration Drop(Configuration configuration, DiagnosticBag diagnostics)
    {
        var compartments = configuration.Compartments;
        var used = new HashSet<string>(configuration.Libraries.Select(l => l.Compartment).OfType<string>().Concat(configuration.SharedBetween)
            .Concat(configuration.Edges.SelectMany(e => new[] { e.From, e.To })), StringComparer.Ordinal);
        if (configuration.ApplicationCompartment is { } own)
        {
            used.Add(own);
        }

        var count = compartments.Count;
        while (count > 1 && !IsUsed(compartments[count - 1]))
        {
            count--;
            diagnostics.Warning("FX0309", configuration.Place(compartments[count].Location), $"Compartment '{compartments[count].Name}' has no micro-library, and is left out.", "Place one in it, or remove it.");
        }

        for (var id = 0; id < count; id++)
        {
            if (!IsUsed(compartments[id]))
            {
                diagnostics.Error("FX0240", configuration.Place(compartments[id].Location), $"Compartment '{compartments[id].Name}' has no micro-library, but a later one has.", "Place one in it, remove it, or declare it last, where an unused compartment is left out.");
            }
        }

        return count == compartments.Count ? configuration : configuration with { Compartments = [.. compartments.Take(count)] };

        bool IsUsed(Compartment compartment) => compartment.IsDefault || compartments.Count == 1 || used.Contains(compartment.Name);
    }
}
