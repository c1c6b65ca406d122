using FlexCap.Morello.Conformance;

namespace FlexCap.Conformance.Tests;

/// <summary>The ISA suite of the Sail model, run without its harness.</summary>
public sealed class VectorTests(ITestOutputHelper output)
{
    // All of them. It never goes down.
    private const int Floor = 2322;

    private static readonly Lazy<Dictionary<string, ConformanceVector>> s_vectors = new(() =>
        ConformanceVectorReader.Read(SharedData.Require("isa/vectors-open.jsonl.gz")).ToDictionary(vector => vector.Name, StringComparer.Ordinal));

    public static TheoryData<string> Smoke()
    {
        var names = new TheoryData<string>();
        if (SharedData.Find("isa/vectors-smoke.txt") is { } path)
        {
            foreach (var name in File.ReadLines(path).Where(line => line.Length > 0))
            {
                names.Add(name);
            }
        }
        else
        {
            names.Add(string.Empty);
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Smoke))]
    public void Smoke_vector_ends_as_the_model_says(string name)
    {
        SharedData.Require("isa/vectors-smoke.txt");
        var result = ConformanceRunner.Run(s_vectors.Value[name]);
        Assert.SkipWhen(result.Outcome == ConformanceOutcome.Skipped, result.Message);
        Assert.True(result.Outcome == ConformanceOutcome.Passed, result.Message);
    }

    [Fact]
    public void All_vectors_end_as_the_model_says()
    {
        var results = s_vectors.Value.Values
            .Select(ConformanceRunner.Run)
            .ToList();
        var passed = results.Count(result => result.Outcome == ConformanceOutcome.Passed);
        foreach (var missing in results.Where(result => result.Outcome == ConformanceOutcome.Skipped)
            .GroupBy(result => result.Message, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            output.WriteLine($"skipped {missing.Count()}: {missing.Key}");
        }

        var failed = results.Where(result => result.Outcome == ConformanceOutcome.Failed).ToList();
        foreach (var failure in failed)
        {
            output.WriteLine($"FAILED {failure.Name}: {failure.Message}");
        }

        output.WriteLine($"{passed} passed, {failed.Count} failed, {results.Count - passed - failed.Count} skipped of {results.Count}");
        Assert.True(passed >= Floor, $"{passed} of {results.Count} vectors pass, fewer than {Floor}");
        Assert.Empty(failed);
    }
}
