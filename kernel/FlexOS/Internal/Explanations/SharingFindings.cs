using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Internal.Yaml;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Who shares data with whom, why, and why a third compartment cannot.</summary>
internal sealed class SharingFindings(Plan plan)
{
    private readonly List<SharedArea> _areas = [.. plan.Areas.Where(a => !a.IsRegister)];

    public IEnumerable<Finding> Find()
    {
        var mechanism = IsolationMechanism.Of(plan.Configuration);
        if (!mechanism.IsIsolated)
        {
            yield return new Finding("sharing", FindingTopic.Sharing, "all compartments", "Everything is shared.", [$"{mechanism.Name}: {mechanism.Description}; every compartment reaches all of memory."], []);
            yield break;
        }

        foreach (var area in _areas)
        {
            yield return Region(area);
        }

        foreach (var area in plan.Areas.Where(a => a.IsRegister))
        {
            yield return Register(area);
        }

        foreach (var (piece, users) in plan.SharedUsers.Where(s => !plan.SharedRegion.Contains(s.Key)))
        {
            yield return NotInRegion(piece, users);
        }

        foreach (var (id, compartment) in plan.Configuration.Compartments.Index().Where(c => !_areas.Exists(a => a.Compartments.Contains(c.Index))))
        {
            if (plan.Gates.Any(g => g.From == id || g.To == id))
            {
                yield return Alone(id, compartment.Name);
            }
        }

        foreach (var (one, other) in plan.TypedGates.Select(g => (One: Math.Min(g.Gate.From, g.Gate.To), Other: Math.Max(g.Gate.From, g.Gate.To))).Distinct().Order())
        {
            if (!_areas.Exists(a => a.Joins(one, other)) && _areas.Exists(a => a.Compartments.Contains(one)) && _areas.Exists(a => a.Compartments.Contains(other)))
            {
                yield return Apart(one, other);
            }
        }
    }

    private Finding Region(SharedArea area)
    {
        var names = Names.List(area.Compartments.Select(plan.NameOf));
        var inRegion = plan.SharedUsers.Where(s => area.Pieces.Contains(s.Key)).ToList();
        var common = inRegion.Where(s => s.Value.Count(u => u >= 0) > 1).Select(s => NameOf(s.Key)).Order(StringComparer.Ordinal).ToList();
        var reasons = new List<string>();
        if (plan.Configuration.SharedBetween.Count != 0 && area.Index == 0)
        {
            reasons.Add("The configuration says so (shared_between).");
        }
        else if (plan.Configuration.Edges.Any(e => e.Sharing == Sharing.Overlap && area.Compartments.Select(plan.NameOf).Count(n => n == e.From || n == e.To) == 2))
        {
            reasons.Add("The configuration says so (an edge with sharing: overlap).");
        }
        else if (area.HasStacks)
        {
            reasons.Add("Their stacks lie there: with this gate a call runs on its caller's stack.");
        }
        else if (common.Count != 0)
        {
            reasons.Add($"{(area.Compartments.Count == 2 ? "Both" : "They")} refer to {Names.Some(common)}.");
        }
        else
        {
            reasons.Add(area.Compartments.Count == 2 ? "The owner of shared data has gates with no third compartment, so there is no doubt who is meant." : "Pages can be mapped by any number of compartments, and data crosses between these.");
        }

        reasons.Add($"{Names.Count(inRegion.Count, "section", "sections")} of shared data, {Text.Size(inRegion.Aggregate(0UL, (sum, s) => sum + s.Key.Size))}, lie in the region between their data, and the bounds of both take it in.");
        if (_areas.Count > 1)
        {
            reasons.Add($"The compartments that overlap lie on a path, each between two regions at most: {Line(area)}.");
        }

        return new Finding($"sharing/{string.Join('/', area.Compartments.Select(plan.NameOf))}", FindingTopic.Sharing, names, $"{names} overlap on a shared region.", reasons, Others(area.Compartments[0], area.Compartments[^1]));
    }

    private static Finding Register(SharedArea area) => new("sharing/register", FindingTopic.Sharing, "register c18", "Every compartment reaches a region through the capability in c18.",
        [$"{Names.Count(area.Pieces.Count, "section", "sections")} of shared data, {Text.Size(area.Pieces.Aggregate(0UL, (sum, p) => sum + p.Size))}; no compartment's bounds cover it, so code that does not use c18 does not reach it."], []);

