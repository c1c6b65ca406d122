using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Configurations and plans: compartments with their libraries, and gates.</summary>
internal static class ConfigurationFormatter
{
    internal static MimeBundle Format(Configuration configuration) => Sections.Of(Compartments(configuration, $"Configuration {configuration.Name}"), Parameters(configuration));

    internal static MimeBundle Format(Plan plan) =>
        Sections.Of(Compartments(plan.Configuration, $"Plan of {plan.Configuration.Name}"), Gates(plan));

    private static Table Compartments(Configuration configuration, string caption)
    {
        var rows = configuration.Compartments.Select((c, id) => (IReadOnlyList<string>)
        [
            id.ToString(),
            c.Name + (c.IsDefault ? " (default)" : ""),
            Name(c.Mechanism),
            string.Join(", ", configuration.Libraries.Where(l => l.Compartment == c.Name || (l.Compartment is null && c.IsDefault)).Select(Library)),
        ]).ToList();
        return new Table(caption, [new("id", true), new("compartment"), new("mechanism"), new("micro-libraries")], rows, $"application: {configuration.Application}");
    }

    private static Table? Parameters(Configuration configuration) =>
        configuration.Parameters.Count == 0 ? null
        : new Table("Parameters", [new("name"), new("value", true)], [.. configuration.Parameters.Select(p => (IReadOnlyList<string>)[p.Key, p.Value.ToString()])]);

    private static Table Gates(Plan plan)
    {
        var rows = plan.Gates.Select(g => (IReadOnlyList<string>)
            [plan.Configuration.Compartments[g.From].Name, plan.Configuration.Compartments[g.To].Name, g.Function, Name(g.Mechanism)]).ToList();
        return new Table("Gates", [new("from"), new("to"), new("function"), new("mechanism")], rows, rows.Count == 0 ? "No call crosses a boundary." : "");
    }

    internal static string Name(Mechanism mechanism) => mechanism.ToString().ToLowerInvariant();

    private static string Library(Library library) => library.From == library.Name ? library.Name : $"{library.Name} (from {library.From})";
}
