using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>Generic timer, interrupts and waiting: when an interrupt is taken, and that nothing but executed work decides it.</summary>
public sealed class TimerTests
{
    private const ulong IrqVector = Guest.Vectors + 0x280;
    private const long CyclesPerTick = 40;
    private const uint AddX5 = 0x9100_04A5; // add x5, x5, #1
    private const uint BranchBack1 = 0x17FF_FFFF;
    private const uint UnmaskIrq = 0xD503_42FF; // msr daifclr, #2
    private const uint ReadAcknowledge = 0xD538_CC00 | 6; // mrs x6, icc_iar1_el1

    /// <summary>The handler counts in x7, acknowledges into x6, masks the virtual timer, ends the interrupt and returns.</summary>
    private static readonly uint[] s_handler =
    [
        0x9100_04E7,                   // add x7, x7, #1
        ReadAcknowledge,
        Guest.Msr(9, 3, 14, 3, 1),     // msr cntv_ctl_el0, x9 (= 3: masked)
        Guest.Msr(6, 0, 12, 12, 1),    // msr icc_eoir1_el1, x6
        Guest.Eret,
    ];

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_virtual_timer_interrupts_at_the_same_instruction_whatever_the_budget(int budget)
    {
        var guest = TimerGuest(27, AddX5, BranchBack1);
        guest.Cpu.SetSystemRegister("CNTV_CVAL_EL0", 100);
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
        guest.Cpu.Daif = 0;
        while (guest.Cpu.X(6) == 0 && guest.Machine.Instructions < 10_000)
        {
            guest.Machine.Run(budget == 1_000_000 ? 5000 : budget);
        }

        // Both instructions cost one cycle: the deadline is reached after exactly 4000 of them.
        Assert.Equal(27u, guest.Cpu.X(6));
        Assert.Equal(Guest.Code, guest.Cpu.ExceptionLink(1).Value);
        Assert.Equal(100 * CyclesPerTick, guest.Interrupted);
    }

    [Fact]
    public void Breakpoints_and_probes_do_not_move_an_interrupt()
    {
        var plain = TimerGuest(27, AddX5, 0x9B05_7CA8, BranchBack1 - 1); // mul x8, x5, x5: three cycles
        var watched = TimerGuest(27, AddX5, 0x9B05_7CA8, BranchBack1 - 1);
        watched.Machine.AddBreakpoint(Guest.Code + 4);
        watched.Machine.AddProbe(Guest.Code, _ => { });
        foreach (var guest in new[] { plain, watched })
        {
            guest.Cpu.SetSystemRegister("CNTV_CVAL_EL0", 77);
            guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
            guest.Cpu.Daif = 0;
            while (guest.Cpu.X(7) == 0)
            {
                guest.Machine.Run(10_000);
            }
        }

        Assert.True(plain.Interrupted > 0);
        Assert.Equal((plain.Interrupted, plain.Cpu.ExceptionLink(1), plain.Machine.Cycles > 0), (watched.Interrupted, watched.Cpu.ExceptionLink(1), true));
    }

    [Theory]
    [InlineData("CNTP", 30)]
    [InlineData("CNTV", 27)]
    public void A_wait_takes_virtual_time_to_the_timer_and_the_interrupt_is_taken_after_it(string timer, uint intid)
    {
        var guest = TimerGuest((int)intid, Guest.Wfi, AddX5, Guest.Hvc);
        guest.Cpu.SetX(0, 0x8400_0008);
        guest.Cpu.SetSystemRegister(timer + "_TVAL_EL0", 1000);
        guest.Cpu.SetSystemRegister(timer + "_CTL_EL0", 1);
        guest.Place(IrqVector, [ReadAcknowledge, Guest.Msr(9, 3, 14, timer == "CNTP" ? 2u : 3u, 1), Guest.Msr(6, 0, 12, 12, 1), Guest.Eret]);
        guest.Cpu.Daif = 0;
        Assert.Equal(new StopReason.Halted(0, "PSCI SYSTEM_OFF"), guest.Run());
        Assert.Equal(intid, guest.Cpu.W(6));
        Assert.Equal(Guest.Code + 4, guest.Cpu.ExceptionLink(1).Value);
        Assert.Equal(1000 * CyclesPerTick, guest.Machine.IdleCycles + TimingModel.Simple.Cycles(TimingClass.System));
        Assert.Equal(1ul, guest.Cpu.X(5));
    }

