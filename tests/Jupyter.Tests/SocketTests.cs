using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Tests.Testing;
using FlexCap.Jupyter.Transport;
using NetMQ;
using NetMQ.Sockets;

namespace FlexCap.Jupyter.Tests;

/// <summary>The real sockets on the loopback interface.</summary>
public sealed class SocketTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_late_subscriber_misses_nothing_and_the_heartbeat_beats_while_a_cell_runs()
    {
        var connection = FreePorts();
        await using var sockets = new NetMQSockets(connection);
        using var server = new KernelServer(
            sockets, new MessageCodec(ScriptedClient.Key, "session", new FixedClock()), new ScriptedInterpreter(), TimeProvider.System, _ => { });
        using var stop = new CancellationTokenSource();
        var running = server.RunAsync(stop.Token);

        using var shell = new DealerSocket();
        shell.Connect(connection.Endpoint(connection.ShellPort));
        shell.SendMultipartBytes([.. ScriptedClient.Frames("execute_request", "cell", """{"code":"stuck"}"""u8.ToArray()).Skip(2)]);
        // Longer than a subscription takes on a busy machine: no time may make the kernel give up on its first reader.
        await Task.Delay(1500, TestContext.Current.CancellationToken);

        using var iopub = new SubscriberSocket();
        iopub.SubscribeToAnyTopic();
        iopub.Connect(connection.Endpoint(connection.IopubPort));
        var types = new List<string>();
        while (types.Count < 4)
        {
            var frames = new List<byte[]>();
            Assert.True(iopub.TryReceiveMultipartBytes(s_patience, ref frames!), "nothing on IOPub; so far: " + string.Join(", ", types));
            types.Add(Encoding.UTF8.GetString(frames[0])["kernel.session.".Length..]);
        }

        Assert.Equal(["status", "status", "execute_input", "stream"], types);

        using var heartbeat = new RequestSocket();
        heartbeat.Connect(connection.Endpoint(connection.HbPort));
        for (var i = 0; i < 3; i++)
        {
            heartbeat.SendFrame("ping" + i);
            Assert.True(heartbeat.TryReceiveFrameString(s_patience, out var pong));
            Assert.Equal("ping" + i, pong);
        }

        await stop.CancelAsync();
        await running.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nothing_is_lost_in_a_flood_of_output()
    {
        var connection = FreePorts();
        await using var sockets = new NetMQSockets(connection);
        using var iopub = new SubscriberSocket();
        iopub.Options.ReceiveHighWatermark = 0;
        iopub.SubscribeToAnyTopic();
        iopub.Connect(connection.Endpoint(connection.IopubPort));
        const int Count = 5000;
        for (var i = 0; i < Count; i++)
        {
            sockets.Send(JupyterSocket.IOPub, [Encoding.UTF8.GetBytes($"{i}")]);
        }

        for (var i = 0; i < Count; i++)
        {
            Assert.True(iopub.TryReceiveFrameString(s_patience, out var frame), $"message {i} is lost");
            Assert.Equal($"{i}", frame);
        }
    }

    [Fact]
    public async Task The_end_of_the_parent_process_is_noticed()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "1"))!;
        var ended = new TaskCompletionSource();
        using var watch = ParentProcess.Watch(process.Id, ended.SetResult);
        await ended.Task.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.True(process.WaitForExit(1000));
    }

    // Below the ports that the system hands out by itself (from 32,768), and each process from a place of its own: between this
    // search and the kernel's bind, another test that runs at the same time would otherwise now and then get the same port.
    private static ConnectionInfo FreePorts()
    {
        var first = 20_000 + (Environment.ProcessId % 1_000 * 10);
        var ports = Enumerable.Range(first, 2_000).Where(IsFree).Take(5).ToArray();
        return new ConnectionInfo("tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], ScriptedClient.Key, "hmac-sha256");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
