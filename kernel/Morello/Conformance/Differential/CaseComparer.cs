namespace FlexCap.Morello.Conformance;

/// <summary>How a case ended: what differs, or that an emulator did not get through.</summary>
/// <param name="Differences">The fields that differ, in the order of the layout.</param>
/// <param name="Problem">Which emulator did not reach the end, and why.</param>
/// <param name="Here">The state in which this machine ended; null if an emulator did not get through.</param>
internal sealed record CaseVerdict(IReadOnlyList<StateDifference> Differences, string? Problem, CaseState? Here = null)
{
    internal static CaseVerdict Equal { get; } = new([], null);

    internal bool IsEqual => Differences.Count == 0 && Problem is null;
}

/// <summary>Runs cases on both emulators and compares how each ended.</summary>
internal sealed class CaseComparer(DifferentialTarget target)
{
    internal IReadOnlyList<CaseVerdict> Compare(IReadOnlyList<DifferentialCase> cases, CancellationToken cancellation)
    {
        DifferentialImage image = target.Build(cases);
        Task<ImageOutcome> running = Task.Run(() => target.RunOracle(image, cancellation), cancellation);
        ImageOutcome here = target.RunHere(image, cancellation);
        ImageOutcome oracle = running.GetAwaiter().GetResult();
        if (here.Problem is null && oracle.Problem is null)
        {
            return [.. cases.Select((_, i) => new CaseVerdict(Differences(here.States[i], oracle.States[i]), null, here.States[i]))];
        }

        if (cases.Count == 1)
        {
            return [new([], oracle.Problem is { } problem ? $"{target.Name} {problem}" : $"this machine {here.Problem}")];
        }

        // One of them stopped the whole image: find out which.
        int half = cases.Count / 2;
        return [.. Compare([.. cases.Take(half)], cancellation), .. Compare([.. cases.Skip(half)], cancellation)];
    }

    private StateDifference[] Differences(CaseState here, CaseState oracle) =>
    [
        .. target.Layout.Fields.Where(field => !here.Same(oracle, field))
            .Select(field => new StateDifference(field.Name, here.Text(field), oracle.Text(field), here.Word(field.Offset), oracle.Word(field.Offset))),
    ];
}
