using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Experiments;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap scaling</c>: cost of a switch and memory of a compartment against the number of compartments.</summary>
internal static class ScalingCommand
{
    public static Command Create(Terminal terminal)
    {
        var counts = new Option<int[]>("--compartments", "-n")
        {
            Description = "Numbers of compartments, ascending, with commas between them.",
            HelpName = "N,N,...",
            CustomParser = ParseCounts,
            DefaultValueFactory = _ => [.. CompartmentScaling.DefaultCompartments],
        };
        var mechanisms = MechanismList.Option("Mechanisms to compare, with commas between them; function and morello unless given. function is always measured.");
        var output = ExperimentOutput.FolderOption();
        var command = new Command("scaling", "Boot images with more and more compartments; print the cost of a switch and the memory of a compartment against their number.") { counts, mechanisms, output };
        command.SetAction((parsed, cancellation) =>
        {
            var result = CompartmentScaling.Run(parsed.GetRequiredValue(counts), parsed.GetValue(mechanisms) is { Length: > 0 } names ? names : null, null, ExperimentOutput.Progress(terminal), cancellation);
            terminal.Write(Tables.Result(result.Table));
            ExperimentOutput.Write(terminal, parsed.GetValue(output), result);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static int[] ParseCounts(ArgumentResult result)
    {
        var counts = new List<int>();
        foreach (var part in result.Tokens.SelectMany(t => t.Value.Split(',')))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 2 || (counts.Count != 0 && count <= counts[^1]))
            {
                result.AddError($"'{part}' is no number of compartments here: write numbers from 2 up, ascending, with commas between them.");
                return [];
            }

            counts.Add(count);
        }

        return [.. counts];
    }
}
