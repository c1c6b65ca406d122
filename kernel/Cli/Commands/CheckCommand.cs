using System.CommandLine;
using System.Text.Json.Nodes;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap check</c>: reads and plans a configuration, and prints its compartments and gates or what is wrong with it.</summary>
internal static class CheckCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var shared = new SharedOptions();
        var explain = new Option<bool>("--explain") { Description = "Say why: who pulled in which library, why each gate exists, who shares data, what each compartment can reach, and what else would be possible." };
        var compare = new Option<string?>("--compare") { Description = "Print what changes from CONFIG.yaml to another configuration: gates, sharing, trusted code, reach.", HelpName = "OTHER.yaml" };
        var command = new Command("check", "Check a configuration; print its compartments and gates, or every error with its line.")
        {
            shared.Configuration, shared.Mechanism, shared.Parameters, shared.Json, explain, compare,
        };
        command.SetAction(parsed => Run(parsed, shared, explain, compare, terminal, sources));
        return command;
    }

    private static int Run(ParseResult parsed, SharedOptions shared, Option<bool> explain, Option<string?> compare, Terminal terminal, SourceTexts sources)
    {
        var json = parsed.GetValue(shared.Json);
        Plan plan;
        PlanComparison? comparison = null;
        IReadOnlyList<Diagnostic> diagnostics;
        try
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            plan = shared.Apply(configuration, parsed).Check();
            diagnostics = [.. warnings.Concat(plan.Warnings).Distinct()];
            if (parsed.GetValue(compare) is { } other)
            {
                comparison = plan.CompareWith(shared.Apply(InputFile.ReadConfiguration(other, sources).Configuration, parsed).Check());
            }
        }
        catch (InputException e) when (json)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject { ["ok"] = false, ["diagnostics"] = Json.Of(e.Diagnostics) }));
            return ExitCode.InputError;
        }

        var explanation = parsed.GetValue(explain) ? plan.Explain() : null;
        if (json)
        {
            var result = new JsonObject
            {
                ["ok"] = true,
                ["name"] = plan.Configuration.Name,
                ["application"] = plan.Configuration.Application,
                ["compartments"] = Json.Of(plan.Configuration.Compartments),
                ["gates"] = Json.Of(plan),
                ["diagnostics"] = Json.Of(diagnostics),
            };
            if (explanation is not null)
            {
                result["findings"] = Json.Of(explanation);
            }

            if (comparison is not null)
            {
                result["differences"] = Json.Of(comparison);
            }

            terminal.Out.WriteLine(Json.Text(result));
        }
        else
        {
            terminal.WriteDiagnostics(diagnostics, sources);
            terminal.Write(Tables.Compartments(plan.Configuration));
            terminal.Write(Tables.Gates(plan));
            terminal.Out.Write(explanation is null ? "" : "\n" + explanation.ToText());
            terminal.Out.Write(comparison is null ? "" : "\n" + comparison.ToText());
        }

        return ExitCode.Success;
    }
}
