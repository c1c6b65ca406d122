using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary>Arguments and options of the commands that debug: what to load and on which board.</summary>
internal sealed class TargetOptions
{
    private readonly SharedOptions _shared = new();

    public Argument<string> Image { get; } = new("IMAGE") { Description = "ELF file, or configuration in YAML; - reads a configuration from standard input." };

    public void AddTo(Command command)
    {
        command.Add(Image);
        command.Add(_shared.Board);
        command.Add(_shared.Mechanism);
        command.Add(_shared.Parameters);
    }

    public DebugTarget Open(ParseResult parsed, Terminal terminal, SourceTexts sources) => DebugTarget.Open(
        parsed.GetRequiredValue(Image),
        _shared.BoardOf(parsed),
        configuration => _shared.Apply(configuration, parsed),
        sources,
        warnings => terminal.WriteDiagnostics(warnings, sources));
}
