using System.Globalization;
using System.Text;
using FlexCap.FlexOS.Internal.Views;

namespace FlexCap.FlexOS.Internal.Explanations;

/// <summary>Explanations and comparisons as text, Markdown and CSV.</summary>
internal static class ExplanationText
{
    public static string Cost(Alternative way) =>
        way.Instructions is not { } fixedCost ? ""
        : way.InstructionsPerByte == 0 ? string.Create(CultureInfo.InvariantCulture, $"modelled: {fixedCost} instructions a crossing")
        : string.Create(CultureInfo.InvariantCulture, $"modelled: {fixedCost} instructions a crossing and {way.InstructionsPerByte:0.##} a byte");

    public static string Heading(FindingTopic topic) => topic switch
    {
        FindingTopic.Library => "Micro-libraries",
        FindingTopic.Gate => "Gates",
        FindingTopic.Sharing => "Sharing",
        FindingTopic.Reach => "Reach",
        _ => "Permissions",
    };

    public static string ToText(Explanation explanation)
    {
        var text = new StringBuilder().Append(Title(explanation)).Append('\n');
        foreach (var topic in explanation.Findings.GroupBy(f => f.Topic))
        {
            text.Append('\n').Append(Heading(topic.Key)).Append('\n');
            foreach (var finding in topic)
            {
                text.Append("  ").Append(finding.Text).Append('\n');
                foreach (var reason in finding.Reasons)
                {
                    text.Append("    because: ").Append(reason).Append('\n');
                }

                foreach (var way in finding.Alternatives)
                {
                    text.Append("    or: ").Append(way).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public static string ToMarkdown(Explanation explanation)
    {
        var text = new StringBuilder("# ").Append(Escape(Title(explanation))).Append('\n');
        foreach (var topic in explanation.Findings.GroupBy(f => f.Topic))
        {
            text.Append("\n## ").Append(Heading(topic.Key)).Append('\n');
            foreach (var finding in topic)
            {
                text.Append("\n**").Append(Escape(finding.Subject)).Append("** ").Append(Escape(finding.Text)).Append("\n\n");
                foreach (var reason in finding.Reasons)
                {
                    text.Append("- ").Append(Escape(reason)).Append('\n');
                }

                foreach (var way in finding.Alternatives)
                {
                    text.Append("- *or* ").Append(Escape(way.ToString())).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    public static string ToText(PlanComparison comparison)
    {
        var title = $"From {comparison.Before.Configuration.Name} to {comparison.After.Configuration.Name}";
        return comparison.Differences.Count == 0 ? $"{title}: no difference\n" : $"{title}\n{Differences(comparison).ToText()}";
    }

    public static string ToCsv(PlanComparison comparison) => Differences(comparison).ToCsv();

    private static Grid Differences(PlanComparison comparison)
    {
        var grid = new Grid(("topic", false), ("subject", false), ("before", false), ("after", false));
        foreach (var difference in comparison.Differences)
        {
            grid.Add(Word(difference.Topic), difference.Subject, difference.Before, difference.After);
        }

        return grid;
    }

    private static string Title(Explanation explanation) => $"Why {explanation.Plan.Configuration.Name} is planned as it is";

    public static string Word(DifferenceTopic topic) => topic == DifferenceTopic.TrustedBase ? "trusted code" : topic.ToString().ToLowerInvariant();

    // Names of functions have underscores, which Markdown would take for emphasis.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            escaped.Append(c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' ? "\\" : "").Append(c);
        }

        return escaped.ToString();
    }
}
