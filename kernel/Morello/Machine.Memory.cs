namespace FlexCap.Morello;

public sealed partial class Machine
{
    /// <summary>Copies physical memory out, without side effects and without tags.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all bytes lie in RAM.</exception>
    public void ReadMemory(ulong physicalAddress, Span<byte> destination)
    {
        RequireRam(physicalAddress, destination.Length);
        _memory.Read(physicalAddress, destination);
    }

    /// <summary>Copies bytes into physical memory as a store does: granules that it touches lose their tags.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not all bytes lie in RAM.</exception>
    public void WriteMemory(ulong physicalAddress, ReadOnlySpan<byte> source)
    {
        RequireRam(physicalAddress, source.Length);
        StateEdited();
        _memory.Write(physicalAddress, source);
    }

    /// <summary>The tag of the 16-byte granule that holds a physical address.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The address does not lie in RAM.</exception>
    public bool ReadTag(ulong physicalAddress)
    {
        RequireRam(physicalAddress, 1);
        return _memory.Tag(physicalAddress);
    }

    /// <summary>Writes the tag of the 16-byte granule that holds a physical address; its bytes stay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The address does not lie in RAM.</exception>
    public void WriteTag(ulong physicalAddress, bool tag)
    {
        RequireRam(physicalAddress, 1);
        StateEdited();
        _memory.SetTag(physicalAddress, tag);
    }

    /// <summary>
    /// Where a virtual address lies now, at the current exception level, as the MMU says or, where that is off, as it stands.
    /// No permission is asked, no fault taken and nothing changed.
    /// </summary>
    /// <returns>False if it does not translate.</returns>
    public bool TryTranslate(ulong virtualAddress, out ulong physicalAddress) => _cpu.TryInspect(virtualAddress, out physicalAddress);

    /// <summary>Copies virtual memory out, page by page, as <see cref="TryTranslate"/> finds it.</summary>
    /// <returns>The number of bytes copied: less than asked where an address does not translate or lies outside RAM.</returns>
    public int ReadVirtual(ulong virtualAddress, Span<byte> destination)
    {
        var done = 0;
        while (done < destination.Length && TryTranslate(virtualAddress + (ulong)done, out var physical) && _memory.Contains(physical))
        {
            var part = Math.Min(destination.Length - done, Internal.PhysicalMemory.PageSize - (int)(physical % Internal.PhysicalMemory.PageSize));
            _memory.Read(physical, destination.Slice(done, part));
            done += part;
        }

        return done;
    }

    /// <summary>Copies bytes into virtual memory, whether the guest may write there or not; granules that it touches lose their tags.</summary>
    /// <returns>The number of bytes copied: less than given where an address does not translate or lies outside RAM.</returns>
    public int WriteVirtual(ulong virtualAddress, ReadOnlySpan<byte> source)
    {
        var done = 0;
        while (done < source.Length && TryTranslate(virtualAddress + (ulong)done, out var physical) && _memory.Contains(physical))
        {
            var part = Math.Min(source.Length - done, Internal.PhysicalMemory.PageSize - (int)(physical % Internal.PhysicalMemory.PageSize));
            StateEdited();
            _memory.Write(physical, source.Slice(done, part));
            done += part;
        }

        return done;
    }

    private void RequireRam(ulong physicalAddress, int length)
    {
        if (!_memory.Contains(physicalAddress, (ulong)length))
        {
            throw new ArgumentOutOfRangeException(nameof(physicalAddress), $"0x{physicalAddress:x} and {length} bytes do not lie in RAM.");
        }
    }
}
