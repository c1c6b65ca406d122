using System.Diagnostics;
using FlexCap.Jupyter.Interpreter;
using FlexCap.Jupyter.Protocol;
using FlexCap.Notebooks;
using StreamText = FlexCap.Jupyter.Protocol.Messages.Stream;

namespace FlexCap.Jupyter.Tests;

/// <summary>C# cells through the whole interpreter, as the protocol layer calls it.</summary>
public sealed class InterpreterTests
{
    private readonly SessionInterpreter _interpreter = new();
    private readonly List<(string Type, object Content)> _published = [];
    private int _count;

    [Fact]
    public async Task Variables_methods_types_and_usings_last_from_cell_to_cell()
    {
        await RunAsync("using System.Globalization;\nvar x = 20; int Twice(int a) => 2 * a; record Point(int X, int Y);");
        Assert.Equal("42", await ValueAsync("Twice(x) + 2"));
        Assert.Equal("7", await ValueAsync("new Point(3, 4) is var p ? p.X + p.Y : 0"));
        Assert.Equal("true", await ValueAsync("CultureInfo.CurrentCulture.Equals(CultureInfo.InvariantCulture)"));
        await RunAsync("var x = \"again\";");
        Assert.Equal("again", await ValueAsync("x"));
    }

    [Fact]
    public async Task Everything_the_project_brings_is_in_scope()
    {
        Assert.Equal("3", await ValueAsync("new[] { 1, 2 }.Sum()"));
        foreach (var type in new[]
        {
            nameof(Morello.Machine), nameof(FlexOS.Configuration), nameof(Notebooks.MimeBundle), nameof(Diagnostics.Diagnostic),
            "DataFrame", "Chart", "Frame",
        })
        {
            Assert.Null((await RunAsync($"nameof({type})")).Error);
        }
    }

    [Fact]
    public async Task Compile_errors_have_line_column_and_caret()
    {
        var error = (await RunAsync("var a = 1;\n  int b = \"text\";\nmissing();")).Error!;
        Assert.Equal(
            [
                "<cell>:2:11: error CS0029: Cannot implicitly convert type 'string' to 'int'",
                "    2 |   int b = \"text\";",
                "      |           ^^^^^^",
                "<cell>:3:1: error CS0103: The name 'missing' does not exist in the current context",
                "    3 | missing();",
                "      | ^^^^^^^",
            ],
            error.Traceback);
        Assert.Equal("InputError", error.Name);
    }

    [Fact]
    public async Task Exceptions_show_the_lines_of_the_cells_that_they_come_from()
    {
        await RunAsync("int Fail(int depth)\n{\n    throw new InvalidOperationException(\"on purpose\");\n}");
        var error = (await RunAsync("var before = 5;\nFail(1)")).Error!;
        Assert.Equal(
            [
                "InvalidOperationException: on purpose",
                "   at Fail(Int32 depth) in In[1], line 3",
                "    3 |     throw new InvalidOperationException(\"on purpose\");",
                "   at In[2], line 2",
                "    2 | Fail(1)",
            ],
            error.Traceback);
        Assert.Equal("5", await ValueAsync("before"));
    }

