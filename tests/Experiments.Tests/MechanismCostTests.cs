using FlexCap.Diagnostics;
using FlexCap.Experiments.Data;
using FlexCap.FlexOS;

namespace FlexCap.Experiments.Tests;

/// <summary>Every mechanism and gate variant, on real images and the real machine.</summary>
public class MechanismCostTests
{
    private static readonly Lazy<MechanismCostResult> Shared = new(() => MechanismCost.Run());

    public static TheoryData<string> Gates => [.. MechanismNames.All.Where(m => m != "function")];

    [Fact]
    public void There_is_a_row_for_everything_that_images_can_be_built_with()
    {
        Assert.Equal(MechanismNames.All, Shared.Value.Rows.Select(r => r.Call.Name));
        Assert.Equal(MechanismNames.All, Shared.Value.Measurements.Select(m => m.Mechanism));
        Assert.Empty(Shared.Value.Refused);
        Assert.Equal(MechanismNames.All.Count, Shared.Value.Measurements.Select(m => m.Provenance.ImageHash).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void Segments_and_the_branches_at_the_ends_are_the_whole_call(string name)
    {
        var row = Shared.Value.Rows.Single(r => r.Call.Name == name);
        Assert.Equal(SwitchSegments.All, row.Segments.Select(s => s.Segment));
        Assert.Equal(row.Call.Cost.Instructions.Hot, row.Segments.Sum(s => s.Cost.Instructions.Hot) + 2);
        Assert.Equal(row.Call.Cost.Instructions.First, row.Segments.Sum(s => s.Cost.Instructions.First) + 2);
        Assert.All(row.Segments, s => Assert.True(s.Cost.Instructions.Min > 0 && s.Cost.Cycles.Min > 0, $"{s.Segment}"));
        Assert.Equal(row.Call.Cost.Instructions.Count, row.Segments[0].Cost.Instructions.Count);
    }

    [Theory]
    [MemberData(nameof(Gates))]
    public void What_probes_measure_is_what_another_call_adds_to_a_run(string name)
    {
        // Without probes: the difference of two runs, less that with function calls, whose loop is the same.
        long Added(string mechanism)
        {
            long Run(ulong repetitions) => Configurations.FirstCompartments.WithMechanism(mechanism).WithParameter("repetitions", repetitions).Boot().Run(10_000_000, TestContext.Current.CancellationToken).Instructions;
            return Run(20) - Run(19);
        }

        long Measured(string mechanism) => Shared.Value.Rows.Single(r => r.Call.Name == mechanism).Call.Cost.Instructions.Hot;
        Assert.Equal(Added(name) - Added("function"), Measured(name) - Measured("function"));
    }

    [Fact]
    public void Less_work_costs_less()
    {
        long Cost(string name) => Shared.Value.Rows.Single(r => r.Call.Name == name).Call.Cost.Instructions.Hot;
        Assert.Equal(Cost("morello"), Cost("morello/artefact"));
        Assert.Equal(
            ["function", "morello/shared-stack", "morello", "morello/sealed-pair", "morello/exception", "morello/hardened", "page-table"],
            MechanismNames.All.Where(m => m != "morello/artefact").OrderBy(Cost));
    }

    [Fact]
    public void The_table_of_segments_adds_up_to_the_calls()
    {
        var (table, calls) = (Shared.Value.SegmentTable, Shared.Value.Table);
        foreach (var (column, total) in new[] { ("measured instructions (hot)", "measured instructions (hot)"), ("modelled cycles (hot)", "modelled cycles (hot)") })
        {
            var sums = Enumerable.Range(0, table.RowCount).GroupBy(i => (string)table["mechanism"].Values[i]!).Select(g => g.Sum(i => (long)table[column].Values[i]!));
            Assert.Equal(calls[total].Values.Cast<long>(), sums);
        }
    }

    [Fact]
    public void Published_numbers_are_those_of_the_data_sets()
    {
        var table = MechanismCostResult.PublishedTable;
        Assert.Equal([352L, 924L], table["published cycles"].Values.Take(2));
        Assert.Equal(("EPT", 462L), (PublishedData.Asplos22Figure11b[3].Gate, PublishedData.Asplos22Figure11b[3].Cycles));
        Assert.Equal(2 + PublishedData.Asplos22Figure11b.Count, table.RowCount);
        Assert.All(Shared.Value.Chart.ToTable()["kind"].Values.Zip(Shared.Value.Chart.ToTable()["source"].Values), p => Assert.Equal(((string)p.Second!).Contains("doi", StringComparison.Ordinal), (string)p.First! == "published"));
    }

    [Fact]
    public void Runs_agree_to_the_last_digit_whatever_the_parallelism()
    {
        var again = MechanismCost.Run(options: new ExperimentOptions { Parallelism = 1 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Shared.Value.Tables.Select(t => t.ToCsv()), again.Tables.Select(t => t.ToCsv()));
        Assert.Equal(Shared.Value.Chart.ToSvg(), again.Chart.ToSvg());
    }

    [Fact]
    public void What_a_configuration_cannot_have_is_left_out_or_refused()
    {
        // Three compartments cannot share one stack.
        var three = CompartmentScaling.ConfigurationFor(3, Mechanism.Morello);
        var result = MechanismCost.Run(three, cancellation: TestContext.Current.CancellationToken);
        var refused = Assert.Single(result.Refused);
        Assert.Equal(("morello/shared-stack", "FX0355"), (refused.Name, refused.Diagnostics[0].Id));
        Assert.Equal(MechanismNames.All.Count - 1, result.Rows.Count);
        Assert.Equal("FX0355", Assert.Throws<InputException>(() => MechanismCost.Run(three, ["morello", "morello/shared-stack"])).Diagnostics[0].Id);
        Assert.Throws<ArgumentException>(() => MechanismCost.Run(three, []));
        Assert.ThrowsAny<ArgumentException>(() => MechanismCost.Run(three, ["mpk"]));
    }

    [Fact]
    public void They_come_in_the_order_asked_for()
    {
        var result = MechanismCost.Run(mechanisms: ["page-table", "morello"], cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["page-table", "morello"], result.ToDeedle().GetColumn<string>("mechanism").Values);
        Assert.Equal(2, result.ToDataFrame().Rows.Count);
    }
}
