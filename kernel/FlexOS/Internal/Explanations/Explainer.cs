namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Collects the findings about a plan, topic by topic.</summary>
internal sealed class Explainer(Plan plan)
{
    public Explanation Explain() =>
        new(plan, [.. new LibraryFindings(plan).Find(), .. new GateFindings(plan).Find(), .. new SharingFindings(plan).Find(), .. new ReachFindings(plan).Find(), .. new PermissionFindings(plan).Find()]);
}
