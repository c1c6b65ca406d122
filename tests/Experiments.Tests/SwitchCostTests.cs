using System.Collections.Concurrent;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.Experiments.Tests;

/// <summary>The whole way, on real images and the real machine.</summary>
public class SwitchCostTests
{
    private const string Yaml = """
        name: micro
        application: flexos-microbenchmarks
        compartments:
          - { name: comp1, mechanism: morello, default: true }
          - { name: comp2, mechanism: morello }
        libraries:
          newlib: { compartment: comp1 }
          flexos-microbenchmarks: { compartment: comp2 }
        parameters: { repetitions: 50 }
        """;

    private static readonly Lazy<SwitchCostResult> Shared = new(() => SwitchCost.Run(Configuration.Parse(Yaml)));

    [Fact]
    public void The_segments_and_the_branches_at_their_ends_are_the_whole_call()
    {
        // BL into the gate before the first segment, and the gate's RET after the last one.
        var segments = Shared.Value.Segments;
        var call = Shared.Value.Calls[1].Cost;
        Assert.Equal(SwitchSegments.All, segments.Select(s => s.Segment));
        Assert.Equal(call.Instructions.Hot, segments.Sum(s => s.Cost.Instructions.Hot) + 2);
        Assert.Equal(call.Instructions.First, segments.Sum(s => s.Cost.Instructions.First) + 2);
        Assert.True(call.Cycles.Hot > segments.Sum(s => s.Cost.Cycles.Hot));
        Assert.All(segments, s => Assert.True(s.Cost.Instructions.Min > 0 && s.Cost.Cycles.Min > 0));
    }

    [Fact]
    public void One_instruction_leaves_the_caller() =>
        Assert.Equal(new Distribution(50, 1, 1, 1, 1, 1), Shared.Value.Segments[(int)SwitchSegment.UnsealAndBranch].Cost.Instructions);

    [Fact]
    public void A_function_call_is_cheaper_than_a_switch()
    {
        var (function, morello) = (Shared.Value.Calls[0], Shared.Value.Calls[1]);
        Assert.Equal((Mechanism.Function, Mechanism.Morello), (function.Mechanism, morello.Mechanism));
        Assert.True(function.Cost.Instructions.Max < morello.Cost.Instructions.Min);
        Assert.True(function.Cost.Cycles.Max < morello.Cost.Cycles.Min);
    }

    [Fact]
    public void Every_switch_executes_the_same_instructions() =>
        Assert.All(Shared.Value.Segments, s => Assert.Equal(s.Cost.Instructions.Min, s.Cost.Instructions.Max));

