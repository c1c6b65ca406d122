using System.Net;
using System.Net.Sockets;
using FlexCap.Morello.Internal.Gdb;

namespace FlexCap.Morello;

/// <summary>
/// Lets gdb debug a machine: its remote serial protocol (GDB manual, appendix E) over any stream. Breakpoints, watchpoints,
/// stepping forwards and backwards, all registers and memory; see docs/debugging.md.
/// </summary>
/// <remarks>The machine must not be run by anyone else meanwhile.</remarks>
public sealed class GdbServer
{
    private readonly Machine _machine;
    private readonly GdbServerOptions _options;

    /// <summary>Creates a server for a machine, and starts recording if the options say so.</summary>
    public GdbServer(Machine machine, GdbServerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        (_machine, _options) = (machine, options ?? new());
        if (_options.RecordHistory && machine.History == null)
        {
            machine.RecordHistory();
        }
    }

    /// <summary>Serves one gdb over a stream until it detaches, kills or goes away.</summary>
    /// <returns>How it ended.</returns>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public async Task<GdbSessionEnd> ServeAsync(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var session = new GdbSession(_machine, _options, stream);
        return await session.ServeAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for one gdb on a TCP port and serves it.</summary>
    /// <param name="endPoint">Where to listen; port 0 takes a free one.</param>
    /// <param name="listening">Told the actual end point once gdb can connect.</param>
    /// <param name="cancellation">Ends the wait or the session.</param>
    /// <returns>How it ended.</returns>
    /// <exception cref="SocketException">The port cannot be listened on.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public async Task<GdbSessionEnd> ListenAsync(IPEndPoint endPoint, Action<IPEndPoint>? listening = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        using var listener = new TcpListener(endPoint);
        listener.Start(1);
        listening?.Invoke((IPEndPoint)listener.LocalEndpoint);
        using var client = await listener.AcceptTcpClientAsync(cancellation).ConfigureAwait(false);
        listener.Stop();
        client.NoDelay = true;
        var stream = client.GetStream();
        await using (stream.ConfigureAwait(false))
        {
            return await ServeAsync(stream, cancellation).ConfigureAwait(false);
        }
    }
}

/// <summary>How a session with gdb ended.</summary>
public enum GdbSessionEnd
{
    /// <summary>gdb closed the connection.</summary>
    Disconnected,

    /// <summary>gdb detached: the machine may run on.</summary>
    Detached,

    /// <summary>gdb killed the machine: it should not run on.</summary>
    Killed,
}
