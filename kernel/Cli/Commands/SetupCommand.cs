using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.FlexOS.Setup;
using Spectre.Console;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap setup</c>: gets and compiles what FlexCap does not bring along.</summary>
internal static class SetupCommand
{
    public static Command Create(Terminal terminal) => new("setup", "Get and compile what FlexCap does not bring along, once, into the user's cache folder.")
    {
        Libsodium(terminal),
    };

    private static Command Libsodium(Terminal terminal)
    {
        var archive = new Option<string?>("--archive") { Description = "The source archive, instead of downloading it.", HelpName = "FILE.orig.tar.gz" };
        var command = new Command("libsodium", $"libsodium {LibsodiumSetup.Version} from Debian's source package, for the configurations libsodium-*. Needs clang and ld.lld. Interrupted, it goes on where it was.") { archive };
        command.SetAction(async (parsed, cancellation) =>
        {
            await RunAsync(terminal, progress => LibsodiumSetup.RunAsync(parsed.GetValue(archive), progress, cancellation)).ConfigureAwait(false);
            terminal.Out.WriteLine(LibsodiumSetup.Folder);
            return ExitCode.Success;
        });
        return command;
    }

    private static Task RunAsync(Terminal terminal, Func<IProgress<SetupProgress>?, Task> run) =>
        !terminal.IsErrorTerminal
            ? run(null)
            : Terminal.Rich(terminal.Error).Progress().HideCompleted(true).StartAsync(async context =>
            {
                var task = context.AddTask("starting");
                await run(new Reporter<SetupProgress>(p => task.Description(Markup.Escape(p.Step)).MaxValue(p.Total).Value(p.Done))).ConfigureAwait(false);
            });
}
