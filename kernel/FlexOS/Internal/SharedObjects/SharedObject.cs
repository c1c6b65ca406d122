using System.Buffers.Binary;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Internal.SharedObjects;

/// <summary>A segment of a shared object: one piece of the image, at a fixed distance from the others.</summary>
/// <param name="Address">First address in the object's own numbering, from 0.</param>
/// <param name="Size">Size in memory in bytes.</param>
/// <param name="Flags">Permitted use.</param>
internal sealed record SharedSegment(ulong Address, ulong Size, ElfSegmentFlags Flags)
{
    public bool IsExecutable => Flags.HasFlag(ElfSegmentFlags.Execute);

    public bool IsWritable => Flags.HasFlag(ElfSegmentFlags.Write);

    public ulong End => Address + Size;
}

/// <summary>The block of thread-local data of a shared object: what every thread's copy starts with.</summary>
/// <param name="Initial">Initial bytes; what exceeds them is zero.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Alignment">Alignment in bytes.</param>
internal sealed record ThreadLocalTemplate(ReadOnlyMemory<byte> Initial, ulong Size, ulong Alignment);

/// <summary>
/// What a shared object (ET_DYN) is beyond the sections, symbols and relocations that every object has. Its segments
/// stand as sections 1, 2, … of <see cref="Elf"/>, a relocatable file, so that planner and linker treat its imports and
/// exports as those of any object. Immutable, and shared by every image that it goes into.
/// </summary>
internal sealed record SharedObject
{
    /// <summary>The object as a relocatable file: one section for each segment, what it imports and exports, and its relocations with a symbol.</summary>
    public required ElfFile Elf { get; init; }

    /// <summary>Segments, ascending; segment i is section i + 1.</summary>
    public required IReadOnlyList<SharedSegment> Segments { get; init; }

    /// <summary>DT_SONAME, or empty.</summary>
    public required string Name { get; init; }

    /// <summary>DT_NEEDED: objects that it was linked with.</summary>
    public required IReadOnlyList<string> Needed { get; init; }

    /// <summary>Symbols of functions to call before main, in order; indices in <see cref="Elf"/>.</summary>
    public required IReadOnlyList<int> Initialisers { get; init; }

    /// <summary>Symbols of functions to call after main, in order; indices in <see cref="Elf"/>.</summary>
    public required IReadOnlyList<int> Finalisers { get; init; }

    /// <summary>Its thread-local data, or null.</summary>
    public ThreadLocalTemplate? ThreadLocal { get; init; }

    /// <summary>Places and addends of the relocations without a symbol, which are most of them (RELATIVE), ascending by segment.</summary>
    public required IReadOnlyList<(ulong Place, ulong Addend)[]> Relative { get; init; }

    /// <summary>Size in bytes from its address 0 to the end of its last segment.</summary>
    public ulong Size => Segments[^1].End;

    /// <summary>End of its last executable segment, or 0.</summary>
    public ulong ExecutableEnd => Segments.LastOrDefault(s => s.IsExecutable)?.End ?? 0;

    /// <summary>Applies the relocations without a symbol to the bytes of a segment.</summary>
    /// <param name="bytes">The whole segment.</param>
    /// <param name="segment">Which.</param>
    /// <param name="address">Where the segment lies.</param>
    public void Relocate(Span<byte> bytes, int segment, ulong address)
    {
        var start = Segments[segment].Address;
        foreach (var (place, addend) in Relative[segment])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(int)(place - start)..], address - start + addend);
        }
    }
}
