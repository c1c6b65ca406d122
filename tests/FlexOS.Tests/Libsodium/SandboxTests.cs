using FlexCap.FlexOS.Internal.Planning;
using FlexCap.FlexOS.Setup;
using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>libsodium 1.0.18 with five of its functions in a compartment of their own (PLOS'23, section 4). Needs <c>flexcap setup libsodium</c>.</summary>
public class SandboxTests
{
    private static Image Link(string variant, Mechanism mechanism)
    {
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        var file = LibsodiumSetup.ObjectOf(variant);
        var library = new LibraryObject(new MicroLibrary("libsodium", LibraryRole.Library, "", false, []), "libsodium", ElfFile.Read(File.ReadAllBytes(file), file));
        var sandbox = variant == "none" ? ("", "") : (", {name: comp2, mechanism: morello}", "libsodium-sandbox: {compartment: comp2}");
        var configuration = Configuration.Parse($$"""
            name: libsodium
            compartments: [{name: comp1, mechanism: morello, default: true}{{sandbox.Item1}}]
            libraries: { {{sandbox.Item2}} }
            parameters: {rounds: 1, iterations: 2, timing: 0}
            """).WithMechanism(mechanism);
        var diagnostics = configuration.TryCheck(new LibraryCatalogue([.. LibraryCatalogue.Embedded.Objects, library]), out var plan, out var found) ? null : string.Join('\n', found);
        Assert.Null(diagnostics);
        return plan!.Link();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("codecs")]
    [InlineData("chacha20")]
    [InlineData("store")]
    [InlineData("all")]
    public void Results_are_those_of_the_host(string variant)
    {
        var expected = HostLibsodium.Run(1, 2);
        foreach (var mechanism in new[] { Mechanism.Function, Mechanism.Morello })
        {
            var result = Link(variant, mechanism).Load().Run(500_000_000, TestContext.Current.CancellationToken);
            Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
            Assert.Contains(expected, result.Console, StringComparison.Ordinal);
            Assert.Equal(variant == "none", result.GateCounts.Sum() == 0);
        }
    }
}
