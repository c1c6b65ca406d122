using FlexCap.FlexOS;

namespace FlexCap.EndToEnd.Tests;

/// <summary>Calls that fail and compartments that are restarted, on QEMU's Morello target and on our machine.</summary>
public sealed class SupervisionQemuTests
{
    /// <summary>Every mechanism that isolates, with both ways to go on.</summary>
    public static TheoryData<string, string> All => [.. from mechanism in MechanismNames.All where mechanism != "function" from policy in new[] { "fail", "restart" } select (mechanism, policy)];

    // A lost call comes back to address 0, where neither the PCC nor the map leads: the model checks the PCC first, QEMU the map.
    private static string AnyFetch(string console) => console
        .Replace("flexos: capability tag fault: fetch at 0x0 ", "flexos: fetch at 0x0 ", StringComparison.Ordinal)
        .Replace("flexos: translation fault: fetch at 0x0 ", "flexos: fetch at 0x0 ", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Goes_on_as_on_our_machine(string mechanism, string policy)
    {
        var qemu = QemuMorello.FindOrSkip();
        var image = Configuration.Parse($$"""
            name: flexos-supervision
            compartments:
              - {name: app, mechanism: morello, default: true}
              - {name: crasher, mechanism: morello, on_fault: {{policy}}}
            libraries:
              flexos-crasher: {compartment: crasher}
            """).WithMechanism(mechanism).Check().Link();
        var ours = image.Load().Run(100_000_000, TestContext.Current.CancellationToken);

        Assert.Contains("supervision: 3 calls failed, 3 worked", ours.Console, StringComparison.Ordinal);
        Assert.Equal(AnyFetch(ours.Console), AnyFetch(await QemuMorello.RunAsync(qemu, image)));
    }
}
