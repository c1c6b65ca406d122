using FlexCap.Morello;

namespace FlexCap.Experiments;

/// <summary>Choices that every experiment has.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The defaults.</summary>
    public static ExperimentOptions Default { get; } = new();

    /// <summary>How the machines run.</summary>
    public MachineOptions Machine { get; init; } = new();

    /// <summary>Calls at the beginning of a run that do not count as hot; at least 0.</summary>
    public int WarmUp { get; init; } = 10;

    /// <summary>Instruction budget of each run.</summary>
    public long MaxInstructions { get; init; } = 1_000_000_000;

    /// <summary>Machines that run at the same time; at least 1. Results do not depend on it.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;
}
