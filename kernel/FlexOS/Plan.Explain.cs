using FlexCap.FlexOS.Internal.Explanations;

namespace FlexCap.FlexOS;

/// <summary>Why a micro-library was taken in that the configuration does not name.</summary>
/// <param name="Symbol">What was referred to.</param>
/// <param name="By">Instance that refers to it, or the name of the stateless code.</param>
/// <param name="Section">Section of that instance (<c>.text.main</c>).</param>
public sealed record LibraryNeed(string Symbol, string By, string Section);

public sealed partial record Plan
{
    /// <summary>
    /// Why the plan is as it is: who pulled in which micro-library, why each gate exists, who shares data and what would be
    /// possible instead and what it is modelled to cost, what each compartment can reach and what its permissions are for. Links the image to know the bounds.
    /// </summary>
    public Explanation Explain() => new Explainer(this).Explain();

    /// <summary>What changes from this plan to another one: compartments, libraries, gates, sharing, trusted code and reach. Links and boots both images.</summary>
    /// <param name="other">The plan to compare with.</param>
    /// <exception cref="Diagnostics.InputException">One of them cannot be linked (FX04xx).</exception>
    public PlanComparison CompareWith(Plan other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new PlanComparer(this, other).Compare();
    }
}
