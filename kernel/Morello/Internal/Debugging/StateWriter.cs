using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace FlexCap.Morello.Internal;

/// <summary>Writes state in a simple binary form: little-endian numbers of their own size, counted byte strings, no names.</summary>
internal sealed class StateWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    /// <summary>What has been written.</summary>
    internal ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    internal void Write(bool value) => Write(value ? (byte)1 : (byte)0);

    internal void Write(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    internal void Write(int value) => Write((uint)value);

    internal void Write(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    internal void Write(long value) => Write((ulong)value);

    internal void Write(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    internal void Write(in Capability value)
    {
        Write(value.Value);
        Write(value.Metadata);
        Write(value.Tag);
    }

    /// <summary>Writes bytes without their count: the reader knows it.</summary>
    internal void WriteRaw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>Writes a count and that many bytes.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        WriteRaw(bytes);
    }

    internal void Write(string text) => Write(Encoding.UTF8.GetBytes(text));
}
