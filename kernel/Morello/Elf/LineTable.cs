using FlexCap.Morello.Internal.Elf;

namespace FlexCap.Morello.Elf;

/// <summary>A place in a source text.</summary>
/// <param name="File">The file as the compiler was given it, with its folder.</param>
/// <param name="Line">Line, from 1; 0 for code that belongs to none.</param>
public sealed record SourceLine(string File, int Line)
{
    /// <summary>As <c>vfscore/file.c:120</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}");
}

/// <summary>
/// Which line of which source each instruction comes from: the line number programs of <c>.debug_line</c> (DWARF 4, section
/// 6.2, and DWARF 5, section 6.2), as <c>clang -gline-tables-only</c> writes them. Relocatable files are read with their
/// relocations. What cannot be read is left out: debug information decides nothing.
/// </summary>
public sealed class LineTable
{
    private readonly Dictionary<int, List<Row>> _rows = [];

    private LineTable()
    {
    }

    /// <summary>True if there is nothing in it.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Reads the line tables of a file; empty if it has none.</summary>
    /// <param name="file">The file.</param>
    public static LineTable Read(ElfFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var table = new LineTable();
        for (var i = 0; i < file.Sections.Count; i++)
        {
            if (file.Sections[i].Name == ".debug_line")
            {
                new LineProgramReader(file, i, table.Add).Read();
            }
        }

        foreach (var rows in table._rows.Values)
        {
            rows.Sort((a, b) => a.Address != b.Address ? a.Address.CompareTo(b.Address) : a.Order.CompareTo(b.Order));
        }

        return table;
    }

    /// <summary>The line of an instruction, or null where none is known.</summary>
    /// <param name="section">Section that it lies in, index in <see cref="ElfFile.Sections"/>; 0 unless the file is relocatable.</param>
    /// <param name="address">Offset in that section, or the address.</param>
    public SourceLine? Find(int section, ulong address)
    {
        if (!_rows.TryGetValue(section, out var rows))
        {
            return null;
        }

        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = rows[middle].Address <= address ? (middle + 1, high) : (low, middle);
        }

        // Of several rows at one address the last one counts; the end of a sequence is beyond it.
        return low > 0 && rows[low - 1] is { Line: { Line: > 0 } line } ? line : null;
    }

    // An end comes before what begins at the same address.
    private void Add(int section, ulong address, SourceLine? line)
    {
        if (!_rows.TryGetValue(section, out var rows))
        {
            _rows[section] = rows = [];
        }

        rows.Add(new(address, line is null ? -1 : rows.Count, line));
    }

    private readonly record struct Row(ulong Address, int Order, SourceLine? Line);
}
