using System.Buffers.Binary;
using System.Text;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Elf;

/// <summary>Lays an ELF file out: header, program headers, segments, other sections, linker tables, section headers.</summary>
internal sealed class ElfLayout : IDisposable
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, SectionHeaderSize = 64, PageSize = 4096;
    private readonly ElfFile _file;
    private readonly MemoryStream _bytes = new();
    private readonly List<ElfSection> _sections = [];
    private readonly List<ulong> _segmentOffsets = [];
    private int _lastHost;

    // Index of a section of the input in the output; linker tables have none.
    private readonly Dictionary<int, int> _newIndex = [];

    public ElfLayout(ElfFile file)
    {
        _file = file;
        for (var i = 0; i < file.Sections.Count; i++)
        {
            if (i == 0 || !IsLinkerTable(file.Sections[i]))
            {
                _newIndex[i] = _sections.Count;
                _sections.Add(file.Sections[i]);
            }
        }
    }

    public void Dispose() => _bytes.Dispose();

    public byte[] Write()
    {
        _bytes.SetLength(HeaderSize + _file.Segments.Count * ProgramHeaderSize);
        _bytes.Position = _bytes.Length;
        WriteSegments();
        var sectionTable = 0UL;
        if (_sections.Count != 0)
        {
            RemapLinks();
            AddLinkerTables();
            sectionTable = WriteSections();
        }

        WriteHeader(sectionTable);
        return _bytes.ToArray();
    }

    private static bool IsLinkerTable(ElfSection section) =>
        !section.Flags.HasFlag(ElfSectionFlags.Allocate)
        && section.Type is ElfSectionType.SymbolTable or ElfSectionType.StringTable
            or ElfSectionType.RelocationsWithAddends or ElfSectionType.SymbolTableIndices;

    private void WriteSegments()
    {
        foreach (var segment in _file.Segments)
        {
            // A segment such as PT_DYNAMIC describes a part of one that is loaded.
            var host = segment.Type == ElfSegmentType.Load ? -1 : FindHost(segment.VirtualAddress, (ulong)segment.Data.Length, _segmentOffsets.Count);
            if (host >= 0)
            {
                _segmentOffsets.Add(_segmentOffsets[host] + segment.VirtualAddress - _file.Segments[host].VirtualAddress);
                continue;
            }

            // Offset and address agree modulo the page, as loaders that map files require.
            if (segment.Data.Length != 0)
            {
                _bytes.Position += (long)((segment.VirtualAddress - (ulong)_bytes.Position) % PageSize);
            }

            _segmentOffsets.Add((ulong)_bytes.Position);
            _bytes.Write(segment.Data.Span);
        }
    }

    /// <summary>One of the first segments that is loaded and has all these bytes in the file, or -1. Sections mostly come in the order of segments, so the search begins where the last one ended.</summary>
    private int FindHost(ulong address, ulong size, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var candidate = (_lastHost + i) % count;
            if (Contains(_file.Segments[candidate], address, size))
            {
                return _lastHost = candidate;
            }
        }

        return -1;
    }

    private static bool Contains(ElfSegment segment, ulong address, ulong size) =>
        segment.Type == ElfSegmentType.Load && address >= segment.VirtualAddress && size <= (ulong)segment.Data.Length
        && address - segment.VirtualAddress <= (ulong)segment.Data.Length - size;

    private void RemapLinks()
    {
        for (var i = 1; i < _sections.Count; i++)
        {
            var section = _sections[i];
            _sections[i] = section with
            {
                Link = _newIndex.GetValueOrDefault(section.Link),
                Info = section.Flags.HasFlag(ElfSectionFlags.InfoLink) ? _newIndex.GetValueOrDefault(section.Info) : section.Info,
            };
        }
    }

    private void AddLinkerTables()
    {
        // Local symbols come first (gABI); the order is otherwise kept.
        var order = Enumerable.Range(1, Math.Max(0, _file.Symbols.Count - 1)).OrderBy(i => _file.Symbols[i].Binding != ElfSymbolBinding.Local).ToList();
        var newSymbol = new Dictionary<int, int> { [0] = 0 };
        if (order.Count != 0)
        {
            var names = new StringTable();
            var table = new byte[(order.Count + 1) * 24];
            for (var i = 0; i < order.Count; i++)
            {
                newSymbol[order[i]] = i + 1;
                WriteSymbol(table.AsSpan((i + 1) * 24), _file.Symbols[order[i]], names);
            }

            var locals = 1 + order.Count(i => _file.Symbols[i].Binding == ElfSymbolBinding.Local);
            _sections.Add(Table(".symtab", ElfSectionType.SymbolTable, table, _sections.Count + 1, locals, 8, 24));
            _sections.Add(Table(".strtab", ElfSectionType.StringTable, names.ToArray(), 0, 0, 1, 0));
        }

        var symbolTable = _sections.Count - 2;
        foreach (var group in _file.Relocations.GroupBy(r => r.SectionIndex).OrderBy(g => g.Key))
        {
            if (!_newIndex.TryGetValue(group.Key, out var target) || target == 0)
            {
                throw new ArgumentException($"A relocation refers to section {group.Key}, which does not exist.");
            }

            var relocations = group.ToList();
            var table = new byte[relocations.Count * 24];
            for (var i = 0; i < relocations.Count; i++)
            {
                if (!newSymbol.TryGetValue(relocations[i].SymbolIndex, out var symbol))
                {
                    throw new ArgumentException($"A relocation refers to symbol {relocations[i].SymbolIndex}, which does not exist.");
                }

                var entry = table.AsSpan(i * 24);
                BinaryPrimitives.WriteUInt64LittleEndian(entry, relocations[i].Offset);
                BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], ((ulong)symbol << 32) | relocations[i].Type);
                BinaryPrimitives.WriteInt64LittleEndian(entry[16..], relocations[i].Addend);
            }

            _sections.Add(Table(".rela" + _sections[target].Name, ElfSectionType.RelocationsWithAddends, table, symbolTable, target, 8, 24)
                with { Flags = ElfSectionFlags.InfoLink });
        }
    }

    private void WriteSymbol(Span<byte> entry, ElfSymbol symbol, StringTable names)
    {
        var section = symbol.SectionIndex;
        if (section is not (ElfSymbol.Undefined or ElfSymbol.Absolute or ElfSymbol.Common) && !_newIndex.TryGetValue(section, out section))
        {
            throw new ArgumentException($"Symbol '{symbol.Name}' refers to section {symbol.SectionIndex}, which does not exist.");
        }

        BinaryPrimitives.WriteUInt32LittleEndian(entry, names.Add(symbol.Name));
        entry[4] = (byte)(((int)symbol.Binding << 4) | (int)symbol.Type);
        entry[5] = symbol.Other;
        BinaryPrimitives.WriteUInt16LittleEndian(entry[6..], (ushort)section);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], symbol.Value);
        BinaryPrimitives.WriteUInt64LittleEndian(entry[16..], symbol.Size);
    }

    private static ElfSection Table(string name, ElfSectionType type, byte[] data, int link, int info, ulong alignment, ulong entrySize) =>
        new(name, type, ElfSectionFlags.None, 0, data, (ulong)data.Length, link, info, alignment, entrySize);

    private ulong WriteSections()
    {
        var names = new StringTable();
        foreach (var section in _sections)
        {
            names.Add(section.Name);
        }

        names.Add(".shstrtab");
        _sections.Add(Table(".shstrtab", ElfSectionType.StringTable, names.ToArray(), 0, 0, 1, 0));
        var offsets = _sections.Select(PlaceSection).ToList();
        Align(8);
        var table = (ulong)_bytes.Position;
        for (var i = 0; i < _sections.Count; i++)
        {
            WriteSectionHeader(_sections[i], i == 0 ? 0 : offsets[i], names.Add(_sections[i].Name));
        }

        return table;
    }

    private ulong PlaceSection(ElfSection section)
    {
        if (section.Type is ElfSectionType.Null or ElfSectionType.NoBits)
        {
            return (ulong)_bytes.Position;
        }

        if (section.Flags.HasFlag(ElfSectionFlags.Allocate))
        {
            var host = FindHost(section.Address, section.Size, _file.Segments.Count);
            if (host >= 0)
            {
                return _segmentOffsets[host] + section.Address - _file.Segments[host].VirtualAddress;
            }
        }

        Align(section.Alignment);
        var offset = (ulong)_bytes.Position;
        _bytes.Write(section.Data.Span);
        return offset;
    }

    private void WriteSectionHeader(ElfSection section, ulong offset, uint name)
    {
        Span<byte> header = stackalloc byte[SectionHeaderSize];
        header.Clear();
        if (section.Type != ElfSectionType.Null)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(header, name);
            BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)section.Type);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], (ulong)section.Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(header[16..], section.Address);
            BinaryPrimitives.WriteUInt64LittleEndian(header[24..], offset);
            BinaryPrimitives.WriteUInt64LittleEndian(header[32..], section.Size);
            BinaryPrimitives.WriteInt32LittleEndian(header[40..], section.Link);
            BinaryPrimitives.WriteInt32LittleEndian(header[44..], section.Info);
            BinaryPrimitives.WriteUInt64LittleEndian(header[48..], section.Alignment);
            BinaryPrimitives.WriteUInt64LittleEndian(header[56..], section.EntrySize);
        }

        _bytes.Write(header);
    }

    private void WriteHeader(ulong sectionTable)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        header.Clear();
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], (ushort)_file.Type);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], ElfFile.AArch64);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], _file.Entry);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], _file.Segments.Count == 0 ? 0UL : HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(header[40..], sectionTable);
        BinaryPrimitives.WriteUInt32LittleEndian(header[48..], _file.Flags);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], HeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], ProgramHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], (ushort)_file.Segments.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], SectionHeaderSize);
        BinaryPrimitives.WriteUInt16LittleEndian(header[60..], (ushort)_sections.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header[62..], (ushort)Math.Max(0, _sections.Count - 1));
        _bytes.Position = 0;
        _bytes.Write(header);
        Span<byte> program = stackalloc byte[ProgramHeaderSize];
        for (var i = 0; i < _file.Segments.Count; i++)
        {
            var segment = _file.Segments[i];
            BinaryPrimitives.WriteUInt32LittleEndian(program, (uint)segment.Type);
            BinaryPrimitives.WriteUInt32LittleEndian(program[4..], (uint)segment.Flags);
            BinaryPrimitives.WriteUInt64LittleEndian(program[8..], _segmentOffsets[i]);
            BinaryPrimitives.WriteUInt64LittleEndian(program[16..], segment.VirtualAddress);
            BinaryPrimitives.WriteUInt64LittleEndian(program[24..], segment.PhysicalAddress);
            BinaryPrimitives.WriteUInt64LittleEndian(program[32..], (ulong)segment.Data.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(program[40..], segment.MemorySize);
            BinaryPrimitives.WriteUInt64LittleEndian(program[48..], segment.Alignment);
            _bytes.Write(program);
        }
    }

    private void Align(ulong alignment) => _bytes.Position = (long)(((ulong)_bytes.Position + alignment - 1) & ~(alignment - 1));

    /// <summary>A string table that stores each string once.</summary>
    private sealed class StringTable
    {
        private readonly Dictionary<string, uint> _offsets = new(StringComparer.Ordinal) { [""] = 0 };
        private readonly List<byte> _bytes = [0];

        public uint Add(string text)
        {
            if (!_offsets.TryGetValue(text, out var offset))
            {
                offset = (uint)_bytes.Count;
                _offsets.Add(text, offset);
                _bytes.AddRange(Encoding.UTF8.GetBytes(text));
                _bytes.Add(0);
            }

            return offset;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
