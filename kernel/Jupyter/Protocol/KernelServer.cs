using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Protocol;

/// <summary>
/// Jupyter's messaging protocol 5.3 over any sockets and any interpreter. Shell requests run one after another, control requests
/// beside them. Every request goes through <see cref="ServeAsync"/>, so that it is answered and bracketed by <c>busy</c> and
/// <c>idle</c> whatever happens: a front end never hangs.
/// </summary>
internal sealed partial class KernelServer : IDisposable
{
    private readonly ISockets _sockets;
    private readonly MessageCodec _codec;
    private readonly IInterpreter _interpreter;
    private readonly TimeProvider _clock;
    private readonly Action<string> _log;
    private readonly CancellationTokenSource _shutdown = new();

    // Requests taken off the socket before their turn, to see what waits behind a failed cell.
    private readonly Queue<Message> _shellQueue = new();
    private readonly Dictionary<string, Func<JupyterSocket, Message, Task<object?>>> _handlers = new(StringComparer.Ordinal);

    public KernelServer(ISockets sockets, MessageCodec codec, IInterpreter interpreter, TimeProvider clock, Action<string> log)
    {
        _sockets = sockets;
        _codec = codec;
        _interpreter = interpreter;
        _clock = clock;
        _log = log;
        On<KernelInfoRequest>((_, _, _) => Done(KernelInfo()));
        On<ExecuteRequest>((socket, m, r) => socket == JupyterSocket.Shell
            ? ExecuteAsync(m, r)
            // Cells run one at a time, and the control channel must stay free for the interrupt.
            : throw new MalformedContentException("An execute_request belongs on the shell channel."));
        On<CompleteRequest>((_, _, r) => CompleteAsync(r));
        On<InspectRequest>((_, _, r) => InspectAsync(r));
        On<IsCompleteRequest>((_, _, r) => Done(IsComplete(r)));
        On<HistoryRequest>((_, _, r) => Done(new HistoryReply("ok", _history.Find(r))));
        On<CommInfoRequest>((_, _, _) => Done(new CommInfoReply("ok", MimeContent.Empty)));
        On<CommOpen>((_, m, r) => Refuse(m, r));
        On<CommMsg>((_, _, _) => Done(null));
        On<CommClose>((_, _, _) => Done(null));
        On<ShutdownRequest>((_, _, r) => Done(new ShutdownReply("ok", r.Restart)));
        On<InterruptRequest>((_, _, _) =>
        {
            Interrupt();
            return Done(new InterruptReply("ok"));
        });
    }

    /// <summary>Serves until a shutdown request, the token or the end of the sockets.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _shutdown.Token);
        Publish(null, Status.Type, new Status("starting"));
        var loops = new[]
        {
            ServeAllAsync(JupyterSocket.Shell, _shellQueue, stop.Token),
            ServeAllAsync(JupyterSocket.Control, new Queue<Message>(), stop.Token),
            ReadInputAsync(stop.Token),
        };
        await Task.WhenAny(loops).ConfigureAwait(false);
        await _shutdown.CancelAsync().ConfigureAwait(false);
        Interrupt();
        // A request that is in the middle of something else than a cell may take longer; the process does not wait for it.
        await Task.WhenAll(loops).WaitAsync(s_interruptPatience * 2, _clock, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _shutdown.Dispose();

    private async Task ServeAllAsync(JupyterSocket socket, Queue<Message> queue, CancellationToken stop)
    {
        var incoming = _sockets.Receive(socket);
        try
        {
            do
            {
                while (!stop.IsCancellationRequested && (queue.TryDequeue(out var message) || TryReceive(socket, out message)))
                {
                    await ServeAsync(socket, message).ConfigureAwait(false);
                }
            }
            while (await incoming.WaitToReadAsync(stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The kernel ends.
        }
    }

    private bool TryReceive(JupyterSocket socket, [NotNullWhen(true)] out Message? message)
    {
        while (_sockets.Receive(socket).TryRead(out var frames))
        {
            if (_codec.TryDecode(frames, out message, out var problem))
            {
                return true;
            }

            // No reply: without a valid signature nobody is entitled to one, and without a header there is no type to answer with.
            _log($"dropped a message on {socket}: {problem}");
        }

        message = null;
        return false;
    }

    /// <summary>The one wrapper around every request: busy, whatever the request does, reply, idle.</summary>
    private async Task ServeAsync(JupyterSocket socket, Message request)
    {
        Publish(request, Status.Type, new Status("busy"));
        try
        {
            var reply = await AnswerAsync(socket, request).ConfigureAwait(false);
            if (reply is not null && request.Header.MsgType.EndsWith("_request", StringComparison.Ordinal))
            {
                Reply(socket, request, reply);
            }
        }
        finally
        {
            Publish(request, Status.Type, new Status("idle"));
            if (request.Header.MsgType == ShutdownRequest.Type)
            {
                await _shutdown.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task<object?> AnswerAsync(JupyterSocket socket, Message request)
    {
        try
        {
            return _handlers.TryGetValue(request.Header.MsgType, out var handler)
                ? await handler(socket, request).ConfigureAwait(false)
                : new ErrorReply("UnknownMessage", $"The kernel does not know '{request.Header.MsgType}'.", []);
        }
        catch (MalformedContentException e)
        {
            return new ErrorReply("MalformedMessage", e.Message, []);
        }
#pragma warning disable CA1031 // A defect in a handler must end in a reply, not in a front end that waits for ever.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _log($"{request.Header.MsgType} failed: {e}");
            return new ErrorReply(e.GetType().Name, e.Message, [e.ToString()]);
        }
    }

    private void On<T>(Func<JupyterSocket, Message, T, Task<object?>> handler) where T : IContent =>
        _handlers.Add(T.Type, (socket, message) => handler(socket, message, Content<T>(message)));

    private static T Content<T>(Message message) where T : IContent
    {
        try
        {
            return message.Content.Deserialize<T>(MessageCodec.Json) ?? throw new MalformedContentException($"The content of {T.Type} is null.");
        }
        catch (JsonException e)
        {
            throw new MalformedContentException($"The content of {T.Type} is not what it should be: {e.Message}");
        }
    }

    private static Task<object?> Done(object? reply) => Task.FromResult(reply);

    private void Reply(JupyterSocket socket, Message request, object content) =>
        _sockets.Send(socket, _codec.Encode(request.Identities, request.Header.MsgType.Replace("_request", "_reply", StringComparison.Ordinal), request.RawHeader, content));

    private void Publish(Message? parent, string type, object content) =>
        _sockets.Send(JupyterSocket.IOPub, _codec.Encode([_codec.Topic(type)], type, parent?.RawHeader, content));
}
