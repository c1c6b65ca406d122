using FlexCap.Experiments.Charts;

namespace FlexCap.Experiments.Internal;

/// <summary>The drawing of <see cref="CompartmentScalingResult"/>.</summary>
internal static class ScalingCharts
{
    internal static ResultChart Scaling(CompartmentScalingResult result)
    {
        var model = $"timing model \u201C{result.Points[0].Measurement.Provenance.TimingModel}\u201D";
        return new ResultChart
        {
            Id = CompartmentScaling.Name,
            Title = "Calls and memory against the number of compartments",
            SideBySide = true,
            Notes =
            [
                $"Instructions and bytes are measured and exact; cycles are modelled ({model}). Calls are hot and go from one compartment into each of the others in turn.",
                "Bytes for isolation: what the image has more than with function calls, for each called compartment: gate, trampoline, saved stack pointers, capabilities, page tables.",
                $"Dashed: Intel MPK has 16 protection keys (Intel SDM vol. 3A, 4.6.2), of which FlexOS keeps one for shared data (ASPLOS'22): {CompartmentScaling.MpkCompartments} compartments.",
            ],
            Panels =
            [
                Panel("Measured instructions", "instructions", ValueKind.Measured, "exact count", p => p.Cost.Instructions.Hot),
                Panel("Modelled cycles", "cycles", ValueKind.Modelled, model, p => p.Cost.Cycles.Hot),
                Panel("Measured bytes for isolation, per compartment", "bytes per compartment", ValueKind.Measured, "sizes of the image's regions", p => result.IsolationBytes(p)),
                Panel("Measured bytes of a compartment without heap", "bytes per compartment", ValueKind.Measured, "sizes of the image's regions, heaps left out", p => p.BytesPerCompartment),
            ],
        };

        LinePanel Panel(string title, string unit, ValueKind kind, string source, Func<ScalingPoint, double> value) => new()
        {
            Title = title,
            Unit = unit,
            XTitle = "compartments",
            XTicks = [.. result.Points.Select(p => (double)p.Compartments).Distinct().Order()],
            Series =
            [
                .. result.Points.GroupBy(p => p.Name).Select(g => new LineSeries(
                    g.Key, kind, source, ChartTheme.ColorOf(g.First().Mechanism, g.First().Gate), Dashed: false,
                    [.. g.OrderBy(p => p.Compartments).Select(p => ((double)p.Compartments, value(p)))])),
            ],
            Limits = [new LimitLine(CompartmentScaling.MpkCompartments, $"MPK limit: {CompartmentScaling.MpkCompartments}", "Intel SDM vol. 3A, 4.6.2; FlexOS, ASPLOS'22")],
        };
    }
}
