using System.Diagnostics.CodeAnalysis;
using FlexCap.Jupyter.Protocol.Messages;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Protocol;

internal sealed partial class KernelServer
{
    private readonly Lock _asking = new();
    private TaskCompletionSource<string>? _answer;

    /// <summary>Asks the front end that sent the cell for a line and blocks until it answers or the cell is interrupted.</summary>
    private string AskForInput(Message cell, bool allowed, string prompt, bool password, CancellationToken cancellation)
    {
        if (!allowed)
        {
            throw new InvalidOperationException("This front end cannot be asked for input (the cell was sent with allow_stdin false).");
        }

        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asking)
        {
            _answer = answer;
        }

        _sockets.Send(JupyterSocket.Stdin, _codec.Encode(cell.Identities, InputRequest.Type, cell.RawHeader, new InputRequest(prompt, password)));
        try
        {
            return answer.Task.WaitAsync(cancellation).GetAwaiter().GetResult();
        }
        finally
        {
            lock (_asking)
            {
                _answer = null;
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever is wrong with an answer belongs to the cell that asked.")]
    private async Task ReadInputAsync(CancellationToken stop)
    {
        try
        {
            while (await _sockets.Receive(JupyterSocket.Stdin).WaitToReadAsync(stop).ConfigureAwait(false))
            {
                while (TryReceive(JupyterSocket.Stdin, out var message))
                {
                    TaskCompletionSource<string>? answer;
                    lock (_asking)
                    {
                        answer = _answer;
                    }

                    if (message.Header.MsgType != InputReply.Type || answer is null)
                    {
                        _log($"dropped a {message.Header.MsgType} on Stdin: nothing asked for it");
                        continue;
                    }

                    try
                    {
                        answer.TrySetResult(Content<InputReply>(message).Value);
                    }
                    catch (Exception e)
                    {
                        answer.TrySetException(e);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The kernel ends.
        }
    }
}
