using System.Diagnostics;

namespace FlexCap.FlexOS.Tests.SharedObjects;

/// <summary>Makes shared objects of the sources in Data/shared-objects, as a person would: with clang and lld.</summary>
internal static class Clang
{
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("flexcap-shared-objects-").FullName);
    private static readonly Lock Gate = new();

    /// <summary>Whether a configuration's own C can be compiled.</summary>
    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "clang")));

    public static string Source(string file) => Path.Combine(AppContext.BaseDirectory, "Data", "shared-objects", file);

    /// <summary>A shared object; the test is skipped where there is no clang or lld.</summary>
    public static string SharedObject(string name, params string[] arguments) =>
        Run(name + ".so", ["--target=aarch64-linux-musl", "-fuse-ld=lld", "-shared", "-fPIC", "-nostdlib", "-O1", $"-Wl,-soname,{name}.so", .. arguments]);

    /// <summary>Runs clang with an output file; a file that is there is taken as it is.</summary>
    public static string Run(string output, params string[] arguments)
    {
        var path = Path.Combine(Folder.Value, output);
        lock (Gate)
        {
            if (File.Exists(path))
            {
                return path;
            }

            try
            {
                using var process = Process.Start(new ProcessStartInfo("clang", [.. arguments, "-o", path]) { RedirectStandardError = true })!;
                var errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                Assert.True(process.ExitCode == 0 || errors.Contains("invalid linker", StringComparison.Ordinal), errors);
                Assert.SkipWhen(process.ExitCode != 0, "There is no lld on this machine.");
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Assert.Skip("There is no clang on this machine.");
            }
        }

        return path;
    }
}
