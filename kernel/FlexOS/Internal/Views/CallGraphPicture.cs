using FlexCap.FlexOS.Views;
using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>
/// Draws a call graph: compartments on a circle in the order of their ids, as large as their code; arrows bend to the right
/// of their direction, so that calls back do not cover calls out.
/// </summary>
internal sealed class CallGraphPicture(CallGraph graph)
{
    private const int MaximumNodes = 48, LabelledEdges = 14, LabelFunctions = 3;
    private const double Top = 80;

    private readonly Drawing _svg = new();

    public string Draw()
    {
        var count = Math.Min(MaximumNodes, graph.Nodes.Count);
        var ring = count <= 1 ? 0 : Math.Clamp(70.0 + (38 * count), 150, 420);
        // Two stand side by side, with room for words between them; more on a circle.
        var (spreadX, spreadY) = count == 2 ? (250, 0) : (ring, ring);
        var (width, height) = (Math.Max(820, (2 * spreadX) + 400), Top + (2 * spreadY) + 210);
        var (centreX, centreY) = (width / 2, Top + spreadY + 95);
        var largest = Math.Max(1UL, graph.Nodes.Max(n => n.CodeBytes));
        var maximum = count <= 10 ? 52.0 : 26;

        // The first at the top, or left where there are two.
        var start = count == 2 ? Math.PI : -Math.PI / 2;
        var places = Enumerable.Range(0, count).Select(i => start + (2 * Math.PI * i / count))
            .Select((angle, i) => (X: centreX + (spreadX * Math.Cos(angle)), Y: centreY + (spreadY * Math.Sin(angle)), R: Math.Max(count <= 10 ? 18 : 8, maximum * Math.Sqrt(graph.Nodes[i].CodeBytes / (double)largest)))).ToList();
        var shown = graph.Edges.Where(e => e.From < count && e.To < count).ToList();
        _svg.Line($"<defs><marker id=\"flexcap-arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0 1 L9 5 L0 9 z\" fill=\"{Faint}\"/></marker></defs>");
        var most = Math.Max(1, shown.Select(e => e.Calls ?? e.Functions.Count).DefaultIfEmpty(1).Max());
        foreach (var edge in shown)
        {
            Arrow(edge, places[edge.From], places[edge.To], 1 + (3.5 * Math.Log(1 + (edge.Calls ?? edge.Functions.Count)) / Math.Log(1 + most)), shown.Count <= LabelledEdges);
        }

        foreach (var (node, place) in graph.Nodes.Zip(places))
        {
            Node(node, place, place.Y < centreY - 1, count <= 10);
        }

        var rest = graph.Nodes.Count - count;
        return _svg.Picture(width, height, graph.Title,
            $"Areas are sizes of code; arrows are gates, wider where more is called, with {(shown.Any(e => e.Calls is not null) ? "measured calls" : "functions")}.{(rest > 0 ? $" {rest} more compartments are not shown." : "")}");
    }

    private void Node(CallGraphNode node, (double X, double Y, double R) place, bool isAbove, bool hasRoom)
    {
        var colour = ColourOf(node.Compartment);
        _svg.Line($"<circle cx=\"{N(place.X)}\" cy=\"{N(place.Y)}\" r=\"{N(place.R)}\" fill=\"{Tint(colour, 0.55)}\" stroke=\"{colour}\" stroke-width=\"2\"><title>{E($"{node.Name}: {node.CodeBytes} bytes of code; {string.Join(", ", node.Libraries)}")}</title></circle>");
        // On the outside, where no arrows are.
        var y = isAbove ? place.Y - place.R - (hasRoom ? 36 : 7) : place.Y + place.R + 15;
        _svg.Words(place.X, y, hasRoom ? 13 : 10.5, Ink, ViewText.Cut(node.Name, 18), weight: 600, anchor: "middle");
        if (hasRoom)
        {
            _svg.Words(place.X, y + 15, 11.5, Faint, Text.Size(node.CodeBytes), anchor: "middle");
            _svg.Words(place.X, y + 29, 11, Faint, ViewText.Cut(string.Join(", ", node.Libraries), 44), anchor: "middle");
        }
    }

    private void Arrow(CallGraphEdge edge, (double X, double Y, double R) from, (double X, double Y, double R) to, double width, bool isLabelled)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Max(1, Math.Sqrt((dx * dx) + (dy * dy)));
        (dx, dy) = (dx / length, dy / length);
        var bend = Math.Min(60, length * 0.2);
        var (middleX, middleY) = (((from.X + to.X) / 2) - (dy * bend), ((from.Y + to.Y) / 2) + (dx * bend));

        // From rim to rim, towards the middle of the curve.
        (double X, double Y) Rim((double X, double Y, double R) node, double gap)
        {
            var (x, y) = (middleX - node.X, middleY - node.Y);
            var distance = Math.Max(1, Math.Sqrt((x * x) + (y * y)));
            return (node.X + (x / distance * (node.R + gap)), node.Y + (y / distance * (node.R + gap)));
        }

        var (start, end) = (Rim(from, 2), Rim(to, 5));
        _svg.Line($"<path d=\"M{N(start.X)} {N(start.Y)} Q{N(middleX)} {N(middleY)} {N(end.X)} {N(end.Y)}\" fill=\"none\" stroke=\"{ColourOf(edge.From)}\" stroke-opacity=\"0.75\" stroke-width=\"{N(width)}\" marker-end=\"url(#flexcap-arrow)\"><title>{E(string.Join("\n", edge.Functions.Take(30).Select(CallGraphText.Describe)))}</title></path>");
        if (!isLabelled)
        {
            return;
        }

        var lines = edge.Functions.Take(LabelFunctions).Select(f => f.Calls is { } calls ? $"{ViewText.Cut(f.Function, 28)} ×{GateMatrixPicture.Short(calls)}" : ViewText.Cut(f.Function, 28)).ToList();
        if (edge.Functions.Count > LabelFunctions)
        {
            lines.Add($"and {edge.Functions.Count - LabelFunctions} more");
        }

        // A label stands beyond its curve.
        var (x, y) = (((from.X + to.X) / 2) - (dy * ((bend / 2) + 6)), ((from.Y + to.Y) / 2) + (dx * ((bend / 2) + 6)));
        var anchor = Math.Abs(dy) < 0.5 ? "middle" : dy > 0 ? "end" : "start";
        y += dx > 0.5 ? 12 : dx < -0.5 ? -13.0 * (lines.Count - 1) - 4 : 0;
        foreach (var (index, line) in lines.Index())
        {
            _svg.Words(x, y + (13 * index), 11, Ink, line, anchor: anchor, hasHalo: true);
        }
    }
}
