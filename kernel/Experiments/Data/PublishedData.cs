using FlexCap.Experiments.Data.Internal;

namespace FlexCap.Experiments.Data;

/// <summary>A segment of PLOS'23 Figure 6. Both numbers are published, not measured here.</summary>
/// <param name="Segment">Which segment.</param>
/// <param name="HotCycles">Cycles of a hot switch, which is more than 99.9 % of those observed; published.</param>
/// <param name="ColdCycles">Cycles of a cold switch; published.</param>
public sealed record Plos23Figure6Row(SwitchSegment Segment, long HotCycles, long ColdCycles)
{
    /// <summary>Always <see cref="ValueKind.Published"/>.</summary>
    public static ValueKind Kind => ValueKind.Published;
}

/// <summary>A gate of FlexOS (ASPLOS'22) Figure 11b, on an x86 server. Published, not measured here.</summary>
/// <param name="Gate">What is crossed: <c>MPK-light</c>, <c>EPT</c>, <c>Linux syscall (KPTI)</c>...</param>
/// <param name="Cycles">Latency in cycles; published.</param>
public sealed record Asplos22Figure11bRow(string Gate, long Cycles)
{
    /// <summary>Always <see cref="ValueKind.Published"/>.</summary>
    public static ValueKind Kind => ValueKind.Published;
}

/// <summary>Numbers from publications, read from the data package in <c>datasets/</c> that is part of this library.</summary>
public static class PublishedData
{
    private static readonly Lazy<IReadOnlyList<Plos23Figure6Row>> Figure6 = new(ReadFigure6);
    private static readonly Lazy<IReadOnlyList<Asplos22Figure11bRow>> Figure11b = new(ReadFigure11b);

    /// <summary>How results cite PLOS'23.</summary>
    public static string Plos23Citation => "PLOS'23 (doi 10.1145/3623759.3624550)";

    /// <summary>
    /// PLOS'23 Figure 6, the latency of a compartment switch on a Morello board at 2.5 GHz: six segments in order of
    /// execution, in cycles. The figure prints no numbers; these come from its vector geometry (every edge within 0.05 of an integer).
    /// </summary>
    public static IReadOnlyList<Plos23Figure6Row> Plos23Figure6 => Figure6.Value;

    /// <summary>How results cite FlexOS (ASPLOS'22).</summary>
    public static string Asplos22Citation => "FlexOS, ASPLOS'22 (doi 10.1145/3503222.3507759)";

    /// <summary>
    /// FlexOS (ASPLOS'22) Figure 11b, the latency of gates on an Intel Xeon Silver 4114, in cycles: the numbers that the
    /// artefact of the paper has and its plot prints.
    /// </summary>
    public static IReadOnlyList<Asplos22Figure11bRow> Asplos22Figure11b => Figure11b.Value;

    private static IReadOnlyList<Asplos22Figure11bRow> ReadFigure11b()
    {
        var table = DataPackage.Embedded.Read("asplos22-fig11b-gate-cycles");
        return [.. table["gate"].Values.Zip(table["cycles"].Values, (gate, cycles) => new Asplos22Figure11bRow((string)gate!, (long)cycles!))];
    }

    private static IReadOnlyList<Plos23Figure6Row> ReadFigure6()
    {
        var table = DataPackage.Embedded.Read("plos23-fig6-switch-cycles");
        var byLabel = SwitchSegments.All.ToDictionary(s => s.Label(), StringComparer.Ordinal);
        return
        [
            .. table["segment"].Values.Index()
                .Where(row => byLabel.ContainsKey((string)row.Item!))
                .Select(row => new Plos23Figure6Row(
                    byLabel[(string)row.Item!], (long)table["hot_cycles"].Values[row.Index]!, (long)table["cold_cycles"].Values[row.Index]!)),
        ];
    }
}
