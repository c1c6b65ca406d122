using FlexCap.Diagnostics;
using FlexCap.Experiments.Internal;
using FlexCap.FlexOS;

namespace FlexCap.Experiments;

/// <summary>
/// What does a call into another compartment cost with each mechanism and each variant of its gates? Boots one
/// configuration once for each, and measures the application's marked call, whole and by the six segments of PLOS'23 Figure 6.
/// </summary>
public static class MechanismCost
{
    /// <summary>Name in progress reports and results.</summary>
    public const string Name = "mechanism-cost";

    /// <summary>Runs the experiment.</summary>
    /// <param name="configuration">
    /// What to boot; the mechanisms it names are replaced. Its application marks one call with the symbols
    /// <c>flexos_microbenchmark_call_start</c> and <c>flexos_microbenchmark_call_end</c>.
    /// <see cref="Configurations.FirstCompartments"/> if null.
    /// </param>
    /// <param name="mechanisms">
    /// Names as in <see cref="MechanismNames.All"/>, in the order in which they are shown. If null all of them: those that the
    /// configuration cannot have are left out, and <see cref="MechanismCostResult.Refused"/> says why.
    /// </param>
    /// <param name="options">Choices about the runs.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops the experiment with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InputException">The configuration cannot have a mechanism that was asked for, or any; it has no marked call (FX0710), does not run to its end (FX0711), or its call does not cross compartments (FX0712).</exception>
    /// <exception cref="ArgumentException">A name is none of <see cref="MechanismNames.All"/>, or no name is given.</exception>
    public static MechanismCostResult Run(
        Configuration? configuration = null, IReadOnlyList<string>? mechanisms = null, ExperimentOptions? options = null,
        IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        configuration ??= Configurations.FirstCompartments;
        options ??= ExperimentOptions.Default;
        if (mechanisms is { Count: 0 })
        {
            throw new ArgumentException("There is no mechanism to measure.", nameof(mechanisms));
        }

        var plans = new List<Plan>();
        var refused = new List<RefusedMechanism>();
        foreach (var name in mechanisms ?? MechanismNames.All)
        {
            if (configuration.WithMechanism(name).TryCheck(out var plan, out var diagnostics))
            {
                plans.Add(plan!);
            }
            else
            {
                refused.Add(new RefusedMechanism(name, diagnostics));
            }
        }

        if (refused.Count > 0 && (mechanisms is not null || plans.Count == 0))
        {
            throw new InputException([.. refused.SelectMany(r => r.Diagnostics).DistinctBy(d => (d.Id, d.Location, d.Message))]);
        }

        var rows = Runner.ForEach(
            Name, plans, p => $"{configuration.Name} ({NameOf(p)})",
            (plan, report) => SwitchCost.RunOne(plan, options, report, cancellation),
            options, progress, cancellation);
        return new MechanismCostResult(rows) { Refused = refused };
    }

    private static string NameOf(Plan plan) => MechanismNames.NameOf(plan.Configuration.Compartments[0].Mechanism, plan.Configuration.Compartments[0].Gate);
}
