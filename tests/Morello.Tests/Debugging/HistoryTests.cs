using static FlexCap.Morello.Tests.Debugging.DebugProgram;

namespace FlexCap.Morello.Tests.Debugging;

/// <summary>Going back: every point is exactly what it was, with input, faults and output.</summary>
public sealed class HistoryTests
{
    // Reads a byte from the UART if there is one, adds it to x0, prints x0, stores it, and moves on.
    private static readonly uint[] s_echo =
    [
        0xB9401843, // ldr w3, [x2, #24]  (flags)
        0x37200083, // tbnz w3, #4, +16
        0xB9400044, // ldr w4, [x2]
        0x8B040000, // add x0, x0, x4
        0x39000040, // strb w0, [x2]
        0x91000400, // add x0, x0, #1
        0xF8018420, // str x0, [x1], #24
        0x17FFFFF9, // b start
    ];

    private static readonly HistoryOptions s_dense = new() { Spacing = 64, MaximumSnapshots = 16 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(1999)]
    [InlineData(2000)]
    public void Stepping_back_and_forward_again_arrives_at_the_same_state(int count)
    {
        var machine = Start(s_echo);
        List<byte> console = [];
        machine.ConsoleOutput += bytes => console.AddRange(bytes.Span);
        machine.RecordHistory(s_dense);
        var reference = Start(s_echo);
        for (var i = 0; i < 10; i++)
        {
            machine.Run(200, Token);
            reference.Run(200, Token);
            machine.SendConsoleInput([(byte)i, (byte)(3 * i)]);
            reference.SendConsoleInput([(byte)i, (byte)(3 * i)]);
        }

        var printed = console.ToArray();
        Assert.Equal(new StopReason.BudgetSpent(count), machine.StepBack(count));
        Assert.Equal(2000 - count, machine.Instructions);
        Assert.Equal(2000, machine.History?.End);
        machine.Run(count, Token);
        SnapshotTests.AssertSame(reference.TakeSnapshot(), machine.TakeSnapshot());
        Assert.Equal(printed, console);
        machine.Run(500, Token);
        reference.Run(500, Token);
        SnapshotTests.AssertSame(reference.TakeSnapshot(), machine.TakeSnapshot());
        Assert.True(console.Count > printed.Length);
    }

    [Fact]
    public void Every_single_step_back_gives_the_state_of_then()
    {
        var machine = Start(s_echo);
        machine.RecordHistory(s_dense);
        var states = new List<MachineSnapshot>();
        for (var i = 0; i < 150; i++)
        {
            states.Add(machine.TakeSnapshot());
            machine.Run(1, Token);
        }

        for (var i = 149; i >= 0; i--)
        {
            Assert.IsType<StopReason.BudgetSpent>(machine.StepBack());
            SnapshotTests.AssertSame(states[i], machine.TakeSnapshot());
        }

        Assert.Equal(new StopReason.HistoryStart(), machine.StepBack());
    }

    [Fact]
    public void Faults_are_gone_back_over()
    {
        // A load that faults and a handler that returns behind it.
        var machine = Start(0xF9400003, 0x91000400, 0x17FFFFFE); // ldr x3, [x0]; add x0, x0, #1; b start
        machine.WriteMemory(Code + 0x1200, [0x24, 0x40, 0x38, 0xD5, 0x84, 0x10, 0x00, 0x91, 0x24, 0x40, 0x18, 0xD5, 0xE0, 0x03, 0x9F, 0xD6]); // mrs x4, elr_el1; add x4, x4, #4; msr elr_el1, x4; eret
        machine.Core.SetSystemRegister("CPACR_EL1", 0); // ELR holds an address, not a capability
        machine.Core.SetVector(1, Capability.Maximal.SetValue(Code + 0x1000));
        machine.RecordHistory(s_dense);
        machine.Run(70, Token);
        var (instructions, faults) = (machine.Instructions, machine.Faults);
        Assert.Equal(10, faults.Count);
        machine.StepBack(35);
        Assert.Equal(5, machine.Faults.Count);
        machine.Run(35, Token);
        Assert.Equal(instructions, machine.Instructions);
        Assert.Equal(faults, machine.Faults);
    }

