using System.CommandLine;
using System.Globalization;
using FlexCap.Cli.Internal;
using FlexCap.Morello;
using FlexCap.Morello.Elf;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap run</c>: runs an ELF image that was made elsewhere, with its console on standard output and the summary on standard error.</summary>
internal sealed class RunCommand
{
    private readonly SharedOptions _shared = new();
    private readonly Argument<string> _image = new("IMAGE.elf") { Description = "Static executable for AArch64, linked for the board; - reads standard input." };
    private readonly Option<bool> _faults = new("--faults") { Description = "Print every guest fault." };

    private readonly Option<DirectoryInfo> _directory = new Option<DirectoryInfo>("--semihosting")
    {
        Description = "Folder whose files the guest may open by semihosting. Without it only its console is there.",
        HelpName = "DIR",
    }.AcceptExistingOnly();

    private readonly Terminal _terminal;

    private RunCommand(Terminal terminal) => _terminal = terminal;

    public static Command Create(Terminal terminal)
    {
        var run = new RunCommand(terminal);
        var command = new Command("run", "Run an ELF image on the emulated machine; the guest's console goes to standard output, standard input to its UART. Ctrl-C stops it.")
        {
            run._image, run._shared.Board, run._shared.MaxInstructions, run._faults, run._directory,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(run.Run(parsed, cancellation)));
        return command;
    }

    private int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_image);
        var elf = ElfFile.Read(InputFile.ReadBytes(path, "Give the path of an ELF file; a configuration is booted by: flexcap boot CONFIG.yaml"), path);
        var machine = new Machine(_shared.BoardOf(parsed), new MachineOptions { SemihostingDirectory = parsed.GetValue(_directory)?.FullName });
        machine.Load(elf);

        var console = new ConsoleText(_terminal.Out);
        machine.ConsoleOutput += console.Write;
        var budget = parsed.GetValue(_shared.MaxInstructions);

        // Standard input that the image came from has nothing left for the guest.
        var stop = _terminal.Input is { } input && path != "-"
            ? new ConsoleInput(input()).Run(machine, budget, cancellation)
            : machine.Run(budget, cancellation);
        _terminal.Out.Flush();
        Report(machine, stop, new SymbolTable(elf), parsed.GetValue(_faults));
        cancellation.ThrowIfCancellationRequested();
        return ExitCode.Of(stop);
    }

    private void Report(Machine machine, StopReason stop, SymbolTable symbols, bool allFaults)
    {
        var faults = machine.Faults;
        _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"flexcap: {Tables.StopText(stop)}; measured: {machine.Instructions:N0} instructions, {faults.Count:N0} faults; modelled: {machine.Cycles:N0} cycles"));

        // Without vectors, the fault that began it stands before the one that ended it.
        var failed = ExitCode.Of(stop) == ExitCode.GuestFailed;
        foreach (var fault in allFaults ? faults : failed ? faults.TakeLast(2) : [])
        {
            var capability = fault.Capability is { } value ? $", {fault.CapabilityName} = {value}" : "";
            _terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"flexcap: {fault.Kind} fault after {fault.Instructions:N0} instructions: {fault.Access} at 0x{fault.Address:x}, PC 0x{fault.ProgramCounter:x} <{symbols.Describe(fault.ProgramCounter)}>, EL{fault.ExceptionLevel}, ESR 0x{fault.Esr:x}{capability}"));
        }
    }
}
