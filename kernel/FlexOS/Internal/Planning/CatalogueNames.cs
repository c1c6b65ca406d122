using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>Looks up what a configuration names in the catalogue, and reports what is not there.</summary>
internal sealed class CatalogueNames(Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics)
{
    /// <summary>Reports every name that the catalogue does not have; for a configuration that has other errors and will not be planned.</summary>
    public void Check()
    {
        if (configuration.Application.Length != 0)
        {
            Application();
        }

        foreach (var library in configuration.Libraries)
        {
            Origin(library);
        }
    }

    /// <summary>The application, or null with a diagnostic.</summary>
    public LibraryObject? Application()
    {
        var application = catalogue.Find(LibraryRole.Application, configuration.Application);
        if (application is null)
        {
            diagnostics.Error("FX0302", configuration.Place("application", configuration.Place("name")), $"There is no application '{configuration.Application}' in the catalogue.",
                DidYouMean.Help(configuration.Application, catalogue.Names(LibraryRole.Application), "application"));
        }

        return application;
    }

    /// <summary>Follows <c>from</c> to the catalogue; an instance may name another instance.</summary>
    public LibraryObject? Origin(Library library)
    {
        var path = configuration.Place($"libraries/{library.Name}/from", library.Location);
        var seen = new List<string>();
        var current = library;
        while (true)
        {
            seen.Add(current.Name);
            var next = current.From == current.Name ? null : configuration.Libraries.FirstOrDefault(l => l.Name == current.From);
            if (next is null)
            {
                break;
            }

            if (seen.Contains(next.Name))
            {
                diagnostics.Error("FX0303", path, $"'{library.Name}' is made from itself: {string.Join(" → ", seen.Append(next.Name))}.", "Let 'from' name a micro-library of the catalogue.");
                return null;
            }

            current = next;
        }

        if (catalogue.Find(LibraryRole.Library, current.From) is { } found)
        {
            return found;
        }

        var (id, what) = catalogue.Find(LibraryRole.Trusted, current.From) is not null
            ? ("FX0310", $"'{current.From}' is part of the trusted base and in no compartment.")
            : ("FX0301", $"There is no micro-library '{current.From}' in the catalogue.");
        diagnostics.Error(id, path, what, DidYouMean.Help(current.From, catalogue.Names(LibraryRole.Library), "micro-library"));
        return null;
    }
}
