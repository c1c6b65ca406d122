using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS.Learning;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap learn</c>: runs a configuration in learning mode and proposes what to share and how to pass pointers.</summary>
internal static class LearnCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var shared = new SharedOptions();
        var format = new Option<string>("--format")
        {
            Description = "Form of the result; interface is an interface.yaml of all functions that were learned.",
            HelpName = "text|html|json|interface",
            DefaultValueFactory = _ => "text",
        }.AcceptOnlyFromAmong("text", "html", "json", "interface");
        var library = new Option<string?>("--library") { Description = "With --format interface: only functions of this micro-library.", HelpName = "NAME" };
        var command = new Command("learn", "Run a configuration, record accesses to data of other compartments instead of stopping, and propose annotations and interfaces.")
        {
            shared.Configuration, shared.Mechanism, shared.Parameters, shared.MaxInstructions, format, library,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            terminal.WriteDiagnostics(warnings, sources);
            var learned = shared.Apply(configuration, parsed).Learn(parsed.GetValue(shared.MaxInstructions), cancellation);
            terminal.Out.Write(Text(learned, parsed.GetValue(format), parsed.GetValue(library)));
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(ExitCode.Of(learned.Run.Stop));
        });
        return command;
    }

    private static string Text(LearningResult learned, string? format, string? library) => format switch
    {
        "html" => learned.ToHtml(),
        "json" => learned.ToJson() + "\n",
        "interface" => learned.ToInterfaceYaml(library),
        _ => learned.ToText(),
    };
}
