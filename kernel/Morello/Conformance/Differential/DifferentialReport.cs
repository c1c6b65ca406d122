namespace FlexCap.Morello.Conformance;

/// <summary>What a differential run does.</summary>
public sealed record DifferentialOptions
{
    /// <summary>The emulator to compare with, one of <see cref="DifferentialTest.Oracles"/>.</summary>
    public string Oracle { get; init; } = DifferentialTest.Oracles[0];

    /// <summary>Instructions under test, those that only prepare addresses not counted. Rounded up to whole sequences.</summary>
    public long Instructions { get; init; } = 1_000_000;

    /// <summary>Decides everything that is random.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Only instructions of these classes, or with one of these texts in the name of their clause; all if empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Failures that are made small and described; the others are counted.</summary>
    public int ReportedFailures { get; init; } = 10;
}

/// <summary>A sequence that ended differently.</summary>
/// <param name="Title">Where it comes from and which instruction differs.</param>
/// <param name="Text">A description for people: initial values, the words with their instructions, what differs, and a listing for an assembler.</param>
/// <param name="Reproducer">The same for <see cref="DifferentialTest.Replay"/>.</param>
public sealed record DifferentialFailure(string Title, string Text, string Reproducer);

/// <summary>A known difference that was met.</summary>
/// <param name="Title">What differs.</param>
/// <param name="Reason">Why it stays.</param>
/// <param name="Count">Sequences in which it was met.</param>
public sealed record KnownDifferenceCount(string Title, string Reason, long Count);

/// <summary>Result of a differential run.</summary>
/// <param name="Sequences">Sequences run.</param>
/// <param name="Instructions">Instructions under test in them.</param>
/// <param name="Passed">Sequences that ended alike in every register, flag, byte and tag.</param>
/// <param name="Known">Sequences that ended differently only by known differences.</param>
/// <param name="Failed">Sequences that ended differently without a known reason.</param>
/// <param name="Failures">The first failures, described; the same instruction is described once.</param>
/// <param name="KnownDifferences">The known differences that were met.</param>
/// <param name="EntriesCovered">Entries of the instruction table that were under test.</param>
public sealed record DifferentialReport(
    long Sequences, long Instructions, long Passed, long Known, long Failed,
    IReadOnlyList<DifferentialFailure> Failures, IReadOnlyList<KnownDifferenceCount> KnownDifferences, int EntriesCovered);
