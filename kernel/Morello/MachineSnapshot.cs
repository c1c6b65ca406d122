using FlexCap.Morello.Internal;

namespace FlexCap.Morello;

/// <summary>
/// The whole state of a machine between two instructions: processor, RAM with tags, devices, faults. Immutable; any number
/// can be kept, and they share the pages of 4 KiB that did not change between them. Taken by <see cref="Machine.TakeSnapshot"/>.
/// </summary>
public sealed partial class MachineSnapshot
{
    internal MachineSnapshot(string profile, ReadOnlyMemory<byte> state, MemoryImage memory, long instructions, long cycles)
    {
        Profile = profile;
        State = state;
        Memory = memory;
        Instructions = instructions;
        Cycles = cycles;
    }

    /// <summary>Name of the board that it was taken from; it can be restored on this board only.</summary>
    public string Profile { get; }

    /// <summary>Instructions retired when it was taken.</summary>
    public long Instructions { get; }

    /// <summary>Model cycles elapsed when it was taken.</summary>
    public long Cycles { get; }

    /// <summary>Pages of 4 KiB that are not all zero.</summary>
    public int Pages => Memory.Chunks.Values.Sum(pages => pages.Count(page => page != null));

    /// <summary>Processor, devices and machine.</summary>
    internal ReadOnlyMemory<byte> State { get; }

    /// <summary>The machine that it was taken from, null if it comes from a file.</summary>
    internal Machine? Owner { get; init; }

    /// <summary>What the observers of the machine knew; none if the snapshot comes from a file.</summary>
    internal IReadOnlyList<object> Observers { get; init; } = [];

    /// <summary>RAM.</summary>
    internal MemoryImage Memory { get; }
}