    [Fact]
    public void A_masked_interrupt_ends_a_wait_but_is_taken_when_it_is_unmasked()
    {
        var guest = TimerGuest(27, Guest.Wfi, AddX5, Guest.Nop, UnmaskIrq, Guest.Nop);
        guest.Cpu.SetSystemRegister("CNTV_TVAL_EL0", 10);
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
        guest.Step(3);
        Assert.Equal((1ul, 0ul), (guest.Cpu.X(5), guest.Cpu.X(7)));
        Assert.Equal(0x80ul, ReadRegister(guest, "ISR_EL1"));
        guest.Step(2);
        Assert.Equal(Guest.Code + 16, guest.Cpu.ExceptionLink(1).Value);
        Assert.Equal(1ul, guest.Cpu.X(7));
    }

    [Fact]
    public void A_wait_that_nothing_can_end_stops_the_run_and_goes_on_when_input_comes()
    {
        var guest = new Guest(Guest.Wfi, AddX5, Guest.Nop);
        EnableUart(guest);
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        Assert.Equal(0ul, guest.Cpu.X(5));
        guest.Machine.SendConsoleInput("x"u8);
        guest.Step();
        Assert.Equal(1ul, guest.Cpu.X(5));
    }

    [Fact]
    public void The_event_stream_ends_wfe()
    {
        var guest = new Guest(Guest.Wfe, Guest.Wfe, AddX5);
        guest.Cpu.SetSystemRegister("CNTKCTL_EL1", (3 << 4) | 4); // bit 3 of the count: every 16 ticks
        guest.Step(3);
        Assert.Equal(1ul, guest.Cpu.X(5));
        Assert.Equal(24 * CyclesPerTick, guest.Cpu.Now / CyclesPerTick * CyclesPerTick);
    }

