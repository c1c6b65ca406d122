using FlexCap.FlexOS.Internal.Explanations;

namespace FlexCap.FlexOS;

/// <summary>What a <see cref="Finding"/> is about.</summary>
public enum FindingTopic
{
    /// <summary>A micro-library: who pulled it in, and why it is where it is.</summary>
    Library,

    /// <summary>A gate: who calls what across.</summary>
    Gate,

    /// <summary>Who shares data with whom, who does not, and what else would be possible.</summary>
    Sharing,

    /// <summary>What a compartment can reach.</summary>
    Reach,

    /// <summary>What a permission of a compartment's capabilities is for, or why it is withheld.</summary>
    Permission,
}

/// <summary>Another way to get the same, with its modelled cost.</summary>
/// <param name="Text">What to write, and what it changes.</param>
/// <param name="Instructions">Modelled instructions that one crossing and back executes outside the called function; null where the way has no cost of that kind or none is known.</param>
public sealed record Alternative(string Text, int? Instructions = null)
{
    /// <summary>Modelled instructions on top of these for each byte that is passed; 0 where its length does not matter.</summary>
    public double InstructionsPerByte { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Instructions is null ? Text : $"{Text} ({ExplanationText.Cost(this)})";
}

/// <summary>One thing that the planner decided, and why.</summary>
/// <param name="Id">A stable name, such as <c>gate/comp1/comp2/vfscore_open</c>.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Subject">What it is about, as a person names it: <c>comp1 → comp2: vfscore_open</c>.</param>
/// <param name="Text">What was decided, in a sentence.</param>
/// <param name="Reasons">Why, in the order of importance.</param>
/// <param name="Alternatives">What else would be possible; empty where nothing would.</param>
public sealed record Finding(string Id, FindingTopic Topic, string Subject, string Text, IReadOnlyList<string> Reasons, IReadOnlyList<Alternative> Alternatives);

/// <summary>Why a plan is as it is.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Findings">By topic, in the order of ids.</param>
public sealed record Explanation(Plan Plan, IReadOnlyList<Finding> Findings)
{
    /// <summary>The findings about one thing.</summary>
    /// <param name="topic">What they are about.</param>
    public IEnumerable<Finding> About(FindingTopic topic) => Findings.Where(f => f.Topic == topic);

    /// <summary>Indented text, for a terminal.</summary>
    public string ToText() => ExplanationText.ToText(this);

    /// <summary>Markdown (CommonMark), with a heading for each topic.</summary>
    public string ToMarkdown() => ExplanationText.ToMarkdown(this);

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
