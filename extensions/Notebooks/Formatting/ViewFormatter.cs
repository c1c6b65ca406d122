using FlexCap.FlexOS.Views;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Views of images and machines: the picture, with the text folded below it.</summary>
internal static class ViewFormatter
{
    internal static MimeBundle Format(IView view)
    {
        var (svg, text) = (view.ToSvg(), view.ToText().TrimEnd('\n'));
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["image/svg+xml"] = svg,
            ["text/html"] = $"<figure style=\"margin:0\">{svg}</figure>\n<details><summary>{Html.Escape(view.Title)} as text</summary>{Html.Pre(text)}</details>",
            ["text/plain"] = text,
        });
    }
}