    [Fact]
    public void Timer_registers_count_and_compare()
    {
        var guest = new Guest(
            Guest.Msr(1, 3, 14, 3, 0),   // msr cntv_tval_el0, x1
            Guest.Mrs(2, 3, 14, 3, 2),   // mrs x2, cntv_cval_el0
            Guest.Mrs(3, 3, 14, 3, 1),   // mrs x3, cntv_ctl_el0
            Guest.Mrs(4, 3, 14, 3, 0),   // mrs x4, cntv_tval_el0
            Guest.Mrs(5, 3, 14, 0, 0));  // mrs x5, cntfrq_el0
        guest.Cpu.SetX(1, unchecked((ulong)-5));
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 3);
        guest.Step(5);
        Assert.Equal(unchecked((ulong)-5), guest.Cpu.X(2));
        Assert.Equal(3ul, guest.Cpu.X(3)); // the compare value is far ahead, unsigned
        Assert.Equal(0xFFFF_FFFBul, guest.Cpu.X(4));
        Assert.Equal(62_500_000ul, guest.Cpu.X(5));
        guest.Cpu.SetSystemRegister("CNTV_CVAL_EL0", 0);
        Assert.Equal(7ul, ReadRegister(guest, "CNTV_CTL_EL0"));
    }

    [Fact]
    public void Restoring_a_snapshot_before_an_interrupt_takes_it_at_the_same_place()
    {
        var guest = TimerGuest(27, AddX5, BranchBack1);
        guest.Cpu.SetSystemRegister("CNTV_CVAL_EL0", 100);
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
        guest.Cpu.Daif = 0;
        guest.Step(3990);
        var snapshot = guest.Machine.TakeSnapshot();
        guest.Step(20);
        var first = (guest.Cpu.X(5), guest.Cpu.X(7), guest.Cpu.NextPc);
        guest.Machine.Restore(snapshot);
        guest.Step(20);
        Assert.Equal(first, (guest.Cpu.X(5), guest.Cpu.X(7), guest.Cpu.NextPc));
        Assert.Equal(1ul, guest.Cpu.X(7));
    }

    [Theory]
    [InlineData(false, 0x80)]
    [InlineData(true, 0x80)]
    public void An_interrupt_of_restricted_code_uses_the_vectors_of_the_lower_stack(bool restricted, int offset)
    {
        var guest = TimerGuest(27, AddX5, BranchBack1);
        guest.Place(Guest.Vectors + 0x80, s_handler);
        guest.Cpu.SetSystemRegister("CNTV_CVAL_EL0", 1);
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
        guest.Cpu.Daif = 0;
        if (restricted)
        {
            guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code).ClearPermissions(CapabilityPermissions.Executive));
        }
        else
        {
            guest.Cpu.SetExceptionLevel(1, 0);
        }

        ulong vector = 0;
        guest.Cpu.ExceptionObserver = _ => vector = guest.Cpu.NextPc;
        guest.Step(60);
        Assert.Equal(Guest.Vectors + (ulong)offset, vector);
    }

    [Fact]
    public void Interrupts_are_routed_and_masked_by_level()
    {
        // EL3 takes an SError from below whatever EL1 masks; without SCR_EL3.EA it stays pending.
        var guest = new Guest(MachineProfile.Morello);
        guest.Place(0x8000_0000, Guest.Nop, Guest.Nop, Guest.Nop);
        guest.Cpu.SetSystemRegister("SCR_EL3", 1);
        guest.Cpu.SetExceptionLevel(1, 1);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x8000_0000));
        guest.Cpu.Daif = 0x3C0;
        guest.Cpu.RaiseSError();
        guest.Step();
        Assert.Equal(1u, guest.Cpu.El);
        guest.Cpu.SetSystemRegister("SCR_EL3", 9);
        guest.Cpu.SetVector(3, Capability.Maximal.SetValue(0x8000_1000));
        guest.Place(0x8000_1580, Guest.Nop);
        guest.Step();
        Assert.Equal((3u, 0x8000_1584ul), (guest.Cpu.El, guest.Cpu.NextPc));
        Assert.Equal(0xBE00_0000u, guest.Cpu.ExceptionSyndrome(3));
        Assert.Equal(0x8000_0004ul, guest.Cpu.ExceptionLink(3).Value);
    }

    [Fact]
    public void Hcr_el2_gives_a_guest_virtual_interrupts()
    {
        var guest = new Guest(MachineProfile.Morello);
        guest.Place(0x8000_0000, Guest.Nop, Guest.Mrs(3, 0, 12, 1, 0));
        guest.Cpu.SetSystemRegister("CPTR_EL3", 1 << 9);
        guest.Cpu.SetSystemRegister("SCR_EL3", 1);
        guest.Cpu.SetSystemRegister("HCR_EL2", (1 << 4) | (1 << 7)); // IMO, VI
        guest.Cpu.SetVector(1, Capability.Maximal.SetValue(0x8000_1000));
        guest.Cpu.SetExceptionLevel(1, 1);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x8000_0000));
        guest.Cpu.Daif = 0x3C0;
        guest.Step(2);
        Assert.Equal(0x80ul, guest.Cpu.X(3));
        guest.Cpu.Daif = 0;
        guest.Place(0x8000_1280, Guest.Nop);
        guest.Step();
        Assert.Equal((1u, 0x8000_1284ul), (guest.Cpu.El, guest.Cpu.NextPc));
    }

    [Theory]
    [InlineData("SCTLR_EL1", 0x30C4_0830ul & ~(1ul << 16), 0, false, 1)]
    [InlineData("SCTLR_EL1", 0x30C4_0830ul & ~(1ul << 18), 0, true, 1)]
    [InlineData("HCR_EL2", 1ul << 13, 1, false, 2)]
    [InlineData("HCR_EL2", 1ul << 14, 1, true, 2)]
    [InlineData("SCR_EL3", 1ul | 1 << 12, 1, false, 3)]
    [InlineData("SCR_EL3", 1ul | 1 << 13, 2, true, 3)]
    public void Waiting_is_trapped_as_the_levels_above_say(string register, ulong value, int level, bool forEvent, int target)
    {
        var guest = new Guest(MachineProfile.Morello);
        guest.Place(0x8000_0000, forEvent ? Guest.Wfe : Guest.Wfi);
        guest.Cpu.SetSystemRegister("CPTR_EL3", 1 << 9);
        guest.Cpu.SetSystemRegister("SCR_EL3", 1);
        guest.Cpu.SetSystemRegister("SCTLR_EL1", 0x30C5_0830);
        guest.Cpu.SetSystemRegister(register, value);
        guest.Cpu.SetExceptionLevel((uint)level, level == 0 ? 0u : 1);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x8000_0000));
        guest.Step();
        Assert.Equal((uint)target, guest.Cpu.El);
        Assert.Equal(0x07E0_0000u | (forEvent ? 1u : 0), guest.Cpu.ExceptionSyndrome((uint)target) & 0x0FFF_FFFF | 0x0400_0000);
    }

    private static void EnableUart(Guest guest)
    {
        guest.EnableInterrupt(33);
        guest.Store(0x0900_0038, 1 << 4); // UARTIMSC: receive
    }

    private static ulong ReadRegister(Guest guest, string name) => SystemRegisters.All.Single(register => register.Name == name).Read!(guest.Cpu);

    private static TimerMachine TimerGuest(int intid, params uint[] code)
    {
        var guest = new TimerMachine(code);
        guest.EnableInterrupt(intid);
        guest.Place(IrqVector, s_handler);
        guest.Cpu.SetX(9, 3);
        return guest;
    }

    // Notes the count of instructions at the first interrupt.
    private sealed class TimerMachine : Guest
    {
        public TimerMachine(uint[] code)
            : base(code) =>
            Cpu.ExceptionObserver = _ => Interrupted = Interrupted < 0 ? Machine.Cycles : Interrupted;

        public long Interrupted { get; private set; } = -1;
    }
}
