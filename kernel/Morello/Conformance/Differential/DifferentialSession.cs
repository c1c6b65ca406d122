namespace FlexCap.Morello.Conformance;

/// <summary>Counts how cases end, and finds out what is behind those that end differently.</summary>
internal sealed class DifferentialSession(DifferentialTarget target, DifferentialOptions options)
{
    private readonly CaseComparer _comparer = new(target);
    private readonly List<DifferentialFailure> _failures = [];
    private readonly HashSet<string> _described = new(StringComparer.Ordinal);
    private readonly Dictionary<KnownDifference, long> _known = [];
    private long _sequences;
    private long _instructions;
    private long _failed;
    private long _onlyKnown;

    internal void Add(IReadOnlyList<DifferentialCase> cases, CancellationToken cancellation)
    {
        var verdicts = _comparer.Compare(cases, cancellation);
        _sequences += cases.Count;
        _instructions += cases.Sum(c => c.Units.Count);
        int[] failing = [.. Enumerable.Range(0, cases.Count).Where(i => !verdicts[i].IsEqual)];
        var reducer = new CaseReducer(target, _comparer);
        var singles = reducer.Split([.. failing.Select(i => cases[i])], cancellation);
        for (int i = 0; i < failing.Length; i++)
        {
            Explain(cases[failing[i]], verdicts[failing[i]], singles[i], reducer, cancellation);
        }
    }

    internal DifferentialReport Report(int entries) => new(
        _sequences, _instructions, _sequences - _failed - _onlyKnown, _onlyKnown, _failed, _failures,
        [.. KnownDifferences.All.Where(_known.ContainsKey).Select(k => new KnownDifferenceCount(k.Title, k.Reason, _known[k]))], entries);

    private void Explain(
        DifferentialCase failing, CaseVerdict verdict, IReadOnlyList<(DifferentialCase Case, CaseVerdict Verdict)> singles, CaseReducer reducer, CancellationToken cancellation)
    {
        HashSet<KnownDifference> known = [];
        List<(DifferentialCase Case, CaseVerdict Verdict)> unknown = [];
        foreach (var single in singles)
        {
            KnownDifference? reason = single.Verdict.Problem is null ? KnownDifferences.Find(target.Name, single.Case.Units[0], single.Verdict) : null;
            if (reason is null)
            {
                unknown.Add(single);
            }
            else
            {
                known.Add(reason);
            }
        }

        foreach (KnownDifference reason in known)
        {
            _known[reason] = _known.GetValueOrDefault(reason) + 1;
        }

        if (singles.Count > 0 && unknown.Count == 0)
        {
            _onlyKnown++;
            return;
        }

        _failed++;
        foreach (var (single, why) in singles.Count > 0 ? unknown : [(failing, verdict)])
        {
            Describe(single, why, reducer, cancellation);
        }
    }

    // One description for each instruction is enough to begin with.
    private void Describe(DifferentialCase failing, CaseVerdict verdict, CaseReducer reducer, CancellationToken cancellation)
    {
        string instruction = FailureText.LastInstruction(failing);
        if (_failures.Count >= options.ReportedFailures || !_described.Add(instruction))
        {
            return;
        }

        DifferentialCase small = verdict.Problem is null ? reducer.Reduce(failing, cancellation) : failing;
        CaseVerdict end = _comparer.Compare([small], cancellation)[0];
        _failures.Add(new($"{failing.Name}: {instruction}", FailureText.Describe(target, small, end, verdict), Reproducer.Write(target, small)));
    }
}
