using System.Buffers.Binary;
using System.Text;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Internal.Elf;

/// <summary>Runs the line number programs of one <c>.debug_line</c> section (DWARF 5, section 6.2).</summary>
internal sealed class LineProgramReader
{
    private const uint Absolute64 = 257, Absolute32 = 258; // R_AARCH64_ABS64, ABS32
    private const ushort FormBlock2 = 0x03, FormBlock4 = 0x04, FormData2 = 0x05, FormData4 = 0x06, FormData8 = 0x07, FormString = 0x08, FormBlock = 0x09,
        FormBlock1 = 0x0a, FormData1 = 0x0b, FormStrp = 0x0e, FormUdata = 0x0f, FormSectionOffset = 0x17, FormData16 = 0x1e, FormLineStrp = 0x1f;

    private const int ContentPath = 1, ContentDirectory = 2;
    private readonly ElfFile _file;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<ulong, ElfRelocation> _relocations;
    private readonly Action<int, ulong, SourceLine?> _add;
    private readonly Dictionary<(int, int), SourceLine> _lines = [];
    private int _at;

    public LineProgramReader(ElfFile file, int section, Action<int, ulong, SourceLine?> add)
    {
        (_file, _data, _add) = (file, file.Sections[section].Data, add);
        _relocations = [];
        foreach (var relocation in file.Type == ElfType.Relocatable ? file.Relocations.Where(r => r.SectionIndex == section && r.Type is Absolute64 or Absolute32) : [])
        {
            _relocations.TryAdd(relocation.Offset, relocation);
        }
    }

    /// <summary>Reads every program; ends at the first that is damaged.</summary>
    public void Read()
    {
        try
        {
            while (_at + 4 <= _data.Length)
            {
                var length = Unsigned(4);
                if (length > (ulong)(_data.Length - _at))
                {
                    return; // also the 64-bit format, which nothing for AArch64 writes
                }

                var end = _at + (int)length;
                ReadUnit(end);
                _at = end;
            }
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            // A program that reads beyond its section: what was read before it stays.
        }
    }

    private void ReadUnit(int end)
    {
        var version = Unsigned(2);
        if (version is < 2 or > 5)
        {
            return;
        }

        if (version >= 5)
        {
            _at += 2; // sizes of addresses and of segment selectors
        }

        var headerLength = Unsigned(4);
        var program = _at + checked((int)headerLength);
        var minimum = Unsigned(1);
        _at += version >= 4 ? 2 : 1; // operations an instruction (VLIW), default_is_stmt
        var lineBase = (sbyte)Unsigned(1);
        var lineRange = Unsigned(1);
        var opcodeBase = (int)Unsigned(1);
        var operands = _data.Slice(_at, opcodeBase - 1).ToArray();
        _at += opcodeBase - 1;
        if (lineRange == 0)
        {
            return;
        }

        _lines.Clear();
        var files = version >= 5 ? Files5() : Files4();
        _at = program;
        Run(end, files, minimum, lineBase, lineRange, opcodeBase, operands, version >= 5 ? 0 : 1);
    }

    private void Run(int end, List<string> files, ulong minimum, sbyte lineBase, ulong lineRange, int opcodeBase, byte[] operands, int firstFile)
    {
        var (section, address, file, line) = (0, 0UL, 1, 1);
        void Emit(bool isEnd)
        {
            var index = file - firstFile;
            SourceLine? place = null;
            if (!isEnd && index >= 0 && index < files.Count && !_lines.TryGetValue((file, line), out place))
            {
                _lines[(file, line)] = place = new SourceLine(files[index], line);
            }

            _add(section, address, place);
        }

        while (_at < end)
        {
            var opcode = (int)Unsigned(1);
            if (opcode >= opcodeBase)
            {
                var adjusted = (ulong)(opcode - opcodeBase);
                address += adjusted / lineRange * minimum;
                line += lineBase + (int)(adjusted % lineRange);
                Emit(false);
                continue;
            }

            switch (opcode)
            {
                case 0:
                    var length = Leb();
                    var from = _at;
                    Skip(length);
                    var next = _at;
                    _at = from;
                    var extended = length == 0 ? 0 : (int)Unsigned(1);
                    if (extended == 1) // end_sequence
                    {
                        Emit(true);
                        (section, address, file, line) = (0, 0, 1, 1);
                    }
                    else if (extended == 2) // set_address
                    {
                        (section, address) = Relocated(8);
                    }

                    _at = next;
                    break;
                case 1: Emit(false); break;                                        // copy
                case 2: address += Leb() * minimum; break;                         // advance_pc
                case 3: line += (int)SignedLeb(); break;                           // advance_line
                case 4: file = (int)Leb(); break;                                  // set_file
                case 8: address += (ulong)(255 - opcodeBase) / lineRange * minimum; break; // const_add_pc
                case 9: address += Unsigned(2); break;                             // fixed_advance_pc
                default:
                    for (var i = 0; i < operands[opcode - 1]; i++)
                    {
                        Leb();
                    }

                    break;
            }
        }
    }

