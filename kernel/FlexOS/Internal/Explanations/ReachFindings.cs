using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>What each compartment can reach, and by what, as it follows from the plan.</summary>
internal sealed class ReachFindings(Plan plan)
{
    // Each compartment is compared with each region: beyond this a person asks for one compartment (Image.Reach).
    private const int Limit = 64;

    public IEnumerable<Finding> Find()
    {
        var count = plan.Configuration.Compartments.Count;
        if (count > Limit)
        {
            return [new Finding("reach", FindingTopic.Reach, "all compartments", $"What each of {count} compartments reaches is not listed here.", [$"The list has {Limit} compartments at most; Plan.Reach() has them all."], [])];
        }

        MemoryReach reach;
        try
        {
            reach = plan.Reach();
        }
        catch (InputException e)
        {
            return [new Finding("reach", FindingTopic.Reach, "all compartments", "The plan cannot be linked, so nothing has an address.", [.. e.Diagnostics.Select(d => $"{d.Id}: {d.Message}")], [])];
        }

        return reach.Compartments.Select(Of);
    }

    private Finding Of(CompartmentReach reach)
    {
        var mechanism = IsolationMechanism.Of(plan.Configuration.Compartments[reach.Compartment]);
        var reasons = new List<string>();
        if (reach.IsEverything || !mechanism.IsIsolated)
        {
            reasons.Add($"{mechanism.Name}: {mechanism.Description}.");
        }
        else
        {
            reasons.AddRange(reach.Regions.GroupBy(r => (r.Owner, Way: r.Why))
                .Select(g => $"{g.Key.Owner switch { "" => "no one", var owner when owner == reach.Name => "its own", var owner => owner }}: {Names.Some([.. g.Select(r => $"{r.Region} ({Access(r)})")], 8)}, {g.Key.Way}."));
            if (reach.SealedEntries != 0)
            {
                reasons.Add($"{Names.Count(reach.SealedEntries, "sealed capability", "sealed capabilities")}: what it can enter, but neither read nor change.");
            }
        }

        return new Finding($"reach/{reach.Name}", FindingTopic.Reach, reach.Name,
            $"Whoever controls {reach.Name} can read {Text.Size(reach.Read)}, write {Text.Size(reach.Write)} and run {Text.Size(reach.Execute)}{(reach.IsEverything ? ", and nothing limits it" : "")}.", reasons, []);
    }

    private static string Access(ReachedRegion region) =>
        string.Concat(region.Read != 0 ? "r" : "", region.Write != 0 ? "w" : "", region.Execute != 0 ? "x" : "") + " " + Text.Size(Math.Max(region.Read, Math.Max(region.Write, region.Execute)));
}
