using FlexCap.FlexOS;
using FlexCap.Morello;

namespace FlexCap.Notebooks.Tests;

/// <summary>Boots real images on the real machine from a cell.</summary>
public class BootTests
{
    private static readonly Configuration Two = Configuration.Parse("""
        name: two
        application: flexos-microbenchmarks
        compartments:
          - {name: comp1, mechanism: morello, default: true}
          - {name: comp2, mechanism: morello}
        libraries:
          flexos-microbenchmarks: {compartment: comp2}
        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Boot_streams_the_console_and_shows_progress()
    {
        var session = new NotebookSession(new TestEvaluator(_ => FlexCapSession.Boot(Two)));
        var display = new TestDisplay();

        var outcome = await session.ExecuteAsync("Boot(two)", display, null, Token);

        var run = Assert.IsType<RunResult>(outcome.Value);
        Assert.IsType<StopReason.Halted>(run.Stop);
        Assert.Equal(run.Console, display.Output);
        Assert.Equal("Boot two 0 %", Assert.Single(display.Shown).Data["text/plain"]);
        Assert.Equal(["Boot two 0 % check", "Boot two 25 % link", "Boot two 50 % load", "Boot two run: 0 instructions"], display.Updates.Take(4).Select(u => u.Data["text/plain"]));
        Assert.Equal($"Boot two 100 % halted with exit code 0 (PSCI SYSTEM_OFF): {run.Instructions:N0} instructions", display.Updates[^1].Data["text/plain"]);
    }

    [Fact]
    public async Task The_same_cell_gives_the_same_bytes()
    {
        var session = new NotebookSession(new TestEvaluator(_ => FlexCapSession.Boot(Two)));
        var (first, second) = (new TestDisplay(), new TestDisplay());

        var one = await session.ExecuteAsync("Boot(two)", first, null, Token);
        var two = await session.ExecuteAsync("Boot(two)", second, null, Token);

        Assert.Equal(one.Result!.Data, two.Result!.Data);
        Assert.Equal(first.Updates.Select(u => u.Data["text/html"]), second.Updates.Select(u => u.Data["text/html"]));
    }

    [Fact]
    public async Task An_interrupt_stops_the_machine_and_leaves_the_session_usable()
    {
        using var interrupt = new CancellationTokenSource();
        var runs = 0;
        var session = new NotebookSession(new TestEvaluator(_ => runs++ == 0 ? FlexCapSession.Boot(Two.WithParameter("repetitions", 1_000_000_000_000), long.MaxValue) : "next"));
        var display = new CancelOnOutput(interrupt);

        var outcome = await Task.Run(() => session.ExecuteAsync("Boot(two)", display, null, interrupt.Token), Token);

        Assert.True(outcome.Interrupted);
        Assert.StartsWith("Boot two interrupted after ", display.Last!.Data["text/plain"], StringComparison.Ordinal);
        Assert.Equal("next", (await session.ExecuteAsync("x", new TestDisplay(), null, Token)).Value);
    }

    [Fact]
    public async Task A_budget_ends_the_run_as_a_value()
    {
        var session = new NotebookSession(new TestEvaluator(_ => FlexCapSession.Boot(Two, 100)));

        var outcome = await session.ExecuteAsync("Boot(two, 100)", new TestDisplay(), null, Token);

        Assert.IsType<StopReason.BudgetSpent>(Assert.IsType<RunResult>(outcome.Value).Stop);
    }

    [Fact]
    public void A_real_plan_and_image_can_be_shown()
    {
        var plan = Two.Check();
        var formatters = new Formatters();

        Assert.Contains("flexos_microbenchmark_empty", formatters.Format(plan).Data["text/html"], StringComparison.Ordinal);
        var image = plan.Link();
        var bundle = formatters.Format(image);
        var drawn = string.Concat(System.Xml.Linq.XDocument.Parse(bundle.Data["image/svg+xml"]).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value));
        Assert.All(image.Regions, r => Assert.Contains(r.Name, drawn, StringComparison.Ordinal));
        Assert.All(image.Regions, r => Assert.Contains(r.Name, bundle.Data["text/plain"], StringComparison.Ordinal));
        Assert.EndsWith("SHA-256 " + image.Hash, bundle.Data["text/plain"], StringComparison.Ordinal);
        FormattersTests.AssertWellFormed(bundle);
    }

    /// <summary>Interrupts the cell as soon as the guest prints.</summary>
    private sealed class CancelOnOutput(CancellationTokenSource source) : IDisplay, IDisplayHandle
    {
        public MimeBundle? Last { get; private set; }

        public IDisplayHandle Show(MimeBundle content) => this;

        public void Update(MimeBundle content) => Last = content;

        public void Write(string text) => source.Cancel();
    }
}
