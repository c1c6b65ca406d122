using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Memory consumption as rows and bars.</summary>
internal static class MemoryUseText
{
    private static readonly (string Name, string Colour)[] Parts =
    [
        ("code", Drawing.Palette[0]), ("read-only data", "#7aa0d4"), ("data", Drawing.Palette[2]), ("zeroed data", "#93c9a1"), ("heap", "#d8c46a"), ("stacks", Drawing.Palette[3]),
        ("tables", Drawing.Trusted), ("shared", Drawing.Shared), ("alignment", "#d5dae0"), ("bounds", "#e9a3a7"),
    ];

    public static Grid Rows(MemoryUse use)
    {
        var hasHeaps = use.Rows.Any(r => r.HeapInUse is not null);
        var grid = Columns("owner", hasHeaps);
        foreach (var row in use.Rows)
        {
            grid.Add([row.Owner, .. row.Parts.Append(row.Total).Select(ViewText.Number), .. hasHeaps ? new[] { row.HeapInUse, row.HeapPeak, row.HeapFree }.Select(h => h is { } bytes ? ViewText.Number(bytes) : "") : []]);
        }

        grid.Add(["total", .. Sums(use).Append(use.Total).Select(ViewText.Number), .. hasHeaps ? ["", "", ""] : Array.Empty<string>()]);
        return grid;
    }

    public static Grid Rows(MemoryComparison comparison)
    {
        var grid = Columns("configuration", false);
        foreach (var (label, use) in comparison.Images)
        {
            grid.Add([label, .. Sums(use).Append(use.Total).Select(ViewText.Number)]);
        }

        return grid;
    }

    public static string ToSvg(MemoryUse use) => BarPicture.Draw(
        use.Title, $"{Text.Size(use.Total)} in all. Alignment and bounds are padding: for pages, and so that bounds are representable.", Parts, [.. use.Rows.Select(r => (r.Owner, r.Parts))]);

    public static string ToSvg(MemoryComparison comparison) => BarPicture.Draw(
        comparison.Title, "Alignment and bounds are padding: for pages, and so that bounds are representable.", Parts, [.. comparison.Images.Select(i => (i.Key, Sums(i.Value)))]);

    private static IReadOnlyList<ulong> Sums(MemoryUse use) =>
        [.. Enumerable.Range(0, Parts.Length).Select(i => use.Rows.Aggregate(0UL, (sum, row) => sum + row.Parts[i]))];

    private static Grid Columns(string first, bool hasHeaps) =>
        new([(first, false), .. Parts.Select(p => (p.Name, true)), ("total", true), .. hasHeaps ? [("heap in use", true), ("heap peak", true), ("heap free", true)] : Array.Empty<(string, bool)>()]);
}
