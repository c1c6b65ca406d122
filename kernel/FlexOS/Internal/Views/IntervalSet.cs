namespace FlexCap.FlexOS.Internal.Views;

/// <summary>A set of addresses as disjoint intervals [start, end), ascending.</summary>
internal sealed class IntervalSet
{
    private readonly SortedDictionary<ulong, ulong> _intervals = [];

    public IEnumerable<(ulong Start, ulong End)> Intervals => _intervals.Select(i => (i.Key, i.Value));

    public void Add(ulong start, ulong end)
    {
        if (start >= end)
        {
            return;
        }

        foreach (var (from, to) in _intervals.Where(i => i.Key <= end && i.Value >= start).ToList())
        {
            (start, end) = (Math.Min(start, from), Math.Max(end, to));
            _intervals.Remove(from);
        }

        _intervals.Add(start, end);
    }

    /// <summary>Bytes of [start, end) that are in the set.</summary>
    public ulong Within(ulong start, ulong end) =>
        start >= end ? 0 : _intervals.Where(i => i.Key < end && i.Value > start).Aggregate(0UL, (sum, i) => sum + (Math.Min(end, i.Value) - Math.Max(start, i.Key)));
}
