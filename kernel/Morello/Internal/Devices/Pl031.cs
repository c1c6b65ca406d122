namespace FlexCap.Morello.Internal;

/// <summary>
/// Arm PrimeCell real-time clock (PL031, Arm DDI 0224). It counts seconds of virtual time from 0 at reset; the guest may set it.
/// </summary>
internal sealed class Pl031(VirtualClock clock, Action<bool> interrupt) : IDevice, IClocked
{
    private static ReadOnlySpan<byte> Identification => [0x31, 0x10, 0x04, 0x00, 0x0D, 0xF0, 0x05, 0xB1];

    private const long CyclesPerSecond = (long)Cpu.CoreFrequency;

    private uint _offset, _match, _loaded, _mask, _raised;

    public ulong Size => 0x1000;

    public long Deadline { get; private set; } = long.MaxValue;

    public void Elapse(long now)
    {
        if (now >= Deadline)
        {
            _raised = 1;
            Schedule();
        }
    }

    public ulong Load(ulong offset, int size) => (offset & ~3UL) switch
    {
        0x00 => Seconds,
        0x04 => _match,
        0x08 => _loaded,
        0x0C => 1,
        0x10 => _mask,
        0x14 => _raised,
        0x18 => _raised & _mask,
        >= 0xFE0 => Identification[(int)((offset - 0xFE0) >> 2)],
        _ => 0,
    };

    public void Store(ulong offset, int size, ulong value)
    {
        var word = (uint)value;
        switch (offset & ~3UL)
        {
            case 0x04: _match = word; break;
            case 0x08:
                _loaded = word;
                _offset += word - Seconds;
                break;
            case 0x10: _mask = word & 1; break;
            case 0x1C: _raised &= ~word; break;
            default: return; // RTCCR: the clock cannot be stopped; the others are read-only
        }

        Schedule();
        clock.Changed();
    }

    public void Save(StateWriter writer)
    {
        foreach (var register in (ReadOnlySpan<uint>)[_offset, _match, _loaded, _mask, _raised])
        {
            writer.Write(register);
        }

        writer.Write(Deadline);
    }

    public void Restore(StateReader reader)
    {
        _offset = reader.ReadUInt32();
        _match = reader.ReadUInt32();
        _loaded = reader.ReadUInt32();
        _mask = reader.ReadUInt32();
        _raised = reader.ReadUInt32();
        Deadline = reader.ReadInt64();
    }

    private uint Seconds => (uint)(clock.Now() / CyclesPerSecond) + _offset;

    // The match is raised when the clock comes to it, not while it stands there. One more than 68 years away never comes.
    private void Schedule()
    {
        var wait = _match - Seconds;
        Deadline = wait is 0 or > int.MaxValue ? long.MaxValue : ((clock.Now() / CyclesPerSecond) + wait) * CyclesPerSecond;
        interrupt((_raised & _mask) != 0);
    }
}
