using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws one stacked bar for each row, all on one linear scale of bytes from zero.</summary>
internal static class BarPicture
{
    private const int MaximumRows = 40;
    private const double Width = 900, Left = 190, Right = 100, Top = 112, RowHeight = 30, CharacterWidth = 7;

    public static string Draw(string title, string note, IReadOnlyList<(string Name, string Colour)> parts, IReadOnlyList<(string Name, IReadOnlyList<ulong> Bytes)> rows)
    {
        var svg = new Drawing();
        var shown = rows.Take(MaximumRows).ToList();
        var most = Math.Max(1, shown.Max(r => r.Bytes.Sum(b => (double)b)));
        var scale = (Width - Left - Right) / most;
        var (keyX, keyY) = (24.0, 72.0);
        foreach (var (name, colour) in parts.Where((_, i) => shown.Any(r => r.Bytes[i] != 0)))
        {
            if (keyX + 34 + (CharacterWidth * name.Length) > Width)
            {
                (keyX, keyY) = (24, keyY + 20);
            }

            keyX = svg.Key(keyX, keyY, colour, name);
        }

        var y = keyY + (Top - 72);
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

        return svg.Picture(Width, y + 20, title, note);
    }
}