    private Finding NotInRegion(Piece piece, IReadOnlyList<int> users)
    {
        var owner = plan.NameOf(piece.Compartment);
        var reasons = new List<string>
        {
            _areas.Count == 0 ? "No two compartments share a region: nobody but its owner refers to it, and who is meant cannot be told from the gates."
                : string.Join(" ", _areas.Select(a => $"The shared region lies between {Names.List(a.Compartments.Select(plan.NameOf))}.")),
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
        else if (_areas.Count != 0)
        {
            reasons.Add(WhyNot(_areas[0]));
        }
        else
        {
            reasons.Add("No shared data is referred to across, so no bounds overlap.");
        }

        reasons.Add($"It exchanges data with {Names.List(neighbours.Select(plan.NameOf))} by what crosses in calls.");
        return new Finding($"sharing/{name}", FindingTopic.Sharing, name, $"{name} reaches no shared region.", reasons, Others(neighbours[0], id));
    }

    private Finding Apart(int one, int other)
    {
        var (a, b) = (plan.NameOf(one), plan.NameOf(other));
        var ways = plan.TypedGates.Where(g => (g.Gate.From == one && g.Gate.To == other) || (g.Gate.From == other && g.Gate.To == one)).Select(g => ConfigurationReader.Sharings[(int)g.Sharing]).Distinct().Order(StringComparer.Ordinal);
        return new Finding($"sharing/{a}/{b}/apart", FindingTopic.Sharing, $"{a}, {b}", $"{a} and {b} share no region; data crosses by {Names.List(ways)}.",
            [$"{a} overlaps with {With(one)}, {b} with {With(other)}.", WhyNot(_areas.Find(x => x.Compartments.Contains(one))!)], Others(one, other));

        string With(int id) => Names.List(_areas.Where(x => x.Compartments.Contains(id)).SelectMany(x => x.Compartments).Where(c => c != id).Select(plan.NameOf));
    }

    private string WhyNot(SharedArea area)
    {
        var (first, second) = (plan.NameOf(area.Compartments[0]), plan.NameOf(area.Compartments[^1]));
        return $"A compartment's data is one interval, since one DDC bounds it. {first} lies below the shared region and {second} above it: both ends of the region are taken, and the interval of a third compartment that reached it would take in all of {first}'s or {second}'s private data.";
    }

    /// <summary>The path that an area lies on: comp1 | comp2 | comp3.</summary>
    private string Line(SharedArea area)
    {
        var (left, right) = (area.Compartments[0], area.Compartments[^1]);
        var line = new LinkedList<int>([left, right]);
        for (var rest = _areas.Where(a => a != area).ToList(); rest.FirstOrDefault(a => a.Compartments.Contains(line.First!.Value) || a.Compartments.Contains(line.Last!.Value)) is { } next; rest.Remove(next))
        {
            if (next.Compartments.Contains(line.Last!.Value))
            {
                line.AddLast(next.Compartments.First(c => c != line.Last!.Value));
            }
            else
            {
                line.AddFirst(next.Compartments.First(c => c != line.First!.Value));
            }
        }

        return string.Join(" | ", line.Select(plan.NameOf));
    }

    /// <summary>The ways in which two compartments can exchange data.</summary>
    private List<Alternative> Others(int one, int other)
    {
        var (a, b) = (plan.NameOf(one), plan.NameOf(other));
        var ways = new List<Alternative>();
        if (!_areas.Exists(x => x.Joins(one, other)))
        {
            ways.Add(new($"overlap: 'shared_between: [{a}, {b}]' gives the region to these two instead; no copy, and each can read and change what lies there at any time", Crossing(one)));
        }

        ways.Add(Way("capability: the caller passes exactly bounded capabilities, and the callee's library has functions that take them; nothing else becomes reachable", Sharing.Capability, one, other));
        ways.Add(Way("copy: what a call passes is copied to the callee and back; works between any two compartments, and neither sees later changes", Sharing.Copy, one, other));
        ways.Add(Way("shared-register: a region that no bounds cover is reached through a capability in c18, with one or two instructions more for each access; any number of compartments", Sharing.SharedRegister, one, other));
        ways.Add(new($"{a} and {b} as one compartment: nothing is exchanged, and nothing isolates them", 0));
        return ways;
    }

    /// <summary>A way with the mean cost of the functions that the two call of each other; of one pointer to 16 bytes where none of them has pointers.</summary>
    private Alternative Way(string text, Sharing sharing, int one, int other)
    {
        var mechanism = IsolationMechanism.Of(plan.Configuration.Compartments[one]);
        var functions = plan.TypedGates.Where(g => (g.Gate.From == one && g.Gate.To == other) || (g.Gate.From == other && g.Gate.To == one)).Select(g => g.Interface).ToList();
        var costs = (functions.Count == 0 ? [OnePointer] : functions).Select(f => CrossingCosts.Of(mechanism, f, sharing)).OfType<ModelledCost>().ToList();
        return costs.Count == 0 ? new Alternative(text) : new Alternative($"{text}; {(functions.Count == 0 ? "with one pointer to 16 bytes" : $"in the mean of {Names.Count(functions.Count, "function", "functions")} with pointers")}",
            (int)Math.Round(costs.Average(c => c.Instructions))) { InstructionsPerByte = Math.Round(costs.Average(c => c.PerByte), 3) };
    }

    private static readonly FunctionInterface OnePointer = new("", new InterfaceResult(ValueType.Int32, Pass.Value), [new InterfaceArgument("data", Pass.In, ValueType.UInt64) { Size = new BufferSize(null, null, 1, 16) }]);

    private int? Crossing(int id) =>
        CrossingCosts.Of(new Gate(id, id, "", plan.Configuration.Compartments[id].Mechanism) { Variant = plan.Configuration.Compartments[id].Gate });

    private static string NameOf(Piece piece) => piece.Symbols.Count == 0 ? piece.Where : piece.Symbols[0].Name;
}
