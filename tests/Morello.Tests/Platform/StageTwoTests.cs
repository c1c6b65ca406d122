using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>Stage 2 behind stage 1, and what EL2 learns of its faults (Sail AArch64_SecondStageTranslate, AArch64_CheckS2Permission, IPAValid).</summary>
public sealed class StageTwoTests
{
    // S2AP read-write, MemAttr Normal write-back, LC[0] and SC, AF.
    private const ulong Leaf = (1UL << 61) | (1UL << 60) | (1 << 10) | (3 << 6) | (0xF << 2) | 1;
    private const ulong Read = 1 << 6;
    private const ulong Write = 1 << 7;
    private const ulong HardwareUse = 15UL << 25;
    private const uint Translation = 0x04;
    private const uint AccessFlag = 0x08;
    private const uint Permission = 0x0C;

    [Theory]
    [InlineData(12, 39, 1)]
    [InlineData(12, 44, 0)]
    [InlineData(12, 32, 1)]
    [InlineData(14, 40, 1)]
    [InlineData(14, 36, 2)]
    [InlineData(16, 42, 2)]
    [InlineData(16, 46, 1)]
    public void An_access_goes_through_both_stages_and_its_tables_through_the_second(int granule, int inputSize, int startLevel)
    {
        for (var level = Math.Max(startLevel, granule == 12 ? 1 : 2); level <= 3; level++)
        {
            var (regime, two) = Build(granule, inputSize, startLevel);
            var mask = (1UL << two.Bits(level)) - 1;
            two.MapTables();
            regime.Map(0x8000, 0x0900_0000, 3);
            var physical = 0x0500_0000 & ~mask;
            two.Map(0x0900_0000, physical, level);
            physical |= 0x0900_0010 & mask;
            if (physical is >= 0x0200_0000 and < 0x0400_0000 || !regime.Cpu.Memory.Contains(physical, 8))
            {
                continue;
            }

            regime.Write(physical, 0xABCD);
            Assert.Equal((level, 0xABCDul), (level, regime.Load(0x8010)));
            regime.Enter(2);
            Assert.Equal(physical >> 12, (regime.Translate(4, 8, 4, 0x8010) & 0xFFFF_FFFF_FFFF) >> 12); // S12E1R
            Assert.Equal(0x0900_0000ul >> 12, (regime.Translate(0, 8, 0, 0x8010) & 0xFFFF_FFFF_FFFF) >> 12); // S1E1R
        }
    }

