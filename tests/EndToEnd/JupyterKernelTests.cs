using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlexCap.EndToEnd.Tests;

/// <summary>The kernel as Debian's Jupyter starts and talks to it.</summary>
public sealed partial class JupyterKernelTests(InstalledKernel kernel)
{
    private const string Python = "/usr/bin/python3";
    private static readonly string s_tests = Path.Combine(Repository.Root, "tests", "EndToEnd", "jupyter");

    [Theory]
    [InlineData("FlexCapKernelTests")]
    [InlineData("LifeTests")]
    [InlineData("OrphanTests")]
    public async Task Jupyters_own_kernel_tests_pass(string suite)
    {
        Tool.Need("/usr/lib/python3/dist-packages/jupyter_kernel_test", "python3-jupyter-kernel-test");
        var result = await Tool.RunAsync(
            Python, ["-W", "ignore", "-B", "-m", "unittest", "-v", "test_flexcap_kernel." + suite], TimeSpan.FromMinutes(5), s_tests, kernel.Environment);
        result.MustSucceed();
        Assert.DoesNotMatch("Ran 0 tests", result.Output);
        // The pager is the one feature of the suite that this kernel does not have.
        Assert.All(Skipped().Matches(result.Output), skipped => Assert.Equal("test_pager", skipped.Groups[1].Value));
    }

    [Fact]
    public async Task A_notebook_executes_to_the_same_bytes_and_to_a_page_that_loads_nothing()
    {
        Tool.Need("/usr/bin/jupyter-nbconvert", "jupyter-nbconvert");
        var outputs = Directory.CreateTempSubdirectory("flexcap-notebook-").FullName;
        try
        {
            foreach (var run in new[] { "1", "2" })
            {
                (await Tool.RunAsync(
                    "bash", ["scripts/execute-notebook.sh", Path.Combine(s_tests, "small.ipynb"), Path.Combine(outputs, run)], TimeSpan.FromMinutes(3), null, kernel.Environment)).MustSucceed();
            }

            foreach (var file in new[] { "small.ipynb", "small.html" })
            {
                Assert.Equal(await ReadAsync("1", file), await ReadAsync("2", file));
            }

            CheckNotebook(await ReadAsync("1", "small.ipynb"));
            var html = await ReadAsync("1", "small.html");
            Assert.Empty(FromNetwork().Matches(html).Select(m => m.Value));
            Assert.Contains("compartments", html, StringComparison.Ordinal);
            await CheckRenderingAsync(Path.Combine(outputs, "1", "small.html"), chart: true);
        }
        finally
        {
            Directory.Delete(outputs, recursive: true);
        }

        Task<string> ReadAsync(string run, string file) =>
            File.ReadAllTextAsync(Path.Combine(outputs, run, file), TestContext.Current.CancellationToken);
    }

    /// <summary>What the repository shows a reader is what a run gives, to the byte; every chart draws without a network.</summary>
    [Theory]
    [InlineData("notebooks/01-first-compartments.ipynb")]
    [InlineData("notebooks/02-sqlite-in-compartments.ipynb")]
    public async Task A_notebook_gives_the_outputs_that_are_committed(string notebook)
    {
        Tool.Need("/usr/bin/jupyter-nbconvert", "jupyter-nbconvert");
        var outputs = Directory.CreateTempSubdirectory("flexcap-notebook-").FullName;
        try
        {
            (await Tool.RunAsync(
                "bash", ["scripts/execute-notebook.sh", notebook, outputs], TimeSpan.FromMinutes(5), null, kernel.Environment)).MustSucceed();
            var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, notebook), TestContext.Current.CancellationToken);
            var executed = await File.ReadAllTextAsync(Path.Combine(outputs, Path.GetFileName(notebook)), TestContext.Current.CancellationToken);
            if (committed != executed)
            {
                var at = committed.Zip(executed).TakeWhile(c => c.First == c.Second).Count();
                Assert.Fail($"The outputs differ from those that are committed (copy out/ over notebooks/ after ./run if that is meant), first at character {at}:\n"
                    + $"committed: …{Around(committed, at)}\nexecuted:  …{Around(executed, at)}");
            }

            await CheckRenderingAsync(Path.Combine(outputs, Path.ChangeExtension(Path.GetFileName(notebook), ".html")), chart: committed.Contains("Plotly", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(outputs, recursive: true);
        }

        static string Around(string text, int at) =>
            text.Substring(Math.Max(0, at - 80), Math.Min(160, text.Length - Math.Max(0, at - 80)));
    }

    private static void CheckNotebook(string json)
    {
        using var notebook = JsonDocument.Parse(json);
        var cells = notebook.RootElement.GetProperty("cells").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetString()!);
        Assert.Equal("0\n1\n2\n", Text(Output("stream").GetProperty("text")));
        Assert.Equal("6", Text(Output("value").GetProperty("data").GetProperty("text/plain")));
        Assert.Equal("second", Text(Output("update").GetProperty("data").GetProperty("text/plain")));
        Assert.True(Output("two").GetProperty("data").TryGetProperty("text/html", out _));
        Assert.Equal("2", Text(Output("variable").GetProperty("data").GetProperty("text/plain")));
        Assert.Equal("InputError", Output("error").GetProperty("ename").GetString());
        Assert.Contains("Plotly", Text(Output("chart").GetProperty("data").GetProperty("text/html")), StringComparison.Ordinal);

        JsonElement Output(string cell) => Assert.Single(cells[cell].GetProperty("outputs").EnumerateArray());
        static string Text(JsonElement text) =>
            text.ValueKind == JsonValueKind.Array ? string.Concat(text.EnumerateArray().Select(l => l.GetString())) : text.GetString()!;
    }

    private static async Task CheckRenderingAsync(string page, bool chart)
    {
        const string Chromium = "/usr/bin/chromium";
        if (!File.Exists(Chromium))
        {
            TestContext.Current.SendDiagnosticMessage("chromium is absent: the page was not rendered");
            return;
        }

        // Every name fails to resolve, so a page that needs the network shows no chart.
        var dom = await Tool.RunAsync(
            Chromium,
            ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=10000", "--dump-dom", "file://" + page],
            TimeSpan.FromMinutes(2));
        dom.MustSucceed();
        Assert.Contains(chart ? "main-svg" : "<svg", dom.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(test_\w+).*skipped", RegexOptions.Multiline)]
    private static partial Regex Skipped();

    [GeneratedRegex(@"(<(script|img|iframe)[^>]*\ssrc|<link[^>]*\shref|@import|url\()\s*[=(]?\s*[""']?https?:[^>""']{0,80}", RegexOptions.IgnoreCase)]
    private static partial Regex FromNetwork();
}
