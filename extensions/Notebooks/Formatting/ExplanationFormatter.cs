using System.Text;
using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Formatting;

/// <summary>Explanations of plans, topic by topic, each finding unfolding its reasons; and comparisons as a table.</summary>
internal static class ExplanationFormatter
{
    internal static MimeBundle Format(Explanation explanation)
    {
        var html = new StringBuilder();
        foreach (var topic in explanation.Findings.GroupBy(f => f.Topic))
        {
            html.Append("<p style=\"margin:8px 0 2px;font-weight:bold\">").Append(Html.Escape(topic.Key.ToString())).Append("</p>");
            foreach (var finding in topic)
            {
                html.Append("<details><summary>").Append(Html.Escape(finding.Text)).Append("</summary><ul style=\"margin:0\">");
                foreach (var reason in finding.Reasons)
                {
                    html.Append("<li>").Append(Html.Escape(reason)).Append("</li>");
                }

                foreach (var way in finding.Alternatives)
                {
                    html.Append("<li><i>or</i> ").Append(Html.Escape(way.ToString())).Append("</li>");
                }

                html.Append("</ul></details>");
            }
        }

        return new MimeBundle(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["text/html"] = html.ToString(),
            ["text/markdown"] = explanation.ToMarkdown(),
            ["text/plain"] = explanation.ToText().TrimEnd('\n'),
        });
    }

    internal static MimeBundle Format(PlanComparison comparison) => new Table(
        $"From {comparison.Before.Configuration.Name} to {comparison.After.Configuration.Name}",
        [new("topic"), new("subject"), new("before"), new("after")],
        [.. comparison.Differences.Select(d => (IReadOnlyList<string>)[d.Topic.ToString(), d.Subject, d.Before, d.After])],
        comparison.Differences.Count == 0 ? "No difference." : "").ToBundle();
}
