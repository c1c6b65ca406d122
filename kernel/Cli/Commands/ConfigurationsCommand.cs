using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap configurations</c>: lists the configurations that come with the product, or prints one.</summary>
internal static class ConfigurationsCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "Print this one as YAML, for a file or for another command: flexcap configurations NAME | flexcap boot -", HelpName = "NAME", Arity = ArgumentArity.ZeroOrOne };
        name.AcceptOnlyFromAmong([.. Configurations.Names]);
        var command = new Command("configurations", "List the configurations that come with the product, those of the papers among them.") { name };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is { } one)
            {
                terminal.Out.Write(Configurations.Read(one));
            }
            else
            {
                terminal.Write(new Table("Configurations", [new("name"), new("description")], [.. Configurations.Descriptions.Select(d => (IReadOnlyList<string>)[d.Key, d.Value])]));
            }

            return ExitCode.Success;
        });
        return command;
    }
}
