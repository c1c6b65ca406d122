using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>Micro-libraries that hold pointers into one another and therefore lie in one compartment (<c>together</c> in the catalogue).</summary>
internal sealed class CoLocation(Configuration configuration, LibraryCatalogue catalogue, List<Instance> instances, DiagnosticBag diagnostics)
{
    /// <summary>Reports those that the configuration separates.</summary>
    public void Check()
    {
        foreach (var group in catalogue.Together)
        {
            var present = instances.FindAll(i => i.Compartment >= 0 && group.Contains(i.Object.Name));
            foreach (var other in present.Where(i => i.Compartment != present[0].Compartment))
            {
                diagnostics.Error("FX0248", configuration.Place($"libraries/{other.Name}/compartment", other.Place),
                    $"'{other.Name}' and '{present[0].Name}' must be in one compartment: each follows pointers of the other's.", $"Write 'compartment: {configuration.Compartments[present[0].Compartment].Name}' here.");
            }
        }
    }

    /// <summary>The compartment of those that a micro-library belongs to, or null.</summary>
    public int? HomeOf(LibraryObject library)
    {
        foreach (var group in catalogue.Together.Where(g => g.Contains(library.Name)))
        {
            if (instances.Find(i => i.Compartment >= 0 && i.Object != library && group.Contains(i.Object.Name)) is { } partner)
            {
                return partner.Compartment;
            }
        }

        return null;
    }
}
