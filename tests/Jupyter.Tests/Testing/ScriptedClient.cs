using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlexCap.Jupyter.Protocol;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Tests.Testing;

/// <summary>What the kernel sent, decoded and with its signature checked by this client's own means.</summary>
internal sealed record Received(JupyterSocket Socket, string Type, string? Parent, JsonElement Content, IReadOnlyList<byte[]> Frames)
{
    public override string ToString() => $"{Socket} {Type} {Content.GetRawText()}";
}

/// <summary>A front end in memory: sends requests to a kernel server and reads everything that comes back, in order.</summary>
internal sealed class ScriptedClient : IAsyncDisposable
{
    public const string Key = "a-fixed-key";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _stop = new();
    private readonly Queue<Received> _waiting = new();
    private readonly KernelServer _server;
    private readonly Task _running;
    private int _requests;

    public ScriptedClient(IInterpreter interpreter)
    {
        _server = new KernelServer(
            Sockets, new MessageCodec(Key, "kernel-session", new FixedClock()), interpreter, new FixedClock(), line => Log.Add(line));
        _running = _server.RunAsync(_stop.Token);
    }

    public MemorySockets Sockets { get; } = new();

    public List<string> Log { get; } = [];

    public Task Running => _running;

    /// <summary>Sends a request and returns its id.</summary>
    public string Send(string type, object? content = null, JupyterSocket socket = JupyterSocket.Shell, object? metadata = null)
    {
        var id = $"request-{++_requests}";
        Sockets.Deliver(socket, Frames(type, id, JsonSerializer.SerializeToUtf8Bytes(content ?? new object()), metadata));
        return id;
    }

    /// <summary>Frames of a request, signed.</summary>
    public static List<byte[]> Frames(string type, string id, byte[] content, object? metadata = null)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["msg_id"] = id, ["session"] = "client-session", ["username"] = "tester", ["date"] = "2026-01-02T03:04:05Z",
            ["msg_type"] = type, ["version"] = "5.3",
        });
        var parts = new[] { header, "{}"u8.ToArray(), JsonSerializer.SerializeToUtf8Bytes(metadata ?? new object()), content };
        return [[0, 1, 2], "second identity"u8.ToArray(), "<IDS|MSG>"u8.ToArray(), Sign(parts), .. parts];
    }

    /// <summary>The next message, whatever it is.</summary>
    public async Task<Received> NextAsync()
    {
        if (_waiting.TryDequeue(out var earlier))
        {
            return earlier;
        }

        var (socket, frames) = await Sockets.Sent.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(s_patience);
        return Decode(socket, frames);
    }

    /// <summary>Everything that a request causes, from <c>busy</c> to <c>idle</c>; messages of other requests stay for later.</summary>
    public async Task<List<Received>> UntilIdleAsync(string request)
    {
        var mine = new List<Received>();
        var others = new List<Received>();
        while (true)
        {
            var message = await NextAsync();
            if (message.Parent != request)
            {
                others.Add(message);
                continue;
            }

            mine.Add(message);
            if (message.Type == "status" && message.Content.GetProperty("execution_state").GetString() == "idle")
            {
                foreach (var other in others)
                {
                    _waiting.Enqueue(other);
                }

                return mine;
            }
        }
    }

    /// <summary>Sends a request and returns everything that it causes.</summary>
    public Task<List<Received>> AskAsync(string type, object? content = null, JupyterSocket socket = JupyterSocket.Shell) =>
        UntilIdleAsync(Send(type, content, socket));

    /// <summary>Waits for the next message of a type and drops those before it.</summary>
    public async Task<Received> WaitForAsync(string type)
    {
        while (true)
        {
            var message = await NextAsync();
            if (message.Type == type)
            {
                return message;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(s_patience);
        _server.Dispose();
        _stop.Dispose();
        await Sockets.DisposeAsync();
    }

    private static byte[] Sign(byte[][] parts) =>
        Encoding.ASCII.GetBytes(Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), parts.SelectMany(p => p).ToArray())).ToLowerInvariant());

    private static Received Decode(JupyterSocket socket, IReadOnlyList<byte[]> frames)
    {
        var delimiter = frames.Select((f, i) => (f, i)).First(x => Encoding.UTF8.GetString(x.f) == "<IDS|MSG>").i;
        Assert.Equal(delimiter + 6, frames.Count);
        Assert.Equal(Encoding.ASCII.GetString(Sign([.. frames.Skip(delimiter + 2)])), Encoding.ASCII.GetString(frames[delimiter + 1]));
        using var header = JsonDocument.Parse(frames[delimiter + 2]);
        using var parent = JsonDocument.Parse(frames[delimiter + 3]);
        using var content = JsonDocument.Parse(frames[delimiter + 5]);
        return new Received(
            socket, header.RootElement.GetProperty("msg_type").GetString()!,
            parent.RootElement.TryGetProperty("msg_id", out var id) ? id.GetString() : null,
            content.RootElement.Clone(), frames);
    }
}
