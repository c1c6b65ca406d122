namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>Advice for a wrong name: the nearest known one, or what to do where none is near.</summary>
    public static string Help(string wrong, IEnumerable<string> known, string what)
    {
        var nearest = known.Where(n => Math.Abs(n.Length - wrong.Length) <= 2)
            .Select(n => (Name: n, Distance: Distance(wrong, n)))
            .Where(c => c.Distance <= Math.Max(1, wrong.Length / 3)).OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Name is null ? $"Define the {what}, or mend its name." : $"Did you mean '{nearest.Name}'?";
    }

    // Edit distance with neighbouring letters swapped counted once (optimal string alignment); long names are cut.
    private static int Distance(string a, string b)
    {
        const int Longest = 64;
        (a, b) = (a.Length > Longest ? a[..Longest] : a, b.Length > Longest ? b[..Longest] : b);
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
