using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>What each compartment can reach when main begins, and by what it reaches it.</summary>
internal sealed class ReachFindings(Plan plan)
{
    // Each compartment is compared with each region: beyond this a person asks for one compartment (Image.Reach).
    private const int Limit = 64;

    public IEnumerable<Finding> Find()
    {
        var count = plan.Configuration.Compartments.Count;
        if (count > Limit)
        {
            return [new Finding("reach", FindingTopic.Reach, "all compartments", $"What each of {count} compartments reaches is not listed here.", [$"The list has {Limit} compartments at most; Image.Reach() has them all."], [])];
        }

        MemoryReach reach;
        try
        {
            reach = plan.Link().Reach();
        }
        catch (InputException e)
        {
            return [new Finding("reach", FindingTopic.Reach, "all compartments", "The plan cannot be linked, so nothing has an address.", [.. e.Diagnostics.Select(d => $"{d.Id}: {d.Message}")], [])];
        }

        return reach.Compartments.Select(c => Of(reach.Image, c));
    }

    private Finding Of(Image image, CompartmentReach reach)
    {
        var mechanism = IsolationMechanism.Of(plan.Configuration.Compartments[reach.Compartment]);
        var reasons = new List<string>();
        if (reach.IsEverything || !mechanism.IsIsolated)
        {
            reasons.Add($"{mechanism.Name}: {mechanism.Description}.");
        }
        else
        {
            reasons.AddRange(reach.Regions.GroupBy(r => (r.Owner, Way: Way(image, reach.Compartment, r)))
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

    /// <summary>Which of its capabilities gets it there.</summary>
    private string Way(Image image, int compartment, ReachedRegion reached)
    {
        var bounds = image.Bounds[compartment];
        if (image.Regions.FirstOrDefault(r => r.Name == reached.Region) is not { } region)
        {
            return reached.Region == "UART" ? "through the console's capability, which lies in its data" : "inside the bounds, rounded until a capability can have them";
        }

        if (region.Kind == RegionKind.Shared)
        {
            return $"inside its DDC, which overlaps there with {Names.List(plan.SharedBy.Where(s => s != compartment).Select(plan.NameOf))}";
        }

        if (Inside(region, bounds.TextStart, bounds.TextEnd))
        {
            return "inside its PCC";
        }

        return Inside(region, bounds.DataStart, bounds.DataEnd) ? "inside its DDC"
            : region.Compartment == compartment ? "by its pages" : "by a capability that it can load";
    }

    private static bool Inside(Region region, ulong start, ulong end) => region.Start >= start && region.Start + region.Size <= end;
}
