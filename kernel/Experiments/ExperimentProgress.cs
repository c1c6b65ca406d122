namespace FlexCap.Experiments;

/// <summary>How far an experiment is. Reported when a step begins and when it ends, from any thread.</summary>
/// <param name="Experiment">Name of the experiment.</param>
/// <param name="Step">What the report is about, such as <c>flexos-microbenchmarks (morello): linked</c>.</param>
/// <param name="Completed">Runs that have ended.</param>
/// <param name="Total">Runs in all; at least 1.</param>
public sealed record ExperimentProgress(string Experiment, string Step, int Completed, int Total)
{
    /// <summary>Completed share of the whole, 0 to 1.</summary>
    public double Fraction => (double)Completed / Total;
}
