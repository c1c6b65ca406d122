using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Internal.Mechanisms;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>The memory map as text.</summary>
internal static class MemoryMapTable
{
    public static string Write(Image image)
    {
        var text = new StringBuilder();
        var width = image.Regions.Max(r => r.Name.Length);
        foreach (var region in image.Regions)
        {
            text.Append(CultureInfo.InvariantCulture, $"0x{region.Start:x8}-0x{region.Start + region.Size:x8}  {Text.Size(region.Size),10}  {region.Name.PadRight(width)}  {Kind(region.Kind)}\n");
        }

        text.Append('\n');
        if (!IsolationMechanism.Of(image.Plan.Configuration).IsIsolated)
        {
            return text.Append("no isolation: every compartment reaches all of it\n").ToString();
        }

        foreach (var bounds in image.Bounds)
        {
            var name = image.CompartmentName(bounds.Compartment);
            text.Append(CultureInfo.InvariantCulture, $"0x{bounds.TextStart:x8}-0x{bounds.TextEnd:x8}  {Text.Size(bounds.TextEnd - bounds.TextStart),10}  PCC of {name}\n");
            text.Append(CultureInfo.InvariantCulture, $"0x{bounds.DataStart:x8}-0x{bounds.DataEnd:x8}  {Text.Size(bounds.DataEnd - bounds.DataStart),10}  DDC of {name}\n");
        }

        return text.ToString();
    }

    public static string Kind(RegionKind kind) => kind switch
    {
        RegionKind.Code => "code",
        RegionKind.ReadOnlyData => "read-only data",
        RegionKind.Data => "data",
        RegionKind.Heap => "heap",
        RegionKind.Stack => "stack",
        RegionKind.Shared => "shared",
        _ => "table",
    };
}
