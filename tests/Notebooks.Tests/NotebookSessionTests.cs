using FlexCap.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.Notebooks.Tests;

public class NotebookSessionTests
{
    internal const string TwoYaml = """
        name: two
        application: flexos-microbenchmarks
        compartments:
          - name: comp1
            mechanism: morello
            default: true
          - name: comp2
            mechanism: morello
        libraries:
          newlib:
            compartment: comp2
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_flexos_cell_shares_its_configuration_under_the_given_name()
    {
        var evaluator = new TestEvaluator(_ => null);
        var session = new NotebookSession(evaluator);

        var outcome = await session.ExecuteAsync("#!flexos --name mine\n" + TwoYaml, new TestDisplay(), null, Token);

        Assert.Null(outcome.Error);
        var configuration = Assert.IsType<Configuration>(outcome.Value);
        Assert.Same(configuration, evaluator.Variables["mine"]);
        Assert.True(session.TryGetValue("mine", out var shared));
        Assert.Same(configuration, shared);
        Assert.Contains("comp2", outcome.Result!.Data["text/html"], StringComparison.Ordinal);
        Assert.Contains("comp2", outcome.Result.Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_name_the_configurations_own_name_becomes_an_identifier()
    {
        var session = new NotebookSession();

        await session.ExecuteAsync("#!flexos\n" + TwoYaml.Replace("name: two", "name: two-compartments", StringComparison.Ordinal), new TestDisplay(), null, Token);

        Assert.Equal("two_compartments", Assert.Single(session.Values).Key);
    }

    [Fact]
    public async Task The_mechanism_option_replaces_every_mechanism()
    {
        var session = new NotebookSession();

        var outcome = await session.ExecuteAsync("#!flexos --mechanism function\n" + TwoYaml, new TestDisplay(), null, Token);

        Assert.All(Assert.IsType<Configuration>(outcome.Value).Compartments, c => Assert.Equal(Mechanism.Function, c.Mechanism));
    }

    [Fact]
    public async Task Errors_in_yaml_are_placed_in_the_cell_with_line_and_caret()
    {
        var session = new NotebookSession(new TestEvaluator(_ => null));

        var outcome = await session.ExecuteAsync("1 + 1\n#!flexos\nname: x\nkompartments: []\n", new TestDisplay(), null, Token);

        var diagnostic = Assert.Single(outcome.Error!.Diagnostics, d => d.Message.Contains("kompartments", StringComparison.Ordinal));
        Assert.Equal(4, diagnostic.Location.Line);
        Assert.Contains("    4 | kompartments: []", outcome.Error.Traceback);
        Assert.Contains("      | ^^^^^^^^^^^^", outcome.Error.Traceback);
        Assert.Empty(session.Values);
    }

    [Theory]
    [InlineData("#!flexo\n", "FX0501", "#!flexos")]
    [InlineData("#!hlep", "FX0501", "#!help")]
    [InlineData("#!zzzzzz", "FX0501", "#!help lists")]
    [InlineData("#!flexos --nam two\nname: x", "FX0503", "--name")]
    [InlineData("#!flexos --mechanism moreno\nname: x", "FX0506", "morello")]
    [InlineData("#!help --all", "FX0503", "takes none")]
    [InlineData("#!flexos --name 2x\nname: x", "FX0507", "_2x")]
    public async Task A_wrong_directive_is_explained_and_nothing_runs(string code, string id, string help)
    {
        var evaluator = new TestEvaluator(_ => throw new InvalidOperationException("must not run"));
        var session = new NotebookSession(evaluator);

        var outcome = await session.ExecuteAsync(code, new TestDisplay(), null, Token);

        var diagnostic = Assert.Single(outcome.Error!.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(help, diagnostic.Help, StringComparison.Ordinal);
        Assert.Empty(evaluator.Submissions);
    }

    [Fact]
    public async Task Segments_run_in_order_and_only_the_last_value_is_the_result()
    {
        var evaluator = new TestEvaluator(code => code.Trim());
        var session = new NotebookSession(evaluator);
        var display = new TestDisplay();

        var outcome = await session.ExecuteAsync("first\n#!flexos --name a\n" + TwoYaml + "\n#!csharp\nlast", display, null, Token);

        Assert.Equal("last", outcome.Value);
        Assert.Equal("first", display.Shown[0].Data["text/plain"]);
        Assert.Contains("Configuration two", display.Shown[1].Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_magic_leaves_the_language_of_the_text_around_it()
    {
        var evaluator = new TestEvaluator(code => code.Trim());
        var session = new NotebookSession(evaluator);
        var display = new TestDisplay();

        var outcome = await session.ExecuteAsync("one\n#!help\ntwo", display, null, Token);

        Assert.Equal("two", outcome.Value);
        Assert.Contains("#!flexos", display.Shown[1].Data["text/plain"], StringComparison.Ordinal);
        Assert.Contains("#!who", display.Shown[1].Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lists_shared_values()
    {
        var session = new NotebookSession();
        await session.SetValueAsync("b", 1);
        await session.SetValueAsync("a", new List<string>());

        var outcome = await session.ExecuteAsync("#!who", new TestDisplay(), null, Token);

        var text = outcome.Result!.Data["text/plain"];
        Assert.Contains("a     List<String>\nb     Int32", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_the_cell_is_its_error()
    {
        var session = new NotebookSession(new TestEvaluator(_ => throw new FormatException("bad <b>")));

        var outcome = await session.ExecuteAsync("x", new TestDisplay(), null, Token);

        Assert.Equal("FormatException", outcome.Error!.Name);
        Assert.Equal("bad <b>", outcome.Error.Message);
        Assert.Equal("FormatException: bad <b>", outcome.Error.Traceback[0]);
    }

    [Fact]
    public async Task An_input_exception_of_the_cell_shows_its_diagnostics()
    {
        var session = new NotebookSession(new TestEvaluator(_ => throw new InputException([new("FX0301", DiagnosticSeverity.Error, new("<cell>", 1, 5, 3), "wrong", "do this")])));

        var outcome = await session.ExecuteAsync("a = bcd", new TestDisplay(), null, Token);

        Assert.Equal("InputError", outcome.Error!.Name);
        Assert.Equal(["<cell>:1:5: error FX0301: wrong", "    1 | a = bcd", "      |     ^^^", "    help: do this"], outcome.Error.Traceback);
    }

    [Fact]
    public async Task An_interrupt_is_told_from_other_errors()
    {
        using var source = new CancellationTokenSource();
        var session = new NotebookSession(new TestEvaluator(_ =>
        {
            source.Cancel();
            FlexCapSession.Cancellation.ThrowIfCancellationRequested();
            return "unreachable";
        }));

        var outcome = await session.ExecuteAsync("x", new TestDisplay(), null, source.Token);

        Assert.True(outcome.Interrupted);
    }

    [Fact]
    public async Task Running_code_reaches_the_display_of_its_cell()
    {
        var session = new NotebookSession(new TestEvaluator(_ =>
        {
            DisplayFunctions.display("start").Update(12);
            FlexCapSession.Progress("work").Update(0.5, "half");
            return FlexCapSession.Display("end");
        }));
        var display = new TestDisplay();

        var outcome = await session.ExecuteAsync("x", display, null, Token);

        Assert.Null(outcome.Result);
        Assert.Equal("start", display.Shown[0].Data["text/plain"]);
        Assert.Equal("12", display.Updates[0].Data["text/plain"]);
        Assert.Equal("work 50 % half", display.Updates[1].Data["text/plain"]);
        Assert.Contains("<progress max=\"100\" value=\"50\"", display.Updates[1].Data["text/html"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!fl", 4, "#!flexos")]
    [InlineData("x\n#!w", 5, "#!who")]
    [InlineData("#!flexos --n", 12, "--name")]
    [InlineData("#!flexos --mechanism morello/h", 30, "morello/hardened")]
    [InlineData("#!flexos --mechanism p", 22, "page-table")]
    public async Task Directive_lines_complete(string code, int position, string expected)
    {
        var list = await new NotebookSession().CompleteAsync(code, position, Token);

        Assert.Equal(expected, string.Join(',', list.Items.Select(i => i.Text)));
        Assert.Equal(position, list.End);
        Assert.All(list.Items, i => Assert.StartsWith(code[list.Start..list.End], i.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ab", 2, "seen b", 1)]
    [InlineData("#!flexos\nname: x\n#!csharp\nab", 27, "seen a", 26)]
    public async Task Positions_are_those_of_the_cell(string code, int position, string text, int start)
    {
        var list = await new NotebookSession(new TestEvaluator(_ => null)).CompleteAsync(code, position, Token);

        Assert.Equal(text, Assert.Single(list.Items).Text);
        Assert.Equal((start, position), (list.Start, list.End));
    }

    [Fact]
    public async Task Completion_in_a_flexos_cell_is_in_the_positions_of_the_cell()
    {
        const string Code = "1\n#!flexos\nname: x\nlib";
        var list = await new NotebookSession().CompleteAsync(Code, Code.Length, Token);

        Assert.Equal("libraries:", Assert.Single(list.Items).Text);
        Assert.Equal("lib", Code[list.Start..list.End]);
    }

    [Fact]
    public async Task Inspection_explains_directives_and_yaml()
    {
        var session = new NotebookSession();
        const string Code = "#!flexos\ncompartments:\n";

        var directive = await session.InspectAsync(Code, 4, Token);
        var key = await session.InspectAsync(Code, 12, Token);

        Assert.Contains("--mechanism function|morello", directive!.Data["text/plain"], StringComparison.Ordinal);
        Assert.StartsWith("compartments (key)", key!.Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diagnosis_covers_all_segments_without_running_them()
    {
        var evaluator = new TestEvaluator(_ => throw new InvalidOperationException("must not run"));
        var session = new NotebookSession(evaluator);

        var diagnostics = await session.DiagnoseAsync("a\n#!flexos --x\nnome: y\n#!csharp\nb", Token);

        Assert.Equal(["CS0001", "FX0503"], diagnostics.Take(2).Select(d => d.Id));
        Assert.Contains(diagnostics, d => d.Id == "FX0203" && d.Location.Line == 3);
        Assert.Equal(("CS0001", 5), (diagnostics[^1].Id, diagnostics[^1].Location.Line));
        Assert.Empty(evaluator.Submissions);
    }

    [Theory]
    [InlineData("if (x) {", Completeness.Incomplete)]
    [InlineData("1", Completeness.Complete)]
    [InlineData("#!flexos\nname: {", Completeness.Complete)]
    [InlineData("#!flexos\nname: x\n#!csharp\n{", Completeness.Incomplete)]
    [InlineData("", Completeness.Complete)]
    public void Completeness_is_that_of_the_last_segment(string code, Completeness expected) =>
        Assert.Equal(expected, new NotebookSession(new TestEvaluator(_ => null)).CheckCompleteness(code));

    [Fact]
    public async Task Names_are_identifiers_and_taken_once()
    {
        var session = new NotebookSession();

        await Assert.ThrowsAsync<ArgumentException>(() => session.SetValueAsync("two-words", 1));
        await Assert.ThrowsAsync<ArgumentException>(() => session.SetValueAsync("class", 1));
        Assert.Throws<ArgumentException>(() => session.Add(new FlexOSCellLanguage()));
        Assert.Throws<ArgumentException>(() => session.Add(new HelpMagic()));
    }

    [Theory]
    [InlineData("a-b", "a_b")]
    [InlineData("2x", "_2x")]
    [InlineData("class", "_class")]
    [InlineData("", "_")]
    [InlineData("ä", "_")]
    public void Any_name_gives_an_identifier(string name, string identifier)
    {
        Assert.Equal(identifier, Identifiers.From(name));
        Assert.True(Identifiers.IsIdentifier(Identifiers.From(name)));
    }
}
