namespace FlexCap.Morello.Tests.Platform;

public sealed class ExceptionTests
{
    [Fact]
    public void A_call_saves_state_and_comes_back()
    {
        var guest = new Guest(Guest.Svc, Guest.Movz(1, 5));
        guest.Place(Guest.Vectors + 0x200, Guest.Eret);
        guest.Cpu.Nzcv = 0xA000_0000;
        guest.Step();
        Assert.Equal(Guest.Vectors + 0x200, guest.Cpu.NextPc);
        Assert.Equal(0x5600_0000u, guest.Cpu.ExceptionSyndrome(1));
        Assert.Equal(Capability.Maximal.SetValue(Guest.Code + 4), guest.Cpu.ExceptionLink(1));
        Assert.Equal(0xA000_03C5u, guest.Cpu.SavedProgramStatus(1));
        guest.Cpu.Nzcv = 0;
        guest.Step(2);
        Assert.Equal(5ul, guest.Cpu.X(1));
        Assert.Equal(0xA000_0000u, guest.Cpu.Nzcv);
        Assert.Empty(guest.Machine.Faults);
    }

    [Fact]
    public void With_capabilities_off_entry_keeps_pcc_and_saves_an_address()
    {
        var guest = new Guest(Guest.Svc);
        guest.Cpu.SetSystemRegister("CPACR_EL1", 0);
        guest.Step();
        Assert.Equal(new Capability(Guest.Code + 4, 0, false), guest.Cpu.ExceptionLink(1));
        Assert.Equal(Capability.Maximal.SetValue(Guest.Vectors + 0x200), guest.Cpu.NextPcc);
    }

    [Fact]
    public void C64_is_saved_and_entry_follows_the_control_register()
    {
        var guest = new Guest(Guest.Svc);
        guest.Cpu.IsC64 = true;
        guest.Step();
        Assert.False(guest.Cpu.IsC64);
        Assert.NotEqual(0u, guest.Cpu.SavedProgramStatus(1) & (1u << 26));
        guest = new Guest(Guest.Svc);
        guest.Cpu.SetSystemRegister("CCTLR_EL1", 1 << 5);
        guest.Step();
        Assert.True(guest.Cpu.IsC64);
    }

    [Fact]
    public void Restricted_code_enters_at_the_first_vector_and_uses_its_own_registers()
    {
        var guest = new Guest(Guest.Svc);
        var restricted = Capability.Maximal.ClearPermissions(CapabilityPermissions.Executive).SetValue(Guest.Code);
        guest.Cpu.SetStackPointer(1, Capability.Maximal.SetValue(0x1111_0000));
        guest.Cpu.SetStackPointer(Internal.Cpu.RestrictedBank, Capability.Maximal.SetValue(0x2222_0000));
        guest.Cpu.Restart(restricted);
        Assert.Equal(0x2222_0000ul, guest.Cpu.XSp(31));
        guest.Step();
        Assert.Equal(Guest.Vectors, guest.Cpu.NextPc);
        Assert.Equal(0x1111_0000ul, guest.Cpu.XSp(31));
        Assert.False(guest.Cpu.IsRestricted);
    }

    [Fact]
    public void A_breakpoint_instruction_reports_its_number()
    {
        var guest = new Guest(Guest.Brk7).Step();
        Assert.Equal(0xF200_0007u, guest.Cpu.ExceptionSyndrome(1));
        Assert.Equal(Guest.Code, guest.Cpu.ExceptionLink(1).Value);
    }

    [Fact]
    public void A_vector_that_cannot_be_fetched_stops_the_run_as_a_fault()
    {
        var guest = new Guest(Guest.Svc);
        guest.Cpu.SetVector(1, new(Guest.Vectors, 0, false));
        var fault = Assert.IsType<StopReason.Faulted>(guest.Run()).Fault;
        Assert.Equal(GuestFaultKind.CapabilityTag, fault.Kind);
        Assert.Equal(GuestAccess.Fetch, fault.Access);
    }

