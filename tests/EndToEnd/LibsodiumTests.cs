using FlexCap.FlexOS;
using FlexCap.FlexOS.Setup;

namespace FlexCap.EndToEnd.Tests;

/// <summary>libsodium with functions in a sandbox, on QEMU's Morello target: the same image prints the same results.</summary>
public sealed class LibsodiumTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("codecs")]
    [InlineData("chacha20")]
    [InlineData("store")]
    [InlineData("all")]
    public async Task Prints_on_QEMU_what_our_machine_prints(string variant)
    {
        var qemu = QemuMorello.FindOrSkip();
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        var image = Configuration.Parse(Configurations.Read("libsodium-" + variant), variant)
            .WithParameter("rounds", 1).WithParameter("iterations", 2).WithParameter("timing", 0).Check().Link();
        var ours = image.Load().Run(500_000_000, TestContext.Current.CancellationToken);

        Assert.Contains(" 0 failures", ours.Console, StringComparison.Ordinal);
        Assert.Equal(ours.Console, await QemuMorello.RunAsync(qemu, image));
    }

    [Fact]
    public async Task The_isolated_library_prints_on_QEMU_what_it_prints_on_our_machine()
    {
        var qemu = QemuMorello.FindOrSkip();
        var image = Configuration.Parse(Configurations.Read("libsodium-isolated"), "libsodium-isolated.yaml")
            .WithParameter("rounds", 1).WithParameter("iterations", 2).WithParameter("timing", 0).Check().Link();
        var ours = image.Load().Run(2_000_000_000, TestContext.Current.CancellationToken);

        Assert.Contains("main returned 0", ours.Console, StringComparison.Ordinal);
        Assert.Equal(ours.Console, await QemuMorello.RunAsync(qemu, image));
    }
}
