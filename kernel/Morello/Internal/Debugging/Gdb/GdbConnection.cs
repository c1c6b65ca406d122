using System.Text;
using System.Threading.Channels;

namespace FlexCap.Morello.Internal.Gdb;

/// <summary>
/// The packet layer of gdb's remote serial protocol (GDB manual, appendix E): framing, checksums, escapes, acknowledgements
/// and the interrupt byte. Packets are strings with one character for each byte.
/// </summary>
internal sealed class GdbConnection(Stream stream, Action interrupted)
{
    /// <summary>Longest packet that is accepted; told to gdb by PacketSize.</summary>
    internal const int LongestPacket = 0x4000;

    private const byte Interrupt = 3;

    private readonly Channel<string?> _packets = Channel.CreateUnbounded<string?>();
    private readonly Lock _sending = new();
    private string _lastSent = "";
    private int _pending;

    /// <summary>True until gdb asks for QStartNoAckMode.</summary>
    internal bool Acknowledges { get; set; } = true;

    /// <summary>True if a packet has come that is not answered.</summary>
    internal bool HasPending => Volatile.Read(ref _pending) > 0;

    /// <summary>Tells that a packet has been answered.</summary>
    internal void Answered() => Interlocked.Decrement(ref _pending);

    /// <summary>Reads until the other side closes; run it beside whoever takes the packets.</summary>
    internal async Task ReadAsync(CancellationToken cancellation)
    {
        var buffer = new byte[4096];
        var decoder = new GdbPacketDecoder();
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
            {
                foreach (var value in buffer.AsSpan(0, count))
                {
                    Take(decoder, value);
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is gone: the same as an orderly end.
        }
        finally
        {
            interrupted();
            _packets.Writer.Complete();
        }
    }

    /// <summary>The next packet, or null at the end.</summary>
    internal async Task<string?> NextAsync(CancellationToken cancellation)
    {
        while (await _packets.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            if (_packets.Reader.TryRead(out var packet))
            {
                return packet;
            }
        }

        return null;
    }

    /// <summary>Sends a packet.</summary>
    internal void Send(string packet)
    {
        lock (_sending)
        {
            _lastSent = packet;
            stream.Write(GdbPacketDecoder.Encode(packet));
            stream.Flush();
        }
    }

    private void Take(GdbPacketDecoder decoder, byte value)
    {
        switch (decoder.Add(value))
        {
            case GdbInput.Packet:
                if (Acknowledges)
                {
                    SendByte('+');
                }

                Interlocked.Increment(ref _pending);
                _packets.Writer.TryWrite(decoder.Packet);
                break;
            case GdbInput.Damaged:
                if (Acknowledges)
                {
                    SendByte('-');
                }

                break;
            case GdbInput.Outside when value == Interrupt:
                interrupted();
                break;
            case GdbInput.Outside when value == '-' && Acknowledges:
                Send(_lastSent);
                break;
            default:
                break;
        }
    }

    private void SendByte(char value)
    {
        lock (_sending)
        {
            stream.Write(Encoding.Latin1.GetBytes([value]));
            stream.Flush();
        }
    }
}
