using System.CommandLine;
using System.Text.Json.Nodes;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.FlexOS;
using FlexCap.FlexOS.Views;
using FlexCap.Morello;
using FlexCap.Notebooks;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap boot</c>: boots a configuration, with the guest's console on standard output and the summary on standard error.</summary>
internal sealed class BootCommand
{
    private readonly SharedOptions _shared = new();

    private readonly Option<bool> _profile = new("--profile") { Description = "Print calls, instructions (measured) and cycles (modelled) of every gate." };
    private readonly Option<bool> _faults = new("--faults") { Description = "Print every guest fault." };
    private readonly ViewOptions _views = new("machine, after the run, with measured counts");
    private readonly Terminal _terminal;
    private readonly SourceTexts _sources;

    private BootCommand(Terminal terminal, SourceTexts sources) => (_terminal, _sources) = (terminal, sources);

    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var boot = new BootCommand(terminal, sources);
        var command = new Command("boot", "Boot a configuration on the emulated machine; the guest's console goes to standard output, standard input to its UART. Ctrl-C stops it.")
        {
            boot._shared.Configuration, boot._shared.Mechanism, boot._shared.Parameters, boot._shared.MaxInstructions, boot._profile, boot._faults, boot._views.View, boot._views.Format, boot._shared.Json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(boot.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var json = parsed.GetValue(_shared.Json);
        FlexOSMachine machine;
        try
        {
            var (configuration, warnings) = InputFile.ReadConfiguration(parsed.GetRequiredValue(_shared.Configuration), _sources);
            if (!json)
            {
                _terminal.WriteDiagnostics(warnings, _sources);
            }

            machine = _shared.Apply(configuration, parsed).Boot();
        }
        catch (InputException e) when (json)
        {
            _terminal.Out.WriteLine(Json.Text(new JsonObject { ["diagnostics"] = Json.Of(e.Diagnostics) }));
            return ExitCode.InputError;
        }

        var profiler = parsed.GetValue(_profile) ? new GateProfiler(machine) : null;
        if (!json)
        {
            machine.ConsoleOutput += _terminal.Out.Write;
        }

        var run = Run(machine, parsed.GetValue(_shared.MaxInstructions), cancellation);
        if (json)
        {
            _terminal.Out.WriteLine(Json.Text(ToJson(machine.Image, run)));
        }
        else
        {
            Report(parsed, run, profiler);
            if (parsed.GetValue(_views.View) is { } view)
            {
                _terminal.Out.Write(_views.Write(machine.View(view), parsed));
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return ExitCode.Of(run.Stop);
    }

    private RunResult Run(FlexOSMachine machine, long maxInstructions, CancellationToken cancellation)
    {
        if (_terminal.Input is not { } input)
        {
            return machine.Run(maxInstructions, cancellation);
        }

        var stop = new ConsoleInput(input()).Run(machine.Machine, maxInstructions, cancellation);

        // Nothing more is executed: this collects what the run has left.
        return machine.Run(0, CancellationToken.None) with { Stop = stop };
    }

    private void Report(ParseResult parsed, RunResult run, GateProfiler? profiler)
    {
        if (run.Console.Length > 0 && !run.Console.EndsWith('\n'))
        {
            _terminal.Out.WriteLine();
        }

        _terminal.Out.Flush();
        if (profiler is not null)
        {
            _terminal.Write(profiler.ToTable());
        }

        if (parsed.GetValue(_faults))
        {
            _terminal.Write(Tables.Faults(run.Faults));
        }

        _terminal.Error.WriteLine(
            $"flexcap: {Tables.StopText(run.Stop)}; measured: {run.Instructions:N0} instructions, {run.GateCounts.Sum():N0} compartment switches, {run.Faults.Count:N0} faults; modelled: {run.Cycles:N0} cycles");
        if (run.Stop is StopReason.Faulted && run.Faults.Count > 0 && !parsed.GetValue(_faults))
        {
            _terminal.Error.WriteLine(new Formatters().Format(run.Faults[^1]).Data["text/plain"]);
        }

        if (ExitCode.Of(run.Stop) == ExitCode.GuestFailed && run.Faults.Count > 0)
        {
            _terminal.Error.Write($"flexcap: backtrace of the last fault:\n{run.Faults[^1].Backtrace}");
        }
    }

    private static JsonObject ToJson(Image image, RunResult run) => new()
    {
        ["name"] = image.Plan.Configuration.Name,
        ["image"] = image.Hash,
        ["board"] = image.Profile.Name,
        ["stop"] = Tables.StopText(run.Stop),
        ["guestExitCode"] = run.Stop is StopReason.Halted halted ? halted.ExitCode : null,
        ["console"] = run.Console,
        ["measured"] = new JsonObject
        {
            ["instructions"] = run.Instructions,
            ["compartmentSwitches"] = run.GateCounts.Sum(),
            ["faults"] = run.Faults.Count,
        },
        ["modelled"] = new JsonObject { ["cycles"] = run.Cycles },
        ["gates"] = Json.Of(image.Plan, run.GateCounts),
        ["faults"] = Json.Of(run.Faults),
    };
}