    [Theory]
    [InlineData(0ul, false, Translation + 3)]
    [InlineData(Leaf & ~(1ul << 10), false, AccessFlag + 3)]
    [InlineData(Leaf & ~Read, false, Permission + 3)]
    [InlineData(Leaf & ~Write, true, Permission + 3)]
    public void A_fault_of_the_second_stage_goes_to_el2_with_both_addresses(ulong descriptor, bool store, uint status)
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, descriptor == 0 ? 0ul : 0x0500_0000ul, 3, descriptor);
        Assert.False(store ? regime.Store(0x8128, 1) : regime.Load(0x8128) is not null);
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | (store ? 1u << 6 : 0) | status), regime.Taken.Single());
        Assert.Equal((0x8128ul, 0x0900_0000ul >> 8), (regime["FAR_EL2"], regime["HPFAR_EL2"]));
    }

    [Theory]
    [InlineData(0ul, Translation + 3)]
    [InlineData(Leaf & ~Read, Permission + 3)]
    public void A_fault_on_the_walk_says_so_and_names_the_table(ulong descriptor, uint status)
    {
        var (regime, two) = Build();
        two.MapTables();
        var path = regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, 0x0500_0000, 3);
        two.Map(path[^1] & ~0xFFFul, path[^1] & ~0xFFFul, 3, descriptor);
        Assert.Null(regime.Load(0x8128));
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | 1 << 7 | status), regime.Taken.Single());
        Assert.Equal((0x8128ul, (path[^1] & ~0xFFFul) >> 8), (regime["FAR_EL2"], regime["HPFAR_EL2"]));

        // AT from EL2 reports it, AT from EL1 takes it.
        regime.Enter(2);
        Assert.Equal(0x801ul | status << 1 | 1ul << 8 | 1ul << 9, regime.Translate(0, 8, 0, 0x8128));
        regime.Enter(1);
        Assert.Null(regime.Translate(0, 8, 0, 0x8128));
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | 1 << 8 | 1 << 7 | 1 << 6 | status), regime.Taken[^1]);
    }

    [Fact]
    public void A_fault_of_the_first_stage_stays_at_el1()
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x9000, 0x0900_0000, 3);
        Assert.Null(regime.Load(0x8000));
        Assert.Equal((1u, 0x25u << 26 | 1 << 25 | Translation + 3), regime.Taken.Single());
    }

    [Fact]
    public void Execution_is_forbidden_by_level()
    {
        (ulong Bits, uint Level, bool Executes)[] cases =
            [(0, 1, true), (0, 0, true), (1, 1, false), (1, 0, true), (2, 1, false), (2, 0, false), (3, 1, true), (3, 0, false)];
        foreach (var (bits, el, executes) in cases)
        {
            var (regime, two) = Build();
            two.MapTables();
            regime.Map(0x8000, 0x0900_0000, 3, Regime.Leaf | (el == 0 ? Regime.User | Regime.ReadOnly : 0));
            two.Map(0x0900_0000, 0x0500_0000, 3, Leaf | bits << 53);
            regime.Write(0x0500_0000, Guest.Nop);
            regime.Enter(el);
            Assert.Equal((bits, el, executes), (bits, el, regime.Fetch(0x8000)));
            if (!executes)
            {
                Assert.Equal((2u, 0x20u << 26 | 1 << 25 | Permission + 3), regime.Taken[0]);
            }
        }
    }

    [Fact]
    public void Tags_obey_the_second_stage_and_a_store_that_it_forbids_goes_to_el2()
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, 0x0500_0000, 3, Leaf & ~(3UL << 60));
        regime.Cpu.Memory.SetTag(0x0500_0000, true);
        Assert.False(regime.LoadCapability(0x8000)!.Value.Tag);
        Assert.False(regime.StoreCapability(0x8000, Capability.Maximal));
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | 1 << 6 | 0x2C), regime.Taken.Single());

        // Forbidden by both stages it is EL1's.
        regime.Enter();
        regime.Map(0x8000, 0x0900_0000, 3, Regime.Leaf & ~(1UL << 60));
        regime.Cpu.InvalidateTranslations();
        Assert.False(regime.StoreCapability(0x8000, Capability.Maximal));
        Assert.Equal((1u, 0x25u << 26 | 1 << 25 | 1 << 6 | 0x2C), regime.Taken[^1]);
    }

    [Fact]
    public void A_tag_that_the_second_stage_clears_is_not_seen_by_a_load_barrier_of_the_first()
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x8000, 0x0900_0000, 3, (Regime.Leaf & ~(3UL << 61)) | 3UL << 61);
        two.Map(0x0900_0000, 0x0500_0000, 3, Leaf);
        regime.Cpu.Memory.SetTag(0x0500_0000, true);
        Assert.Null(regime.LoadCapability(0x8000));
        regime.Enter();
        two.Map(0x0900_0000, 0x0500_0000, 3, Leaf & ~(1UL << 61));
        regime.Cpu.InvalidateTranslations();
        Assert.False(regime.LoadCapability(0x8000)!.Value.Tag);
    }

    [Fact]
    public void Hardware_updates_descriptors_of_both_stages_and_needs_the_right_to_write_the_table()
    {
        var (regime, two) = Build(hardware: true);
        two.MapTables();
        var first = regime.Map(0x8000, 0x0900_0000, 3, (Regime.Leaf & ~Regime.AccessFlag) | Regime.ReadOnly | Regime.DirtyModifier)[^1];
        var second = two.Map(0x0900_0000, 0x0500_0000, 3, (Leaf & ~(Write | 1 << 10)) | 1UL << 51);
        var table = two.Map(first & ~0xFFFul, first & ~0xFFFul, 3, (Leaf & ~Write) | 1UL << 51);
        Assert.NotNull(regime.Load(0x8000));
        Assert.NotEqual(0ul, regime.Read(first) & 1 << 10);
        Assert.NotEqual(0ul, regime.Read(second) & 1 << 10);

        // Setting AF was a write to the page of the table: it is dirty, the data page is not.
        Assert.Equal((Write, 0ul), (regime.Read(table) & Write, regime.Read(second) & Write));
        Assert.True(regime.Store(0x8000, 5));
        Assert.Equal((Write, 0ul), (regime.Read(second) & Write, regime.Read(first) & Regime.ReadOnly));

        // A table that EL2 has made read-only cannot be updated.
        (regime, two) = Build(hardware: true);
        two.MapTables();
        first = regime.Map(0x8000, 0x0900_0000, 3, Regime.Leaf & ~Regime.AccessFlag)[^1];
        two.Map(0x0900_0000, 0x0500_0000, 3);
        two.Map(first & ~0xFFFul, first & ~0xFFFul, 3, Leaf & ~Write);
        Assert.Null(regime.Load(0x8000));
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | 1 << 7 | Permission + 3), regime.Taken.Single());
    }

    [Fact]
    public void Device_memory_of_either_stage_is_device_memory_and_hcr_ptw_forbids_tables_in_it()
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, 0x0500_0000, 3, Leaf & ~(0xFul << 2));
        Assert.Null(regime.Load(0x8001));
        Assert.Equal((2u, 0x24u << 26 | 1 << 25 | 0x21), regime.Taken.Single());
        regime.Enter();
        Assert.NotNull(regime.Load(0x8008));
        (regime, two) = Build();
        two.MapTables(Leaf & ~(0xFul << 2));
        regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, 0x0500_0000, 3);
        Assert.NotNull(regime.Load(0x8000));
        regime.Set("HCR_EL2", 1 | 1 << 2);
        Assert.Null(regime.Load(0x8000));
        Assert.Equal(0x24u << 26 | 1 << 25 | 1 << 7 | Permission, regime.Taken[^1].Esr & ~3u);
    }

    [Fact]
    public void With_default_cacheable_memory_stage_1_is_off_and_normal()
    {
        var (regime, two) = Build();
        regime.Set("HCR_EL2", 1 << 12);
        two.Map(0x0900_0000, 0x0500_0000, 3);
        regime.Write(0x0500_0000, 0x0123_4567_89AB_CDEF);
        Assert.Equal(0x0001_2345_6789_ABCDul, regime.Load(0x0900_0001));
        Assert.Empty(regime.Taken);
    }

    [Fact]
    public void Secure_state_and_hosts_have_no_second_stage()
    {
        var (regime, _) = Build();
        regime.Set("SCR_EL3", 0);
        regime.Map(0x8000, 0x0500_0000, 3);
        regime.Write(0x0500_0000, 9);
        Assert.Equal(9ul, regime.Load(0x8000));
        var host = new Regime(RegimeKind.HostLow);
        host.Set("HCR_EL2", 1UL << 34 | 1 << 27 | 1);
        host.Map(0x8000, 0x0500_0000, 3, Regime.Leaf | Regime.User);
        host.Write(0x0500_0000, 9);
        host.Enter(0);
        Assert.Equal(9ul, host.Load(0x8000));
    }

    [Fact]
    public void Tlb_maintenance_of_the_second_stage_makes_a_changed_descriptor_count()
    {
        var (regime, two) = Build();
        two.MapTables();
        regime.Map(0x8000, 0x0900_0000, 3);
        two.Map(0x0900_0000, 0x0500_0000, 3);
        regime.Write(0x0500_0000, 1);
        regime.Write(0x0510_0000, 2);
        Assert.Equal(1ul, regime.Load(0x8000));
        two.Map(0x0900_0000, 0x0510_0000, 3);
        regime.Enter(2);
        regime.Cpu.SetX(1, 0x0900_0000 >> 12);
        Assert.True(regime.Cpu.TrySystemInstruction<Functional>(4, 8, 4, 1, 1)); // IPAS2E1
        regime.Enter(1);
        Assert.Equal(2ul, regime.Load(0x8000));
    }

    private static (Regime Regime, Second Second) Build(int granule = 12, int inputSize = 39, int startLevel = 1, bool hardware = false)
    {
        var regime = new Regime(RegimeKind.El1Low, hardwareAccess: hardware, hardwareDirty: hardware);
        var second = new Second(regime, granule, inputSize, startLevel);
        var start = granule == 12 ? 2 - startLevel : 3 - startLevel;
        regime.Set("VTCR_EL2", (ulong)(uint)(64 - inputSize) | (ulong)(uint)start << 6 | (granule switch { 16 => 1ul, 14 => 2ul, _ => 0ul }) << 14 | 5 << 16 | HardwareUse
            | (hardware ? 3ul << 21 : 0));
        regime.Set("VTTBR_EL2", second.Root | 7UL << 48);
        regime.Set("HCR_EL2", 1);
        return (regime, second);
    }

    // Tables of stage 2. Up to 16 first tables lie side by side.
    private sealed class Second(Regime regime, int granule, int inputSize, int startLevel)
    {
        private ulong _next = 0x0380_0000;

        public ulong Root { get; } = 0x0300_0000;

        public int Bits(int level) => granule + ((3 - level) * (granule - 3));

        public ulong Map(ulong input, ulong output, int level, ulong attributes = Leaf)
        {
            var table = Root;
            for (var at = startLevel; ; at++)
            {
                var top = at == startLevel ? inputSize : Bits(at - 1);
                var entry = table + (((input & ((1UL << top) - 1)) >> Bits(at)) * 8);
                if (at == level)
                {
                    regime.Write(entry, attributes == 0 ? 0 : output | attributes | (level == 3 ? 2ul : 0));
                    return entry;
                }

                if ((regime.Read(entry) & 3) != 3)
                {
                    regime.Write(entry, _next | 3);
                    _next += 0x1_0000;
                }

                table = regime.Read(entry) & 0xFFFF_FFFF_F000;
            }
        }

        /// <summary>Maps the tables of stage 1 to themselves.</summary>
        public void MapTables(ulong attributes = Leaf)
        {
            for (var table = 0x0200_0000UL; table < 0x0208_0000; table += 1UL << granule)
            {
                Map(table, table, 3, attributes);
            }
        }
    }
}
