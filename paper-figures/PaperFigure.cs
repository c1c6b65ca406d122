using FlexCap.Experiments;

namespace FlexCap.PaperFigures;

/// <summary>A figure of a paper: which configurations, which workload, what is drawn, what was published and what we claim.</summary>
public abstract class PaperFigure
{
    /// <summary>All figures, in the order of publication.</summary>
    public static IReadOnlyList<PaperFigure> All { get; } = [new Plos23.Figure6()];

    /// <summary>Name on the command line and in file names, such as <c>plos23-figure6</c>.</summary>
    public abstract string Id { get; }

    /// <summary>Paper, number and caption.</summary>
    public abstract string Title { get; }

    /// <summary>What was done, in a paragraph: configuration, workload, and how ours differs from the paper's.</summary>
    public abstract string Method { get; }

    /// <summary>The configuration that is booted, as YAML.</summary>
    public abstract string Yaml { get; }

    /// <summary>Runs the experiment and draws the figure.</summary>
    /// <exception cref="Diagnostics.InputException">The experiment cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract PaperFigureResult Draw(
        ExperimentOptions? options = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default);
}
