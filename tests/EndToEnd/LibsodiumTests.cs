using FlexCap.FlexOS;
using FlexCap.FlexOS.Setup;

namespace FlexCap.EndToEnd.Tests;

/// <summary>libsodium, functions of it in a sandbox and the whole library in a compartment, on QEMU's Morello target: the same image prints the same results.</summary>
public sealed class LibsodiumTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("codecs")]
    [InlineData("chacha20")]
    [InlineData("store")]
    [InlineData("all")]
    public async Task Prints_on_QEMU_what_our_machine_prints(string variant) =>
        await Compare(Sandboxed(variant), " 0 failures");

    public static TheoryData<string> Mechanisms => [.. MechanismNames.All];

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public async Task A_sandbox_behind_every_gate_prints_on_QEMU_what_our_machine_prints(string mechanism) =>
        await Compare(Sandboxed("all").WithMechanism(mechanism), " 0 failures");

    [Theory]
    [MemberData(nameof(Mechanisms))]
    public async Task The_isolated_library_prints_on_QEMU_what_it_prints_on_our_machine(string mechanism) =>
        await Compare(Small("isolated").WithMechanism(mechanism), "main returned 0");

    private static Configuration Sandboxed(string variant)
    {
        QemuMorello.FindOrSkip();
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        return Small(variant);
    }

    private static Configuration Small(string variant) =>
        Configuration.Parse(Configurations.Read("libsodium-" + variant), $"libsodium-{variant}.yaml")
            .WithParameter("rounds", 1).WithParameter("iterations", 2).WithParameter("timing", 0);

    private static async Task Compare(Configuration configuration, string says)
    {
        var qemu = QemuMorello.FindOrSkip();
        var image = configuration.Check().Link();
        var ours = image.Load().Run(2_000_000_000, TestContext.Current.CancellationToken);

        Assert.Contains(says, ours.Console, StringComparison.Ordinal);
        Assert.Equal(ours.Console, await QemuMorello.RunAsync(qemu, image));
    }
}
