using System.Text;
using System.Text.Json;
using FlexCap.Jupyter.Tests.Testing;
using FlexCap.Jupyter.Transport;

namespace FlexCap.Jupyter.Tests;

public sealed class ProtocolTests : IAsyncDisposable
{
    private readonly ScriptedInterpreter _interpreter = new();
    private readonly ScriptedClient _client;

    public ProtocolTests() => _client = new ScriptedClient(_interpreter);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    public static TheoryData<string, string> Requests => new()
    {
        { "kernel_info_request", "{}" },
        { "execute_request", """{"code":"value"}""" },
        { "execute_request", """{"code":"fail"}""" },
        { "execute_request", """{"code":"crash"}""" },
        { "execute_request", """{"code":42}""" },
        { "execute_request", "{}" },
        { "execute_request", """{"code":null}""" },
        { "execute_request", """{"code":"x","user_expressions":[1]}""" },
        { "complete_request", """{"code":"ab","cursor_pos":2}""" },
        { "complete_request", """{"code":"ab","cursor_pos":99}""" },
        { "complete_request", """{"code":"ab","cursor_pos":-5}""" },
        { "complete_request", """{"code":"crash","cursor_pos":1}""" },
        { "complete_request", """{"code":"ab"}""" },
        { "inspect_request", """{"code":"ab","cursor_pos":1,"detail_level":0}""" },
        { "is_complete_request", """{"code":"ab"}""" },
        { "history_request", """{"hist_access_type":"tail","n":3}""" },
        { "history_request", """{"hist_access_type":"everything"}""" },
        { "comm_info_request", "{}" },
        { "debug_request", """{"command":"initialize"}""" },
        { "invented_request", "{}" },
        { "interrupt_request", "{}" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_is_answered_once_between_busy_and_idle(string type, string content)
    {
        foreach (var socket in new[] { JupyterSocket.Shell, JupyterSocket.Control })
        {
            var messages = await AskRawAsync(type, content, socket);
            Assert.Equal(("status", "busy"), (messages[0].Type, State(messages[0])));
            Assert.Equal(("status", "idle"), (messages[^1].Type, State(messages[^1])));
            var reply = Assert.Single(messages, m => m.Socket == socket);
            Assert.Equal(type.Replace("_request", "_reply", StringComparison.Ordinal), reply.Type);
            Assert.Same(reply, messages[^2]);
            Assert.Contains(reply.Content.GetProperty("status").GetString() ?? "", (string[])["ok", "error", "complete", "incomplete"]);
        }
    }

    [Theory]
    [InlineData("comm_msg", """{"comm_id":"c","data":{}}""")]
    [InlineData("comm_close", """{"comm_id":"c","data":{}}""")]
    [InlineData("comm_open", "[]")]
    public async Task Messages_without_a_reply_are_bracketed_too(string type, string content)
    {
        if (content == "[]")
        {
            // Not even an object: dropped like any frame that is not what the protocol says.
            _client.Sockets.Deliver(JupyterSocket.Shell, ScriptedClient.Frames(type, "raw", Encoding.UTF8.GetBytes(content)));
            Assert.Equal("kernel_info_reply", (await _client.AskAsync("kernel_info_request"))[^2].Type);
            Assert.Single(_client.Log);
            return;
        }

        Assert.Equal(["busy", "idle"], (await AskRawAsync(type, content, JupyterSocket.Shell)).Select(State));
    }

    [Fact]
    public async Task A_comm_that_nobody_serves_is_closed()
    {
        var messages = await _client.AskAsync("comm_open", new { comm_id = "c1", target_name = "jupyter.widget", data = new { } });
        Assert.Equal("c1", Assert.Single(messages, m => m.Type == "comm_close").Content.GetProperty("comm_id").GetString());
    }

    [Fact]
    public async Task Output_comes_in_the_order_in_which_it_was_written()
    {
        var printed = await _client.AskAsync("execute_request", new { code = "print" });
        Assert.Equal(
            ["status", "execute_input", "stream", "stream", "execute_reply", "status"], printed.Select(m => m.Type));
        Assert.Equal("one two\n", printed[2].Content.GetProperty("text").GetString());
        Assert.Equal("stderr", printed[3].Content.GetProperty("name").GetString());

        var displayed = await _client.AskAsync("execute_request", new { code = "display" });
        Assert.Equal(
            ["status", "execute_input", "stream", "display_data", "stream", "update_display_data", "execute_reply", "status"],
            displayed.Select(m => m.Type));
        Assert.Equal(DisplayId(displayed[3]), DisplayId(displayed[5]));
    }

    [Fact]
    public async Task Text_appears_while_the_cell_still_runs()
    {
        var cell = _client.Send("execute_request", new { code = "wait" });
        Assert.Equal("waiting\n", (await _client.WaitForAsync("stream")).Content.GetProperty("text").GetString());
        await _client.AskAsync("interrupt_request", socket: JupyterSocket.Control);
        await _client.UntilIdleAsync(cell);
    }

    [Theory]
    [InlineData("fail")]
    [InlineData("crash")]
    public async Task A_failed_cell_gives_the_same_error_on_both_channels(string code)
    {
        var messages = await _client.AskAsync("execute_request", new { code });
        var error = Assert.Single(messages, m => m.Type == "error").Content;
        var reply = Assert.Single(messages, m => m.Type == "execute_reply").Content;
        foreach (var part in new[] { "ename", "evalue", "traceback" })
        {
            Assert.Equal(error.GetProperty(part).GetRawText(), reply.GetProperty(part).GetRawText());
        }
    }

    [Fact]
    public async Task A_failed_cell_aborts_the_cells_queued_behind_it_and_nothing_else()
    {
        var failing = _client.Send("execute_request", new { code = "fail" });
        var queued = _client.Send("execute_request", new { code = "queued" });
        var info = _client.Send("kernel_info_request");
        await _client.UntilIdleAsync(failing);
        var aborted = await _client.UntilIdleAsync(queued);
        Assert.Equal(["status", "execute_reply", "status"], aborted.Select(m => m.Type));
        Assert.Equal("aborted", aborted[1].Content.GetProperty("status").GetString());
        Assert.Contains(await _client.UntilIdleAsync(info), m => m.Type == "kernel_info_reply");
        Assert.Equal("ok", Status(await _client.AskAsync("execute_request", new { code = "later" })));
        Assert.Equal(["fail", "later"], _interpreter.Executed.Select(e => e.Code));
    }

    [Fact]
    public async Task Cells_run_one_at_a_time_whatever_the_channel()
    {
        var cell = _client.Send("execute_request", new { code = "wait" });
        await _client.WaitForAsync("stream");
        Assert.Equal("error", Status(await _client.AskAsync("execute_request", new { code = "x" }, JupyterSocket.Control)));
        await _client.AskAsync("interrupt_request", socket: JupyterSocket.Control);
        await _client.UntilIdleAsync(cell);
        Assert.Equal(["wait"], _interpreter.Executed.Select(e => e.Code));
    }

    [Fact]
    public async Task Without_stop_on_error_the_queue_goes_on()
    {
        var failing = _client.Send("execute_request", new { code = "fail", stop_on_error = false });
        var queued = _client.Send("execute_request", new { code = "queued" });
        await _client.UntilIdleAsync(failing);
        Assert.Equal("ok", Status(await _client.UntilIdleAsync(queued)));
    }

    [Fact]
    public async Task An_interrupt_on_the_control_channel_ends_the_cell_and_the_kernel_lives()
    {
        var cell = _client.Send("execute_request", new { code = "wait" });
        await _client.WaitForAsync("stream");
        var interrupt = await _client.AskAsync("interrupt_request", socket: JupyterSocket.Control);
        Assert.Contains(interrupt, m => m.Type == "interrupt_reply");
        Assert.Equal("error", Status(await _client.UntilIdleAsync(cell)));
        Assert.Equal("ok", Status(await _client.AskAsync("execute_request", new { code = "next" })));
    }

    [Fact]
    public async Task A_cell_that_ignores_the_interrupt_is_abandoned_within_a_second()
    {
        var cell = _client.Send("execute_request", new { code = "stuck" });
        await _client.WaitForAsync("stream");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        _client.Send("interrupt_request", socket: JupyterSocket.Control);
        var messages = await _client.UntilIdleAsync(cell);
        // A second by design; the rest is for a busy test machine.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        Assert.Equal("Interrupted", Assert.Single(messages, m => m.Type == "error").Content.GetProperty("ename").GetString());
        Assert.Equal("ok", Status(await _client.AskAsync("execute_request", new { code = "next" })));
    }

    [Fact]
    public async Task Input_is_asked_from_the_front_end_that_sent_the_cell()
    {
        var cell = _client.Send("execute_request", new { code = "input" });
        var request = await _client.WaitForAsync("input_request");
        Assert.Equal((JupyterSocket.Stdin, cell), (request.Socket, request.Parent));
        Assert.Equal([0, 1, 2], request.Frames[0]);
        Assert.True(request.Content.GetProperty("password").GetBoolean());
        _client.Send("input_reply", new { value = "Ada" }, JupyterSocket.Stdin);
        var messages = await _client.UntilIdleAsync(cell);
        Assert.Equal("Ada", Assert.Single(messages, m => m.Type == "execute_result").Content.GetProperty("data").GetProperty("text/plain").GetString());
    }

    [Fact]
    public async Task Input_that_is_not_allowed_malformed_or_never_comes_does_not_hang_the_kernel()
    {
        Assert.Equal("error", Status(await _client.AskAsync("execute_request", new { code = "input", allow_stdin = false })));

        var malformed = _client.Send("execute_request", new { code = "input" });
        await _client.WaitForAsync("input_request");
        _client.Send("input_reply", new { wrong = 1 }, JupyterSocket.Stdin);
        Assert.Equal("error", Status(await _client.UntilIdleAsync(malformed)));

        var silent = _client.Send("execute_request", new { code = "input" });
        await _client.WaitForAsync("input_request");
        _client.Send("interrupt_request", socket: JupyterSocket.Control);
        Assert.Equal("error", Status(await _client.UntilIdleAsync(silent)));
    }

    [Fact]
    public async Task Silent_cells_publish_nothing_and_count_nothing()
    {
        var messages = await _client.AskAsync("execute_request", new { code = "display", silent = true });
        Assert.Equal(["status", "execute_reply", "status"], messages.Select(m => m.Type));
        var next = await _client.AskAsync("execute_request", new { code = "x" });
        Assert.Equal(1, next.First(m => m.Type == "execute_reply").Content.GetProperty("execution_count").GetInt32());
    }

    [Fact]
    public async Task User_expressions_are_evaluated_each_by_itself()
    {
        var messages = await _client.AskAsync(
            "execute_request", new { code = "x", user_expressions = new Dictionary<string, string> { ["good"] = "v", ["bad"] = "fail" } });
        var expressions = messages.First(m => m.Type == "execute_reply").Content.GetProperty("user_expressions");
        Assert.Equal("ok", expressions.GetProperty("good").GetProperty("status").GetString());
        Assert.Equal("v", expressions.GetProperty("good").GetProperty("data").GetProperty("text/plain").GetString());
        Assert.Equal("Failure", expressions.GetProperty("bad").GetProperty("ename").GetString());
    }

    [Fact]
    public async Task Json_mime_types_travel_as_json()
    {
        var messages = await _client.AskAsync("execute_request", new { code = "x" });
        var data = messages.First(m => m.Type == "execute_result").Content.GetProperty("data");
        Assert.Equal(JsonValueKind.Object, data.GetProperty("application/json").ValueKind);
    }

    [Fact]
    public async Task History_finds_the_last_the_range_and_the_pattern()
    {
        foreach (var code in new[] { "alpha", "beta", "alpha" })
        {
            await _client.AskAsync("execute_request", new { code });
        }

        Assert.Equal("""[[1,2,"beta"],[1,3,"alpha"]]""", await HistoryAsync(new { hist_access_type = "tail", n = 2 }));
        Assert.Equal("""[[1,1,["alpha","alpha"]]]""", await HistoryAsync(new { hist_access_type = "range", start = 1, stop = 2, output = true, session = 0 }));
        Assert.Equal("""[[1,3,"alpha"]]""", await HistoryAsync(new { hist_access_type = "search", pattern = "al*", unique = true }));
        Assert.Equal("[]", await HistoryAsync(new { hist_access_type = "range", session = -1, start = 1, stop = 9 }));
    }

    [Fact]
    public async Task Positions_count_code_points()
    {
        // Two code points (four UTF-16 units) before the cursor.
        var complete = await _client.AskAsync("complete_request", new { code = "😀😀", cursor_pos = 2 });
        var reply = complete.First(m => m.Type == "complete_reply").Content;
        Assert.Equal((1, 2), (reply.GetProperty("cursor_start").GetInt32(), reply.GetProperty("cursor_end").GetInt32()));
    }

    [Fact]
    public async Task The_cell_knows_its_number_and_id()
    {
        await _client.UntilIdleAsync(_client.Send("execute_request", new { code = "x" }, metadata: new { cellId = "abc" }));
        Assert.Equal((1, "abc"), (_interpreter.Executed[0].ExecutionCount, _interpreter.Executed[0].Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Shutdown_is_answered_and_ends_the_server_also_while_a_cell_runs(bool whileCellRuns)
    {
        var socket = whileCellRuns ? JupyterSocket.Control : JupyterSocket.Shell;
        if (whileCellRuns)
        {
            _client.Send("execute_request", new { code = "wait" });
            await _client.WaitForAsync("stream");
        }

        var messages = await _client.AskAsync("shutdown_request", new { restart = true }, socket);
        Assert.True(messages.First(m => m.Type == "shutdown_reply").Content.GetProperty("restart").GetBoolean());
        await _client.Running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Frames_that_are_no_message_are_dropped_and_the_next_request_is_served()
    {
        var good = ScriptedClient.Frames("kernel_info_request", "forged", "{}"u8.ToArray());
        _client.Sockets.Deliver(JupyterSocket.Shell, []);
        _client.Sockets.Deliver(JupyterSocket.Shell, [.. good.Take(6)]);
        _client.Sockets.Deliver(JupyterSocket.Shell, [.. good.Take(3), "0000"u8.ToArray(), .. good.Skip(4)]);
        _client.Sockets.Deliver(JupyterSocket.Shell, [.. good.Take(7), """{"forged":true}"""u8.ToArray()]);
        var messages = await _client.AskAsync("kernel_info_request");
        Assert.Equal("5.3", messages.First(m => m.Type == "kernel_info_reply").Content.GetProperty("protocol_version").GetString());
        Assert.Equal(4, _client.Log.Count);
        Assert.DoesNotContain(messages, m => m.Parent == "forged");
    }

    private async Task<string> HistoryAsync(object content) =>
        (await _client.AskAsync("history_request", content)).First(m => m.Type == "history_reply").Content.GetProperty("history").GetRawText();

    private async Task<List<Received>> AskRawAsync(string type, string content, JupyterSocket socket)
    {
        using var parsed = JsonDocument.Parse(content);
        return await _client.AskAsync(type, parsed.RootElement.Clone(), socket);
    }

    private static string? State(Received message) => message.Content.GetProperty("execution_state").GetString();

    private static string? Status(List<Received> messages) =>
        messages.First(m => m.Type == "execute_reply").Content.GetProperty("status").GetString();

    private static string? DisplayId(Received message) => message.Content.GetProperty("transient").GetProperty("display_id").GetString();
}
