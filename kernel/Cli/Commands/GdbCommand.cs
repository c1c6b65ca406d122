using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using FlexCap.Cli.Internal;
using FlexCap.Diagnostics;
using FlexCap.Morello;
using FlexCap.Notebooks;

namespace FlexCap.Cli.Commands;

/// <summary><c>flexcap gdb</c>: loads an image and waits for gdb, on a TCP port of this computer or on standard input and output.</summary>
internal sealed class GdbCommand
{
    private readonly TargetOptions _target = new();

    private readonly Option<ushort> _port = new("--port")
    {
        Description = "TCP port of this computer (127.0.0.1) to listen on; 0 takes a free one and tells it.",
        HelpName = "N",
        DefaultValueFactory = _ => 1234,
    };

    private readonly Option<bool> _stdio = new("--stdio") { Description = "Talk to gdb on standard input and output: target remote | flexcap gdb IMAGE --stdio." };
    private readonly Option<bool> _noRecord = new("--no-record") { Description = "Do not record, so that gdb cannot go back." };
    private readonly Option<string?> _symbols = new("--symbols") { Description = "Write the image as an ELF file for gdb's symbols.", HelpName = "image.elf" };
    private readonly Terminal _terminal;
    private readonly SourceTexts _sources;

    private GdbCommand(Terminal terminal, SourceTexts sources) => (_terminal, _sources) = (terminal, sources);

    public static Command Create(Terminal terminal, SourceTexts sources)
    {
        var gdb = new GdbCommand(terminal, sources);
        var command = new Command("gdb", "Load an image and let gdb debug it: breakpoints, watchpoints, capability registers, stepping backwards. See 'monitor help' in gdb.");
        gdb._target.AddTo(command);
        command.Add(gdb._port);
        command.Add(gdb._stdio);
        command.Add(gdb._noRecord);
        command.Add(gdb._symbols);
        command.SetAction(gdb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var target = _target.Open(parsed, _terminal, _sources);
        if (parsed.GetValue(_symbols) is { } symbols)
        {
            AtomicFile.Write(symbols, target.Image.Span);
        }

        var stdio = parsed.GetValue(_stdio);
        var server = new GdbServer(target.Machine, new()
        {
            ConsoleToGdb = stdio,
            RecordHistory = !parsed.GetValue(_noRecord),
            MonitorCommands = DebugMonitor.Commands(target),
        });
        if (stdio)
        {
            using var duplex = new StandardStream();
            await server.ServeAsync(duplex, cancellation).ConfigureAwait(false);
            return ExitCode.Success;
        }

        target.Machine.ConsoleOutput += new ConsoleText(_terminal.Out).Write;
        try
        {
            var end = await server.ListenAsync(new(IPAddress.Loopback, parsed.GetValue(_port)), Tell, cancellation).ConfigureAwait(false);
            _terminal.Error.WriteLine($"flexcap: gdb has {end switch { GdbSessionEnd.Killed => "killed the machine", GdbSessionEnd.Detached => "detached", _ => "gone" }}");
            return ExitCode.Success;
        }
        catch (SocketException e)
        {
            throw new InputException([new Diagnostic("FX0903", DiagnosticSeverity.Error, new SourceLocation("command line"), $"Port {parsed.GetValue(_port)} cannot be listened on: {e.Message}.", "Give another one with --port; 0 takes a free one.")]);
        }
    }

    private void Tell(IPEndPoint endPoint)
    {
        _terminal.Error.WriteLine($"flexcap: waiting for gdb: target remote localhost:{endPoint.Port}");
        _terminal.Error.Flush();
    }
}
