using FlexCap.FlexOS;

namespace FlexCap.Experiments.Tests;

/// <summary>The whole way, with many compartments.</summary>
public class CompartmentScalingTests
{
    private static readonly Lazy<CompartmentScalingResult> Shared = new(() => CompartmentScaling.Run([2, 4, 16, 64]));

    [Fact]
    public void There_is_a_point_for_each_mechanism_and_number_in_order() =>
        Assert.Equal(
            [
                (Mechanism.Function, 2), (Mechanism.Function, 4), (Mechanism.Function, 16), (Mechanism.Function, 64),
                (Mechanism.Morello, 2), (Mechanism.Morello, 4), (Mechanism.Morello, 16), (Mechanism.Morello, 64),
            ],
            Shared.Value.Points.Select(p => (p.Mechanism, p.Compartments)));

    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void The_instructions_of_a_call_do_not_depend_on_the_number_of_compartments(Mechanism mechanism) =>
        Assert.Single(Shared.Value.Points.Where(p => p.Mechanism == mechanism).SelectMany(p => new[] { p.Cost.Instructions.Min, p.Cost.Instructions.Max }).Distinct());

    [Fact]
    public void A_switch_costs_more_than_a_function_call_at_every_number() =>
        Assert.All(
            Shared.Value.Points.Where(p => p.Mechanism == Mechanism.Morello),
            p => Assert.True(p.Cost.Instructions.Min > Shared.Value.Points.Single(f => f.Mechanism == Mechanism.Function && f.Compartments == p.Compartments).Cost.Instructions.Max));

    [Fact]
    public void Every_other_compartment_is_called_in_every_round() =>
        Assert.All(Shared.Value.Points, p =>
        {
            Assert.Equal((p.Compartments - 1) * CompartmentScaling.Rounds, p.Cost.Instructions.Count);
            Assert.Equal(p.Mechanism == Mechanism.Morello ? p.Cost.Instructions.Count : 0, p.Measurement.Switches);
            Assert.Contains($"{CompartmentScaling.Rounds} rounds over {p.Compartments - 1} instances", p.Measurement.Console, StringComparison.Ordinal);
        });

    [Fact]
    public void Memory_grows_with_the_compartments() =>
        Assert.All(
            Shared.Value.Points.GroupBy(p => p.Mechanism),
            g => Assert.Equal(g.Select(p => p.Measurement.MemoryBytes).Order(), g.Select(p => p.Measurement.MemoryBytes)));

    [Fact]
    public void Isolation_takes_less_than_a_page_of_memory_for_each_compartment() =>
        Assert.All(Shared.Value.Points, p => Assert.InRange(
            Shared.Value.IsolationBytes(p),
            p.Mechanism == Mechanism.Morello ? 1 : 0,
            p.Mechanism == Mechanism.Morello ? 4095 : 0));

    [Fact]
    public void Other_mechanisms_are_measured_beside_function_calls()
    {
        var result = CompartmentScaling.Run([2, 40], ["morello/hardened", "page-table"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["function", "function", "morello/hardened", "morello/hardened", "page-table", "page-table"], result.Points.Select(p => p.Name));
        foreach (var mechanism in result.Points.GroupBy(p => p.Name))
        {
            Assert.Single(mechanism.SelectMany(p => new[] { p.Cost.Instructions.Min, p.Cost.Instructions.Max }).Distinct());
        }

        // Page tables count: three levels of one page at least.
        Assert.True(result.IsolationBytes(result.Points[^1]) > 3 * 4096);
        Assert.Equal(["function", "morello/hardened", "page-table"], ((Charts.LinePanel)result.Chart.Panels[0]).Series.Select(s => s.Name));
        Assert.Equal(3, ((Charts.LinePanel)result.Chart.Panels[0]).Series.Select(s => s.Color).Distinct().Count());
    }

    [Fact]
    public void One_compartment_is_not_enough() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CompartmentScaling.ConfigurationFor(1, Mechanism.Morello));
}
