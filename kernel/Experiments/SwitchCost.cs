using FlexCap.Experiments.Internal;
using FlexCap.FlexOS;

namespace FlexCap.Experiments;

/// <summary>
/// What does a call into another compartment cost? Boots one configuration twice, with every compartment isolated by
/// <see cref="Mechanism.Function"/> and by <see cref="Mechanism.Morello"/>, and measures the application's marked call
/// in both; the isolated call is divided into the six segments of PLOS'23 Figure 6.
/// </summary>
public static class SwitchCost
{
    /// <summary>Name in progress reports and results.</summary>
    public const string Name = "switch-cost";

    private const ulong InstructionBytes = 4;

    private static readonly Mechanism[] Mechanisms = [Mechanism.Function, Mechanism.Morello];

    /// <summary>Runs the experiment.</summary>
    /// <param name="configuration">
    /// What to boot; the mechanisms it names are replaced. Its application marks one call with the symbols
    /// <c>flexos_microbenchmark_call_start</c> and <c>flexos_microbenchmark_call_end</c>.
    /// </param>
    /// <param name="options">Choices about the runs.</param>
    /// <param name="progress">Told of every step.</param>
    /// <param name="cancellation">Stops the experiment with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="Diagnostics.InputException">The configuration cannot be linked, has no marked call (FX0710), does not run to its end (FX0711), or its call does not cross compartments (FX0712).</exception>
    public static SwitchCostResult Run(
        Configuration configuration, ExperimentOptions? options = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        options ??= ExperimentOptions.Default;
        var runs = Runner.ForEach(
            Name, Mechanisms, m => $"{configuration.Name} ({m.Label()})",
            (mechanism, report) => RunOne(configuration.With(mechanism).Check(), options, report, cancellation),
            options, progress, cancellation);
        return new SwitchCostResult([.. runs.Select(r => r.Call)], runs[^1].Segments);
    }

    /// <summary>One run: the marked call, and its switch by segment where there is one.</summary>
    internal static MechanismCostRow RunOne(Plan plan, ExperimentOptions options, Action<string> report, CancellationToken cancellation)
    {
        var configuration = plan.Configuration;
        var (mechanism, gate) = (configuration.Compartments[0].Mechanism, configuration.Compartments[0].Gate);
        report("link");
        var image = plan.Link();
        report("run");
        var machine = image.Load(options.Machine);
        var calls = new CallRecorder();
        var switches = new SwitchRecorder(() => calls.InCall);
        calls.Attach(machine);
        switches.Attach(machine.Machine, image.Gates);
        var result = Runner.RunToEnd(machine, options, cancellation);
        var measurement = Measurement.Of(image, result, options.Machine);
        if (calls.Calls.Count == 0 || (mechanism != Mechanism.Function && switches.Samples.Count == 0))
        {
            throw Failure.Of(
                configuration, "FX0712",
                $"the marked call of '{configuration.Application}' was never made, or does not cross compartments",
                "Put the called library into another compartment than the application.");
        }

        return new MechanismCostRow(
            new CallCost(mechanism, measurement, Summarise(calls.Calls, options)) { Gate = gate },
            [.. SwitchSegments.All.Where(_ => switches.Samples.Count > 0).Select(SegmentOf)],
            GateBytes(image));

        SegmentCost SegmentOf(SwitchSegment segment) =>
            new(segment, Summarise([.. switches.Samples.Select(s => s.Segments[(int)segment])], options));
    }

    // The gate is a copy of a template: all gates of one kind are of one size, and one that copies arguments on the stack is larger.
    private static long GateBytes(Image image) =>
        image.Gates.Where(g => g.Gate.Mechanism != Mechanism.Function).Select(g => (long)(g.End + InstructionBytes - g.Start)).DefaultIfEmpty(0).Min();

    private static CostSummary Summarise(IReadOnlyList<Cost> costs, ExperimentOptions options) => CostSummary.Of(costs, options.WarmUp);
}
