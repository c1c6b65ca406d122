using System.Globalization;
using System.Net;
using System.Text;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>What all pictures have in common: colours, letters and numbers. Lengths are SVG user units.</summary>
internal sealed class Drawing
{
    public const string Trusted = "#5b6472", Shared = "#e0b13c", Ink = "#1f2933", Faint = "#7b8794", Danger = "#c8434a";
    private const string Monospace = " font-family=\"ui-monospace, 'DejaVu Sans Mono', monospace\"";

    // Keeps words readable where lines cross them.
    private const string Halo = " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\"";

    // Distinct for the colour-blind as well (after Okabe and Ito, and Tableau's ten).
    public static readonly string[] Palette = ["#3b6fb6", "#d9772b", "#3f9b57", "#a05fa8", "#c8434a", "#3aa6a6", "#8a6a4f", "#6b7f2a"];

    private readonly StringBuilder _svg = new();

    /// <summary>Colour of a compartment; the trusted base is -1.</summary>
    public static string ColourOf(int compartment) => compartment < 0 ? Trusted : Palette[compartment % Palette.Length];

    public static string ColourOf(Region region) => region.Kind == RegionKind.Shared ? Shared : ColourOf(region.Compartment);

    /// <summary>A colour mixed with white: 0 leaves it, 1 is white.</summary>
    public static string Tint(string colour, double white)
    {
        var result = new StringBuilder("#");
        for (var i = 1; i < 7; i += 2)
        {
            var part = int.Parse(colour.AsSpan(i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            result.Append(((int)Math.Round(part + ((255 - part) * white))).ToString("x2", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    public static string E(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A whole picture: frame, heading and note, then what was drawn.</summary>
    public string Picture(double width, double height, string title, string note)
    {
        var head = new Drawing();
        head.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\" style=\"max-width:100%;height:auto\" role=\"img\" aria-label=\"{E(title)}\" font-family=\"system-ui, 'DejaVu Sans', sans-serif\">");
        head.Line($"<title>{E(title)}</title>");
        head.Line($"<rect width=\"{N(width)}\" height=\"{N(height)}\" fill=\"#ffffff\"/>");
        head.Words(24, 34, 20, Ink, title, weight: 600);
        head.Words(24, 55, 12.5, Faint, note);
        return head._svg.Append(_svg).Append("</svg>\n").ToString();
    }

    public void Line(string text) => _svg.Append(text).Append('\n');

    public void Words(double x, double y, double size, string fill, string text, int weight = 400, string anchor = "start", bool isCode = false, bool hasHalo = false) =>
        Line($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{fill}\" font-weight=\"{weight}\" text-anchor=\"{anchor}\"{(isCode ? Monospace : "")}{(hasHalo ? Halo : "")}>{E(text)}</text>");

    public void Box(double x, double y, double width, double height, string fill, string stroke = "none", string hint = "", double radius = 3) =>
        Line($"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{N(radius)}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"0.8\">{(hint.Length == 0 ? "" : $"<title>{E(hint)}</title>")}</rect>");

    /// <summary>A key of colours in one row; returns where it ends.</summary>
    public double Key(double x, double y, string fill, string label)
    {
        Box(x, y, 14, 14, fill, "#00000022");
        Words(x + 20, y + 11.5, 12, Ink, label);
        return x + 34 + (7.0 * label.Length);
    }

    public override string ToString() => _svg.ToString();
}
