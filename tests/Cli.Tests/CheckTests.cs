using System.Text.Json;

namespace FlexCap.Cli.Tests;

public class CheckTests
{
    [Fact]
    public async Task Errors_are_printed_with_their_line_and_caret()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("bad.yaml", "name: x\nkompartments: []\n");

        var outcome = await Flexcap.Run("check", path);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains($"{path}:2:1: error FX0203", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("    2 | kompartments: []\n      | ^^^^^^^^^^^^\n    help: Did you mean 'compartments'?", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_in_json_go_to_standard_output()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("check", "--json", folder.Write("bad.yaml", "name: x\nkompartments: []\n"));

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Empty(outcome.Error);
        using var json = JsonDocument.Parse(outcome.Out);
        Assert.False(json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("diagnostics").EnumerateArray(), d => d.GetProperty("id").GetString() == "FX0203" && d.GetProperty("line").GetInt32() == 2);
    }

    [Fact]
    public async Task A_missing_file_is_an_input_error()
    {
        var outcome = await Flexcap.Run("check", "/nonexistent/x.yaml");

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains("error FX0601", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_process_it_reads_standard_input_and_writes_utf8()
    {
        var outcome = await Flexcap.RunProcess("name: x\nkömpartments: []\n", "check", "-");

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains("<standard input>:2:1: error", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("    2 | kömpartments: []", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', outcome.Error);
    }
}
