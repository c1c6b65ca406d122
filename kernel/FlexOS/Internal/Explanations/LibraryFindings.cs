namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Which micro-libraries there are, and who pulled them in.</summary>
internal sealed class LibraryFindings(Plan plan)
{
    public IEnumerable<Finding> Find() => plan.Libraries.Select(Of);

    private Finding Of(PlannedLibrary library)
    {
        var reasons = new List<string>();
        var asked = plan.Configuration.Libraries.FirstOrDefault(l => l.Name == library.Name);
        if (library.Role == LibraryRole.Trusted)
        {
            reasons.Add("It is part of the trusted base, which every image with this mechanism has: it starts the machine, makes the capabilities and switches compartments.");
        }
        else if (library.Role == LibraryRole.Application)
        {
            reasons.Add(plan.Configuration.ApplicationCompartment is null ? "It is the application; it runs in the default compartment, since the configuration says nothing else." : "It is the application, and the configuration places it there.");
        }
        else if (library.IsRequested)
        {
            reasons.Add(asked?.Compartment is null ? "The configuration names it without a compartment, so it is in the default one." : "The configuration places it there.");
        }
        else if (library.Need is { } need)
        {
            reasons.Add($"{need.By} refers to {need.Symbol} ({need.Section}), which only this micro-library defines.");
            reasons.Add(library.Compartment >= 0 && plan.Configuration.Compartments[library.Compartment].IsDefault
                ? "What the configuration does not name goes into the default compartment."
                : "It goes where it is needed: every compartment has its own instance, or it belongs together with a micro-library there.");
        }
        else
        {
            reasons.Add("It is a core micro-library, which every image has.");
        }

        if (library.From != library.Name)
        {
            reasons.Add($"It is an instance of {library.From}.");
        }

        return new Finding(library.Role == LibraryRole.Application ? $"application/{library.Name}" : $"library/{library.Name}", FindingTopic.Library, library.Name, $"{library.Name} is in {plan.NameOf(library.Compartment)}.", reasons, []);
    }
}
