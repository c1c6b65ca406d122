using System.Globalization;
using FlexCap.FlexOS.Views;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Compares two plans by the names in them.</summary>
internal sealed class PlanComparer(Plan before, Plan after)
{
    private const int ReachLimit = 64;

    public PlanComparison Compare()
    {
        var differences = new List<PlanDifference>();
        Add(DifferenceTopic.Compartment, Compartments);
        Add(DifferenceTopic.Library, Libraries);
        Add(DifferenceTopic.Gate, Gates);
        Add(DifferenceTopic.Sharing, Sharing);
        var (first, second) = (before.Link(), after.Link());
        Compare(DifferenceTopic.TrustedBase, Trusted(first), Trusted(second));
        if (Math.Max(before.Configuration.Compartments.Count, after.Configuration.Compartments.Count) <= ReachLimit)
        {
            Compare(DifferenceTopic.Reach, Reach(first), Reach(second));
        }

        return new PlanComparison(before, after, differences);

        void Add(DifferenceTopic topic, Func<Plan, Dictionary<string, string>> of) => Compare(topic, of(before), of(after));

        void Compare(DifferenceTopic topic, Dictionary<string, string> one, Dictionary<string, string> other)
        {
            foreach (var subject in one.Keys.Union(other.Keys).Order(StringComparer.Ordinal))
            {
                var (was, becomes) = (one.GetValueOrDefault(subject, ""), other.GetValueOrDefault(subject, ""));
                if (was != becomes)
                {
                    differences.Add(new PlanDifference(topic, subject, was, becomes));
                }
            }
        }
    }

    private static Dictionary<string, string> Compartments(Plan plan) =>
        plan.Configuration.Compartments.ToDictionary(c => c.Name, c => MechanismNames.NameOf(c.Mechanism, c.Gate) + (c.IsDefault ? ", default" : ""), StringComparer.Ordinal);

    // Application and library may share a name.
    private static Dictionary<string, string> Libraries(Plan plan) =>
        plan.Libraries.ToDictionary(l => l.Role == LibraryRole.Application ? $"{l.Name} (application)" : l.Name, l => plan.NameOf(l.Compartment), StringComparer.Ordinal);

    private static Dictionary<string, string> Gates(Plan plan) =>
        plan.Gates.ToDictionary(g => $"{plan.NameOf(g.From)} → {plan.NameOf(g.To)}: {g.Function}", g => MechanismNames.NameOf(g.Mechanism, g.Variant), StringComparer.Ordinal);

    private static Dictionary<string, string> Sharing(Plan plan) =>
        plan.Areas.ToDictionary(a => a.IsRegister ? "region behind c18" : a.Index == 0 ? "shared region" : $"shared region {a.Index}", a => a.IsRegister ? "all" : Names.List(a.Compartments.Select(plan.NameOf)), StringComparer.Ordinal);

    private static Dictionary<string, string> Trusted(Image image)
    {
        var trusted = image.TrustedBase();
        var rows = trusted.Compartments.ToDictionary(c => c.Name, c => Bytes(c.Bytes), StringComparer.Ordinal);
        rows["trusted base"] = Bytes(trusted.CodeBytes);
        return rows;
    }

    private static Dictionary<string, string> Reach(Image image) =>
        image.Reach().Compartments.ToDictionary(c => c.Name, c =>
        {
            var others = c.Regions.Where(r => r.OwnerId != c.Compartment && r.Region is not "padding").ToList();
            return $"of others: reads {Bytes(Sum(others, r => r.Read))}, writes {Bytes(Sum(others, r => r.Write))}";
        }, StringComparer.Ordinal);

    private static ulong Sum(IEnumerable<ReachedRegion> regions, Func<ReachedRegion, ulong> size) => regions.Aggregate(0UL, (sum, r) => sum + size(r));

    private static string Bytes(ulong bytes) => bytes.ToString(CultureInfo.InvariantCulture) + " B";
}
