using System.Text.Json;
using Plotly.NET.CSharp;

namespace FlexCap.Notebooks.Tests;

public class ChartTests
{
    private static Plotly.NET.GenericChart Line(string name) => Chart.Line<int, double, string>(x: [1, 2, 3], y: [1.5, 2.5, 4], Name: name);

    private static async Task<MimeBundle> Show(NotebookSession session, string cellId)
    {
        var outcome = await session.ExecuteAsync("chart", new TestDisplay(), cellId, TestContext.Current.CancellationToken);
        return outcome.Result!;
    }

    private static bool HasLibrary(MimeBundle bundle) => bundle.Data["text/html"].Length > 3_000_000;

    [Fact]
    public async Task The_library_comes_once_and_again_with_the_cell_that_held_it()
    {
        var session = new NotebookSession(new TestEvaluator(_ => Line("a")));

        Assert.True(HasLibrary(await Show(session, "one")));
        Assert.False(HasLibrary(await Show(session, "two")));
        Assert.True(HasLibrary(await Show(session, "one")));
        Assert.False(HasLibrary(await Show(session, "three")));
    }

    [Fact]
    public async Task The_same_chart_gives_the_same_bytes_and_loads_nothing()
    {
        var session = new NotebookSession(new TestEvaluator(_ => Line("a")));
        var first = await Show(session, "one");
        var second = await Show(session, "two");
        var third = await Show(session, "three");

        Assert.Equal(second.Data["text/html"], third.Data["text/html"]);
        Assert.EndsWith(second.Data["text/html"], first.Data["text/html"], StringComparison.Ordinal);
        Assert.DoesNotContain("http", second.Data["text/html"].Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_end_the_script()
    {
        var bundle = new Formatters().Format(Line("</script><img src=x>"));

        var html = bundle.Data["text/html"];
        Assert.Equal(2, html.Split("</script>").Length - 1);
        Assert.DoesNotContain("<img", html[^9000..], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(bundle.Data["application/vnd.plotly.v1+json"]);
        Assert.Equal("</script><img src=x>", json.RootElement.GetProperty("data")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void A_chart_has_a_text_form_with_its_points()
    {
        var chart = """{"data":[{"type":"scatter","name":"morello","x":[1,2,3],"y":[1.5,2.5,4]}],"layout":{"title":{"text":"Switch cost"},"xaxis":{"title":"compartments"}}}""";

        var text = new Formatting.ChartFormatter().Format(chart).Data["text/plain"];

        Assert.Equal("Chart: Switch cost\n  x: compartments\n  scatter morello: (1, 1.5) (2, 2.5) (3, 4)", text);
    }
}
