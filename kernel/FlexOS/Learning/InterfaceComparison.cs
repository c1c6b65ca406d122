using FlexCap.FlexOS.Internal.Learning;

namespace FlexCap.FlexOS.Learning;

/// <summary>How a proposed interface stands to a written one.</summary>
public enum InterfaceVerdict
{
    /// <summary>The same.</summary>
    Same,

    /// <summary>The proposal moves more than is written: it works, and costs more.</summary>
    Wider,

    /// <summary>The proposal moves less than is written: what the workload did is covered, what else the function can do may not be.</summary>
    Narrower,

    /// <summary>Written, but not learned: the workload did not use it.</summary>
    Missing,

    /// <summary>Learned, but not written: something that no interface has said.</summary>
    Unwritten,
}

/// <summary>One pointer argument of both.</summary>
/// <param name="Library">The micro-library.</param>
/// <param name="Function">The function.</param>
/// <param name="Argument">The argument: its written name, or <c>a0</c> and so on.</param>
/// <param name="Written">As it is written, or empty.</param>
/// <param name="Proposed">As it is proposed, or empty.</param>
/// <param name="Verdict">How they stand to each other.</param>
/// <param name="Reason">Why they differ, as far as the run shows it.</param>
/// <param name="Calls">Calls of the function; exact.</param>
public sealed record InterfaceComparisonRow(
    string Library, string Function, string Argument, string Written, string Proposed, InterfaceVerdict Verdict, string Reason, long Calls);

/// <summary>Proposed interfaces beside the written ones, for the functions that a configuration has gates for.</summary>
/// <param name="Name">Name of the configuration.</param>
/// <param name="Rows">Rows, by library, function and argument.</param>
public sealed record InterfaceComparison(string Name, IReadOnlyList<InterfaceComparisonRow> Rows)
{
    /// <summary>The table in Markdown, with a sum of the verdicts.</summary>
    public string ToMarkdown() => InterfaceComparer.ToMarkdown(this);
}
