using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Conformance;

/// <summary>Runs an emulator on an image in a file of its own, and gives back what it wrote to standard output.</summary>
internal static class EmulatorProcess
{
    /// <summary>Runs it. The problem is null if it ended with exit code 0 in time.</summary>
    /// <exception cref="InputException">The program cannot be started: <c>FX0165</c>.</exception>
    internal static (byte[] Output, string? Problem) Run(string program, IReadOnlyList<string> arguments, string advice, byte[] image, TimeSpan limit, CancellationToken cancellation)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            File.WriteAllBytes(path, image);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            using Process process = Start(program, [.. arguments, path], advice);
            using var output = new MemoryStream();
            Task reading = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timer.CancelAfter(limit);
            using CancellationTokenRegistration killing = timer.Token.Register(() => Kill(process));
            process.WaitForExit();
            Task.WaitAll([reading, errors], CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            string? problem = timer.IsCancellationRequested ? string.Create(CultureInfo.InvariantCulture, $"did not end within {limit.TotalSeconds} s")
                : process.ExitCode != 0 ? string.Create(CultureInfo.InvariantCulture, $"ended with exit code {process.ExitCode} {errors.Result.Trim()}")
                : null;
            return (output.ToArray(), problem);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static Process Start(string program, IReadOnlyList<string> arguments, string advice)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            })!;
        }
        catch (Win32Exception exception)
        {
            throw new InputException([new Diagnostic("FX0165", DiagnosticSeverity.Error, new(program), $"The emulator cannot be started: {exception.Message}", advice)]);
        }
    }
}
