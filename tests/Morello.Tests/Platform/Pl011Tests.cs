using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>PL011: FIFO levels, interrupts, loopback; and a guest that echoes what is typed.</summary>
public sealed class Pl011Tests
{
    private const ulong Data = 0;
    private const ulong Flags = 0x18;
    private const ulong LineControl = 0x2C;
    private const ulong Control = 0x30;
    private const ulong Levels = 0x34;
    private const ulong Mask = 0x38;
    private const ulong Raw = 0x3C;
    private const ulong Masked = 0x40;
    private const ulong Clear = 0x44;
    private const uint Receive = 1 << 4;
    private const uint Transmit = 1 << 5;
    private const uint Timeout = 1 << 6;

    private readonly List<byte> _sent = [];
    private readonly Pl011 _uart;
    private bool _line;

    public Pl011Tests() => _uart = new(_sent.Add, level => _line = level);

    [Fact]
    public void Without_the_fifo_every_byte_interrupts()
    {
        Write(Mask, Receive);
        _uart.Receive("ab"u8);
        Assert.True(_line);
        Assert.Equal(0xC0u, Read(Flags));
        Assert.Equal('a', (char)Read(Data));
        Assert.True(_line); // the next byte has moved up
        Assert.Equal('b', (char)Read(Data));
        Assert.False(_line);
        Assert.Equal(0x90u, Read(Flags));
    }

    [Fact]
    public void With_the_fifo_the_level_interrupts_and_the_timeout_tells_of_the_rest()
    {
        Write(LineControl, 0x70);
        Write(Levels, 2 << 3); // half: 8 bytes
        _uart.Receive("1234567"u8);
        Assert.Equal(Timeout, Read(Raw));
        _uart.Receive("8"u8);
        Assert.Equal(Timeout | Receive, Read(Raw));
        Read(Data);
        Assert.Equal(Timeout, Read(Raw));
        Write(Clear, Timeout);
        Assert.Equal(0u, Read(Raw));
        _uart.Receive("ABCDEFGHIJKL"u8); // 19 bytes: the FIFO is full and three wait on the line
        Assert.Equal(Receive, Read(Raw));
        Assert.Equal(0x40u, Read(Flags) & 0x50);
        string text = "";
        while ((Read(Flags) & 0x10) == 0)
        {
            text += (char)Read(Data);
        }

        Assert.Equal("2345678ABCDEFGHIJKL", text);
        Assert.Equal(0u, Read(Raw));
    }

    [Fact]
    public void Transmission_interrupts_when_the_byte_has_left()
    {
        Write(Mask, Transmit);
        Assert.False(_line);
        Write(Data, 'x');
        Assert.True(_line);
        Assert.Equal(Transmit, Read(Masked));
        Write(Clear, Transmit);
        Assert.False(_line);
        Assert.Equal("x"u8.ToArray(), _sent);
    }

    [Fact]
    public void Loopback_gives_back_what_is_sent()
    {
        Write(Control, 0x380);
        Write(Data, 'x');
        Assert.Empty(_sent);
        Assert.Equal('x', (char)Read(Data));
    }

    [Fact]
    public void A_guest_echoes_typed_input_by_interrupt_until_a_full_stop()
    {
        // Main: wfi; b back. Interrupt: acknowledge, read DR, write DR, end of interrupt; on '.' SYSTEM_OFF.
        var guest = new Guest(Guest.Wfi, 0x17FF_FFFF);
        guest.EnableInterrupt(33);
        guest.Store(0x0900_0038, Receive);
        guest.Cpu.SetX(0, 0x8400_0008);
        guest.Cpu.SetX(1, 0x0900_0000);
        guest.Place(Guest.Vectors + 0x280,
            Guest.Mrs(6, 0, 12, 12, 0),    // icc_iar1_el1
            0xB940_0022,                   // ldr w2, [x1]
            0xB900_0022,                   // str w2, [x1]
            Guest.Msr(6, 0, 12, 12, 1),    // icc_eoir1_el1
            0x7100_B85F,                   // cmp w2, #'.'
            0x5400_0041,                   // b.ne +8
            Guest.Hvc,
            Guest.Eret);
        guest.Cpu.Daif = 0;
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        guest.Machine.SendConsoleInput("hello"u8);
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        Assert.Equal("hello", guest.Console.ToString());
        guest.Machine.SendConsoleInput(" you."u8);
        Assert.Equal(new StopReason.Halted(0, "PSCI SYSTEM_OFF"), guest.Run());
        Assert.Equal("hello you.", guest.Console.ToString());
    }

    private uint Read(ulong offset) => (uint)_uart.Load(offset, 4);

    private void Write(ulong offset, uint value) => _uart.Store(offset, 4, value);
}
