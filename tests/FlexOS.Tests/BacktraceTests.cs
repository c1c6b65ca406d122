using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests;

/// <summary>Backtraces across gates: at every instruction of a call, and at faults.</summary>
public class BacktraceTests
{
    /// <summary>Mechanisms whose gates a backtrace passes at every instruction; with one stack for both sides it follows frame records only.</summary>
    public static TheoryData<string> Mechanisms => [.. MechanismNames.All.Where(m => m != "morello/shared-stack")];

    public static TheoryData<string> Gates => [.. MechanismNames.All.Where(m => m is not ("morello/shared-stack" or "function"))];

    // Who entered main. Where the trusted base leaves its stack for good there is nobody.
    private static string[] Outermost(string mechanism) => mechanism switch
    {
        "function" => ["ukboot_enter_function"],
        "morello" or "morello/artefact" => ["flexos_trampoline", "ukboot_enter_morello", "ukboot_main", "_start"],
        "morello/sealed-pair" => ["flexos_trampoline", "flexos_sealed_enter", "ukboot_main", "_start"],
        "morello/hardened" => ["flexos_trampoline", "flexos_hardened_enter", "ukboot_main", "_start"],
        _ => ["flexos_trampoline"],
    };

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public void Every_instruction_of_a_call_across_knows_its_callers(string mechanism)
    {
        var machine = Configurations.FirstCompartments.WithMechanism(mechanism).Boot();
        var gate = machine.Image.Gates.First(g => g.Gate.Function == "flexos_microbenchmark_increment");
        var site = gate.CallSites[0];
        machine.Machine.AddBreakpoint(site);
        Assert.Equal(new StopReason.Breakpoint(site), machine.Run().Stop);
        var callers = Outer(machine.Backtrace(), "main");
        Assert.Equal(Outermost(mechanism).Prepend("main"), callers.Select(f => f.Symbol));
        Assert.Equal("comp1", callers[0].Compartment);
        Assert.Equal("flexos-microbenchmarks", callers[0].Library);
        var (deepest, gates, steps) = (0, 0, 0);
        while (machine.Machine.Registers.Pcc.Value != site + 4)
        {
            machine.Machine.Run(1, TestContext.Current.CancellationToken);
            if (machine.Machine.Registers.Pcc.Value == site + 4)
            {
                break;
            }

            var trace = machine.Backtrace();
            var inner = trace.Frames.Count - Outer(trace, "main").Count;
            deepest = Math.Max(deepest, inner);
            Assert.True(inner is 1 or 2 or 3 or 4, trace.ToString());
            gates += trace.Frames.Count(f => f.Gate.Length != 0) == 1 ? 1 : 0;
            steps++;

            // main is entered behind its call; everything further out is as before.
            var outer = Outer(trace, "main");
            Assert.True(outer.Skip(1).SequenceEqual(callers.Skip(1)), trace.ToString());
            Assert.Equal(site + 4, outer[0].Address);
        }

        // From the gate's first instruction to its last it is on the way.
        Assert.Equal(mechanism == "function" ? (1, 0) : (3, steps), (deepest, gates));
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void Calls_back_and_forth_are_told_apart(string mechanism)
    {
        // The self-test calls a function that calls back through a gate.
        var configuration = Configuration.Parse("""
            name: flexos-selftest
            compartments: [{name: comp1, mechanism: morello, default: true}, {name: comp2, mechanism: morello}]
            libraries: {flexos-selftest: {compartment: comp2}}
            """);
        var machine = configuration.WithMechanism(mechanism).Boot();
        var deepest = FlexOS.Backtrace.Empty;
        foreach (var gate in machine.Image.Gates)
        {
            machine.Machine.AddProbe(gate.Function, _ =>
            {
                var trace = machine.Backtrace();
                if (trace.Frames.Count(f => f.Gate.Length != 0) > deepest.Frames.Count(f => f.Gate.Length != 0))
                {
                    deepest = trace;
                }
            });
        }

        machine.Run(50_000_000);
        Assert.True(deepest.Frames.Count(f => f.Gate.Length != 0) >= 3, deepest.ToString());
        Assert.Equal(Outermost(mechanism), deepest.Frames.TakeLast(Outermost(mechanism).Length).Select(f => f.Symbol));
        Assert.Contains(deepest.Frames, f => f.Symbol == "main");
        Assert.Contains("comp1 → comp2", deepest.ToString(), StringComparison.Ordinal);
        Assert.Contains("comp2 → comp1", deepest.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void A_fault_carries_the_backtrace_of_its_instruction(string mechanism)
    {
        var result = Configurations.Isolation.WithMechanism(mechanism).Boot().Run(50_000_000);
        Assert.NotEmpty(result.Faults);
        Assert.All(result.Faults, fault => Assert.True(fault.Backtrace.Frames[^1].Symbol == Outermost(mechanism)[^1], fault.Backtrace.ToString()));
        Assert.All(result.Faults, fault => Assert.Contains(fault.Backtrace.Frames, f => f.Gate == fault.Gate));
        Assert.Equal("flexos_attack_load", result.Faults[0].Backtrace.Frames[0].Symbol);
        Assert.Equal("comp2", result.Faults[0].Backtrace.Frames[0].Compartment);
    }

    [Fact]
    public void Going_back_takes_gates_and_faults_along()
    {
        var machine = Configurations.Isolation.Boot();
        machine.Machine.RecordHistory(new() { Spacing = 5000 });
        var all = machine.Run(50_000_000);
        machine.Machine.StepBack(all.Instructions - all.Faults[2].Fault.Instructions + 20);
        var back = machine.Run(1);
        Assert.Equal(2, back.Faults.Count);
        Assert.True(back.GateCounts.Sum() < all.GateCounts.Sum());
        var again = machine.Run(50_000_000);
        Assert.Equal(all.GateCounts, again.GateCounts);
        Assert.Equal(all.Faults.Select(f => f.ToString()), again.Faults.Select(f => f.ToString()));
        Assert.Equal((all.Instructions, all.Cycles, all.Console), (again.Instructions, again.Cycles, again.Console));
    }

    private static List<BacktraceFrame> Outer(Backtrace trace, string symbol)
    {
        var index = trace.Frames.ToList().FindIndex(f => f.Symbol == symbol);
        Assert.True(index >= 0, trace.ToString());
        return [.. trace.Frames.Skip(index)];
    }
}
