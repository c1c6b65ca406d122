namespace FlexCap.FlexOS.Tests.Linking;

public class ThreadLayoutTests
{
    private static Configuration Threads(int count) =>
        Configurations.FirstCompartments with { Threads = count };

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    public void Every_compartment_has_a_stack_for_every_thread_at_its_low_end(int count)
    {
        var image = Threads(count).Check().Link();
        foreach (var stacks in image.Regions.Where(r => r is { Kind: RegionKind.Stack, Compartment: >= 0 }))
        {
            Assert.Equal(Compartment.StackSize * (ulong)count, stacks.Size);
            Assert.Equal(0UL, stacks.Start % Compartment.StackSize);
            for (var thread = 0; thread < count; thread++)
            {
                var bottom = stacks.Start + (ulong)thread * Compartment.StackSize;
                Assert.Equal(thread, image.ThreadOf(bottom + 16));
                Assert.Equal(thread, image.ThreadOf(bottom + Compartment.StackSize)); // nothing on it yet
            }
        }

        Assert.Equal(2, image.Regions.Count(r => r is { Kind: RegionKind.Stack, Compartment: >= 0 }));
        Assert.Equal(-1, image.ThreadOf(image.Bounds[0].TextStart));
        Assert.Equal(-1, image.ThreadOf(0));
    }

    [Fact]
    public void The_number_of_threads_is_read_and_written()
    {
        var written = Threads(7).ToYaml();
        Assert.Contains("\nthreads: 7\n", written, StringComparison.Ordinal);
        Assert.Equal(Threads(7), Configuration.Parse(written));
        Assert.NotEqual(Threads(7), Threads(8));
        Assert.DoesNotContain("threads", Threads(1).ToYaml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Boot_gives_every_thread_its_id_and_the_top_of_its_stack()
    {
        const int Count = 9;
        var machine = Threads(Count).Boot();
        Assert.IsType<Morello.StopReason.Halted>(machine.Run(50_000_000).Stop);
        var image = machine.Image;
        foreach (var stacks in image.Regions.Where(r => r is { Kind: RegionKind.Stack, Compartment: >= 0 }))
        {
            var blocks = image.Symbols.Single(s => s.Name == "flexos_tsb" && s.Compartment == stacks.Compartment).Address;
            for (var thread = 0; thread < Configuration.MaximumThreads; thread++)
            {
                var top = thread < Count ? stacks.Start + (ulong)(thread + 1) * Compartment.StackSize : 0;
                Assert.Equal(top, Word(machine, blocks + 16 * (ulong)thread));
                if (thread < Count)
                {
                    Assert.Equal((uint)thread, (uint)Word(machine, top - Compartment.StackSize + 4096));
                }
            }
        }
    }

    private static ulong Word(FlexOSMachine machine, ulong address)
    {
        Span<byte> bytes = stackalloc byte[8];
        Assert.Equal(8, machine.Machine.ReadVirtual(address, bytes));
        return BitConverter.ToUInt64(bytes);
    }
}
