using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Writes the listing: for each statement its place, bytes, line and depth of expansion, then the symbols.</summary>
internal static class ListingWriter
{
    private const int BytesInLine = 8;

    /// <param name="unit">The unit.</param>
    /// <param name="addresses">Addresses of the sections, or null for offsets.</param>
    /// <param name="bytes">Bytes of a section.</param>
    public static string Write(AssembledUnit unit, IReadOnlyDictionary<SectionBuilder, long>? addresses, Func<SectionBuilder, byte[]> bytes)
    {
        var text = new StringBuilder();
        var file = "";
        SectionBuilder? section = null;
        foreach (var line in unit.Listing)
        {
            var statement = line.At.Statement;
            if (statement.File != file)
            {
                text.Append("-- ").Append(file = statement.File).Append('\n');
            }

            if (!ReferenceEquals(line.Piece.Section, section))
            {
                section = line.Piece.Section;
                text.Append("-- section ").Append(section.Name).Append('\n');
            }

            var offset = line.Piece.Base + line.Offset;
            var address = offset + (addresses?.GetValueOrDefault(section) ?? 0);
            var data = bytes(section);
            var shown = section.HasBytes ? (int)Math.Min(line.Length, 4 * BytesInLine) : 0;
            var first = Math.Min(shown, BytesInLine);
            text.Append($"{address:x8}  {Hex(data, offset, first),-2 * BytesInLine}  {statement.Line,5} {new string('>', line.At.Frame.Depth),-2} {statement.Text}\n");
            for (var done = first; done < shown; done += BytesInLine)
            {
                text.Append($"{address + done:x8}  {Hex(data, offset + done, Math.Min(BytesInLine, shown - done))}\n");
            }

            if (line.Length > shown)
            {
                text.Append($"{address + shown:x8}  ({line.Length - shown} more bytes)\n");
            }
        }

        WriteSymbols(text, unit, addresses);
        return text.ToString();
    }

    // Sections without bytes (.bss) have no data to look into, at any offset.
    private static string Hex(byte[] data, long offset, int count) => count == 0 ? "" : Convert.ToHexStringLower(data.AsSpan((int)offset, count));

    private static void WriteSymbols(StringBuilder text, AssembledUnit unit, IReadOnlyDictionary<SectionBuilder, long>? addresses)
    {
        text.Append("-- symbols\n");
        foreach (var entry in unit.Symbols.Entries.Where(e => !e.IsTemporary).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var isLocated = AssembledUnit.TryLocate(entry.Current, out var section, out var offset);
            var value = isLocated ? $"{offset + (section is null ? 0 : addresses?.GetValueOrDefault(section) ?? 0):x16}" : new string(' ', 16);
            var kind = entry.Common is not null ? "common" : !isLocated ? "undefined" : section?.Name ?? "absolute";
            text.Append($"{value}  {entry.EffectiveBinding.ToString().ToLowerInvariant(),-6}  {kind,-16}  {entry.Name}\n");
        }
    }
}
