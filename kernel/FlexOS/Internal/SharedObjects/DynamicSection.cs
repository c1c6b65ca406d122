using System.Buffers.Binary;
using System.Text;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.SharedObjects;

/// <summary>
/// The dynamic section of a shared object (PT_DYNAMIC) and what it points at. Addresses come from the file and are
/// distrusted: what lies outside the segments is empty.
/// </summary>
internal sealed class DynamicSection
{
    public const long JumpRelocationsSize = 2, Hash = 4, Strings = 5, SymbolTable = 6, Relocations = 7, RelocationsSize = 8, StringsSize = 10,
        Initialise = 12, Finalise = 13, OwnName = 14, JumpRelocations = 23, InitialiseArray = 25, FinaliseArray = 26,
        InitialiseArraySize = 27, FinaliseArraySize = 28, PackedSize = 35, Packed = 36,
        GnuHash = 0x6ffffef5, SymbolVersions = 0x6ffffff0, VersionsNeeded = 0x6ffffffe, VersionsNeededCount = 0x6fffffff;

    private const long NeededTag = 1;
    private const int SymbolSize = 24;
    private readonly ElfFile _elf;
    private readonly IReadOnlyList<ElfSegment> _loads;
    private readonly Dictionary<long, ulong> _entries = [];
    private readonly List<ulong> _needed = [];

    public DynamicSection(ElfFile elf, IReadOnlyList<ElfSegment> loads)
    {
        (_elf, _loads) = (elf, loads);
        if (elf.Segments.FirstOrDefault(s => s.Type == ElfSegmentType.Dynamic) is not { } segment)
        {
            return;
        }

        Exists = true;
        for (var rest = segment.Data.Span; rest.Length >= 16; rest = rest[16..])
        {
            var (tag, value) = (BinaryPrimitives.ReadInt64LittleEndian(rest), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]));
            if (tag == 0)
            {
                break;
            }

