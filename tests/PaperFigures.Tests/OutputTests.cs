using FlexCap.Experiments;
using FlexCap.Experiments.Charts;
using FlexCap.FlexOS;

namespace FlexCap.PaperFigures.Tests;

public sealed class OutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-figures-").FullName;

    private static readonly PaperFigureResult Result = new(
        new Plos23.Figure6(),
        new ResultChart
        {
            Id = "plos23-figure6",
            Title = "Drawn by a test",
            Notes = ["A note."],
            Panels =
            [
                new BarPanel
                {
                    Title = "Published cycles",
                    Unit = "cycles",
                    Rows = [new BarRow("published, hot", ValueKind.Published, "PLOS'23")],
                    Series = [new BarSeries("First half of switch gate", ChartTheme.ColorOf(SwitchSegment.FirstHalfOfGate), [45])],
                },
            ],
        },
        [],
        [new Claim("One < two.", true, "1 < 2"), new Claim("Two & two make five.", false, "4")]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Four_files_are_written_and_nothing_else_is_left()
    {
        var paths = Result.WriteTo(Path.Combine(_folder, "new", "folder"));
        Assert.Equal(["plos23-figure6.svg", "plos23-figure6.html", "plos23-figure6.csv", "plos23-figure6-runs.csv"], paths.Select(p => Path.GetFileName(p)));
        Assert.Equal(paths.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Path.Combine(_folder, "new", "folder")).Order(StringComparer.Ordinal));
        Assert.Contains("Published cycles,First half of switch gate,\"published, hot\",45,cycles,published,PLOS'23\n", File.ReadAllText(paths[2]), StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_again_gives_the_same_bytes()
    {
        var first = Result.WriteTo(_folder).Select(File.ReadAllBytes).ToList();
        var second = Result.WriteTo(_folder).Select(File.ReadAllBytes).ToList();
        Assert.Equal(first, second);
    }

    [Fact]
    public void The_page_says_which_claims_hold_and_how_the_figure_was_made()
    {
        var page = Result.ToHtmlPage();
        Assert.Contains("<b>holds</b>: One &lt; two. (1 &lt; 2)", page, StringComparison.Ordinal);
        Assert.Contains("<b>does not hold</b>: Two &amp; two make five. (4)", page, StringComparison.Ordinal);
        Assert.Contains("mechanism: morello, default: true", page, StringComparison.Ordinal);
        Assert.False(Result.Holds);
    }

    [Fact]
    public void Figures_have_different_file_names_and_configurations_that_can_be_read()
    {
        Assert.Equal(PaperFigure.All.Count, PaperFigure.All.Select(f => f.Id).Distinct().Count());
        Assert.All(PaperFigure.All, f => Assert.Equal(f.Id, Configuration.Parse(f.Yaml).Name));
    }
}
