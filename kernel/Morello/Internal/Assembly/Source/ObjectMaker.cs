using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Makes the relocatable ELF file of a unit.</summary>
internal sealed class ObjectMaker(AssembledUnit unit)
{
    /// <summary><c>e_flags</c> of the pure-capability ABI (Morello supplement to ELF).</summary>
    internal const uint PureCapability = 0x10000;

    private readonly Dictionary<SectionBuilder, int> _sectionIndex = [];
    private readonly Dictionary<SectionBuilder, int> _sectionSymbols = [];
    private readonly Dictionary<SymbolEntry, int> _symbols = [];
    private readonly List<ElfSymbol> _table = [new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined)];

    public ElfFile Make()
    {
        var sections = new List<ElfSection> { new("", ElfSectionType.Null, ElfSectionFlags.None, 0, default, 0) };
        foreach (var section in unit.Sections)
        {
            _sectionIndex.Add(section, sections.Count);
            sections.Add(new ElfSection(section.Name, section.Type, section.Flags, 0, section.Data, (ulong)section.Length, 0, 0, (ulong)section.Alignment, section.EntrySize));
        }

        AddSymbols();
        return new ElfFile
        {
            Type = ElfType.Relocatable,
            Flags = unit.Options.C64 ? PureCapability : 0,
            Sections = sections,
            Symbols = _table,
            Relocations = [.. unit.Relocations.Select(r => new ElfRelocation(_sectionIndex[r.Section], (ulong)r.Offset, r.Type, SymbolOf(r, out var addend), addend))],
        };
    }

    private void AddSymbols()
    {
        if (unit.SourceFile.Length != 0)
        {
            _table.Add(new ElfSymbol(unit.SourceFile, 0, 0, ElfSymbolType.File, ElfSymbolBinding.Local, ElfSymbol.Absolute));
        }

        foreach (var section in unit.Sections)
        {
            _sectionSymbols.Add(section, _table.Count);
            _table.Add(new ElfSymbol("", 0, 0, ElfSymbolType.Section, ElfSymbolBinding.Local, _sectionIndex[section]));
            foreach (var (offset, kind) in section.Contents())
            {
                _table.Add(new ElfSymbol(MappingName(kind), (ulong)offset, 0, ElfSymbolType.None, ElfSymbolBinding.Local, _sectionIndex[section]));
            }
        }

        var needed = unit.Relocations.Where(NeedsSymbol).Select(r => r.Symbol!.Entry!).ToHashSet();
        foreach (var entry in unit.Symbols.Entries)
        {
            if (needed.Contains(entry) || IsVisible(entry))
            {
                _symbols.Add(entry, _table.Count);
                _table.Add(Symbol(entry, s => s is null ? ElfSymbol.Absolute : _sectionIndex[s], static _ => 0));
            }
        }
    }

    internal static string MappingName(ContentKind kind) => kind switch { ContentKind.A64 => "$x", ContentKind.C64 => "$c", _ => "$d" };

    /// <summary>True for names that belong into a symbol table of their own accord.</summary>
    internal static bool IsVisible(SymbolEntry entry) =>
        !entry.IsTemporary && (entry.Common is not null || (entry.Current.IsDefined ? AssembledUnit.TryLocate(entry.Current, out _, out _) : entry.IsReferenced));

    /// <summary>The symbol of a name.</summary>
    /// <param name="entry">The name.</param>
    /// <param name="index">Index of a section.</param>
    /// <param name="address">Address of a section; 0 in a relocatable file.</param>
    internal static ElfSymbol Symbol(SymbolEntry entry, Func<SectionBuilder?, int> index, Func<SectionBuilder, long> address)
    {
        // Another name of a symbol (.set alias, symbol) is as large as the symbol.
        var named = entry.Size is null && entry.Current.Equate is not null && Expression.SeeThrough(entry.Current, out var same) && same is { Constant: 0, Add.Entry: { } original } ? original : entry;
        var size = named.Size is { } known && known.Value.TryEvaluate(out var value, out _) ? (ulong)value.Constant : 0;
        if (entry.Common is { } common)
        {
            return new ElfSymbol(entry.Name, (ulong)common.Alignment, (ulong)common.Size, ElfSymbolType.Object, entry.EffectiveBinding, ElfSymbol.Common, entry.Other);
        }

        if (!AssembledUnit.TryLocate(entry.Current, out var section, out var offset))
        {
            var binding = entry.Binding == ElfSymbolBinding.Weak ? ElfSymbolBinding.Weak : ElfSymbolBinding.Global;
            return new ElfSymbol(entry.Name, 0, size, entry.Type, binding, ElfSymbol.Undefined, entry.Other);
        }

        var isC64Function = entry.Type is ElfSymbolType.Function or (ElfSymbolType)10 && IsC64(entry.Current);
        var place = section is null ? offset : address(section) + offset + (isC64Function ? 1 : 0);
        return new ElfSymbol(entry.Name, (ulong)place, size, entry.Type, entry.EffectiveBinding, index(section), entry.Other);
    }

    private static bool IsC64(AssemblySymbol symbol) => symbol.IsC64 || (symbol.Equate is not null && Expression.SeeThrough(symbol, out var value) && value.Add is { IsC64: true });

    // A label of this unit is named by its section and offset, unless the linker must know which symbol was meant.
    private static bool NeedsSymbol(UnitRelocation relocation)
    {
        if (relocation.Symbol?.Entry is not { } entry)
        {
            return false;
        }

        var modifier = relocation.Field.Target.Modifier;
        return entry.IsExternal || relocation.Field.Type != 0 || entry.Common is not null || FixupEncoding.NeedsLinker(modifier) || modifier.StartsWith("size_", StringComparison.Ordinal)
            || entry.IsC64Function || entry.Type is ElfSymbolType.ThreadLocal or (ElfSymbolType)10
            || (relocation.Symbol.LabelSection is { } section && ((section.Flags & (ElfSectionFlags)0x400) != 0 || (section.Flags.HasFlag(ElfSectionFlags.Merge) && relocation.Addend != 0)))
            || !AssembledUnit.TryLocate(relocation.Symbol, out var place, out _) || place is null;
    }

    private int SymbolOf(UnitRelocation relocation, out long addend)
    {
        addend = relocation.Addend;
        if (relocation.Symbol is null)
        {
            return 0;
        }

        if (NeedsSymbol(relocation))
        {
            return _symbols[relocation.Symbol.Entry!];
        }

        AssembledUnit.TryLocate(relocation.Symbol, out var section, out var offset);
        addend += offset;
        return _sectionSymbols[section!];
    }
}
