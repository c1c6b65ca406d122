using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>The regions of an image, ascending, and the bounds of every compartment.</summary>
/// <param name="Image">The image.</param>
public sealed record MemoryMap(Image Image) : IView
{
    /// <inheritdoc/>
    public string Name => "map";

    /// <inheritdoc/>
    public string Title => $"Memory map of {Image.Plan.Configuration.Name}";

    /// <inheritdoc/>
    public string ToText() => MemoryMapTable.Write(Image);

    /// <inheritdoc/>
    public string ToSvg() => new MemoryMapPicture(Image).Draw();

    /// <inheritdoc/>
    public string ToCsv()
    {
        var grid = new Grid(("region", false), ("kind", false), ("start", true), ("end", true), ("bytes", true), ("owner", false));
        foreach (var region in Image.Regions)
        {
            var owner = region.Kind == RegionKind.Shared ? "shared" : Image.CompartmentName(region.Compartment);
            grid.Add(region.Name, MemoryMapTable.Kind(region.Kind), ViewText.Hex(region.Start), ViewText.Hex(region.Start + region.Size), ViewText.Number(region.Size), owner);
        }

        return grid.ToCsv();
    }
}
