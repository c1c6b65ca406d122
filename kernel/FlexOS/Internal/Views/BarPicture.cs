using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws one stacked bar for each row, all on one linear scale of bytes from zero.</summary>
internal static class BarPicture
{
    private const int MaximumRows = 40;
    private const double Width = 900, Left = 190, Right = 100, Top = 112, RowHeight = 30, CharacterWidth = 7, HeadingHeight = 20, GroupGap = 16;

    public static string Draw(string title, string note, IReadOnlyList<(string Name, string Colour)> parts, IReadOnlyList<(string Name, IReadOnlyList<ulong> Bytes)> rows) =>
        Draw(title, note, parts, [("", rows)]);

    /// <summary>Groups of bars below one another, each with a heading (or none) and a scale of its own.</summary>
    public static string Draw(
        string title, string note, IReadOnlyList<(string Name, string Colour)> parts, IReadOnlyList<(string Heading, IReadOnlyList<(string Name, IReadOnlyList<ulong> Bytes)> Rows)> groups)
    {
        var svg = new Drawing();
        var (keyX, keyY) = (24.0, 72.0);
        foreach (var (name, colour) in parts.Where((_, i) => groups.Any(g => g.Rows.Take(MaximumRows).Any(r => r.Bytes[i] != 0))))
        {
            if (keyX + 34 + (CharacterWidth * name.Length) > Width)
            {
                (keyX, keyY) = (24, keyY + 20);
            }

            keyX = svg.Key(keyX, keyY, colour, name);
        }

        var y = keyY + (Top - 72);
        foreach (var (heading, rows) in groups)
        {
            if (heading.Length != 0)
            {
                svg.Words(Left, y + 10, 13.5, Ink, heading, weight: 600);
                y += HeadingHeight;
            }

            y = Group(svg, parts, rows, y) + GroupGap;
        }

        return svg.Picture(Width, y - GroupGap + 20, title, note);
    }

    // Returns where it ends.
    private static double Group(Drawing svg, IReadOnlyList<(string Name, string Colour)> parts, IReadOnlyList<(string Name, IReadOnlyList<ulong> Bytes)> rows, double y)
    {
        var shown = rows.Take(MaximumRows).ToList();
        var most = Math.Max(1, shown.Max(r => r.Bytes.Sum(b => (double)b)));
        var scale = (Width - Left - Right) / most;
        var first = y;
        foreach (var (name, bytes) in shown)
        {
            svg.Words(Left - 10, y + 18, 12.5, Ink, ViewText.Cut(name, 26), weight: 600, anchor: "end");
            var x = Left;
            foreach (var (index, size) in bytes.Index())
            {
                if (size != 0)
                {
                    svg.Box(x, y + 3, Math.Max(0.4, size * scale), RowHeight - 8, parts[index].Colour, hint: $"{name}: {parts[index].Name}, {size} bytes", radius: 0);
                    x += size * scale;
                }
            }

            svg.Words(x + 8, y + 18, 12, Faint, Text.Size(bytes.Aggregate(0UL, (sum, b) => sum + b)));
            y += RowHeight;
        }

        svg.Line($"<path d=\"M{N(Left)} {N(first)} V{N(y)}\" stroke=\"{Faint}\" stroke-width=\"1\"/>");
        if (rows.Count > shown.Count)
        {
            svg.Words(24, y + 16, 12, Faint, $"and {rows.Count - shown.Count} more");
            y += 20;
        }

        return y;
    }
}
