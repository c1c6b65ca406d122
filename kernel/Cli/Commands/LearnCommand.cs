using System.CommandLine;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS.Learning;
using FlexCap.Morello;
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
            Description = "Form of the result; interface is an interface.yaml of all functions that were learned, comparison a table of it beside the interfaces that are written.",
            HelpName = "text|html|json|interface|comparison",
            DefaultValueFactory = _ => "text",
        }.AcceptOnlyFromAmong("text", "html", "json", "interface", "comparison");
        var library = new Option<string?>("--library") { Description = "With --format interface: only functions of this micro-library.", HelpName = "NAME" };
        var without = new Option<bool>("--without-interfaces") { Description = "Leave the interfaces of the called micro-libraries away and learn what they should be; comparison implies it." };
        var command = new Command("learn", "Run a configuration, record accesses to data of other compartments instead of stopping, and propose annotations and interfaces.")
        {
            shared.Configuration, shared.Mechanism, shared.Parameters, shared.MaxInstructions, format, library, without,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(shared.Configuration), sources);
            terminal.WriteDiagnostics(warnings, sources);
            var options = new LearningOptions
            {
                MaxInstructions = parsed.GetValue(shared.MaxInstructions),
                WithoutInterfaces = parsed.GetValue(without) || parsed.GetValue(format) == "comparison",
                Progress = terminal.IsErrorTerminal ? p => terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{p.Instructions:N0} instructions, {p.Accesses:N0} accesses from {p.Places:N0} places ")) : null,
            };
            var learned = shared.Apply(configuration, parsed).Learn(options, cancellation);
            if (terminal.IsErrorTerminal)
            {
                terminal.Error.WriteLine();
            }

            terminal.Out.Write(Text(learned, parsed.GetValue(format), parsed.GetValue(library)));
            if (learned.Run.Stop is StopReason.Cancelled)
            {
                terminal.Error.WriteLine("flexcap: stopped; this is what was learned until then.");
            }

            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(ExitCode.Of(learned.Run.Stop));
        });
        return command;
    }

    private static string Text(LearningResult learned, string? format, string? library) => format switch
    {
        "html" => learned.ToHtml(),
        "json" => learned.ToJson() + "\n",
        "comparison" => learned.Compare().ToMarkdown(),
        "interface" => learned.ToInterfaceYaml(library),
        _ => learned.ToText(),
    };
}
