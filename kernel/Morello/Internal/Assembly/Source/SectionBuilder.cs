using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>What bytes of a section are; mapping symbols tell readers of the object.</summary>
internal enum ContentKind
{
    /// <summary>Not said yet.</summary>
    None,

    /// <summary><c>$d</c>.</summary>
    Data,

    /// <summary><c>$x</c>.</summary>
    A64,

    /// <summary><c>$c</c>.</summary>
    C64,
}

/// <summary>A field that is filled in after the layout.</summary>
/// <param name="Offset">Offset in its piece.</param>
/// <param name="Size">Bytes: 1, 2, 4, 8 for data and instructions, 16 for a capability, 0 for a relocation without a field.</param>
/// <param name="Kind">Field of an instruction; null for data.</param>
/// <param name="Target">The value.</param>
/// <param name="IsC64">True in C64 state.</param>
/// <param name="At">Statement, for messages.</param>
/// <param name="Column">Column, for messages.</param>
/// <param name="Type">Relocation type where the source names it (<c>.capinit</c>, <c>.tlsdesccall</c>); else 0.</param>
internal sealed record PendingField(
    long Offset, int Size, FixupKind? Kind, Expression Target, bool IsC64, Place At, int Column, uint Type = 0)
{
    /// <summary>As a type: <c>R_AARCH64_NONE</c>, named by the source. Its number is 0, which here means that nothing is named.</summary>
    public const uint Dependency = uint.MaxValue;
}

/// <summary>A literal that waits for <c>.ltorg</c> or the end of its section.</summary>
internal sealed record PoolEntry(AssemblySymbol Label, int Size, Expression Value, Place At, int Column);

/// <summary>A part of a section with a subsection number: bytes in the order in which they were written.</summary>
internal sealed class SectionPiece(SectionBuilder section, int number)
{
    private byte[] _bytes = [];

    public SectionBuilder Section { get; } = section;

    public int Number { get; } = number;

    /// <summary>Size in bytes; of a section without bytes in the file, the only thing counted.</summary>
    public long Length { get; private set; }

    public long Alignment { get; private set; } = 1;

    /// <summary>Offset of the piece in the section, once <see cref="SectionBuilder.Merge"/> has placed it.</summary>
    public long Base { get; set; }

    public object Root => Section.IsMerged ? Section : this;

    public List<PendingField> Fields { get; } = [];

    public List<PoolEntry> Pool { get; } = [];

    /// <summary>Labels of the numbers in <see cref="Pool"/>, by size and value.</summary>
    public Dictionary<(int Size, long Value), AssemblySymbol> PoolNumbers { get; } = [];

    /// <summary>Where code and data begin.</summary>
    public List<(long Offset, ContentKind Kind)> Contents { get; } = [];

    public ReadOnlySpan<byte> Bytes => Section.HasBytes ? _bytes.AsSpan(0, (int)Length) : default;

    public void Align(long alignment) => Alignment = Math.Max(Alignment, alignment);

    public void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Extend(bytes.Length));

    public void AppendZeros(long count)
    {
        if (Section.HasBytes)
        {
            Extend(checked((int)count)).Clear();
        }
        else
        {
            Length += count;
        }
    }

    /// <summary>Room for more bytes, which the caller fills.</summary>
    public Span<byte> Extend(int count)
    {
        if (!Section.HasBytes)
        {
            Length += count;
            return new byte[count];
        }

        var start = (int)Length;
        if (start + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(start + count, Math.Max(64, 2 * _bytes.Length)));
        }

        Length += count;
        return _bytes.AsSpan(start, count);
    }

    public void Mark(ContentKind kind)
    {
        if (Contents.Count == 0 || Contents[^1].Kind != kind)
        {
            Contents.Add((Length, kind));
        }
    }
}

/// <summary>A section while it is assembled.</summary>
internal sealed class SectionBuilder(string name, ElfSectionType type, ElfSectionFlags flags, ulong entrySize)
{
    private readonly SortedDictionary<int, SectionPiece> _pieces = [];

    public string Name { get; } = name;

    public ElfSectionType Type { get; } = type;

    public ElfSectionFlags Flags { get; } = flags;

    public ulong EntrySize { get; } = entrySize;

    public bool HasBytes => Type != ElfSectionType.NoBits;

    public bool IsCode => Flags.HasFlag(ElfSectionFlags.Execute);

    public bool IsMerged { get; private set; }

    public long Length { get; private set; }

    public long Alignment { get; private set; } = 1;

    /// <summary>All bytes, once merged; empty for a section without bytes in the file.</summary>
    public byte[] Data { get; private set; } = [];

    public IEnumerable<SectionPiece> Pieces => _pieces.Values;

    public bool HasPiece(int number) => _pieces.ContainsKey(number);

    public SectionPiece Piece(int number)
    {
        if (!_pieces.TryGetValue(number, out var piece))
        {
            _pieces.Add(number, piece = new SectionPiece(this, number));
        }

        return piece;
    }

    /// <summary>Puts the pieces one after the other, in the order of their numbers, and fixes all offsets.</summary>
    public void Merge()
    {
        foreach (var piece in _pieces.Values)
        {
            piece.Base = (Length + piece.Alignment - 1) & -piece.Alignment;
            Length = piece.Base + piece.Length;
            Alignment = Math.Max(Alignment, piece.Alignment);
        }

        IsMerged = true;
        if (HasBytes)
        {
            Data = new byte[Length];
            foreach (var piece in _pieces.Values)
            {
                piece.Bytes.CopyTo(Data.AsSpan((int)piece.Base));
            }
        }
    }

    /// <summary>Where code and data begin in the whole section.</summary>
    public IEnumerable<(long Offset, ContentKind Kind)> Contents()
    {
        var last = ContentKind.None;
        foreach (var piece in _pieces.Values)
        {
            foreach (var (offset, kind) in piece.Contents)
            {
                if (kind != last)
                {
                    yield return (piece.Base + offset, last = kind);
                }
            }
        }
    }
}
