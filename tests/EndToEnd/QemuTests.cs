using System.Diagnostics;
using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>
/// The same image on QEMU's Morello target and on our machine. Set <c>FLEXCAP_QEMU</c> to the path of a
/// <c>qemu-system-morello</c>, or have one on the PATH; without one the tests are skipped.
/// </summary>
public sealed class QemuTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(GuestImages.All), MemberType = typeof(GuestImages))]
    public async Task Prints_what_our_machine_prints(string application, Mechanism mechanism)
    {
        var qemu = Find();
        if (qemu is null)
        {
            Assert.Skip("No qemu-system-morello: set FLEXCAP_QEMU to its path to compare with it.");
        }

        var image = GuestImages.Configuration(application, mechanism).Check().Link();
        var ours = image.Load().Run(100_000_000, TestContext.Current.CancellationToken);

        Assert.Equal(ours.Console, await RunOnQemu(qemu, image));
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

    private static async Task<string> RunOnQemu(string qemu, Image image)
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
