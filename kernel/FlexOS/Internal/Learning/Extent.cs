namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>What one call did through one pointer: which bytes from it on were read before they were written, and which were written.</summary>
internal sealed class Extent
{
    // Beyond this only the ends are kept.
    private const ulong Tracked = 1 << 20;
    private ulong[] _read = [], _written = [];

    /// <summary>Which pointer: an argument (0 to 7; 8 the indirect result; from 9 on the stack), and what follows it.</summary>
    public required string Path { get; init; }

    public required int Argument { get; init; }

    /// <summary>True if it is the argument itself, not a pointer found through it.</summary>
    public bool IsArgument => !Path.Contains('[', StringComparison.Ordinal);

    /// <summary>The pointer.</summary>
    public required ulong Start { get; init; }

    /// <summary>End of the object that it points into.</summary>
    public required ulong ObjectEnd { get; init; }

    /// <summary>True if another argument was the same address.</summary>
    public bool IsAliased { get; init; }

    /// <summary>True if that argument stands before it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Bytes used from the pointer on.</summary>
    public ulong Bytes { get; private set; }

    public long Count { get; private set; }

    public bool HasReads { get; private set; }

    public bool HasWrites { get; private set; }

    /// <summary>True if the first byte was loaded by itself, as texts are.</summary>
    public bool StartsWithByte { get; private set; }

    public void Add(ulong offset, int size, bool isStore)
    {
        Count++;
        Bytes = Math.Max(Bytes, offset + (ulong)size);
        HasWrites |= isStore;
        StartsWithByte |= offset == 0 && size == 1 && !isStore;
        for (var at = offset; at < offset + (ulong)size && at < Tracked;)
        {
            var (word, bit) = ((int)(at / 64), (int)(at % 64));
            var bits = (int)Math.Min((ulong)(64 - bit), offset + (ulong)size - at);
            var mask = (bits == 64 ? ulong.MaxValue : (1UL << bits) - 1) << bit;
            if (isStore)
            {
                Word(ref _written, word) |= mask;
            }
            else if ((mask & ~Word(ref _written, word)) is not 0 and var fresh)
            {
                Word(ref _read, word) |= fresh;
                HasReads = true;
            }

            at += (ulong)bits;
        }
    }

    /// <summary>True if every byte up to <see cref="Bytes"/> was written.</summary>
    public bool IsFilled
    {
        get
        {
            var end = Math.Min(Bytes, Tracked);
            for (ulong at = 0; at < end; at += 64)
            {
                var left = end - at;
                var all = left >= 64 ? ulong.MaxValue : (1UL << (int)left) - 1;
                if ((Word(ref _written, (int)(at / 64)) & all) != all)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>True if the 8 bytes at an offset were read.</summary>
    public bool HasReadWord(ulong offset) => Has(ref _read, offset);

    /// <summary>True if the 8 bytes at an offset were written.</summary>
    public bool HasWrittenWord(ulong offset) => Has(ref _written, offset);

    private static bool Has(ref ulong[] bits, ulong offset) =>
        offset + 8 <= Tracked && (Word(ref bits, (int)(offset / 64)) >> (int)(offset % 64) & 0xFF) == 0xFF;

    private static ref ulong Word(ref ulong[] bits, int index)
    {
        if (bits.Length <= index)
        {
            Array.Resize(ref bits, Math.Max(index + 1, 2 * bits.Length));
        }

        return ref bits[index];
    }
}
