using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

// General queries.
internal sealed partial class GdbSession
{
    private const string MemoryMap = """
        <?xml version="1.0"?>
        <!DOCTYPE memory-map PUBLIC "+//IDN gnu.org//DTD GDB Memory Map V1.0//EN" "http://sourceware.org/gdb/gdb-memory-map.dtd">
        <memory-map><memory type="ram" start="0x0" length="0x8000000000000000"/><memory type="ram" start="0x8000000000000000" length="0x8000000000000000"/></memory-map>
        """;

    private string AnswerQuery(string packet)
    {
        var colon = packet.AsSpan().IndexOfAny(':', ',');
        var name = colon < 0 ? packet : packet[..colon];
        var rest = colon < 0 ? "" : packet[(colon + 1)..];
        return name switch
        {
            "qSupported" => Supported(),
            "QStartNoAckMode" => Ok,
            "qXfer" => Transfer(rest),
            "qC" => "QC1",
            "qfThreadInfo" => "m1",
            "qsThreadInfo" => "l",
            "qThreadExtraInfo" => GdbText.HexText(Text($"EL{_machine.Registers.ExceptionLevel}, compartment {_machine.Registers.CompartmentId}")),
            "qAttached" => "1",
            "qSymbol" => Ok,
            "qRcmd" => GdbText.TryBytes(rest, out var command) ? Monitor(Encoding.UTF8.GetString(command)) : Malformed,
            _ => Unsupported,
        };
    }

    private string Supported()
    {
        var reverse = _machine.History == null ? "" : "ReverseStep+;ReverseContinue+;";
        return Text($"PacketSize={GdbConnection.LongestPacket:x};QStartNoAckMode+;qXfer:features:read+;qXfer:threads:read+;qXfer:memory-map:read+;{reverse}vContSupported+;swbreak+;hwbreak+");
    }

    // object:read:annex:offset,length
    private string Transfer(string text)
    {
        var parts = text.Split(':');
        if (parts.Length != 4 || parts[1] != "read" || !GdbText.TryPair(parts[3], ',', out var offset, out var length))
        {
            return Malformed;
        }

        var content = (parts[0], parts[2]) switch
        {
            ("features", "target.xml") => GdbRegisters.Description(),
            ("memory-map", "") => MemoryMap,
            ("threads", "") => Text($"<?xml version=\"1.0\"?>\n<threads><thread id=\"1\" core=\"0\" name=\"{_machine.Profile.Name}\"/></threads>\n"),
            _ => null,
        };
        if (content == null)
        {
            return "E00";
        }

        if (offset >= (ulong)content.Length)
        {
            return "l";
        }

        var part = content.AsSpan((int)offset);
        length = Math.Min(length, GdbConnection.LongestPacket / 2);
        return length < (ulong)part.Length ? "m" + part[..(int)length].ToString() : "l" + part.ToString();
    }
}
