using System.Threading.Channels;

namespace FlexCap.Jupyter.Transport;

/// <summary>The sockets that carry messages; the heartbeat is the transport's own business.</summary>
internal enum JupyterSocket
{
    Shell,
    Control,
    Stdin,
    IOPub,
}

/// <summary>Five sockets seen as frames in and out: the seam between NetMQ and an in-memory client.</summary>
internal interface ISockets : IAsyncDisposable
{
    /// <summary>Frames that arrived on <see cref="JupyterSocket.Shell"/>, <see cref="JupyterSocket.Control"/> or <see cref="JupyterSocket.Stdin"/>; completes when the sockets close.</summary>
    ChannelReader<IReadOnlyList<byte[]>> Receive(JupyterSocket socket);

    /// <summary>Queues frames; sockets send in the order of the calls, from any thread.</summary>
    void Send(JupyterSocket socket, IReadOnlyList<byte[]> frames);
}
