using System.Runtime.InteropServices;
using FlexCap.Diagnostics;
using FlexCap.Jupyter.Interpreter;
using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter;

/// <summary>The FlexCap kernel process as Jupyter starts it: C# cells and the cell languages of FlexCap.Notebooks, over Jupyter's wire protocol 5.3.</summary>
public static class JupyterKernel
{
    /// <summary>
    /// Serves one front end until it asks for a shutdown, the token is signalled or the front end's process ends
    /// (<c>JPY_PARENT_PID</c>). SIGINT interrupts the running cell; it does not end the kernel.
    /// </summary>
    /// <param name="connectionFile">Path of the connection file that Jupyter writes and passes as <c>{connection_file}</c>.</param>
    /// <param name="cancellation">Ends the kernel in good order.</param>
    /// <exception cref="InputException">FX0521: the connection file cannot be read or used.</exception>
    public static async Task RunAsync(string connectionFile, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(connectionFile);
        var connection = ConnectionInfo.Load(connectionFile);
        var log = Console.Error;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sockets = new NetMQSockets(connection);
        await using (sockets.ConfigureAwait(false))
        {
            var interpreter = new SessionInterpreter();
            var codec = new MessageCodec(connection.Key, Guid.NewGuid().ToString("N"), TimeProvider.System);
            using var server = new KernelServer(
                sockets, codec, interpreter, TimeProvider.System, text => log.WriteLine("flexcap kernel: " + text));
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
            {
                context.Cancel = true;
                server.Interrupt();
            });
            using var parent = ParentProcess.StopWithParent(stop);
            var warmUp = interpreter.WarmUpCompletionAsync(stop.Token);
            await server.RunAsync(stop.Token).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            // It may be in the middle of loading; the process ends without waiting for it.
            _ = warmUp.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
