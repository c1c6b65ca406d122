using System.Text.RegularExpressions;
using System.Xml.Linq;
using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Charts.Internal;

namespace FlexCap.Experiments.Tests;

public partial class ChartTests
{
    public static TheoryData<ResultChart> Charts => [.. Sample.SwitchCost.Charts, .. Sample.Scaling.Charts, .. Sample.Mechanisms.Charts];

    [Theory]
    [MemberData(nameof(Charts))]
    public void Html_is_the_same_bytes_each_time(ResultChart chart)
    {
        Assert.Equal(chart.ToHtml(), chart.ToHtml());
        Assert.Equal(OfflineHtml.Fragment(chart.ToPlotly()), OfflineHtml.Fragment(chart.ToPlotly()));
        Assert.Contains($"id=\"{chart.Id}\"", chart.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotMatch(GuidPattern(), chart.ToHtml());
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Nothing_is_loaded_from_anywhere(ResultChart chart)
    {
        Assert.DoesNotContain("http", chart.ToHtml(), StringComparison.OrdinalIgnoreCase);

        var page = chart.ToHtmlPage();
        Assert.Contains("plotly.js v2.28.0", page, StringComparison.Ordinal);
        var markup = ScriptBody().Replace(page, "<script>");
        Assert.DoesNotMatch(Loading(), markup);
        Assert.DoesNotContain("http", markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_element_has_the_id_that_it_is_given_and_different_charts_get_different_ids()
    {
        Assert.Contains("id=\"cell-3-0\"", Sample.SwitchCost.CallChart.ToHtml("cell-3-0"), StringComparison.Ordinal);
        Assert.NotEqual(
            OfflineHtml.Fragment(Sample.SwitchCost.CallChart.ToPlotly())[..60],
            OfflineHtml.Fragment(Sample.SwitchCost.SegmentChart.ToPlotly())[..60]);
    }

    [Fact]
    public void A_title_cannot_end_the_script()
    {
        var html = (Sample.SwitchCost.CallChart with { Title = "</script><b>" }).ToHtml();
        Assert.Equal(html.IndexOf("</script>", StringComparison.Ordinal), html.LastIndexOf("</script>", StringComparison.Ordinal));
        Assert.Contains("<\\/script>", html, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Both_renderings_have_every_series_and_every_note(ResultChart chart)
    {
        var svg = XDocument.Parse(chart.ToSvg());
        var texts = svg.Descendants().Where(e => e.Name.LocalName is "text" or "title").Select(e => e.Value).ToList();
        var html = chart.ToHtml();
        Assert.Contains(chart.Title, texts);
        Assert.Contains(chart.Title, html, StringComparison.Ordinal);
        Assert.All(chart.Panels, p => Assert.Contains(p.Title, texts));
        Assert.All(ChartLayout.Legend(chart), e => Assert.Contains(e.Name, texts));
        Assert.All(chart.Panels.SelectMany(p => p is BarPanel b ? b.Series.Select(s => s.Name) : ((LinePanel)p).Series.Select(s => s.Name)),
            name => Assert.Contains($"\"name\":\"{name}\"", html, StringComparison.Ordinal));
        var flowing = string.Join(' ', texts);
        Assert.All(chart.Notes, n => Assert.Contains(n, flowing, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_number_of_the_table_is_drawn(ResultChart chart)
    {
        var titles = XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "title").Select(e => e.Value).ToList();
        var table = chart.ToTable();
        Assert.All(Enumerable.Range(0, table.RowCount), row =>
        {
            var number = ChartLayout.Number((double)table["value"].Values[row]!);
            var series = (string)table["series"].Values[row]!;
            var unit = (string)table["unit"].Values[row]!;
            Assert.Contains(titles, t => t.Contains(series, StringComparison.Ordinal) && t.EndsWith($": {number} {unit}", StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Charts))]
    public void Every_point_says_its_kind_and_cycles_of_our_own_are_modelled(ResultChart chart)
    {
        var table = chart.ToTable();
        Assert.All(Enumerable.Range(0, table.RowCount), row =>
        {
            var kind = (string)table["kind"].Values[row]!;
            var expected = ((string)table["source"].Values[row]!).Contains("doi", StringComparison.Ordinal) ? "published"
                : (string)table["unit"].Values[row]! == "cycles" ? "modelled" : "measured";
            Assert.Equal(expected, kind);
        });
        Assert.All(chart.Panels, p => Assert.Matches("(?i)measured|modelled|published", p.Title));
    }

    [Theory]
    [InlineData(0.7, new[] { 0, 0.2, 0.4, 0.6, 0.8 })]
    [InlineData(924, new double[] { 0, 200, 400, 600, 800, 1000 })]
    [InlineData(100, new double[] { 0, 20, 40, 60, 80, 100 })]
    [InlineData(0, new double[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    public void Ticks_are_round_and_cover_the_values(double max, double[] expected)
    {
        var ticks = ChartLayout.Ticks(max, 5);
        Assert.Equal(expected, ticks, new Near());
    }

    [Fact]
    public void Labels_of_ticks_do_not_touch()
    {
        double[] ticks = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1000];
        Assert.Equal(ticks, ChartLayout.WithRoom(ticks, t => Math.Log2(t) * 40));
        var few = ChartLayout.WithRoom(ticks, t => Math.Log2(t) * 20);
        Assert.Equal((2, 1000), (few[0], few[^1]));
        Assert.True(few.Count is > 3 and < 10);
        Assert.All(few.Zip(few.Skip(1)), p => Assert.True((Math.Log2(p.Second) - Math.Log2(p.First)) * 20 > (ChartLayout.TextWidth(ChartLayout.Number(p.First), 12) + ChartLayout.TextWidth(ChartLayout.Number(p.Second), 12)) / 2));
        Assert.Equal([5], ChartLayout.WithRoom([5], t => t));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(12.345, "12.35")]
    [InlineData(352, "352")]
    [InlineData(1234567.8, "1\u2009234\u2009567.8")]
    public void Numbers_are_written_for_people(double value, string text) => Assert.Equal(text, ChartLayout.Number(value));

    [Theory]
    [InlineData("#0072B2", ChartTheme.Paper)]
    [InlineData("#E69F00", ChartTheme.Ink)]
    public void Text_contrasts_with_its_ground(string ground, string ink) => Assert.Equal(ink, ChartLayout.InkOn(ground));

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= 1e-12 * Math.Max(1, Math.Abs(x));

        public int GetHashCode(double obj) => 0;
    }

    [GeneratedRegex("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}")]
    private static partial Regex GuidPattern();

    [GeneratedRegex("<script[^>]*>.*?(?=</script>)", RegexOptions.Singleline)]
    private static partial Regex ScriptBody();

    [GeneratedRegex("\\s(src|href|action|data)\\s*=|@import|url\\(", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();
}
