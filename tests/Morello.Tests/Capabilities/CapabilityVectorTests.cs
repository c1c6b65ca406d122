using FlexCap.Morello.Conformance;

namespace FlexCap.Morello.Tests.Capabilities;

/// <summary>Compares <see cref="Capability"/> with the Sail model's functions in 20,000 cases. Each test reports the first row that differs.</summary>
public sealed class CapabilityVectorTests
{
    private static readonly Lazy<IReadOnlyList<CapabilityVector>> Vectors = new(() => CapabilityVectorReader.Read(SharedData.Require("isa/capability-vectors.csv.gz")));

    public static TheoryData<string> Columns => [.. CapabilityVectorRunner.Columns];

    [Fact]
    public void The_file_is_whole()
    {
        Assert.Equal(20_000, Require().Count);
        Assert.Equal(["derived", "edge", "randexp", "random", "signflag", "smallE0"], Require().Select(vector => vector.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_result_column_is_compared() =>
        Assert.Empty(Require()[0].Values.Keys.Except(CapabilityVectorRunner.Columns).Except(["tag", "reqlen", "lib_agree"]));

    [Theory]
    [MemberData(nameof(Columns))]
    public void Column_agrees(string column)
    {
        foreach (var result in Require().Select(vector => CapabilityVectorRunner.Run(vector, column)))
        {
            Assert.True(result.Outcome == ConformanceOutcome.Passed, $"row id {result.Name}: {result.Message}");
        }
    }

    private static IReadOnlyList<CapabilityVector> Require()
    {
        SharedData.Require("isa/capability-vectors.csv.gz");
        return Vectors.Value;
    }
}
