using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Tables;

namespace FlexCap.Experiments;

/// <summary>What every experiment gives: where its numbers come from, the numbers, and their drawing.</summary>
public interface IExperimentResult
{
    /// <summary>Name of the experiment.</summary>
    string Experiment { get; }

    /// <summary>The runs, in a fixed order.</summary>
    IReadOnlyList<Measurement> Measurements { get; }

    /// <summary>The numbers; the first table is the main one.</summary>
    IReadOnlyList<ResultTable> Tables { get; }

    /// <summary>The drawings; the first is the main one.</summary>
    IReadOnlyList<ResultChart> Charts { get; }
}
