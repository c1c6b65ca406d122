using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>An image as its memory map: the picture with the bounds of every compartment, and the same as text.</summary>
internal static class ImageFormatter
{
    internal static MimeBundle Format(Image image)
    {
        var svg = image.MemoryMapSvg();
        var text = $"{image.MemoryMapText().TrimEnd('\n')}\nSHA-256 {image.Hash}";
        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["image/svg+xml"] = svg,
            ["text/html"] = $"<figure style=\"margin:0\">{svg}</figure>\n<details><summary>Memory map as text</summary>{Html.Pre(text)}</details>",
            ["text/plain"] = text,
        });
    }
}
