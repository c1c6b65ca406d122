using FlexCap.FlexOS.Tests.Guest;
using FlexCap.Morello;

namespace FlexCap.FlexOS.Tests;

public class HeapTests
{
    private static Configuration SelfTest(string libraries = "") => Configuration.Parse($"""
        name: flexos-selftest
        compartments:
          - name: comp1
            mechanism: morello
            default: true
          - name: comp2
            mechanism: morello
        libraries:
          flexos-selftest:
            compartment: comp2
        {libraries}
        """);

    [Theory]
    [InlineData("tlsf")]
    [InlineData("ukallocbbuddy")]
    public void An_allocator_agrees_with_a_model_of_what_is_given_out(string allocator)
    {
        using var program = new HostProgram("alloc_against_model.c", renamed: false, allocator);
        foreach (var seed in (string[])["1", "2", "3", "4"])
        {
            Assert.Equal("50000 operations, some refused\n", program.Run(seed, "50000"));
        }
    }

    [Theory]
    [InlineData("", "tlsf")]
    [InlineData("  tlsf:", "tlsf")]
    [InlineData("  ukallocbbuddy:", "ukallocbbuddy")]
    [InlineData("  ukallocbbuddy: {compartment: comp1}", "ukallocbbuddy")]
    public void The_configuration_chooses_the_allocator_and_the_host_sees_what_it_gave(string libraries, string allocator)
    {
        var machine = SelfTest(libraries).Boot();
        Assert.Equal(0UL, Assert.Single(machine.Heaps).Peak);
        var result = machine.Run(50_000_000);
        Assert.IsType<StopReason.Halted>(result.Stop);
        Assert.Matches(@"selftest: allocator: (\d+) of \1 checks hold", result.Console);
        var heap = Assert.Single(result.Heaps);
        Assert.Equal(("comp1", allocator), (heap.Compartment, heap.Allocator));
        Assert.InRange(heap.Size, Compartment.DefaultHeapSize, 2 * Compartment.DefaultHeapSize);
        Assert.Equal(0UL, heap.InUse);
        Assert.InRange(heap.Peak, 4096UL, 64 * 1024UL);
        Assert.InRange(heap.Allocations, 500, 3000);
        Assert.Equal(4, heap.Failures);
        Assert.Equal(result.Heaps, machine.Heaps);
    }

    [Fact]
    public void An_allocator_of_another_compartment_is_not_chosen()
    {
        var result = SelfTest("  ukallocbbuddy: {compartment: comp2}").Boot().Run(50_000_000);
        Assert.Equal("tlsf", Assert.Single(result.Heaps).Allocator);
    }
}
