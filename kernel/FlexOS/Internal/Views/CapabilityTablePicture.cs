using FlexCap.FlexOS.Views;
using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws a capability table: what each covers as a bar on the image's addresses, with its permissions.</summary>
internal sealed class CapabilityTablePicture(CapabilityTable table)
{
    private const int MaximumRows = 60;
    private const double Width = 1080, Top = 92, RowHeight = 24, Bars = 560, BarsWidth = 496;

    private readonly Image _image = table.Image;
    private readonly Drawing _svg = new();

    public string Draw()
    {
        var rows = table.Entries.Take(MaximumRows).ToList();
        var y = Top;
        foreach (var (x, word) in new[] { (24.0, "holder"), (150, "capability"), (390, "permissions"), (480, "sealed"), (Bars, "what it covers: the image, regions not to scale") })
        {
            _svg.Words(x, y - 10, 12, Faint, word);
        }

        foreach (var entry in rows)
        {
            Row(entry, y);
            y += RowHeight;
        }

        if (table.Entries.Count > rows.Count)
        {
            _svg.Words(24, y + 16, 12, Faint, $"and {table.Entries.Count - rows.Count} more");
            y += RowHeight;
        }

        return _svg.Picture(Width, y + 24, table.Title, "r load, w store, x execute, R load capabilities, W store capabilities, E Executive. Sealed: rb branch, lpb load pair and branch, lb load and branch.");
    }

    private void Row(CapabilityEntry entry, double y)
    {
        var (capability, bounds) = (entry.Capability, entry.Capability.Bounds);
        var colour = ColourOf(entry.Compartment);
        _svg.Words(24, y + 16, 12.5, colour, ViewText.Cut(entry.Holder, 18), weight: 600);
        _svg.Words(150, y + 16, 12.5, Ink, ViewText.Cut(entry.Name, 34));
        _svg.Words(390, y + 16, 12, Ink, ViewText.PermissionLetters(capability.Permissions), isCode: true);
        _svg.Words(480, y + 16, 12, Ink, ViewText.Seal(capability), isCode: true);
        _svg.Line($"<path d=\"M{N(Bars)} {N(y + 12)} h{N(BarsWidth)}\" stroke=\"#e4e8ec\" stroke-width=\"1\"/>");
        var (low, high) = (bounds.Base, bounds.Limit > ulong.MaxValue ? ulong.MaxValue : (ulong)bounds.Limit);
        var (first, last) = (_image.Regions[0].Start, _image.Regions[^1].Start + _image.Regions[^1].Size);
        var hint = $"{capability}";
        if (high <= first || low >= last)
        {
            _svg.Words(Bars, y + 16, 12, Faint, $"{ViewText.Hex(low)} – {ViewText.Hex(high)} ({_image.OwnerOf(low)})", isCode: true);
            return;
        }

        var (x0, x1) = (Bars + Place(low, isEnd: false), Bars + Place(high, isEnd: true));
        _svg.Box(x0, y + 5, Math.Max(2, x1 - x0), 14, Tint(colour, capability.IsSealed ? 0.7 : 0.25), colour, hint);
    }

    // Each region is as wide as the next, so that small ones can be seen; inside it is to scale.
    private double Place(ulong address, bool isEnd)
    {
        var regions = _image.Regions;
        var unit = BarsWidth / regions.Count;
        var (low, high) = (0, regions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = (isEnd ? regions[middle].Start < address : regions[middle].Start <= address) ? (middle + 1, high) : (low, middle);
        }

        if (low == 0)
        {
            return 0;
        }

        var region = regions[low - 1];
        return unit * (low - 1 + Math.Min(1, (address - region.Start) / (double)region.Size));
    }
}
