using FlexCap.FlexOS.Views;
using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws what compartments can reach as a matrix: a row for each compartment, a column for each owner of memory; red is what should not be.</summary>
internal sealed class MemoryReachPicture(MemoryReach reach)
{
    private const int MaximumCompartments = 16;
    private const double Left = 170, Top = 150, CellWidth = 104, CellHeight = 52;

    private readonly Drawing _svg = new();

    public string Draw()
    {
        var rows = reach.Compartments.Take(MaximumCompartments).ToList();
        List<(string Name, int Compartment, Func<ReachedRegion, bool> Has)> columns =
        [
            ("trusted base", -1, r => r.Owner == "trusted base"),
            .. rows.Select(c => (c.Name, c.Compartment, (Func<ReachedRegion, bool>)(r => r.OwnerId == c.Compartment))),
            ("shared", -1, r => r.Owner == "shared"), ("padding", -1, r => r.Region == "padding"), ("UART", -1, r => r.Region == "UART"), ("other RAM", -1, r => r.Region == "RAM outside the image"),
        ];
        columns.RemoveAll(column => !rows.Exists(row => row.Regions.Any(column.Has)) && column.Compartment < 0);
        foreach (var (index, column) in columns.Index())
        {
            var x = Left + (index * CellWidth) + (CellWidth / 2);
            _svg.Words(x, Top - 12, 12.5, column.Compartment < 0 ? Ink : ColourOf(column.Compartment), ViewText.Cut(column.Name, 14), weight: 600, anchor: "middle");
        }

        _svg.Words(Left, Top - 36, 12, Faint, "… can reach memory of");
        foreach (var (index, row) in rows.Index())
        {
            var y = Top + (index * CellHeight);
            _svg.Words(Left - 12, y + 22, 13, ColourOf(row.Compartment), ViewText.Cut(row.Name, 20), weight: 600, anchor: "end");
            _svg.Words(Left - 12, y + 38, 11, Faint, row.Mechanism, anchor: "end");
            foreach (var (place, column) in columns.Index())
            {
                Cell(row, [.. row.Regions.Where(column.Has)], Left + (place * CellWidth), y);
            }
        }

        var x0 = _svg.Key(24, 76, Tint(Palette[2], 0.55), "its own, or shared");
        x0 = _svg.Key(x0, 76, Tint(Danger, 0.45), "someone else's, written");
        _svg.Key(x0, 76, Tint(Danger, 0.75), "someone else's, read or run");
        var height = Top + (rows.Count * CellHeight) + 40;
        if (reach.Compartments.Count > rows.Count)
        {
            _svg.Words(24, height - 16, 12, Faint, $"and {reach.Compartments.Count - rows.Count} more compartments");
        }

        return _svg.Picture(Math.Max(720, Left + (columns.Count * CellWidth) + 30), height, reach.Title,
            "Bytes by capabilities and pages, followed through memory. r read, w write, x run.");
    }

    private void Cell(CompartmentReach row, IReadOnlyList<ReachedRegion> regions, double x, double y)
    {
        var (read, write, execute) = (Sum(regions, r => r.Read), Sum(regions, r => r.Write), Sum(regions, r => r.Execute));
        var most = Math.Max(read, Math.Max(write, execute));
        var isForeign = regions.Any(r => MemoryReachText.IsForeign(row, r)) || (row.IsEverything && regions.Any(r => r.Owner.Length == 0));
        var fill = most == 0 ? "#f4f6f8" : !isForeign ? Tint(Palette[2], 0.55) : Tint(Danger, write != 0 ? 0.45 : 0.75);
        _svg.Box(x, y, CellWidth - 3, CellHeight - 3, fill, hint: string.Join("\n", regions.Select(r => $"{r.Region}: read {r.Read}, write {r.Write}, run {r.Execute} bytes{(r.Why.Length == 0 ? "" : ", " + r.Why)}").Take(30)));
        if (most == 0)
        {
            _svg.Words(x + (CellWidth / 2), y + 29, 13, Faint, "–", anchor: "middle");
            return;
        }

        _svg.Words(x + (CellWidth / 2), y + 21, 13, Ink, Text.Size(most), weight: 600, anchor: "middle");
        _svg.Words(x + (CellWidth / 2), y + 39, 12, Ink, $"{(read != 0 ? 'r' : '-')}{(write != 0 ? 'w' : '-')}{(execute != 0 ? 'x' : '-')}", anchor: "middle", isCode: true);
    }

    private static ulong Sum(IEnumerable<ReachedRegion> regions, Func<ReachedRegion, ulong> size) => regions.Aggregate(0UL, (sum, r) => sum + size(r));
}
