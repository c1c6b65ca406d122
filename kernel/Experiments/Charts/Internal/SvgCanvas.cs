using System.Globalization;
using System.Net;
using System.Text;

namespace FlexCap.Experiments.Charts.Internal;

/// <summary>Writes the few SVG elements that charts need, with numbers rounded to hundredths so that the bytes are stable.</summary>
internal sealed class SvgCanvas
{
    private readonly StringBuilder _body = new();

    internal void Rectangle(double x, double y, double width, double height, string fill, string title = "")
    {
        _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"{fill}\"");
        Close("rect", title);
    }

    internal void Line(double x1, double y1, double x2, double y2, string stroke, double width, string dash = "") =>
        _body.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{stroke}\" stroke-width=\"{N(width)}\"{Dash(dash)}/>\n");

    internal void Polyline(IEnumerable<(double X, double Y)> points, string stroke, double width, string dash = "") =>
        _body.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points.Select(p => $"{N(p.X)},{N(p.Y)}"))}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{N(width)}\" stroke-linejoin=\"round\"{Dash(dash)}/>\n");

    internal void Dot(double x, double y, double radius, string fill, string title)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\" fill=\"{fill}\" stroke=\"{ChartTheme.Paper}\" stroke-width=\"1\"");
        Close("circle", title);
    }

    internal void Text(double x, double y, string text, double size, string fill, string anchor = "start", bool bold = false) =>
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{fill}\"{(anchor == "start" ? "" : $" text-anchor=\"{anchor}\"")}{(bold ? " font-weight=\"600\"" : "")}>{Escape(text)}</text>\n");

    internal string Finish(double width, double height, string title) =>
        string.Create(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\" font-family=\"{Escape(ChartTheme.Font)}\">\n<title>{Escape(title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"{ChartTheme.Paper}\"/>\n{_body}</svg>\n");

    private void Close(string element, string title) =>
        _body.Append(title.Length == 0 ? "/>\n" : $"><title>{Escape(title)}</title></{element}>\n");

    private static string Dash(string dash) => dash.Length == 0 ? "" : $" stroke-dasharray=\"{dash}\"";

    private static string N(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
