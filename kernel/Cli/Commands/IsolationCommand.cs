using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap isolation</c>: lets compartments attack one another, and says what each mechanism stops.</summary>
internal static class IsolationCommand
{
    public static Command Create(Terminal terminal)
    {
        var mechanisms = new Option<string[]>("--mechanism")
        {
            Description = $"Mechanism to attack; may be repeated. All of them unless written: {string.Join(", ", MechanismNames.All)}.", HelpName = "MECHANISM",
        }.AcceptOnlyFromAmong([.. MechanismNames.All]);
        var format = new Option<string>("--format") { Description = "How to print it.", HelpName = "text|csv|markdown", DefaultValueFactory = _ => "text" }
            .AcceptOnlyFromAmong("text", "csv", "markdown");
        var command = new Command("isolation", "Let every compartment attack every other in every way that is known here, and print what stopped it.") { mechanisms, format };
        command.SetAction((parsed, cancellation) =>
        {
            var report = IsolationReport.Run(
                parsed.GetValue(mechanisms) is { Length: > 0 } some ? some : null,
                new Reporter<IsolationProgress>(p => terminal.Error.WriteLine($"flexcap: {p.Mechanism} ({p.Completed}/{p.Total})")),
                cancellation);
            terminal.Out.Write(parsed.GetValue(format) switch { "csv" => report.ToCsv(), "markdown" => report.ToMarkdown(), _ => report.ToText() });
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
