using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests.Guest;

/// <summary>The self-test of the C library, inside the machine.</summary>
public class LibraryTests
{
    [Theory]
    [InlineData(Mechanism.Function)]
    [InlineData(Mechanism.Morello)]
    public void The_self_test_of_the_C_library_passes(Mechanism mechanism)
    {
        var result = Configuration.Parse("""
            name: flexos-libc-selftest
            compartments: [{name: comp1, mechanism: morello, default: true, heap: 4 MiB}]
            """).WithMechanism(mechanism).Boot().Run(200_000_000);
        var story = $"{result.Stop}\n{result.Console}\n{string.Join('\n', result.Faults)}";
        Assert.True(result.Stop is StopReason.Halted && result.Console.Contains("main returned 0,", StringComparison.Ordinal), story);
        foreach (var group in (string[])["numbers", "clocks", "files"])
        {
            Assert.True(result.Console.Contains($"selftest: {group}: ", StringComparison.Ordinal), story);
        }
    }
}