    [Fact]
    public async Task An_exception_after_an_await_shows_its_line()
    {
        var error = (await RunAsync("async Task LaterAsync()\n{\n    await Task.Yield();\n    throw new FormatException(\"late\");\n}\nawait LaterAsync();")).Error!;
        Assert.Equal("FormatException: late", error.Traceback[0]);
        Assert.Contains("   at LaterAsync in In[1], line 4", error.Traceback);
        Assert.Contains("   at In[1], line 6", error.Traceback);
        Assert.DoesNotContain(error.Traceback, l => l.Contains("Submission#", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Console_output_goes_to_the_cell_also_from_tasks_that_it_starts()
    {
        await RunAsync("Console.WriteLine(\"a\"); Console.Error.WriteLine(\"b\"); await Task.Run(() => Console.Write(\"c\"));");
        Assert.Equal(
            [new StreamText("stdout", "a\n"), new StreamText("stderr", "b\n"), new StreamText("stdout", "c")],
            _published.Select(p => p.Content).OfType<StreamText>());
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (long i = 0; ; i++) { if (i < 0) Console.WriteLine(i); }")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("new ManualResetEvent(false).WaitOne();")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("while (true) { await Task.Delay(1); }")]
    [InlineData("await Task.Delay(-1, Cancellation);")]
    [InlineData("while (true) { try { Thread.Sleep(10); } catch (Exception) { } }")]
    public async Task An_interrupt_stops_a_cell_wherever_it_is(string code)
    {
        await RunAsync("var kept = 1;");
        using var interrupt = new CancellationTokenSource();
        var running = RunUntilAsync(interrupt, "kept = 2;\n" + code);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        var watch = Stopwatch.StartNew();
        await interrupt.CancelAsync();
        var outcome = await running.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        // Half a second by design; the rest is for a busy test machine.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        Assert.True(outcome.Interrupted, outcome.Error?.Name + ": " + outcome.Error?.Message);
        Assert.Equal("2", await ValueAsync("kept"));
    }

    [Fact]
    public async Task A_cell_that_was_left_behind_cannot_bring_back_its_variables()
    {
        await RunAsync("var x = 1;");
        using var interrupt = new CancellationTokenSource();
        var stuck = RunUntilAsync(interrupt, "var x = 2;\ntry { } finally { var end = DateTime.UtcNow.AddSeconds(2); while (DateTime.UtcNow < end) { } }");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        await RunAsync("var x = 3;");
        await stuck.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("3", await ValueAsync("x"));
    }

    [Fact]
    public async Task A_flexos_cell_becomes_a_csharp_variable()
    {
        var outcome = await RunAsync("#!flexos --name two\nname: two\ncompartments:\n  - name: comp1\n    mechanism: morello\n    default: true\n  - name: comp2\n    mechanism: morello\n");
        Assert.Null(outcome.Error);
        Assert.Equal("2", await ValueAsync("two.Compartments.Count"));
    }

    [Fact]
    public async Task Values_of_any_type_can_be_declared()
    {
        var evaluator = new CSharpEvaluator();
        var nested = new Dictionary<string, (int A, List<int[]> B)[]> { ["k"] = [(1, [[2]])] };
        await evaluator.SetVariableAsync("nested", nested);
        await evaluator.SetVariableAsync("hidden", new Hidden());
        await evaluator.SetVariableAsync("@class", new Dictionary<int, string>().Keys);
        var result = await evaluator.EvaluateAsync("nested[\"k\"][0].Item2[0][0] + hidden.Message.Length + @class.Count", TestContext.Current.CancellationToken);
        Assert.Equal(2 + new Hidden().Message.Length, result.Value);
        Assert.True(evaluator.TryGetVariable("nested", out var same));
        Assert.Same(nested, same);
        Assert.False(evaluator.TryGetVariable("absent", out _));
    }

    [Theory]
    [InlineData("1 + 1", Completeness.Complete)]
    [InlineData("if (true) {", Completeness.Incomplete)]
    [InlineData("}", Completeness.Invalid)]
    [InlineData("", Completeness.Complete)]
    [InlineData("#!flexos\nname: x", Completeness.Complete)]
    public void Completeness_is_that_of_the_language(string code, object expected) =>
        Assert.Equal(expected, _interpreter.CheckCompleteness(code));

    [Fact]
    public async Task Completion_and_documentation_know_earlier_cells_and_the_project()
    {
        await RunAsync("/// <summary>Twice.</summary>\nint TwiceAsMuch(int a) => 2 * a; var text = \"t\";");
        Assert.Contains("TwiceAsMuch", (await CompleteAsync("1 + Twi")).Items.Select(i => i.Text));
        var members = await CompleteAsync("text.Starts");
        Assert.Equal(["StartsWith"], members.Items.Select(i => i.Text));
        Assert.Equal((5, 11), (members.Start, members.End));
        Assert.Contains("MachineProfile", (await CompleteAsync("MachineP")).Items.Select(i => i.Text));
        Assert.Contains("#!flexos", (await CompleteAsync("#!f")).Items.Select(i => i.Text));
        var documentation = await _interpreter.InspectAsync("new Machine", 11);
        Assert.Contains("Machine", documentation!.Data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("Twice", (await _interpreter.InspectAsync("TwiceAsMuch(1)", 4))!.Data["text/plain"], StringComparison.Ordinal);
        Assert.Null(await _interpreter.InspectAsync("   ", 1));
    }

    [Fact]
    public async Task Input_reaches_the_cell()
    {
        Assert.Equal("typed", await ValueAsync("Console.ReadLine()"));
        Assert.Equal("t", await ValueAsync("(char)Console.Read()"));
    }

    private Task<CompletionList> CompleteAsync(string code) => _interpreter.CompleteAsync(code, code.Length);

    private async Task<string?> ValueAsync(string code)
    {
        var outcome = await RunAsync(code);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Error?.Traceback ?? []));
        return outcome.Result?.Data["text/plain"];
    }

    private async Task<CellOutcome> RunAsync(string code)
    {
        using var never = new CancellationTokenSource();
        return await RunUntilAsync(never, code);
    }

    private async Task<CellOutcome> RunUntilAsync(CancellationTokenSource interrupt, string code)
    {
        var output = new CellOutput(
            (type, content) =>
            {
                lock (_published)
                {
                    _published.Add((type, content));
                }
            },
            (_, _, _) => "typed", () => "display-1", TimeProvider.System);
        var outcome = await _interpreter.ExecuteAsync(new CellRequest(code, ++_count, null), output, interrupt.Token);
        output.Flush();
        return outcome;
    }

    private sealed class Hidden : Exception
    {
        public override string Message => "hidden";
    }
}
