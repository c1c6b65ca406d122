using System.CommandLine;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Jupyter;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap kernel</c>: installs, removes and runs the Jupyter kernel.</summary>
internal static class KernelCommand
{
    public static Command Create(Terminal terminal, Interrupt interrupt) => new("kernel", "Install, remove or run the Jupyter kernel.")
    {
        Install(terminal), Remove(terminal), Run(interrupt),
    };

    private static Command Install(Terminal terminal)
    {
        var place = new Place();
        var display = new Option<string>("--display-name") { Description = "Name that front ends show.", HelpName = "TEXT", DefaultValueFactory = _ => KernelSpec.DefaultDisplayName };
        var command = new Command("install", "Write the kernelspec, so that Jupyter finds the kernel. Replaces an earlier one of the same name.") { place.User, place.Prefix, place.SysPrefix, place.Name, display };
        place.Validate(command);
        command.SetAction(parsed =>
        {
            terminal.Out.WriteLine(KernelSpec.Install(place.Of(parsed), parsed.GetRequiredValue(place.Name), parsed.GetRequiredValue(display)));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Remove(Terminal terminal)
    {
        var place = new Place();
        var command = new Command("remove", "Remove the kernelspec that install wrote.") { place.User, place.Prefix, place.SysPrefix, place.Name };
        place.Validate(command);
        command.SetAction(parsed =>
        {
            var directory = KernelSpec.DirectoryOf(place.Of(parsed), parsed.GetRequiredValue(place.Name));
            if (!KernelSpec.Remove(place.Of(parsed), parsed.GetRequiredValue(place.Name)))
            {
                terminal.Error.WriteLine($"flexcap: there is no kernelspec in {directory}");
                return ExitCode.InputError;
            }

            terminal.Out.WriteLine($"removed {directory}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Run(Interrupt interrupt)
    {
        var file = new Argument<string>("CONNECTION_FILE") { Description = "Connection file that Jupyter writes." };
        var command = new Command("run", "Run the kernel; Jupyter does this.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            interrupt.IgnoreCtrlC = true;
            await JupyterKernel.RunAsync(parsed.GetRequiredValue(file), cancellation).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Where a kernelspec goes; the options are those of <c>jupyter kernelspec install</c>.</summary>
    private sealed class Place
    {
        private static readonly string[] s_environments = ["VIRTUAL_ENV", "CONDA_PREFIX"];

        public Option<bool> User { get; } = new("--user") { Description = "For the current user; the default." };

        public Option<string?> Prefix { get; } = new("--prefix") { Description = "Below PREFIX/share/jupyter.", HelpName = "PREFIX" };

        public Option<bool> SysPrefix { get; } = new("--sys-prefix") { Description = "In the active Python environment ($VIRTUAL_ENV or $CONDA_PREFIX)." };

        public Option<string> Name { get; } = new("--name") { Description = "Name of the kernel.", HelpName = "NAME", DefaultValueFactory = _ => KernelSpec.DefaultName };

        public void Validate(Command command) => command.Validators.Add(result =>
        {
            if ((result.GetValue(User) ? 1 : 0) + (result.GetValue(Prefix) is null ? 0 : 1) + (result.GetValue(SysPrefix) ? 1 : 0) > 1)
            {
                result.AddError("Give only one of --user, --prefix and --sys-prefix.");
            }
        });

        public string? Of(ParseResult parsed)
        {
            if (!parsed.GetValue(SysPrefix))
            {
                return parsed.GetValue(Prefix);
            }

            return s_environments.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v))
                ?? throw new InputException([new Diagnostic("FX0602", DiagnosticSeverity.Error, new SourceLocation("<environment>"), "No Python environment is active.", "Activate one, or use --user or --prefix.")]);
        }
    }
}
