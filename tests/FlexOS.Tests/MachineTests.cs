using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests;

/// <summary>Images of the real micro-libraries, run to their end.</summary>
public class MachineTests
{
    private static RunResult Run(Configuration configuration) => configuration.Boot().Run(50_000_000);

    private static void AssertEnded(RunResult result) =>
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");

    [Theory]
    [InlineData(Mechanism.Function, "function")]
    [InlineData(Mechanism.Morello, "morello")]
    public void The_console_is_that_of_QEMU(Mechanism mechanism, string name)
    {
        var machine = Configurations.HelloWorld.WithMechanism(mechanism).Boot();
        var streamed = "";
        machine.ConsoleOutput += text => streamed += text;
        var result = machine.Run(50_000_000);
        AssertEnded(result);
        Assert.Equal($"flexos: 1 compartment, {name}; main in compartment 0 \"comp1\"\nHello world!\nflexos: main returned 0, system off\n", result.Console);
        Assert.Equal(result.Console, streamed);
        Assert.Empty(result.Faults);
    }

    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void Gates_are_counted(Mechanism mechanism)
    {
        var configuration = Configurations.FirstCompartments.WithMechanism(mechanism).WithParameter("repetitions", 20).WithParameter("warmup", 3);
        var machine = configuration.Boot();
        var result = machine.Run(50_000_000);
        AssertEnded(result);
        Assert.Equal([("flexos_microbenchmark_empty", 23L), ("flexos_microbenchmark_increment", 8L)], machine.Image.Gates.Zip(result.GateCounts, (g, n) => (g.Gate.Function, n)));
    }

    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void Every_instance_is_called_as_often(Mechanism mechanism)
    {
        var result = Run(Configurations.ManyCompartments(16, mechanism).WithParameter("rounds", 5));
        AssertEnded(result);
        Assert.Equal(Enumerable.Repeat(5L, 15), result.GateCounts);
        Assert.Contains("5 rounds over 15 instances", result.Console, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_across_are_as_many_with_and_without_isolation()
    {
        // The self-test calls back and forth, through pointers and as the last act of a function.
        var configuration = Configuration.Parse("""
            name: flexos-selftest
            compartments: [{name: comp1, mechanism: morello, default: true}, {name: comp2, mechanism: morello}]
            libraries: {flexos-selftest: {compartment: comp2}}
            """);
        var isolated = Run(configuration);
        AssertEnded(isolated);
        Assert.All(isolated.GateCounts, count => Assert.NotEqual(0, count));
        Assert.Equal(isolated.GateCounts, Run(configuration.WithMechanism(Mechanism.Function)).GateCounts);
    }

    [Fact]
    public void With_morello_every_attack_is_stopped_and_reported()
    {
        var machine = Configurations.Isolation.Boot();
        var result = machine.Run(50_000_000);
        AssertEnded(result);
        Assert.Contains("6 of 6 attempts stopped, the victim is intact", result.Console, StringComparison.Ordinal);
        Assert.Equal(
            [GuestFaultKind.CapabilityBounds, GuestFaultKind.CapabilityBounds, GuestFaultKind.CapabilityBounds, GuestFaultKind.CapabilityTag, GuestFaultKind.CapabilitySeal, GuestFaultKind.CapabilityPermission],
            result.Faults.Select(f => f.Fault.Kind));
        Assert.Equal([GuestAccess.Load, GuestAccess.Store, GuestAccess.Fetch, GuestAccess.Load, GuestAccess.Load, GuestAccess.Store], result.Faults.Select(f => f.Fault.Access));
        Assert.All(result.Faults, f => Assert.Equal("comp2", f.Compartment));
        Assert.Equal(
            ["load", "store", "jump", "forged", "sealed", "read_only"],
            result.Faults.Select(f => f.Gate.Replace("comp1 → comp2: flexos_attack_", "", StringComparison.Ordinal)));
        Assert.Equal("comp3 data, datum+0x0", result.Faults[0].AddressOwner);
        Assert.StartsWith("flexos_attack_load+0x", result.Faults[0].Symbol, StringComparison.Ordinal);
        Assert.StartsWith("comp3 text, private_function+0x0", result.Faults[2].AddressOwner, StringComparison.Ordinal);
        Assert.StartsWith("capability bounds fault: comp2 loaded from 0x", result.Faults[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_function_the_victim_is_compromised()
    {
        var result = Run(Configurations.Isolation.WithMechanism(Mechanism.Function));
        AssertEnded(result);
        Assert.Contains("load of the victim's data: SUCCEEDED", result.Console, StringComparison.Ordinal);
        Assert.Contains("store to the victim's data: SUCCEEDED", result.Console, StringComparison.Ordinal);
        Assert.Contains("jump into the victim's code: SUCCEEDED", result.Console, StringComparison.Ordinal);
        Assert.Contains("compromised", result.Console, StringComparison.Ordinal);
    }

    private const string Printing = """
        name: printing
        application: flexos-microbenchmarks
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
          - {name: comp3, mechanism: morello}
        libraries:
          newlib: {compartment: comp2}
          ukplat-console: {compartment: comp2}
          flexos-microbenchmarks: {compartment: comp3}
        shared_between: [comp1, comp2]
        """;

    [Fact]
    public void Shared_data_reaches_the_compartment_that_it_is_shared_with()
    {
        var result = Run(Configuration.Parse(Printing));
        AssertEnded(result);
        Assert.Contains("microbenchmark: 50 empty calls", result.Console, StringComparison.Ordinal);
        Assert.Empty(result.Faults);
    }

    [Fact]
    public void A_fault_is_laid_at_the_gate_through_which_its_compartment_was_entered()
    {
        var result = Run(Configuration.Parse(Gates.TypedGateTests.Typed + "sharing: capability").WithParameter("overrun", 1));
        var fault = result.Faults[0];
        Assert.Equal(("comp2", "comp1 → comp2: typed_overrun"), (fault.Compartment, fault.Gate));
        Assert.Equal((GuestFaultKind.CapabilityBounds, GuestAccess.Store), (fault.Fault.Kind, fault.Fault.Access));
        Assert.StartsWith("comp1 zeroed data, ", fault.AddressOwner, StringComparison.Ordinal);
        Assert.Contains("entered through the gate comp1 → comp2: typed_overrun", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_stops_and_the_machine_goes_on()
    {
        var machine = Configurations.HelloWorld.Boot();
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(100).Stop);
        AssertEnded(machine.Run(50_000_000));
    }
}
