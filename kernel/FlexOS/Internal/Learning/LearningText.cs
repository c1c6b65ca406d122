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
    private const int RegisterArguments = CallTracker.Registers, IndirectResult = 8;

    // What a callback takes is learned by learning again with this.
    private const string Callback = "pass: callback, callback: {result: u64, arguments: [{name: b0}, {name: b1}, {name: b2}, {name: b3}]}";

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

        if (result.Run.Faults.Count != 0)
        {
            text.Append("\nother faults, which learning lets through none of\n");
            foreach (var fault in result.Run.Faults)
            {
                text.Append(CultureInfo.InvariantCulture, $"{fault}\n");
            }
        }

        return text.ToString();
    }

    public static string ToHtml(LearningResult result)
    {
        var html = new StringBuilder("<p>").Append(WebUtility.HtmlEncode(Summary(result))).Append("</p>\n");
        var most = Math.Max(1, result.Proposals.Select(p => p.Count).DefaultIfEmpty().Max());
        html.Append("<table class=\"flexcap\"><thead><tr><th scope=\"col\" style=\"text-align:right\">accesses (measured)</th><th scope=\"col\"></th><th scope=\"col\" style=\"text-align:left\">proposal</th></tr></thead><tbody>\n");
        foreach (var proposal in result.Proposals)
        {
            // The bar is the share of the proposal that settles most.
            html.Append(CultureInfo.InvariantCulture, $"<tr><td style=\"text-align:right\">{ViewText.Number(proposal.Count)}</td><td style=\"width:80px;text-align:left\"><div style=\"background:#0072b2;height:10px;width:{80 * proposal.Count / most}px\"></div></td><td style=\"text-align:left\">{WebUtility.HtmlEncode(proposal.Text)}</td></tr>\n");
        }

        html.Append("</tbody></table>\n");
        Details(html, $"{result.Accesses.Count} places", Places(result).ToText());
        if (result.References.Count != 0)
        {
            Details(html, $"{result.References.Count} references to variables of other compartments", References(result).ToText());
        }

        foreach (var library in result.Libraries)
        {
            Details(html, $"interface.yaml of {library}", result.ToInterfaceYaml(library));
        }

        return html.ToString();
    }

    private static void Details(StringBuilder html, string title, string text) =>
        html.Append("<details><summary>").Append(WebUtility.HtmlEncode(title)).Append("</summary><pre>").Append(WebUtility.HtmlEncode(text)).Append("</pre></details>\n");

    public static string ToJson(LearningResult result) => JsonSerializer.Serialize(
        new { result.Name, Stop = result.Run.Stop.ToString(), result.Accesses, result.Arguments, result.References, result.Proposals, Interface = ToInterface(result, null) }, s_json);

    public static string ToInterface(LearningResult result, string? library)
    {
        var text = new StringBuilder("functions:\n");
        var isEmpty = true;
        foreach (var function in result.Functions.Where(f => library is null || f.Library == library).OrderBy(f => f.Function, StringComparer.Ordinal))
        {
            var arguments = result.Arguments.Where(a => a.Function == function.Function && a.Library == function.Library && !a.IsNested).ToList();
            if (arguments.Count == 0 && function.Callbacks.Count == 0)
            {
                continue;
            }

            isEmpty = false;
            var indirect = arguments.Find(a => a.Argument == IndirectResult);
            text.Append(CultureInfo.InvariantCulture, $"  {function.Function}:\n    result: {(indirect is null ? function.Result : $"{{pass: out, size: {indirect.Bytes}}}")}\n    arguments:\n");
            var count = Math.Max(RegisterArguments, arguments.Count == 0 ? 0 : arguments.Max(a => a.Argument));
            for (var i = 0; i < count; i++)
            {
                // Beyond the registers come those on the stack, which are counted after x8.
                var argument = arguments.Find(a => a.Argument == (i < RegisterArguments ? i : i + 1));
                var what = argument is not null ? Argument(argument) : function.Callbacks.Contains(i) ? Callback : "type: u64";
                text.Append(CultureInfo.InvariantCulture, $"      - {{name: a{i}, {what}}}{(argument is { Reason.Length: > 0 } ? $"  # {argument.Reason}" : "")}\n");
            }
        }

        return isEmpty ? "functions: {}\n" : text.ToString();
    }

    private static string Argument(LearnedArgument argument) => argument.Size is null ? $"pass: {argument.Pass}" : $"pass: {argument.Pass}, size: {argument.Size}{(argument.Written.Length == 0 ? "" : $", written: {argument.Written}")}";

    private static string Summary(LearningResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Name}: {result.Accesses.Sum(a => a.Count)} accesses to data of other compartments from {result.Accesses.Select(a => a.ProgramCounter).Distinct().Count()} places, {result.Arguments.Count} pointer arguments, {result.Run.Faults.Count} other faults");

    private static Grid Places(LearningResult result)
    {
        var grid = new Grid(("accesses", true), ("kind", false), ("bytes", true), ("code", false), ("object", false), ("through", false));
        foreach (var a in result.Accesses)
        {
            var through = a.Gate.Length == 0 ? "" : a.Path switch
            {
                "" => $"during {a.Gate}",
                "result" => $"the result of {a.Gate}",
                "written" => $"a pointer written by {a.Gate}",
                _ => $"argument {a.Path} of {a.Gate}",
            };
            grid.Add(ViewText.Number(a.Count), a.IsStore ? "store" : "load", ViewText.Number((ulong)a.Size), $"{a.Compartment}: {string.Join(" ← ", a.Callers.Prepend(a.Source is null ? a.Code : $"{a.Code} at {a.Source}"))} ({a.Library})", $"{a.Owner}: {a.Object}{(a.OwnerLibrary.Length == 0 ? "" : $" ({a.OwnerLibrary})")}", through);
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
