using System.Diagnostics;
using System.Text;

namespace FlexCap.EndToEnd.Tests;

/// <summary>What a program left behind.</summary>
internal sealed record ToolResult(int ExitCode, string Output)
{
    /// <summary>Fails the test with the program's output if it did not succeed.</summary>
    public ToolResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}");
        return this;
    }
}

/// <summary>Runs the real programs that the tests are about.</summary>
internal static class Tool
{
    /// <summary>Skips the test unless every path exists; <paramref name="package"/> is the Debian package to install.</summary>
    public static void Need(string path, string package) =>
        Assert.SkipUnless(Path.Exists(path), $"{path} is absent: apt-get install {package}");

    /// <summary>Runs a program to its end, with its standard error after its standard output; kills it (and what it started) when time is up.</summary>
    public static async Task<ToolResult> RunAsync(
        string program, IEnumerable<string> arguments, TimeSpan limit, string? directory = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = directory ?? Repository.Root,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} took longer than {limit.TotalSeconds} s\n{await output}{await error}");
        }

        return new ToolResult(process.ExitCode, new StringBuilder(await output).Append(await error).ToString());
    }
}
