using System.Diagnostics;
using FlexCap.FlexOS.Tests.Linking;

namespace FlexCap.FlexOS.Tests;

/// <summary>The same images on an independent machine: QEMU's Morello target, where there is one.</summary>
public class QemuTests
{
    /// <summary>Environment variable with the path of a QEMU system emulator for Morello.</summary>
    private const string Variable = "FLEXCAP_QEMU";

    public static TheoryData<string, Mechanism> All => CatalogueTests.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_console_is_the_same(string name, Mechanism mechanism)
    {
        var qemu = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(qemu))
        {
            Assert.Skip($"{Variable} is not set: it names a QEMU system emulator for Morello (-M virt -cpu morello).");
        }

        var image = Configuration.Parse(Configurations.Read(name), name).WithMechanism(mechanism).Check().Link();
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, image.Elf.ToArray(), TestContext.Current.CancellationToken);
            using var process = Process.Start(new ProcessStartInfo(qemu!, ["-M", "virt", "-cpu", "morello", "-m", "1G", "-nographic", "-kernel", path])
            {
                RedirectStandardOutput = true, RedirectStandardInput = true,
            })!;
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            try
            {
                var console = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                Assert.Equal(image.Load().Run(50_000_000).Console.ReplaceLineEndings("\n"), console.ReplaceLineEndings("\n"));
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
            File.Delete(path);
        }
    }
}
