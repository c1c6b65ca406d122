using System.Threading.Channels;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Tests.Testing;

/// <summary>Sockets without a network: what the client sends is received, what the kernel sends is recorded in order.</summary>
internal sealed class MemorySockets : ISockets
{
    private readonly Channel<IReadOnlyList<byte[]>>[] _incoming =
        [.. Enumerable.Range(0, 3).Select(_ => Channel.CreateUnbounded<IReadOnlyList<byte[]>>())];

    private readonly Channel<(JupyterSocket Socket, IReadOnlyList<byte[]> Frames)> _sent =
        Channel.CreateUnbounded<(JupyterSocket, IReadOnlyList<byte[]>)>();

    public ChannelReader<(JupyterSocket Socket, IReadOnlyList<byte[]> Frames)> Sent => _sent.Reader;

    public ChannelReader<IReadOnlyList<byte[]>> Receive(JupyterSocket socket) => _incoming[(int)socket].Reader;

    public void Send(JupyterSocket socket, IReadOnlyList<byte[]> frames) => _sent.Writer.TryWrite((socket, frames));

    public void Deliver(JupyterSocket socket, IReadOnlyList<byte[]> frames) => _incoming[(int)socket].Writer.TryWrite(frames);

    public ValueTask DisposeAsync()
    {
        foreach (var incoming in _incoming)
        {
            incoming.Writer.TryComplete();
        }

        return ValueTask.CompletedTask;
    }
}
