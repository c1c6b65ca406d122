using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>
/// The guest's workload (kernel/guest/app-libsodium/workload.c), compiled for this host and run against the libsodium of the
/// NuGet package for linux-x64: another build, another version and another processor than the guest's.
/// </summary>
internal static class HostLibsodium
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(ulong, ulong, bool), Lazy<string>> s_results = new();

    public const string Package = "libsodium/1.0.22";

    /// <summary>The shared object of the package for a runtime, in the user's NuGet folder, or null.</summary>
    public static string? Find(string runtime)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own ? own
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var file = Path.Combine(packages, Package, "runtimes", runtime, "native", "libsodium.so");
        return File.Exists(file) ? file : null;
    }

    /// <summary>The lines of results that the workload prints on the host; the test is skipped where it cannot run.</summary>
    public static string Run(ulong seed, ulong iterations, bool edges = true) =>
        s_results.GetOrAdd((seed, iterations, edges), key => new(() => RunOnce(key.Item1, key.Item2, key.Item3))).Value;

    private static string RunOnce(ulong seed, ulong iterations, bool edges)
    {
        var library = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? Find("linux-x64") : null;
        if (library is null)
        {
            Assert.Skip($"There is no NuGet package {Package} with a library for this host: results are compared only where it has been restored.");
        }

        var guest = Path.Combine(Repository.Root, "kernel", "guest");
        var folder = Directory.CreateTempSubdirectory("flexcap-libsodium-").FullName;
        try
        {
            // Of the guest's headers the host's compiler must see this one alone.
            File.Copy(Path.Combine(guest, "include", "sodium.h"), Path.Combine(folder, "sodium.h"));
            var program = Path.Combine(folder, "workload");
            Execute("cc", ["-std=gnu11", "-O1", "-w", "-I", folder, "-I", Path.Combine(guest, "app-libsodium"), "-o", program,
                Path.Combine(Repository.Root, "tests", "FlexOS.Tests", "Host", "libsodium_workload.c"), Path.Combine(guest, "app-libsodium", "workload.c"),
                library, "-Wl,-rpath," + Path.GetDirectoryName(library)]);
            return Execute(program, [$"{seed}", $"{iterations}", edges ? "1" : "0"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Execute(string program, IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ends with {process.ExitCode}:\n{output}{error.Result}");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed: results are compared with the host's libsodium only where there is a C compiler.");
            throw;
        }
    }
}
