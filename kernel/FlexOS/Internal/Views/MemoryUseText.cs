using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>Memory consumption as rows and bars.</summary>
internal static class MemoryUseText
{
    private const string Note = "Alignment and bounds are padding: for pages, and so that bounds are representable.";
    private const int Heap = 4, PageTables = 7;

    private static readonly (string Name, string Colour)[] Parts =
    [
        ("code", Drawing.Palette[0]), ("read-only data", "#7aa0d4"), ("data", Drawing.Palette[2]), ("zeroed data", "#93c9a1"), ("heap", "#d8c46a"), ("stacks", Drawing.Palette[3]),
        ("tables", Drawing.Trusted), ("page tables", "#3d4552"), ("shared", Drawing.Shared), ("alignment", "#d5dae0"), ("bounds", "#e9a3a7"),
    ];

    private static readonly (string Name, string Colour) NeverUsed = ("heap never allocated", "#efe6bf");

    public static Grid Rows(MemoryUse use)
    {
        var hasHeaps = use.HeapPeak is not null;
        var shown = Shown([use]);
        var grid = Columns("owner", shown, hasHeaps ? ["heap in use", "heap peak", "heap free"] : []);
        foreach (var row in use.Rows)
        {
            grid.Add([row.Owner, .. Cells(row.Parts, shown), ViewText.Number(row.Total), .. hasHeaps ? [Cell(row.HeapInUse), Cell(row.HeapPeak), Cell(row.HeapFree)] : Array.Empty<string>()]);
        }

        grid.Add(["total", .. Cells(Sums(use), shown), ViewText.Number(use.Total), .. hasHeaps ? ["", "", ""] : Array.Empty<string>()]);
        return grid;
    }

    public static Grid Rows(MemoryComparison comparison)
    {
        var hasHeaps = comparison.Images.Any(i => i.Value.HeapPeak is not null);
        var shown = Shown([.. comparison.Images.Select(i => i.Value)]);
        var grid = Columns("configuration", shown, hasHeaps ? ["heap peak", "needed"] : []);
        foreach (var (label, use) in comparison.Images)
        {
            grid.Add([label, .. Cells(Sums(use), shown), ViewText.Number(use.Total), .. hasHeaps ? [Cell(use.HeapPeak), Cell(use.Needed)] : Array.Empty<string>()]);
        }

        return grid;
    }

    public static string ToSvg(MemoryUse use) =>
        BarPicture.Draw(use.Title, $"{Text.Size(use.Total)} in all. {Note}", Parts, [.. use.Rows.Select(r => (r.Owner, r.Parts))]);

    // Heaps are as large as was asked for, and hide the rest: a second group of bars leaves them out.
    public static string ToSvg(MemoryComparison comparison)
    {
        List<(string Name, IReadOnlyList<ulong> Bytes)> all = [.. comparison.Images.Select(i => (i.Key, Split(i.Value)))];
        return BarPicture.Draw(
            comparison.Title, comparison.Images.Any(i => i.Value.HeapPeak is not null) ? $"Heaps as after the run. {Note}" : Note, [.. Parts, NeverUsed],
            [("Everything", all), ("Without heaps", [.. all.Select(r => (r.Name, (IReadOnlyList<ulong>)[.. r.Bytes.Select((b, i) => i == Heap || i == Parts.Length ? 0 : b)]))])]);
    }

    // The parts, with what was never allocated of the heaps behind them.
    private static IReadOnlyList<ulong> Split(MemoryUse use)
    {
        var unused = use.Needed is { } needed ? use.Total - needed : 0;
        return [.. Sums(use).Select((bytes, i) => i == Heap ? bytes - unused : bytes), unused];
    }

    private static IReadOnlyList<ulong> Sums(MemoryUse use) =>
        [.. Enumerable.Range(0, Parts.Length).Select(i => use.Rows.Aggregate(0UL, (sum, row) => sum + row.Parts[i]))];

    // Page tables where there are any.
    private static List<int> Shown(IReadOnlyList<MemoryUse> uses) =>
        [.. Enumerable.Range(0, Parts.Length).Where(i => i != PageTables || uses.Any(u => u.Rows.Any(r => r.PageTables != 0)))];

    private static IEnumerable<string> Cells(IReadOnlyList<ulong> sizes, List<int> shown) => shown.Select(i => ViewText.Number(sizes[i]));

    private static string Cell(ulong? bytes) => bytes is { } known ? ViewText.Number(known) : "";

    private static Grid Columns(string first, List<int> shown, string[] last) =>
        new([(first, false), .. shown.Select(i => (Parts[i].Name, true)), ("total", true), .. last.Select(name => (name, true))]);
}
