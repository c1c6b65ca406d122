using System.Text;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>What compartments can reach, as text and CSV.</summary>
internal static class MemoryReachText
{
    private const int MaximumRegions = 24;

    public static string ToText(MemoryReach reach)
    {
        var text = new StringBuilder(reach.Title).Append('\n');
        var summary = new Grid(("compartment", false), ("mechanism", false), ("reads", true), ("writes", true), ("runs", true), ("sealed entries", true), ("gates out", true));
        foreach (var c in reach.Compartments)
        {
            summary.Add(c.Name, c.Mechanism, Text.Size(c.Read), Text.Size(c.Write), Text.Size(c.Execute), ViewText.Number((ulong)c.SealedEntries), ViewText.Number((ulong)c.Gates));
        }

        text.Append(summary.ToText());
        foreach (var c in reach.Compartments)
        {
            text.Append('\n').Append(c.Name).Append(c.IsEverything ? ": everything, with the rights of the trusted base (it can change page tables and registers too)\n" : ":\n");
            foreach (var r in c.Regions.Take(MaximumRegions))
            {
                text.Append($"  {(r.Read != 0 ? 'r' : '-')}{(r.Write != 0 ? 'w' : '-')}{(r.Execute != 0 ? 'x' : '-')}  {Text.Size(Math.Max(r.Read, Math.Max(r.Write, r.Execute))),10}  {r.Region}{(r.Why.Length == 0 ? "" : $" ({r.Why})")}{(IsForeign(c, r) ? "  !" : "")}\n");
            }

            text.Append(c.Regions.Count > MaximumRegions ? $"  and {c.Regions.Count - MaximumRegions} more regions\n" : "");
        }

        return text.Append("\n! belongs to someone else\n").ToString();
    }

    public static string ToCsv(MemoryReach reach)
    {
        var grid = new Grid(("compartment", false), ("mechanism", false), ("region", false), ("owner", false), ("read bytes", true), ("written bytes", true), ("executed bytes", true), ("why", false));
        foreach (var c in reach.Compartments)
        {
            foreach (var r in c.Regions)
            {
                grid.Add(c.Name, c.Mechanism, r.Region, r.Owner, ViewText.Number(r.Read), ViewText.Number(r.Write), ViewText.Number(r.Execute), r.Why);
            }
        }

        return grid.ToCsv();
    }

    /// <summary>True for what belongs to the trusted base or to another compartment.</summary>
    public static bool IsForeign(CompartmentReach compartment, ReachedRegion region) => region.Owner.Length != 0 && region.Owner != "shared" && region.OwnerId != compartment.Compartment;
}
