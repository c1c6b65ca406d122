namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Names as findings write them.</summary>
internal static class Names
{
    public static string NameOf(this Plan plan, int compartment) => compartment < 0 ? "the trusted base" : plan.Configuration.Compartments[compartment].Name;

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IEnumerable<string> names) =>
        names.ToList() is { Count: > 1 } all ? $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}" : string.Concat(names);

    /// <summary>A few of them, and how many more there are.</summary>
    public static string Some(IReadOnlyList<string> names, int limit = 6) =>
        names.Count <= limit ? List(names) : $"{string.Join(", ", names.Take(limit))} and {names.Count - limit} more";

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
