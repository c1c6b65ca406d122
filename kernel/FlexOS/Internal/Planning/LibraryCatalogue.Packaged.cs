using FlexCap.Diagnostics;
using FlexCap.FlexOS.Internal.SharedObjects;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

/// <summary>A micro-library of the catalogue that is a shared object from a NuGet package. It is read when an image needs it: that takes longer than linking.</summary>
internal sealed class PackagedLibrary(MicroLibrary library, string objectName, Func<ReadOnlyMemory<byte>?> open, Func<LibraryInterface> contract)
{
    private readonly Lazy<(LibraryObject? Object, DiagnosticBag Diagnostics)> _read = new(() => Read(library, objectName, open, contract));

    public MicroLibrary Library => library;

    /// <summary>The object, or null with diagnostics; read once.</summary>
    public LibraryObject? Get(DiagnosticBag diagnostics)
    {
        var (found, errors) = _read.Value;
        foreach (var error in errors.Where(e => !diagnostics.Contains(e)))
        {
            diagnostics.Add(error);
        }

        return found;
    }

    private static (LibraryObject?, DiagnosticBag) Read(MicroLibrary library, string objectName, Func<ReadOnlyMemory<byte>?> open, Func<LibraryInterface> contract)
    {
        var (diagnostics, file) = (new DiagnosticBag(), objectName + ".so");
        if (open() is not { } bytes)
        {
            diagnostics.Error("FX0314", new SourceLocation(file), $"This build has no {file}, which micro-library '{library.Name}' is made of.", "Restore the NuGet packages (dotnet restore) and build kernel/FlexOS again.");
            return (null, diagnostics);
        }

        var isRead = ElfFile.TryRead(bytes, file, out var elf, out var errors);
        errors.ToList().ForEach(diagnostics.Add);
        return (isRead && SharedObjectReader.Read(elf!, file, diagnostics) is { } shared
            ? new LibraryObject(library, objectName, shared.Elf) { Shared = shared, LazyInterface = new(contract) } : null, diagnostics);
    }
}

internal sealed partial class LibraryCatalogue
{
    /// <summary>Micro-libraries that are read on demand.</summary>
    public IReadOnlyList<PackagedLibrary> Packaged { get; }

    // The catalogue that this one adds to: a table of all names is not made again for each configuration.
    private LibraryCatalogue? Base { get; init; }

    private IReadOnlyCollection<LibraryObject> Added { get; init; } = [];

    /// <summary>This catalogue with micro-libraries of the configuration's own, which take the place of those with their name.</summary>
    public LibraryCatalogue With(IReadOnlyCollection<LibraryObject> own) =>
        new(Objects.Where(o => !own.Any(n => IsReplaced(o.Library, n))).Concat(own), [.. Packaged.Where(p => !own.Any(n => IsReplaced(p.Library, n)))])
        { Aliases = Aliases, Together = Together, Base = this, Added = own };

    /// <summary>This catalogue with those packaged micro-libraries that have one of these names among its objects.</summary>
    public LibraryCatalogue WithPackaged(IReadOnlyCollection<string> names)
    {
        var wanted = Packaged.Where(p => names.Any(n => n == p.Library.Name || (Aliases.TryGetValue((p.Library.Role, n), out var ours) && ours == p.Library.Name)))
            .Select(p => p.Get([])).OfType<LibraryObject>().ToList();
        return wanted.Count == 0 ? this : With(wanted);
    }

    private static bool IsReplaced(MicroLibrary library, LibraryObject by) => by.Name == library.Name && by.Library.Role == library.Role;

    private IReadOnlyList<LibraryObject> DefiningWithAdded(LibraryCatalogue below, string symbol)
    {
        var (found, added) = (below.Defining(symbol), Added.Where(o => o.Find(symbol) >= 0).ToList());
        return added.Count == 0 && !found.Any(o => Added.Any(n => IsReplaced(o.Library, n))) ? found
            : [.. found.Where(o => !Added.Any(n => IsReplaced(o.Library, n))).Concat(added)];
    }

    /// <summary>The packaged micro-library that defines a symbol, or null.</summary>
    public LibraryObject? FindPackaged(string symbol, DiagnosticBag diagnostics) =>
        Packaged.Select(p => p.Get(diagnostics)).FirstOrDefault(o => o is not null && o.Find(symbol) >= 0);
}
