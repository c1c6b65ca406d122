namespace FlexCap.Morello.Tests.Platform;

public sealed class TranslationTests
{
    private const ulong AccessFlag = 1 << 10;
    private const ulong ReadOnly = 1 << 7;
    private const ulong LoadCapability = 3UL << 61;
    private const ulong StoreCapability = 1UL << 60;
    private const ulong CapabilityDirty = 1UL << 59;

    [Theory]
    [InlineData(0ul, false, 0x9600_0007u)]                       // invalid at level 3
    [InlineData(Guest.Page & ~AccessFlag, false, 0x9600_000Bu)]  // access flag
    [InlineData(Guest.Page | ReadOnly, true, 0x9600_004Fu)]      // permission
    public void A_page_that_forbids_the_access_faults_at_its_level(ulong descriptor, bool store, uint esr)
    {
        var guest = new Guest(store ? Guest.Str(0, 1) : Guest.Ldr(0, 1));
        guest.EnableTranslation(descriptor);
        guest.Cpu.SetX(1, Guest.Data + 8);
        guest.Step();
        Assert.Equal((esr, GuestFaultKind.Translation, Guest.Data + 8), (guest.LastFault.Esr, guest.LastFault.Kind, guest.LastFault.Address));
    }

    [Fact]
    public void A_page_is_found_where_the_table_says()
    {
        var guest = new Guest(Guest.Ldr(0, 1), Guest.Str(0, 2));
        guest.EnableTranslation((Guest.Page & ~0xFFFF_F000UL) | 0x4100_0000);
        guest.SetWord(0x4100_0010, 0x1234);
        guest.Cpu.SetX(1, Guest.Data + 0x10);
        guest.Cpu.SetX(2, Guest.Data + 0x20);
        guest.Step(2);
        Assert.Equal(0x1234ul, guest.Word(0x4100_0020));
    }

    [Fact]
    public void A_changed_descriptor_counts_after_tlb_maintenance()
    {
        var guest = new Guest(Guest.Ldr(0, 1), Guest.Sys(31, 0, 8, 7, 0), Guest.Ldr(0, 1)); // tlbi vmalle1
        var descriptor = guest.EnableTranslation(Guest.Page);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        guest.SetWord(descriptor, 0);
        guest.Step(2);
        Assert.Equal(0x9600_0007u, guest.LastFault.Esr);
    }

    [Fact]
    public void El0_may_not_use_privileged_pages_nor_may_ldtr()
    {
        var guest = new Guest(0xF840_0820); // ldtr x0, [x1]
        guest.EnableTranslation(Guest.Page);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.Equal(0x9600_000Fu, guest.LastFault.Esr);
    }

    [Fact]
    public void Privileged_access_never_forbids_loads_of_user_pages_but_not_cache_maintenance()
    {
        var guest = new Guest(Guest.Sys(1, 3, 7, 10, 1), Guest.Ldr(0, 1)); // dc cvac, x1
        guest.EnableTranslation(Guest.Page | (1 << 6));
        guest.Cpu.SetSystemRegister("PAN", 1 << 22);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.Empty(guest.Machine.Faults);
        guest.Step();
        Assert.Equal(0x9600_000Fu, guest.LastFault.Esr);
    }

    [Fact]
    public void Unaligned_accesses_work_on_normal_memory_across_pages_and_fault_on_device_memory()
    {
        var guest = new Guest(Guest.Str(0, 1), Guest.Ldr(2, 1));
        guest.EnableTranslation(Guest.Page);
        guest.Cpu.SetX(0, 0x0123_4567_89AB_CDEF);
        guest.Cpu.SetX(1, Guest.Data + 0xFFD);
        guest.Step(2);
        Assert.Equal(0x0123_4567_89AB_CDEFul, guest.Cpu.X(2));
        var off = new Guest(Guest.Ldr(2, 1));
        off.Cpu.SetX(1, Guest.Data + 1);
        Assert.Equal(0x9600_0021u, off.Step().LastFault.Esr);
    }

    [Fact]
    public void Storing_a_tag_needs_sc_and_storing_without_one_does_not()
    {
        var guest = new Guest(Guest.StrCapability(0, 1), Guest.StrCapability(2, 1));
        guest.EnableTranslation(Guest.Page & ~StoreCapability);
        guest.Cpu.SetC(2, Capability.Maximal);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.Empty(guest.Machine.Faults);
        guest.Step();
        Assert.Equal((GuestFaultKind.CapabilityPage, 0x9600_006Cu), (guest.LastFault.Kind, guest.LastFault.Esr));
    }

