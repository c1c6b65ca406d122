using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlexCap.Morello.Internal;

/// <summary>
/// RAM with one tag per 16-byte granule. Host memory is taken in chunks of 64 KiB when the guest first touches them.
/// Chunks are pinned arrays, so that the translation cache can keep plain pointers and nothing has to be freed by hand.
/// </summary>
internal sealed unsafe partial class PhysicalMemory
{
    internal const int PageShift = 12;
    internal const int PageSize = 1 << PageShift;
    internal const ulong PageMask = ~(ulong)(PageSize - 1);
    internal const int GranuleShift = 4;
    internal const int GranuleSize = 1 << GranuleShift;

    private const int ChunkShift = 16;
    private const int ChunkSize = 1 << ChunkShift;
    private const int PagesPerChunk = ChunkSize / PageSize;

    private readonly byte[]?[] _chunks;
    private readonly byte*[] _data;

    internal PhysicalMemory(ulong start, ulong size)
    {
        if ((start | size) % ChunkSize != 0)
        {
            throw new ArgumentException("RAM must start and end on a 64 KiB boundary.", nameof(size));
        }

        Start = start;
        Size = size;
        var chunks = checked((int)(size >> ChunkShift));
        _chunks = new byte[]?[chunks];
        _data = new byte*[chunks];
    }

    /// <summary>First physical address.</summary>
    internal ulong Start { get; }

    /// <summary>Size in bytes.</summary>
    internal ulong Size { get; }

    /// <summary>Told the physical address of a page whose cached instructions a store has made stale.</summary>
    internal Action<ulong>? CodeChanged { get; set; }

    /// <summary>True if all <paramref name="length"/> bytes lie in RAM.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Contains(ulong physicalAddress, ulong length = 1)
    {
        var offset = physicalAddress - Start;
        return offset < Size && length <= Size - offset;
    }

    /// <summary>Host address of the byte at a physical address that <see cref="Contains"/> has accepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte* Host(ulong physicalAddress)
    {
        var offset = physicalAddress - Start;
        var data = _data[(int)(offset >> ChunkShift)];
        if (data == null)
        {
            data = Touch((int)(offset >> ChunkShift));
        }

        return data + (offset & (ChunkSize - 1));
    }

    /// <summary>State of the page that holds a physical address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PageState* State(ulong physicalAddress)
    {
        var offset = physicalAddress - Start;
        var data = _data[(int)(offset >> ChunkShift)];
        if (data == null)
        {
            data = Touch((int)(offset >> ChunkShift));
        }

        return (PageState*)(data + ChunkSize + (((offset >> PageShift) & (PagesPerChunk - 1)) * PageState.Size));
    }

    /// <summary>The tag of the granule that holds a physical address.</summary>
    internal bool Tag(ulong physicalAddress)
    {
        if (_data[(int)((physicalAddress - Start) >> ChunkShift)] == null)
        {
            return false;
        }

        var state = State(physicalAddress);
        return (state->Attention & PageState.HasTags) != 0 && Tag(state, (uint)physicalAddress & (PageSize - 1));
    }

    /// <summary>Sets or clears the tag of the granule that holds a physical address.</summary>
    internal void SetTag(ulong physicalAddress, bool tag) =>
        SetTag(State(physicalAddress), (uint)physicalAddress & (PageSize - 1), tag);

    /// <summary>Tag of the granule at a byte offset in a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Tag(PageState* state, uint offset)
    {
        var granule = offset >> GranuleShift;
        return ((state->Tags[granule >> 6] >> (int)(granule & 63)) & 1) != 0;
    }

    /// <summary>Writes the tag of the granule at a byte offset in a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetTag(PageState* state, uint offset, bool tag)
    {
        var granule = offset >> GranuleShift;
        var bit = 1UL << (int)(granule & 63);
        if (tag)
        {
            state->Tags[granule >> 6] |= bit;
            state->Attention = (state->Attention | PageState.HasTags) & ~PageState.Unchanged;
        }
        else
        {
            state->Tags[granule >> 6] &= ~bit;
            state->Attention &= ~PageState.Unchanged;
        }
    }

    /// <summary>
    /// What an ordinary store owes a page that asks for attention: the touched granules lose their tags and cached
    /// instructions are declared stale. The bytes must lie in one page.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void StoreTouched(PageState* state, uint offset, uint length)
    {
        if ((state->Attention & PageState.HasTags) != 0)
        {
            var last = (offset + length - 1) >> GranuleShift;
            for (var granule = offset >> GranuleShift; granule <= last; granule++)
            {
                state->Tags[granule >> 6] &= ~(1UL << (int)(granule & 63));
            }

            if ((state->Tags[0] | state->Tags[1] | state->Tags[2] | state->Tags[3]) == 0)
            {
                state->Attention &= ~PageState.HasTags;
            }
        }

        CodeTouched(state);
    }

    /// <summary>What a store that writes its own tags, or a write by the host, owes a page: it is no longer what a snapshot holds, and cached instructions are declared stale.</summary>
    internal void CodeTouched(PageState* state)
    {
        state->Attention &= ~PageState.Unchanged;
        if ((state->Attention & PageState.HasCode) != 0)
        {
            state->Attention &= ~PageState.HasCode;
            CodeChanged?.Invoke(state->Physical);
        }
    }

    /// <summary>Copies bytes in as an ordinary store does: the touched granules lose their tags.</summary>
    internal void Write(ulong physicalAddress, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var offset = (uint)(physicalAddress & (PageSize - 1));
            var length = Math.Min(bytes.Length, PageSize - (int)offset);
            bytes[..length].CopyTo(new Span<byte>(Host(physicalAddress), length));
            StoreTouched(State(physicalAddress), offset, (uint)length);
            physicalAddress += (ulong)length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Copies bytes out; pages never touched read as zero and stay untouched.</summary>
    internal void Read(ulong physicalAddress, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var offset = physicalAddress - Start;
            var length = Math.Min(bytes.Length, ChunkSize - (int)(offset & (ChunkSize - 1)));
            var data = _data[(int)(offset >> ChunkShift)];
            if (data == null)
            {
                bytes[..length].Clear();
            }
            else
            {
                new ReadOnlySpan<byte>(data + (offset & (ChunkSize - 1)), length).CopyTo(bytes);
            }

            physicalAddress += (ulong)length;
            bytes = bytes[length..];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* Touch(int chunk)
    {
        var bytes = GC.AllocateArray<byte>(ChunkSize + (PagesPerChunk * PageState.Size), pinned: true);
        _chunks[chunk] = bytes;
        _touched.Add(chunk);
        var data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
        var states = (PageState*)(data + ChunkSize);
        for (var page = 0; page < PagesPerChunk; page++)
        {
            ((PageState*)((byte*)states + (page * PageState.Size)))->Physical = Start + ((ulong)chunk << ChunkShift) + (ulong)(page * PageSize);
        }

        return _data[chunk] = data;
    }
}
