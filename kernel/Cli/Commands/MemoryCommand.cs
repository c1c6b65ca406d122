using System.CommandLine;
using System.Text;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap memory</c>: what several configurations need, side by side.</summary>
internal static class MemoryCommand
{
    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var shared = new SharedOptions();
        var files = new Argument<string[]>("CONFIG.yaml") { Description = "Configurations in YAML, or names of shipped ones; - reads standard input.", Arity = ArgumentArity.OneOrMore };
        var mechanisms = MechanismList.Option("Link every configuration with each of these mechanisms, with commas between them, in place of its own.");
        var run = new Option<bool>("--run") { Description = "Run each to its end, and add the most that was allocated of its heaps." };
        var format = new Option<string>("--format") { Description = "Form of the comparison.", HelpName = "text|svg|csv", DefaultValueFactory = _ => "text" }.AcceptOnlyFromAmong("text", "svg", "csv");
        var output = new Option<string?>("--output", "-o") { Description = "File to write instead of standard output; it appears whole or not at all.", HelpName = "FILE" };
        var command = new Command("memory", "Compare what configurations need: code, data, heaps, stacks, tables, shared region and padding, in bytes.") { files, mechanisms, shared.Parameters, run, shared.MaxInstructions, format, output };
        command.SetAction((parsed, cancellation) =>
        {
            var comparison = MemoryUse.Compare(All(parsed.GetRequiredValue(files), parsed.GetValue(mechanisms) ?? [], configuration => shared.Apply(configuration, parsed)));
            var text = parsed.GetValue(format) switch { "svg" => comparison.ToSvg(), "csv" => comparison.ToCsv(), _ => comparison.ToText() };
            if (parsed.GetValue(output) is { } path)
            {
                AtomicFile.Write(path, Encoding.UTF8.GetBytes(text));
                terminal.Out.WriteLine(path);
            }
            else
            {
                terminal.Out.Write(text);
            }

            return Task.FromResult(ExitCode.Success);

            List<KeyValuePair<string, MemoryUse>> All(string[] names, string[] drivers, Func<Configuration, Configuration> apply)
            {
                var uses = new List<KeyValuePair<string, MemoryUse>>();
                foreach (var name in names)
                {
                    var (configuration, warnings) = InputFile.ReadConfiguration(name, sources);
                    terminal.WriteDiagnostics(warnings, sources);
                    var label = Path.GetFileNameWithoutExtension(name);
                    uses.AddRange(drivers.Length == 0
                        ? [KeyValuePair.Create(label, Use(apply(configuration).Check().Link()))]
                        : drivers.Select(d => KeyValuePair.Create(names.Length == 1 ? d : drivers.Length == 1 ? label : $"{label}, {d}", Use(apply(configuration.WithMechanism(d)).Check().Link()))));
                }

                return uses;
            }

            MemoryUse Use(Image image)
            {
                if (!parsed.GetValue(run))
                {
                    return image.MemoryUse();
                }

                terminal.Error.WriteLine($"flexcap: {image.Plan.Configuration.Name}: run");
                var machine = image.Load();
                var result = machine.Run(parsed.GetRequiredValue(shared.MaxInstructions), cancellation);
                cancellation.ThrowIfCancellationRequested();
                if (result.Stop is not StopReason.Halted { ExitCode: 0 })
                {
                    terminal.Error.WriteLine($"flexcap: {image.Plan.Configuration.Name}: the run did not end well ({result.Stop}); its heaps are as it left them");
                }

                return machine.MemoryUse();
            }
        });
        return command;
    }
}
