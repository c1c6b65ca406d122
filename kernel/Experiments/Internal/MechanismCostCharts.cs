using FlexCap.Experiments.Charts;
using FlexCap.Experiments.Data;

namespace FlexCap.Experiments.Internal;

/// <summary>The drawing of <see cref="MechanismCostResult"/>.</summary>
internal static class MechanismCostCharts
{
    internal const string CallAndReturn = "Call and return";
    private const string CallColor = "#1F2933", PublishedColor = "#CC79A7";

    /// <summary>What a call is made of, in order of execution but the branches at its ends, which come first.</summary>
    internal static IReadOnlyList<Piece> Pieces(MechanismCostRow row)
    {
        var call = row.Call.Cost;
        return
        [
            new(CallAndReturn, call.Instructions.Hot - row.Segments.Sum(s => s.Cost.Instructions.Hot), call.Cycles.Hot - row.Segments.Sum(s => s.Cost.Cycles.Hot)),
            .. row.Segments.Select(s => new Piece(s.Segment.Label(), s.Cost.Instructions.Hot, s.Cost.Cycles.Hot)),
        ];
    }

    internal sealed record Piece(string Segment, long Instructions, long Cycles);

    internal static ResultChart Draw(MechanismCostResult result)
    {
        var first = result.Rows[0].Call;
        var model = $"timing model \u201C{first.Measurement.Provenance.TimingModel}\u201D";
        var (plos, asplos) = (PublishedData.Plos23Citation, PublishedData.Asplos22Citation);
        var pieces = result.Rows.Select(Pieces).ToList();
        var published = PublishedData.Plos23Figure6;
        return new ResultChart
        {
            Id = MechanismCost.Name,
            Title = "What a call into another compartment costs, by mechanism and gate",
            Notes =
            [
                $"Call and return of an empty function, hot, {first.Cost.Instructions.Count} calls of {first.Measurement.Provenance.Configuration}. Instructions are measured and exact.",
                $"Cycles are modelled ({model}): a plain cost per instruction, no caches, no translation, no branch prediction. They tell where the work is, not what a board would take.",
                $"Published, on hardware: {plos}, Figure 6; {asplos}, Figure 11b, on an x86 server, where a cycle is another one.",
                "With hardened, exception and page-table the way back goes through the switcher again: it is part of \u201CTrampoline and return to gate\u201D.",
            ],
            Panels =
            [
                Panel("Measured instructions", "instructions", ValueKind.Measured, "exact count", p => p.Instructions, false),
                Panel("Cycles: modelled, and published for Morello", "cycles", ValueKind.Modelled, model, p => p.Cycles, true),
                new BarPanel
                {
                    Title = "Published cycles of gates on x86 (FlexOS, ASPLOS'22 Fig. 11b)",
                    Unit = "cycles",
                    Rows = [.. PublishedData.Asplos22Figure11b.Select(r => new BarRow($"{r.Gate}, published", ValueKind.Published, asplos))],
                    Series = [new BarSeries("Whole gate (x86)", PublishedColor, [.. PublishedData.Asplos22Figure11b.Select(r => (double?)r.Cycles)])],
                },
            ],
        };

        BarPanel Panel(string title, string unit, ValueKind kind, string source, Func<Piece, long> value, bool hasPublished) => new()
        {
            Title = title,
            Unit = unit,
            Rows =
            [
                .. result.Rows.Select(r => new BarRow(hasPublished ? $"{r.Call.Name}, modelled" : r.Call.Name, kind, source)),
                .. hasPublished
                    ? new[] { new BarRow("morello, published, hot", ValueKind.Published, plos), new BarRow("morello, published, cold", ValueKind.Published, plos) }
                    : [],
            ],
            Series =
            [
                new BarSeries(CallAndReturn, CallColor, [.. pieces.Select(p => Value(p, CallAndReturn, value)), .. Blank(hasPublished)]),
                .. SwitchSegments.All.Select(s => new BarSeries(s.Label(), ChartTheme.ColorOf(s), [.. pieces.Select(p => Value(p, s.Label(), value)), .. hasPublished ? Published(s) : []])),
            ],
        };

        IEnumerable<double?> Blank(bool hasPublished) => hasPublished ? [null, null] : [];

        double? Value(IReadOnlyList<Piece> all, string segment, Func<Piece, long> value) =>
            all.Where(p => p.Segment == segment).Select(p => (double?)value(p)).FirstOrDefault();

        IEnumerable<double?> Published(SwitchSegment segment)
        {
            var row = published.First(r => r.Segment == segment);
            return [row.HotCycles, row.ColdCycles];
        }
    }
}
