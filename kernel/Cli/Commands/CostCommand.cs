using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Experiments;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap cost</c>: what a call into another compartment costs with each mechanism and gate variant.</summary>
internal static class CostCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var file = new Argument<string>("CONFIG.yaml")
        {
            Description = "Configuration whose application marks a call, or the name of a shipped one; - reads standard input.",
            DefaultValueFactory = _ => "first-compartments",
        };
        var mechanisms = MechanismList.Option("Mechanisms to compare, with commas between them; all that the configuration can have unless given.");
        var output = ExperimentOutput.FolderOption();
        var command = new Command("cost", "Boot a configuration with one mechanism and gate variant after the other; print what a call into another compartment costs, whole and by segment, beside published numbers.") { file, mechanisms, output };
        command.SetAction((parsed, cancellation) =>
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(file), sources);
            terminal.WriteDiagnostics(warnings, sources);
            var result = MechanismCost.Run(configuration, parsed.GetValue(mechanisms) is { Length: > 0 } names ? names : null, null, ExperimentOutput.Progress(terminal), cancellation);
            foreach (var refused in result.Refused)
            {
                terminal.Error.WriteLine($"flexcap: not with {refused.Name}: {refused.Diagnostics[0].Message} ({refused.Diagnostics[0].Id})");
            }

            foreach (var table in new[] { result.Table, result.SegmentTable, MechanismCostResult.PublishedTable })
            {
                terminal.Write(Tables.Result(table));
            }

            ExperimentOutput.Write(terminal, parsed.GetValue(output), result);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
