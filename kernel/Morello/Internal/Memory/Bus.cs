namespace FlexCap.Morello.Internal;

/// <summary>Physical address space: RAM and devices. Finds who answers to an address outside RAM.</summary>
internal sealed class Bus(PhysicalMemory memory) : IStateful
{
    private readonly List<(ulong Start, IDevice Device)> _devices = [];

    internal PhysicalMemory Memory { get; } = memory;

    /// <summary>Places a device.</summary>
    internal void Add(ulong start, IDevice device)
    {
        foreach (var (other, placed) in _devices)
        {
            if (start < other + placed.Size && other < start + device.Size)
            {
                throw new ArgumentException($"Two devices answer to physical address 0x{Math.Max(start, other):x}.", nameof(start));
            }
        }

        _devices.Add((start, device));
    }

    /// <summary>Writes the state of all devices, in the order in which they were placed.</summary>
    public void Save(StateWriter writer)
    {
        foreach (var (start, device) in _devices)
        {
            writer.Write(start);
            device.Save(writer);
        }
    }

    /// <summary>Restores the state of all devices.</summary>
    public void Restore(StateReader reader)
    {
        foreach (var (start, device) in _devices)
        {
            if (reader.ReadUInt64() != start)
            {
                throw new InvalidDataException($"The state has no device at physical address 0x{start:x}.");
            }

            device.Restore(reader);
        }
    }

    /// <summary>The device that answers to all bytes of an access, or null.</summary>
    internal IDevice? Find(ulong physicalAddress, int size, out ulong offset)
    {
        foreach (var (start, device) in _devices)
        {
            offset = physicalAddress - start;
            if (offset < device.Size && (ulong)size <= device.Size - offset)
            {
                return device;
            }
        }

        offset = 0;
        return null;
    }
}
