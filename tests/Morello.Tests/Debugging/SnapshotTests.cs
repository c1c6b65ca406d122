using System.Runtime.InteropServices;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Debugging;

/// <summary>Snapshots: run N, snapshot, run M, restore, run M gives the same state, output and counts.</summary>
public sealed class SnapshotTests
{
    private const ulong Code = 0x4010_0000;
    private const ulong Data = 0x4020_0000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Prints the low byte of x0, stores x0 and a capability through c1 (data), moves on by 528 bytes and repeats.
    private static readonly uint[] s_program =
    [
        0x91000400, // add x0, x0, #1
        0x39000040, // strb w0, [x2]
        0xF9000420, // str x0, [x1, #8]
        0x91084021, // add x1, x1, #528
        0x3D800421, // str q1, [x1, #16]
        0xD53BD043, // mrs x3, tpidr_el0
        0x8B000063, // add x3, x3, x0
        0xD51BD043, // msr tpidr_el0, x3
        0xFA400800, // ccmp x0, #0, #0, eq
        0x17FFFFF7, // b start
    ];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(9, 31)]
    [InlineData(1000, 20_000)]
    [InlineData(33_333, 1)]
    public void A_restored_machine_goes_on_as_the_first_time(int before, int after)
    {
        var machine = Start(out var console);
        machine.Run(before, Token);
        var snapshot = machine.TakeSnapshot();
        var printed = console.Count;
        machine.Run(after, Token);
        var state = machine.TakeSnapshot();
        var output = console.Skip(printed).ToArray();
        for (var i = 0; i < 2; i++)
        {
            console.Clear();
            machine.Restore(snapshot);
            Assert.Equal((snapshot.Instructions, snapshot.Cycles), (machine.Instructions, machine.Cycles));
            machine.Run(after, Token);
            AssertSame(state, machine.TakeSnapshot());
            Assert.Equal(output, console);
        }
    }

    [Fact]
    public void A_snapshot_can_be_restored_on_another_machine()
    {
        var first = Start(out _);
        first.Run(777, Token);
        var snapshot = first.TakeSnapshot();
        first.Run(1234, Token);
        var second = new Machine(MachineProfile.Virt);
        second.Restore(snapshot);
        second.Run(1234, Token);
        AssertSame(first.TakeSnapshot(), second.TakeSnapshot());
    }

    [Fact]
    public void Taking_a_snapshot_changes_nothing()
    {
        var plain = Start(out _);
        plain.Run(5000, Token);
        var watched = Start(out _);
        for (var i = 0; i < 50; i++)
        {
            watched.Run(100, Token);
            watched.TakeSnapshot();
        }

        AssertSame(plain.TakeSnapshot(), watched.TakeSnapshot());
    }

    [Fact]
    public void Unchanged_pages_are_shared()
    {
        var machine = Start(out _);
        machine.Run(1000, Token);
        var first = machine.TakeSnapshot();
        machine.Run(10, Token);
        var second = machine.TakeSnapshot();
        var copied = second.Memory.Chunks.Sum(chunk => chunk.Value.Except(first.Memory.Chunks[chunk.Key]).Count());
        Assert.True(first.Pages > 10, $"{first.Pages} pages");
        Assert.InRange(copied, 1, 2);
        var third = machine.TakeSnapshot();
        Assert.All(third.Memory.Chunks, chunk => Assert.Same(second.Memory.Chunks[chunk.Key], chunk.Value));
    }

    [Fact]
    public void Tags_and_registers_come_back()
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Core.SetStackPointer(0, Capability.Maximal.SetValue(0x1230));
        machine.Registers.SetC(9, Capability.Maximal.SetValue(99));
        machine.Registers.SetV(4, UInt128.MaxValue);
        machine.Memory.Write(Data, [1, 2, 3]);
        machine.Memory.SetTag(Data, true);
        var snapshot = machine.TakeSnapshot();
        machine.Core.SetStackPointer(0, default);
        machine.Registers.SetX(9, 0);
        machine.Registers.SetV(4, 0);
        machine.Memory.Write(Data + 1, [7]);
        machine.Memory.SetTag(Data + 16, true);
        machine.Restore(snapshot);
        Assert.Equal(Capability.Maximal.SetValue(0x1230), machine.Core.GetStackPointer(0));
        Assert.Equal(Capability.Maximal.SetValue(99), machine.Registers.C(9));
        Assert.Equal(UInt128.MaxValue, machine.Registers.V(4));
        Assert.True(machine.ReadTag(Data));
        Assert.False(machine.ReadTag(Data + 16));
        var bytes = new byte[4];
        machine.ReadMemory(Data, bytes);
        Assert.Equal([1, 2, 3, 0], bytes);
    }

    [Fact]
    public void Code_that_was_overwritten_executes_as_it_was()
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Memory.Write(Code, MemoryMarshal.AsBytes<uint>([0x91000400, 0x17FFFFFF])); // add x0, x0, #1; b .-4
        machine.Registers.SetX(0, 0);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        machine.Run(10, Token);
        var snapshot = machine.TakeSnapshot();
        machine.Memory.Write(Code, MemoryMarshal.AsBytes<uint>([0x91000800])); // add x0, x0, #2
        machine.Run(2, Token);
        Assert.Equal(7ul, machine.Registers.X(0));
        machine.Restore(snapshot);
        machine.Run(2, Token);
        Assert.Equal(6ul, machine.Registers.X(0));
    }

    [Fact]
    public void Another_board_is_refused()
    {
        var snapshot = new Machine(MachineProfile.Trickbox).TakeSnapshot();
        Assert.Throws<ArgumentException>(() => new Machine(MachineProfile.Virt).Restore(snapshot));
    }

    [Fact]
    public void A_snapshot_within_a_run_is_refused()
    {
        var machine = Start(out _);
        machine.AddProbe(Code, _ => machine.TakeSnapshot());
        Assert.Throws<InvalidOperationException>(() => machine.Run(100, Token));
    }

    [Fact]
    public void A_file_holds_the_whole_state_and_is_checked()
    {
        var machine = Start(out _);
        machine.Run(777, Token);
        machine.Memory.SetTag(Data, true);
        var snapshot = machine.TakeSnapshot();
        using var file = new MemoryStream();
        snapshot.Write(file);
        var bytes = file.ToArray();
        var read = MachineSnapshot.Read(bytes, "file");
        AssertSame(snapshot, read);
        using var again = new MemoryStream();
        read.Write(again);
        Assert.Equal(bytes, again.ToArray());
        var second = new Machine(MachineProfile.Virt);
        second.Restore(read);
        machine.Run(1234, Token);
        second.Run(1234, Token);
        AssertSame(machine.TakeSnapshot(), second.TakeSnapshot());

        bytes[^40] ^= 1;
        Assert.Equal("FX0901", Assert.Throws<FlexCap.Diagnostics.InputException>(() => MachineSnapshot.Read(bytes, "file")).Diagnostics[0].Id);
        Assert.Equal("FX0901", Assert.Throws<FlexCap.Diagnostics.InputException>(() => MachineSnapshot.Read(new byte[3], "file")).Diagnostics[0].Id);
        bytes[^40] ^= 1;
        bytes[8] = 99;
        System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        Assert.Equal("FX0902", Assert.Throws<FlexCap.Diagnostics.InputException>(() => MachineSnapshot.Read(bytes, "file")).Diagnostics[0].Id);
    }

    [Fact]
    public void Every_field_of_the_processor_is_state_or_says_that_it_is_not() => Assert.NotEqual(0ul, FieldState.OfCpu.Fingerprint);

    internal static void AssertSame(MachineSnapshot expected, MachineSnapshot actual)
    {
        Assert.Equal((expected.Instructions, expected.Cycles), (actual.Instructions, actual.Cycles));
        Assert.True(expected.State.Span.SequenceEqual(actual.State.Span), "registers or devices differ");
        var chunks = expected.Memory.Chunks.Keys.Union(actual.Memory.Chunks.Keys);
        foreach (var chunk in chunks)
        {
            for (var page = 0; page < 16; page++)
            {
                var (one, other) = (Page(expected, chunk, page), Page(actual, chunk, page));
                Assert.True(one == other || (one != null && other != null && one.Data.AsSpan().SequenceEqual(other.Data) && one.Tags.AsSpan().SequenceEqual(other.Tags)),
                    $"page {page} of chunk {chunk} differs");
            }
        }
    }

    private static PageImage? Page(MachineSnapshot snapshot, int chunk, int page) => snapshot.Memory.Chunks.GetValueOrDefault(chunk)?[page];

    private static Machine Start(out List<byte> console)
    {
        var output = console = [];
        var machine = new Machine(MachineProfile.Virt);
        machine.ConsoleOutput += bytes => output.AddRange(bytes.Span);
        machine.Memory.Write(Code, MemoryMarshal.AsBytes(s_program));
        machine.Registers.SetX(0, 0);
        machine.Registers.SetC(1, Capability.Maximal.SetValue(Data));
        machine.Registers.SetX(2, 0x0900_0000);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        machine.Core.SetSystemRegister("CPACR_EL1", 0x30_0000);
        return machine;
    }
}
