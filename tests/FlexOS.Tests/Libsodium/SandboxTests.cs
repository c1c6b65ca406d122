using FlexCap.FlexOS.Setup;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>libsodium 1.0.18 with five of its functions in a compartment of their own (PLOS'23, section 4). Needs <c>flexcap setup libsodium</c>.</summary>
public class SandboxTests
{
    /// <summary>The benchmark, small, in a configuration that comes with the product.</summary>
    private static Configuration Small(string variant, ulong iterations = 1) =>
        Configuration.Parse(Configurations.Read("libsodium-" + variant), $"libsodium-{variant}.yaml").WithParameter("rounds", 1).WithParameter("iterations", iterations).WithParameter("timing", 0);

    private static RunResult Run(FlexOSMachine machine)
    {
        var result = machine.Run(500_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}");
        return result;
    }

    public static TheoryData<string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string>();
        foreach (var (variant, functions) in new[]
        {
            ("none", ""), ("codecs", "sandbox_bin2hex sandbox_hex2bin"), ("chacha20", "chacha20_encrypt_bytes"), ("store", "store32_le store64_be"),
            ("all", "chacha20_encrypt_bytes sandbox_bin2hex sandbox_hex2bin store32_le store64_be"),
        })
        {
            // Without a sandbox there is nothing that gates could change.
            foreach (var mechanism in variant == "none" ? ["function", "morello", "page-table"] : MechanismNames.All)
            {
                cases.Add(variant, mechanism, functions);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_those_of_the_host_with_every_mechanism(string variant, string mechanism, string functions)
    {
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        var expected = HostLibsodium.Run(1, 1);
        var machine = Small(variant).WithMechanism(mechanism).Boot();
        var result = Run(machine);
        Assert.Contains(expected, result.Console, StringComparison.Ordinal);
        Assert.Equal(functions.Split(' ', StringSplitOptions.RemoveEmptyEntries), machine.Image.Gates.Select(g => g.Gate.Function).Order(StringComparer.Ordinal));
        Assert.All(result.GateCounts, count => Assert.NotEqual(0, count));

        // Capabilities as arguments, or, where pages decide what a compartment reaches, copies in the region that both map.
        Assert.All(machine.Image.Plan.TypedGates, g => Assert.Equal(mechanism == "page-table" ? Sharing.Overlap : Sharing.Capability, g.Sharing));
        Assert.Equal(mechanism == "function" ? 0 : machine.Image.Gates.Count, machine.Image.Plan.TypedGates.Count);
    }

    [Theory]
    [InlineData(Sharing.Overlap)]
    [InlineData(Sharing.Copy)]
    [InlineData(Sharing.SharedRegister)]
    public void Results_are_those_of_the_host_with_every_way_to_share(Sharing sharing)
    {
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        var expected = HostLibsodium.Run(1, 1);
        var machine = (Small("all") with { Sharing = sharing }).Boot();
        Assert.Contains(expected, Run(machine).Console, StringComparison.Ordinal);
        Assert.All(machine.Image.Plan.TypedGates, g => Assert.Equal(sharing, g.Sharing));
    }

    [Fact]
    public void Isolation_costs_more_the_more_calls_cross()
    {
        Assert.SkipUnless(LibsodiumSetup.IsComplete, "libsodium 1.0.18 is not set up here: run flexcap setup libsodium.");
        double Cost(string variant)
        {
            var configuration = Small(variant).WithParameter("edges", 0);
            return (double)Run(configuration.Boot()).Instructions / Run(configuration.WithMechanism(Mechanism.Function).Boot()).Instructions;
        }

        double[] costs = [Cost("codecs"), Cost("chacha20"), Cost("all"), Cost("store")];
        Assert.Equal(costs.Order(), costs);
        Assert.InRange(costs[0], 1.0001, 1.01);
        Assert.InRange(costs[^1], 1.01, 1.10);
    }

    [Fact]
    public void A_sandboxed_function_that_is_told_a_wrong_length_faults_there_and_reaches_nothing_else()
    {
        var machine = Configuration.Parse(Configurations.Read("libsodium-attacks"), "libsodium-attacks.yaml").Boot();
        var result = machine.Run(50_000_000, TestContext.Current.CancellationToken);
        Assert.True(result.Stop is StopReason.Halted { ExitCode: 0 }, $"{result.Stop}\n{result.Console}");
        Assert.Contains("15 of 15 attempts stopped, the caller's data is intact, the functions work", result.Console, StringComparison.Ordinal);

        Assert.All(result.Faults, f => Assert.Equal("comp2", f.Compartment));
        Assert.All(result.Faults, f => Assert.StartsWith("comp1 → comp2: ", f.Gate, StringComparison.Ordinal));
        Assert.All(result.Faults.Take(12), f => Assert.StartsWith(f.Gate["comp1 → comp2: ".Length..] + "+0x", f.Symbol, StringComparison.Ordinal));
        Assert.All(result.Faults.Take(10), f => Assert.Equal(GuestFaultKind.CapabilityBounds, f.Fault.Kind));

        // The capability at fault is the one that was lent, with exactly its bounds: (attempt, register, bytes).
        foreach (var (index, name, length) in new[] { (0, "C1", 64), (1, "C2", 64), (2, "C2", 39), (3, "C2", 16), (4, "C0", 40), (5, "C2", 30), (6, "C0", 8), (7, "C4", 2), (8, "C0", 2), (9, "C0", 4) })
        {
            var fault = result.Faults[index].Fault;
            var bounds = fault.Capability!.Value.Bounds;
            Assert.Equal((name, (UInt128)length), (fault.CapabilityName, bounds.Length));
            Assert.False(bounds.Contains(fault.Address, index == 8 ? 4UL : index == 9 ? 8UL : 1));
        }

        // Code in the sandbox that has nothing lent meets the compartment's own bounds.
        Assert.Equal(["DDC", "DDC", "PCC"], result.Faults.Skip(12).Select(f => f.Fault.CapabilityName));
        Assert.Equal("comp1 data, secret+0x0", result.Faults[12].AddressOwner);
    }

    [Fact]
    public void The_compartment_of_the_sandbox_can_reach_none_of_its_callers_memory()
    {
        var image = Configuration.Parse(Configurations.Read("libsodium-attacks"), "libsodium-attacks.yaml").Check().Link();
        var (caller, sandbox) = (image.Bounds[0], image.Bounds[1]);
        Assert.True(sandbox.DataStart >= caller.DataEnd || sandbox.DataEnd <= caller.DataStart);
        Assert.True(sandbox.TextStart >= caller.TextEnd || sandbox.TextEnd <= caller.TextStart);
        Assert.All(image.Regions.Where(r => r.Compartment == 0), r => Assert.True(r.Start + r.Size <= sandbox.DataStart || r.Start >= sandbox.DataEnd));
    }
}
