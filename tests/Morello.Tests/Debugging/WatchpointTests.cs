using static FlexCap.Morello.Tests.Debugging.DebugProgram;

namespace FlexCap.Morello.Tests.Debugging;

/// <summary>Watchpoints stop before the access, at every kind of access, and nowhere else.</summary>
public sealed class WatchpointTests
{
    private const uint Loop = 0x17FFFFFF; // b .-4

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0xF9000420u, 8, 8, WatchKinds.Write)] // str x0, [x1, #8]
    [InlineData(0x39002C20u, 11, 1, WatchKinds.Write)] // strb w0, [x1, #11]
    [InlineData(0xF9400420u, 8, 8, WatchKinds.Read)] // ldr x0, [x1, #8]
    [InlineData(0x3DC00020u, 8, 8, WatchKinds.Read)] // ldr q0, [x1]: two units of 8
    [InlineData(0xA9000020u, 8, 8, WatchKinds.Write)] // stp x0, x0, [x1]
    [InlineData(0xF8208023u, 0, 8, WatchKinds.Access)] // swp x0, x3, [x1]
    [InlineData(0xC2000020u, 0, 16, WatchKinds.Write)] // str c0, [x1]
    [InlineData(0xC2400020u, 0, 16, WatchKinds.Read)] // ldr c0, [x1]
    public void An_access_stops_the_run_before_it_is_done(uint word, ulong offset, int size, WatchKinds kinds)
    {
        var machine = Start(0xD503201F, word, 0xD503201F);
        machine.WriteMemory(Data, [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);
        machine.Registers.SetX(0, 0x55);
        machine.AddWatchpoint(Data + 11, 1, WatchKinds.Access);
        machine.AddWatchpoint(Data + 3, 1, WatchKinds.Tag);
        if (offset == 0 && size == 8)
        {
            machine.AddWatchpoint(Data, 1, WatchKinds.Access);
        }

        var stop = Assert.IsType<StopReason.Watchpoint>(machine.Run(10, Token));
        Assert.Equal((Data + offset, size, kinds, Code + 4), (stop.Hit.Address, stop.Hit.Size, stop.Hit.Kinds & WatchKinds.Access, stop.Hit.ProgramCounter));
        Assert.Equal((byte)(offset + 1), (byte)stop.Hit.Before);
        Assert.Equal((1L, TimingModel.Simple.Cycles(TimingClass.System), Code + 4), (machine.Instructions, machine.Cycles, machine.Registers.Pcc.Value));
        Assert.Equal(0x55ul, machine.Registers.X(0));
        Assert.Equal(new StopReason.BudgetSpent(1), machine.Run(1, Token));
        Assert.Equal(2, machine.Instructions);
    }

    [Fact]
    public void Other_bytes_of_the_page_and_other_kinds_do_not_stop()
    {
        var machine = Start(0xF9000420, 0xF9400420, 0x17FFFFFE); // str x0, [x1, #8]; ldr x0, [x1, #8]; b start
        machine.AddWatchpoint(Data, 8, WatchKinds.Access);
        machine.AddWatchpoint(Data + 16, 1, WatchKinds.Access);
        machine.AddWatchpoint(Data + 8, 8, WatchKinds.Tag);
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(1000, Token));
    }

    [Fact]
    public void Every_execution_stops_once()
    {
        var machine = Start(0xF9000420, 0x91000400, 0x17FFFFFE); // str x0, [x1, #8]; add x0, x0, #1; b start
        machine.AddWatchpoint(Data + 8, 8, WatchKinds.Write);
        for (var i = 0; i < 5; i++)
        {
            var stop = Assert.IsType<StopReason.Watchpoint>(machine.Run(1000, Token));
            Assert.Equal(3 * i, machine.Instructions);
            Assert.Equal((UInt128)(ulong)Math.Max(i - 1, 0), stop.Hit.Before);
        }

        Assert.True(machine.RemoveWatchpoint(Data + 8, 8, WatchKinds.Write));
        Assert.False(machine.RemoveWatchpoint(Data + 8, 8, WatchKinds.Write));
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(1000, Token));
    }

    [Fact]
    public void A_condition_decides()
    {
        var machine = Start(0xF9000420, 0x91000400, 0x17FFFFFE);
        machine.AddWatchpoint(Data + 8, 8, WatchKinds.Write, hit => hit.Before == 6);
        machine.Run(1000, Token);
        Assert.Equal(7ul, machine.Registers.X(0));
        machine = Start(0xF9000420, 0x91000400, 0x17FFFFFE);
        machine.AddBreakpoint(Code, _ => machine.Registers.X(0) == 9);
        Assert.Equal(new StopReason.Breakpoint(Code), machine.Run(1000, Token));
        Assert.Equal((27L, 27L), (machine.Instructions, machine.Cycles));
    }

    [Fact]
    public void Tags_that_are_set_and_cleared_are_seen()
    {
        var machine = Start(0xC2000023, 0x39002020, 0x39002020, Loop); // str c3, [x1]; strb w0, [x1, #8] twice
        machine.Registers.SetC(3, Capability.Maximal);
        machine.AddWatchpoint(Data + 15, 1, WatchKinds.Tag);
        var set = Assert.IsType<StopReason.Watchpoint>(machine.Run(10, Token));
        Assert.Equal((Code, WatchKinds.Tag, false), (set.Hit.ProgramCounter, set.Hit.Kinds, set.Hit.TagBefore));
        machine.AddWatchpoint(Data, 16, WatchKinds.Tag);
        machine.RemoveWatchpoint(Data + 15, 1, WatchKinds.Tag);
        var cleared = Assert.IsType<StopReason.Watchpoint>(machine.Run(10, Token));
        Assert.Equal((Code + 4, true), (cleared.Hit.ProgramCounter, cleared.Hit.TagBefore));
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(10, Token));
        Assert.False(machine.ReadTag(Data));
    }

    [Fact]
    public void A_store_exclusive_can_be_passed()
    {
        var machine = Start(0xC85F7C23, 0xC8047C20, 0xD503201F); // ldxr x3, [x1]; stxr w4, x0, [x1]
        machine.Registers.SetX(4, 9);
        machine.AddWatchpoint(Data, 8, WatchKinds.Write);
        Assert.IsType<StopReason.Watchpoint>(machine.Run(3, Token));
        machine.Run(1, Token);
        Assert.Equal(0ul, machine.Registers.X(4));
    }

    [Fact]
    public void A_fault_comes_before_a_watchpoint()
    {
        var machine = Start(0xF9000420, Loop);
        machine.Registers.SetX(1, 0x1_0000_0000_0000);
        machine.AddWatchpoint(0x1_0000_0000_0008, 8, WatchKinds.Write);
        machine.Run(1, Token);
        Assert.Single(machine.Faults);
    }

    [Fact]
    public void A_watchpoint_needs_bytes_and_a_kind()
    {
        var machine = Start(Loop);
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.AddWatchpoint(0, 0, WatchKinds.Read));
        Assert.Throws<ArgumentOutOfRangeException>(() => machine.AddWatchpoint(0, 1, WatchKinds.None));
    }
}
