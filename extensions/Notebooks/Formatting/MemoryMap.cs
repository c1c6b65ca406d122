using System.Globalization;
using System.Text;
using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>
/// An image's memory map, as a drawing, a table and text. Sizes differ by orders of magnitude, so the height of a band
/// grows with the logarithm of its region's size; the exact size stands in the band.
/// </summary>
internal static class MemoryMap
{
    private const int Width = 640;
    private const int Left = 130;
    private const int BandLeft = Left + 8;
    private const int Top = 34;
    private const int MinHeight = 18;
    private const int GapHeight = 12;

    internal static MimeBundle Format(Image image)
    {
        var svg = Svg(image);
        var table = Tables.Regions(image);
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["image/svg+xml"] = svg,
            ["text/html"] = $"<figure style=\"margin:0\">{svg}</figure>\n<details><summary>Regions as a table</summary>{table.ToHtml()}</details>",
            ["text/plain"] = table.ToText(),
        });
    }

    private static string Svg(Image image)
    {
        var bands = new StringBuilder();
        double y = Top;
        for (var i = 0; i < image.Regions.Count; i++)
        {
            var region = image.Regions[i];
            if (i > 0 && image.Regions[i - 1] is var below && below.Start + below.Size < region.Start)
            {
                bands.Append(Invariant($"<text x=\"{BandLeft + 4}\" y=\"{y + 9}\" font-size=\"9\" opacity=\"0.7\">unused: {Tables.ByteSize(region.Start - below.Start - below.Size)}</text>"));
                y += GapHeight;
            }

            var height = MinHeight + Math.Round(2.5 * Math.Max(0, Math.Log2(Math.Max(1, region.Size) / 4096.0)), 1);
            var label = $"{region.Name}: {Tables.ByteSize(region.Size)}";
            bands.Append(Invariant($"<g><title>{Html.Escape($"{label}, {Tables.KindName(region.Kind)}, {Tables.OwnerName(image, region)}, {ValueText.Hex(region.Start)} to {ValueText.Hex(region.Start + region.Size)}")}</title>"))
                .Append(Invariant($"<text x=\"{Left}\" y=\"{y + 10}\" font-size=\"10\" text-anchor=\"end\" font-family=\"monospace\">{ValueText.Hex(region.Start)}</text>"))
                .Append(Invariant($"<rect x=\"{BandLeft}\" y=\"{y}\" width=\"{Width - BandLeft - 120}\" height=\"{height}\" fill=\"{Color(region)}\" fill-opacity=\"0.45\" stroke=\"currentColor\" stroke-opacity=\"0.5\"/>"))
                .Append(Invariant($"<text x=\"{BandLeft + 6}\" y=\"{y + (height / 2) + 4}\" font-size=\"11\">{Html.Escape(label)}</text>"))
                .Append(Invariant($"<text x=\"{Width - 114}\" y=\"{y + (height / 2) + 4}\" font-size=\"11\">{Html.Escape(Tables.OwnerName(image, region))}</text></g>"));
            y += height;
        }

        var caption = Html.Escape(Tables.Regions(image).Caption);
        return Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {y + 8}\" width=\"{Width}\" role=\"img\" aria-label=\"{caption}\" fill=\"currentColor\" font-family=\"sans-serif\">")
            + $"<title>{caption}</title><text x=\"{BandLeft}\" y=\"20\" font-size=\"13\" font-weight=\"bold\">{caption}</text>{bands}</svg>";
    }

    // Okabe and Ito's palette, readable with any colour vision; names in the bands say the same in words.
    private static readonly string[] Palette = ["#56B4E9", "#E69F00", "#009E73", "#CC79A7", "#F0E442", "#0072B2", "#D55E00"];

    private static string Color(Region region) => region.Compartment < 0 ? (region.Kind == RegionKind.Shared ? "#D55E00" : "#999999") : Palette[region.Compartment % Palette.Length];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
