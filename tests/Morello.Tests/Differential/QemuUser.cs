using System.ComponentModel;
using System.Diagnostics;

namespace FlexCap.Morello.Tests.Differential;

/// <summary>QEMU's user-mode emulator for AArch64: an independent implementation of the base instruction set.</summary>
internal static class QemuUser
{
    private const string Program = "qemu-aarch64";

    /// <summary>Runs a static executable and returns what it wrote to standard output; skips the calling test where QEMU is not installed.</summary>
    internal static byte[] Run(byte[] elf)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, elf);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            using Process? process = Start(path);
            Assert.SkipWhen(process is null, $"{Program} is not installed (Debian: apt install qemu-user)");
            using var output = new MemoryStream();
            process!.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{Program} ended with {process.ExitCode}");
            return output.ToArray();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Process? Start(string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, [path]) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
