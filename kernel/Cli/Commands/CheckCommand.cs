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
        var command = new Command("check", "Check a configuration; print its compartments and gates, or every error with its line.")
        {
            shared.Configuration, shared.Mechanism, shared.Parameters, shared.Json,
        };
        command.SetAction(parsed => Run(parsed, shared, terminal, sources));
        return command;
    }

    private static int Run(ParseResult parsed, SharedOptions shared, Terminal terminal, SourceTexts sources)
    {
        var json = parsed.GetValue(shared.Json);
        Plan plan;
        IReadOnlyList<Diagnostic> diagnostics;
        try
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            plan = shared.Apply(configuration, parsed).Check();
            diagnostics = [.. warnings.Concat(plan.Warnings).Distinct()];
        }
        catch (InputException e) when (json)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject { ["ok"] = false, ["diagnostics"] = Json.Of(e.Diagnostics) }));
            return ExitCode.InputError;
        }

        if (json)
        {
            terminal.Out.WriteLine(Json.Text(new JsonObject
            {
                ["ok"] = true,
                ["name"] = plan.Configuration.Name,
                ["application"] = plan.Configuration.Application,
                ["compartments"] = Json.Of(plan.Configuration.Compartments),
                ["gates"] = Json.Of(plan),
                ["diagnostics"] = Json.Of(diagnostics),
            }));
        }
        else
        {
            terminal.WriteDiagnostics(diagnostics, sources);
            terminal.Write(Tables.Compartments(plan.Configuration));
            terminal.Write(Tables.Gates(plan));
        }

        return ExitCode.Success;
    }
}
