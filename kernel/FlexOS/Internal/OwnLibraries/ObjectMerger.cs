using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.OwnLibraries;

/// <summary>Makes one relocatable object of several, as <c>ld -r</c> does: sections stay apart, and what one refers to and another defines is bound.</summary>
internal static class ObjectMerger
{
    public static ElfFile? Merge(IReadOnlyList<(string Source, ElfFile Elf)> objects, DiagnosticBag diagnostics)
    {
        if (objects.Count == 1)
        {
            return objects[0].Elf;
        }

        var sections = new List<ElfSection> { new("", ElfSectionType.Null, 0, 0, default, 0) };
        var symbols = new List<ElfSymbol> { new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined) };
        var relocations = new List<ElfRelocation>();
        var globals = new Dictionary<string, (int Index, string Source)>(StringComparer.Ordinal);
        var isSound = true;
        foreach (var (source, elf) in objects)
        {
            var first = sections.Count - 1;
            sections.AddRange(elf.Sections.Skip(1));
            var places = new int[elf.Symbols.Count];
            for (var i = 1; i < elf.Symbols.Count; i++)
            {
                var symbol = elf.Symbols[i];
                var isInSection = symbol.SectionIndex is not (ElfSymbol.Undefined or ElfSymbol.Absolute or ElfSymbol.Common);
                var moved = isInSection ? symbol with { SectionIndex = symbol.SectionIndex + first } : symbol;
                if (symbol.Binding == ElfSymbolBinding.Local || !globals.TryGetValue(symbol.Name, out var known))
                {
                    places[i] = symbols.Count;
                    symbols.Add(moved);
                    if (symbol.Binding != ElfSymbolBinding.Local)
                    {
                        globals.Add(symbol.Name, (places[i], source));
                    }

                    continue;
                }

                places[i] = known.Index;
                var other = symbols[known.Index];
                if (other.SectionIndex == ElfSymbol.Undefined || (other.Binding == ElfSymbolBinding.Weak && moved is { Binding: ElfSymbolBinding.Global, SectionIndex: not ElfSymbol.Undefined }))
                {
                    // A strong reference stays strong, whoever came first.
                    symbols[known.Index] = moved.SectionIndex != ElfSymbol.Undefined || other.Binding == ElfSymbolBinding.Weak ? moved : other;
                    globals[symbol.Name] = (known.Index, source);
                }
                else if (isInSection && symbol.Binding == ElfSymbolBinding.Global && other.Binding == ElfSymbolBinding.Global)
                {
                    diagnostics.Error("FX0238", new SourceLocation(source), $"'{symbol.Name}' is defined here and in {Path.GetFileName(known.Source)}.", "Rename one, or make it static.");
                    isSound = false;
                }
            }

            relocations.AddRange(elf.Relocations.Select(r => r with { SectionIndex = r.SectionIndex + first, SymbolIndex = places[r.SymbolIndex] }));
        }

        return isSound ? new ElfFile { Type = ElfType.Relocatable, Flags = objects[0].Elf.Flags, Sections = sections, Symbols = symbols, Relocations = relocations } : null;
    }
}