    // Folders, then files with the number of their folder; 0 is the compiler's own.
    private List<string> Files4()
    {
        var folders = new List<string> { "" };
        for (var name = Text(_data, ref _at); name.Length != 0; name = Text(_data, ref _at))
        {
            folders.Add(name);
        }

        var files = new List<string>();
        for (var name = Text(_data, ref _at); name.Length != 0; name = Text(_data, ref _at))
        {
            var folder = (int)Leb();
            Leb();
            Leb();
            files.Add(Join(folders.ElementAtOrDefault(folder) ?? "", name));
        }

        return files;
    }

    private List<string> Files5()
    {
        var folders = Entries().ConvertAll(e => e.Path);
        return Entries().ConvertAll(e => Join(folders.ElementAtOrDefault(e.Folder) ?? "", e.Path));
    }

    private List<(string Path, int Folder)> Entries()
    {
        var formats = new (int Content, ushort Form)[Unsigned(1)];
        for (var i = 0; i < formats.Length; i++)
        {
            formats[i] = ((int)Leb(), (ushort)Leb());
        }

        var entries = new List<(string, int)>();
        for (var left = formats.Length == 0 ? 0 : Leb(); left > 0; left--)
        {
            var (path, folder) = ("", 0);
            foreach (var (content, form) in formats)
            {
                var (text, number) = Value(form);
                (path, folder) = content switch { ContentPath => (text, folder), ContentDirectory => (path, (int)number), _ => (path, folder) };
            }

            entries.Add((path, folder));
        }

        return entries;
    }

    private (string Text, ulong Number) Value(ushort form)
    {
        switch (form)
        {
            case FormString: return (Text(_data, ref _at), 0);
            case FormLineStrp: return (Referred(".debug_line_str"), 0);
            case FormStrp: return (Referred(".debug_str"), 0);
            case FormUdata: return ("", Leb());
            case FormData1: return ("", Unsigned(1));
            case FormData2: return ("", Unsigned(2));
            case FormData4 or FormSectionOffset: return ("", Unsigned(4));
            case FormData8: return ("", Unsigned(8));
            case FormData16: Skip(16); return ("", 0);
            case FormBlock: Skip(Leb()); return ("", 0);
            case FormBlock1: Skip(Unsigned(1)); return ("", 0);
            case FormBlock2: Skip(Unsigned(2)); return ("", 0);
            case FormBlock4: Skip(Unsigned(4)); return ("", 0);
            default: throw new ArgumentOutOfRangeException(nameof(form), form, "An unknown form.");
        }
    }

    private string Referred(string name)
    {
        var (section, offset) = Relocated(4);
        var strings = section != 0 ? _file.Sections[section] : _file.Sections.FirstOrDefault(s => s.Name == name);
        var at = checked((int)offset);
        return strings is null ? "" : Text(strings.Data, ref at);
    }

    private (int Section, ulong Value) Relocated(int size)
    {
        var at = (ulong)_at;
        var value = Unsigned(size);
        if (!_relocations.TryGetValue(at, out var relocation))
        {
            return (0, value);
        }

        var symbol = _file.Symbols[relocation.SymbolIndex];
        return (symbol.SectionIndex, symbol.Value + (ulong)relocation.Addend);
    }

    private static string Join(string folder, string name)
    {
        var path = name.StartsWith('/') || folder.Length == 0 || folder == "." ? name : $"{folder}/{name}";
        return path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
    }

    private static string Text(ReadOnlyMemory<byte> data, ref int at)
    {
        var rest = data.Span[at..];
        var end = rest.IndexOf((byte)0);
        ArgumentOutOfRangeException.ThrowIfNegative(end);
        at += end + 1;
        return Encoding.UTF8.GetString(rest[..end]);
    }

    private void Skip(ulong bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, (ulong)(_data.Length - _at));
        _at += (int)bytes;
    }

    private ulong Unsigned(int size)
    {
        var span = _data.Span.Slice(_at, size);
        _at += size;
        return size switch
        {
            1 => span[0],
            2 => BinaryPrimitives.ReadUInt16LittleEndian(span),
            4 => BinaryPrimitives.ReadUInt32LittleEndian(span),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(span),
        };
    }

    private ulong Leb()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Unsigned(1);
            value |= shift < 64 ? (part & 0x7F) << shift : 0;
            if ((part & 0x80) == 0)
            {
                return value;
            }
        }
    }

    private long SignedLeb()
    {
        long value = 0;
        for (var shift = 0; ;)
        {
            var part = Unsigned(1);
            value |= shift < 64 ? (long)(part & 0x7F) << shift : 0;
            shift += 7;
            if ((part & 0x80) == 0)
            {
                return shift < 64 && (part & 0x40) != 0 ? value | -1L << shift : value;
            }
        }
    }
}
