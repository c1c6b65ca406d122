using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>
/// MRS and MSR of every register against the rules of the Sail model (system-register-rules.tsv): at every exception level,
/// Executive and Restricted, with and without the System permission, with every trap control set and clear.
/// </summary>
public sealed class SystemRegisterAccessTests
{
    // What the Sail model has and this machine has not.
    private static readonly string[] s_absent = ["DBGDTRTX_EL0"];

    // MRS and MSR of capabilities first ask whether capabilities are enabled at all (CheckCapabilitiesEnabled), which is all that
    // the rule of CID_EL0 asks.
    private static readonly AccessRule s_enabling = AccessRule.All.First(rule => rule.Name == "CID_EL0");

    [Fact]
    public void Every_register_of_the_model_is_there_with_its_encoding()
    {
        var known = SystemRegisters.All.Select(register => (register.Name, register.Encoding))
            .Concat(SystemRegisters.AllCapability.Select(register => (register.Name, register.Encoding))).ToDictionary();
        foreach (var rule in AccessRule.All.Where(rule => rule.Encoding is { Op1: not 5 } && !s_absent.Contains(rule.Name)))
        {
            Assert.True(known.TryGetValue(rule.Name, out var encoding), rule.Name);
            Assert.Equal((rule.Name, rule.Encoding), (rule.Name, encoding));
        }
    }

    [Fact]
    public void Every_register_has_a_rule()
    {
        var ruled = AccessRule.All.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);

