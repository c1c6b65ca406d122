namespace FlexCap.FlexOS.Learning;

/// <summary>How to learn.</summary>
public sealed record LearningOptions
{
    /// <summary>Budget in instructions.</summary>
    public long MaxInstructions { get; init; } = 10_000_000_000;

    /// <summary>
    /// True to leave the interfaces of the called micro-libraries away, so that every pointer crosses as a number and what
    /// follows it is learned; <see cref="LearningResult.Compare"/> then compares.
    /// </summary>
    public bool WithoutInterfaces { get; init; }

    /// <summary>Told now and then how far the run is, on the thread of the run.</summary>
    public Action<LearningProgress>? Progress { get; init; }
}

/// <summary>How far learning is.</summary>
/// <param name="Instructions">Instructions retired; exact.</param>
/// <param name="Accesses">Accesses that were let through; exact.</param>
/// <param name="Places">Different places of accesses.</param>
public sealed record LearningProgress(long Instructions, long Accesses, int Places);
