using FlexCap.Diagnostics;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Nearest
{
    /// <summary>Advice for a wrong name: the nearest known one, or what to do where none is near.</summary>
    public static string Help(string wrong, IEnumerable<string> known, string what)
    {
        return EditDistance.Nearest(wrong, known) is { } nearest ? $"Did you mean '{nearest}'?" : $"Define the {what}, or mend its name.";
    }
}
