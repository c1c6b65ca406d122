using System.Text.Json;
using FlexCap.Diagnostics;

namespace FlexCap.Jupyter.Tests;

public sealed class KernelSpecTests : IDisposable
{
    private readonly string _prefix = Directory.CreateTempSubdirectory("flexcap-kernelspec-").FullName;

    public void Dispose() => Directory.Delete(_prefix, recursive: true);

    [Fact]
    public void Installs_what_jupyter_needs_and_removes_only_that()
    {
        var directory = KernelSpec.Install(_prefix, "flexcap-test", "A test", ["/opt/flex cap/flexcap"]);
        Assert.Equal(Path.Combine(_prefix, "share", "jupyter", "kernels", "flexcap-test"), directory);
        using var spec = JsonDocument.Parse(File.ReadAllText(Path.Combine(directory, "kernel.json")));
        Assert.Equal(
            ["/opt/flex cap/flexcap", "kernel", "run", "{connection_file}"],
            spec.RootElement.GetProperty("argv").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal("message", spec.RootElement.GetProperty("interrupt_mode").GetString());
        Assert.Equal("csharp", spec.RootElement.GetProperty("language").GetString());
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(directory, "logo-64x64.png"))[..4]);

        File.WriteAllText(Path.Combine(directory, "kept.txt"), "mine");
        Assert.True(KernelSpec.Remove(_prefix, "flexcap-test"));
        Assert.Equal(["kept.txt"], Directory.GetFiles(directory).Select(Path.GetFileName));
        Assert.False(KernelSpec.Remove(_prefix, "flexcap-test"));
    }

    [Fact]
    public void Installing_again_replaces()
    {
        KernelSpec.Install(_prefix, command: ["/old"]);
        var directory = KernelSpec.Install(_prefix, command: ["/new"]);
        Assert.Contains("/new", File.ReadAllText(Path.Combine(directory, "kernel.json")), StringComparison.Ordinal);
        Assert.True(KernelSpec.Remove(_prefix));
        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("with blank")]
    [InlineData("ü")]
    public void Names_that_jupyter_refuses_are_refused(string name) =>
        Assert.Equal("FX0520", Assert.Throws<InputException>(() => KernelSpec.Install(_prefix, name, command: ["/x"])).Diagnostics[0].Id);
}