    [Fact]
    public void A_handler_that_faults_at_its_first_instruction_stops_the_run_as_a_fault()
    {
        var guest = new Guest(Guest.Svc);
        guest.Place(Guest.Vectors + 0x200, Guest.Ldr(0, 9));
        guest.Cpu.SetX(9, 0x0A00_0000);
        var fault = Assert.IsType<StopReason.Faulted>(guest.Run()).Fault;
        Assert.Equal((GuestFaultKind.External, Guest.Vectors + 0x200), (fault.Kind, fault.ProgramCounter));
    }

    [Fact]
    public void A_faulting_instruction_is_not_retired_and_changes_no_register()
    {
        var guest = new Guest(Guest.Nop, Guest.Ldr(1, 2));
        guest.Cpu.SetX(1, 77);
        guest.Cpu.SetX(2, 0x0A00_0000);
        guest.Step(2);
        Assert.Equal(1, guest.Machine.Instructions);
        Assert.Equal(77ul, guest.Cpu.X(1));
        Assert.Equal((Guest.Code + 4, 0x0A00_0000ul, GuestAccess.Load), (guest.LastFault.ProgramCounter, guest.LastFault.Address, guest.LastFault.Access));
    }

    [Theory]
    [InlineData(CapabilityPermissions.Load, GuestFaultKind.CapabilityPermission, 0x9600_002Bu)]
    [InlineData(CapabilityPermissions.None, GuestFaultKind.CapabilityBounds, 0x9600_002Au)]
    public void Ddc_is_checked_for_integer_addresses(CapabilityPermissions removed, GuestFaultKind kind, uint esr)
    {
        var guest = new Guest(Guest.Ldr(1, 2));
        var ddc = Capability.Maximal.SetValue(Guest.Data).SetBounds(16UL).ClearPermissions(removed);
        guest.Cpu.SetDdc(1, ddc);
        guest.Cpu.SetX(2, Guest.Data + 9);
        guest.Step();
        Assert.Equal((kind, esr, "DDC", (Capability?)ddc), (guest.LastFault.Kind, guest.LastFault.Esr, guest.LastFault.CapabilityName, guest.LastFault.Capability));
    }

    [Fact]
    public void Capability_instructions_are_trapped_where_capabilities_are_off()
    {
        var guest = new Guest(Guest.LdrCapability(0, 1));
        guest.Cpu.SetSystemRegister("CPACR_EL1", 3 << 20);
        guest.Step();
        Assert.Equal((GuestFaultKind.CapabilityAccessTrap, 0xA600_0000u), (guest.LastFault.Kind, guest.LastFault.Esr));
    }

    [Fact]
    public void Floating_point_is_trapped_where_it_is_off()
    {
        var guest = new Guest(0xFD40_0020); // ldr d0, [x1]
        guest.Cpu.SetSystemRegister("CPACR_EL1", 3 << 18);
        guest.Step();
        Assert.Equal(0x1FE0_0000u, guest.LastFault.Esr);
    }

    [Fact]
    public void A_misaligned_stack_pointer_faults_before_the_address_is_checked()
    {
        var guest = new Guest(Guest.Ldr(0, 31));
        guest.Cpu.SetXSp(31, Guest.Data + 8);
        guest.Cpu.SetDdc(1, Capability.Null);
        guest.Step();
        Assert.Equal(0x9A00_0000u, guest.LastFault.Esr);
    }

    [Fact]
    public void An_illegal_return_sets_il_and_the_next_instruction_faults()
    {
        var guest = new Guest(Guest.Eret);
        guest.Cpu.SetSystemRegister("SPSR_EL1", 0x3CD); // EL3h
        guest.Cpu.SetSystemRegister("ELR_EL1", Guest.Code);
        guest.Machine.Run(2);
        Assert.Equal(0x3A00_0000u, guest.Machine.Faults[0].Esr);
    }
}
