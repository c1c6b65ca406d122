using FlexCap.FlexOS.Internal;
using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Views;

/// <summary>What the bytes of a compartment, of the trusted base or of the shared region are for. All sizes are bytes.</summary>
/// <param name="Owner">Name of the compartment, <c>trusted base</c> or <c>shared</c>.</param>
/// <param name="Compartment">Its id, or -1.</param>
/// <param name="Code">Instructions.</param>
/// <param name="ReadOnly">Constants.</param>
/// <param name="Data">Initialised variables.</param>
/// <param name="Zeroed">Zeroed variables.</param>
/// <param name="Heap">Heap as asked for.</param>
/// <param name="Stack">Stacks.</param>
/// <param name="Tables">Capability table, boot table and other tables of the trusted base that have a region of their own.</param>
/// <param name="Shared">Data between two compartments.</param>
/// <param name="Alignment">Lost so that the next region begins on a page, or where its type wants it.</param>
/// <param name="Bounds">Lost so that bounds are representable (CHERI Concentrate) and stacks aligned: gaps, and what a heap got on top of what was asked for.</param>
public sealed record MemoryUseRow(
    string Owner, int Compartment, ulong Code, ulong ReadOnly, ulong Data, ulong Zeroed, ulong Heap, ulong Stack, ulong Tables, ulong Shared, ulong Alignment, ulong Bounds)
{
    /// <summary>Page tables of the compartments, which the trusted base builds behind the image at boot; 0 but with <c>page-table</c>.</summary>
    public ulong PageTables { get; init; }

    /// <summary>Bytes of the heap that are allocated now; null where that is not known (nothing has run, or there is no allocator).</summary>
    public ulong? HeapInUse { get; init; }

    /// <summary>The most bytes of the heap that were allocated at one time; null where that is not known.</summary>
    public ulong? HeapPeak { get; init; }

    /// <summary>Bytes of the heap that are in no block: free, or what the allocator keeps for itself. Null where that is not known.</summary>
    public ulong? HeapFree { get; init; }

    /// <summary>All of it.</summary>
    public ulong Total => Parts.Aggregate(0UL, (sum, part) => sum + part);

    /// <summary>The sizes in the order of the parameters, from <see cref="Code"/>, with <see cref="PageTables"/> behind <see cref="Tables"/>.</summary>
    internal IReadOnlyList<ulong> Parts => [Code, ReadOnly, Data, Zeroed, Heap, Stack, Tables, PageTables, Shared, Alignment, Bounds];
}

/// <summary>What every byte of an image is for; the rows add up to the image.</summary>
/// <param name="Image">The image.</param>
/// <param name="Rows">The trusted base, the compartments by id, the shared region where there is one.</param>
public sealed record MemoryUse(Image Image, IReadOnlyList<MemoryUseRow> Rows) : IView
{
    /// <summary>Bytes from the start of the image to its end, and of the page tables behind it.</summary>
    public ulong Total => Rows.Aggregate(0UL, (sum, row) => sum + row.Total);

    /// <summary>The most bytes that were allocated in each heap, added up; null where it is known of none, as before a run.</summary>
    public ulong? HeapPeak => Rows.All(r => r.HeapPeak is null) ? null : Rows.Aggregate(0UL, (sum, row) => sum + (row.HeapPeak ?? 0));

    /// <summary><see cref="Total"/> without what was never allocated of the heaps, and without heaps that have no allocator; null where <see cref="HeapPeak"/> is.</summary>
    public ulong? Needed => HeapPeak is { } peak ? Total - Rows.Aggregate(0UL, (sum, row) => sum + row.Heap) + peak : null;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Title => $"Memory of {Image.Plan.Configuration.Name}";

    /// <inheritdoc/>
    public string ToText() => $"{Title}: {Text.Size(Total)} ({ViewText.Number(Total)} bytes)\n{MemoryUseText.Rows(this).ToText()}";

    /// <inheritdoc/>
    public string ToCsv() => MemoryUseText.Rows(this).ToCsv();

    /// <inheritdoc/>
    public string ToSvg() => MemoryUseText.ToSvg(this);

    /// <summary>Several images side by side, one row for each.</summary>
    /// <param name="images">Label and image.</param>
    public static MemoryComparison Compare(IEnumerable<KeyValuePair<string, Image>> images) => Compare(images.Select(i => KeyValuePair.Create(i.Key, i.Value.MemoryUse())));

    /// <summary>Several images, or machines after their runs, side by side, one row for each.</summary>
    /// <param name="uses">Label and memory.</param>
    public static MemoryComparison Compare(IEnumerable<KeyValuePair<string, MemoryUse>> uses) => new([.. uses]);
}

/// <summary>The memory of several images side by side: what a configuration costs.</summary>
/// <param name="Images">Label and memory of each, in the order given.</param>
public sealed record MemoryComparison(IReadOnlyList<KeyValuePair<string, MemoryUse>> Images) : IView
{
    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public string Title => "Memory by configuration";

    /// <inheritdoc/>
    public string ToText() => $"{Title}, in bytes\n{MemoryUseText.Rows(this).ToText()}";

    /// <inheritdoc/>
    public string ToCsv() => MemoryUseText.Rows(this).ToCsv();

    /// <inheritdoc/>
    public string ToSvg() => MemoryUseText.ToSvg(this);
}
