using System.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>QEMU's Morello target: <c>FLEXCAP_QEMU</c> names it, or it is on the PATH.</summary>
internal static class QemuMorello
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>The program; without one the test is skipped.</summary>
    public static string FindOrSkip()
    {
        var qemu = Find();
        Assert.SkipWhen(qemu is null, "No qemu-system-morello: set FLEXCAP_QEMU to its path to compare with it.");
        return qemu!;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FLEXCAP_QEMU") is { Length: > 0 } path)
        {
            return File.Exists(path) ? path : throw new FileNotFoundException("FLEXCAP_QEMU names no file.", path);
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "qemu-system-morello")).FirstOrDefault(File.Exists);
    }

    /// <summary>What the image prints there.</summary>
    public static async Task<string> RunAsync(string qemu, Image image)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, image.Elf, TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo(qemu, ["-M", "virt", "-cpu", "morello", "-nographic", "-kernel", file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(s_limit);
            try
            {
                var console = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return console.Replace("\r", "", StringComparison.Ordinal);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
