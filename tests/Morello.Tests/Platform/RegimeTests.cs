using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>Stage 1 in every regime: granules, levels, ranges, output sizes, permissions, AF and dirty state (Sail AArch64_TranslationTableWalk, AArch64_CheckPermission).</summary>
public sealed class RegimeTests
{
    private const ulong Offset = 0x0500_0128;
    private const uint TranslationFault = 0x04;
    private const uint AccessFlagFault = 0x08;
    private const uint PermissionFault = 0x0C;

    public static TheoryData<RegimeKind, int> Granules
    {
        get
        {
            var data = new TheoryData<RegimeKind, int>();
            foreach (var kind in Enum.GetValues<RegimeKind>())
            {
                foreach (var granule in new[] { 12, 14, 16 })
                {
                    data.Add(kind, granule);
                }
            }

            return data;
        }
    }

    public static TheoryData<RegimeKind> Kinds => new(Enum.GetValues<RegimeKind>());

    [Theory]
    [MemberData(nameof(Granules))]
    public void Every_range_and_level_leads_to_the_memory_that_the_descriptor_names(RegimeKind kind, int granule)
    {
        for (var inputSize = 25; inputSize <= (granule == 16 ? 52 : 48); inputSize++)
        {
            var first = new Regime(kind, granule, inputSize);
            for (var level = Math.Max(first.StartLevel, granule == 12 ? 1 : 2); level <= 3; level++)
            {
                var regime = new Regime(kind, granule, inputSize);
                var offset = (1UL << inputSize) - 1 & ~0x1FFF_FFFFUL | Offset & ((1UL << inputSize) - 1);
                var address = regime.Address(offset);
                var mask = (1UL << regime.Bits(level)) - 1;
                var output = 0x0500_0000 & ~mask;
                var physical = output | (offset & mask);
                regime.Map(address, output, level);
                if (physical is >= 0x0200_0000 and < 0x0300_0000 || !regime.Cpu.Memory.Contains(physical, 8))
                {
                    continue; // The block covers the tables, or ends outside of RAM: its fault levels are checked below.
                }

                regime.Write(physical, 0x1234_5678_9ABC_DEF0);
                Assert.Equal((inputSize, level, 0x1234_5678_9ABC_DEF0ul), (inputSize, level, regime.Load(address)));
                Assert.Equal(physical >> 12, (regime.Translate(kind switch { RegimeKind.El3 => 6u, RegimeKind.El1Low or RegimeKind.El1High => 0u, _ => 4u }, 8, 0, address) & 0xFFFF_FFFF_FFFF) >> 12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Granules))]
    public void Invalid_and_misplaced_descriptors_fault_at_their_level(RegimeKind kind, int granule)
    {
        for (var inputSize = 25; inputSize <= 48; inputSize++)
        {
            var regime = new Regime(kind, granule, inputSize);
            var address = regime.Address(Offset & ((1UL << inputSize) - 1));
            var path = regime.Map(address, 0x0500_0000 & ~((1UL << granule) - 1), 3);
            for (var i = path.Length - 1; i >= 0; i--)
            {
                var level = (uint)(regime.StartLevel + i);
                var good = regime.Read(path[i]);
                foreach (var bad in new[] { 0ul, good & ~1ul, (good & ~3ul) | 1 })
                {
                    // A block where this granule has none is as bad as an invalid descriptor.
                    var isBlock = (bad & 3) == 1 && level < 3 && level >= (granule == 12 ? 1 : 2);
                    if (!isBlock)
                    {
                        regime.Write(path[i], bad);
                        Assert.Null(regime.Load(address));
                        Assert.Equal((inputSize, level, TranslationFault + level), (inputSize, level, regime.Taken[^1].Esr & 0x3F));
                        regime.Enter();
                    }
                }

                regime.Write(path[i], good);
            }

            Assert.NotNull(regime.Load(address));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Addresses_outside_of_the_range_fault_at_level_0(RegimeKind kind)
    {
        var regime = new Regime(kind, inputSize: 36);
        regime.Map(regime.Address(0), 0x0500_0000, 3);
        foreach (var address in new ulong[] { 1UL << 36, 1UL << 47, 0x00FF_0000_0000_0000, 1UL << 63 })
        {
            Assert.Null(regime.Load(regime.IsHigh ? ~address : address));
            Assert.Equal(TranslationFault, regime.Taken[^1].Esr & 0x3F);
            regime.Enter();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Outputs_beyond_the_output_size_are_address_size_faults(RegimeKind kind)
    {
        var regime = new Regime(kind, outputSize: 0);
        var address = regime.Address(0x8000);
        var path = regime.Map(address, 1UL << 32, 3);
        Assert.Null(regime.Load(address));
        Assert.Equal(3u, regime.Taken[^1].Esr & 0x3F);
        regime.Enter();
        regime.Write(path[^2], regime.Read(path[^2]) | 1UL << 33);
        Assert.Null(regime.Load(address));
        Assert.Equal(2u, regime.Taken[^1].Esr & 0x3F);
        regime.Enter();
        regime.Set((regime.IsHigh ? "TTBR1_EL" : "TTBR0_EL") + regime.Level, regime.Root | 1UL << 40);
        Assert.Null(regime.Load(address));
        Assert.Equal(0u, regime.Taken[^1].Esr & 0x3F);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hardware_sets_the_access_flag_if_it_may(RegimeKind kind)
    {
        var regime = new Regime(kind);
        var path = regime.Map(regime.Address(0x8000), 0x0500_0000, 3, Regime.Leaf & ~Regime.AccessFlag);
        Assert.Null(regime.Load(regime.Address(0x8000)));
        Assert.Equal(AccessFlagFault + 3, regime.Taken[^1].Esr & 0x3F);
        Assert.Equal(0ul, regime.Read(path[^1]) & Regime.AccessFlag);
        regime = new Regime(kind, hardwareAccess: true);
        path = regime.Map(regime.Address(0x8000), 0x0500_0000, 3, Regime.Leaf & ~Regime.AccessFlag);
        Assert.NotNull(regime.Load(regime.Address(0x8000)));
        Assert.NotEqual(0ul, regime.Read(path[^1]) & Regime.AccessFlag);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Hardware_marks_a_page_as_dirty_when_it_is_written_and_not_before(RegimeKind kind)
    {
        const ulong Clean = Regime.Leaf | Regime.ReadOnly | Regime.DirtyModifier;
        var regime = new Regime(kind, hardwareAccess: true);
        regime.Map(regime.Address(0x8000), 0x0500_0000, 3, Clean);
        Assert.False(regime.Store(regime.Address(0x8000), 1));
        Assert.Equal(PermissionFault + 3, regime.Taken[^1].Esr & 0x3F);
        regime = new Regime(kind, hardwareAccess: true, hardwareDirty: true);
        var path = regime.Map(regime.Address(0x8000), 0x0500_0000, 3, Clean);
        Assert.NotNull(regime.Load(regime.Address(0x8000)));
        var at = kind switch { RegimeKind.El3 => 6u, RegimeKind.El1Low or RegimeKind.El1High => 0u, _ => 4u };
        Assert.Equal(0ul, regime.Translate(at, 8, 1, regime.Address(0x8000)) & 1);
        Assert.NotEqual(0ul, regime.Read(path[^1]) & Regime.ReadOnly);
        Assert.True(regime.Store(regime.Address(0x8008), 7));
        Assert.Equal(0ul, regime.Read(path[^1]) & Regime.ReadOnly);
        Assert.Equal(7ul, regime.Read(0x0500_0008));
    }

    [Fact]
    public void Storing_a_tag_marks_the_page_once_and_leaves_the_tags_of_the_table_alone_no_longer()
    {
        // CDBM without SC: the descriptor is written as by an ordinary store, so the granule that it lies in loses its tag.
        var regime = new Regime(RegimeKind.El1Low);
        var path = regime.Map(0x8000, 0x0500_0000, 3, (Regime.Leaf & ~(1UL << 60)) | 1UL << 59);
        regime.Cpu.Memory.SetTag(path[^1], true);
        Assert.True(regime.StoreCapability(0x8000, Capability.Maximal.ClearTag()));
        Assert.Equal(0ul, regime.Read(path[^1]) & 1UL << 60);
        Assert.True(regime.StoreCapability(0x8010, Capability.Maximal));
        Assert.NotEqual(0ul, regime.Read(path[^1]) & 1UL << 60);
        Assert.False(regime.Cpu.Memory.Tag(path[^1]));
        Assert.True(regime.Cpu.Memory.Tag(0x0500_0010));
    }

    // Read, write and execute for EL1 and for EL0, from AP, XN, PXN, WXN, PAN and the table's bits.
    [Theory]
    [InlineData(RegimeKind.El1Low)]
    [InlineData(RegimeKind.HostLow)]
    public void Two_privileges_have_the_rights_that_the_figures_give_them(RegimeKind kind)
    {
        for (var bits = 0; bits < 512; bits++)
        {
            bool user = (bits & 1) != 0, readOnly = (bits & 2) != 0, uxn = (bits & 4) != 0, pxn = (bits & 8) != 0, wxn = (bits & 16) != 0,
                pan = (bits & 32) != 0, tableReadOnly = (bits & 64) != 0, tableNoUser = (bits & 128) != 0, tableXn = (bits & 256) != 0;
            var regime = new Regime(kind);
            regime.Set("TCR_EL" + regime.Level, regime.Control & ~(1UL << 41));
            regime.Set("SCTLR_EL" + regime.Level, 0x0080_0001 | (wxn ? 1u << 19 : 0));
            regime.Map(0x8000, 0x0500_0000, 3,
                (Regime.Leaf & ~(3UL << 60)) | (user ? Regime.User : 0) | (readOnly ? Regime.ReadOnly : 0) | (uxn ? 1UL << 54 : 0) | (pxn ? 1UL << 53 : 0),
                (tableReadOnly ? 1UL << 62 : 0) | (tableNoUser ? 1UL << 61 : 0) | (tableXn ? 1UL << 60 | 1UL << 59 : 0));
            regime.Write(0x0500_0000, Guest.Nop);
            var userReads = user && !tableNoUser;
            var writable = !readOnly && !tableReadOnly;
            var userWrites = userReads && writable;
            bool denied = pan && userReads;
            regime.Set("PAN", pan ? 1u << 22 : 0);
            Check(regime, bits, !denied, writable && !denied, !(pxn || tableXn || (writable && wxn) || userWrites), null);
            if (kind == RegimeKind.HostLow)
            {
                regime.Set("HCR_EL2", 1UL << 34 | 1 << 27);
            }

            regime.Enter();
            var load = regime.Load(0x8000, AccessType.Unprivileged) is not null;
            Assert.Equal((bits, userReads), (bits, load));
            Check(regime, bits, userReads, userWrites, !(uxn || tableXn || (userWrites && wxn)), 0);
        }

        static void Check(Regime regime, int bits, bool read, bool write, bool execute, uint? level)
        {
            regime.Enter(level);
            var loaded = regime.Load(0x8000) is not null;
            regime.Enter(level);
            var stored = regime.Store(0x8000, Guest.Nop);
            regime.Enter(level);
            var fetched = regime.Fetch(0x8000);
            Assert.Equal((bits, level, read, write, execute), (bits, level, loaded, stored, fetched));
        }
    }

    [Theory]
    [InlineData(RegimeKind.El2)]
    [InlineData(RegimeKind.El3)]
    public void One_privilege_has_the_rights_that_the_figures_give_it(RegimeKind kind)
    {
        for (var bits = 0; bits < 16; bits++)
        {
            bool readOnly = (bits & 1) != 0, xn = (bits & 2) != 0, wxn = (bits & 4) != 0, user = (bits & 8) != 0;
            var regime = new Regime(kind);
            regime.Set("SCTLR_EL" + regime.Level, 1 | (wxn ? 1u << 19 : 0));
            regime.Set("PAN", 1 << 22);
            regime.Map(0x8000, 0x0500_0000, 3, Regime.Leaf | (readOnly ? Regime.ReadOnly : 0) | (xn ? 1UL << 54 : 0) | (user ? Regime.User : 0) | 1UL << 53);
            regime.Write(0x0500_0000, Guest.Nop);
            Assert.NotNull(regime.Load(0x8000));
            Assert.Equal((bits, !readOnly), (bits, regime.Store(0x8000, Guest.Nop)));
            regime.Enter();
            Assert.Equal((bits, !(xn || (!readOnly && wxn))), (bits, regime.Fetch(0x8000)));
        }
    }

    [Fact]
    public void Uao_gives_ldtr_the_rights_of_its_level()
    {
        var regime = new Regime(RegimeKind.El1Low);
        regime.Map(0x8000, 0x0500_0000, 3);
        Assert.Null(regime.Load(0x8000, AccessType.Unprivileged));
        regime.Enter();
        regime.Set("UAO", 1 << 23);
        Assert.NotNull(regime.Load(0x8000, AccessType.Unprivileged));
    }

    [Fact]
    public void Secure_state_does_not_execute_non_secure_memory_if_scr_sif_says_so()
    {
        var regime = new Regime(RegimeKind.El3);
        regime.Map(0x8000, 0x0500_0000, 3, Regime.Leaf | 1 << 5);
        regime.Write(0x0500_0000, Guest.Nop);
        Assert.True(regime.Fetch(0x8000));
        regime.Set("SCR_EL3", 1 << 9);
        regime.Set("SCTLR_EL3", 1);
        Assert.False(regime.Fetch(0x8000));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Tags_obey_the_page_only_where_tcr_gives_its_bits_to_hardware(RegimeKind kind)
    {
        var regime = new Regime(kind);
        var address = regime.Address(0x8000);
        regime.Map(address, 0x0500_0000, 3);
        Assert.True(regime.StoreCapability(address, Capability.Maximal));
        Assert.True(regime.LoadCapability(address)!.Value.Tag);
        foreach (var generation in new[] { 0ul, 1ul })
        {
            // LC = 1x faults when CCTLR.TGEN of the address's range differs from its low bit.
            regime.Set("CCTLR_EL" + regime.Level, generation << (regime.IsHigh ? 1 : 0));
            foreach (var low in new[] { 0ul, 1ul })
            {
                regime.Map(address, 0x0500_0000, 3, (Regime.Leaf & ~(3UL << 61)) | (2 | low) << 61);
                regime.Cpu.InvalidateTranslations();
                Assert.Equal((generation, low, generation == low), (generation, low, regime.LoadCapability(address) is not null));
                regime.Enter();
            }
        }

        regime.Map(address, 0x0500_0000, 3);
        var hardwareUse = kind switch { RegimeKind.El1Low or RegimeKind.HostLow => 15UL << 43, RegimeKind.El1High or RegimeKind.HostHigh => 15UL << 47, _ => 15UL << 25 };
        regime.Set("TCR_EL" + regime.Level, regime.Control & ~hardwareUse);
        Assert.False(regime.LoadCapability(address)!.Value.Tag);
        Assert.False(regime.StoreCapability(address, Capability.Maximal));
        Assert.Equal(0x2Cu, regime.Taken[^1].Esr & 0x3F);
    }

    [Fact]
    public void Address_translation_reports_attributes_and_pan()
    {
        var regime = new Regime(RegimeKind.El1Low);
        regime.Set("SCTLR_EL1", 0x0080_0005);
        regime.Map(0x8000, 0x0500_0000, 3, Regime.Leaf | Regime.User);
        regime.Map(0x9000, 0x0500_1000, 3, Regime.Leaf | 1 << 2);
        Assert.Equal(0xFF00_0000_0500_0800 | 3 << 7 | 1 << 9, regime.Translate(0, 8, 0, 0x8123));
        Assert.Equal(0x0500_1800ul | 2 << 7 | 1 << 9, regime.Translate(0, 8, 0, 0x9000));
        Assert.Equal(0x801ul | (TranslationFault + 3) << 1, regime.Translate(0, 8, 0, 0xA000));
        Assert.Equal(0x801ul | (PermissionFault + 3) << 1, regime.Translate(0, 8, 2, 0x9000)); // S1E0R
        regime.Set("PAN", 1 << 22);
        Assert.Equal(0ul, regime.Translate(0, 8, 0, 0x8000) & 1);
        Assert.Equal(0x801ul | (PermissionFault + 3) << 1, regime.Translate(0, 9, 0, 0x8000)); // S1E1RP
        Assert.Equal(0x801ul | (PermissionFault + 3) << 1, regime.Translate(0, 9, 1, 0x8000)); // S1E1WP
        Assert.Empty(regime.Taken);
    }

    [Fact]
    public void El0_of_a_host_translates_with_the_tables_of_el2_and_faults_go_there()
    {
        var regime = new Regime(RegimeKind.HostLow);
        regime.Set("HCR_EL2", 1UL << 34 | 1 << 27);
        regime.Map(0x8000, 0x0500_0000, 3, Regime.Leaf | Regime.User);
        regime.Write(0x0500_0000, 42);
        regime.Enter(0);
        Assert.Equal(42ul, regime.Load(0x8000));
        Assert.Null(regime.Load(0x9000));
        Assert.Equal((2u, 0x24u), (regime.Taken[^1].Target, regime.Taken[^1].Esr >> 26));
        Assert.Equal(0x9000ul, regime["FAR_EL2"]);
        regime.Enter(0);
        regime.Cpu.RaiseSupervisorCall(3);
        Assert.Equal((2u, 0x15u << 26 | 1 << 25 | 3), regime.Taken[^1]);
    }

    [Fact]
    public void Entry_to_a_host_sets_pan_as_sctlr_el2_says()
    {
        foreach (var span in new[] { 0u, 1u })
        {
            var regime = new Regime(RegimeKind.HostLow);
            regime.Set("HCR_EL2", 1UL << 34 | 1 << 27);
            regime.Set("SCTLR_EL2", span << 23);
            regime.Enter(0);
            regime.Cpu.RaiseSupervisorCall(0);
            Assert.Equal((2u, span == 0), (regime.Cpu.El, regime.Cpu.Pan));
        }
    }
}
