using System.Buffers.Binary;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>A static executable of one segment that can be read, written and executed and is larger in memory than in the file.</summary>
internal static class BareElf
{
    private const int HeaderSize = 0x1000;
    private const int ExtraMemory = 64 << 20;

    internal static byte[] Build(ulong address, ReadOnlySpan<byte> image)
    {
        var elf = new byte[HeaderSize + image.Length];
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(elf);
        Span<byte> header = elf;
        BinaryPrimitives.WriteUInt16LittleEndian(header[16..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[18..], 183);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[52..], 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header[54..], 56);
        BinaryPrimitives.WriteUInt16LittleEndian(header[56..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[58..], 64);
        Span<byte> segment = header[64..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(segment[4..], 7);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[8..], HeaderSize);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[16..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[24..], address);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[32..], (ulong)image.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[40..], (ulong)image.Length + ExtraMemory);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[48..], 0x1000);
        image.CopyTo(elf.AsSpan(HeaderSize));
        return elf;
    }
}
