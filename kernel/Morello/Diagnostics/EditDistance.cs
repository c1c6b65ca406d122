namespace FlexCap.Diagnostics;

/// <summary>How far two words are apart, for advice on misspelt names.</summary>
public static class EditDistance
{
    private const int Longest = 64; // a person mistypes names, not essays, and the table grows with the square

    /// <summary>
    /// The fewest insertions, deletions, replacements and swaps of neighbours that make one word of the other (optimal string
    /// alignment), without regard to case. Only the first 64 characters of each count.
    /// </summary>
    /// <param name="a">One word.</param>
    /// <param name="b">The other.</param>
    public static int Between(string a, string b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (rows, columns) = (Math.Min(a.Length, Longest), Math.Min(b.Length, Longest));
        var d = new int[rows + 1, columns + 1];
        for (var i = 0; i <= rows; i++)
        {
            for (var j = 0; j <= columns; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[rows, columns];
    }

    /// <summary>
    /// The name that a person probably meant: the nearest one, if it is no farther than a third of the word's length (at least
    /// one edit). Of equals the one that begins like the word for longest, then the shortest, then the first in ordinal order.
    /// </summary>
    /// <param name="word">What the person wrote.</param>
    /// <param name="names">What there is.</param>
    /// <returns>The name, or null if none is near.</returns>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(names);
        var most = Math.Max(1, word.Length / 3);
        return names.Where(n => Math.Abs(n.Length - word.Length) <= most)
            .Select(n => (Name: n, Distance: Between(word, n)))
            .Where(c => c.Distance <= most)
            .OrderBy(c => c.Distance).ThenByDescending(c => c.Name.AsSpan().CommonPrefixLength(word)).ThenBy(c => c.Name.Length).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name).FirstOrDefault();
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
