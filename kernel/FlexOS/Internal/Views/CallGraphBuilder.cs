using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Makes a call graph of an image's gates.</summary>
internal static class CallGraphBuilder
{
    public static CallGraph Build(Image image, IReadOnlyList<long>? counts)
    {
        var code = image.Regions.Where(r => r.Kind == RegionKind.Code).ToLookup(r => r.Compartment, r => r.Size);
        var libraries = image.Plan.Libraries.ToLookup(l => l.Compartment, l => l.Name);
        var nodes = image.Plan.Configuration.Compartments
            .Select((c, id) => new CallGraphNode(id, c.Name, code[id].Aggregate(0UL, (sum, size) => sum + size), [.. libraries[id].Distinct()])).ToList();
        var edges = image.Plan.Gates.Index().GroupBy(g => (g.Item.From, g.Item.To)).OrderBy(g => g.Key.From).ThenBy(g => g.Key.To)
            .Select(group => new CallGraphEdge(group.Key.From, group.Key.To,
                [.. group.Select(g => new CallGraphCall(g.Item.Function, counts?[g.Index])).OrderByDescending(c => c.Calls ?? 0).ThenBy(c => c.Function, StringComparer.Ordinal)]))
            .ToList();
        return new CallGraph(image, nodes, edges);
    }
}
