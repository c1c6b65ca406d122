using System.Globalization;

namespace FlexCap.Cli.Tests;

/// <summary><c>flexcap trace</c>: filters by name, the same bytes each time, and what is wrong on the command line.</summary>
public class TraceTests
{
    private const string Yaml = """
        name: two
        application: flexos-microbenchmarks
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          flexos-microbenchmarks: {compartment: comp2}
        """;

    [Fact]
    public async Task The_switcher_is_seen_to_switch()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("two.yaml", Yaml);
        var file = Path.Combine(folder.Path, "trace.txt");
        string[] command = ["trace", config, "--at", "flexos_switcher_start", "--limit", "20", "-o", file];
        var outcome = await Flexcap.Run(command);
        Assert.Equal(0, outcome.ExitCode);
        var trace = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(20, trace.Split('\n').Count(line => line.Length > 0 && line[0] != ' '));
        Assert.Contains("    switch ", trace, StringComparison.Ordinal);
        Assert.Contains("(sealed lpb)", trace, StringComparison.Ordinal);
        Assert.Contains("<flexos_switcher_start+0x28>", trace, StringComparison.Ordinal);
        await Flexcap.Run(command);
        Assert.Equal(trace, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_compartment_is_chosen_by_name()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Flexcap.Run("trace", folder.Write("two.yaml", Yaml), "--compartment", "comp2", "--class", "capabilitybranch", "--limit", "3");
        Assert.Equal(0, outcome.ExitCode);
        var lines = outcome.Out.Split('\n').Where(line => line.Length > 0 && line[0] != ' ').ToList();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Contains(" c1 ", line, StringComparison.Ordinal));
        Assert.True(long.Parse(lines[0].Split(' ')[0], CultureInfo.InvariantCulture) > 1000);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Flexcap.Run("trace", folder.Write("two.yaml", Yaml), "--at", "no_such_function", "--compartment", "comp9", "--class", "cheese", "--el", "7");
        Assert.Equal(3, outcome.ExitCode);
        Assert.All(["FX0904", "FX0905", "FX0906", "FX0907"], id => Assert.Contains(id, outcome.Error, StringComparison.Ordinal));
    }
}