            if (tag == NeededTag)
            {
                _needed.Add(value);
            }
            else
            {
                _entries.TryAdd(tag, value);
            }
        }
    }

    public bool Exists { get; }

    /// <summary>Value of an entry, or null.</summary>
    public ulong? this[long tag] => _entries.TryGetValue(tag, out var value) ? value : null;

    /// <summary>Names of the objects that this one was linked with.</summary>
    public IReadOnlyList<string> Needed => [.. _needed.Select(TextAt)];

    public string? Text(long tag) => this[tag] is { } offset ? TextAt(offset) : null;

    /// <summary>Bytes of the file at an address; fewer than asked for, or none, where the segments end.</summary>
    public ReadOnlySpan<byte> Bytes(ulong address, ulong size)
    {
        foreach (var load in _loads)
        {
            if (address >= load.VirtualAddress && address - load.VirtualAddress < (ulong)load.Data.Length)
            {
                var tail = load.Data.Span[(int)(address - load.VirtualAddress)..];
                return size < (ulong)tail.Length ? tail[..(int)size] : tail;
            }
        }

        return default;
    }

    /// <summary>The dynamic symbols: by the section headers, or by the hash tables where these were stripped.</summary>
    public IReadOnlyList<ElfSymbol> Symbols()
    {
        if (_elf.DynamicSymbols.Count != 0 || this[SymbolTable] is not { } table)
        {
            return _elf.DynamicSymbols;
        }

        var symbols = new List<ElfSymbol>();
        for (var rest = Bytes(table, SymbolCount() * SymbolSize); rest.Length >= SymbolSize; rest = rest[SymbolSize..])
        {
            int section = BinaryPrimitives.ReadUInt16LittleEndian(rest[6..]);
            symbols.Add(new ElfSymbol(
                TextAt(BinaryPrimitives.ReadUInt32LittleEndian(rest)), BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]), BinaryPrimitives.ReadUInt64LittleEndian(rest[16..]),
                (ElfSymbolType)(rest[4] & 15), (ElfSymbolBinding)(rest[4] >> 4), section > 0xff00 ? ElfSymbol.Absolute : section, rest[5]));
        }

        return symbols;
    }

    /// <summary>True for a definition that is kept for objects linked with an older version of this one.</summary>
    public bool IsHiddenVersion(int symbol)
    {
        var entry = this[SymbolVersions] is { } versions ? Bytes(versions + (ulong)symbol * 2, 2) : default;
        return entry.Length == 2 && (entry[1] & 0x80) != 0;
    }

    /// <summary>Names of the versions that its imports ask for (<c>GLIBC_2.17</c>).</summary>
    public IReadOnlyList<string> NeededVersions
    {
        get
        {
            var names = new List<string>();
            var address = this[VersionsNeeded] ?? 0;
            for (var i = this[VersionsNeededCount] ?? 0; i > 0 && Bytes(address, 16) is { Length: 16 } need; i--)
            {
                var auxiliary = address + BinaryPrimitives.ReadUInt32LittleEndian(need[8..]);
                for (int count = BinaryPrimitives.ReadUInt16LittleEndian(need[2..]); count > 0 && Bytes(auxiliary, 16) is { Length: 16 } entry; count--)
                {
                    names.Add(TextAt(BinaryPrimitives.ReadUInt32LittleEndian(entry[8..])));
                    auxiliary += BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
                }

                var next = BinaryPrimitives.ReadUInt32LittleEndian(need[12..]);
                if (next == 0)
                {
                    break;
                }

                address += next;
            }

            return names;
        }
    }

    /// <summary>Places of the relative relocations in packed form (DT_RELR): an address, or a bit map of the 63 words behind the last one.</summary>
    public IReadOnlyList<ulong> PackedRelative()
    {
        var places = new List<ulong>();
        if (this[Packed] is not { } table || this[PackedSize] is not { } size)
        {
            return places;
        }

        var next = 0UL;
        for (var rest = Bytes(table, size); rest.Length >= 8; rest = rest[8..])
        {
            var entry = BinaryPrimitives.ReadUInt64LittleEndian(rest);
            if ((entry & 1) == 0)
            {
                places.Add(entry);
                next = entry + 8;
                continue;
            }

            for (var bit = 1; bit < 64; bit++)
            {
                if ((entry >> bit & 1) != 0)
                {
                    places.Add(next + (ulong)(bit - 1) * 8);
                }
            }

            next += 63 * 8;
        }

        return places;
    }

    private ulong SymbolCount()
    {
        if (this[Hash] is { } hash && Bytes(hash, 8) is { Length: 8 } header)
        {
            return BinaryPrimitives.ReadUInt32LittleEndian(header[4..]); // as many chains as symbols
        }

        if (this[GnuHash] is not { } gnu || Bytes(gnu, 16) is not { Length: 16 } words)
        {
            return 0;
        }

        // The last symbol is at the end of the chain of the bucket with the highest index.
        ulong buckets = BinaryPrimitives.ReadUInt32LittleEndian(words), first = BinaryPrimitives.ReadUInt32LittleEndian(words[4..]);
        var table = gnu + 16 + BinaryPrimitives.ReadUInt32LittleEndian(words[8..]) * 8UL;
        var last = 0UL;
        for (var rest = Bytes(table, buckets * 4); rest.Length >= 4; rest = rest[4..])
        {
            last = Math.Max(last, BinaryPrimitives.ReadUInt32LittleEndian(rest));
        }

        if (last < first)
        {
            return first;
        }

        while (Bytes(table + buckets * 4 + (last - first) * 4, 4) is { Length: 4 } chain && (chain[0] & 1) == 0)
        {
            last++;
        }

        return last + 1;
    }

    private string TextAt(ulong offset)
    {
        var tail = this[Strings] is { } strings ? Bytes(strings + offset, ulong.MaxValue) : default;
        var end = tail.IndexOf((byte)0);
        return end <= 0 ? "" : Encoding.UTF8.GetString(tail[..end]);
    }
}
