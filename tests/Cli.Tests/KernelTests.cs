using System.Text.Json;

namespace FlexCap.Cli.Tests;

public class KernelTests
{
    [Fact]
    public async Task Install_writes_a_kernelspec_that_runs_this_command_and_remove_removes_it()
    {
        using var folder = new TemporaryFolder();
        var directory = Path.Combine(folder.Path, "share", "jupyter", "kernels", "mine");

        var installed = await Flexcap.RunProcess("", "kernel", "install", "--prefix", folder.Path, "--name", "mine", "--display-name", "Mine");

        Assert.Equal((0, directory + "\n"), (installed.ExitCode, installed.Out));
        using (var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "kernel.json"))))
        {
            var argv = spec.RootElement.GetProperty("argv").EnumerateArray().Select(a => a.GetString()).ToList();
            Assert.Equal(["kernel", "run", "{connection_file}"], argv[^3..]);
            Assert.EndsWith("flexcap.dll", argv[1], StringComparison.Ordinal);
            Assert.Equal("message", spec.RootElement.GetProperty("interrupt_mode").GetString());
            Assert.Equal("Mine", spec.RootElement.GetProperty("display_name").GetString());
        }

        var removed = await Flexcap.Run("kernel", "remove", "--prefix", folder.Path, "--name", "mine");
        var again = await Flexcap.Run("kernel", "remove", "--prefix", folder.Path, "--name", "mine");

        Assert.Equal(0, removed.ExitCode);
        Assert.False(Directory.Exists(directory));
        Assert.Equal(ExitCode.InputError, again.ExitCode);
    }

    [Fact]
    public async Task A_bad_name_or_place_is_an_input_error()
    {
        var name = await Flexcap.Run("kernel", "install", "--prefix", "/nonexistent", "--name", "a b");
        var place = await Flexcap.Run("kernel", "install", "--prefix", "/proc/nonexistent");

        Assert.Equal(ExitCode.InputError, name.ExitCode);
        Assert.Contains("FX0520", name.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InputError, place.ExitCode);
        Assert.DoesNotContain("   at ", place.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_connection_file_is_an_input_error()
    {
        var outcome = await Flexcap.Run("kernel", "run", "/nonexistent/kernel.json");

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains("FX0521", outcome.Error, StringComparison.Ordinal);
    }
}
