using FlexCap.Experiments.Data;

namespace FlexCap.PaperFigures.Tests;

/// <summary>The figure drawn from a real run.</summary>
public class Figure6Tests
{
    private static readonly Lazy<PaperFigureResult> Shared = new(() => new Plos23.Figure6().Draw());

    [Fact]
    public void Every_claim_holds() => Assert.All(Shared.Value.Claims, c => Assert.True(c.Holds, $"{c.Text} {c.Evidence}"));

    [Fact]
    public void It_draws_the_published_cycles_ours_and_our_instructions()
    {
        var table = Shared.Value.Chart.ToTable();
        var kinds = table["kind"].Values.Zip(table["unit"].Values, table["value"].Values)
            .GroupBy(v => ((string)v.First!, (string)v.Second!), v => (double)v.Third!)
            .ToDictionary(g => g.Key, g => g.ToList());
        Assert.Equal(PublishedData.Plos23Figure6.Sum(r => r.HotCycles + r.ColdCycles), kinds[("published", "cycles")].Sum());
        Assert.Equal(6, kinds[("modelled", "cycles")].Count);
        Assert.Equal(6, kinds[("measured", "instructions")].Count);
        Assert.Equal(3, kinds.Count);
    }
}
