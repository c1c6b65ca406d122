using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.Planning;

internal sealed partial class SymbolResolver
{
    private Target.InPiece? StatelessDefinition(Piece piece, string name)
    {
        foreach (var library in catalogue.Defining(name))
        {
            if (library.Find(name) is >= 0 and var index && library.Elf.Symbols[index] is var symbol && IsInSection(symbol) && library.IsStateless(symbol.SectionIndex))
            {
                return new Target.InPiece(pieces.Copy(library, symbol.SectionIndex, piece.Compartment), symbol.Value);
            }
        }

        return null;
    }

    /// <summary>What an instance was taken in for, or null.</summary>
    public LibraryNeed? NeedOf(Instance instance) => _needs.GetValueOrDefault(instance);

    private Instance? FindInstance(Piece piece, ElfSymbol symbol)
    {
        var defining = catalogue.Defining(symbol.Name);
        var found = defining.Where(o => o.Library.Role != LibraryRole.Application).SelectMany(o => _index.Of(o, o.Library.IsReplicated ? replicas.Serving(piece.Compartment) : null)).ToList();
        found.Sort((a, b) => a.Index - b.Index);

        // A strong definition wins over weak ones, and the trusted base keeps to itself where it can.
        found = Prefer(found, i => i.Object.Elf.Symbols[i.Object.Find(symbol.Name)].Binding == ElfSymbolBinding.Global);
        found = Prefer(found, i => piece.Compartment < 0 == i.Compartment < 0);
        if (found.Count > 1)
        {
            var isSame = found.All(i => i.Object == found[0].Object);
            Report("FX0306", piece, symbol.Name,
                $"'{symbol.Name}', which {piece.Where} refers to, is defined by {string.Join(", ", found.Select(i => i.Name))}.",
                isSame ? $"Keep one instance, or go through __instances_{symbol.Name}_start." : "Remove all but one of them.");
        }

        if (found.Count != 0)
        {
            return found[0];
        }

        // A library may call back into the application, but never because the application happens to have such a name.
        if (defining.Where(o => o.Library.Role == LibraryRole.Application).SelectMany(o => _index.Of(o, null)).FirstOrDefault() is { } application
            && !defining.Any(o => o.Library.Role == LibraryRole.Library))
        {
            return application;
        }

        var libraries = replicas.Choose([.. defining.Where(o => o.Library.Role == LibraryRole.Library)]);
        if (libraries.Count == 1)
        {
            return TakeIn(libraries[0], piece, symbol);
        }

        if (libraries.Count == 0 && symbol.Binding != ElfSymbolBinding.Weak && catalogue.FindPackaged(symbol.Name, diagnostics) is { } packaged)
        {
            return _index.Of(packaged, null) is [var known, ..] ? known : TakeIn(packaged, piece, symbol);
        }

        if (libraries.Count > 1)
        {
            Report("FX0306", piece, symbol.Name, $"'{symbol.Name}', which {piece.Where} refers to, is defined by micro-libraries {string.Join(", ", libraries.Select(l => l.Name))}.", "Name the one you want under 'libraries'.");
        }
        else if (symbol.Binding != ElfSymbolBinding.Weak)
        {
            Report("FX0305", piece, symbol.Name, $"No micro-library defines '{symbol.Name}', which {piece.Where} refers to.",
                DidYouMean.Help(symbol.Name, catalogue.Objects.Where(o => o.Library.Role == LibraryRole.Library).SelectMany(o => o.Definitions).Distinct(), "such function"));
        }

        return null;
    }

    private Instance TakeIn(LibraryObject library, Piece piece, ElfSymbol symbol)
    {
        var taken = takeIn(library, piece.Compartment);
        _needs.TryAdd(taken, new LibraryNeed(symbol.Name, piece.Instance?.Name ?? piece.Object?.Name ?? piece.Name, piece.Name));
        return taken;
    }

    private static List<Instance> Prefer(List<Instance> all, Func<Instance, bool> rule) =>
        all.Exists(i => rule(i)) ? all.FindAll(i => rule(i)) : all;
}
