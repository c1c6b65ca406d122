using System.Text;

namespace FlexCap.FlexOS.Internal.Views;

/// <summary>The gates of a plan as a matrix and a list. Beyond a screenful of compartments only the list remains.</summary>
internal static class GateMatrixText
{
    private const int MaximumColumns = 12;

    /// <summary>The text; <paramref name="counts"/> are the executions of each gate, or null where nothing has run.</summary>
    public static string Write(Plan plan, IReadOnlyList<long>? counts = null)
    {
        var names = plan.Configuration.Compartments.Select(c => c.Name).ToList();
        var text = new StringBuilder();
        if (names.Count <= MaximumColumns)
        {
            var width = Math.Max(9, names.Max(n => n.Length));
            text.Append("from \\ to".PadRight(width));
            names.ForEach(n => text.Append("  ").Append(n.PadLeft(5)));
            text.Append('\n');
            for (var from = 0; from < names.Count; from++)
            {
                text.Append(names[from].PadRight(width));
                for (var to = 0; to < names.Count; to++)
                {
                    var count = plan.Gates.Count(g => g.From == from && g.To == to);
                    var cell = from == to ? "·" : count == 0 ? "-" : count.ToString(null, null);
                    text.Append("  ").Append(cell.PadLeft(Math.Max(5, names[to].Length)));
                }

                text.Append('\n');
            }

            text.Append('\n');
        }

        foreach (var (index, gate) in plan.Gates.Index())
        {
            text.Append(names[gate.From]).Append(" → ").Append(names[gate.To]).Append(": ").Append(gate.Function)
                .Append("  (").Append(MechanismNames.NameOf(gate.Mechanism, gate.Variant)).Append(')').Append(counts is null ? "" : $"  {ViewText.Number(counts[index])} calls").Append('\n');
        }

        if (plan.Gates.Count == 0)
        {
            text.Append("no calls between compartments\n");
        }

        return text.ToString();
    }
}
