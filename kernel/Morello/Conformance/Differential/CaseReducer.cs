namespace FlexCap.Morello.Conformance;

/// <summary>
/// Makes a failing case small: first one unit alone in the state in which it began, else as few units as still fail; then without the
/// instructions that it does not need; then with as much of the state zero as possible. Many candidates are tried in one image.
/// </summary>
internal sealed class CaseReducer(DifferentialTarget target, CaseComparer comparer)
{
    private string _field = string.Empty;

    /// <summary>
    /// For each case, every unit that ends differently when it begins alone in the state that this machine was in before it; with its
    /// verdict. All cases share the images.
    /// </summary>
    internal IReadOnlyList<IReadOnlyList<(DifferentialCase Case, CaseVerdict Verdict)>> Split(IReadOnlyList<DifferentialCase> failing, CancellationToken cancellation)
    {
        DifferentialCase[][] singles = [.. failing.Select(f => target.Trace(f, cancellation).Select((state, i) => f with { Units = [f.Units[i]], State = state }).ToArray())];
        Queue<CaseVerdict> verdicts = new(singles.SelectMany(s => s).Chunk(target.BatchSize).SelectMany(chunk => comparer.Compare(chunk, cancellation)));
        return [.. singles.Select(s => s.Select(single => (Case: single, Verdict: verdicts.Dequeue())).Where(pair => !pair.Verdict.IsEqual).ToArray())];
    }

    /// <summary>The smallest case found that still fails.</summary>
    internal DifferentialCase Reduce(DifferentialCase failing, CancellationToken cancellation)
    {
        // What is left must fail in the same way, or a small case of another difference would take its place.
        _field = comparer.Compare([failing], cancellation)[0].Differences is [var first, ..] ? first.Field : string.Empty;

        DifferentialCase small = failing;
        if (small.Units.Count > 1)
        {
            small = Shrink(small, Enumerable.Range(0, small.Units.Count), (c, gone) => c with { Units = [.. failing.Units.Where((_, i) => !gone.Contains(i))] }, cancellation);
        }

        // Words from here on: what stands before or behind the instruction may not be needed.
        DifferentialCase whole = small with { Units = [[.. small.Units.SelectMany(u => u)]] };
        DifferentialCase words = Shrink(whole, Enumerable.Range(0, whole.WordCount), (c, gone) => c with { Units = [[.. whole.Units[0].Where((_, i) => !gone.Contains(i))]] }, cancellation);
        StateField[] fields = [.. target.Layout.Fields.Where(f => f.IsInput && !f.IsKept && !words.State.IsZero(f))];
        return Shrink(words, Enumerable.Range(0, fields.Length), (c, gone) =>
        {
            CaseState state = words.State.Copy();
            foreach (int i in gone)
            {
                state.Clear(fields[i]);
            }

            return c with { State = state };
        }, cancellation);
    }

    // Takes items away in ever smaller groups as long as the rest fails.
    private DifferentialCase Shrink(DifferentialCase start, IEnumerable<int> items, Func<DifferentialCase, HashSet<int>, DifferentialCase> without, CancellationToken cancellation)
    {
        List<int> left = [.. items];
        HashSet<int> gone = [];
        DifferentialCase best = start;
        for (int size = left.Count; size > 0 && left.Count > 0; size /= 2)
        {
            int[][] groups = [.. left.Chunk(size)];
            var verdicts = comparer.Compare([.. groups.Select(g => without(start, [.. gone, .. g]))], cancellation);
            int[][] harmless = [.. groups.Where((_, i) => Fails(verdicts[i]))];

            // What can go each alone may not go together.
            foreach (int[][] together in harmless.Length > 1 ? [harmless] : Array.Empty<int[][]>())
            {
                int[] union = [.. together.SelectMany(g => g)];
                if (Fails(comparer.Compare([without(start, [.. gone, .. union])], cancellation)[0]))
                {
                    harmless = [union];
                }
            }

            foreach (int[] group in harmless)
            {
                DifferentialCase candidate = without(start, [.. gone, .. group]);
                if (harmless.Length == 1 || Fails(comparer.Compare([candidate], cancellation)[0]))
                {
                    gone.UnionWith(group);
                    left.RemoveAll(group.Contains);
                    best = candidate;
                }
            }
        }

        return best;
    }

    private bool Fails(CaseVerdict verdict) => verdict.Differences.Count > 0 && verdict.Differences[0].Field == _field;
}
