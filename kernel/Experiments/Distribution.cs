namespace FlexCap.Experiments;

/// <summary>What repeated observations of one count have in common. All values have the unit of the observations; none is interpolated.</summary>
/// <param name="Count">Number of observations.</param>
/// <param name="First">The first observation.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Median">The middle one (of an even number, the lower of the two).</param>
/// <param name="Max">The largest.</param>
/// <param name="Hot">The median of the observations after warm-up; of all of them where fewer than that were made.</param>
public sealed record Distribution(int Count, long First, long Min, long Median, long Max, long Hot)
{
    /// <summary>Summarises observations, in the order in which they were made; the first <paramref name="warmUp"/> are not hot.</summary>
    /// <exception cref="ArgumentException">There are no observations.</exception>
    public static Distribution Of(IReadOnlyList<long> observations, int warmUp)
    {
        ArgumentNullException.ThrowIfNull(observations);
        ArgumentOutOfRangeException.ThrowIfNegative(warmUp);
        if (observations.Count == 0)
        {
            throw new ArgumentException("There is nothing to summarise.", nameof(observations));
        }

        var sorted = observations.Order().ToList();
        var hot = observations.Count > warmUp ? observations.Skip(warmUp).Order().ToList() : sorted;
        return new Distribution(sorted.Count, observations[0], sorted[0], LowerMedian(sorted), sorted[^1], LowerMedian(hot));
    }

    private static long LowerMedian(List<long> sorted) => sorted[(sorted.Count - 1) / 2];
}
