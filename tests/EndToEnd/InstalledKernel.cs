using FlexCap.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(InstalledKernel))]

namespace FlexCap.EndToEnd.Tests;

/// <summary>The built <c>flexcap</c> command with its kernelspec installed into a directory of its own, for all tests of the assembly.</summary>
public sealed class InstalledKernel : IAsyncLifetime
{
    private readonly string _prefix = Directory.CreateTempSubdirectory("flexcap-kernel-").FullName;

    /// <summary>Makes Jupyter find this kernelspec before any other of the name.</summary>
    public (string Name, string Value)[] Environment =>
        [("JUPYTER_PATH", Path.Combine(_prefix, "share", "jupyter")), ("JUPYTER_RUNTIME_DIR", Path.Combine(_prefix, "runtime"))];

    public async ValueTask InitializeAsync()
    {
        var flexcap = Path.Combine(AppContext.BaseDirectory, "flexcap.dll");
        (await Tool.RunAsync("dotnet", [flexcap, "kernel", "install", "--prefix", _prefix], TimeSpan.FromSeconds(60))).MustSucceed();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_prefix, recursive: true);
        return ValueTask.CompletedTask;
    }
}
