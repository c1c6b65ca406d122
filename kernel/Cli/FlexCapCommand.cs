using System.CommandLine;
using System.CommandLine.Invocation;
using FlexCap.Cli.Commands;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Notebooks;

namespace FlexCap.Cli;

/// <summary>The <c>flexcap</c> command: builds the command tree, runs one command, and turns every kind of error into an exit code.</summary>
internal static class FlexCapCommand
{
    public static async Task<int> RunAsync(string[] args, Terminal terminal, Interrupt interrupt)
    {
        var sources = new SourceTexts();
        var root = Build(terminal, sources, interrupt);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Usage(parsed, terminal);
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, interrupt.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            terminal.Error.WriteLine("flexcap: interrupted");
            return interrupt.ExitCode;
        }
        catch (InputException e)
        {
            terminal.WriteDiagnostics(e.Diagnostics, sources);
            return ExitCode.InputError;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"flexcap: {e.Message}");
            return ExitCode.InputError;
        }
#pragma warning disable CA1031 // The last resort: a defect must not look like a failing guest.
        catch (Exception e)
#pragma warning restore CA1031
        {
            terminal.Error.WriteLine($"flexcap: internal error, please report it:\n{e}");
            return ExitCode.InternalError;
        }
    }

    internal static RootCommand Build(Terminal terminal, SourceTexts sources, Interrupt interrupt)
    {
        var root = new RootCommand("Describe, check, boot and measure compartmentalised FlexOS images on an emulated Morello machine.\n\n" + ExitCode.Help)
        {
            // Configurations and images of FlexOS,
            BootCommand.Create(terminal, sources),
            CheckCommand.Create(terminal, sources),
            ImageCommand.Create(terminal, sources),
            LearnCommand.Create(terminal, sources),
            ConfigurationsCommand.Create(terminal),
            SetupCommand.Create(terminal),

            // experiments,
            FiguresCommand.Create(terminal),
            CostCommand.Create(terminal, sources),
            ScalingCommand.Create(terminal),
            MemoryCommand.Create(terminal, sources),
            IsolationCommand.Create(terminal),

            // notebooks,
            KernelCommand.Create(terminal, interrupt),

            // the machine alone,
            RunCommand.Create(terminal),
            TraceCommand.Create(terminal, sources),
            GdbCommand.Create(terminal, sources),
            AsmCommand.Create(terminal, sources),
            DisasmCommand.Create(terminal),

            // and whether it is right.
            ConformanceCommand.Create(terminal, sources),
            DifferentialCommand.Create(terminal),
            FuzzCommand.Create(terminal),
            CensusCommand.Create(terminal),
        };
        return root;
    }

    private static int Usage(ParseResult parsed, Terminal terminal)
    {
        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
            action.ShowTypoCorrections = true;
            parsed.Invoke(new InvocationConfiguration { Output = terminal.Error, Error = terminal.Error });
        }

        var names = new List<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, command.Command is RootCommand ? "flexcap" : command.Command.Name);
        }

        terminal.Error.WriteLine($"See '{string.Join(' ', names)} --help'.");
        return ExitCode.Usage;
    }
}
