using System.Runtime.InteropServices;

namespace FlexCap.Cli.Internal;

/// <summary>
/// Ctrl-C and SIGTERM as a cancellation token. The first signal asks the command to end in good order; a second one
/// ends the process at once.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interrupt() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 143)),
    ];

    public CancellationToken Token => _source.Token;

    /// <summary>128 plus the number of the signal, as shells have it.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Interrupted;

    /// <summary>True to go on after SIGINT: a Jupyter kernel is interrupted by message, and Ctrl-C in its server's terminal is not meant for it.</summary>
    public bool IgnoreCtrlC { get; set; }

    /// <summary>As if Ctrl-C were pressed.</summary>
    public void Cancel() => _source.Cancel();

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        if (IgnoreCtrlC && context.Signal == PosixSignal.SIGINT)
        {
            context.Cancel = true;
            return;
        }

        if (!_source.IsCancellationRequested)
        {
            context.Cancel = true;
            ExitCode = exitCode;
            _source.Cancel();
        }
    }
}
