using System.Runtime.InteropServices;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Running;

/// <summary>The run loop: budget, counts, probes, breakpoints, cancellation, fetch checks, code that changes.</summary>
public sealed class RunTests
{
    private const ulong Code = 0x4010_0000;
    private const uint AddX0 = 0x91000400; // add x0, x0, #1
    private const uint Nop = 0xD503201F;
    private const uint BranchToSelf = 0x14000000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1023)]
    [InlineData(1025)]
    [InlineData(16_384)]
    [InlineData(40_001)]
    public void The_budget_is_exact(int budget)
    {
        // Two instructions that branch back: runs of two.
        Machine machine = Start(AddX0, 0x17FFFFFF);
        Assert.Equal(new StopReason.BudgetSpent(budget), machine.Run(budget, Token));
        Assert.Equal(budget, machine.Instructions);
        Assert.Equal((ulong)(budget + 1) / 2, machine.Registers.X(0));
        Assert.Equal(Code + (ulong)(budget % 2 * 4), machine.Registers.Pcc.Value);
    }

    [Fact]
    public void Straight_code_runs_over_page_boundaries()
    {
        Machine machine = Start([.. Enumerable.Repeat(AddX0, 5000)]);
        machine.Run(5000, Token);
        Assert.Equal(5000ul, machine.Registers.X(0));
        Assert.Equal(5000, machine.Instructions);
        Assert.Equal(5000, machine.Cycles);
    }

    [Fact]
    public void Cycles_are_those_of_the_timing_classes()
    {
        // mul, udiv, ldr, nop
        Machine machine = Start(0x9B037C40, 0x9AC30840, 0xF9400041, Nop);
        machine.Registers.SetX(2, Code);
        machine.Run(4, Token);
        TimingModel timing = TimingModel.Simple;
        Assert.Equal(timing.Cycles(TimingClass.Multiply) + timing.Cycles(TimingClass.Divide) + timing.Cycles(TimingClass.Load) + timing.Cycles(TimingClass.System), machine.Cycles);
    }

    [Fact]
    public void A_breakpoint_stops_before_its_instruction_and_is_passed_by_the_next_run()
    {
        Machine machine = Start(AddX0, AddX0, 0x17FFFFFE);
        machine.AddBreakpoint(Code + 4);
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal(new StopReason.Breakpoint(Code + 4), machine.Run(1000, Token));
            Assert.Equal(Code + 4, machine.Registers.Pcc.Value);
            Assert.Equal((ulong)(2 * i) - 1, machine.Registers.X(0));
            Assert.Equal((3 * i) - 2, machine.Instructions);
        }

        machine.RemoveBreakpoint(Code + 4);
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(1000, Token));
    }

    [Fact]
    public void A_probe_sees_the_counts_before_its_instruction()
    {
        Machine machine = Start(AddX0, AddX0, 0x17FFFFFE);
        List<ProbeHit> hits = [];
        machine.AddProbe(Code + 4, hits.Add);
        machine.Run(7, Token);
        Assert.Equal([1L, 4L], hits.Select(h => h.Instructions));
        Assert.Equal([1L, 4L], hits.Select(h => h.Cycles));
        Assert.All(hits, h => Assert.Equal(Code + 4, h.Address));
        Assert.Equal(5ul, machine.Registers.X(0));
    }

    [Fact]
    public void A_probe_can_be_added_to_code_that_has_run()
    {
        Machine machine = Start(AddX0, 0x17FFFFFF);
        machine.Run(10, Token);
        int hits = 0;
        machine.AddProbe(Code, _ => hits++);
        machine.Run(10, Token);
        Assert.Equal(5, hits);
    }

    [Fact]
    public void Code_that_the_guest_writes_is_executed_at_once()
    {
        // Overwrites the instruction after the store, which has been executed before, by add x0, x0, #2.
        Machine machine = Start(0xB9000041, AddX0, 0x17FFFFFE);
        machine.Registers.SetX(2, Code + 4);
        machine.Registers.SetX(1, AddX0);
        machine.Run(6, Token);
        Assert.Equal(2ul, machine.Registers.X(0));
        machine.Registers.SetX(1, 0x91000800);
        machine.Run(3, Token);
        Assert.Equal(4ul, machine.Registers.X(0));
        Assert.Equal(9, machine.Instructions);
    }

    [Fact]
    public void A_signalled_token_ends_an_endless_run()
    {
        Machine machine = Start(BranchToSelf);
        using var source = new CancellationTokenSource();
        source.CancelAfter(50);
        Assert.IsType<StopReason.Cancelled>(machine.Run(cancellation: source.Token));
        Assert.IsType<StopReason.BudgetSpent>(machine.Run(10, Token));
    }

    [Fact]
    public void Execution_ends_at_the_limit_of_PCC()
    {
        Machine machine = Start([.. Enumerable.Repeat(AddX0, 16)]);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code).SetBounds(20);
        machine.Run(6, Token);
        Assert.Equal(5ul, machine.Registers.X(0));
        Assert.Equal(5, machine.Instructions);
        GuestFault fault = machine.Faults[0];
        Assert.Equal((GuestFaultKind.CapabilityBounds, GuestAccess.Fetch, Code + 20), (fault.Kind, fault.Access, fault.Address));
    }

    [Fact]
    public void A_misaligned_branch_faults_at_its_target()
    {
        Machine machine = Start(0xD61F0020); // br x1
        machine.Registers.SetX(1, Code + 2);
        machine.Run(2, Token);
        Assert.Equal((GuestFaultKind.Alignment, GuestAccess.Fetch, Code + 2), (machine.Faults[0].Kind, machine.Faults[0].Access, machine.Faults[0].Address));
        Assert.Equal(1, machine.Instructions);
    }

    [Fact]
    public void A_vector_that_cannot_be_fetched_stops_the_run()
    {
        // VBAR_EL1 is 0 at reset: no memory there.
        Machine machine = Start(0);
        var stop = Assert.IsType<StopReason.Faulted>(machine.Run(1000, Token));
        Assert.Equal(GuestAccess.Fetch, stop.Fault.Access);
    }

    [Fact]
    public void Registers_are_written_as_they_are_read()
    {
        Machine machine = Start(Nop);
        MachineRegisters registers = machine.Registers;
        registers.SetC(7, Capability.Maximal);
        registers.SetX(7, 5);
        Assert.Equal(new Capability(5, 0, false), registers.C(7));
        registers.SetV(31, (UInt128.One << 100) + 3);
        Assert.Equal((UInt128.One << 100) + 3, registers.V(31));
        registers.Nzcv = 5;
        Assert.Equal(5, registers.Nzcv);
        registers.Csp = Capability.Maximal.SetValue(0x100);
        Assert.Equal(0x100ul, registers.Csp.Value);
        Assert.Equal(1, registers.ExceptionLevel);
        Assert.False(registers.IsRestricted);
        Assert.Throws<ArgumentOutOfRangeException>(() => registers.X(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => registers.Nzcv = 16);
    }

    private static Machine Start(params uint[] code)
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Memory.Write(Code, MemoryMarshal.AsBytes(code));
        machine.Registers.SetX(0, 0);
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        return machine;
    }
}
