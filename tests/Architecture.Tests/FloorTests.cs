namespace FlexCap.Architecture.Tests;

/// <summary>A floor may use only floors below it (docs/architecture.md).</summary>
public class FloorTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["FlexCap.Morello"] = 1,
        ["FlexCap.FlexOS"] = 2,
        ["FlexCap.Experiments"] = 3,
        ["FlexCap.Notebooks"] = 4,
        ["FlexCap.PaperFigures"] = 4,
        ["FlexCap.Jupyter"] = 5,
        ["FlexCap.Cli"] = 6, // the command starts the kernel, so it stands above it
    };

    [Fact]
    public void Every_project_has_a_floor() =>
        Assert.Equal(
            Floors.Keys.Append("FlexCap.Morello.Generators").Order(StringComparer.Ordinal),
            ProductProjects.References().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void A_floor_uses_only_floors_below_it()
    {
        var upward = from project in ProductProjects.References()
                     where Floors.ContainsKey(project.Key)
                     from reference in project.Value
                     where Floors[reference] >= Floors[project.Key]
                     select $"{project.Key} -> {reference}";
        Assert.Empty(upward);
    }

    [Fact]
    public void The_machine_needs_nothing_but_dotnet()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "kernel/Morello/FlexCap.Morello.csproj"));
        Assert.DoesNotContain("PackageReference", project, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kernel")]
    [InlineData("notebooks")]
    [InlineData("extensions")]
    [InlineData("datasets")]
    [InlineData("tests")]
    [InlineData("paper-figures")]
    public void The_top_level_folders_exist(string folder) =>
        Assert.True(Directory.Exists(Path.Combine(Repository.Root, folder)));
}
