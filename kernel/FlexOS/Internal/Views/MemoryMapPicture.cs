using FlexCap.FlexOS.Internal.Mechanisms;
using static FlexCap.FlexOS.Internal.Views.Drawing;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Draws a memory map. Every length is in SVG user units; addresses grow downwards.</summary>
internal sealed class MemoryMapPicture
{
    private const int MaximumCompartments = 8, Shown = 3;
    private const double Width = 900, Left = 150, BarWidth = 330, Top = 76, LaneWidth = 165, Gap = 3;

    private readonly Image _image;
    private readonly Drawing _svg = new();
    private readonly List<(Region? Region, double Y, double Height)> _rows = [];
    private readonly HashSet<int> _hidden = [];

    public MemoryMapPicture(Image image)
    {
        _image = image;
        var count = image.Plan.Configuration.Compartments.Count;
        if (count > MaximumCompartments)
        {
            _hidden = [.. Enumerable.Range(Shown, count - Shown - 1)];
        }

        var y = Top;
        var isSkipping = false;
        foreach (var region in image.Regions)
        {
            var skip = region.Compartment >= 0 && _hidden.Contains(region.Compartment);
            var height = skip ? 22 : Height(region.Size);
            if (!skip || !isSkipping)
            {
                _rows.Add((skip ? null : region, y, height));
                y += height + Gap;
            }

            isSkipping = skip;
        }

        Bottom = y;
    }

    private double Bottom { get; }

    private bool IsIsolated => IsolationMechanism.Of(_image.Plan.Configuration).HasBounds;

    public string Draw()
    {
        var legend = Bottom + 24;
        var height = legend + 58;
        foreach (var (region, y, rowHeight) in _rows)
        {
            DrawRow(region, y, rowHeight);
        }

        var end = _image.Regions[^1].Start + _image.Regions[^1].Size;
        Address(Bottom + 4, end);
        foreach (var bounds in _image.Bounds.Where(b => IsIsolated && !_hidden.Contains(b.Compartment)))
        {
            Bracket(bounds, bounds.TextStart, bounds.TextEnd, "PCC");
            Bracket(bounds, bounds.DataStart, bounds.DataEnd, "DDC");
        }

        Legend(legend);
        var size = _image.Regions[^1].Start + _image.Regions[^1].Size - _image.Regions[0].Start;
        return _svg.Picture(Width, height, $"Memory map of {_image.Plan.Configuration.Name}",
            $"{Text.Size(size)} from 0x{_image.Regions[0].Start:x}; heights are not to scale. {(IsIsolated ? "Brackets: the bounds of each compartment's capabilities." : "No isolation: every compartment reaches all of it.")}");
    }

    // 64 B is as small as it gets; each doubling adds a little.
    private static double Height(ulong size) => 17 + 2.1 * Math.Max(0, Math.Log2(Math.Max(1, size) / 64.0));

    private void DrawRow(Region? region, double y, double height)
    {
        if (region is null)
        {
            _svg.Words(Left + BarWidth / 2, y + 15, 12, Faint, $"⋮  {_hidden.Count} more compartments  ⋮", anchor: "middle");
            return;
        }

        var fill = Tint(ColourOf(region), Lightness(region.Kind));
        _svg.Line($"<rect x=\"{N(Left)}\" y=\"{N(y)}\" width=\"{N(BarWidth)}\" height=\"{N(height)}\" rx=\"3\" fill=\"{fill}\" stroke=\"{Tint(ColourOf(region), 0.1)}\" stroke-width=\"0.8\"><title>{E(region.Name)}: 0x{region.Start:x}, {region.Size} bytes</title></rect>");
        var ink = Lightness(region.Kind) < 0.3 ? "#ffffff" : Ink;
        _svg.Words(Left + 10, y + height / 2 + 4.3, 12.5, ink, region.Name);
        _svg.Words(Left + BarWidth - 10, y + height / 2 + 4.3, 12, ink, Text.Size(region.Size), anchor: "end");
        Address(y + 10, region.Start);
    }

    private void Address(double y, ulong address) =>
        _svg.Line($"<text x=\"{N(Left - 10)}\" y=\"{N(y)}\" font-size=\"11.5\" text-anchor=\"end\" fill=\"{Faint}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', monospace\">0x{address:x8}</text>");

    private void Bracket(CompartmentBounds bounds, ulong start, ulong end, string capability)
    {
        // Two lanes: neighbours may overlap on the shared region.
        var x = Left + BarWidth + 14 + (bounds.Compartment % 2 * LaneWidth);
        var (y0, y1) = (YOf(start, isEnd: false), YOf(end, isEnd: true));
        var colour = Palette[bounds.Compartment % Palette.Length];
        foreach (var edge in new[] { y0, y1 })
        {
            _svg.Line($"<path d=\"M{N(Left + BarWidth + 2)} {N(edge)} H{N(x - 2)}\" stroke=\"{Tint(colour, 0.55)}\" stroke-width=\"0.8\" stroke-dasharray=\"2 3\"/>");
        }

        _svg.Line($"<path d=\"M{N(x)} {N(y0)} h8 V{N(y1)} h-8\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"><title>0x{start:x} to 0x{end:x}, {end - start} bytes</title></path>");
        var middle = (y0 + y1) / 2;
        _svg.Words(x + 15, middle - (y1 - y0 > 30 ? 2 : -4), 12.5, colour, $"{capability} of {_image.CompartmentName(bounds.Compartment)}", weight: 600);
        if (y1 - y0 > 30)
        {
            _svg.Words(x + 15, middle + 13, 11.5, Faint, Text.Size(end - start));
        }
    }

    private double YOf(ulong address, bool isEnd)
    {
        // An end in the padding after a region belongs to that region's lower edge.
        var y = Top;
        foreach (var (region, top, height) in _rows)
        {
            if (region is null)
            {
                continue;
            }

            if (isEnd ? region.Start < address : region.Start <= address)
            {
                y = isEnd ? top + height : top;
            }
        }

        return y;
    }

    private void Legend(double y)
    {
        var x = 24.0;
        x = _svg.Key(x, y, Trusted, "trusted base");
        if (_image.Regions.Any(r => r.Kind == RegionKind.Shared))
        {
            x = _svg.Key(x, y, Shared, "shared");
        }

        foreach (var bounds in _image.Bounds.Where(b => !_hidden.Contains(b.Compartment)))
        {
            x = _svg.Key(x, y, Palette[bounds.Compartment % Palette.Length], _image.CompartmentName(bounds.Compartment));
        }

        x = 24;
        foreach (var kind in Enum.GetValues<RegionKind>().Where(k => k != RegionKind.Shared && _image.Regions.Any(r => r.Kind == k)).OrderBy(Lightness))
        {
            x = _svg.Key(x, y + 24, Tint(Ink, Lightness(kind)), MemoryMapTable.Kind(kind));
        }
    }

    private static double Lightness(RegionKind kind) => kind switch
    {
        RegionKind.Code => 0,
        RegionKind.Table => 0.25,
        RegionKind.ReadOnlyData => 0.45,
        RegionKind.Shared => 0.3,
        RegionKind.Data => 0.6,
        RegionKind.Stack => 0.74,
        _ => 0.86,
    };
}
