namespace FlexCap.Morello.Internal;

/// <summary>
/// Arm PrimeCell UART (PL011, Arm DDI 0183). Transmission takes no time and is never refused; received bytes come from
/// a queue that the host fills. No interrupts: their status can be polled.
/// </summary>
internal sealed class Pl011(Action<byte> transmit) : IDevice
{
    private const uint FlagReceiveEmpty = 1 << 4;
    private const uint FlagTransmitEmpty = 1 << 7;
    private const uint InterruptReceive = 1 << 4;
    private const uint InterruptTransmit = 1 << 5;

    // UARTPeriphID0-3 and UARTPCellID0-3: part 0x011, designer Arm, revision 1; PrimeCell.
    private static ReadOnlySpan<byte> Identification => [0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1];

    private readonly Queue<byte> _received = [];
    private uint _integerBaud, _fractionalBaud, _lineControl, _fifoLevels = 0x12, _interruptMask, _dmaControl;
    private uint _control = 0x300;

    public ulong Size => 0x1000;

    /// <summary>Queues bytes that the guest will read.</summary>
    internal void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _received.Enqueue(value);
        }
    }

    public ulong Load(ulong offset, int size) => (offset & ~3UL) switch
    {
        0x000 => _received.TryDequeue(out var value) ? value : 0u,
        0x018 => FlagTransmitEmpty | (_received.Count == 0 ? FlagReceiveEmpty : 0),
        0x024 => _integerBaud,
        0x028 => _fractionalBaud,
        0x02C => _lineControl,
        0x030 => _control,
        0x034 => _fifoLevels,
        0x038 => _interruptMask,
        0x03C => RawInterrupts,
        0x040 => RawInterrupts & _interruptMask,
        0x048 => _dmaControl,
        >= 0xFE0 => Identification[(int)((offset - 0xFE0) >> 2)],
        _ => 0,
    };

    public void Store(ulong offset, int size, ulong value)
    {
        var word = (uint)value;
        switch (offset & ~3UL)
        {
            case 0x000: transmit((byte)word); break;
            case 0x024: _integerBaud = word & 0xFFFF; break;
            case 0x028: _fractionalBaud = word & 0x3F; break;
            case 0x02C: _lineControl = word & 0xFF; break;
            case 0x030: _control = word & 0xFFFF; break;
            case 0x034: _fifoLevels = word & 0x3F; break;
            case 0x038: _interruptMask = word & 0x7FF; break;
            case 0x048: _dmaControl = word & 7; break;
            default: break; // UARTICR, UARTECR and read-only registers: nothing to clear, as transmission takes no time
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Write([.. _received]);
        foreach (var register in (ReadOnlySpan<uint>)[_integerBaud, _fractionalBaud, _lineControl, _fifoLevels, _interruptMask, _dmaControl, _control])
        {
            writer.Write(register);
        }
    }

    public void Restore(StateReader reader)
    {
        _received.Clear();
        Receive(reader.ReadBytes());
        _integerBaud = reader.ReadUInt32();
        _fractionalBaud = reader.ReadUInt32();
        _lineControl = reader.ReadUInt32();
        _fifoLevels = reader.ReadUInt32();
        _interruptMask = reader.ReadUInt32();
        _dmaControl = reader.ReadUInt32();
        _control = reader.ReadUInt32();
    }

    private uint RawInterrupts => InterruptTransmit | (_received.Count == 0 ? 0 : InterruptReceive);
}
