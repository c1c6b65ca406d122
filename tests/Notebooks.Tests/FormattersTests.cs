using System.Xml.Linq;
using Deedle;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Morello;
using Microsoft.Data.Analysis;

namespace FlexCap.Notebooks.Tests;

public class FormattersTests
{
    private readonly Formatters _formatters = new();

    private interface IShape;

    private class Shape : IShape;

    private sealed class Square : Shape;

    [Fact]
    public void The_nearest_type_wins_whatever_the_order_of_registration()
    {
        _formatters.Register<IShape>(_ => MimeBundle.Plain("interface"));
        Assert.Equal("interface", Text(new Square()));
        _formatters.Register<Shape>(_ => MimeBundle.Plain("base"));
        Assert.Equal("base", Text(new Square()));
        _formatters.Register<Square>(_ => MimeBundle.Plain("own"));
        _formatters.Register<IShape>(_ => MimeBundle.Plain("interface again"));
        Assert.Equal("own", Text(new Square()));
        Assert.Equal("base", Text(new Shape()));
    }

    [Fact]
    public void A_formatter_that_fails_does_not_fail_the_cell()
    {
        _formatters.Register<Shape>(_ => throw new FormatException("no"));

        Assert.Contains("FormatException: no", Text(new Shape()), StringComparison.Ordinal);
    }

    [Fact]
    public void Scalars_are_text()
    {
        Assert.Equal("null", Text(null));
        Assert.Equal("a<b", Text("a<b"));
        Assert.Equal("1.5", Text(1.5));
        Assert.Equal("true", ValueOf(true));
        Assert.Equal("[1, 2, 3]", Text(new[] { 1, 2, 3 }));
    }

    private string ValueOf(object value) => Text(value);

    [Fact]
    public void Sequences_of_records_are_tables_that_escape_their_content()
    {
        var bundle = _formatters.Format(new[] { new { Name = "<script>alert('x')</script>", Count = 3 }, new { Name = "b\nc", Count = 12 } });

        Assert.DoesNotContain("<script", bundle.Data["text/html"], StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", bundle.Data["text/html"], StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\"", bundle.Data["text/html"], StringComparison.Ordinal);
        Assert.Matches("^b c +12$", bundle.Data["text/plain"].Split('\n')[^1]);
        AssertWellFormed(bundle);
    }

    [Fact]
    public void Long_sequences_are_cut_and_say_so()
    {
        Assert.Contains("150 more rows", Text(Enumerable.Range(0, 250).Select(i => new { i }).ToList()), StringComparison.Ordinal);
        Assert.Contains("more rows follow", Text(Endless()), StringComparison.Ordinal);

        static IEnumerable<object> Endless()
        {
            while (true)
            {
                yield return new { a = 1 };
            }
        }
    }

    [Fact]
    public void Data_frames_and_deedle_show_the_same_rows()
    {
        var frame = new DataFrame(new PrimitiveDataFrameColumn<long>("count", [1L, null]), new StringDataFrameColumn("name", ["<a>", null]));
        var deedle = Frame.FromRecords(new[] { new { count = 1, name = "<a>" }, new { count = 2, name = "b" } });
        var series = new Series<string, double>([KeyValuePair.Create("x", 1.5), KeyValuePair.Create("y", double.NaN)]);

        Assert.Equal("count  name\n-----  ----\n    1  <a>\n", Text(frame).TrimEnd() + "\n");
        Assert.Equal("   count  name\n-  -----  ----\n0      1  <a>\n1      2  b", Text(deedle));
        Assert.Equal("key  value\n---  -----\nx      1.5\ny", Text(series));
        Assert.All(new object[] { frame, deedle, series }, v => AssertWellFormed(_formatters.Format(v)));
    }

    [Fact]
    public void Diagnostics_show_their_line_with_a_caret()
    {
        _formatters.Sources.Set("a.yaml", "name: x\n\tbad: <y>\n");
        var bundle = _formatters.Format(new InputException([new("FX0203", DiagnosticSeverity.Error, new("a.yaml", 2, 7, 3), "no <key>", "remove it")]));

        Assert.Equal("a.yaml:2:7: error FX0203: no <key>\n    2 | \tbad: <y>\n      | \t     ^^^\n    help: remove it", bundle.Data["text/plain"]);
        Assert.Contains("no &lt;key&gt;", bundle.Data["text/html"], StringComparison.Ordinal);
        AssertWellFormed(bundle);
    }

