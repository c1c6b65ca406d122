using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

public sealed class SystemRegisterTests
{
    private static readonly Capability s_withoutSystem =
        Capability.Maximal.ClearPermissions(CapabilityPermissions.System).SetValue(Guest.Code);

    [Fact]
    public void Names_and_encodings_are_unique()
    {
        Assert.Distinct(SystemRegisters.All.Select(register => register.Name));
        Assert.Distinct(SystemRegisters.All.Select(register => register.Encoding));
        Assert.Distinct(SystemRegisters.AllCapability.Select(register => register.Name));
        Assert.Distinct(SystemRegisters.AllCapability.Select(register => register.Encoding));
    }

    [Fact]
    public void A_trapped_access_names_the_register_in_its_syndrome()
    {
        var guest = new Guest(Guest.Mrs(5, 0, 0, 0, 0)); // MIDR_EL1
        guest.Cpu.Restart(s_withoutSystem);
        guest.Step();
        Assert.Equal((0x18u << 26) | (1 << 25) | (3 << 20) | (5 << 5) | 1, guest.LastFault.Esr);
        guest = new Guest(Guest.MrsCapability(5, 0, 12, 0, 0)); // CVBAR_EL1
        guest.Cpu.Restart(s_withoutSystem);
        guest.Step();
        Assert.Equal((0x2Au << 26) | (1 << 25) | (3 << 20) | (12 << 10) | (5 << 5) | 1, guest.LastFault.Esr);
    }

    [Fact]
    public void An_unknown_register_is_undefined()
    {
        var guest = new Guest(Guest.Mrs(0, 3, 13, 15, 7)).Step();
        Assert.Equal(GuestFaultKind.Undefined, guest.LastFault.Kind);
    }

    [Fact]
    public void Retired_instructions_and_cycles_are_counted_exactly()
    {
        var guest = new Guest(
            Guest.Msr(0, 3, 14, 12, 0),  // PMEVTYPER0_EL0 = INST_RETIRED
            Guest.Msr(1, 3, 9, 12, 1),   // PMCNTENSET_EL0
            Guest.Msr(2, 3, 9, 12, 0),   // PMCR_EL0.E
            Guest.Mrs(3, 3, 14, 8, 0),   // PMEVCNTR0_EL0
            Guest.Mrs(4, 3, 9, 13, 0),   // PMCCNTR_EL0
            Guest.Nop, Guest.Nop, Guest.Nop,
            Guest.Mrs(5, 3, 14, 8, 0),
            Guest.Mrs(6, 3, 9, 13, 0));
        guest.Cpu.SetX(0, 8);
        guest.Cpu.SetX(1, (1u << 31) | 1);
        guest.Cpu.SetX(2, 1);
        guest.Step(10);
        Assert.Equal(5ul, guest.Cpu.X(5) - guest.Cpu.X(3));
        Assert.True(guest.Cpu.X(6) > guest.Cpu.X(4));
        Assert.Empty(guest.Machine.Faults);
    }

    [Fact]
    public void Counters_stand_still_when_off_and_overflow_is_remembered()
    {
        var guest = new Guest(Guest.Nop);
        guest.Cpu.SetSystemRegister("PMEVTYPER3_EL0", 8);
        guest.Cpu.SetSystemRegister("PMEVCNTR3_EL0", uint.MaxValue);
        guest.Step();
        Assert.Equal(uint.MaxValue, Read(guest, "PMEVCNTR3_EL0"));
        guest.Cpu.SetSystemRegister("PMCNTENSET_EL0", 8);
        guest.Cpu.SetSystemRegister("PMCR_EL0", 1);
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        guest.Step();
        Assert.Equal((0ul, 8ul), (Read(guest, "PMEVCNTR3_EL0"), Read(guest, "PMOVSCLR_EL0")));
        Assert.Equal(6ul, Read(guest, "PMCR_EL0") >> 11);
    }

    [Theory]
    [InlineData("PMCCNTR_EL0", "PMUSERENR_EL0", 4ul)]
    [InlineData("PMXEVCNTR_EL0", "PMUSERENR_EL0", 8ul)]
    [InlineData("PMCR_EL0", "PMUSERENR_EL0", 1ul)]
    [InlineData("CNTVCT_EL0", "CNTKCTL_EL1", 2ul)]
    [InlineData("CNTPCT_EL0", "CNTKCTL_EL1", 1ul)]
    public void El0_needs_el1s_leave_to_read_counters(string name, string control, ulong bit)
    {
        var encoding = SystemRegisters.All.Single(register => register.Name == name).Encoding;
        var guest = new Guest();
        guest.Cpu.SetExceptionLevel(0, 0);
        Assert.False(guest.Cpu.TryReadSystemRegister(encoding, 0, out _));
        Assert.Equal(0x18u, guest.LastFault.Esr >> 26);
        guest = new Guest();
        guest.Cpu.SetSystemRegister(control, bit);
        guest.Cpu.SetExceptionLevel(0, 0);
        Assert.True(guest.Cpu.TryReadSystemRegister(encoding, 0, out _));
    }

    [Fact]
    public void The_counter_follows_executed_work_at_the_frequency_it_names()
    {
        var guest = new Guest(0x1400_0000); // b .
        guest.Step(1_000_000);
        var seconds = guest.Machine.Cycles / 2.5e9;
        Assert.Equal(62_500_000ul, Read(guest, "CNTFRQ_EL0"));
        Assert.Equal((ulong)(seconds * 62_500_000), Read(guest, "CNTVCT_EL0"), 1.0);
    }

    [Fact]
    public void Restricted_code_has_its_own_thread_pointer_and_ddc()
    {
        var guest = new Guest(Guest.Mrs(0, 0, 13, 0, 4), Guest.MrsCapability(1, 3, 4, 1, 1), Guest.Mrs(2, 0, 4, 2, 0), Guest.Mrs(3, 3, 13, 0, 4));
        guest.Cpu.SetSystemRegister("TPIDR_EL1", 11);
        guest.Cpu.SetSystemRegister("RTPIDR_EL0", 22);
        var ddc = Capability.Maximal.SetValue(Guest.Data).SetBounds(4096UL);
        guest.Cpu.SetDdc(Cpu.RestrictedBank, ddc);
        guest.Cpu.Restart(Capability.Maximal.ClearPermissions(CapabilityPermissions.Executive).SetValue(Guest.Code));
        guest.Step(3);
        Assert.Equal((22ul, 0ul), (guest.Cpu.X(0), guest.Cpu.X(2)));
        Assert.Equal(ddc, guest.Cpu.C(1));
        Assert.Equal(GuestFaultKind.Undefined, guest.Step().LastFault.Kind);
    }

    private static ulong Read(Guest guest, string name) => SystemRegisters.All.Single(register => register.Name == name).Read!(guest.Cpu);
}
