using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>GICv3: groups, priorities, preemption, level and edge, software-generated interrupts, Security states.</summary>
public sealed class GicTests
{
    private const uint Spurious = 1023;
    private bool _secure;
    private readonly GicDistributor _distributor;
    private readonly GicRedistributor _redistributor;
    private readonly GicCpuInterface _processor;
    private GicAccess _access = new(true, false, 1);

    public GicTests()
        : this(false)
    {
    }

    private GicTests(bool twoSecurityStates)
    {
        _distributor = new(twoSecurityStates, () => _secure);
        _redistributor = new(_distributor, 0);
        _processor = _redistributor.CpuInterface;
    }

    [Fact]
    public void A_level_interrupt_is_pending_while_its_input_is_high()
    {
        Enable(40, 0xA0);
        _distributor.SetInput(40, true);
        Assert.Equal(InterruptGroup.NonSecure1, _processor.Signalled);
        _distributor.SetInput(40, false);
        Assert.Null(_processor.Signalled);
        _distributor.SetInput(40, true);
        Assert.Equal(40u, Acknowledge());
        Assert.Null(_processor.Signalled); // active and pending: not signalled again
        Assert.Equal(Spurious, Acknowledge());
        End(40);
        Assert.Equal(40u, Acknowledge());
        _distributor.SetInput(40, false);
        End(40);
        Assert.Null(_processor.Signalled);
    }

    [Fact]
    public void An_edge_is_kept_until_it_is_acknowledged()
    {
        Enable(41, 0xA0);
        Write(0xC00 + (41 / 16 * 4), 2u << (41 % 16 * 2));
        _distributor.SetInput(41, true);
        _distributor.SetInput(41, false);
        Assert.Equal(41u, Acknowledge());
        _distributor.SetInput(41, true);
        End(41);
        Assert.Equal(41u, Acknowledge());
        End(41);
        Assert.Equal(Spurious, Acknowledge()); // still high: no new edge
    }

    [Fact]
    public void The_most_urgent_interrupt_comes_first_and_preempts_less_urgent_ones_only()
    {
        Enable(50, 0xA0);
        Enable(51, 0x80);
        Enable(52, 0x80);
        Enable(53, 0xC0);
        _distributor.SetInput(50, true);
        Assert.Equal(50u, Acknowledge());
        _distributor.SetInput(53, true);
        Assert.Null(_processor.Signalled);
        _distributor.SetInput(52, true);
        _distributor.SetInput(51, true);
        Assert.Equal(51u, Acknowledge());
        Assert.Equal(0x80u, _processor.ReadRunningPriority(_access));
        Assert.Null(_processor.Signalled); // 52 has the same priority
        _distributor.SetInput(51, false);
        End(51);
        Assert.Equal(0xA0u, _processor.ReadRunningPriority(_access));
        Assert.Equal(52u, Acknowledge());
        _distributor.SetInput(52, false);
        _distributor.SetInput(50, false);
        End(52);
        End(50);
        Assert.Equal(0xFFu, _processor.ReadRunningPriority(_access));
        Assert.Equal(53u, Acknowledge());
    }

    [Fact]
    public void The_binary_point_groups_priorities()
    {
        Enable(60, 0xA8);
        Enable(61, 0xA0);
        _processor.WriteBinaryPoint(true, 4, _access); // bits 7:4 decide
        Assert.Equal(4u, _processor.ReadBinaryPoint(true, _access));
        _distributor.SetInput(60, true);
        Assert.Equal(60u, Acknowledge());
        _distributor.SetInput(61, true);
        Assert.Null(_processor.Signalled);
        _distributor.SetInput(60, false);
        _distributor.SetInput(61, false);
        End(60);
        _processor.WriteBinaryPoint(true, 0, _access);
        Assert.Equal(3u, _processor.ReadBinaryPoint(true, _access)); // the least there is: all five bits
        _distributor.SetInput(60, true);
        Assert.Equal(60u, Acknowledge());
        _distributor.SetInput(61, true);
        Assert.Equal(61u, Acknowledge());
    }

    [Fact]
    public void The_priority_mask_holds_interrupts_back()
    {
        Enable(60, 0xA0);
        _processor.WritePriorityMask(0xA0, _access);
        _distributor.SetInput(60, true);
        Assert.Equal(Spurious, Acknowledge());
        Assert.Equal(60u, _processor.HighestPending(true, _access));
        _processor.WritePriorityMask(0xA8, _access);
        Assert.Equal(60u, Acknowledge());
    }

