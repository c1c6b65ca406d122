using System.Text.Json;
using FlexCap.FlexOS;

namespace FlexCap.Cli.Tests;

public class ConfigurationsTests
{
    [Fact]
    public async Task Every_shipped_configuration_is_listed_with_a_description_and_can_be_printed()
    {
        var list = await Flexcap.Run("configurations");
        Assert.All(Configurations.Descriptions, d =>
        {
            Assert.NotEmpty(d.Value);
            Assert.Contains(d.Key, list.Out, StringComparison.Ordinal);
        });

        var one = await Flexcap.Run("configurations", "microbenchmark");
        Assert.Equal(Configurations.Read("microbenchmark"), one.Out);
        Assert.NotEqual(ExitCode.Success, (await Flexcap.Run("configurations", "nothing")).ExitCode);
    }

    [Fact]
    public async Task A_shipped_configuration_is_taken_by_its_name()
    {
        var outcome = await Flexcap.Run("check", "first-compartments");
        Assert.Equal(ExitCode.Success, outcome.ExitCode);

        var wrong = await Flexcap.Run("check", "first-compartmens");
        Assert.NotEqual(ExitCode.Success, wrong.ExitCode);
        Assert.Contains("Did you mean 'first-compartments'?", wrong.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scaling_prints_a_row_for_each_point_and_writes_chart_and_table()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Flexcap.Run("scaling", "-n", "2,5", "-o", folder.Path);

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        var csv = await File.ReadAllTextAsync(Path.Combine(folder.Path, "compartment-scaling.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(5, csv.TrimEnd('\n').Split('\n').Length);
        Assert.StartsWith("<svg", (await File.ReadAllTextAsync(Path.Combine(folder.Path, "compartment-scaling.svg"), TestContext.Current.CancellationToken)).TrimStart(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Flexcap.Run("scaling", "-n", "5,2")).ExitCode);
    }

    [Fact]
    public async Task Memory_of_several_configurations_is_compared()
    {
        using var folder = new TemporaryFolder();
        var mechanisms = await Flexcap.Run("memory", "first-compartments", "-m", "function,morello,page-table", "--format", "csv");
        Assert.Equal(ExitCode.Success, mechanisms.ExitCode);
        Assert.Equal(["configuration", "function", "morello", "page-table"], mechanisms.Out.TrimEnd('\n').Split('\n').Select(l => l.Split(',')[0]));

        var path = Path.Combine(folder.Path, "memory.svg");
        var files = await Flexcap.Run("memory", "first-compartments", "isolation", "--run", "--format", "svg", "-o", path);
        Assert.Equal(ExitCode.Success, files.ExitCode);
        var svg = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains(">first-compartments<", svg, StringComparison.Ordinal);
        Assert.Contains(">isolation<", svg, StringComparison.Ordinal);

        var both = await Flexcap.Run("memory", "first-compartments", "isolation", "-m", "function,morello", "--format", "csv");
        Assert.Contains("\n\"isolation, morello\",", both.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mechanisms_are_compared_by_name()
    {
        using var folder = new TemporaryFolder();
        var outcome = await Flexcap.Run("cost", "-m", "function,morello/hardened", "-o", folder.Path);
        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.Contains("Switcher and trampoline", outcome.Out, StringComparison.Ordinal);
        var csv = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "mechanism-cost.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(["mechanism", "function", "morello/hardened"], csv.Select(l => l.Split(',')[0]));
        Assert.Contains("morello/hardened", await File.ReadAllTextAsync(Path.Combine(folder.Path, "mechanism-cost-runs.csv"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Flexcap.Run("cost", "-m", "mpk")).ExitCode);
        var many = await Flexcap.Run("cost", "many-compartments");
        Assert.Equal(ExitCode.Success, many.ExitCode);
        Assert.Contains("not with morello/shared-stack", many.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_explains_and_compares()
    {
        using var folder = new TemporaryFolder();
        var (first, isolation) = (folder.Write("a.yaml", Configurations.Read("first-compartments")), folder.Write("b.yaml", Configurations.Read("isolation")));

        var text = await Flexcap.Run("check", first, "--explain", "--compare", isolation);
        Assert.Contains("because: ", text.Out, StringComparison.Ordinal);
        Assert.Contains("From first-compartments to isolation", text.Out, StringComparison.Ordinal);

        using var json = JsonDocument.Parse((await Flexcap.Run("check", first, "--explain", "--json")).Out);
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), f => f.GetProperty("topic").GetString() == "gate" && f.GetProperty("reasons").GetArrayLength() != 0);
    }
}
