using System.Buffers.Binary;
using System.Text;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Internal.Running;

/// <summary>
/// Reads the guest's ramfs from its memory. Where things are is told by <c>ramfs_map</c>, a variable of the micro-library.
/// The guest may be broken or hostile, so no pointer, count or size is trusted.
/// </summary>
internal sealed class RamfsReader
{
    private const string MapSymbol = "ramfs_map";
    private const ulong Magic = 0x0100_0053_464d_4152;
    private const int MapSize = 56, Limit = 1 << 20, TypeMask = 0xf000, Directory = 0x4000, LongestName = 4096, Deepest = 256;
    private readonly Machine _machine;
    private readonly (ulong Start, ulong End) _ram;
    private readonly ulong _root;
    private readonly uint _page, _table, _next, _node, _length, _name, _mode, _size, _first, _tables;
    private int _steps;

    private RamfsReader(FlexOSMachine machine, ReadOnlySpan<byte> map)
    {
        _machine = machine.Machine;
        _ram = (machine.Image.Profile.RamBase, machine.Image.Profile.RamBase + machine.Image.Profile.RamSize);
        _root = BinaryPrimitives.ReadUInt64LittleEndian(map[8..]);
        (_page, _table) = (Number(map, 16), Number(map, 20));
        (_next, _node, _length, _name) = (Number(map, 24), Number(map, 28), Number(map, 32), Number(map, 36));
        (_mode, _size, _first, _tables) = (Number(map, 40), Number(map, 44), Number(map, 48), Number(map, 52));
    }

    /// <summary>The file system of a machine, or null if it has none yet.</summary>
    public static RamfsReader? Of(FlexOSMachine machine)
    {
        foreach (var symbol in machine.Image.Symbols.Where(s => s.Name == MapSymbol && s.Size == MapSize))
        {
            var map = new byte[MapSize];
            machine.Machine.ReadMemory(symbol.Address, map);
            if (BinaryPrimitives.ReadUInt64LittleEndian(map) == Magic && new RamfsReader(machine, map) is { _root: not 0 } reader)
            {
                return reader;
            }
        }

        return null;
    }

    /// <summary>The bytes of a file, or null.</summary>
    public byte[]? Read(string path)
    {
        var node = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var found = IsDirectory(node) ? Entries(node).Where(e => e.Name == part).Select(e => (ulong?)e.Node).FirstOrDefault() : null;
            if (found is not { } next)
            {
                return null;
            }

            node = next;
        }

        return IsDirectory(node) ? null : Content(node);
    }

    public List<string> Paths()
    {
        var paths = new List<string>();
        Walk(_root, "", 0, paths);
        return paths;
    }

    private void Walk(ulong directory, string path, int depth, List<string> paths)
    {
        foreach (var (name, node) in Entries(directory))
        {
            if (!IsDirectory(node))
            {
                paths.Add($"{path}/{name}");
            }
            else if (depth < Deepest)
            {
                Walk(node, $"{path}/{name}", depth + 1, paths);
            }
            else
            {
                throw Damaged("directories nest without end");
            }
        }
    }

    private IEnumerable<(string Name, ulong Node)> Entries(ulong directory)
    {
        for (var entry = Pointer(directory + _first); entry != 0; entry = Pointer(entry + _next))
        {
            if (++_steps > Limit)
            {
                throw Damaged("a directory has no end");
            }

            var length = Pointer(entry + _length);
            if (length > LongestName)
            {
                throw Damaged($"a name has {length} bytes");
            }

            yield return (Encoding.UTF8.GetString(Bytes(entry + _name, (int)length)), Pointer(entry + _node));
        }
    }

    private byte[] Content(ulong file)
    {
        var size = Pointer(file + _size);
        if (_page == 0 || _table == 0 || size > _ram.End - _ram.Start)
        {
            throw Damaged($"a file has {size} bytes");
        }

        var content = new byte[size];
        for (var offset = 0UL; offset < size; offset += _page)
        {
            var table = Pointer(file + _tables + offset / _page / _table * 8);
            var page = table == 0 ? 0 : Pointer(table + offset / _page % _table * 8);
            if (page != 0) // else a hole, which is zero
            {
                var part = (int)Math.Min(_page, size - offset);
                Bytes(page, part).CopyTo(content.AsSpan((int)offset));
            }
        }

        return content;
    }

    private bool IsDirectory(ulong node) => (BinaryPrimitives.ReadUInt32LittleEndian(Bytes(node + _mode, 4)) & TypeMask) == Directory;

    private ulong Pointer(ulong address) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(address, 8));

    private byte[] Bytes(ulong address, int count)
    {
        if (address < _ram.Start || address > _ram.End || (ulong)count > _ram.End - address)
        {
            throw Damaged($"a pointer leads to 0x{address:x}");
        }

        var bytes = new byte[count];
        _machine.ReadMemory(address, bytes);
        return bytes;
    }

    private static uint Number(ReadOnlySpan<byte> map, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(map[offset..]);

    private static InvalidDataException Damaged(string why) => new($"The guest's file system is damaged: {why}.");
}
