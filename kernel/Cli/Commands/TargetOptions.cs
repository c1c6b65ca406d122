using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Morello;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary>Arguments and options of the commands that debug: what to load and on which board.</summary>
internal sealed class TargetOptions
{
    private readonly SharedOptions _shared = new();

    public Argument<string> Image { get; } = new("IMAGE") { Description = "ELF file, or configuration in YAML; - reads a configuration from standard input." };

    public Option<string> Board { get; } = new Option<string>("--board")
    {
        Description = "Board for an ELF file. A configuration brings its own.",
        HelpName = string.Join('|', MachineProfile.All.Select(profile => profile.Name)),
        DefaultValueFactory = _ => MachineProfile.Virt.Name,
    }.AcceptOnlyFromAmong([.. MachineProfile.All.Select(profile => profile.Name)]);

    public void AddTo(Command command)
    {
        command.Add(Image);
        command.Add(Board);
        command.Add(_shared.Mechanism);
        command.Add(_shared.Parameters);
    }

    public DebugTarget Open(ParseResult parsed, Terminal terminal, SourceTexts sources) => DebugTarget.Open(
        parsed.GetRequiredValue(Image),
        MachineProfile.All.First(profile => profile.Name == parsed.GetValue(Board)),
        configuration => _shared.Apply(configuration, parsed),
        sources,
        warnings => terminal.WriteDiagnostics(warnings, sources));
}
