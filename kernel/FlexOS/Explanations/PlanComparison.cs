using FlexCap.FlexOS.Internal.Explanations;

namespace FlexCap.FlexOS;

/// <summary>What a <see cref="PlanDifference"/> is about.</summary>
public enum DifferenceTopic
{
    /// <summary>A compartment and its mechanism.</summary>
    Compartment,

    /// <summary>Where a micro-library lies.</summary>
    Library,

    /// <summary>A gate that only one of the two has.</summary>
    Gate,

    /// <summary>Who shares data with whom.</summary>
    Sharing,

    /// <summary>Code that has to be trusted, in bytes.</summary>
    TrustedBase,

    /// <summary>Bytes of other owners' data that a compartment can read or write.</summary>
    Reach,
}

/// <summary>Something that two plans differ in. Compartments are the same if their names are.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Subject">The compartment, library or gate.</param>
/// <param name="Before">How it is in the first plan; empty if it is not there.</param>
/// <param name="After">How it is in the second.</param>
public sealed record PlanDifference(DifferenceTopic Topic, string Subject, string Before, string After);

/// <summary>What changes from one plan to another.</summary>
/// <param name="Before">The first plan.</param>
/// <param name="After">The second plan.</param>
/// <param name="Differences">By topic and subject; empty if the images would isolate the same.</param>
public sealed record PlanComparison(Plan Before, Plan After, IReadOnlyList<PlanDifference> Differences)
{
    /// <summary>Aligned text, for a terminal.</summary>
    public string ToText() => ExplanationText.ToText(this);

    /// <summary>Comma-separated values (RFC 4180 with line feeds): topic, subject, before, after.</summary>
    public string ToCsv() => ExplanationText.ToCsv(this);

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
