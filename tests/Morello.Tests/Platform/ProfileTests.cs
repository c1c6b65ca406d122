using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>The boards: device tree, firmware, semihosting, clock; and one image that must print the same on QEMU's Morello target.</summary>
public sealed class ProfileTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Finds the device tree, prints from three timer interrupts and one software-generated one, asks PSCI and ends.
    private const string TimerImage = """
        .text
        .global _start
        _start:
            mov x0, #0x300000
            msr CPACR_EL1, x0
            isb
            ldr x20, =0x09000000        // PL011
            ldr x19, =0x40000000
            ldr w0, [x19]               // device tree: the magic number, big-endian
            rev w0, w0
            bl hex
            adr x0, vectors
            mov x1, #0xc0000
            mrs x2, CPACR_EL1
            orr x1, x1, x2
            msr CPACR_EL1, x1
            isb
            cvtp c0, x0
            msr CVBAR_EL1, c0

            ldr x1, =0x08000000         // distributor: affinity routing, Group 1
            mov w2, #0x12
            str w2, [x1]
            ldr x1, =0x080A0000         // redistributor: wake up
            ldr w2, [x1, #0x14]
            and w2, w2, #0xfffffffd
            str w2, [x1, #0x14]
            ldr x1, =0x080B0000
            ldr w2, =0x08000001         // INTID 27 and 0: Group 1, enabled
            str w2, [x1, #0x80]
            str w2, [x1, #0x100]
            mov w2, #0x80
            strb w2, [x1, #0x41b]
            mov w2, #0x40
            strb w2, [x1, #0x400]
            mov x2, #0xf0
            msr S3_0_C4_C6_0, x2        // ICC_PMR_EL1
            mov x2, #1
            msr S3_0_C12_C12_7, x2      // ICC_IGRPEN1_EL1
            isb
            mov x21, #0
            mov x2, #1000
            msr S3_3_C14_C3_0, x2       // CNTV_TVAL_EL0
            mov x2, #1
            msr S3_3_C14_C3_1, x2       // CNTV_CTL_EL0
            msr daifclr, #2
        wait:
            wfi
            cmp x21, #3
            b.lt wait
            mov x2, #1                  // SGI 0 to processor 0.0.0.0
            msr S3_0_C12_C11_5, x2      // ICC_SGI1R_EL1
            isb
            nop
            msr daifset, #2
            ldr x0, =0x84000006         // MIGRATE_INFO_TYPE
            hvc #0
            bl hex
            ldr x0, =0xC4000003         // CPU_ON of the one core
            mov x1, #0
            adr x2, _start
            hvc #0
            bl hex
            ldr x0, =0x84000008         // SYSTEM_OFF
            hvc #0
        stop:
            b stop

        // Prints W0 in hexadecimal and a line feed.
        hex:
            mov w10, #8
        digit:
            ror w0, w0, #28
            and w11, w0, #15
            cmp w11, #10
            add w12, w11, #48
            add w13, w11, #87
            csel w12, w12, w13, lt
            str w12, [x20]
            subs w10, w10, #1
            b.ne digit
            mov w12, #10
            str w12, [x20]
            ret

        .balign 2048
        vectors:
            b bad
        .balign 128
            b bad
        .balign 128
            b bad
        .balign 128
            b bad
        .balign 128
            b bad
        .balign 128
            mov x22, x30
            mrs x23, S3_0_C12_C12_0     // ICC_IAR1_EL1
            mov w0, w23
            bl hex
            cbz w23, done
            add x21, x21, #1
            cmp x21, #3                 // on the host's time of QEMU a fourth one could come before the end
            cset x2, lt
            msr S3_3_C14_C3_1, x2
            mov x2, #1000
            msr S3_3_C14_C3_0, x2
        done:
            msr S3_0_C12_C12_1, x23     // ICC_EOIR1_EL1
            mov x30, x22
            eret
        bad:
            mov w0, #0xbad
            bl hex
            ldr x0, =0x84000008
            hvc #0
        .ltorg
        """;

    private const string TimerImagePrints = "d00dfeed\n0000001b\n0000001b\n0000001b\n00000000\n00000002\nfffffffc\n";

    [Fact]
    public void An_image_with_timer_interrupts_runs_on_virt() => Assert.Equal(TimerImagePrints, RunHere(Image(TimerImage)));

    [Fact]
    public async Task An_image_with_timer_interrupts_prints_the_same_on_QEMU()
    {
        string? qemu = Environment.GetEnvironmentVariable("FLEXCAP_QEMU");
        Assert.SkipWhen(string.IsNullOrEmpty(qemu), "No qemu-system-morello: set FLEXCAP_QEMU to its path to compare with it.");
        byte[] image = Image(TimerImage);
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, image, Token);
            using Process process = Process.Start(new ProcessStartInfo(qemu!, ["-M", "virt,gic-version=3", "-cpu", "morello", "-nographic", "-kernel", file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
            limit.CancelAfter(TimeSpan.FromSeconds(60));
            try
            {
                string console = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                Assert.Equal(RunHere(image), console.Replace("\r", "", StringComparison.Ordinal));
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void The_device_tree_names_the_devices_of_the_profile()
    {
        byte[] tree = BoardDeviceTree.Build(MachineProfile.Virt);
        Assert.Equal(0xD00D_FEEDu, BinaryPrimitives.ReadUInt32BigEndian(tree));
        Assert.Equal((uint)tree.Length, BinaryPrimitives.ReadUInt32BigEndian(tree.AsSpan(4)));
        Dictionary<string, byte[]> properties = Read(tree);
        Assert.Equal("/pl011@9000000\0", Encoding.ASCII.GetString(properties["/chosen/stdout-path"]));
        Assert.Equal(Cells(0, 0x0800_0000, 0, 0x1_0000, 0, 0x080A_0000, 0, 0x2_0000), properties["/intc@8000000/reg"]);
        Assert.Equal(Cells(0, 1, 4), properties["/pl011@9000000/interrupts"]);
        Assert.Equal(Cells(0, 2, 4), properties["/pl031@9010000/interrupts"]);
        Assert.Equal(Cells(1, 13, 4, 1, 14, 4, 1, 11, 4, 1, 10, 4), properties["/timer/interrupts"]);
        Assert.Equal(Cells(1, 7, 4), properties["/pmu/interrupts"]);
        Assert.Equal(Cells(0, 0x4000_0000, 0, 0x4000_0000), properties["/memory@40000000/reg"]);
        Assert.Equal("hvc\0", Encoding.ASCII.GetString(properties["/psci/method"]));
        Assert.Equal(properties["/intc@8000000/phandle"], properties["/interrupt-parent"]);
        var machine = new Machine(MachineProfile.Virt);
        byte[] memory = new byte[tree.Length];
        machine.ReadMemory(machine.Registers.X(0), memory);
        Assert.Equal(tree, memory);
    }

    [Fact]
    public void The_morello_board_starts_at_EL3_with_its_devices_where_FlexOS_Morello_expects_them()
    {
        var guest = new Guest(MachineProfile.Morello);
        Assert.Equal((3u, 0x8000_0000ul), (guest.Cpu.El, MachineProfile.Morello.RamBase));
        Assert.Equal(0x400u, guest.Load(0x3000_0004) & 0x400); // GICD_TYPER.SecurityExtn
        Assert.Equal(0x3Bu, guest.Load(0x300C_FFE8));
        Assert.Equal(0x90u, guest.Load(0x2A40_0018));
        guest.Machine.WriteMemory(0xFFFF_FFF0, new byte[16]);
        Assert.Throws<ArgumentOutOfRangeException>(() => guest.Machine.WriteMemory(0xFFFF_FFF8, new byte[16]));
    }

    [Fact]
    public void The_uart_of_the_morello_board_interrupts_EL3_as_FIQ_or_IRQ_by_group()
    {
        var guest = new Guest(MachineProfile.Morello);
        guest.Place(0x8000_0000, Guest.Nop, Guest.Nop);
        guest.Cpu.SetVector(3, Capability.Maximal.SetValue(0x8000_1000));
        guest.Cpu.SetSystemRegister("CPTR_EL3", 1 << 9);
        guest.Cpu.SetSystemRegister("SCR_EL3", 1 << 2); // FIQ to EL3
        guest.Place(0x8000_1300, Guest.Nop, Guest.Nop);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x8000_0000));
        guest.Store(0x3000_0000, 7);
        guest.Store(0x3000_0100 + 8, 1u << 31); // INTID 95, Group 0
        guest.Store(0x2A40_0038, 1 << 4);
        guest.Cpu.SetSystemRegister("ICC_PMR_EL1", 0xF8);
        guest.Cpu.SetSystemRegister("ICC_IGRPEN0_EL1", 1);
        guest.Cpu.Daif = 0;
        guest.Machine.SendConsoleInput("!"u8);
        guest.Step();
        Assert.Equal(0x8000_1304ul, guest.Cpu.NextPc);
    }

    [Fact]
    public void The_clock_counts_seconds_of_virtual_time_and_alarms()
    {
        var guest = new Guest(Guest.Wfi, Guest.Nop);
        guest.EnableInterrupt(34);
        guest.Store(0x0901_0008, 1000);     // RTCLR
        guest.Store(0x0901_0004, 1005);     // RTCMR
        guest.Store(0x0901_0010, 1);        // RTCIMSC
        guest.Step(2);
        Assert.Equal(1005u, guest.Load(0x0901_0000));
        Assert.Equal(1u, guest.Load(0x0901_0018));
        Assert.Equal(5 * (long)Cpu.CoreFrequency, guest.Machine.IdleCycles + 4);
        guest.Store(0x0901_001C, 1);
        Assert.Equal(0u, guest.Load(0x0901_0018));
    }

    [Fact]
    public void Suspend_waits_for_an_interrupt()
    {
        var guest = new Guest(Guest.Hvc, Guest.Nop);
        guest.EnableInterrupt(27);
        guest.Cpu.SetX(0, 0xC400_0001);
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        guest.Cpu.SetSystemRegister("CNTV_CTL_EL0", 1);
        guest.Step();
        Assert.Equal((0ul, Guest.Code + 8), (guest.Cpu.X(0), guest.Cpu.NextPc));
    }

    [Fact]
    public void Smc_is_the_conduit_of_a_board_that_starts_at_EL2()
    {
        var guest = new Guest(MachineProfile.Virt with { Name = "virt-el2", StartExceptionLevel = 2 });
        guest.Place(Guest.Code, 0xD400_0003);
        guest.Cpu.SetX(0, 0x8400_0000);
        Assert.Equal(0x1_0001ul, guest.Step().Cpu.X(0));
    }

    [Fact]
    public void Semihosting_opens_the_console_and_waits_for_input()
    {
        var guest = new Guest(Guest.SemihostingCall, Guest.Nop);
        guest.Cpu.Memory.Write(Guest.Data, ":tt\0"u8);
        Block(guest, Guest.Data, 0, 3);
        Assert.Equal(1ul, Call(guest, 0x01));
        Assert.Equal(1ul, Call(guest, 0x09, 1));
        Assert.Equal(0ul, Call(guest, 0x0C, 1));
        guest.Cpu.Memory.Write(Guest.Data, "hi"u8);
        Assert.Equal(0ul, Call(guest, 0x05, 1, Guest.Data, 2));
        Assert.Equal("hi", guest.Console.ToString());
        Assert.Equal(ulong.MaxValue, Call(guest, 0x02, 9));
        Assert.Equal(SemihostingFiles.BadHandle, Call(guest, 0x13));
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        guest.Cpu.SetX(0, 7);
        Assert.Equal(new StopReason.Waiting(Guest.Code), guest.Run());
        guest.Machine.SendConsoleInput("ab"u8);
        guest.Step();
        Assert.Equal('a', (char)guest.Cpu.X(0));
        Assert.Equal(9ul, Call(guest, 0x06, 1, Guest.Data + 32, 10));
        Assert.Equal('b', (char)(guest.Word(Guest.Data + 32) & 0xFF));
        Assert.Equal(62_500_000ul, Call(guest, 0x31));
    }

    [Fact]
    public void Semihosting_reaches_the_files_of_its_directory_and_no_others()
    {
        string directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "in.txt"), "12345");
            var guest = new Guest(new MachineOptions { SemihostingDirectory = directory, CommandLine = "a b" }, Guest.SemihostingCall);
            Assert.Equal(1ul, Open(guest, "in.txt", 0));
            Assert.Equal(5ul, Call(guest, 0x0C, 1));
            Assert.Equal(0ul, Call(guest, 0x0A, 1, 2));
            Assert.Equal(7ul, Call(guest, 0x06, 1, Guest.Data + 64, 10));
            Assert.Equal(0x35_3433ul, guest.Word(Guest.Data + 64) & 0xFF_FFFF);
            Assert.Equal(2ul, Open(guest, "out.txt", 4));
            Assert.Equal(0ul, Call(guest, 0x05, 2, Guest.Data + 64, 3));
            Assert.Equal(0ul, Call(guest, 0x02, 2));
            Assert.Equal("345", File.ReadAllText(Path.Combine(directory, "out.txt")));
            Assert.Equal(ulong.MaxValue, Open(guest, "none.txt", 0));
            Assert.Equal(SemihostingFiles.NoEntry, Call(guest, 0x13));
            Assert.Equal(ulong.MaxValue, Open(guest, "../" + Path.GetFileName(directory) + "x", 4));
            Assert.Equal(ulong.MaxValue, Open(guest, "../../../../etc/passwd", 0));
            Assert.Equal(0ul, Call(guest, 0x15, Guest.Data + 64, 16));
            Assert.Equal(0x62_2061ul, guest.Word(Guest.Data + 64));
            Assert.Equal(ulong.MaxValue, Open(new Guest(Guest.SemihostingCall), "in.txt", 0));
        }
        finally
        {
            Directory.Delete(directory, true);
        }
    }

    private static ulong Open(Guest guest, string name, ulong mode)
    {
        guest.Cpu.Memory.Write(Guest.Data, Encoding.ASCII.GetBytes(name + "\0"));
        return Call(guest, 0x01, Guest.Data, mode, (ulong)name.Length);
    }

    // One semihosting call with its block of parameters.
    private static ulong Call(Guest guest, uint operation, params ulong[] parameters)
    {
        if (parameters.Length > 0)
        {
            Block(guest, parameters);
        }

        guest.Cpu.SetX(0, operation);
        guest.Cpu.SetX(1, Guest.Data + 256);
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        return guest.Step().Cpu.X(0);
    }

    private static void Block(Guest guest, params ulong[] parameters)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            guest.SetWord(Guest.Data + 256 + ((ulong)i * 8), parameters[i]);
        }
    }

    // QEMU places its tree, of 1 MiB, only where the image leaves room for it.
    private static byte[] Image(string source) => ElfWriter.Write(new Assembler().Assemble(source, "image.s").ToExecutable(0x4020_0000, "_start"));

    private static string RunHere(byte[] image)
    {
        var machine = new Machine(MachineProfile.Virt);
        var console = new StringBuilder();
        machine.ConsoleOutput += bytes => console.Append(Encoding.Latin1.GetString(bytes.Span));
        machine.Load(ElfFile.Read(image, "image"));
        Assert.Equal(new StopReason.Halted(0, "PSCI SYSTEM_OFF"), machine.Run(1_000_000, Token));
        return console.ToString();
    }

    private static byte[] Cells(params uint[] cells)
    {
        byte[] bytes = new byte[cells.Length * 4];
        for (int i = 0; i < cells.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), cells[i]);
        }

        return bytes;
    }

    // Properties by path (Devicetree Specification, 5.4).
    private static Dictionary<string, byte[]> Read(byte[] tree)
    {
        int Word(int at) => BinaryPrimitives.ReadInt32BigEndian(tree.AsSpan(at));
        string Text(int at) => Encoding.ASCII.GetString(tree.AsSpan(at, tree.AsSpan(at).IndexOf((byte)0)));
        var properties = new Dictionary<string, byte[]>();
        var path = new Stack<string>();
        int position = Word(8);
        while (true)
        {
            int token = Word(position);
            position += 4;
            switch (token)
            {
                case 1:
                    string name = Text(position);
                    path.Push(path.Count == 0 ? "" : path.Peek() + "/" + name);
                    position += (name.Length + 4) & ~3;
                    break;
                case 2:
                    path.Pop();
                    break;
                case 3:
                    int length = Word(position);
                    properties.Add(path.Peek() + "/" + Text(Word(12) + Word(position + 4)), tree[(position + 8)..(position + 8 + length)]);
                    position += 8 + ((length + 3) & ~3);
                    break;
                default:
                    Assert.Equal(9, token);
                    Assert.Empty(path);
                    return properties;
            }
        }
    }
}
