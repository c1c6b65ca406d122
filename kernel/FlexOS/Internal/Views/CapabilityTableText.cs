using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>A capability table as rows.</summary>
internal static class CapabilityTableText
{
    // A stack of saved registers can hold thousands; the CSV has them all.
    private const int MaximumRows = 200;

    public static string ToText(CapabilityTable table)
    {
        var rest = table.Entries.Count - MaximumRows;
        return $"{table.Title}\n{Grid(table, isForReading: true).ToText()}{(rest > 0 ? $"and {rest} more\n" : "")}";
    }

    public static Grid Grid(CapabilityTable table, bool isForReading)
    {
        var grid = new Grid(("holder", false), ("capability", false), ("at", true), ("value", true), ("base", true), ("limit", true), ("bytes", true), ("permissions", false), ("sealed", false), ("otype", true));
        foreach (var entry in isForReading ? table.Entries.Take(MaximumRows) : table.Entries)
        {
            var (capability, bounds) = (entry.Capability, entry.Capability.Bounds);
            grid.Add(
                entry.Holder, entry.Name, entry.Address is { } at ? ViewText.Hex(at) : "register", ViewText.Hex(capability.Value), ViewText.Hex(bounds.Base), ViewText.Hex(bounds.Limit),
                !isForReading ? bounds.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) : bounds.Length <= ulong.MaxValue ? Text.Size((ulong)bounds.Length) : "everything",
                ViewText.PermissionLetters(capability.Permissions), ViewText.Seal(capability), ViewText.Number((ulong)capability.ObjectType));
        }

        return grid;
    }
}
