using System.Runtime.InteropServices;
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

    /// <summary>Every mechanism that can fail calls. One stack is for two compartments, so there the relay is the application's.</summary>
    public static TheoryData<string> All => [.. MechanismNames.All.Where(m => m != "function")];

    private static Configuration With(string policy, string mechanism = "morello")
    {
        var yaml = Yaml.Replace("POLICY", policy, StringComparison.Ordinal);
        if (mechanism == "morello/shared-stack")
        {
            yaml = yaml.Replace("flexos-relay: {compartment: relay}", "flexos-relay: {compartment: app}", StringComparison.Ordinal);
        }

        return Configuration.Parse(yaml).WithMechanism(mechanism);
    }

    private static (FlexOSMachine Machine, RunResult Run, string[] Lines) Run(Configuration configuration)
    {
        var machine = configuration.Boot();
        var run = machine.Run(2_000_000_000);
        return (machine, run, [.. run.Console.Split('\n').Where(l => l.StartsWith("supervision: ", StringComparison.Ordinal)).Select(l => l["supervision: ".Length..])]);
    }

    private static void AssertEnded(RunResult run) => Assert.True(run.Stop is StopReason.Halted { ExitCode: 0 }, $"{run.Stop}\n{run.Console}\n{string.Join('\n', run.Faults)}");

    [Theory]
    [MemberData(nameof(All))]
    public void A_call_that_faults_fails_and_the_rest_goes_on(string mechanism)
    {
        var (_, run, lines) = Run(With("fail", mechanism));
        var relay = mechanism == "morello/shared-stack" ? "app" : "relay";
        AssertEnded(run);

        // The library keeps its data: one call, then three pairs of a call that fails and one that works, then three more that fail and one that works.
        Assert.Equal(
            [
                "a call returned 8", "3 calls failed, 3 worked", "the library counts 14, its block lies at 480", "through another compartment: -13",
                "through another compartment, without a fault: 17", "out of its own call: 986", "the library counts 17, its block lies at 720",
            ], lines);
        Assert.Equal(5, run.Faults.Count);
        Assert.All(run.Faults, f => Assert.Equal(("crasher", "flexos-crasher", 0), (f.Compartment, f.Library, f.Thread)));
        Assert.Equal($"{relay} → crasher: flexos_crasher_call", run.Faults[3].Gate);
        Assert.Equal(Enumerable.Repeat((SupervisionEventKind.CallFailed, "crasher", -14L), 5), run.Events.Select(e => (e.Kind, e.Compartment, e.Value)));
        Assert.Equal(["app", "app", "app", relay, "app"], run.Events.Select(e => e.Caller));
        Assert.Contains($"flexos: call of compartment 1 \"crasher\" by compartment {(relay == "app" ? 0 : 2)} \"{relay}\" failed on thread 0, result -14\n", run.Console, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_restarted_compartment_is_as_it_was_at_start(string mechanism)
    {
        var (machine, run, lines) = Run(With("restart", mechanism));
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

    [Theory]
    [MemberData(nameof(All))]
    public void After_so_many_restarts_a_fault_stops(string mechanism)
    {
        var (_, run, _) = Run(With("restart, restarts: 2", mechanism));
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
    [MemberData(nameof(All))]
    public void Whatever_the_callee_leaves_the_caller_goes_on_as_it_was(string mechanism)
    {
        int Failed(ulong kind)
        {
            var (_, run, lines) = Run(With("fail", mechanism).WithParameter("kind", kind).WithParameter("faults", 2));
            AssertEnded(run);
            Assert.EndsWith(" calls failed, 2 worked", lines[1], StringComparison.Ordinal);
            return lines[1][0] - '0';
        }

        Assert.Equal(2, Failed(2));
        Assert.Equal(2, Failed(3)); // in C64, where the caller's instructions are others
        Assert.Equal(mechanism is "morello/exception" or "page-table" ? 0 : 2, Failed(4)); // a return is an exception there, and a fault elsewhere
        Assert.Equal(0, Failed(5)); // its own recovery point comes first
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_callback_that_faults_fails_into_the_callee(string mechanism)
    {
        var configuration = With("stop", mechanism).WithParameter("faults", 0).WithParameter("kind", 0).WithParameter("back", 1);
        var (_, run, lines) = Run(configuration with { Compartments = [.. configuration.Compartments.Select(c => c with { OnFault = c.IsDefault ? FaultPolicy.Fail : FaultPolicy.Stop })] });
        AssertEnded(run);
        Assert.Equal("out of its own call: 986", lines[^2]);
        var failed = Assert.Single(run.Events);
        Assert.Equal((SupervisionEventKind.CallFailed, "app", "crasher"), (failed.Kind, failed.Compartment, failed.Caller));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_callback_of_a_lost_call_may_call_and_fault_again(string mechanism)
    {
        var (_, run, lines) = Run(With("restart", mechanism).WithParameter("faults", 0).WithParameter("kind", 0).WithParameter("back", 2));
        AssertEnded(run);

        // Two calls of the fresh compartment fault, each restarts it; then the call that was open all the while comes back, and only fails.
        Assert.Equal(["out of its own call: -14", "the library counts 7, its block lies at 0"], lines[^2..]);
        Assert.Equal(2, run.Events.Count(e => e.Kind == SupervisionEventKind.Restarted));
        Assert.Equal(3, run.Events.Count(e => e.Kind == SupervisionEventKind.CallFailed));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_recovery_point_outlives_a_restart_of_what_was_called(string mechanism)
    {
        var (_, run, lines) = Run(With("restart", mechanism).WithParameter("faults", 0).WithParameter("kind", 0).WithParameter("back", 3));
        AssertEnded(run);
        Assert.Equal(["out of its own call: -14", "the library counts 8, its block lies at 0"], lines[^2..]);
        Assert.Single(run.Events, e => e.Kind == SupervisionEventKind.Restarted);
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_fault_of_one_thread_and_another_inside(string mechanism, string policy)
    {
        var (_, run, lines) = Run(Configuration.Parse($$"""
            name: flexos-supervision-threads
            threads: 4
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: crasher, mechanism: morello, on_fault: {{policy}}}
            libraries:
              flexos-crasher: {compartment: crasher}
            """).WithMechanism(mechanism));
        AssertEnded(run);

        // Failing touches the faulting thread alone; after a restart the other one's call has no frames to come back to.
        string[] round = policy == "fail"
            ? ["the thread that faults -14, the one inside 4", "afterwards 9", "a fault of main's thread -14", "the thread that faults -14, the one inside 4", "afterwards 12", "a fault of main's thread -14", "the library counts 13"]
            : ["the thread that faults -14, the one inside -14", "afterwards 8", "a fault of main's thread -14", "the thread that faults -14, the one inside -14", "afterwards 8", "a fault of main's thread -14", "the library counts 7"];
        Assert.Equal(round, lines);
        Assert.Equal(policy == "fail" ? 0 : 4, run.Events.Count(e => e.Kind == SupervisionEventKind.Restarted));
    }

    public static TheoryData<string, string> Policies => [.. from mechanism in MechanismNames.All where mechanism != "function" from policy in new[] { "fail", "restart" } select (mechanism, policy)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Ten_thousand_faults_leave_nothing_behind(string mechanism, string policy)
    {
        var faults = policy == "fail" ? 10_000UL : 200;
        var supervised = With(policy, mechanism);
        var (machine, run, lines) = Run(supervised with { Parameters = [new("faults", faults)], Compartments = [.. supervised.Compartments.Select(c => c with { HeapSize = c.Name == "crasher" && policy == "fail" ? 4 * 1024 * 1024UL : c.HeapSize })] });
        AssertEnded(run);
        Assert.Contains($"{faults} calls failed, {faults} worked", lines);
        Assert.Equal(policy == "fail" ? 4096 : 202, run.Events.Count(e => e.Kind == SupervisionEventKind.CallFailed) - (policy == "fail" ? 0 : 1));

        // Every thread status block points to the top of its stack again.
        var table = machine.Image.Symbols.Single(s => s.Name == "flexos_boot_table").Address;
        foreach (var (id, _) in machine.Image.Plan.Configuration.Compartments.Index())
        {
            var words = new ulong[32];
            machine.Machine.ReadMemory(table + (8 * 32 * (1 + (ulong)id)), MemoryMarshal.AsBytes(words.AsSpan()));
            var block = new byte[8];
            machine.Machine.ReadMemory(words[12], block);
            Assert.Equal(words[7], BitConverter.ToUInt64(block));
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
