namespace FlexCap.Morello.Internal;

/// <summary>
/// A first-level cache as a model, for counting refills: 64 KiB, 4 ways, lines of 64 bytes, replacing the line used least recently
/// (the sizes are those of the Neoverse N1, Arm 100616; its replacement is not public). Physical addresses; a store takes a line
/// as a load does; no prefetching and no maintenance.
/// </summary>
internal sealed class CacheModel : IStateful
{
    internal const int LineShift = 6;
    private const int Ways = 4;
    private const int Sets = 64 * 1024 / (Ways << LineShift);

    // The lines of a set side by side, the one used last first. A line is kept as its number plus one: zero is empty.
    private readonly ulong[] _lines = new ulong[Sets * Ways];

    /// <summary>Lines fetched since reset.</summary>
    internal long Refills { get; private set; }

    /// <summary>Uses all lines that hold some of these bytes.</summary>
    internal void Access(ulong physicalAddress, int size)
    {
        ulong last = (physicalAddress + (ulong)size - 1) >> LineShift;
        for (ulong line = physicalAddress >> LineShift; line <= last; line++)
        {
            Use(line);
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Refills);
        if (Refills != 0)
        {
            writer.WriteRaw(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_lines.AsSpan()));
        }
    }

    public void Restore(StateReader reader)
    {
        Refills = reader.ReadInt64();
        Span<byte> lines = System.Runtime.InteropServices.MemoryMarshal.AsBytes(_lines.AsSpan());
        lines.Clear();
        if (Refills != 0)
        {
            reader.ReadRaw(lines.Length).CopyTo(lines);
        }
    }

    private void Use(ulong line)
    {
        Span<ulong> set = _lines.AsSpan((int)(line % Sets) * Ways, Ways);
        int way = set.IndexOf(line + 1);
        if (way < 0)
        {
            Refills++;
            way = Ways - 1;
        }

        set[..way].CopyTo(set[1..]);
        set[0] = line + 1;
    }
}
