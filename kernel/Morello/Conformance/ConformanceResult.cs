namespace FlexCap.Morello.Conformance;

/// <summary>How a vector ended.</summary>
public enum ConformanceOutcome
{
    /// <summary>Everything that the vector says holds.</summary>
    Passed,

    /// <summary>Something differs.</summary>
    Failed,

    /// <summary>An instruction of the test is not in the instruction table.</summary>
    Skipped,
}

/// <summary>Result of one vector.</summary>
/// <param name="Name">Name of the vector.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">What differs first, or which instruction is missing; empty if it passed.</param>
/// <param name="Instructions">Instructions retired.</param>
public sealed record ConformanceResult(string Name, ConformanceOutcome Outcome, string Message, long Instructions);
