using System.Text;
using FlexCap.Cli.Internal;
using FlexCap.Morello;

namespace FlexCap.Cli.Tests;

/// <summary>Input of the process as input of the guest.</summary>
public class ConsoleInputTests
{
    private const ulong Code = 0x4008_0000;

    [Fact]
    public void A_guest_that_waits_gets_what_is_piped_in_and_its_end_ends_the_run()
    {
        var machine = Echo(out var console);
        var stop = new ConsoleInput(new MemoryStream(Encoding.ASCII.GetBytes("hello")))
            .Run(machine, 1_000_000, TestContext.Current.CancellationToken);
        Assert.IsType<StopReason.Waiting>(stop);
        Assert.Equal("hello", console.ToString());
    }

    [Fact]
    public void The_budget_holds_over_all_slices()
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.WriteMemory(Code, BitConverter.GetBytes(0x1400_0000)); // b .
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        Assert.Equal(new StopReason.BudgetSpent(250), new ConsoleInput(Stream.Null, 100).Run(machine, 250, TestContext.Current.CancellationToken));
        Assert.Equal(250, machine.Instructions);
    }

    [Fact]
    public void Ctrl_C_ends_a_wait_for_input()
    {
        using var source = new CancellationTokenSource(200);
        Assert.IsType<StopReason.Cancelled>(new ConsoleInput(new SilentStream()).Run(Echo(out _), 1_000_000, source.Token));
    }

    // Reads and writes what is there, by SYS_READC of semihosting, which waits.
    private static Machine Echo(out StringBuilder console)
    {
        var machine = new Machine(MachineProfile.Virt);
        uint[] code =
        [
            0xD280_00E0, // mov x0, #7: SYS_READC
            0xD45E_0000, // hlt #0xf000
            0xB900_0020, // str w0, [x1]
            0x17FF_FFFD, // b start
        ];
        machine.WriteMemory(Code, System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(code));
        machine.Registers.SetX(1, 0x0900_0000);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        var text = console = new();
        machine.ConsoleOutput += bytes => text.Append(Encoding.ASCII.GetString(bytes.Span));
        return machine;
    }

    // A terminal at which nobody types.
    private sealed class SilentStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            Thread.Sleep(Timeout.Infinite);
            return 0;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
