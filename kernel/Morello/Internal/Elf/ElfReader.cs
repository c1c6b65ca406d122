using System.Buffers.Binary;
using System.Text;
using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Elf;

/// <summary>Reads an ELF file. Every offset comes from the file and is distrusted: all ranges go through <see cref="TrySlice"/>.</summary>
internal sealed class ElfReader(ReadOnlyMemory<byte> file, string name, DiagnosticBag diagnostics)
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, SectionHeaderSize = 64, SymbolSize = 24, RelaSize = 24;
    private readonly List<ElfSection> _sections = [];

    private ReadOnlySpan<byte> Bytes => file.Span;

    public ElfFile? Read()
    {
        if (Bytes.Length < HeaderSize || !Bytes.StartsWith("\u007fELF"u8))
        {
            Error("FX0101", "This is not an ELF file.", "Give an ELF file for AArch64, such as clang -c makes.");
            return null;
        }

        if (Bytes[4] != 2 || Bytes[5] != 1)
        {
            Error("FX0102", "The ELF file is not 64-bit little-endian.", "Compile for aarch64 (little-endian).");
            return null;
        }

        var machine = U16(Bytes, 18);
        if (machine != ElfFile.AArch64)
        {
            Error("FX0103", $"The ELF file is for machine {machine}, not for AArch64 ({ElfFile.AArch64}).", "Compile for aarch64, with or without Morello.");
            return null;
        }

        var type = U16(Bytes, 16);
        if (type is < 1 or > 3)
        {
            Error("FX0104", $"ELF file type {type} is not supported.", "Give a relocatable, executable or shared file.");
            return null;
        }

        var segments = ReadSegments();
        ReadSections();
        var symbols = ReadSymbols(ElfSectionType.SymbolTable);
        var dynamicSymbols = ReadSymbols(ElfSectionType.DynamicSymbolTable);
        var (relocations, dynamicRelocations) = ReadRelocations(symbols.Count, dynamicSymbols.Count);
        return diagnostics.HasErrors ? null : new ElfFile
        {
            Type = (ElfType)type,
            Entry = U64(Bytes, 24),
            Flags = U32(Bytes, 48),
            Segments = segments,
            Sections = _sections,
            Symbols = symbols,
            DynamicSymbols = dynamicSymbols,
            Relocations = relocations,
            DynamicRelocations = dynamicRelocations,
        };
    }

    private List<ElfSegment> ReadSegments()
    {
        var segments = new List<ElfSegment>();
        int count = U16(Bytes, 56);
        if (count == 0)
        {
            return segments;
        }

        if (U16(Bytes, 54) != ProgramHeaderSize || !TrySlice(U64(Bytes, 32), (ulong)count * ProgramHeaderSize, out var table))
        {
            Error("FX0105", $"The table of {count} program headers is malformed or lies outside the file.", Truncated);
            return segments;
        }

        for (var i = 0; i < count; i++)
        {
            var header = table.Span.Slice(i * ProgramHeaderSize, ProgramHeaderSize);
            ulong offset = U64(header, 8), address = U64(header, 16), physical = U64(header, 24), fileSize = U64(header, 32), memorySize = U64(header, 40);
            var type = (ElfSegmentType)U32(header, 0);
            if (!TrySlice(offset, fileSize, out var data))
            {
                Error("FX0106", $"Segment {i} (offset 0x{offset:x}, {fileSize} bytes) lies outside the file.", Truncated);
            }
            else if (type == ElfSegmentType.Load && (memorySize < fileSize || Wraps(address, memorySize) || Wraps(physical, memorySize)))
            {
                Error("FX0107", $"Segment {i} at 0x{address:x} has an impossible size ({fileSize} bytes in the file, {memorySize} in memory).", Truncated);
            }
            else
            {
                segments.Add(new ElfSegment(type, (ElfSegmentFlags)U32(header, 4), address, physical, data, memorySize, U64(header, 48)));
            }
        }

        return segments;
    }

    private void ReadSections()
    {
        var offset = U64(Bytes, 40);
        if (offset == 0)
        {
            return;
        }

        // More than 0xff00 sections: the true count and name-table index are in section 0 (gABI, extended numbering).
        ulong count = U16(Bytes, 60);
        uint nameIndex = U16(Bytes, 62);
        if (TrySlice(offset, SectionHeaderSize, out var first))
        {
            count = count == 0 ? U64(first.Span, 32) : count;
            nameIndex = nameIndex == 0xffff ? U32(first.Span, 40) : nameIndex;
        }

        if (U16(Bytes, 58) != SectionHeaderSize || count > (ulong)Bytes.Length / SectionHeaderSize
            || !TrySlice(offset, count * SectionHeaderSize, out var table))
        {
            Error("FX0105", $"The table of {count} section headers is malformed or lies outside the file.", Truncated);
            return;
        }

        var names = ReadOnlyMemory<byte>.Empty;
        if (nameIndex != 0 && (nameIndex >= count || !TrySectionData(Header(table, (int)nameIndex), out names)))
        {
            Error("FX0109", $"The table of section names (section {nameIndex}) does not exist.", Truncated);
            return;
        }

        for (var i = 0; i < (int)count; i++)
        {
            ReadSection(i, Header(table, i), names);
        }
    }

    private void ReadSection(int index, ReadOnlySpan<byte> header, ReadOnlyMemory<byte> names)
    {
        if (!TryString(names.Span, U32(header, 0), out var sectionName) && index != 0)
        {
            Error("FX0109", $"The name of section {index} lies outside the table of names.", Truncated);
        }

        var type = (ElfSectionType)U32(header, 4);
        var data = ReadOnlyMemory<byte>.Empty;
        if (index != 0 && !TrySectionData(header, out data))
        {
            Error("FX0108", $"Section {index} ({sectionName}) lies outside the file.", Truncated);
        }

        var alignment = Math.Max(1, U64(header, 48));
        if (!ulong.IsPow2(alignment))
        {
            Error("FX0112", $"Section {index} ({sectionName}) has alignment {alignment}, which is not a power of two.", Truncated);
        }

        _sections.Add(new ElfSection(
            sectionName, type, (ElfSectionFlags)U64(header, 8), U64(header, 16), data, U64(header, 32),
            (int)U32(header, 40), (int)U32(header, 44), alignment, U64(header, 56)));
    }

    private List<ElfSymbol> ReadSymbols(ElfSectionType kind)
    {
        var symbols = new List<ElfSymbol>();
        var index = _sections.FindIndex(s => s.Type == kind);
        if (index < 0)
        {
            return symbols;
        }

        var table = _sections[index];
        if (!IsSection(table.Link) || table.Data.Length % SymbolSize != 0)
        {
            Error("FX0110", $"The symbol table {table.Name} is malformed.", Truncated);
            return symbols;
        }

        var names = _sections[table.Link].Data.Span;
        var wideIndices = _sections.Find(s => s.Type == ElfSectionType.SymbolTableIndices && s.Link == index)?.Data ?? default;
        for (var i = 0; i < table.Data.Length / SymbolSize; i++)
        {
            var entry = table.Data.Span.Slice(i * SymbolSize, SymbolSize);
            int section = U16(entry, 6);
            if (section == 0xffff && wideIndices.Length >= (i + 1) * 4)
            {
                section = (int)U32(wideIndices.Span, i * 4);
            }
            else if (section is > 0xff00 and not (ElfSymbol.Absolute or ElfSymbol.Common))
            {
                section = ElfSymbol.Absolute; // Reserved for processors and systems: not a section in any case.
            }

            if (!TryString(names, U32(entry, 0), out var symbolName)
                || (section is not (ElfSymbol.Undefined or ElfSymbol.Absolute or ElfSymbol.Common) && !IsSection(section)))
            {
                Error("FX0110", $"Symbol {i} of {table.Name} is malformed (name or section does not exist).", Truncated);
                section = ElfSymbol.Undefined;
            }

            symbols.Add(new ElfSymbol(
                symbolName, U64(entry, 8), U64(entry, 16), (ElfSymbolType)(entry[4] & 15), (ElfSymbolBinding)(entry[4] >> 4), section, entry[5]));
        }

        return symbols;
    }

    private (List<ElfRelocation> Static, List<ElfRelocation> Dynamic) ReadRelocations(int symbolCount, int dynamicSymbolCount)
    {
        List<ElfRelocation> statics = [], dynamics = [];
        foreach (var table in _sections)
        {
            if (table.Type == ElfSectionType.Relocations)
            {
                Error("FX0111", $"{table.Name} holds relocations without addends, which AArch64 does not use.", Truncated);
            }

            if (table.Type != ElfSectionType.RelocationsWithAddends)
            {
                continue;
            }

            var dynamic = IsSection(table.Link) && _sections[table.Link].Type == ElfSectionType.DynamicSymbolTable;
            if (table.Data.Length % RelaSize != 0 || (!dynamic && !IsSection(table.Info)))
            {
                Error("FX0111", $"The relocation table {table.Name} is malformed.", Truncated);
                continue;
            }

            for (var i = 0; i < table.Data.Length; i += RelaSize)
            {
                var entry = table.Data.Span.Slice(i, RelaSize);
                var info = U64(entry, 8);
                var symbol = info >> 32;
                if (symbol >= (ulong)Math.Max(1, dynamic ? dynamicSymbolCount : symbolCount))
                {
                    Error("FX0111", $"Relocation {i / RelaSize} of {table.Name} refers to symbol {symbol}, which does not exist.", Truncated);
                    continue;
                }

                (dynamic ? dynamics : statics).Add(new ElfRelocation(
                    dynamic ? 0 : table.Info, U64(entry, 0), (uint)info, (int)symbol, (long)U64(entry, 16)));
            }
        }

        return (statics, dynamics);
    }

    private const string Truncated = "The file is damaged or cut short: make it again.";

    private static ReadOnlySpan<byte> Header(ReadOnlyMemory<byte> table, int index) => table.Span.Slice(index * SectionHeaderSize, SectionHeaderSize);

    private bool TrySectionData(ReadOnlySpan<byte> header, out ReadOnlyMemory<byte> data)
    {
        data = default;
        return (ElfSectionType)U32(header, 4) is ElfSectionType.NoBits or ElfSectionType.Null || TrySlice(U64(header, 24), U64(header, 32), out data);
    }

    private bool IsSection(int index) => index > 0 && index < _sections.Count;

    private bool TrySlice(ulong offset, ulong size, out ReadOnlyMemory<byte> slice)
    {
        var inside = offset <= (ulong)file.Length && size <= (ulong)file.Length - offset;
        slice = size == 0 || !inside ? default : file.Slice((int)offset, (int)size);
        return inside || size == 0;
    }

    private static bool TryString(ReadOnlySpan<byte> table, uint offset, out string text)
    {
        text = "";
        if (offset >= (uint)table.Length)
        {
            return offset == 0;
        }

        var tail = table[(int)offset..];
        var end = tail.IndexOf((byte)0);
        text = end < 0 ? "" : Encoding.UTF8.GetString(tail[..end]);
        return end >= 0;
    }

    private static bool Wraps(ulong address, ulong size) => size != 0 && address + (size - 1) < address;

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    private void Error(string id, string message, string help) => diagnostics.Error(id, new SourceLocation(name), message, help);
}
