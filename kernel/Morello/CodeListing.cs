using System.Buffers.Binary;
using System.Globalization;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello;

/// <summary>One line of a <see cref="CodeListing"/>.</summary>
/// <param name="Address">Where it stands: an address, or an offset in a relocatable section.</param>
/// <param name="Size">Bytes that it covers: 4, or 1 for the rest of a section.</param>
/// <param name="Value">These bytes as a little-endian number.</param>
/// <param name="Text">The instruction, or <c>.word</c> or <c>.byte</c> for data.</param>
/// <param name="Labels">Names that begin here, in their order in the file; mapping symbols are not among them.</param>
public sealed record CodeLine(ulong Address, int Size, uint Value, string Text, IReadOnlyList<string> Labels);

/// <summary>
/// Disassembles code that is not running. In ELF files the mapping symbols <c>$x</c>, <c>$c</c> and <c>$d</c> (ELF for the Arm 64-bit
/// Architecture §5.5.7 and its Morello supplement) tell A64, C64 and data apart; without them, functions with bit 0 set are C64.
/// </summary>
public static class CodeListing
{
    // EF_AARCH64_CHERI_PURECAP: all code is C64 unless symbols say otherwise.
    private const uint PureCapability = 0x10000;

    /// <summary>Disassembles bytes.</summary>
    /// <param name="code">The bytes.</param>
    /// <param name="address">Address of the first, in bytes.</param>
    /// <param name="c64">True for the C64 state.</param>
    /// <param name="aliases">Whether to write aliases (<see cref="DisassemblerOptions.Aliases"/>).</param>
    public static IEnumerable<CodeLine> Of(ReadOnlyMemory<byte> code, ulong address = 0, bool c64 = false, bool aliases = true) =>
        Lines(code, address, [new Mapping(address, c64 ? Content.C64 : Content.A64)], [], aliases);

    /// <summary>Disassembles a section of an ELF file, with its symbols.</summary>
    /// <param name="file">The file.</param>
    /// <param name="section">Index in <see cref="ElfFile.Sections"/>.</param>
    /// <param name="c64">The state where symbols do not tell; null to take it from the file's flags.</param>
    /// <param name="aliases">Whether to write aliases.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such section.</exception>
    public static IEnumerable<CodeLine> Of(ElfFile file, int section, bool? c64 = null, bool aliases = true)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentOutOfRangeException.ThrowIfNegative(section);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(section, file.Sections.Count);
        ElfSection code = file.Sections[section];
        Content start = c64 ?? (file.Flags & PureCapability) != 0 ? Content.C64 : Content.A64;
        ElfSymbol[] own = [.. file.Symbols.Where(symbol => symbol.SectionIndex == section && symbol.Name.Length > 0)];
        List<Mapping> mappings = [.. own.Where(symbol => symbol.Name[0] == '$').Select(symbol => new Mapping(symbol.Value, Kind(symbol.Name, start)))];
        if (mappings.Count == 0)
        {
            mappings = [.. own.Where(symbol => symbol.Type == ElfSymbolType.Function).Select(symbol => new Mapping(symbol.Value & ~1UL, (symbol.Value & 1) != 0 ? Content.C64 : start))];
        }

        mappings.Insert(0, new Mapping(code.Address, start));
        List<Label> labels = [.. own.Where(symbol => symbol.Type is ElfSymbolType.None or ElfSymbolType.Object or ElfSymbolType.Function or ElfSymbolType.ThreadLocal && symbol.Name[0] != '$')
            .Select(symbol => new Label(symbol.Type == ElfSymbolType.Function ? symbol.Value & ~1UL : symbol.Value, symbol.Name))];
        return Lines(code.Data, code.Address, mappings, labels, aliases);
    }

    private static IEnumerable<CodeLine> Lines(ReadOnlyMemory<byte> code, ulong address, List<Mapping> mappings, List<Label> labels, bool aliases)
    {
        // Sorting is stable: of two at one address the later one holds.
        Mapping[] states = [.. mappings.OrderBy(mapping => mapping.Address)];
        Label[] names = [.. labels.OrderBy(label => label.Address)];
        var options = new DisassemblerOptions { Aliases = aliases, AbsoluteTargets = true, Symbol = target => Name(names, target) };
        int state = 0, label = 0;
        for (int at = 0; at < code.Length;)
        {
            ulong here = address + (ulong)at;
            while (state + 1 < states.Length && states[state + 1].Address <= here)
            {
                state++;
            }

            var begin = new List<string>();
            for (; label < names.Length && names[label].Address <= here; label++)
            {
                begin.Add(names[label].Address == here ? names[label].Name : $"{names[label].Name} (at 0x{names[label].Address:x})");
            }

            ReadOnlyMemory<byte> rest = code[at..];
            int size = rest.Length >= 4 ? 4 : 1;
            uint value = size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(rest.Span) : rest.Span[0];
            string text = size == 1 ? $".byte 0x{value:x2}"
                : states[state].Content == Content.Data ? $".word 0x{value:x8}"
                : Disassembler.Disassemble(value, here, states[state].Content == Content.C64, options);
            yield return new CodeLine(here, size, value, text, begin);
            at += size;
        }
    }

    private static Content Kind(string name, Content other) => name.Split('.')[0] switch
    {
        "$x" => Content.A64,
        "$c" => Content.C64,
        "$d" => Content.Data,
        _ => other,
    };

    // The name that begins nearest before an address.
    private static string? Name(Label[] names, ulong address)
    {
        int low = 0, high = names.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = names[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return null;
        }

        while (low > 1 && names[low - 2].Address == names[low - 1].Address)
        {
            low--;
        }

        ulong offset = address - names[low - 1].Address;
        return names[low - 1].Name + (offset == 0 ? "" : "+0x" + offset.ToString("x", CultureInfo.InvariantCulture));
    }

    private enum Content
    {
        A64,
        C64,
        Data,
    }

    private readonly record struct Mapping(ulong Address, Content Content);

    private readonly record struct Label(ulong Address, string Name);
}
