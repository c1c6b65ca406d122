using System.Threading.Channels;
using NetMQ;
using NetMQ.Sockets;

namespace FlexCap.Jupyter.Transport;

/// <summary>
/// Jupyter's five sockets on one NetMQ poller thread (a NetMQ socket must stay on its thread). The poller only moves frames,
/// so the heartbeat answers however busy the cells are.
/// </summary>
internal sealed class NetMQSockets : ISockets
{
    /// <summary>Bytes of IOPub messages that wait for a first subscriber (64 MiB). A front end that never subscribes must not fill memory.</summary>
    private const long BacklogCapacity = 64 << 20;

    private readonly NetMQPoller _poller = [];
    private readonly NetMQQueue<(JupyterSocket Socket, IReadOnlyList<byte[]> Frames)> _outgoing = new();
    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly XPublisherSocket _iopub = new();
    private readonly ResponseSocket _heartbeat = new();
    private readonly Channel<IReadOnlyList<byte[]>>[] _incoming =
        [.. Enumerable.Range(0, 3).Select(_ => Channel.CreateUnbounded<IReadOnlyList<byte[]>>())];

    // The subscription of a SUB socket arrives some time after its TCP connection, so the first 'busy', 'idle' and outputs
    // would be lost with a plain PUB socket. They wait here for the first subscription instead.
    private readonly Backlog _unsubscribed = new(BacklogCapacity);
    private bool _subscribed;

    public NetMQSockets(ConnectionInfo connection)
    {
        foreach (var (socket, port) in new (NetMQSocket, int)[]
        {
            (_shell, connection.ShellPort), (_control, connection.ControlPort), (_stdin, connection.StdinPort),
            (_iopub, connection.IopubPort), (_heartbeat, connection.HbPort),
        })
        {
            socket.Options.Linger = TimeSpan.FromSeconds(1);
            // NetMQ drops messages silently above its high-water mark of 1,000; a cell may print more than that at once.
            socket.Options.SendHighWatermark = 0;
            socket.Options.ReceiveHighWatermark = 0;
            socket.Bind(connection.Endpoint(port));
            _poller.Add(socket);
        }

        _poller.Add(_outgoing);
        Listen(_shell, JupyterSocket.Shell);
        Listen(_control, JupyterSocket.Control);
        Listen(_stdin, JupyterSocket.Stdin);
        _iopub.ReceiveReady += (_, _) => AcceptSubscription();
        _heartbeat.ReceiveReady += (_, _) => Echo();
        _outgoing.ReceiveReady += (_, _) => SendQueued();
        _poller.RunAsync("FlexCap.Jupyter sockets", isBackgroundThread: true);
    }

    public ChannelReader<IReadOnlyList<byte[]>> Receive(JupyterSocket socket) => _incoming[(int)socket].Reader;

    public void Send(JupyterSocket socket, IReadOnlyList<byte[]> frames)
    {
        try
        {
            _outgoing.Enqueue((socket, frames));
        }
        catch (ObjectDisposedException)
        {
            // An abandoned cell may still print after the kernel has closed its sockets; nobody is left to read it.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Everything queued before this point is handed to the sockets first; Linger then lets them send it.
        await Task.Factory.StartNew(SendQueued, CancellationToken.None, TaskCreationOptions.None, _poller)
            .WaitAsync(TimeSpan.FromSeconds(2)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _poller.Stop();
        foreach (var incoming in _incoming)
        {
            incoming.Writer.TryComplete();
        }

        _poller.Dispose();
        foreach (var socket in new NetMQSocket[] { _shell, _control, _stdin, _iopub, _heartbeat })
        {
            socket.Dispose();
        }

        _outgoing.Dispose();
        NetMQConfig.Cleanup(block: true);
    }

    private void Listen(RouterSocket socket, JupyterSocket name) => socket.ReceiveReady += (_, _) =>
    {
        List<byte[]>? frames = null;
        while (socket.TryReceiveMultipartBytes(ref frames!))
        {
            _incoming[(int)name].Writer.TryWrite(frames);
            frames = null;
        }
    };

    private void Echo()
    {
        while (_heartbeat.TryReceiveFrameBytes(out var beat))
        {
            _heartbeat.TrySendFrame(beat!);
        }
    }

    private void AcceptSubscription()
    {
        while (_iopub.TryReceiveFrameBytes(out var frame))
        {
            if (frame is [1, ..])
            {
                _subscribed = true;
                foreach (var frames in _unsubscribed.TakeAll())
                {
                    Write(_iopub, frames);
                }
            }
        }
    }

    private void SendQueued()
    {
        while (_outgoing.TryDequeue(out var message, TimeSpan.Zero))
        {
            switch (message.Socket)
            {
                case JupyterSocket.IOPub when !_subscribed:
                    _unsubscribed.Add(message.Frames);
                    break;
                case JupyterSocket.IOPub:
                    Write(_iopub, message.Frames);
                    break;
                case JupyterSocket.Shell:
                    Write(_shell, message.Frames);
                    break;
                case JupyterSocket.Control:
                    Write(_control, message.Frames);
                    break;
                case JupyterSocket.Stdin:
                    Write(_stdin, message.Frames);
                    break;
            }
        }
    }

    private static void Write(NetMQSocket socket, IReadOnlyList<byte[]> frames) =>
        socket.TrySendMultipartBytes(TimeSpan.Zero, frames);
}
