using FlexCap.FlexOS.Internal.Explanations;
using FlexCap.FlexOS.Internal.Mechanisms;
using FlexCap.FlexOS.Tests.Gates;

namespace FlexCap.FlexOS.Tests.Explanations;

/// <summary>Modelled costs of crossings against runs that differ in one call; the model was made of other calls.</summary>
public sealed class CostModelTests
{
    private static long Instructions(Configuration configuration, ulong what, ulong repetitions) =>
        configuration.WithParameter("cost", what).WithParameter("repetitions", repetitions).Boot().Run(10_000_000, TestContext.Current.CancellationToken).Instructions;

    private static long Run(Configuration configuration, ulong what) => Instructions(configuration, what, 4) - Instructions(configuration, what, 3);

    public static TheoryData<string, string, string, int> Cases =>
    [
        .. from mechanism in new[] { "morello", "morello/hardened", "morello/exception" }
           from sharing in new[] { "overlap", "copy", "capability", "shared-register" }
           from call in new[] { ("typed_swap", 17), ("typed_large", 10), ("typed_part_written", 12), ("typed_mean", 9) }
           select (mechanism, sharing, call.Item1, call.Item2),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_model_is_within_a_fifth_of_a_run(string mechanism, string sharing, string function, int what)
    {
        var configuration = Configuration.Parse(TypedGateTests.Typed + "sharing: " + sharing).WithMechanism(mechanism);
        var measured = Run(configuration, (ulong)what) - Run(Configuration.Parse(TypedGateTests.Typed).WithMechanism(Mechanism.Function), (ulong)what);
        var gate = configuration.Check().TypedGates.Single(g => g.Gate.Function == function);
        var modelled = CrossingCosts.Of(IsolationMechanism.Of(gate.Gate), gate.Interface, gate.Sharing)!;
        var total = modelled.Instructions; // the sizes that are no numbers are 8 and 16 bytes here

        Assert.InRange(total, measured * 0.8, measured * 1.2);
    }

    [Fact]
    public void What_copies_more_costs_more_and_what_is_lent_costs_nothing_by_the_byte()
    {
        var (copy, capability) = (SharingFigures.Of(Sharing.Copy)!, SharingFigures.Of(Sharing.Capability)!);
        var input = new InterfaceArgument("p", Pass.In, ValueType.UInt64);
        var both = new InterfaceArgument("p", Pass.InOut, ValueType.UInt64);
        Assert.True(copy.Of(both).PerByte > copy.Of(input).PerByte && copy.Of(input).PerByte > 0, $"{copy.Of(both)} {copy.Of(input)}");
        Assert.True(capability.Of(input).PerByte < 0.001 && capability.Of(input).Fixed < copy.Of(input).Fixed, $"{capability.Of(input)} {copy.Of(input)}");
    }

    [Fact]
    public void An_explanation_has_the_modelled_cost_of_each_function()
    {
        var explained = Configuration.Parse(TypedGateTests.Typed + "sharing: copy").Check().Explain();
        var swap = explained.About(FindingTopic.Gate).Single(f => f.Id == "gate/comp1/comp2/typed_swap");
        var sort = explained.About(FindingTopic.Gate).Single(f => f.Id == "gate/comp1/comp2/typed_change");
        Assert.Contains("modelled", swap.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a byte", swap.Text, StringComparison.Ordinal);
        Assert.Contains("a byte", sort.Text, StringComparison.Ordinal);
        Assert.Contains(swap.Alternatives, a => a.Text.StartsWith("sharing: capability", StringComparison.Ordinal));
        var ways = explained.About(FindingTopic.Sharing).SelectMany(f => f.Alternatives).Where(a => a.Text.StartsWith("copy:", StringComparison.Ordinal)).ToList();
        Assert.All(ways, w => Assert.True(w.Instructions > 59));
    }
}
