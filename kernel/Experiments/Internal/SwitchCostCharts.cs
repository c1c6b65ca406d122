using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Data;

namespace FlexCap.Experiments.Internal;

/// <summary>The drawings of <see cref="SwitchCostResult"/>.</summary>
internal static class SwitchCostCharts
{
    internal static ResultChart Calls(SwitchCostResult result)
    {
        var model = TimingOf(result);
        return new ResultChart
        {
            Id = "switch-cost",
            Title = "Compartment switch against function call",
            ShowLegend = false,
            Notes =
            [
                $"Call and return of an empty function, hot, {result.Calls[0].Cost.Instructions.Count} calls of {result.Calls[0].Measurement.Provenance.Configuration}.",
                $"Instructions are measured and exact. Cycles are modelled ({model}); no cycle here was measured on hardware.",
            ],
            Panels =
            [
                Panel("Measured instructions", "instructions", ValueKind.Measured, "exact count", c => c.Cost.Instructions.Hot),
                Panel("Modelled cycles", "cycles", ValueKind.Modelled, model, c => c.Cost.Cycles.Hot),
            ],
        };

        BarPanel Panel(string title, string unit, ValueKind kind, string source, Func<CallCost, long> value) => new()
        {
            Title = title,
            Unit = unit,
            Rows = [.. result.Calls.Select(c => new BarRow(Describe(c.Mechanism), kind, source))],
            Series =
            [
                .. result.Calls.Index().Select(c => new BarSeries(
                    c.Item.Mechanism.Label(), ChartTheme.ColorOf(c.Item.Mechanism),
                    [.. result.Calls.Index().Select(o => o.Index == c.Index ? (double?)value(o.Item) : null)])),
            ],
        };
    }

    internal static ResultChart Segments(SwitchCostResult result)
    {
        var model = TimingOf(result);
        var published = PublishedData.Plos23Figure6;
        var citation = PublishedData.Plos23Citation;
        return new ResultChart
        {
            Id = "switch-segments",
            Title = "Where a compartment switch spends its time",
            Notes =
            [
                $"Published: {citation}, Figure 6, on a Morello board; the bars are read from the figure's vector geometry.",
                $"Modelled cycles come from {model}, a plain cost per instruction: they tell where the work is, not what the board would take. Measured instructions are exact.",
                "\u201CTrampoline to function\u201D includes the called, empty function and its return.",
            ],
            Panels =
            [
                new BarPanel
                {
                    Title = "Cycles of one switch: published and modelled",
                    Unit = "cycles",
                    Rows =
                    [
                        new BarRow("published, hot (PLOS'23 Fig. 6)", ValueKind.Published, citation),
                        new BarRow("published, cold (PLOS'23 Fig. 6)", ValueKind.Published, citation),
                        new BarRow("modelled cycles, hot", ValueKind.Modelled, model),
                    ],
                    Series = [.. result.Segments.Zip(published, (ours, theirs) => Series(ours.Segment, theirs.HotCycles, theirs.ColdCycles, ours.Cost.Cycles.Hot))],
                },
                new BarPanel
                {
                    Title = "Instructions of one switch: measured",
                    Unit = "instructions",
                    Rows = [new BarRow("measured instructions", ValueKind.Measured, "exact count")],
                    Series = [.. result.Segments.Select(s => Series(s.Segment, s.Cost.Instructions.Hot))],
                },
            ],
        };
    }

    private static BarSeries Series(SwitchSegment segment, params ReadOnlySpan<long> values)
    {
        var all = new double?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            all[i] = values[i];
        }

        return new BarSeries(segment.Label(), ChartTheme.ColorOf(segment), all);
    }

    private static string Describe(FlexOS.Mechanism mechanism) => mechanism switch
    {
        FlexOS.Mechanism.Function => "function call",
        _ => $"compartment switch ({mechanism.Label()})",
    };

    private static string TimingOf(SwitchCostResult result) => $"timing model \u201C{result.Calls[0].Measurement.Provenance.TimingModel}\u201D";
}
