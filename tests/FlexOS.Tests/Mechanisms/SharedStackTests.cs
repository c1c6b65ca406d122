using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Mechanisms;

/// <summary>The gate variant with one stack for both sides.</summary>
public sealed class SharedStackTests
{
    private const string Name = "morello/shared-stack";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Both_compartments_reach_the_only_stacks(int threads)
    {
        var image = (Configurations.FirstCompartments.WithMechanism(Name) with { Threads = threads }).Check().Link();
        var stacks = Assert.Single(image.Regions, r => r is { Kind: RegionKind.Stack, Compartment: >= 0 });
        Assert.Equal((ulong)threads * Compartment.StackSize, stacks.Size);
        Assert.Equal(0UL, stacks.Start % Compartment.StackSize);
        Assert.All(image.Bounds, b => Assert.True(b.DataStart <= stacks.Start && stacks.Start + stacks.Size <= b.DataEnd));
        Assert.Equal(threads - 1, image.ThreadOf(stacks.Start + stacks.Size));
    }

    [Fact]
    public void A_call_runs_on_the_stack_of_its_caller_and_backtraces_go_through()
    {
        var machine = Configurations.FirstCompartments.WithMechanism(Name).Boot();
        var gate = machine.Image.Gates[0];
        var (outside, inside) = (0UL, 0UL);
        Backtrace? trace = null;
        machine.Machine.AddProbe(gate.Start, _ => outside = machine.Machine.Registers.Csp.Value);
        machine.Machine.AddProbe(gate.Function, _ =>
        {
            inside = machine.Machine.Registers.Csp.Value;
            trace ??= machine.Backtrace();
        });
        machine.Run(50_000_000, TestContext.Current.CancellationToken);
        Assert.Equal(48UL + 32, outside - inside);
        Assert.Equal(["comp2", "comp2", "comp1"], trace!.Frames.Take(3).Select(f => f.Compartment));
        Assert.Contains(trace.Frames, f => f is { Compartment: "comp1", Symbol: "main" });
    }

    [Fact]
    public void It_costs_less_than_any_other_variant()
    {
        long Instructions(string mechanism, ulong repetitions) => Configurations.FirstCompartments.WithMechanism(mechanism).WithParameter("repetitions", repetitions).Boot().Run(10_000_000).Instructions;
        long Cost(string mechanism) => Instructions(mechanism, 20) - Instructions(mechanism, 19);
        var cost = Cost(Name);
        Assert.All(MechanismNames.All.Where(m => m is not ("function" or Name)), m => Assert.True(cost < Cost(m), $"{m} costs no more than {cost} instructions"));
    }

    [Fact]
    public void More_than_two_compartments_with_gates_are_refused()
    {
        Assert.False(Configurations.ManyCompartments(4).WithMechanism(Name).TryCheck(out _, out var diagnostics));
        var error = Assert.Single(diagnostics, d => d.Id == "FX0355");
        Assert.Contains("one interval of data", error.Message, StringComparison.Ordinal);
        Assert.Contains("sealed-pair", error.Help, StringComparison.Ordinal);
    }
}
