using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Configurations and plans: compartments with their libraries, and gates.</summary>
internal static class ConfigurationFormatter
{
    internal static MimeBundle Format(Configuration configuration) =>
        Sections.Of(Tables.Compartments(configuration), configuration.Parameters.Count == 0 ? null : Tables.Parameters(configuration));

    internal static MimeBundle Format(Plan plan) =>
        Sections.Of(Tables.Compartments(plan.Configuration) with { Caption = $"Plan of {plan.Configuration.Name}" }, Tables.Gates(plan));
}
