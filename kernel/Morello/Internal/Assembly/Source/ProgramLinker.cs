using System.Buffers.Binary;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Links one unit, alone, to a static executable: code, constants, data, zeroed data, each on pages of its own.</summary>
internal sealed class ProgramLinker
{
    private const long Page = 4096;
    private const string RelocationsStart = "__cap_relocs_start", RelocationsEnd = "__cap_relocs_end";
    private readonly AssembledUnit _unit;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<SectionBuilder, long> _addresses = [];
    private readonly Dictionary<SectionBuilder, byte[]> _bytes = [];
    private readonly List<UnitRelocation> _capabilities;
    private long _tableAddress;
    private (long Start, long End) _code;

    public ProgramLinker(AssembledUnit unit, DiagnosticBag diagnostics)
    {
        (_unit, _diagnostics) = (unit, diagnostics);
        _capabilities = [.. unit.Relocations.Where(r => r.Type is 59392 or 59399)];
    }

    /// <summary>Address of each section that is loaded, after <see cref="Link"/>.</summary>
    public IReadOnlyDictionary<SectionBuilder, long> Addresses => _addresses;

    /// <summary>Bytes of each section with every field filled in, after <see cref="Link"/>.</summary>
    public IReadOnlyDictionary<SectionBuilder, byte[]> Bytes => _bytes;

    /// <summary>Links; null if anything is wrong.</summary>
    public ElfFile? Link(ulong baseAddress, string? entry)
    {
        if (baseAddress % Page != 0 || baseAddress > 1UL << 47)
        {
            _diagnostics.Error("FX0833", new SourceLocation("<command line>"), $"0x{baseAddress:x} is no base address.", "Use a multiple of 4096 (0x1000) below 2^47, inside the RAM of the board.");
            return null;
        }

        var groups = Place((long)baseAddress);
        if (groups is null)
        {
            return null;
        }

        foreach (var section in _unit.Sections)
        {
            _bytes[section] = (byte[])section.Data.Clone();
        }

        foreach (var relocation in _unit.Relocations.TakeWhile(_ => _diagnostics.Count < AssemblyRun.MaximumReports))
        {
            Apply(relocation);
        }

        var table = CapabilityTable();
        var start = Entry(entry);
        return _diagnostics.HasErrors ? null : Make(groups, table, start);
    }

    private sealed class Group(ElfSegmentFlags flags)
    {
        public ElfSegmentFlags Flags { get; set; } = flags;

        public List<SectionBuilder> Sections { get; } = [];

        public long Start { get; set; }

        public long End { get; set; }
    }

    private static int GroupOf(SectionBuilder section) =>
        section.IsCode ? 0 : !section.Flags.HasFlag(ElfSectionFlags.Write) ? 1 : section.HasBytes ? 2 : 3;

    private List<Group>? Place(long address)
    {
        Group[] groups = [new(ElfSegmentFlags.Read | ElfSegmentFlags.Execute), new(ElfSegmentFlags.Read), new(ElfSegmentFlags.Read | ElfSegmentFlags.Write), new(ElfSegmentFlags.Read | ElfSegmentFlags.Write)];
        foreach (var section in _unit.Sections.Where(s => s.Flags.HasFlag(ElfSectionFlags.Allocate)))
        {
            var group = groups[GroupOf(section)];
            group.Sections.Add(section);
            group.Flags |= section.Flags.HasFlag(ElfSectionFlags.Write) ? ElfSegmentFlags.Write : 0;
        }

        var first = address;
        long stored = 0;
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            address = group.Start = (address + Page - 1) & -Page;
            foreach (var section in group.Sections)
            {
                address = (address + section.Alignment - 1) & -section.Alignment;
                _addresses.Add(section, address);
                address += section.Length;
            }

            if (i == 1 && _capabilities.Count != 0)
            {
                _tableAddress = address = (address + 15) & -16;
                address += 40L * _capabilities.Count;
            }

            group.End = address;
            stored += i == 3 ? 0 : group.End - group.Start;
        }

        _code = (groups[0].Start, groups[0].End);
        if (stored > _unit.Options.MaximumBytes * 2 + (1 << 23) || address - first > 1L << 47)
        {
            _diagnostics.Error("FX0817", new SourceLocation("<output>"), "The program is too large.", "Use smaller alignments.");
            return null;
        }