    [Fact]
    public void Running_back_finds_breakpoints_and_watchpoints_in_reverse_order()
    {
        var machine = Start(s_echo);
        machine.RecordHistory(s_dense);
        machine.Run(3000, Token);
        machine.AddBreakpoint(Code + 20);
        machine.AddWatchpoint(Data + (24 * 400), 8, WatchKinds.Write);
        var forward = new List<(StopReason, long)>();
        machine.StepBack(3000);
        while (machine.Instructions < 3000)
        {
            var stop = machine.Run(3000 - machine.Instructions, Token);
            if (stop is not StopReason.BudgetSpent)
            {
                forward.Add((stop, machine.Instructions));
            }
        }

        var backward = new List<(StopReason, long)>();
        StopReason reason;
        while ((reason = machine.RunBack(Token)) is not StopReason.HistoryStart)
        {
            backward.Add((reason, machine.Instructions));
        }

        Assert.True(forward.Count > 500);
        Assert.Equal(Enumerable.Reverse(forward), backward);
        Assert.Equal(0, machine.Instructions);
    }

    [Fact]
    public void Input_sent_in_the_past_makes_another_future()
    {
        var machine = Start(s_echo);
        machine.RecordHistory(s_dense);
        machine.Run(100, Token);
        machine.SendConsoleInput("a"u8);
        machine.Run(1000, Token);
        machine.StepBack(500);
        machine.SendConsoleInput("b"u8);
        Assert.Equal(600, machine.History?.End);
        machine.Run(500, Token);
        var reference = Start(s_echo);
        reference.Run(100, Token);
        reference.SendConsoleInput("a"u8);
        reference.Run(500, Token);
        reference.SendConsoleInput("b"u8);
        reference.Run(500, Token);
        SnapshotTests.AssertSame(reference.TakeSnapshot(), machine.TakeSnapshot());
    }

    [Fact]
    public void A_register_written_by_the_debugger_is_part_of_the_recording()
    {
        var machine = Start(s_echo);
        machine.RecordHistory(s_dense);
        machine.Run(100, Token);
        machine.Registers.SetX(0, 1_000_000);
        machine.Run(30, Token);
        var state = machine.TakeSnapshot();
        machine.StepBack(20);
        machine.Run(20, Token);
        SnapshotTests.AssertSame(state, machine.TakeSnapshot());
        machine.StepBack(50);
        Assert.InRange(machine.Registers.X(0), 1ul, 1000ul);
    }

    [Fact]
    public void The_number_of_snapshots_is_bounded()
    {
        var machine = Start(s_echo);
        machine.RecordHistory(s_dense with { MaximumSnapshots = 5 });
        machine.Run(20_000, Token);
        Assert.InRange(machine.History!.Value.Snapshots, 2, 5);
        Assert.True(machine.History.Value.Spacing >= 4096);
        machine.RecordHistory(s_dense with { MaximumBytes = 40_000, MaximumSnapshots = 1000 });
        machine.Run(20_000, Token);
        Assert.InRange(machine.History.Value.Snapshots, 2, 10);
        machine.StepBack(19_990);
        Assert.Equal(20_010, machine.Instructions);
    }

    [Fact]
    public void Without_a_recording_there_is_no_way_back()
    {
        var machine = Start(s_echo);
        Assert.Null(machine.History);
        Assert.Throws<InvalidOperationException>(() => machine.StepBack());
        machine.RecordHistory();
        machine.ForgetHistory();
        Assert.Throws<InvalidOperationException>(() => machine.RunBack(Token));
        Assert.Throws<ArgumentException>(() => machine.RecordHistory(new() { MaximumSnapshots = 1 }));
    }

    [Fact]
    public void What_an_observer_knows_goes_back_too()
    {
        var machine = Start(s_echo);
        var count = 0;
        machine.AddProbe(Code, _ => count++);
        machine.KeepWithSnapshots(() => count, value => count = (int)value);
        machine.RecordHistory(s_dense);
        machine.Run(600, Token);
        Assert.Equal(120, count);
        machine.StepBack(300);
        Assert.Equal(60, count);
    }
}
