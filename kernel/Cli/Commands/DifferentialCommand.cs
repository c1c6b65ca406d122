using System.CommandLine;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Morello.Conformance;
using FlexCap.Notebooks.Formatting;
using Spectre.Console;
using Table = FlexCap.Notebooks.Formatting.Table;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap differential</c>: random instruction sequences on our machine and on QEMU; every failure made small, and the sums in the last line.</summary>
internal sealed class DifferentialCommand
{
    private readonly Option<long> _instructions = new("--instructions") { Description = "Instructions to compare.", HelpName = "N", DefaultValueFactory = _ => 1_000_000 };
    private readonly Option<int> _seed = new("--seed") { Description = "Decides everything that is random.", HelpName = "N", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Compare only these: classes (integer, memory, branch, system, float, vector, crypto, morello) or parts of names of the instruction table, separated by commas.",
        HelpName = "NAME[,NAME…]", DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _oracle = new Option<string>("--oracle") { Description = "Emulator to compare with.", HelpName = string.Join('|', DifferentialTest.Oracles), DefaultValueFactory = _ => DifferentialTest.Oracles[0] }
        .AcceptOnlyFromAmong([.. DifferentialTest.Oracles]);

    private readonly Option<string?> _replay = new("--replay") { Description = "Run one reproducer again, instead of random sequences.", HelpName = "FILE" };
    private readonly Option<string?> _save = new("--save") { Description = "Write a reproducer of every described failure into the folder.", HelpName = "DIR" };
    private readonly Option<int> _failures = new("--failures") { Description = "Failures to make small and describe, one of each instruction; the others are counted.", HelpName = "N", DefaultValueFactory = _ => 10 };
    private readonly Terminal _terminal;

    private DifferentialCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var differential = new DifferentialCommand(terminal);
        var command = new Command("differential", "Run random instruction sequences on the machine and on QEMU and compare all state; the last line is 'N passed, N failed'. Exit code 1 if a sequence fails.")
        {
            differential._instructions, differential._seed, differential._only, differential._oracle, differential._replay, differential._save, differential._failures,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(differential._instructions) is { Implicit: false } && result.GetValue(differential._instructions) <= 0)
            {
                result.AddError("--instructions must be positive.");
            }
        });
        command.SetAction((parsed, cancellation) => Task.FromResult(differential.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_replay) is { } file)
        {
            return Report(DifferentialTest.Replay(InputFile.ReadText(file, "Give the path of a reproducer, or - for standard input."), file, cancellation), parsed);
        }

        var options = new DifferentialOptions
        {
            Oracle = parsed.GetValue(_oracle)!,
            Instructions = parsed.GetValue(_instructions),
            Seed = parsed.GetValue(_seed),
            ReportedFailures = parsed.GetValue(_failures),
            Only = [.. parsed.GetValue(_only)!.SelectMany(o => o.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
        };
        return Report(Execute(options, cancellation), parsed);
    }

    private DifferentialReport Execute(DifferentialOptions options, CancellationToken cancellation)
    {
        if (!_terminal.IsErrorTerminal)
        {
            return DifferentialTest.Run(options, null, cancellation);
        }

        return Terminal.Rich(_terminal.Error).Progress().HideCompleted(true).Start(context =>
        {
            var task = context.AddTask(Markup.Escape($"instructions against {options.Oracle}"), maxValue: options.Instructions);
            return DifferentialTest.Run(options, count => task.Increment(count), cancellation);
        });
    }

    private int Report(DifferentialReport report, ParseResult parsed)
    {
        for (var i = 0; i < report.Failures.Count; i++)
        {
            var failure = report.Failures[i];
            _terminal.Out.WriteLine($"FAILED {failure.Title}\n{failure.Text}");
            if (parsed.GetValue(_save) is { } folder)
            {
                Directory.CreateDirectory(folder);
                var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"failure-{i + 1}.txt"));
                File.WriteAllText(path, failure.Reproducer);
                _terminal.Out.WriteLine($"run it again: flexcap differential --replay {path}\n");
            }
        }

        foreach (var known in report.KnownDifferences)
        {
            _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"known difference, {known.Count} sequences: {known.Title}. {known.Reason}"));
        }

        _terminal.Write(new Table(
            "Differential test",
            [new("instructions", true), new("entries", true), new("sequences", true), new("alike", true), new("known differences", true), new("failed", true)],
            [[Text(report.Instructions), Text(report.EntriesCovered), Text(report.Sequences), Text(report.Passed), Text(report.Known), Text(report.Failed)]]));
        _terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Passed + report.Known} passed, {report.Failed} failed"));
        return report.Failed == 0 ? ExitCode.Success : ExitCode.GuestFailed;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
