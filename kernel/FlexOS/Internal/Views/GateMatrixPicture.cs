using FlexCap.FlexOS.Views;
using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws a gate matrix: rows call columns; the darker a cell, the more calls (or gates, where nothing has run).</summary>
internal sealed class GateMatrixPicture(GateMatrix matrix)
{
    private const int MaximumCompartments = 40;
    private const double Left = 150, Top = 170;

    private readonly Drawing _svg = new();

    public string Draw()
    {
        var image = matrix.Image;
        var count = Math.Min(MaximumCompartments, image.Plan.Configuration.Compartments.Count);
        var size = count <= 12 ? 64.0 : 22;
        var cells = Enumerable.Range(0, count).SelectMany(from => Enumerable.Range(0, count).Select(to => (From: from, To: to, Cell: matrix.Cell(from, to)))).ToList();
        var most = Math.Max(1, cells.Max(c => Weight(c.Cell)));
        foreach (var id in Enumerable.Range(0, count))
        {
            var name = ViewText.Cut(image.CompartmentName(id), 16);
            _svg.Words(Left - 10, Top + (id * size) + (size / 2) + 4, 12.5, ColourOf(id), name, weight: 600, anchor: "end");
            var x = Left + (id * size) + (size / 2);
            _svg.Line($"<text transform=\"translate({N(x + 4)} {N(Top - 10)}) rotate(-45)\" font-size=\"12.5\" font-weight=\"600\" fill=\"{ColourOf(id)}\">{E(name)}</text>");
        }

        foreach (var (from, to, cell) in cells)
        {
            var (x, y) = (Left + (to * size), Top + (from * size));
            var shade = cell.Gates == 0 ? 1 : 0.85 - (0.75 * Math.Log(1 + Weight(cell)) / Math.Log(1 + most));
            var functions = image.Plan.Gates.Where(g => g.From == from && g.To == to).Select(g => g.Function).Take(20);
            _svg.Box(x, y, size - 2, size - 2, cell.Gates == 0 ? "#f4f6f8" : Tint(Palette[0], shade), hint: string.Join("\n", functions));
            if (cell.Gates != 0 && size > 40)
            {
                var ink = shade < 0.45 ? "#ffffff" : Ink;
                _svg.Words(x + (size / 2) - 1, y + (size / 2) - 2, 14, ink, ViewText.Number((ulong)cell.Gates), weight: 600, anchor: "middle");
                _svg.Words(x + (size / 2) - 1, y + (size / 2) + 14, 10.5, ink, cell.Calls is { } calls ? $"{Short(calls)} calls" : cell.Gates == 1 ? "gate" : "gates", anchor: "middle");
            }
        }

        var rest = image.Plan.Configuration.Compartments.Count - count;
        var note = $"Rows call columns. Number of gates{(matrix.Counts is null ? "" : ", and measured calls through them")}.{(rest > 0 ? $" {rest} more compartments are not shown." : "")}";
        return _svg.Picture(Math.Max(560, Left + (count * size) + 90), Top + (count * size) + 30, matrix.Title, note);
    }

    private static double Weight((int Gates, long? Calls) cell) => cell.Calls ?? cell.Gates;

    /// <summary>A count in a small space.</summary>
    public static string Short(long count) => count switch
    {
        >= 10_000_000 => $"{count / 1_000_000}M",
        >= 10_000 => $"{count / 1000}k",
        _ => ViewText.Number(count),
    };
}
