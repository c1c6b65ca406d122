using System.ComponentModel;
using System.Diagnostics;

namespace FlexCap.FlexOS.Tests.Guest;

/// <summary>A program for this host made of sources of the guest and a test in <c>Host/</c> that compares them with the host's C library.</summary>
internal sealed class HostProgram : IDisposable
{
    private const int Milliseconds = 60_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("flexcap-host-").FullName;

    /// <summary>Compiles; skips the test where there is no C compiler.</summary>
    /// <param name="test">Name of the source in <c>Host/</c>, which sees the host's headers.</param>
    /// <param name="renamed">Whether the guest's functions get the names of <c>guest_names.h</c>, because they stand beside the host's of the same name.</param>
    /// <param name="guest">Sources below kernel/guest, which see the guest's headers; a folder means all of its C.</param>
    public HostProgram(string test, bool renamed, params string[] guest)
    {
        var kernel = Path.Combine(Repository.Root, "kernel", "guest");
        var host = Path.Combine(Repository.Root, "tests", "FlexOS.Tests", "Host");
        List<string> objects = [];
        string[] names = renamed ? ["-include", Path.Combine(host, "guest_names.h")] : [];
        foreach (var source in guest.SelectMany(IEnumerable<string> (name) => name.EndsWith(".c", StringComparison.Ordinal) ? [Path.Combine(kernel, name)] : Directory.GetFiles(Path.Combine(kernel, name), "*.c").Order(StringComparer.Ordinal)))
        {
            objects.Add(Path.Combine(_folder, $"{objects.Count}.o"));
            Execute("cc", _folder, ["-std=gnu11", "-O2", "-ffreestanding", "-fno-builtin", "-fno-math-errno", "-w", .. names, "-I", Path.Combine(kernel, "include"), "-c", "-o", objects[^1], source]);
        }

        Execute("cc", _folder, ["-std=gnu11", "-O2", "-fno-builtin", "-w", "-o", Path.Combine(_folder, "test"), Path.Combine(host, test), .. objects, "-lm"]);
    }

    /// <summary>Runs it in an empty directory, and returns what it says; the test fails if it does not end with 0.</summary>
    public string Run(params string[] arguments)
    {
        var work = Directory.CreateDirectory(Path.Combine(_folder, "work", string.Join('-', arguments))).FullName;
        return Execute(Path.Combine(_folder, "test"), work, arguments);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Execute(string program, string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        Process? process = null;
        try
        {
            process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: the guest's C library is compared with the host's only where there is a C compiler.");
        }

        using (process)
        {
            var error = process!.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Milliseconds))
            {
                process.Kill();
                Assert.Fail($"{program} did not end within {Milliseconds / 1000} s.");
            }

            Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ends with {process.ExitCode}:\n{output.Result}{error.Result}");
            return output.Result;
        }
    }
}