    [Fact]
    public void Capabilities_show_every_field()
    {
        var bundle = _formatters.Format(Capability.Maximal.SetValue(0x1000).SetBounds(0x100ul).SealEntry(ObjectTypes.LoadPairBranch));

        Assert.Contains("LPB (load pair and branch)", bundle.Data["text/html"], StringComparison.Ordinal);
        Assert.Contains("0x1100", bundle.Data["text/html"], StringComparison.Ordinal);
        Assert.Contains("sealed lpb", bundle.Data["text/plain"], StringComparison.Ordinal);
        AssertWellFormed(bundle);
    }

    [Fact]
    public void Runs_label_what_is_measured_and_what_is_modelled()
    {
        var bundle = _formatters.Format(new RunResult(new StopReason.Halted(0, "PSCI SYSTEM_OFF"), "Hello <world>\n", 12345, 23456, [3, 4], [SampleFault()]));

        var text = bundle.Data["text/plain"];
        Assert.Matches("(?m)^measured instructions +12,345$", text);
        Assert.Matches("(?m)^modelled cycles +23,456$", text);
        Assert.Matches("(?m)^measured compartment switches +7$", text);
        Assert.Contains("halted with exit code 0 (PSCI SYSTEM_OFF)", text, StringComparison.Ordinal);
        Assert.Contains("probe_read+0x10", text, StringComparison.Ordinal);
        Assert.EndsWith("Hello <world>", text, StringComparison.Ordinal);
        Assert.Contains("Hello &lt;world&gt;", bundle.Data["text/html"], StringComparison.Ordinal);
        AssertWellFormed(bundle);
    }

    [Fact]
    public void Faults_name_compartment_gate_and_capability()
    {
        var bundle = _formatters.Format(SampleFault());

        Assert.Contains("comp1 → comp2: probe_read", bundle.Data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("DDC = 0x1000 [", bundle.Data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("0x2000 (comp1 data, secret+0x0)", bundle.Data["text/plain"], StringComparison.Ordinal);
        AssertWellFormed(bundle);
    }

    [Fact]
    public void Every_stop_reason_has_words()
    {
        StopReason[] all = [new StopReason.Halted(1, "semihosting"), new StopReason.Breakpoint(0x10), new StopReason.Watchpoint(new WatchpointHit(0x1000, 8, WatchKinds.Write, 0x20, 0, false)), new StopReason.HistoryStart(), new StopReason.BudgetSpent(5000), new StopReason.Faulted(SampleFault().Fault), new StopReason.Waiting(0x20), new StopReason.Cancelled()];

        Assert.Equal(typeof(StopReason).GetNestedTypes().Length, all.Length);
        Assert.Equal(
            ["halted with exit code 1 (semihosting)", "breakpoint at 0x10", "watchpoint: 0x20 is about to access 0x1000", "beginning of the recording", "budget of 5,000 instructions spent", "unhandled CapabilityBounds fault at 0x40080010", "waiting for ever at 0x20", "interrupted"],
            all.Select(Text));
    }

    [Fact]
    public void Nothing_built_in_is_missing_here() => Assert.Empty(_formatters.Unavailable);

    internal static FaultReport SampleFault() => new(
        new GuestFault(GuestFaultKind.CapabilityBounds, GuestAccess.Load, 0x2000, 0x40080010, Capability.Maximal.SetValue(0x1000).SetBounds(0x1000ul), "DDC", 0x92000029, 1, true, 2, 777),
        "comp2", "probe_read+0x10", "comp1 data, secret+0x0", "comp1 → comp2: probe_read");

    private string Text(object? value) => _formatters.Format(value).Data["text/plain"];

    /// <summary>HTML of ours is also well-formed XML, loads nothing, and runs nothing.</summary>
    internal static void AssertWellFormed(MimeBundle bundle)
    {
        var html = bundle.Data["text/html"];
        XDocument.Parse($"<div>{html.Replace("<details open>", "<details>", StringComparison.Ordinal)}</div>");
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }
}
