using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Internal;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class DidYouMean
{
    /// <summary>Advice for a wrong name: the nearest known one, or the list of all.</summary>
    public static string Help(string wrong, IEnumerable<string> known, string what)
    {
        var names = known.ToList();
        return EditDistance.Nearest(wrong, names) is { } nearest ? $"Did you mean '{nearest}'?"
            : names.Count == 0 ? $"There is no {what} here."
            : $"Known: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : "")}.";
    }
}
