using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlexCap.FlexOS.Internal.Views;
using FlexCap.FlexOS.Learning;

namespace FlexCap.FlexOS.Internal.Learning;

/// <summary>What was learned, written down.</summary>
internal static class LearningText
{
    private const int RegisterArguments = 8;
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static string ToText(LearningResult result)
    {
        var text = new StringBuilder(Summary(result)).Append("\n\nproposals, by the accesses that they settle\n");
        foreach (var proposal in result.Proposals)
        {
            text.Append(CultureInfo.InvariantCulture, $"{proposal.Count,8}  {proposal.Text}\n");
        }

        text.Append("\nplaces\n").Append(Places(result).ToText());
        if (result.References.Count != 0)
        {
            text.Append("\nvariables of other compartments that code refers to (FX0307)\n").Append(References(result).ToText());
        }

        return text.ToString();
    }

    public static string ToHtml(LearningResult result)
    {
        var html = new StringBuilder("<p>").Append(WebUtility.HtmlEncode(Summary(result))).Append("</p>\n<table class=\"flexcap\"><thead><tr><th scope=\"col\">accesses (measured)</th><th scope=\"col\">proposal</th></tr></thead><tbody>\n");
        foreach (var proposal in result.Proposals)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"text-align:right\">{proposal.Count}</td><td style=\"text-align:left\">{WebUtility.HtmlEncode(proposal.Text)}</td></tr>\n");
        }

        return html.Append("</tbody></table>\n<details><summary>Places</summary><pre>").Append(WebUtility.HtmlEncode(Places(result).ToText())).Append("</pre></details>\n").ToString();
    }

    public static string ToJson(LearningResult result) => JsonSerializer.Serialize(
        new { result.Name, Stop = result.Run.Stop.ToString(), result.Accesses, result.Arguments, result.References, result.Proposals, Interface = ToInterface(result, null) }, s_json);

    public static string ToInterface(LearningResult result, string? library)
    {
        var text = new StringBuilder("functions:\n");
        var functions = result.Arguments.Where(a => library is null || a.Library == library).GroupBy(a => a.Function).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        foreach (var function in functions)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {function.Key}:\n    result: u64\n    arguments:\n");
            for (var i = 0; i < RegisterArguments; i++)
            {
                // One function may be learned through several gates: what any of them needs.
                var uses = function.Where(a => a.Argument == i).ToList();
                text.Append(CultureInfo.InvariantCulture, $"      - {{name: a{i}, {(uses.Count == 0 ? "type: u64" : Argument(uses))}}}\n");
            }
        }

        return functions.Count == 0 ? "functions: {}\n" : text.ToString();
    }

    private static string Argument(IReadOnlyList<LearnedArgument> uses)
    {
        var passes = uses.Select(u => u.Pass).Distinct().ToList();
        var pass = passes.Count == 1 ? passes[0] : passes.Exists(p => p is "out" or "inout") && passes.Exists(p => p != "out") ? "inout" : "in";
        var sizes = uses.Select(u => (u.SizeArgument, u.SizeFactor)).Distinct().ToList();
        var size = sizes is [({ } argument, var factor)] ? $"a{argument}{(factor == 1 ? "" : $" * {factor.ToString(CultureInfo.InvariantCulture)}")}" : ViewText.Number(uses.Max(u => u.Bytes));
        return pass == "string" ? "pass: string" : $"pass: {pass}, size: {size}";
    }

    private static string Summary(LearningResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Name}: {result.Accesses.Sum(a => a.Count)} accesses to data of other compartments from {result.Accesses.Select(a => a.ProgramCounter).Distinct().Count()} places, {result.Arguments.Count} pointer arguments, {result.Run.Faults.Count} other faults");

    private static Grid Places(LearningResult result)
    {
        var grid = new Grid(("accesses", true), ("kind", false), ("bytes", true), ("code", false), ("object", false), ("through", false));
        foreach (var a in result.Accesses)
        {
            var through = a.Gate.Length == 0 ? "" : a.Argument is { } argument ? $"argument {ViewText.Number((ulong)argument)} of {a.Gate}" : $"during {a.Gate}";
            grid.Add(ViewText.Number(a.Count), a.IsStore ? "store" : "load", ViewText.Number((ulong)a.Size), $"{a.Compartment}: {a.Code} ({a.Library})", $"{a.Owner}: {a.Object}{(a.OwnerLibrary.Length == 0 ? "" : $" ({a.OwnerLibrary})")}", through);
        }

        return grid;
    }

    private static Grid References(LearningResult result)
    {
        var grid = new Grid(("code", false), ("variable", false));
        foreach (var r in result.References)
        {
            grid.Add($"{r.Compartment}: {r.Code}", $"{r.Owner}: {r.Variable} ({r.OwnerLibrary})");
        }

        return grid;
    }
}