        // Reserved identification space, registers of the interrupt controller (their own tests), and what the model keeps elsewhere.
        var unruled = SystemRegisters.All.Select(register => register.Name)
            .Where(name => !ruled.Contains(AccessRule.Family(name)) && !name.StartsWith("S3_0_C0_", StringComparison.Ordinal) && !name.StartsWith("IC", StringComparison.Ordinal))
            .Concat(SystemRegisters.AllCapability.Select(register => register.Name))
            .Where(name => !ruled.Contains(name));
        Assert.Equal([], unruled);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Access_follows_the_rules_of_the_model(uint level)
    {
        var random = new Random(20_260 + (int)level);
        var machine = new Machine(MachineProfile.Trickbox);
        var taken = default(AccessOutcome);
        machine.Core.ExceptionObserver = target => taken = new(target, machine.Core.ExceptionSyndrome(target) >> 26);
        var byName = SystemRegisters.All.ToDictionary(register => register.Name, StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var (rule, encoding) in Cases())
        {
            for (var i = 0; i < 24; i++)
            {
                var state = RandomState(random, rule, level, plain: i < 8, combination: i & 7);
                Establish(machine, byName, state);
                var read = rule.Reads && (!rule.Writes || (i & 8) == 0);
                taken = default;
                Access(machine.Core, rule, encoding, read);
                var expected = rule.IsCapability && s_enabling.Evaluate(state) is { Target: > 0 } disabled ? disabled : rule.Evaluate(state);
                if (taken != expected && !IsKnownDifference(rule, state))
                {
                    differences.Add($"{(read ? "MRS" : "MSR")} {rule.Name} {encoding}: expected {expected}, got {taken}; restricted {state.IsRestricted}, "
                        + $"System {state.HasSystem}, SPSel {state.OwnStack}, {string.Join(' ', state.Registers.Select(pair => $"{pair.Key}={pair.Value:x}"))}");
                    break;
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    [Fact]
    public void With_e2h_el2_finds_its_own_registers_under_the_names_of_el1_and_those_of_el1_under_el12()
    {
        foreach (var (first, second) in new[]
        {
            ("SCTLR_EL1", "SCTLR_EL2"), ("TCR_EL1", "TCR_EL2"), ("TTBR0_EL1", "TTBR0_EL2"), ("TTBR1_EL1", "TTBR1_EL2"), ("ESR_EL1", "ESR_EL2"),
            ("FAR_EL1", "FAR_EL2"), ("AFSR0_EL1", "AFSR0_EL2"), ("AFSR1_EL1", "AFSR1_EL2"), ("MAIR_EL1", "MAIR_EL2"), ("AMAIR_EL1", "AMAIR_EL2"),
            ("VBAR_EL1", "VBAR_EL2"), ("CONTEXTIDR_EL1", "CONTEXTIDR_EL2"), ("CPACR_EL1", "CPTR_EL2"), ("ELR_EL1", "ELR_EL2"),
            ("SPSR_EL1", "SPSR_EL2"), ("CCTLR_EL1", "CCTLR_EL2"), ("CNTKCTL_EL1", "CNTHCTL_EL2"), ("SCXTNUM_EL1", "SCXTNUM_EL2"),
        })
        {
            var machine = new Machine(MachineProfile.Trickbox);
            var byName = SystemRegisters.All.ToDictionary(register => register.Name, StringComparer.Ordinal);
            machine.Core.SetSystemRegister("CPTR_EL3", 0x200);
            machine.Core.SetSystemRegister("SCR_EL3", 1 | 1 << 25);
            machine.Core.SetSystemRegister("HCR_EL2", 1UL << 34);
            machine.Core.SetSystemRegister("CPTR_EL2", 0x3C_0000);
            machine.Core.SetExceptionLevel(2, 1);
            byName[first].Write!(machine.Core, 0x10);
            byName[second].Write!(machine.Core, 0x003C_0020);
            var encoding = byName[first].Encoding;
            Assert.True(machine.Core.TryReadSystemRegister(encoding, 0, out var host), first);
            Assert.True(machine.Core.TryReadSystemRegister(encoding with { Op1 = 5 }, 0, out var guest), first);
            Assert.Equal((first, byName[second].Read!(machine.Core), byName[first].Read!(machine.Core)), (first, host, guest));
            Assert.True(machine.Core.TryWriteSystemRegister(encoding, 0, 0x003C_0040), first);
            Assert.Equal(byName[second].Read!(machine.Core), Read(machine.Core, encoding));
            machine.Core.SetSystemRegister("HCR_EL2", 0);
            Assert.False(machine.Core.TryReadSystemRegister(encoding with { Op1 = 5 }, 0, out _), first);
        }
    }

    [Fact]
    public void With_e2h_the_capability_registers_of_el1_have_el12_names()
    {
        var machine = new Machine(MachineProfile.Trickbox);
        machine.Core.SetSystemRegister("CPTR_EL3", 0x200);
        machine.Core.SetSystemRegister("SCR_EL3", 1);
        machine.Core.SetSystemRegister("HCR_EL2", 1UL << 34);
        machine.Core.SetSystemRegister("CPTR_EL2", 0x3C_0000);
        machine.Core.SetExceptionLevel(2, 1);
        foreach (var encoding in new SystemEncoding[] { new(3, 0, 12, 0, 0), new(3, 0, 4, 0, 1) })
        {
            var (host, guest) = (Capability.Maximal.SetValue(0x2000), Capability.Maximal.SetValue(0x1000));
            Assert.True(machine.Core.TryWriteCapabilityRegister(encoding, 0, host));
            Assert.True(machine.Core.TryWriteCapabilityRegister(encoding with { Op1 = 5 }, 0, guest));
            Assert.True(machine.Core.TryReadCapabilityRegister(encoding with { Op1 = 4 }, 0, out var second));
            Assert.True(machine.Core.TryReadCapabilityRegister(encoding with { Op1 = 5 }, 0, out var first));
            Assert.Equal((host, guest), (second, first));
        }
    }

    [Fact]
    public void A_guest_of_el2_sees_the_identity_that_el2_gives_it()
    {
        var machine = new Machine(MachineProfile.Trickbox);
        machine.Core.SetSystemRegister("SCR_EL3", 1);
        machine.Core.SetSystemRegister("VPIDR_EL2", 0x1234_5678);
        machine.Core.SetSystemRegister("VMPIDR_EL2", 0x8000_0003);
        machine.Core.SetExceptionLevel(1, 1);
        Assert.Equal((0x1234_5678ul, 0x8000_0003ul), (Read(machine.Core, new(3, 0, 0, 0, 0)), Read(machine.Core, new(3, 0, 0, 0, 5))));
        machine.Core.SetExceptionLevel(2, 1);
        Assert.Equal((0x410F_D083ul, 0x8000_0000ul), (Read(machine.Core, new(3, 0, 0, 0, 0)), Read(machine.Core, new(3, 0, 0, 0, 5))));
    }

    [Fact]
    public void The_identification_space_reads_as_zero_where_nothing_is_and_cannot_be_written()
    {
        for (var crm = 1u; crm < 8; crm++)
        {
            for (var op2 = 0u; op2 < 8; op2++)
            {
                var guest = new Guest();
                Assert.True(guest.Cpu.TryReadSystemRegister(new(3, 0, 0, crm, op2), 0, out _));
                Assert.False(guest.Cpu.TryWriteSystemRegister(new(3, 0, 0, crm, op2), 0, 0));
            }
        }
    }

    // At EL2 as a host with CPTR_EL2.CEN = 01 the model traps DDC and nothing else, although only EL0 is to be trapped then.
    private static bool IsKnownDifference(AccessRule rule, AccessState state) =>
        rule.Name == "DDC" && state.Level == 2 && (state["HCR_EL2"] & (1UL << 34 | 1 << 27)) == (1UL << 34 | 1 << 27) && (state["CPTR_EL2"] >> 18 & 3) == 1;

    private static ulong Read(Cpu cpu, SystemEncoding encoding)
    {
        Assert.True(cpu.TryReadSystemRegister(encoding, 0, out var value));
        return value;
    }

    // Each register of the machine with its rule, and the EL12 and EL02 names.
    private static IEnumerable<(AccessRule Rule, SystemEncoding Encoding)> Cases()
    {
        var rules = AccessRule.All.ToLookup(rule => rule.Name, StringComparer.Ordinal);
        foreach (var (name, encoding) in SystemRegisters.All.Select(register => (register.Name, register.Encoding))
            .Concat(SystemRegisters.AllCapability.Select(register => (register.Name, register.Encoding))))
        {
            foreach (var rule in rules[name].Any() ? rules[name] : rules[AccessRule.Family(name)])
            {
                yield return (rule, encoding);
            }
        }

        foreach (var rule in AccessRule.All.Where(rule => rule.Encoding is { Op1: 5 }))
        {
            yield return (rule, rule.Encoding!.Value);
        }
    }

    private static AccessState RandomState(Random random, AccessRule rule, uint level, bool plain, int combination)
    {
        var state = new AccessState
        {
            Level = level,
            HasSystem = (combination & 1) == 0,
            IsRestricted = (combination & 2) != 0,
            OwnStack = (combination & 4) == 0 && level > 0,
        };

        // EL2 in use and everything enabled, or any bits that the rule asks for.
        foreach (var register in new[] { "HCR_EL2", "SCR_EL3", "CPTR_EL2", "CPTR_EL3", "CPACR_EL1", "MDCR_EL2", "MDCR_EL3", "SCTLR_EL1", "SCTLR_EL2", "CNTHCTL_EL2", "CNTKCTL_EL1", "PMUSERENR_EL0", "MDSCR_EL1" })
        {
            state[register] = 0;
        }

        state["CPACR_EL1"] = 0x3C_0000;
        state["CPTR_EL3"] = 0x200;
        state["SCR_EL3"] = 1;
        if (plain)
        {
            return state;
        }

        // Few bits at a time, so that the later steps of a rule are reached.
        var chance = random.Next(2, 9);
        foreach (var (register, bit) in rule.Bits)
        {
            state[register] ^= random.Next(chance) == 0 ? 1UL << bit : 0;
        }

        if (level == 2)
        {
            state["SCR_EL3"] |= 1;
        }

        // EL1 cannot be entered with TGE.
        if (level == 1)
        {
            state["HCR_EL2"] &= ~(1UL << 27);
        }

        return state;
    }

    private static void Establish(Machine machine, Dictionary<string, SystemRegister> byName, AccessState state)
    {
        machine.Core.SetExceptionLevel(3, 1);
        machine.Core.Restart(Capability.Maximal);
        foreach (var (name, value) in state.Registers)
        {
            byName[name].Write!(machine.Core, value);
        }

        var pcc = Capability.Maximal;
        pcc = state.HasSystem ? pcc : pcc.ClearPermissions(CapabilityPermissions.System);
        pcc = state.IsRestricted ? pcc.ClearPermissions(CapabilityPermissions.Executive) : pcc;
        machine.Core.SetExceptionLevel(state.Level, state.OwnStack ? 1u : 0u);
        machine.Core.Restart(pcc.SetValue(0x1000));
    }

    private static bool Access(Cpu cpu, AccessRule rule, SystemEncoding encoding, bool read) => (rule.IsCapability, read) switch
    {
        (false, true) => cpu.TryReadSystemRegister(encoding, 0, out _),
        (false, false) => cpu.TryWriteSystemRegister(encoding, 0, 0),
        (true, true) => cpu.CheckCapabilitiesEnabled() && cpu.TryReadCapabilityRegister(encoding, 0, out _),
        _ => cpu.CheckCapabilitiesEnabled() && cpu.TryWriteCapabilityRegister(encoding, 0, default),
    };
}
