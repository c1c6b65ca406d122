namespace FlexCap.Notebooks.Internal;

/// <summary>Finds what a person probably meant.</summary>
internal static class Suggestion
{
    /// <summary>The candidate with the fewest edits if they are at most a third of its length (at least one); the first of equals.</summary>
    internal static string? Nearest(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(c => (Text: c, Edits: Distance(word.ToUpperInvariant(), c.ToUpperInvariant())))
            .Where(c => c.Edits <= Math.Max(1, Math.Max(word.Length, c.Text.Length) / 3))
            .OrderBy(c => c.Edits)
            .Select(c => c.Text)
            .FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
