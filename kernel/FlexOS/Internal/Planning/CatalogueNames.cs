using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>Looks up what a configuration names in the catalogue, and reports what is not there.</summary>
internal sealed class CatalogueNames(Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Library> _byName = ByName(configuration);

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
        var application = catalogue.Find(LibraryRole.Application, configuration.Application) ?? catalogue.FindAlias(LibraryRole.Application, configuration.Application);
        if (application is null && !configuration.Libraries.Any(l => l.IsOwn && l.Name == configuration.Application))
        {
            diagnostics.Error("FX0302", configuration.Place("application", configuration.Place("name")), $"There is no application '{configuration.Application}' in the catalogue.",
                DidYouMean.Help(configuration.Application, catalogue.Names(LibraryRole.Application), "application"));
        }

        return application;
    }

    /// <summary>Follows <c>from</c> to the catalogue; an instance may name another instance.</summary>
    public LibraryObject? Origin(Library library)
    {
        if (library.From == library.Name && catalogue.Find(LibraryRole.Library, library.From) is { } direct)
        {
            return direct;
        }

        var path = configuration.Place($"libraries/{library.Name}/from", library.Location);
        var seen = new List<string>();
        var current = library;
        while (true)
        {
            seen.Add(current.Name);
            var next = current.From == current.Name ? null : _byName.GetValueOrDefault(current.From);
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

        if (catalogue.Packaged.FirstOrDefault(p => p.Library.Role == LibraryRole.Library && p.Library.Name == current.From) is { } unreadable)
        {
            unreadable.Get(diagnostics);
            return null;
        }

        if (current.IsOwn)
        {
            return null; // what is wrong with it was said when it was read
        }

        if (catalogue.FindAlias(LibraryRole.Library, current.From) is { } known)
        {
            return IsAlreadyThere(library, known) ? null : known;
        }

        if (library.IsKraft && catalogue.Find(LibraryRole.Trusted, current.From) is null)
        {
            // Kraft fetches what it does not have; many libraries of Unikraft's have no counterpart here, and need none.
            diagnostics.Warning("FX0340", path, $"There is no micro-library '{current.From}' in the catalogue; it is left out.", DidYouMean.Help(current.From, catalogue.Names(LibraryRole.Library), "micro-library"));
            return null;
        }

        var (id, what) = catalogue.Find(LibraryRole.Trusted, current.From) is not null
            ? ("FX0310", $"'{current.From}' is part of the trusted base and in no compartment.")
            : ("FX0301", $"There is no micro-library '{current.From}' in the catalogue.");
        diagnostics.Error(id, path, what, DidYouMean.Help(current.From, catalogue.Names(LibraryRole.Library), "micro-library"));
        return null;
    }

    /// <summary>Whether what goes by another name is also asked for by an earlier entry, or by its own name: one of ours may be several of Unikraft's.</summary>
    private bool IsAlreadyThere(Library alias, LibraryObject known)
    {
        var other = configuration.Libraries.FirstOrDefault(l => l.From == known.Name)
            ?? configuration.Libraries.TakeWhile(l => l != alias).FirstOrDefault(l => catalogue.FindAlias(LibraryRole.Library, l.From) == known);
        if (other is null)
        {
            return false;
        }

        var place = configuration.Place($"libraries/{alias.Name}/compartment", alias.Location);
        var byDefault = configuration.Compartments.FirstOrDefault(c => c.IsDefault)?.Name;
        if (!known.Library.IsReplicated && (alias.Compartment ?? byDefault) != (other.Compartment ?? byDefault))
        {
            diagnostics.Error("FX0248", place, $"'{alias.Name}' is part of '{known.Name}' here, which is in another compartment.", $"Put '{alias.Name}' and '{other.Name}' into one compartment.");
        }
        else
        {
            diagnostics.Add(new Diagnostic("FX0341", DiagnosticSeverity.Info, configuration.Place(alias.Location), $"'{alias.Name}' is part of '{known.Name}' here.", "Nothing has to be done."));
        }

        return true;
    }

    // A name written twice is another mistake, and reported as such.
    private static Dictionary<string, Library> ByName(Configuration configuration)
    {
        var names = new Dictionary<string, Library>(StringComparer.Ordinal);
        foreach (var library in configuration.Libraries)
        {
            names.TryAdd(library.Name, library);
        }

        return names;
    }
}
