using FlexCap.Diagnostics;
using FlexCap.Morello.Elf;

namespace FlexCap.Morello.Tests.Platform;

public sealed class DeviceTests
{
    private const ulong Uart = 0x0900_0000;

    [Fact]
    public void Bytes_written_to_the_uart_come_out_and_queued_bytes_can_be_read()
    {
        var guest = new Guest(
            Guest.Str(1, 0),       // DR
            0xB940_1802,           // ldr w2, [x0, #0x18]: FR, nothing received
            Guest.Nop,
            0xB940_1803,           // FR again
            0xB940_0004,           // ldr w4, [x0]: DR
            0xB94F_E005);          // ldr w5, [x0, #0xfe0]: UARTPeriphID0
        guest.Cpu.SetX(0, Uart);
        guest.Cpu.SetX(1, 'A');
        guest.Step(2);
        guest.Machine.SendConsoleInput("z"u8);
        guest.Step(4);
        Assert.Equal("A", guest.Console.ToString());
        Assert.Equal(0x90u, guest.Cpu.W(2));
        Assert.Equal(0xC0u, guest.Cpu.W(3)); // the holding register is full
        Assert.Equal('z', (char)guest.Cpu.W(4));
        Assert.Equal(0x11u, guest.Cpu.W(5));
    }

    [Fact]
    public void An_address_that_nothing_answers_to_is_an_external_abort()
    {
        var guest = new Guest(Guest.Ldr(1, 0));
        guest.Cpu.SetX(0, 0x0A00_0000);
        guest.Step();
        Assert.Equal(GuestFaultKind.External, guest.LastFault.Kind);
        Assert.Equal(0x9600_0010u, guest.LastFault.Esr);
    }

    [Theory]
    [InlineData(0x8400_0008u, "PSCI SYSTEM_OFF")]
    [InlineData(0x8400_0009u, "PSCI SYSTEM_RESET")]
    [InlineData(0xC400_0012u, "PSCI SYSTEM_RESET2")]
    [InlineData(0x8400_0002u, "PSCI CPU_OFF")]
    public void Psci_ends_the_machine(uint function, string how)
    {
        var guest = new Guest(Guest.Hvc);
        guest.Cpu.SetX(0, function);
        Assert.Equal(new StopReason.Halted(0, how), guest.Run());
    }

    [Theory]
    [InlineData(0x8400_0000u, 0u, 0x1_0001ul)]
    [InlineData(0x8400_000Au, 0x8400_0008u, 0ul)]
    [InlineData(0x8400_000Au, 0xC400_0005u, ulong.MaxValue)]
    [InlineData(0x8400_000Au, 0x8000_0000u, 0ul)]
    [InlineData(0xC400_0003u, 0u, unchecked((ulong)-4))]
    [InlineData(0xC400_0003u, 1u, unchecked((ulong)-2))]
    [InlineData(0x8400_0004u, 0u, 0ul)]
    [InlineData(0x8400_0004u, 0x100u, unchecked((ulong)-2))]
    [InlineData(0x8400_0006u, 0u, 2ul)]
    [InlineData(0x8000_0000u, 0u, 0x1_0001ul)]
    [InlineData(0x8400_00FFu, 0u, ulong.MaxValue)]
    public void Psci_answers_questions(uint function, uint argument, ulong answer)
    {
        var guest = new Guest(Guest.Hvc);
        guest.Cpu.SetX(0, function);
        guest.Cpu.SetX(1, argument);
        Assert.Equal(answer, guest.Step().Cpu.X(0));
    }

    [Fact]
    public void Without_a_conduit_the_board_takes_hvc_as_undefined()
    {
        var guest = new Guest(MachineProfile.Trickbox);
        guest.Place(0x1000, Guest.Hvc);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x1000));
        Assert.Equal(GuestFaultKind.Undefined, guest.Step().LastFault.Kind);
    }

    [Fact]
    public void Semihosting_writes_and_exits_with_the_guests_code()
    {
        var guest = new Guest(Guest.SemihostingCall, Guest.Movz(0, 3), Guest.SemihostingCall, Guest.Movz(0, 0x18), 0xAA02_03E1, Guest.SemihostingCall);
        guest.Cpu.Memory.Write(Guest.Data, "text!\0"u8);
        guest.SetWord(Guest.Data + 16, 0x20026);
        guest.SetWord(Guest.Data + 24, 42);
        guest.Cpu.SetX(0, 4);
        guest.Cpu.SetX(1, Guest.Data);
        guest.Cpu.SetX(2, Guest.Data + 16);
        Assert.Equal(new StopReason.Halted(42, "semihosting SYS_EXIT"), guest.Run());
        Assert.Equal("text!t", guest.Console.ToString());
    }

    [Fact]
    public void The_tube_ends_a_test_with_its_verdict()
    {
        var guest = new Guest(MachineProfile.Trickbox);
        guest.Place(0x1000, 0x3900_0001, Guest.Movz(1, 'K'), 0x3900_0001, Guest.Movz(1, 4), 0x3900_0001); // strb w1, [x0]
        guest.Cpu.SetX(0, 0x1300_0000);
        guest.Cpu.SetX(1, 'O');
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x1000));
        Assert.Equal(new StopReason.Halted(0, "trickbox"), guest.Run());
        Assert.Equal("OK", guest.Console.ToString());
    }

    [Fact]
    public void Waiting_for_nothing_stops_the_run_but_a_sent_event_ends_the_wait()
    {
        var guest = new Guest(Guest.Sev, Guest.Wfe, Guest.Movz(0, 1), Guest.Wfi);
        Assert.Equal(new StopReason.Waiting(Guest.Code + 12), guest.Run());
        Assert.Equal(1ul, guest.Cpu.X(0));
    }

    [Fact]
    public void An_image_for_another_board_is_refused_with_every_reason()
    {
        var image = new ElfFile
        {
            Type = ElfType.Relocatable,
            Segments = [new(ElfSegmentType.Load, ElfSegmentFlags.Read, 0, 0x8000_0000, new byte[4], 4, 1), new(ElfSegmentType.Load, ElfSegmentFlags.Read, 0, 0, new byte[4], 4, 1)],
        };
        var exception = Assert.Throws<InputException>(() => new Machine(MachineProfile.Virt).Load(image));
        Assert.Equal(["FX0150", "FX0151", "FX0151"], exception.Diagnostics.Select(d => d.Id));
    }
}
