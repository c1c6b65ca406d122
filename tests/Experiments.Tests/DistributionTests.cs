using CsCheck;

namespace FlexCap.Experiments.Tests;

public class DistributionTests
{
    [Fact]
    public void Warm_up_counts_for_everything_but_hot()
    {
        var d = Distribution.Of([90, 80, 10, 12, 11], warmUp: 2);
        Assert.Equal(new Distribution(5, First: 90, Min: 10, Median: 12, Max: 90, Hot: 11), d);
    }

    [Fact]
    public void With_fewer_observations_than_warm_up_all_are_hot() =>
        Assert.Equal(5, Distribution.Of([5, 7], warmUp: 10).Hot);

    [Fact]
    public void Nothing_cannot_be_summarised() =>
        Assert.Throws<ArgumentException>(() => Distribution.Of([], 0));

    [Fact]
    public void Every_value_was_observed_and_they_are_in_order() =>
        Gen.Select(Gen.Long[0, 1000].List[1, 30], Gen.Int[0, 40]).Sample((values, warmUp) =>
        {
            var d = Distribution.Of(values, warmUp);
            return d.Min <= d.Median && d.Median <= d.Max
                && new[] { d.First, d.Min, d.Median, d.Max, d.Hot }.All(values.Contains)
                && (values.Count <= warmUp || values.Skip(warmUp).Contains(d.Hot));
        });
}
