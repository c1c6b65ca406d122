using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>The unmodified shared object of libsodium's NuGet package (musl, arm64), as a micro-library.</summary>
public class SharedObjectTests
{
    /// <summary>Every mechanism as the configuration has it, and every other way to share.</summary>
    public static TheoryData<string, Sharing?> Ways()
    {
        var ways = new TheoryData<string, Sharing?>();
        foreach (var mechanism in MechanismNames.All)
        {
            ways.Add(mechanism, null);
        }

        ways.Add("morello", Sharing.Overlap);
        ways.Add("morello", Sharing.SharedRegister);
        ways.Add("morello/hardened", Sharing.Overlap);
        return ways;
    }

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

    [Theory]
    [MemberData(nameof(Ways))]
    public void Results_across_a_gate_for_each_function_are_those_of_the_host(string mechanism, Sharing? sharing)
    {
        var expected = HostLibsodium.Run(4, 1);
        var machine = (Configuration.Parse(Configurations.Read("libsodium-isolated"), "libsodium-isolated.yaml").WithMechanism(mechanism) with { Sharing = sharing })
            .WithParameter("rounds", 1).WithParameter("iterations", 1).WithParameter("timing", 0).WithParameter("seed", 4).Boot();
        var result = machine.Run(500_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        Assert.Contains(expected, result.Console, StringComparison.Ordinal);

        // Every function of the benchmark's is in the other compartment, and was called there.
        var called = machine.Image.Gates.Zip(result.GateCounts).Where(g => g.First.Gate is { From: 0, To: 1 } && g.Second > 0).Select(g => g.First.Gate.Function).ToList();
        Assert.Contains("crypto_secretstream_xchacha20poly1305_pull", called);
        Assert.Equal(30, called.Count);
    }
}