    [Fact]
    public void With_EOImode_the_end_drops_the_priority_and_DIR_deactivates()
    {
        Enable(60, 0xA0);
        _processor.WriteControl(2, _access);
        _distributor.SetInput(60, true);
        Assert.Equal(60u, Acknowledge());
        End(60);
        Assert.Equal(0xFFu, _processor.ReadRunningPriority(_access));
        Assert.Equal(1u << 28, Read(0x300 + 4)); // still active
        Assert.Null(_processor.Signalled);
        _processor.Deactivate(60, _access);
        Assert.Equal(0u, Read(0x300 + 4));
        Assert.NotNull(_processor.Signalled);
    }

    [Fact]
    public void Group_0_is_signalled_and_acknowledged_by_registers_of_its_own()
    {
        Enable(60, 0xA0);
        Write(0x080 + 4, 0);
        Write(0, 3);
        _processor.Enable(false, true, _access);
        _distributor.SetInput(60, true);
        Assert.Equal(InterruptGroup.Group0, _processor.Signalled);
        Assert.Equal(Spurious, Acknowledge());
        Assert.Equal(60u, _processor.Acknowledge(false, _access));
        End(60); // the other group's register: nothing happens
        Assert.Equal(0xA0u, _processor.ReadRunningPriority(_access));
        _processor.End(60, false, _access);
        Assert.Equal(0xFFu, _processor.ReadRunningPriority(_access));
    }

    [Fact]
    public void A_processor_interrupts_itself_by_affinity()
    {
        Enable(5, 0x90);
        _processor.Generate(5UL << 24 | 2, InterruptGroup.NonSecure1, _access); // 0.0.0.1: nobody
        Assert.Equal(Spurious, Acknowledge());
        _processor.Generate(5UL << 24 | 1UL << 40, InterruptGroup.NonSecure1, _access); // all others: nobody
        Assert.Equal(Spurious, Acknowledge());
        _processor.Generate(5UL << 24 | 1, InterruptGroup.Group0, _access); // of another group
        Assert.Equal(Spurious, Acknowledge());
        _processor.Generate(5UL << 24 | 1, InterruptGroup.NonSecure1, _access);
        Assert.Equal(5u, Acknowledge());
    }

    [Fact]
    public void A_shared_interrupt_goes_where_it_is_routed()
    {
        Enable(70, 0xA0);
        WriteRoute(70, 1);
        _distributor.SetInput(70, true);
        Assert.Null(_processor.Signalled);
        WriteRoute(70, 1UL << 31);
        Assert.NotNull(_processor.Signalled);
        Assert.Equal(1UL << 31, _distributor.Load(0x6000 + (70 * 8), 8));
    }

    [Fact]
    public void Identification_says_what_is_there()
    {
        Assert.Equal(8u, Read(4) & 31);
        Assert.Equal(0u, Read(4) & (1 << 17)); // no LPIs
        Assert.Equal(0x52u, Read(0) & 0x7F | 0x2); // DS and ARE
        Assert.Equal(0x3Bu, Read(0xFFE8));
        Assert.Equal(0x10ul, _redistributor.Load(8, 8));
        Assert.Equal(0x3Bul, _redistributor.Load(0xFFE8, 4));
    }

    [Fact]
    public void The_non_secure_view_hides_secure_interrupts_and_halves_priorities()
    {
        var gic = new GicTests(true) { _secure = true };
        gic.Write(0, 7);
        gic.Write(0x080 + 4, 1 << 8);          // 40 is Non-secure Group 1, the others of the bank Group 0
        gic.Write(0xD00 + 4, 1 << 9);          // 41 is Secure Group 1
        gic.Write(0x100 + 4, 7 << 8);
        gic.Write(0x400 + 40, 0x30A0_20A0);    // 40, 41, 42, 43
        gic._secure = false;
        Assert.Equal(1u << 8, gic.Read(0x100 + 4));
        Assert.Equal(0u, gic.Read(0x080 + 4));
        Assert.Equal(0x40u, gic.Read(0x400 + 40));
        Assert.Equal(0x12u, gic.Read(0));
        gic.Write(0x400 + 40, 0xFFFF_FF80);
        gic.Write(0x180 + 4, uint.MaxValue);
        gic._secure = true;
        Assert.Equal(0x30A0_20C0u, gic.Read(0x400 + 40));
        Assert.Equal(6u << 8, gic.Read(0x100 + 4));
    }

