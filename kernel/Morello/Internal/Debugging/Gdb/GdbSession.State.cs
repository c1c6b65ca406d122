using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

// Registers and memory.
internal sealed partial class GdbSession
{
    private string ReadRegisters()
    {
        var text = new StringBuilder();
        for (var i = 0; i < GdbRegisters.Count; i++)
        {
            text.Append(GdbText.Hex(_registers.Read(i)));
        }

        return text.ToString();
    }

    private string WriteRegisters(ReadOnlySpan<char> text)
    {
        if (!GdbText.TryBytes(text, out var bytes))
        {
            return Malformed;
        }

        // gdb may send fewer registers than there are; what it sends must be whole registers.
        var position = 0;
        for (var i = 0; i < GdbRegisters.Count && position < bytes.Length; i++)
        {
            var size = GdbRegisters.Size(i);
            if (position + size > bytes.Length)
            {
                return Malformed;
            }

            _registers.Write(i, bytes.AsSpan(position, size));
            position += size;
        }

        return Ok;
    }

    private string ReadRegister(ReadOnlySpan<char> text) =>
        GdbText.TryNumber(text, out var number) && number < GdbRegisters.Count ? GdbText.Hex(_registers.Read((int)number)) : Malformed;

    private string WriteRegister(ReadOnlySpan<char> text)
    {
        var middle = text.IndexOf('=');
        return middle > 0 && GdbText.TryNumber(text[..middle], out var number) && number < GdbRegisters.Count
            && GdbText.TryBytes(text[(middle + 1)..], out var bytes) && _registers.Write((int)number, bytes)
            ? Ok
            : Malformed;
    }

    private string ReadMemory(ReadOnlySpan<char> text)
    {
        if (!GdbText.TryPair(text, ',', out var address, out var length) || length > GdbConnection.LongestPacket / 2)
        {
            return Malformed;
        }

        var bytes = new byte[length];
        var count = _machine.ReadVirtual(address, bytes);
        return count == 0 && length != 0 ? NoMemory : GdbText.Hex(bytes.AsSpan(0, count));
    }

    private string WriteMemory(ReadOnlySpan<char> text)
    {
        var middle = text.IndexOf(':');
        return middle > 0 && GdbText.TryPair(text[..middle], ',', out var address, out var length)
            && GdbText.TryBytes(text[(middle + 1)..], out var bytes) && (ulong)bytes.Length == length
            ? Store(address, bytes)
            : Malformed;
    }

    private string WriteBinary(ReadOnlySpan<char> text)
    {
        var middle = text.IndexOf(':');
        if (middle <= 0 || !GdbText.TryPair(text[..middle], ',', out var address, out var length))
        {
            return Malformed;
        }

        var bytes = Encoding.Latin1.GetBytes(text[(middle + 1)..].ToArray());
        return (ulong)bytes.Length == length ? Store(address, bytes) : Malformed;
    }

    private string Store(ulong address, byte[] bytes) => _machine.WriteVirtual(address, bytes) == bytes.Length ? Ok : NoMemory;
}
