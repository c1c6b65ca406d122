using System.Buffers.Binary;
using System.Text;

namespace FlexCap.Morello.Internal;

/// <summary>Writes a flattened device tree (Devicetree Specification 0.4, chapter 5, version 17): nodes in the order in which they are begun.</summary>
internal sealed class FlattenedDeviceTree
{
    private const uint Magic = 0xD00D_FEED;
    private const uint BeginNode = 1;
    private const uint EndNode = 2;
    private const uint PropertyToken = 3;
    private const uint EndToken = 9;
    private const int HeaderSize = 40;
    private const int EmptyReservationMap = 16;

    private readonly List<byte> _structure = [];
    private readonly List<byte> _strings = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    internal FlattenedDeviceTree Begin(string name)
    {
        Word(_structure, BeginNode);
        Text(_structure, name);
        Align(_structure);
        return this;
    }

    internal FlattenedDeviceTree End()
    {
        Word(_structure, EndNode);
        return this;
    }

    /// <summary>A property of 32-bit cells; none makes an empty property.</summary>
    internal FlattenedDeviceTree Cells(string name, params ReadOnlySpan<uint> cells)
    {
        List<byte> value = [];
        foreach (uint cell in cells)
        {
            Word(value, cell);
        }

        return Property(name, value);
    }

    /// <summary>A property of address and size, two cells each.</summary>
    internal FlattenedDeviceTree Regions(string name, params ReadOnlySpan<(ulong Address, ulong Size)> regions)
    {
        List<byte> value = [];
        foreach ((ulong address, ulong size) in regions)
        {
            foreach (ulong part in (ReadOnlySpan<ulong>)[address, size])
            {
                Word(value, (uint)(part >> 32));
                Word(value, (uint)part);
            }
        }

        return Property(name, value);
    }

    /// <summary>A property of one or several strings.</summary>
    internal FlattenedDeviceTree Strings(string name, params ReadOnlySpan<string> strings)
    {
        List<byte> value = [];
        foreach (string text in strings)
        {
            Text(value, text);
        }

        return Property(name, value);
    }

    internal byte[] ToArray()
    {
        List<byte> structure = [.. _structure];
        Word(structure, EndToken);
        int strings = HeaderSize + EmptyReservationMap + structure.Count;
        List<byte> tree = [];
        foreach (uint word in (ReadOnlySpan<uint>)
            [Magic, (uint)(strings + _strings.Count), HeaderSize + EmptyReservationMap, (uint)strings, HeaderSize, 17, 16, 0, (uint)_strings.Count, (uint)structure.Count])
        {
            Word(tree, word);
        }

        tree.AddRange(new byte[EmptyReservationMap]);
        tree.AddRange(structure);
        tree.AddRange(_strings);
        return [.. tree];
    }

    private FlattenedDeviceTree Property(string name, List<byte> value)
    {
        if (!_names.TryGetValue(name, out int offset))
        {
            _names.Add(name, offset = _strings.Count);
            Text(_strings, name);
        }

        Word(_structure, PropertyToken);
        Word(_structure, (uint)value.Count);
        Word(_structure, (uint)offset);
        _structure.AddRange(value);
        Align(_structure);
        return this;
    }

    private static void Word(List<byte> bytes, uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, value);
        bytes.AddRange(word);
    }

    private static void Text(List<byte> bytes, string text)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes(text));
        bytes.Add(0);
    }

    private static void Align(List<byte> bytes)
    {
        while (bytes.Count % 4 != 0)
        {
            bytes.Add(0);
        }
    }
}
