using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>
/// The same image on QEMU's Morello target and on our machine. Set <c>FLEXCAP_QEMU</c> to the path of a
/// <c>qemu-system-morello</c>, or have one on the PATH; without one the tests are skipped.
/// </summary>
public sealed class QemuTests
{
    [Theory]
    [MemberData(nameof(GuestImages.All), MemberType = typeof(GuestImages))]
    public async Task Prints_what_our_machine_prints(string application, string mechanism)
    {
        var qemu = QemuMorello.FindOrSkip();
        var image = GuestImages.Configuration(application, mechanism).Check().Link();
        var ours = image.Load().Run(100_000_000, TestContext.Current.CancellationToken);

        Assert.Equal(ours.Console, await QemuMorello.RunAsync(qemu, image));
    }

    [Theory]
    [MemberData(nameof(GuestImages.TypedGates), MemberType = typeof(GuestImages))]
    public async Task Typed_gates_carry_there_what_they_carry_here(string sharing, string mechanism)
    {
        var qemu = QemuMorello.FindOrSkip();
        var configuration = GuestImages.Configuration("flexos-typed", mechanism) with { Sharing = Enum.Parse<Sharing>(sharing.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) };
        var console = await QemuMorello.RunAsync(qemu, configuration.Check().Link());
        Assert.Contains(" checks, 0 failed", console, StringComparison.Ordinal);
    }
}
