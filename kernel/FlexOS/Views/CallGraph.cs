using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>A compartment in a call graph.</summary>
/// <param name="Compartment">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CodeBytes">Size of its code in bytes, with its gates and trampoline, without padding.</param>
/// <param name="Libraries">Its micro-libraries, in the order of the plan.</param>
public sealed record CallGraphNode(int Compartment, string Name, ulong CodeBytes, IReadOnlyList<string> Libraries);

/// <summary>A function that is called across.</summary>
/// <param name="Function">Its symbol.</param>
/// <param name="Calls">Measured executions of its gate; null where nothing has run.</param>
public sealed record CallGraphCall(string Function, long? Calls);

/// <summary>The calls from one compartment to another.</summary>
/// <param name="From">Id of the caller.</param>
/// <param name="To">Id of the callee.</param>
/// <param name="Functions">The functions, most called first, then by name.</param>
public sealed record CallGraphEdge(int From, int To, IReadOnlyList<CallGraphCall> Functions)
{
    /// <summary>Measured calls of all of them; null where nothing has run.</summary>
    public long? Calls => Functions.Any(f => f.Calls is null) ? null : Functions.Sum(f => f.Calls!.Value);
}

/// <summary>Compartments and the calls between them.</summary>
/// <param name="Image">The image.</param>
/// <param name="Nodes">Compartments by id.</param>
/// <param name="Edges">By caller and callee.</param>
public sealed record CallGraph(Image Image, IReadOnlyList<CallGraphNode> Nodes, IReadOnlyList<CallGraphEdge> Edges) : IView
{
    /// <inheritdoc/>
    public string Name => "calls";

    /// <inheritdoc/>
    public string Title => $"Calls between compartments of {Image.Plan.Configuration.Name}";

    /// <inheritdoc/>
    public string ToText() => CallGraphText.ToText(this);

    /// <inheritdoc/>
    public string ToSvg() => new CallGraphPicture(this).Draw();

    /// <inheritdoc/>
    public string ToCsv() => CallGraphText.ToCsv(this);

    /// <summary>The graph in Graphviz's DOT language.</summary>
    public string ToDot() => CallGraphText.ToDot(this);
}
