using System.Globalization;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>A trusted computing base as rows and bars.</summary>
internal static class TrustedBaseText
{
    public static string ToText(TrustedBase view)
    {
        var trust = new Grid(("compartment", false), ("trusted base", true), ("own code", true), ("others' code", true), ("trusts (bytes)", true), ("instructions", true));
        foreach (var compartment in view.Compartments)
        {
            trust.Add(compartment.Name, ViewText.Number(compartment.TrustedBytes), ViewText.Number(compartment.OwnBytes), ViewText.Number(compartment.OthersBytes), ViewText.Number(compartment.Bytes), ViewText.Number(compartment.Bytes / 4));
        }

        var lines = view.SourceLines is { } count ? $", {count.ToString(CultureInfo.InvariantCulture)} source lines" : "";
        return $"{view.Title}: {ViewText.Number(view.CodeBytes)} bytes of code, {ViewText.Number(view.Instructions)} instructions{lines}\n{Parts(view).ToText()}\nwhat each compartment trusts, in bytes of code\n{trust.ToText()}";
    }

    public static Grid Parts(TrustedBase view)
    {
        var grid = new Grid(("in", false), ("part", false), ("code bytes", true), ("instructions", true), ("read-only bytes", true), ("data bytes", true), ("source lines", true));
        foreach (var part in view.Parts)
        {
            grid.Add(view.Image.CompartmentName(part.Compartment), part.Name, ViewText.Number(part.CodeBytes), ViewText.Number(part.Instructions), ViewText.Number(part.ReadOnlyBytes),
                ViewText.Number(part.DataBytes), part.SourceLines?.ToString(CultureInfo.InvariantCulture) ?? "");
        }

        return grid;
    }

    public static string ToSvg(TrustedBase view) => BarPicture.Draw(
        view.Title, $"Code that each compartment has to trust, in bytes. The trusted base has {ViewText.Number(view.Instructions)} instructions.",
        [("trusted base", Drawing.Trusted), ("own code", Drawing.Palette[0]), ("other compartments' code", Drawing.Danger)],
        [.. view.Compartments.Select(c => (c.Name, (IReadOnlyList<ulong>)[c.TrustedBytes, c.OwnBytes, c.OthersBytes]))]);
}
