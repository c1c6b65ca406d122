using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Gates;

/// <summary>Three compartments of which the first and the second overlap, and the second and the third: app-flexos-path.</summary>
public sealed class PathTests
{
    internal const string Path = """
        name: flexos-path
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
          - {name: comp3, mechanism: morello}
        libraries:
          flexos-path-middle: {compartment: comp2}
          flexos-path-end: {compartment: comp3}
        """;

    private static RunResult Run(Configuration configuration)
    {
        var result = configuration.Boot().Run(100_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        Assert.DoesNotContain("FAILED", result.Console, StringComparison.Ordinal);
        Assert.Equal(10, result.Console.Split(": ok\n").Length - 1);
        return result;
    }

    public static TheoryData<string> Bounded => [.. MechanismNames.All.Where(m => m is not ("function" or "page-table" or "morello/shared-stack"))];

    [Theory]
    [MemberData(nameof(Bounded))]
    public void Data_goes_along_the_path_and_nobody_reaches_beyond_his_neighbour(string mechanism)
    {
        var console = Run(Configuration.Parse(Path).WithMechanism(mechanism)).Console;
        Assert.Contains("the end finds it in its own region", console, StringComparison.Ordinal);
        string[] reads = ["the middle reads the first's shared variable", "the middle reads its own shared variable", "the end reads the middle's shared variable"];
        string[] faults = ["the end cannot read the first's shared variable", "the first cannot read the middle's shared variable", "the middle cannot read the first's own variable"];
        Assert.All([.. reads, .. faults], line => Assert.Contains($"path: {line}\n", console, StringComparison.Ordinal));
    }

    [Fact]
    public void With_pages_all_three_share_one_region()
    {
        var console = Run(Configuration.Parse(Path).WithMechanism("page-table")).Console;
        Assert.Contains("the end finds it in place", console, StringComparison.Ordinal);
        Assert.Contains("path: the end reads the first's shared variable\n", console, StringComparison.Ordinal);
        Assert.Contains("path: the middle cannot read the first's own variable\n", console, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_isolation_the_program_is_the_same() =>
        Assert.DoesNotContain("cannot read", Run(Configuration.Parse(Path).WithMechanism("function")).Console, StringComparison.Ordinal);

    [Fact]
    public void The_plan_says_who_overlaps_with_whom_and_who_reaches_which_variable()
    {
        var plan = Configuration.Parse(Path).Check();
        var sharing = plan.Explain().About(FindingTopic.Sharing).ToList();
        Assert.Contains(sharing, f => f.Id == "sharing/comp1/comp2" && f.Reasons.Any(r => r.Contains("comp1 | comp2 | comp3", StringComparison.Ordinal)));
        Assert.Contains(sharing, f => f.Id == "sharing/comp2/comp3");
        var reach = plan.Reach().Compartments;
        string Variables(int id) => string.Join('\n', reach[id].Regions.Where(r => r.Owner == "shared").Select(r => r.Why));
        Assert.Contains("path_first_number", Variables(0), StringComparison.Ordinal);
        Assert.DoesNotContain("path_middle_number", Variables(0), StringComparison.Ordinal);
        Assert.Contains("path_first_number", Variables(1), StringComparison.Ordinal);
        Assert.Contains("path_middle_number", Variables(1), StringComparison.Ordinal);
        Assert.DoesNotContain("path_first_number", Variables(2), StringComparison.Ordinal);
        Assert.Contains("path_middle_number", Variables(2), StringComparison.Ordinal);
        Assert.Contains("overlaps with comp1", Variables(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_heap_shared_with_a_third_is_refused_with_advice()
    {
        // The first and the third would close the path to a ring.
        var configuration = Configuration.Parse(Path + "\nedges: [{from: comp1, to: comp3, sharing: overlap}]");
        Assert.False(configuration.TryCheck(out _, out var diagnostics));
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, error =>
        {
            Assert.True(error.Id is "FX0312" or "FX0350");
            Assert.Contains("cannot overlap", error.Message, StringComparison.Ordinal);
            Assert.All(["copy", "capability", "flexos_shared_register"], way => Assert.Contains(way, error.Help, StringComparison.Ordinal));
        });
    }
}
