using FlexCap.Diagnostics;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Running;

/// <summary>Faults of supervised compartments: their calls fail, they are made new, and the rest keeps running.</summary>
public class SupervisionTests
{
    private const string Yaml = """
        name: flexos-supervision
        compartments:
          - {name: app, mechanism: morello, default: true}
          - {name: crasher, mechanism: morello, on_fault: POLICY}
          - {name: relay, mechanism: morello}
        libraries:
          flexos-crasher: {compartment: crasher}
          flexos-relay: {compartment: relay}
        """;

    private static Configuration With(string policy) => Configuration.Parse(Yaml.Replace("POLICY", policy, StringComparison.Ordinal));

    private static (FlexOSMachine Machine, RunResult Run, string[] Lines) Run(Configuration configuration)
    {
        var machine = configuration.Boot();
        var run = machine.Run(2_000_000_000);
        return (machine, run, [.. run.Console.Split('\n').Where(l => l.StartsWith("supervision: ", StringComparison.Ordinal)).Select(l => l["supervision: ".Length..])]);
    }

    private static void AssertEnded(RunResult run) => Assert.True(run.Stop is StopReason.Halted { ExitCode: 0 }, $"{run.Stop}\n{run.Console}\n{string.Join('\n', run.Faults)}");

    [Fact]
    public void A_call_that_faults_fails_and_the_rest_goes_on()
    {
        var (_, run, lines) = Run(With("fail"));
        AssertEnded(run);

        // The library keeps its data: one call, then three pairs of a call that fails and one that works, then three more that fail and one that works.
        Assert.Equal(
            [
                "a call returned 8", "3 calls failed, 3 worked", "the library counts 14, its block lies at 480", "through another compartment: -13",
                "through another compartment, without a fault: 17", "out of its own call: 1000", "the library counts 17, its block lies at 720",
            ], lines);
        Assert.Equal(5, run.Faults.Count);
        Assert.All(run.Faults, f => Assert.Equal(("crasher", "flexos-crasher", 0), (f.Compartment, f.Library, f.Thread)));
        Assert.Equal("relay → crasher: flexos_crasher_call", run.Faults[3].Gate);
        Assert.Equal(Enumerable.Repeat((SupervisionEventKind.CallFailed, "crasher", -14L), 5), run.Events.Select(e => (e.Kind, e.Compartment, e.Value)));
        Assert.Equal(["app", "app", "app", "relay", "app"], run.Events.Select(e => e.Caller));
        Assert.Contains("flexos: call of compartment 1 \"crasher\" by compartment 2 \"relay\" failed on thread 0, result -14\n", run.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restarted_compartment_is_as_it_was_at_start()
    {
        var (machine, run, lines) = Run(With("restart"));
        AssertEnded(run);

        // Each fault puts count and heap back. The call out of which the last one was made has lost its frames: it fails as well.
        Assert.Equal(
            [
                "a call returned 8", "3 calls failed, 3 worked", "the library counts 8, its block lies at 0", "through another compartment: -13",
                "through another compartment, without a fault: 9", "out of its own call: -14", "the library counts 7, its block lies at 0",
            ], lines);
        Assert.Equal(5, run.Events.Count(e => e.Kind == SupervisionEventKind.Restarted));
        Assert.Equal(6, run.Events.Count(e => e.Kind == SupervisionEventKind.CallFailed));
        Assert.Equal([1L, 2, 3, 4, 5], run.Events.Where(e => e.Kind == SupervisionEventKind.Restarted).Select(e => e.Value));

        // All of its memory that it has not written since is what the image has there.
        var fresh = machine.Image.Load();
        var bounds = machine.Image.Bounds[1];
        fresh.Machine.AddBreakpoint(machine.Image.Symbols.Single(s => s.Name == "main").Address);
        fresh.Run(100_000_000);
        Assert.Equal(0, Different(fresh.Machine, machine.Machine, bounds.DataStart + (8 * 1024), bounds.DataStart + (48 * 1024)));
        Assert.Equal(0, Different(fresh.Machine, machine.Machine, bounds.DataStart + (64 * 1024), bounds.DataEnd));
        Assert.Equal(
            fresh.CapabilityTable().Entries.Where(e => e.Compartment == 1 && e.Name != "saved on the stack"),
            machine.CapabilityTable().Entries.Where(e => e.Compartment == 1 && e.Name != "saved on the stack"));
    }

    private static int Different(Machine a, Machine b, ulong start, ulong end)
    {
        var (first, second) = (new byte[end - start], new byte[end - start]);
        a.ReadMemory(start, first);
        b.ReadMemory(start, second);
        return first.Zip(second).Count(p => p.First != p.Second);
    }

    [Fact]
    public void After_so_many_restarts_a_fault_stops()
    {
        var (_, run, _) = Run(With("restart, restarts: 2"));
        Assert.Contains("flexos: compartment 1 \"crasher\" has been restarted as often as it may\nflexos: stopped by the fault, system off\n", run.Console, StringComparison.Ordinal);
        Assert.Equal(2, run.Events.Count(e => e.Kind == SupervisionEventKind.Restarted));
        Assert.Equal(3, run.Faults.Count);
    }

    [Fact]
    public void Without_supervision_the_first_fault_stops()
    {
        var (_, run, lines) = Run(With("stop"));
        Assert.Equal(["a call returned 8"], lines);
        Assert.Contains("flexos: stopped by the fault", run.Console, StringComparison.Ordinal);
        Assert.Empty(run.Events);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("restart")]
    public void Ten_thousand_faults_leave_nothing_behind(string policy)
    {
        var faults = policy == "fail" ? 10_000UL : 500;
        var (machine, run, lines) = Run(With(policy) with { Parameters = [new("faults", faults)], Compartments = [.. With(policy).Compartments.Select(c => c with { HeapSize = c.Name == "crasher" && policy == "fail" ? 4 * 1024 * 1024UL : c.HeapSize })] });
        AssertEnded(run);
        Assert.Contains($"{faults} calls failed, {faults} worked", lines);

        // Every thread status block points to the top of its stack again, but for main's own call.
        foreach (var block in machine.Image.Symbols.Where(s => s.Name == "flexos_tsb"))
        {
            var stack = machine.Image.Regions.Single(r => r.Kind == RegionKind.Stack && r.Compartment == block.Compartment);
            var bytes = new byte[8];
            machine.Machine.ReadMemory(block.Address, bytes);
            Assert.Equal(stack.Start + stack.Size, BitConverter.ToUInt64(bytes));
        }
    }

    [Fact]
    public void The_configuration_says_what_is_wrong()
    {
        static string[] Ids(string yaml) => Configuration.TryParse(yaml, "x.yaml", out _, out var diagnostics) ? [] : [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
        Assert.Equal(["FX0260"], Ids(Yaml.Replace("POLICY", "retry", StringComparison.Ordinal)));
        Assert.Equal(["FX0206"], Ids(Yaml.Replace("POLICY", "restart, restarts: -1", StringComparison.Ordinal)));
        Assert.Equal(["FX0261"], Ids(Yaml.Replace("POLICY", "fail, restarts: 3", StringComparison.Ordinal)));
        Assert.Equal(["FX0262"], Ids(Yaml.Replace("POLICY", "fail", StringComparison.Ordinal).Replace("morello", "function", StringComparison.Ordinal)));
        var configuration = With("restart, restarts: 3");
        Assert.Equal((FaultPolicy.Restart, 3), (configuration.Compartments[1].OnFault, configuration.Compartments[1].MaximumRestarts));
        Assert.Equal(configuration, Configuration.Parse(configuration.ToYaml()));
    }

    [Fact]
    public void Without_isolation_a_fault_names_the_call_all_the_same()
    {
        var run = Configuration.Parse(Yaml.Replace("POLICY", "stop", StringComparison.Ordinal)).WithMechanism(Mechanism.Function).WithParameter("kind", 2).WithParameter("faults", 0).Boot().Run(100_000_000);
        var fault = Assert.Single(run.Faults);
        Assert.Equal(("crasher", "relay → crasher: flexos_crasher_call", "flexos-crasher"), (fault.Compartment, fault.Gate, fault.Library));
        Assert.Contains("in flexos_crasher_call+0x", fault.ToString(), StringComparison.Ordinal);
    }
}
