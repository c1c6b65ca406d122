using static FlexCap.Morello.Tests.Debugging.DebugProgram;

namespace FlexCap.Morello.Tests.Debugging;

/// <summary>Traces: what they show, what filters leave, and that the traced machine does what the untraced one does.</summary>
public sealed class TraceTests
{
    // add x0, x0, #1; str x0, [x1]; str c3, [x1, #16]; ldr c4, [x1, #16]; swp x0, x5, [x1]; subs x6, x0, x0; svc #5
    private static readonly uint[] s_program = [0x91000400, 0xF9000020, 0xC2000423, 0xC2400424, 0xF8208025, 0xEB000006, 0xD40000A1];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_instruction_shows_what_it_did()
    {
        var machine = Prepared();
        using var text = new StringWriter();
        var stop = machine.Trace(new TraceWriter(text, loads: true).Write, maxInstructions: 7, cancellation: Token);
        Assert.Equal(new StopReason.BudgetSpent(7), stop);
        Assert.Equal(
            """
            0 EL1 c0 40100000 91000400 add x0, x0, #1
                x0 = 0x1
            1 EL1 c0 40100004 f9000020 str x0, [x1]
                [0x40200000]8 = 0x1
            2 EL1 c0 40100008 c2000423 str c3, [x1, #16]
                [0x40200010]16 = 0x7 [rwxRWE,0x0-0x10000000000000000]
            3 EL1 c0 4010000c c2400424 ldr c4, [x1, #16]
                [0x40200010]16 -> 0x7 [rwxRWE,0x0-0x10000000000000000]
                c4 = 0x7 [rwxRWE,0x0-0x10000000000000000]
            4 EL1 c0 40100010 f8208025 swp x0, x5, [x1]
                [0x40200000]8 -> 0x1
                [0x40200000]8 = 0x1
                x5 = 0x1
            5 EL1 c0 40100014 eb000006 subs x6, x0, x0
                nzcv = -ZC-
            6 EL1 c0 40100018 d40000a1 svc #0x5
                exception to EL1 at 0x40101200 from 0x4010001c, syndrome 0x56000005

            """.ReplaceLineEndings("\n"),
            text.ToString());
    }

    [Fact]
    public void A_traced_run_is_the_untraced_one()
    {
        var traced = Prepared();
        var plain = Prepared();
        var events = new List<TraceEvent>();
        traced.Trace(events.Add, maxInstructions: 500, cancellation: Token);
        plain.Run(500, Token);
        SnapshotTests.AssertSame(plain.TakeSnapshot(), traced.TakeSnapshot());
        Assert.Equal(500, events.Count);
        plain.Run(500, Token);
        traced.Run(500, Token);
        SnapshotTests.AssertSame(plain.TakeSnapshot(), traced.TakeSnapshot());
    }

    [Fact]
    public void Faults_are_shown_with_their_capability()
    {
        var machine = Start(0xF9000020); // str x0, [x1]
        machine.Core.SetVector(1, Capability.Maximal.SetValue(Code));
        machine.Registers.Ddc = Capability.Maximal.SetValue(0x1000).SetBounds(16);
        var events = new List<TraceEvent>();
        machine.Trace(events.Add, maxInstructions: 1, cancellation: Token);
        var exception = Assert.Single(Assert.Single(events).Exceptions);
        Assert.Equal((GuestFaultKind.CapabilityBounds, "DDC", Code, 1), (exception.Fault!.Kind, exception.Fault.CapabilityName, exception.ReturnAddress, exception.TargetLevel));
        Assert.Empty(events[0].Accesses);
    }

    [Fact]
    public void Filters_choose()
    {
        Assert.Equal([Code + 4, Code + 8], Addresses(new() { Ranges = [new(Code + 4, Code + 12)] }, 7));
        Assert.Equal([Code + 8], Addresses(new() { Classes = [TimingClass.CapabilityStore] }, 7));
        Assert.Equal([Code + 16, Code + 20], Addresses(new() { Skip = 4, Limit = 2 }, 100));
        Assert.Empty(Addresses(new() { ExceptionLevel = 0 }, 7));
        Assert.Empty(Addresses(new() { Compartments = [4] }, 7));
        Assert.Equal([Code + 24], Addresses(new() { ExceptionLevel = 0, AllExceptions = true }, 7));
    }

    [Fact]
    public void Breakpoints_stop_a_trace()
    {
        var machine = Prepared();
        machine.AddBreakpoint(Code + 8);
        var events = new List<TraceEvent>();
        Assert.Equal(new StopReason.Breakpoint(Code + 8), machine.Trace(events.Add, cancellation: Token));
        Assert.Equal(2, events.Count);
    }

    private static List<ulong> Addresses(TraceFilter filter, long budget)
    {
        var addresses = new List<ulong>();
        Prepared().Trace(instruction => addresses.Add(instruction.Address), filter, budget, Token);
        return addresses;
    }

    // The vector goes back to the start.
    private static Machine Prepared()
    {
        var machine = Start(s_program);
        machine.Registers.SetC(3, Capability.Maximal.SetValue(7));
        machine.Core.SetVector(1, Capability.Maximal.SetValue(Code + 0x1000));
        machine.WriteMemory(Code + 0x1200, BitConverter.GetBytes(0x17FFFB80u));
        return machine;
    }
}
