using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>Entry to EL2 and return from it, and what EL2 and EL3 take from the levels below (Sail AArch64_TakeException, CheckCapabilitiesEnabled, AArch64_CheckFPAdvSIMDEnabled).</summary>
public sealed class HypervisorTests
{
    private const ulong General = 1 << 27;
    private const ulong Host = 1UL << 34;
    private static readonly Capability s_vector = Capability.Maximal.SetValue(0x2000).SetBounds(0x800UL);

    [Fact]
    public void A_call_enters_at_cvbar_el2_and_saves_pcc_with_its_bounds()
    {
        var (machine, taken) = Build(1);
        var cpu = machine.Core;
        cpu.SetSystemRegister("CCTLR_EL2", 1 << 5);
        cpu.SetVector(2, s_vector);
        var pcc = Capability.Maximal.SetValue(0x1000).SetBounds(0x100UL);
        cpu.Restart(pcc);
        cpu.IsC64 = false;
        cpu.RaiseHypervisorCall(9);
        Assert.Equal([(2u, 0x16u << 26 | 1 << 25 | 9)], taken);
        Assert.Equal((2u, true), (cpu.El, cpu.IsC64));
        Assert.Equal(s_vector.SetValue(0x2400), cpu.NextPcc);
        Assert.Equal(pcc.SetValue(0x1004), cpu.ExceptionLink(2));
        Assert.Equal(0x3C5u, cpu.SavedProgramStatus(2) & 0x0400_03FF);

        // And back, with C64 as SPSR says.
        cpu.SetSystemRegister("SPSR_EL2", cpu.SavedProgramStatus(2) | 1 << 26);
        cpu.ReturnFromException();
        Assert.Equal((1u, true, pcc.SetValue(0x1004)), (cpu.El, cpu.IsC64, cpu.NextPcc));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restricted_code_enters_a_higher_level_as_all_do_and_its_own_at_the_first_vector(bool sameLevel)
    {
        var (machine, _) = Build(sameLevel ? 2u : 1);
        var cpu = machine.Core;
        cpu.SetVector(2, s_vector);
        cpu.Restart(Capability.Maximal.ClearPermissions(CapabilityPermissions.Executive).SetValue(0x1000));
        cpu.RaiseHypervisorCall(0);
        Assert.Equal(sameLevel ? 0x2000ul : 0x2400, cpu.NextPc);
        Assert.False(cpu.IsRestricted);
    }

    [Fact]
    public void A_return_without_the_system_permission_loses_the_tag()
    {
        var (machine, _) = Build(2);
        var cpu = machine.Core;
        cpu.SetSystemRegister("SPSR_EL2", 0x3C5);
        cpu.TryWriteCapabilityRegister(new(3, 4, 4, 0, 1), 0, Capability.Maximal.SetValue(0x1000));
        cpu.Restart(Capability.Maximal.ClearPermissions(CapabilityPermissions.System).SetValue(0x3000));
        cpu.ReturnFromException();
        Assert.Equal((1u, 0x1000ul, false), (cpu.El, cpu.NextPc, cpu.NextPcc.Tag));
    }

    [Theory]
    [InlineData(1u, 0x100ul, 0ul, 2u, 0x16u)] // SCR_EL3.HCE
    [InlineData(1u, 0ul, 0ul, 1u, 0x00u)]
    [InlineData(2u, 0x100ul, 0ul, 2u, 0x16u)]
    [InlineData(3u, 0x100ul, 0ul, 3u, 0x16u)]
    public void Hypervisor_calls_need_scr_hce(uint level, ulong scr, ulong hcr, uint target, uint exceptionClass)
    {
        var (machine, taken) = Build(level);
        machine.Core.SetSystemRegister("SCR_EL3", 1 | scr);
        machine.Core.SetSystemRegister("HCR_EL2", hcr);
        machine.Core.RaiseHypervisorCall(0);
        Assert.Equal((target, exceptionClass), (taken.Single().Target, taken.Single().Esr >> 26));
    }

    [Theory]
    [InlineData(0u, 0ul, 0x80ul, 1u, 0x00u)]
    [InlineData(1u, 0ul, 0ul, 3u, 0x17u)]
    [InlineData(1u, 0x8_0000ul, 0ul, 2u, 0x17u)] // HCR_EL2.TSC comes before SCR_EL3.SMD
    [InlineData(1u, 0x8_0000ul, 0x80ul, 2u, 0x17u)]
    [InlineData(1u, 0ul, 0x80ul, 1u, 0x00u)]
    [InlineData(2u, 0x8_0000ul, 0ul, 3u, 0x17u)]
    public void Secure_monitor_calls_are_trapped_or_undefined_where_controls_say_so(uint level, ulong hcr, ulong scr, uint target, uint exceptionClass)
    {
        var (machine, taken) = Build(level);
        machine.Core.SetSystemRegister("SCR_EL3", 1 | scr);
        machine.Core.SetSystemRegister("HCR_EL2", hcr);
        machine.Core.RaiseSecureMonitorCall(0);
        Assert.Equal((target, exceptionClass), (taken.Single().Target, taken.Single().Esr >> 26));
    }

    // CPACR_EL1.CEN, then CPTR_EL2.TC or CEN, then CPTR_EL3.EC. Target 0: not trapped.
    [Theory]
    [InlineData(0u, 0ul, 3, 0ul, 0x200ul, 0u)]
    [InlineData(0u, 0ul, 1, 0ul, 0x200ul, 1u)]
    [InlineData(1u, 0ul, 1, 0ul, 0x200ul, 0u)]
    [InlineData(1u, 0ul, 2, 0ul, 0x200ul, 1u)]
    [InlineData(1u, 0ul, 3, 0x200ul, 0x200ul, 2u)]
    [InlineData(2u, 0ul, 0, 0x200ul, 0x200ul, 2u)]
    [InlineData(2u, 0ul, 0, 0ul, 0x200ul, 0u)]
    [InlineData(2u, 0ul, 0, 0ul, 0ul, 3u)]
    [InlineData(3u, 0ul, 0, 0x200ul, 0ul, 3u)]
    [InlineData(3u, 0ul, 0, 0x200ul, 0x200ul, 0u)]
    [InlineData(0u, General, 0, 0ul, 0x200ul, 2u)]
    [InlineData(0u, Host | General, 0, 0xC_0000ul, 0x200ul, 0u)]
    [InlineData(0u, Host | General, 3, 0x4_0000ul, 0x200ul, 2u)]
    [InlineData(0u, Host, 3, 0x4_0000ul, 0x200ul, 0u)]
    [InlineData(1u, Host, 3, 0x8_0000ul, 0x200ul, 2u)]
    [InlineData(2u, Host, 0, 0x4_0200ul, 0x200ul, 0u)]
    [InlineData(2u, Host, 3, 0ul, 0x200ul, 2u)]
    public void Capabilities_are_trapped_by_level(uint level, ulong hcr, int cpacr, ulong cptr2, ulong cptr3, uint target)
    {
        var (machine, taken) = Build(level);
        machine.Core.SetSystemRegister("HCR_EL2", hcr);
        machine.Core.SetSystemRegister("CPACR_EL1", (ulong)(uint)cpacr << 18);
        machine.Core.SetSystemRegister("CPTR_EL2", cptr2);
        machine.Core.SetSystemRegister("CPTR_EL3", cptr3);
        Assert.Equal(target == 0, machine.Core.CheckCapabilitiesEnabled());
        Assert.Equal(target == 0 ? [] : [(target, 0x29u << 26 | 1 << 25)], taken);
    }

    // FPEN and TFP. Target 0: not trapped; EC 0 where EL1's trap goes to EL2 by TGE.
    [Theory]
    [InlineData(0u, 0ul, 3, 0ul, 0ul, 0u, 0u)]
    [InlineData(0u, 0ul, 1, 0ul, 0ul, 1u, 7u)]
    [InlineData(1u, 0ul, 1, 0ul, 0ul, 0u, 0u)]
    [InlineData(1u, 0ul, 2, 0ul, 0ul, 1u, 7u)]
    [InlineData(0u, General, 0, 0ul, 0ul, 2u, 0u)]
    [InlineData(1u, 0ul, 3, 0x400ul, 0ul, 2u, 7u)]
    [InlineData(2u, 0ul, 0, 0x400ul, 0ul, 2u, 7u)]
    [InlineData(2u, 0ul, 0, 0ul, 0x400ul, 3u, 7u)]
    [InlineData(0u, Host | General, 0, 0x30_0000ul, 0ul, 0u, 0u)]
    [InlineData(0u, Host | General, 3, 0x10_0000ul, 0ul, 2u, 7u)]
    [InlineData(0u, Host, 3, 0x10_0000ul, 0ul, 0u, 0u)]
    [InlineData(2u, Host, 3, 0x20_0400ul, 0ul, 2u, 7u)]
    public void Floating_point_is_trapped_by_level(uint level, ulong hcr, int cpacr, ulong cptr2, ulong cptr3, uint target, uint exceptionClass)
    {
        var (machine, taken) = Build(level);
        machine.Core.SetSystemRegister("HCR_EL2", hcr);
        machine.Core.SetSystemRegister("CPACR_EL1", (ulong)(uint)cpacr << 20);
        machine.Core.SetSystemRegister("CPTR_EL2", cptr2);
        machine.Core.SetSystemRegister("CPTR_EL3", cptr3 | 0x200);
        Assert.Equal(target == 0, machine.Core.CheckFloatingPointEnabled());
        Assert.Equal(target == 0 ? [] : [(target, exceptionClass)], taken.Select(t => (t.Target, t.Esr >> 26)));
    }

    [Fact]
    public void With_tge_what_el0_raises_goes_to_el2_and_el1_cannot_be_returned_to()
    {
        foreach (var raise in new Action<Cpu>[] { c => c.RaiseUndefined(), c => c.RaiseSupervisorCall(1), c => c.RaiseBreakpoint(2), c => c.RaiseStackAlignment(), c => c.RaisePcAlignmentFault() })
        {
            var (machine, taken) = Build(0);
            machine.Core.SetSystemRegister("HCR_EL2", General);
            raise(machine.Core);
            Assert.Equal(2u, taken.Single().Target);
            machine.Core.SetSystemRegister("SPSR_EL2", 0x3C5);
            machine.Core.ReturnFromException();
            Assert.Equal((2u, true), (machine.Core.El, machine.Core.Il));
        }
    }

    [Fact]
    public void Debug_exceptions_go_to_el2_with_mdcr_tde()
    {
        var (machine, taken) = Build(1);
        machine.Core.SetSystemRegister("MDCR_EL2", 1 << 8);
        machine.Core.RaiseBreakpoint(7);
        Assert.Equal((2u, 0x3Cu), (taken.Single().Target, taken.Single().Esr >> 26));
    }

    [Theory]
    [InlineData(0ul, 0ul, 1u)]
    [InlineData(1ul << 37, 0ul, 2u)] // HCR_EL2.TEA
    [InlineData(1ul << 37, 8ul, 3u)] // SCR_EL3.EA
    public void External_aborts_go_where_controls_send_them(ulong hcr, ulong scr, uint target)
    {
        var (machine, taken) = Build(1);
        machine.Core.SetSystemRegister("HCR_EL2", hcr);
        machine.Core.SetSystemRegister("SCR_EL3", 1 | scr);
        machine.Core.SetX(1, 0x7000_0000);
        Assert.False(machine.Core.TryLoad<Functional>(machine.Core.BaseAddress(1), 0, 8, out _));
        Assert.Equal((target, 0x10u), (taken.Single().Target, taken.Single().Esr & 0x3F));
    }

    // A capability fault goes to the lowest level that has capabilities (Sail TargetELForCapabilityExceptions).
    [Theory]
    [InlineData(3, 0ul, 0x200ul, 1u)]
    [InlineData(0, 0ul, 0x200ul, 2u)]
    [InlineData(3, 0x200ul, 0x200ul, 3u)]
    [InlineData(3, 0ul, 0ul, 3u)]
    public void Capability_faults_go_to_the_lowest_level_with_capabilities(int cpacr, ulong cptr2, ulong cptr3, uint target)
    {
        var (machine, taken) = Build(1);
        machine.Core.SetSystemRegister("CPACR_EL1", (ulong)(uint)cpacr << 18);
        machine.Core.SetSystemRegister("CPTR_EL2", cptr2);
        machine.Core.SetSystemRegister("CPTR_EL3", cptr3);
        machine.Core.SetDdc(1, Capability.Null);
        machine.Core.SetX(1, 0x8000);
        Assert.False(machine.Core.TryLoad<Functional>(machine.Core.BaseAddress(1), 0, 8, out _));
        Assert.Equal((target, 0x28u), (taken.Single().Target, taken.Single().Esr & 0x3F));
    }

    private static (Machine Machine, List<(uint Target, uint Esr)> Taken) Build(uint level)
    {
        var machine = new Machine(MachineProfile.Trickbox);
        var taken = new List<(uint, uint)>();
        machine.Core.ExceptionObserver = target => taken.Add((target, machine.Core.ExceptionSyndrome(target)));
        machine.Core.SetSystemRegister("CPTR_EL3", 0x200);
        machine.Core.SetSystemRegister("CPACR_EL1", 0x3C_0000);
        machine.Core.SetSystemRegister("SCR_EL3", 0x101);
        for (var el = 1u; el <= 3; el++)
        {
            machine.Core.SetVector(el, Capability.Maximal.SetValue(el << 20));
        }

        machine.Core.SetExceptionLevel(level, level == 0 ? 0u : 1u);
        machine.Core.Restart(Capability.Maximal.SetValue(0x1000));
        return (machine, taken);
    }
}
