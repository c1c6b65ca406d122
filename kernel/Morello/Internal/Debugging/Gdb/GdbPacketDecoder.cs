using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

/// <summary>What a byte has completed.</summary>
internal enum GdbInput
{
    /// <summary>Nothing yet: inside a packet.</summary>
    Incomplete,

    /// <summary>A packet: <see cref="GdbPacketDecoder.Packet"/>.</summary>
    Packet,

    /// <summary>A packet whose checksum is wrong, or that is too long.</summary>
    Damaged,

    /// <summary>The byte stands between packets: an acknowledgement, the interrupt, or noise.</summary>
    Outside,
}

/// <summary>Finds packets in a stream of bytes: <c>$data#checksum</c>, with <c>}</c> before an escaped byte.</summary>
internal sealed class GdbPacketDecoder
{
    private const char Escape = '}';
    private const int EscapeFlip = 0x20;

    private readonly StringBuilder _data = new();
    private State _state;
    private byte _sum;
    private byte _first;
    private bool _escaped;

    private enum State
    {
        Outside,
        Data,
        FirstDigit,
        SecondDigit,
    }

    /// <summary>The last complete packet.</summary>
    internal string Packet { get; private set; } = "";

    /// <summary>Takes a byte.</summary>
    internal GdbInput Add(byte value)
    {
        switch (_state)
        {
            case State.Outside when value == '$':
                Begin();
                return GdbInput.Incomplete;
            case State.Outside:
                return GdbInput.Outside;
            case State.Data when value == '$':
                // A packet that was cut off, and a new one.
                Begin();
                return GdbInput.Damaged;
            case State.Data when value == '#':
                _state = State.FirstDigit;
                return GdbInput.Incomplete;
            case State.Data:
                return AddData(value);
            case State.FirstDigit:
                _first = value;
                _state = State.SecondDigit;
                return GdbInput.Incomplete;
            default:
                _state = State.Outside;
                Packet = _data.ToString();
                return byte.TryParse([(char)_first, (char)value], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var sum) && sum == _sum && !_escaped
                    ? GdbInput.Packet
                    : GdbInput.Damaged;
        }
    }

    /// <summary>A packet as bytes for the other side.</summary>
    internal static byte[] Encode(string packet)
    {
        var data = new StringBuilder("$", packet.Length + 8);
        foreach (var value in packet)
        {
            if (value is '$' or '#' or '*' or Escape)
            {
                data.Append(Escape).Append((char)(value ^ EscapeFlip));
            }
            else
            {
                data.Append(value);
            }
        }

        var sum = 0;
        for (var i = 1; i < data.Length; i++)
        {
            sum += data[i];
        }

        data.Append('#').Append(((byte)sum).ToString("x2", CultureInfo.InvariantCulture));
        return Encoding.Latin1.GetBytes(data.ToString());
    }

    private void Begin()
    {
        _state = State.Data;
        _data.Clear();
        _sum = 0;
        _escaped = false;
    }

    private GdbInput AddData(byte value)
    {
        _sum += value;
        if (_escaped)
        {
            _data.Append((char)(value ^ EscapeFlip));
            _escaped = false;
        }
        else if (value == Escape)
        {
            _escaped = true;
        }
        else
        {
            _data.Append((char)value);
        }

        if (_data.Length > GdbConnection.LongestPacket)
        {
            _state = State.Outside;
            return GdbInput.Damaged;
        }

        return GdbInput.Incomplete;
    }
}
