using System.Text;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>A call graph as text, CSV and DOT.</summary>
internal static class CallGraphText
{
    private const int MaximumFunctions = 8;

    public static string ToText(CallGraph graph)
    {
        var text = new StringBuilder(graph.Title).Append('\n');
        foreach (var node in graph.Nodes)
        {
            text.Append($"{node.Name}: {Text.Size(node.CodeBytes)} of code ({(node.Libraries.Count == 0 ? "no micro-library" : string.Join(", ", node.Libraries))})\n");
            foreach (var edge in graph.Edges.Where(e => e.From == node.Compartment))
            {
                var rest = edge.Functions.Count - MaximumFunctions;
                text.Append($"  → {graph.Nodes[edge.To].Name}: {edge.Functions.Count} {(edge.Functions.Count == 1 ? "function" : "functions")}{(edge.Calls is { } calls ? $", {ViewText.Number(calls)} calls" : "")}: ")
                    .Append(string.Join(", ", edge.Functions.Take(MaximumFunctions).Select(Describe))).Append(rest > 0 ? $" and {rest} more\n" : "\n");
            }
        }

        return graph.Edges.Count == 0 ? text.Append("no calls between compartments\n").ToString() : text.ToString();
    }

    public static string ToCsv(CallGraph graph)
    {
        var grid = new Grid(("from", false), ("to", false), ("function", false), ("calls (measured)", true), ("caller code bytes", true), ("callee code bytes", true));
        foreach (var edge in graph.Edges)
        {
            var (from, to) = (graph.Nodes[edge.From], graph.Nodes[edge.To]);
            foreach (var call in edge.Functions)
            {
                grid.Add(from.Name, to.Name, call.Function, call.Calls is { } calls ? ViewText.Number(calls) : "", ViewText.Number(from.CodeBytes), ViewText.Number(to.CodeBytes));
            }
        }

        return grid.ToCsv();
    }

    public static string ToDot(CallGraph graph)
    {
        var text = new StringBuilder($"digraph {Quote(graph.Image.Plan.Configuration.Name)} {{\n  node [shape=box, style=rounded];\n");
        foreach (var node in graph.Nodes)
        {
            text.Append($"  c{node.Compartment} [label={Quote($"{node.Name}\n{Text.Size(node.CodeBytes)}\n{string.Join(", ", node.Libraries)}")}];\n");
        }

        foreach (var edge in graph.Edges)
        {
            var rest = edge.Functions.Count - MaximumFunctions;
            text.Append($"  c{edge.From} -> c{edge.To} [label={Quote(string.Join("\n", edge.Functions.Take(MaximumFunctions).Select(Describe)) + (rest > 0 ? $"\nand {rest} more" : ""))}];\n");
        }

        return text.Append("}\n").ToString();
    }

    public static string Describe(CallGraphCall call) => call.Calls is { } calls ? $"{call.Function} ({ViewText.Number(calls)})" : call.Function;

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
