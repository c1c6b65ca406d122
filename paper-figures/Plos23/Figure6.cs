using FlexCap.Experiments;
using FlexCap.Experiments.Data;
using FlexCap.FlexOS;

namespace FlexCap.PaperFigures.Plos23;

/// <summary>
/// PLOS'23, Figure 6: the latency of a compartment switch, hot and cold, in six segments.
/// </summary>
public sealed class Figure6 : PaperFigure
{
    /// <inheritdoc/>
    public override string Id => "plos23-figure6";

    /// <inheritdoc/>
    public override string Title => "PLOS'23, Figure 6: latency of a compartment switch";

    /// <inheritdoc/>
    public override string Method =>
        "The application, in one compartment, calls an empty function in another one 50 times, after 10 calls to warm up. "
        + "Probes outside of the machine count at the boundaries of the six segments, so that nothing is added to the gate; "
        + "the paper reads the cycle counter inside the gate, and its numbers may include those reads. "
        + "Published cycles were measured on a Morello board at 2.5 GHz. Ours are modelled, at a plain cost per instruction "
        + "without caches or branch prediction, so we claim nothing about their size, and show no cold switch. "
        + "Instructions are measured and exact; the paper has none.";

    /// <inheritdoc/>
    public override string Yaml => """
        name: plos23-figure6
        application: flexos-microbenchmarks
        compartments:
          - { name: comp1, mechanism: morello, default: true }
          - { name: comp2, mechanism: morello }
        libraries:
          newlib:                 { compartment: comp1 }
          flexos-microbenchmarks: { compartment: comp2 }
        parameters: { repetitions: 50, warmup: 10 }
        """;

    /// <inheritdoc/>
    public override PaperFigureResult Draw(
        ExperimentOptions? options = null, IProgress<ExperimentProgress>? progress = null, CancellationToken cancellation = default)
    {
        var result = SwitchCost.Run(Configuration.Parse(Yaml, Id + ".yaml"), options, progress, cancellation);
        return new PaperFigureResult(
            this, result.SegmentChart with { Id = Id, Title = "Latency of a compartment switch (PLOS'23, Figure 6)" }, result.Measurements, [.. Claims(result)]);
    }

    private static IEnumerable<Claim> Claims(SwitchCostResult result)
    {
        var segments = result.Segments;
        yield return new Claim(
            "Every switch executes the same instructions.",
            segments.All(s => s.Cost.Instructions.Min == s.Cost.Instructions.Max),
            $"measured: {segments.Sum(s => s.Cost.Instructions.Min)} to {segments.Sum(s => s.Cost.Instructions.Max)} instructions over {segments[0].Cost.Instructions.Count} switches");

        var ours = segments.MaxBy(s => s.Cost.Cycles.Hot)!;
        var theirs = PublishedData.Plos23Figure6.MaxBy(r => r.HotCycles)!;
        yield return new Claim(
            "The longest segment of a hot switch is the one that the paper found.",
            ours.Segment == theirs.Segment,
            $"published: {theirs.Segment.Label()}, {theirs.HotCycles} cycles; modelled: {ours.Segment.Label()}, {ours.Cost.Cycles.Hot} cycles");

        var (function, morello) = (result.Calls[0].Cost, result.Calls[1].Cost);
        yield return new Claim(
            "A switch costs more than a function call.",
            morello.Instructions.Hot > function.Instructions.Hot && morello.Cycles.Hot > function.Cycles.Hot,
            $"measured: {morello.Instructions.Hot} against {function.Instructions.Hot} instructions; modelled: {morello.Cycles.Hot} against {function.Cycles.Hot} cycles");
    }
}