    [Fact]
    public void Runs_agree_to_the_last_digit_whatever_the_parallelism()
    {
        var again = SwitchCost.Run(Configuration.Parse(Yaml), new ExperimentOptions { Parallelism = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Shared.Value.Tables.Select(t => t.ToCsv()), again.Tables.Select(t => t.ToCsv()));
        Assert.Equal(Shared.Value.Charts.Select(c => c.ToSvg()), again.Charts.Select(c => c.ToSvg()));
    }

    [Fact]
    public void Measuring_does_not_change_what_is_measured()
    {
        var plain = Configuration.Parse(Yaml).Boot().Run(cancellation: TestContext.Current.CancellationToken);
        var measured = Shared.Value.Calls[1].Measurement;
        Assert.Equal((plain.Instructions, plain.Cycles, plain.Console), (measured.Instructions, measured.Cycles, measured.Console));
        Assert.Equal(plain.GateCounts.Sum(), measured.Switches);
        Assert.Contains("50 empty calls", measured.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameter_decides_how_often_the_call_is_made()
    {
        var result = SwitchCost.Run(Configuration.Parse(Yaml.Replace("repetitions: 50", "repetitions: 7", StringComparison.Ordinal)), cancellation: TestContext.Current.CancellationToken);
        Assert.All(result.Calls, c => Assert.Equal(7, c.Cost.Instructions.Count));
        Assert.All(result.Segments, s => Assert.Equal(7, s.Cost.Instructions.Count));
        Assert.Equal(Shared.Value.Segments.Select(s => s.Cost.Instructions.Hot), result.Segments.Select(s => s.Cost.Instructions.Hot));
    }

    [Fact]
    public void A_measurement_says_what_it_came_from()
    {
        var (function, morello) = (Shared.Value.Calls[0].Measurement, Shared.Value.Calls[1].Measurement);
        Assert.Equal(("micro", "virt", "simple"), (morello.Provenance.Configuration, morello.Provenance.MachineProfile, morello.Provenance.TimingModel));
        Assert.Equal([new("repetitions", 50UL)], morello.Provenance.Parameters);
        Assert.Matches("^[0-9a-f]{64}$", morello.Provenance.ImageHash);
        Assert.Matches("^[0-9a-f]{64}$", morello.Provenance.ConfigurationHash);
        Assert.NotEqual(function.Provenance.ImageHash, morello.Provenance.ImageHash);
        Assert.NotEqual(function.Provenance.ConfigurationHash, morello.Provenance.ConfigurationHash);
        Assert.Equal(("morello", 2, 0L), (morello.Mechanism, morello.Compartments, morello.Faults));
        Assert.Equal(0, function.Switches);
    }

    [Fact]
    public void An_application_without_marks_is_an_input_error() =>
        Assert.Equal("FX0710", IdOf(() => SwitchCost.Run(Configuration.Parse("""
            name: hello
            application: helloworld
            compartments: [{ name: comp1, mechanism: morello, default: true }]
            """))));

    [Fact]
    public void A_call_inside_one_compartment_is_an_input_error() =>
        Assert.Equal("FX0712", IdOf(() => SwitchCost.Run(Configuration.Parse("""
            name: alone
            application: flexos-microbenchmarks
            compartments: [{ name: comp1, mechanism: morello, default: true }]
            """))));

    [Fact]
    public void A_run_that_does_not_end_is_an_input_error() =>
        Assert.Equal("FX0711", IdOf(() => SwitchCost.Run(Configuration.Parse(Yaml), new ExperimentOptions { MaxInstructions = 1000 })));

    [Fact]
    public void It_can_be_cancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => SwitchCost.Run(Configuration.Parse(Yaml), cancellation: new CancellationToken(canceled: true)));

    [Fact]
    public void It_can_be_cancelled_while_machines_run()
    {
        using var source = new CancellationTokenSource();
        var endless = Configuration.Parse(Yaml.Replace("repetitions: 50", "repetitions: 1000000000", StringComparison.Ordinal));
        var options = new ExperimentOptions { MaxInstructions = long.MaxValue };
        Assert.ThrowsAny<OperationCanceledException>(() => SwitchCost.Run(endless, options, new CancelAtRun(source), source.Token));
    }

    [Fact]
    public void Progress_ends_with_everything_done()
    {
        var reports = new Reports();
        SwitchCost.Run(Configuration.Parse(Yaml), progress: reports, cancellation: TestContext.Current.CancellationToken);
        Assert.All(reports.All, r => Assert.Equal((SwitchCost.Name, 2), (r.Experiment, r.Total)));
        Assert.Equal([1, 2], reports.All.Where(r => r.Step.EndsWith(": done", StringComparison.Ordinal)).Select(r => r.Completed).Order());
        Assert.Contains(reports.All, r => r.Step == "micro (morello): run");
    }

    private static string IdOf(Action action) => Assert.Throws<InputException>(action).Diagnostics[0].Id;

    private sealed class CancelAtRun(CancellationTokenSource source) : IProgress<ExperimentProgress>
    {
        // The machines are about to run: let them get going first.
        public void Report(ExperimentProgress value)
        {
            if (value.Step.EndsWith(": run", StringComparison.Ordinal))
            {
                source.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private sealed class Reports : IProgress<ExperimentProgress>
    {
        public ConcurrentQueue<ExperimentProgress> All { get; } = new();

        public void Report(ExperimentProgress value) => All.Enqueue(value);
    }
}
