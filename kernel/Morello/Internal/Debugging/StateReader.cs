using System.Buffers.Binary;
using System.Text;

namespace FlexCap.Morello.Internal;

/// <summary>Reads what a <see cref="StateWriter"/> wrote.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> where the bytes end too early.</remarks>
internal sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int _position;

    /// <summary>True if everything has been read.</summary>
    internal bool AtEnd => _position == bytes.Length;

    internal bool ReadBoolean() => ReadByte() != 0;

    internal byte ReadByte() => ReadRaw(1)[0];

    internal int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(ReadRaw(4));

    internal uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(ReadRaw(4));

    internal long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(ReadRaw(8));

    internal ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(ReadRaw(8));

    internal Capability ReadCapability() => new(ReadUInt64(), ReadUInt64(), ReadBoolean());

    /// <summary>Reads that many bytes.</summary>
    internal ReadOnlySpan<byte> ReadRaw(int count)
    {
        if ((uint)count > (uint)(bytes.Length - _position))
        {
            throw new InvalidDataException("The state ends too early.");
        }

        _position += count;
        return bytes.Span.Slice(_position - count, count);
    }

    /// <summary>Reads a count and that many bytes.</summary>
    internal ReadOnlySpan<byte> ReadBytes() => ReadRaw(ReadInt32());

    internal string ReadString() => Encoding.UTF8.GetString(ReadBytes());
}
