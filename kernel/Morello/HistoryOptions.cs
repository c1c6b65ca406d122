namespace FlexCap.Morello;

/// <summary>How much a recording may cost. Stepping back restores a snapshot and executes forward from it, so it takes at most the time of <see cref="Spacing"/> instructions.</summary>
public sealed record HistoryOptions
{
    /// <summary>Instructions between two snapshots at first. Each time that the limits are reached every second snapshot is dropped and the spacing doubles.</summary>
    public long Spacing { get; init; } = 100_000;

    /// <summary>Most snapshots to keep, at least 2.</summary>
    public int MaximumSnapshots { get; init; } = 512;

    /// <summary>Most bytes of host memory that the pages of the snapshots may take; two snapshots are kept whatever they take.</summary>
    public long MaximumBytes { get; init; } = 512L << 20;
}

/// <summary>What a recording holds.</summary>
/// <param name="Start">Instructions retired where it begins: the earliest point that can be gone back to.</param>
/// <param name="End">Instructions retired at the latest point reached so far.</param>
/// <param name="Snapshots">Snapshots kept.</param>
/// <param name="Bytes">Bytes of host memory that their pages take.</param>
/// <param name="Spacing">Instructions between two snapshots now.</param>
public readonly record struct HistoryState(long Start, long End, int Snapshots, long Bytes, long Spacing);
