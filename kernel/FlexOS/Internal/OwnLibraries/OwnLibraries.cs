using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.Planning;

namespace FlexCap.FlexOS.Internal.OwnLibraries;

/// <summary>
/// Adds to the catalogue what a configuration brings itself: objects by path, from a NuGet package, and C sources. One with
/// the name of a micro-library of the catalogue takes its place.
/// </summary>
internal sealed class OwnLibraries(Configuration configuration, DiagnosticBag diagnostics)
{
    public static LibraryCatalogue Extend(Configuration configuration, LibraryCatalogue catalogue, DiagnosticBag diagnostics)
    {
        var own = configuration.Libraries.Where(l => l.IsOwn).Select(new OwnLibraries(configuration, diagnostics).Load).OfType<LibraryObject>().ToList();
        var extended = own.Count == 0 ? catalogue : catalogue.With(own);
        return extended.WithPackaged([.. configuration.Libraries.Select(l => l.From)]);
    }

    private LibraryObject? Load(Library library)
    {
        var origins = new[] { library.Path is not null, library.Package is not null, library.Sources.Count != 0, library.From != library.Name }.Count(o => o);
        if (origins != 1 || (library.File is not null && library.Package is null))
        {
            diagnostics.Error("FX0230", configuration.Place(library.Location), $"Micro-library '{library.Name}' says in more than one way where it comes from.",
                "Write one of 'path', 'package' (with 'file') and 'source', and no 'from'.");
            return null;
        }

        var role = library.Name == configuration.Application ? LibraryRole.Application : LibraryRole.Library;
        var found = library.Sources.Count != 0 ? FromSources(library, role) : FromFile(library, role);
        return found is null || library.InterfaceFile is null ? found : WithInterface(library, found);
    }

    private LibraryObject? FromFile(Library library, LibraryRole role)
    {
        var place = Place(library, library.Path is not null ? "path" : "package");
        var path = library.Path is { } written ? Resolve(written) : new NuGetFolder(diagnostics).Find(library.Package!, library.File, place, Place(library, "file"));
        return path is null ? null : ObjectFiles.Load(path, library.Name, role, place, diagnostics);
    }

    private LibraryObject? FromSources(Library library, LibraryRole role)
    {
        var places = library.Sources.Select((s, i) => (Resolve(s), configuration.Place($"libraries/{library.Name}/source/{i}", Place(library, "source")))).ToList();
        var compartment = configuration.Compartments.FirstOrDefault(c => library.Compartment is { } name ? c.Name == name : c.IsDefault);
        var elf = new OwnCompiler([.. library.Hardening, .. compartment?.Hardening ?? []], library.CompilerOptions.Select(Option), diagnostics).Compile(library.Name, places);
        return elf is null ? null : ObjectFiles.Make(elf, library.Name, library.Name, role, Place(library, "source"), diagnostics);
    }

    // Folders begin where the configuration's other paths do.
    private string Option(string option) => option.StartsWith("-I", StringComparison.Ordinal) ? "-I" + Resolve(option[2..]) : option;

    private LibraryObject? WithInterface(Library library, LibraryObject found)
    {
        var path = Resolve(library.InterfaceFile!);
        if (ObjectFiles.Read(path, Place(library, "interface"), diagnostics) is not { } bytes)
        {
            return null;
        }

        var isRead = LibraryInterface.TryParse(System.Text.Encoding.UTF8.GetString(bytes), path, out var contract, out var errors);
        errors.ToList().ForEach(diagnostics.Add);
        return isRead ? found.With(contract!) : null;
    }

    private SourceLocation Place(Library library, string key) => configuration.Place($"libraries/{library.Name}/{key}", library.Location);

    private string Resolve(string path)
    {
        try
        {
            return Path.GetFullPath(CacheFolder.Resolve(path), configuration.Folder);
        }
        catch (ArgumentException)
        {
            return path; // out of the cache: it is reported as a file that cannot be read
        }
    }
}
