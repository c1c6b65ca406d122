using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>The unmodified shared object of libsodium's NuGet package (musl, arm64), as a micro-library.</summary>
public class SharedObjectTests
{
    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void Results_beside_the_application_are_those_of_the_host(Mechanism mechanism)
    {
        var expected = HostLibsodium.Run(3, 2);
        var result = Configuration.Parse("""
            name: libsodium-beside
            application: libsodium-bmk
            compartments: [{name: comp1, mechanism: morello, default: true}]
            libraries: {libsodium: {compartment: comp1}}
            parameters: {rounds: 1, iterations: 2, timing: 0, seed: 3}
            """).WithMechanism(mechanism).Boot().Run(500_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        Assert.Contains(expected, result.Console, StringComparison.Ordinal);
    }
}