    [Fact]
    public void Each_security_state_acknowledges_its_own_group_1()
    {
        var gic = new GicTests(true) { _secure = true };
        var secure = new GicAccess(false, false, 1);
        var nonSecure = new GicAccess(true, false, 1);
        var monitor = new GicAccess(false, false, 3);
        gic.Write(0, 7);
        gic.Write(0xD00 + 4, 1 << 9);
        gic.Write(0x100 + 4, 1 << 9);
        gic._processor.WritePriorityMask(0xF8, monitor);
        gic._processor.WriteEnablesEl3(3);
        gic._distributor.SetInput(41, true);
        Assert.Equal(InterruptGroup.Secure1, gic._processor.Signalled);
        Assert.Equal(Spurious, gic._processor.Acknowledge(true, nonSecure));
        Assert.Equal(Spurious, gic._processor.Acknowledge(false, secure));
        Assert.Equal(1020u, gic._processor.Acknowledge(false, monitor));
        Assert.Equal(41u, gic._processor.Acknowledge(true, secure));
        Assert.Equal(0u, gic._processor.ReadActivePriorities(true, nonSecure));
        Assert.Equal(1u, gic._processor.ReadActivePriorities(true, secure));
        gic._processor.End(41, true, nonSecure);
        Assert.Equal(1u, gic._processor.ReadActivePriorities(true, secure));
        gic._processor.End(41, true, secure);
        Assert.Equal(0u, gic._processor.ReadActivePriorities(true, secure));
    }

    [Fact]
    public void Non_secure_software_sees_half_of_the_priority_mask()
    {
        var gic = new GicTests(true);
        var shifted = new GicAccess(true, true, 1);
        gic._processor.WritePriorityMask(0x40, new(false, false, 3));
        gic._processor.WritePriorityMask(0xF0, shifted); // ignored: the mask is in the Secure half
        Assert.Equal(0u, gic._processor.ReadPriorityMask(shifted));
        gic._processor.WritePriorityMask(0xF8, new(false, false, 3));
        gic._processor.WritePriorityMask(0x80, shifted);
        Assert.Equal(0xC0u, gic._processor.ReadPriorityMask(new(false, false, 3)));
        Assert.Equal(0x80u, gic._processor.ReadPriorityMask(shifted));
    }

    [Fact]
    public void A_snapshot_keeps_the_controller()
    {
        var guest = new Guest(Guest.Nop);
        guest.EnableInterrupt(33);
        guest.Store(0x0900_0038, 1 << 4);
        guest.Machine.SendConsoleInput("a"u8);
        var snapshot = guest.Machine.TakeSnapshot();
        var other = new Machine(MachineProfile.Virt);
        other.Restore(snapshot);
        Assert.Equal(33u, other.Core.InterruptController!.Acknowledge(true, new(true, false, 1)));
        Assert.Equal(33u, guest.Cpu.InterruptController!.HighestPending(true, new(true, false, 1)));
    }

    private void Enable(int intid, byte priority)
    {
        Write(0, 2);
        _processor.WritePriorityMask(0xF8, _access);
        _processor.Enable(true, true, _access);
        IDevice frame = intid < 32 ? _redistributor : _distributor;
        ulong start = intid < 32 ? 0x1_0000ul : 0;
        var bank = (ulong)(intid / 32 * 4);
        frame.Store(start + 0x080 + bank, 4, frame.Load(start + 0x080 + bank, 4) | 1ul << (intid % 32));
        frame.Store(start + 0x400 + (ulong)intid, 1, priority);
        frame.Store(start + 0x100 + bank, 4, 1ul << (intid % 32));
    }

    private uint Acknowledge() => _processor.Acknowledge(true, _access);

    private void End(uint intid) => _processor.End(intid, true, _access);

    private uint Read(ulong offset) => (uint)_distributor.Load(offset, 4);

    private void Write(ulong offset, uint value) => _distributor.Store(offset, 4, value);

    private void WriteRoute(int intid, ulong value) => _distributor.Store(0x6000 + ((ulong)intid * 8), 8, value);
}