        return [.. groups];
    }

    private void Apply(UnitRelocation relocation)
    {
        if (relocation.Type is 59392 or 59399 or 569 or 57602 || relocation.Field.Type == PendingField.Dependency)
        {
            return;
        }

        var field = relocation.Field;
        var modifier = field.Target.Modifier;
        if (!_addresses.TryGetValue(relocation.Section, out var origin) && relocation.Section.Flags.HasFlag(ElfSectionFlags.Allocate))
        {
            return;
        }

        if (FixupEncoding.NeedsLinker(modifier))
        {
            AssembledUnit.Error(field, _diagnostics, "FX0831", $":{modifier}: needs tables that only a real linker makes.", "Write the object with -o and link it with others.");
            return;
        }

        if (modifier.StartsWith("size_", StringComparison.Ordinal))
        {
            var size = relocation.Symbol?.Entry?.Size is { } known && known.Value.TryConstant(out var constant) ? constant : 0;
            AssembledUnit.Apply(_bytes[relocation.Section], relocation.Offset, field, field.Kind!.Value, size, new ExpressionValue(0, relocation.Symbol), _diagnostics);
            return;
        }

        if (!TryAddress(relocation, out var target, out var isUndefinedWeak))
        {
            return;
        }

        var place = origin + relocation.Offset;
        var value = new ExpressionValue(relocation.Addend, relocation.Symbol);
        var bit = relocation.Symbol is null ? 0 : AssembledUnit.CodeBit(relocation.Symbol);
        if (field.Kind is not { } kind)
        {
            AssembledUnit.WriteData(_bytes[relocation.Section], relocation.Offset, field, (target | bit) - (relocation.Type is >= 260 and <= 262 ? place : 0), _diagnostics);
            return;
        }

        var isBranch = kind is FixupKind.Branch26 or FixupKind.Call26 or FixupKind.Branch19 or FixupKind.Branch14;
        if (isBranch && relocation.Symbol?.Entry is { Type: ElfSymbolType.Function } && relocation.Symbol.IsC64 != field.IsC64)
        {
            AssembledUnit.Error(field, _diagnostics, "FX0831", $"'{relocation.Symbol.Name}' is {(field.IsC64 ? "A64" : "C64")} code, and this is {(field.IsC64 ? "C64" : "A64")} code; no direct branch leads from one to the other.", "Load its address and use BLR or BR with a capability, whose bit 0 says the state.");
            return;
        }

        // An undefined weak function is not called: the branch goes to the next instruction (ELF for the Arm 64-bit Architecture, "Weak references").
        var distance = isBranch && isUndefinedWeak ? 4 : FixupEncoding.Value(kind, modifier, isBranch || kind is FixupKind.Literal19 or FixupKind.Literal17 ? target : target | bit, place);
        AssembledUnit.Apply(_bytes[relocation.Section], relocation.Offset, field, kind, distance, value, _diagnostics);
    }

    // S + A
    private bool TryAddress(UnitRelocation relocation, out long address, out bool isUndefinedWeak)
    {
        address = relocation.Addend;
        isUndefinedWeak = false;
        if (relocation.Symbol is not { } symbol)
        {
            return true;
        }

        if (AssembledUnit.TryLocate(symbol, out var section, out var offset))
        {
            address += offset + (section is null ? 0 : _addresses.GetValueOrDefault(section));
            return true;
        }

        if (symbol.Name is RelocationsStart or RelocationsEnd)
        {
            address += _tableAddress + (symbol.Name == RelocationsEnd ? 40L * _capabilities.Count : 0);
            return true;
        }

        if (symbol.Entry is { Binding: ElfSymbolBinding.Weak })
        {
            return isUndefinedWeak = true;
        }

        var isCommon = symbol.Entry?.Common is not null;
        AssembledUnit.Error(relocation.Field, _diagnostics, "FX0830",
            isCommon ? $"'{symbol.Name}' is a common symbol, which only a linker places." : $"'{symbol.Name}' is not defined.",
            isCommon ? "Write .lcomm, or reserve it in .bss." : Nearest.Help(symbol.Name, _unit.Symbols.Entries.Where(e => e.Current.IsDefined && !e.IsTemporary).Select(e => e.Name), "symbol"));
        return false;
    }

    /// <summary>
    /// The table from which start-up code makes the capabilities, one <c>struct capdesc</c> each (Morello supplement to ELF, "Static
    /// linking with Morello"): place, base, offset, size, permissions. A function's bounds are those of all code; an object's are its
    /// size, or the rest of its section where it has none.
    /// </summary>
    private byte[] CapabilityTable()
    {
        var table = new byte[40 * _capabilities.Count];
        for (var i = 0; i < _capabilities.Count; i++)
        {
            var relocation = _capabilities[i];
            if (!TryAddress(relocation with { Addend = 0 }, out var address, out _) || !AssembledUnit.TryLocate(relocation.Symbol!, out var section, out var offset))
            {
                continue;
            }

            const long Executable = unchecked((long)0x8000_0000_0001_3dbc), ReadOnly = 0x1_bfbe, ReadWrite = 0x8fbe;
            var isCode = section is { IsCode: true } && relocation.Symbol!.Entry?.Type != ElfSymbolType.Object;
            var size = relocation.Symbol!.Entry?.Size is { } known && known.Value.TryConstant(out var constant) ? constant : (section?.Length ?? 0) - offset;
            var row = table.AsSpan(40 * i);
            BinaryPrimitives.WriteInt64LittleEndian(row, _addresses.GetValueOrDefault(relocation.Section) + relocation.Offset);
            BinaryPrimitives.WriteInt64LittleEndian(row[8..], isCode ? _code.Start : address);
            BinaryPrimitives.WriteInt64LittleEndian(row[16..], relocation.Addend + (isCode ? (address | AssembledUnit.CodeBit(relocation.Symbol)) - _code.Start : 0));
            BinaryPrimitives.WriteInt64LittleEndian(row[24..], isCode ? _code.End - _code.Start : size);
            BinaryPrimitives.WriteInt64LittleEndian(row[32..], isCode ? Executable : section is not null && section.Flags.HasFlag(ElfSectionFlags.Write) ? ReadWrite : ReadOnly);
        }

        return table;
    }

    private ulong Entry(string? name)
    {
        var symbol = _unit.Symbols.Find(name ?? "_start");
        if (symbol is not null && AssembledUnit.TryLocate(symbol.Current, out var section, out var offset) && section is not null && _addresses.TryGetValue(section, out var address))
        {
            return (ulong)(address + offset + (symbol.Current.IsC64 ? 1 : 0));
        }

        if (name is null)
        {
            return (ulong)_code.Start + (_unit.Options.C64 ? 1UL : 0);
        }

        _diagnostics.Error("FX0832", new SourceLocation("<command line>"), $"The entry point '{name}' is not a label of this program.", Nearest.Help(name, _unit.Symbols.Entries.Where(e => e.Current.IsDefined && !e.IsTemporary).Select(e => e.Name), "label"));
        return 0;
    }

    private ElfFile Make(List<Group> groups, byte[] table, ulong entry)
    {
        var sections = new List<ElfSection> { new("", ElfSectionType.Null, ElfSectionFlags.None, 0, default, 0) };
        var indices = new Dictionary<SectionBuilder, int>();
        foreach (var section in groups.SelectMany(g => g.Sections).Concat(_unit.Sections.Where(s => !s.Flags.HasFlag(ElfSectionFlags.Allocate))))
        {
            indices.Add(section, sections.Count);
            sections.Add(new ElfSection(section.Name, section.Type, section.Flags, (ulong)_addresses.GetValueOrDefault(section), _bytes[section], (ulong)section.Length, 0, 0, (ulong)section.Alignment, section.EntrySize));
        }

        if (table.Length != 0)
        {
            sections.Add(new ElfSection("__cap_relocs", ElfSectionType.ProgramBits, ElfSectionFlags.Allocate, (ulong)_tableAddress, table, (ulong)table.Length, 0, 0, 16, 40));
        }

        return new ElfFile
        {
            Type = ElfType.Executable,
            Flags = _unit.Options.C64 ? ObjectMaker.PureCapability : 0,
            Entry = entry,
            Segments = Segments(groups, table),
            Sections = sections,
            Symbols = Symbols(indices),
        };
    }

    private List<ElfSegment> Segments(List<Group> groups, byte[] table)
    {
        var segments = new List<ElfSegment>();
        for (var i = 0; i < groups.Count; i++)
        {
            var group = groups[i];
            if (group.End == group.Start)
            {
                continue;
            }

            var bytes = i == 3 ? [] : new byte[group.End - group.Start];
            foreach (var section in group.Sections.Where(s => s.HasBytes))
            {
                _bytes[section].CopyTo(bytes.AsSpan((int)(_addresses[section] - group.Start)));
            }

            if (i == 1)
            {
                table.CopyTo(bytes.AsSpan(bytes.Length - table.Length));
            }

            segments.Add(new ElfSegment(ElfSegmentType.Load, group.Flags, (ulong)group.Start, (ulong)group.Start, bytes, (ulong)(group.End - group.Start), (ulong)Page));
        }

        return segments;
    }

    private List<ElfSymbol> Symbols(Dictionary<SectionBuilder, int> indices)
    {
        var symbols = new List<ElfSymbol> { new("", 0, 0, ElfSymbolType.None, ElfSymbolBinding.Local, ElfSymbol.Undefined) };
        foreach (var section in _unit.Sections)
        {
            symbols.AddRange(section.Contents().Select(c => new ElfSymbol(
                ObjectMaker.MappingName(c.Kind), (ulong)(_addresses.GetValueOrDefault(section) + c.Offset), 0, ElfSymbolType.None, ElfSymbolBinding.Local, indices[section])));
        }

        symbols.AddRange(_unit.Symbols.Entries.Where(ObjectMaker.IsVisible)
            .Select(e => ObjectMaker.Symbol(e, s => s is null ? ElfSymbol.Absolute : indices[s], s => _addresses.GetValueOrDefault(s))));
        return symbols;
    }
}
