using CsCheck;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

public sealed class PhysicalMemoryTests
{
    private const ulong Start = 0x4000_0000;

    [Fact]
    public void Untouched_memory_reads_as_zero_and_has_no_tags()
    {
        var memory = new PhysicalMemory(Start, 1UL << 30);
        var bytes = new byte[300_000];
        Array.Fill(bytes, (byte)1);
        memory.Read(Start + 12_345, bytes);
        Assert.All(bytes, value => Assert.Equal(0, value));
        Assert.False(memory.Tag(Start + (1UL << 30) - 16));
    }

    [Fact]
    public void A_store_clears_the_tags_of_exactly_the_granules_it_touches() =>
        Gen.Select(Gen.Int[0, 8000], Gen.Int[1, 300]).Sample((offset, length) =>
        {
            var memory = new PhysicalMemory(Start, 1 << 16);
            for (var granule = 0; granule < 1024; granule++)
            {
                memory.SetTag(Start + (ulong)(granule * 16), true);
            }

            memory.Write(Start + (ulong)offset, new byte[length]);
            for (var granule = 0; granule < 1024; granule++)
            {
                var touched = granule * 16 < offset + length && offset < (granule + 1) * 16;
                Assert.Equal(!touched, memory.Tag(Start + (ulong)(granule * 16)));
            }
        });

    [Fact]
    public void A_range_is_contained_only_as_a_whole()
    {
        var memory = new PhysicalMemory(Start, 1 << 16);
        Assert.True(memory.Contains(Start, 1 << 16));
        Assert.False(memory.Contains(Start, (1 << 16) + 1));
        Assert.False(memory.Contains(Start - 1, 2));
        Assert.False(memory.Contains(Start + (1 << 16), 1));
        Assert.False(memory.Contains(ulong.MaxValue, 2));
    }

    [Fact]
    public void Two_devices_cannot_answer_to_one_address()
    {
        var bus = new Bus(new(Start, 1 << 16));
        bus.Add(0x900_0000, new Pl011(_ => { }, _ => { }));
        Assert.Throws<ArgumentException>(() => bus.Add(0x900_0800, new Pl011(_ => { }, _ => { })));
    }
}
