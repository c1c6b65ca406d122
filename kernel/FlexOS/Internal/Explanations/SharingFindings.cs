using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Who shares data with whom, why, and why a third compartment cannot.</summary>
internal sealed class SharingFindings(Plan plan)
{
    private IReadOnlyList<int> Sharers => plan.SharedBy;

    public IEnumerable<Finding> Find()
    {
        var mechanism = IsolationMechanism.Of(plan.Configuration);
        if (!mechanism.IsIsolated)
        {
            yield return new Finding("sharing", FindingTopic.Sharing, "all compartments", "Everything is shared.", [$"{mechanism.Name}: {mechanism.Description}; every compartment reaches all of memory."], []);
            yield break;
        }

        if (Sharers.Count != 0)
        {
            yield return Region();
        }

        foreach (var (piece, users) in plan.SharedUsers.Where(s => !plan.SharedRegion.Contains(s.Key)))
        {
            yield return NotInRegion(piece, users);
        }

        foreach (var (id, compartment) in plan.Configuration.Compartments.Index().Where(c => !Sharers.Contains(c.Index)))
        {
            if (plan.Gates.Any(g => g.From == id || g.To == id))
            {
                yield return Alone(id, compartment.Name);
            }
        }
    }

    private Finding Region()
    {
        var names = Names.List(Sharers.Select(plan.NameOf));
        var inRegion = plan.SharedUsers.Where(s => plan.SharedRegion.Contains(s.Key)).ToList();
        var common = inRegion.Where(s => s.Value.Count(u => u >= 0) > 1).Select(s => NameOf(s.Key)).Order(StringComparer.Ordinal).ToList();
        var reasons = new List<string>();
        if (plan.Configuration.SharedBetween.Count != 0)
        {
            reasons.Add("The configuration says so (shared_between).");
        }
        else if (common.Count != 0)
        {
            reasons.Add($"Both refer to {Names.Some(common)}.");
        }
        else
        {
            reasons.Add("The owner of shared data has gates with no third compartment, so there is no doubt who is meant.");
        }

        reasons.Add($"{Names.Count(inRegion.Count, "section", "sections")} of shared data, {Text.Size(inRegion.Aggregate(0UL, (sum, s) => sum + s.Key.Size))}, lie in the region between their data, and the bounds of both take it in.");
        return new Finding($"sharing/{string.Join('/', Sharers.Select(plan.NameOf))}", FindingTopic.Sharing, names, $"{names} overlap on a shared region.", reasons, Others(Sharers[0], Sharers[^1]));
    }

    private Finding NotInRegion(Piece piece, IReadOnlyList<int> users)
    {
        var owner = plan.NameOf(piece.Compartment);
        var reasons = new List<string>
        {
            Sharers.Count == 0 ? "No two compartments share a region: nobody but its owner refers to it, and who is meant cannot be told from the gates." : $"The shared region lies between {Names.List(Sharers.Select(plan.NameOf))}.",
            "It still can be passed as an argument.",
        };
        return new Finding($"sharing/data/{NameOf(piece)}", FindingTopic.Sharing, NameOf(piece), $"Shared data {NameOf(piece)} lies with its owner, {owner}{(users.Any(u => u >= 0 && u != piece.Compartment) ? ", though others refer to it" : "")}.", reasons, []);
    }

    private Finding Alone(int id, string name)
    {
        var neighbours = plan.Gates.Where(g => g.From == id || g.To == id).Select(g => g.From == id ? g.To : g.From).Distinct().Order().ToList();
        var reasons = new List<string>();
        if (!IsolationMechanism.Of(plan.Configuration).HasBounds)
        {
            reasons.Add("Its pages are its own; no shared data that it refers to is mapped for others.");
        }
        else if (Sharers.Count == 2)
        {
            var (first, second) = (plan.NameOf(Sharers[0]), plan.NameOf(Sharers[1]));
            reasons.Add($"A compartment's data is one interval, since one DDC bounds it. {first} lies below the shared region and {second} above it: both ends of the region are taken, and the interval of a third compartment that reached it would take in all of {first}'s or {second}'s private data.");
        }
        else
        {
            reasons.Add("No shared data is referred to across, so no bounds overlap.");
        }

        reasons.Add($"It exchanges data with {Names.List(neighbours.Select(plan.NameOf))} by what crosses in calls.");
        return new Finding($"sharing/{name}", FindingTopic.Sharing, name, $"{name} reaches no shared region.", reasons, Others(neighbours[0], id));
    }

    /// <summary>The ways in which two compartments can exchange data.</summary>
    private List<Alternative> Others(int one, int other)
    {
        var (a, b) = (plan.NameOf(one), plan.NameOf(other));
        var ways = new List<Alternative>();
        if (!(Sharers.Contains(one) && Sharers.Contains(other)))
        {
            ways.Add(new($"overlap: 'shared_between: [{a}, {b}]' gives the region to these two instead; no copy, and each can read and change what lies there at any time", Crossing(one)));
        }

        // The additions are those of docs/gates.md; the crossing itself is counted.
        var crossing = Crossing(one);
        ways.Add(new("capability: the caller passes exactly bounded capabilities, and the callee's library has functions that take them; nothing else becomes reachable", crossing + 8));
        ways.Add(new("copy: what a call passes is copied to the callee and back; works between any two compartments, and neither sees later changes", crossing + 120) { InstructionsPerByte = 0.125 });
        ways.Add(new("shared-register: a region that no bounds cover is reached through a capability in c18, with one or two instructions more for each access; any number of compartments", crossing));
        ways.Add(new($"{a} and {b} as one compartment: nothing is exchanged, and nothing isolates them", 0));
        return ways;
    }

    private int? Crossing(int id) =>
        CrossingCosts.Of(new Gate(id, id, "", plan.Configuration.Compartments[id].Mechanism) { Variant = plan.Configuration.Compartments[id].Gate });

    private static string NameOf(Piece piece) => piece.Symbols.Count == 0 ? piece.Where : piece.Symbols[0].Name;
}
