using System.Globalization;
using System.Text;

namespace FlexCap.Morello.Internal.Gdb;

/// <summary>
/// Answers gdb's packets (GDB manual, section E.2). What it does not know gets the empty answer, what it cannot do an
/// error, so that no packet, however malformed, stops it.
/// </summary>
internal sealed partial class GdbSession : IDisposable
{
    private const string Ok = "OK";
    private const string Unsupported = "";

    // gdb shows no more than the number.
    private const string Malformed = "E01";
    private const string NoMemory = "E0e";
    private const string Refused = "E16";

    private readonly Machine _machine;
    private readonly GdbServerOptions _options;
    private readonly GdbConnection _connection;
    private readonly GdbRegisters _registers;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _run;
    private bool _interrupted;
    private GdbSessionEnd? _end;
    private string _lastStop = "T05thread:1;";

    internal GdbSession(Machine machine, GdbServerOptions options, Stream stream)
    {
        (_machine, _options) = (machine, options);
        _registers = new(machine);
        _connection = new(stream, Interrupt);
        if (options.ConsoleToGdb)
        {
            machine.ConsoleOutput += SendConsole;
        }
    }

    /// <summary>Serves until the end.</summary>
    internal async Task<GdbSessionEnd> ServeAsync(CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = _connection.ReadAsync(both.Token);
        try
        {
            while (_end == null && await _connection.NextAsync(cancellation).ConfigureAwait(false) is { } packet)
            {
                var answer = Answer(packet, cancellation);
                if (answer != null)
                {
                    _connection.Send(answer);
                }

                lock (_gate)
                {
                    _interrupted = false;
                    _connection.Answered();
                }

                if (packet == "QStartNoAckMode")
                {
                    _connection.Acknowledges = false;
                }
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            return _end ?? GdbSessionEnd.Disconnected;
        }

        await both.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return _end ?? GdbSessionEnd.Disconnected;
    }

    public void Dispose()
    {
        _machine.ConsoleOutput -= SendConsole;
        RemoveStops();
    }

    /// <summary>The answer to a packet; null for none.</summary>
    internal string? Answer(string packet, CancellationToken cancellation = default)
    {
        if (packet.Length == 0)
        {
            return Unsupported;
        }

        var rest = packet.AsSpan(1);
        switch (packet[0])
        {
            case '?': return _lastStop;
            case 'g': return ReadRegisters();
            case 'G': return WriteRegisters(rest);
            case 'p': return ReadRegister(rest);
            case 'P': return WriteRegister(rest);
            case 'm': return ReadMemory(rest);
            case 'M': return WriteMemory(rest);
            case 'x': return Unsupported;
            case 'X': return WriteBinary(rest);
            case 'c': return Continue(rest, cancellation);
            case 's': return Step(rest, cancellation);
            case 'C': return Continue(AfterSignal(rest), cancellation);
            case 'S': return Step(AfterSignal(rest), cancellation);
            case 'b': return packet switch { "bs" => StepBack(), "bc" => RunBack(cancellation), _ => Unsupported };
            case 'v': return AnswerVerbose(packet, cancellation);
            case 'Z': return Insert(rest);
            case 'z': return Remove(rest);
            case 'H': return Ok;
            case 'T': return rest is "1" ? Ok : Malformed;
            case 'D':
                _end = GdbSessionEnd.Detached;
                return Ok;
            case 'k':
                _end = GdbSessionEnd.Killed;
                return null;
            case 'q' or 'Q': return AnswerQuery(packet);
            default: return Unsupported;
        }
    }

    private string AnswerVerbose(string packet, CancellationToken cancellation)
    {
        if (packet == "vCont?")
        {
            return "vCont;c;C;s;S;r";
        }

        if (packet.StartsWith("vKill", StringComparison.Ordinal))
        {
            _end = GdbSessionEnd.Killed;
            return Ok;
        }

        return packet.StartsWith("vCont;", StringComparison.Ordinal) ? ContinueVerbose(packet.AsSpan(6), cancellation) : Unsupported;
    }

    // gdb interrupts a run, or a packet that will start one; an interrupt that crosses the report of a stop comes too late.
    private void Interrupt()
    {
        lock (_gate)
        {
            _interrupted = _run == null && _connection.HasPending;
            _run?.Cancel();
        }
    }

    // Only while the machine runs does gdb expect output.
    private void SendConsole(ReadOnlyMemory<byte> bytes)
    {
        if (_run != null)
        {
            _connection.Send("O" + GdbText.Hex(bytes.Span));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
