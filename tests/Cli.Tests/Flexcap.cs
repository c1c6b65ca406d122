using System.Diagnostics;
using FlexCap.Cli;
using FlexCap.Cli.Internal;

namespace FlexCap.Cli.Tests;

/// <summary>What a run of <c>flexcap</c> left behind.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error);

/// <summary>Runs <c>flexcap</c>: in this process, or as a process of its own where that matters (signals, encodings, exit codes).</summary>
internal static class Flexcap
{
    /// <summary>Whether SIGINT was ignored when these tests were started, and so is by every process that they start.</summary>
    public static bool InterruptsAreIgnored { get; } = OperatingSystem.IsLinux()
        && File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (Convert.ToUInt64(line["SigIgn:".Length..].Trim(), 16) & (1UL << (2 - 1))) != 0;

    public static async Task<Outcome> Run(params string[] args)
    {
        using var interrupt = new Interrupt();
        return await Run(interrupt, args);
    }

    public static async Task<Outcome> Run(Interrupt interrupt, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await FlexCapCommand.RunAsync(args, new Terminal(output, error, false, false), interrupt);
        return new Outcome(exitCode, output.ToString(), error.ToString());
    }

    public static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "flexcap.dll"));
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start)!;
    }

    public static async Task<Outcome> RunProcess(string input, params string[] args)
    {
        using var process = Start(args);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Outcome(process.ExitCode, await output, await error);
    }
}

/// <summary>A folder that is removed after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("flexcap-test-").FullName;

    public string Path { get; }

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
