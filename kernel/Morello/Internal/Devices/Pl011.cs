namespace FlexCap.Morello.Internal;

/// <summary>
/// Arm PrimeCell UART (PL011, Arm DDI 0183). Transmission takes no time and is never refused; received bytes come from a queue
/// that the host fills, as fast as the guest makes room for them, so that none is lost and there are no line errors.
/// </summary>
internal sealed class Pl011(Action<byte> transmit, Action<bool> interrupt) : IDevice
{
    private const uint FlagReceiveEmpty = 1 << 4;
    private const uint FlagReceiveFull = 1 << 6;
    private const uint FlagTransmitEmpty = 1 << 7;
    private const uint InterruptReceive = 1 << 4;
    private const uint InterruptTransmit = 1 << 5;
    private const uint InterruptReceiveTimeout = 1 << 6;
    private const uint LineFifoEnable = 1 << 4;
    private const uint ControlLoopback = 1 << 7;
    private const int FifoDepth = 16;

    // UARTPeriphID0-3 and UARTPCellID0-3: part 0x011, designer Arm, revision 1; PrimeCell.
    private static ReadOnlySpan<byte> Identification => [0x11, 0x10, 0x14, 0x00, 0x0D, 0xF0, 0x05, 0xB1];

    // The whole of what the host has sent and the guest has not read: the first bytes are in the FIFO, the others on the line.
    private readonly Queue<byte> _received = [];
    private uint _integerBaud, _fractionalBaud, _lineControl, _fifoLevels = 0x12, _interruptMask, _dmaControl;
    private uint _control = 0x300;
    private uint _raised;
    private int _filled;

    public ulong Size => 0x1000;

    /// <summary>Queues bytes that the guest will read.</summary>
    internal void Receive(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _received.Enqueue(value);
        }

        Fill();
    }

    /// <summary>Takes a byte away from what the guest would read: for a debugger's console that shares the line.</summary>
    internal bool TryTake(out byte value)
    {
        var taken = _received.TryPeek(out value);
        if (taken)
        {
            _filled = Math.Max(_filled, 1);
            Read();
        }

        return taken;
    }

    public ulong Load(ulong offset, int size) => (offset & ~3UL) switch
    {
        0x000 => Read(),
        0x018 => FlagTransmitEmpty | (_filled == 0 ? FlagReceiveEmpty : 0) | (_filled == Depth ? FlagReceiveFull : 0),
        0x024 => _integerBaud,
        0x028 => _fractionalBaud,
        0x02C => _lineControl,
        0x030 => _control,
        0x034 => _fifoLevels,
        0x038 => _interruptMask,
        0x03C => _raised,
        0x040 => _raised & _interruptMask,
        0x048 => _dmaControl,
        >= 0xFE0 => Identification[(int)((offset - 0xFE0) >> 2)],
        _ => 0,
    };

    public void Store(ulong offset, int size, ulong value)
    {
        var word = (uint)value;
        switch (offset & ~3UL)
        {
            case 0x000: Write((byte)word); break;
            case 0x024: _integerBaud = word & 0xFFFF; break;
            case 0x028: _fractionalBaud = word & 0x3F; break;
            case 0x02C: _lineControl = word & 0xFF; Fill(); break;
            case 0x030: _control = word & 0xFFFF; break;
            case 0x034: _fifoLevels = word & 0x3F; break;
            case 0x038: _interruptMask = word & 0x7FF; break;
            case 0x044: _raised &= ~word; break;
            case 0x048: _dmaControl = word & 7; break;
            default: break; // read-only registers, and UARTECR: there are no errors
        }

        interrupt((_raised & _interruptMask) != 0);
    }

    public void Save(StateWriter writer)
    {
        writer.Write([.. _received]);
        writer.Write(_filled);
        foreach (var register in (ReadOnlySpan<uint>)[_integerBaud, _fractionalBaud, _lineControl, _fifoLevels, _interruptMask, _dmaControl, _control, _raised])
        {
            writer.Write(register);
        }
    }

    public void Restore(StateReader reader)
    {
        _received.Clear();
        foreach (var value in reader.ReadBytes())
        {
            _received.Enqueue(value);
        }

        _filled = reader.ReadInt32();
        _integerBaud = reader.ReadUInt32();
        _fractionalBaud = reader.ReadUInt32();
        _lineControl = reader.ReadUInt32();
        _fifoLevels = reader.ReadUInt32();
        _interruptMask = reader.ReadUInt32();
        _dmaControl = reader.ReadUInt32();
        _control = reader.ReadUInt32();
        _raised = reader.ReadUInt32();
    }

    private int Depth => (_lineControl & LineFifoEnable) != 0 ? FifoDepth : 1;

    // UARTIFLS.RXIFLSEL: 1/8, 1/4, 1/2, 3/4 and 7/8 of the FIFO; without the FIFO one byte.
    private int ReceiveTrigger => (_lineControl & LineFifoEnable) == 0 ? 1 : (_fifoLevels >> 3 & 7) switch { 0 => 2, 1 => 4, 2 => 8, 3 => 12, _ => 14 };

    private uint Read()
    {
        if (_filled == 0)
        {
            return 0;
        }

        var value = _received.Dequeue();
        _filled--;
        if (_filled < ReceiveTrigger)
        {
            _raised &= ~InterruptReceive;
        }

        if (_filled == 0)
        {
            _raised &= ~InterruptReceiveTimeout;
        }

        Fill();
        return value;
    }

    private void Write(byte value)
    {
        // What is written has left at once: the FIFO runs empty, through its trigger level.
        _raised |= InterruptTransmit;
        if ((_control & ControlLoopback) != 0)
        {
            Receive([value]);
        }
        else
        {
            transmit(value);
        }
    }

    // Takes bytes from the line while there is room. With no more to come, the receive timeout is over at once.
    private void Fill()
    {
        var filled = Math.Min(_received.Count, Depth);
        var arrived = filled > _filled;
        _filled = filled;
        if (arrived)
        {
            _raised |= (filled >= ReceiveTrigger ? InterruptReceive : 0)
                | ((_lineControl & LineFifoEnable) != 0 && _received.Count == filled ? InterruptReceiveTimeout : 0);
        }

        interrupt((_raised & _interruptMask) != 0);
    }
}