    [Fact]
    public void With_cdbm_hardware_sets_sc()
    {
        var guest = new Guest(Guest.StrCapability(2, 1));
        var descriptor = guest.EnableTranslation((Guest.Page & ~StoreCapability) | CapabilityDirty);
        guest.Cpu.SetC(2, Capability.Maximal);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.Empty(guest.Machine.Faults);
        Assert.True(guest.Machine.ReadTag(Guest.Data));
        Assert.NotEqual(0ul, guest.Word(descriptor) & StoreCapability);
    }

    [Theory]
    [InlineData(0, 0, false, false)] // tags read as clear
    [InlineData(1, 0, true, false)]
    [InlineData(2, 0, true, false)]  // faults if TGEN = 1
    [InlineData(2, 1, false, true)]
    [InlineData(3, 1, true, false)]  // faults if TGEN = 0
    [InlineData(3, 0, false, true)]
    public void Lc_decides_what_becomes_of_a_loaded_tag(int lc, int generation, bool tag, bool faults)
    {
        var guest = new Guest(Guest.LdrCapability(0, 1));
        guest.EnableTranslation((Guest.Page & ~LoadCapability) | ((ulong)lc << 61));
        guest.Cpu.SetSystemRegister("CCTLR_EL1", (ulong)generation);
        guest.Cpu.Memory.SetTag(Guest.Data, true);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.Equal(faults, guest.Machine.Faults.Count == 1);
        Assert.Equal(tag, guest.Cpu.C(0).Tag);
        if (faults)
        {
            Assert.Equal(0x9600_002Cu, guest.LastFault.Esr);
        }
    }

    [Fact]
    public void Zeroing_a_block_clears_data_and_tags()
    {
        var guest = new Guest(Guest.Sys(1, 3, 7, 4, 1)); // dc zva, x1
        guest.EnableTranslation(Guest.Page);
        for (var i = 0UL; i < 128; i += 8)
        {
            guest.SetWord(Guest.Data + i, ulong.MaxValue);
        }

        guest.Cpu.Memory.SetTag(Guest.Data + 0x20, true);
        guest.Cpu.Memory.SetTag(Guest.Data + 0x40, true);
        guest.Cpu.SetX(1, Guest.Data + 0x33);
        guest.Step();
        Assert.Equal((0ul, 0ul, ulong.MaxValue), (guest.Word(Guest.Data), guest.Word(Guest.Data + 0x38), guest.Word(Guest.Data + 0x40)));
        Assert.False(guest.Machine.ReadTag(Guest.Data + 0x20));
        Assert.True(guest.Machine.ReadTag(Guest.Data + 0x40));
    }

    [Fact]
    public void An_ordinary_store_clears_the_tag_and_a_capability_store_sets_it()
    {
        var guest = new Guest(Guest.StrCapability(2, 1), Guest.Str(0, 1), Guest.LdrCapability(3, 1));
        guest.Cpu.SetC(2, Capability.Maximal);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Step();
        Assert.True(guest.Machine.ReadTag(Guest.Data));
        guest.Step(2);
        Assert.False(guest.Machine.ReadTag(Guest.Data));
        Assert.False(guest.Cpu.C(3).Tag);
        Assert.Equal(Capability.Maximal.Metadata, guest.Cpu.C(3).Metadata);
    }

    [Fact]
    public void A_store_exclusive_needs_a_load_exclusive_of_the_same_granule()
    {
        var guest = new Guest(0xC802_7C20, 0xC85F_7C20, 0xC802_7C23, 0xC804_7C20); // stxr w2,x0,[x1]; ldxr x0,[x1]; stxr w2,x3,[x1]; stxr w4,x0,[x1]
        guest.Cpu.SetX(1, Guest.Data);
        guest.Cpu.SetX(3, 9);
        guest.Step();
        Assert.Equal(1u, guest.Cpu.W(2));
        guest.Step(3);
        Assert.Equal((0u, 1u, 9ul), (guest.Cpu.W(2), guest.Cpu.W(4), guest.Word(Guest.Data)));
    }

    [Fact]
    public void Code_that_is_overwritten_executes_anew()
    {
        var guest = new Guest(0xB900_0020, 0xD503_3FDF, Guest.Movz(5, 1)); // str w0, [x1]; isb
        guest.Step(0);
        guest.Cpu.SetX(0, Guest.Movz(5, 2));
        guest.Cpu.SetX(1, Guest.Code + 8);
        guest.Step(3);
        Assert.Equal(2ul, guest.Cpu.X(5));
    }
}
