using CsCheck;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>What the ISA vectors leave out or touch lightly: Restricted, capability registers, sealed entries, CCTLR, tags in bulk.</summary>
public sealed class MorelloSemanticsTests
{
    private const uint CapabilityAccessTrap = 0x29;
    private const uint DataAbort = 0x25;
    private const uint FetchAbort = 0x21;
    private const uint TagFault = 0x28;
    private const uint SealFault = 0x29;
    private const ulong Target = 0x2000;

    private static readonly Capability Whole = Capability.Maximal;
    private static readonly Capability RestrictedCode = Whole.SetValue(Target).ClearPermissions(CapabilityPermissions.Executive);

    public static TheoryData<string> CapabilityEntries =>
        [.. InstructionTable.Entries.Select(entry => entry.Name).Where(name => !name.Contains("_aarch64_", StringComparison.Ordinal) && !name.StartsWith("ADR", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(CapabilityEntries))]
    public void Every_instruction_on_capabilities_traps_while_they_are_off(string name)
    {
        InstructionEntry entry = InstructionTable.Entries.Single(entry => entry.Name == name);
        Gen.UInt.Sample(random =>
        {
            // ADD with a shift above 4 and SEAL with form 0 are UNDEFINED first.
            random = name switch { "ADD_C_CRI_C" => random & ~0x1C00u, "SEAL_C_CI_C" => random | 0x2000, _ => random };
            uint word = 0;
            foreach (char c in entry.Pattern.Replace(" ", string.Empty, StringComparison.Ordinal))
            {
                word = (word << 1) | (c switch { '0' => 0u, '1' => 1u, _ => random >> 31 });
                random <<= 1;
            }

            var machine = new SmallMachine().Add(word);
            machine.Cpu.SetSystemRegister("CPTR_EL3", 0);
            machine.Run();
            Assert.Equal(CapabilityAccessTrap, machine.ExceptionClass);
        }, iter: 4, threads: 1);
    }

    [Theory]
    [InlineData(3, 3, 4, 1, 1)] // DDC
    [InlineData(3, 0, 4, 1, 1)] // DDC_EL0
    [InlineData(3, 4, 4, 1, 1)] // DDC_EL1
    [InlineData(3, 6, 4, 1, 1)] // DDC_EL2
    [InlineData(3, 3, 4, 3, 1)] // RDDC_EL0
    [InlineData(3, 0, 4, 1, 0)] // CSP_EL0
    [InlineData(3, 4, 4, 1, 0)] // CSP_EL1
    [InlineData(3, 6, 4, 1, 0)] // CSP_EL2
    [InlineData(3, 7, 4, 1, 3)] // RCSP_EL0
    [InlineData(3, 0, 4, 0, 1)] // CELR_EL1
    [InlineData(3, 6, 4, 0, 1)] // CELR_EL3
    [InlineData(3, 0, 12, 0, 0)] // CVBAR_EL1
    [InlineData(3, 6, 12, 0, 0)] // CVBAR_EL3
    [InlineData(3, 3, 13, 0, 2)] // CTPIDR_EL0
    [InlineData(3, 3, 13, 0, 3)] // CTPIDRRO_EL0
    [InlineData(3, 6, 13, 0, 2)] // CTPIDR_EL3
    [InlineData(3, 3, 13, 0, 4)] // RCTPIDR_EL0
    [InlineData(3, 3, 13, 0, 7)] // CID_EL0
    public void Capability_registers_keep_all_129_bits(uint op0, uint op1, uint crn, uint crm, uint op2)
    {
        Capability value = Whole.SetValue(0x4000).SetBounds(0x100UL).SealEntry(ObjectTypes.LoadBranch);
        (char, uint)[] Fields(uint register) => [('o', op0 - 2), ('q', op1), ('r', crn), ('t', crm), ('u', op2), ('d', register)];
        SmallMachine machine = new SmallMachine().With(1, value).Add("MSR_C_I_C", Fields(1)).Add("MRS_C_I_C", Fields(2)).Run();
        Assert.Null(machine.Exception);
        Assert.Equal(value, machine.Cpu.C(2));
    }

    [Fact]
    public void A_plain_branch_does_not_lead_from_Executive_into_Restricted()
    {
        SmallMachine machine = new SmallMachine().With(1, RestrictedCode).Add("BR_C_C", ('n', 1)).Run(stop: Target);
        Assert.Equal(FetchAbort, machine.ExceptionClass);
        Assert.Equal(TagFault, machine.FaultStatus);
    }

    [Fact]
    public void BRR_leads_into_Restricted_and_a_plain_branch_back()
    {
        SmallMachine machine = new SmallMachine().With(1, RestrictedCode).Add("BRR_C_C", ('n', 1)).Run(stop: Target);
        Assert.Null(machine.Exception);
        Assert.True(machine.Cpu.IsRestricted);

        SmallMachine back = new SmallMachine().With(1, Whole.SetValue(Target)).Add("BR_C_C", ('n', 1)).Run(stop: Target, pcc: RestrictedCode);
        Assert.Null(back.Exception);
        Assert.False(back.Cpu.IsRestricted);
    }

    [Theory]
    [InlineData("BRR_C_C")]
    [InlineData("BLRR_C_C")]
    [InlineData("RETR_C_C")]
    public void The_branches_into_Restricted_are_undefined_there(string name)
    {
        SmallMachine machine = new SmallMachine().With(1, Whole.SetValue(Target)).Add(name, ('n', 1)).Run(stop: Target, pcc: RestrictedCode);
        Assert.Equal(0u, machine.ExceptionClass);
    }

    [Fact]
    public void Restricted_has_its_own_stack_pointer_and_DDC()
    {
        (char, uint)[] ddc = [('o', 1), ('q', 3), ('r', 4), ('t', 1), ('u', 1), ('d', 3)];
        var machine = new SmallMachine();
        machine.Cpu.SetCSp(31, Whole.SetValue(0x100));
        machine.Cpu.SetStackPointer(Cpu.RestrictedBank, Whole.SetValue(0x200));
        machine.Cpu.SetDdc(Cpu.RestrictedBank, Whole.SetValue(0x300));
        machine.Add("CPY_C_C_C", ('n', 31), ('d', 2)).Add("MRS_C_I_C", ddc).Run(pcc: RestrictedCode);
        Assert.Null(machine.Exception);
        Assert.Equal(0x200UL, machine.Cpu.C(2).Value);
        Assert.Equal(0x300UL, machine.Cpu.C(3).Value);
        Assert.Equal(0x100UL, machine.Cpu.GetStackPointer(3).Value);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_link_says_C64_in_bit_0_and_is_sealed_if_CCTLR_SBL_says_so(bool isC64, ulong bit0)
    {
        foreach (ulong control in new ulong[] { 0, 1 << 7 })
        {
            var machine = new SmallMachine().With(1, Whole.SetValue(Target + bit0)).Add("BLR_C_C", ('n', 1));
            machine.Cpu.SetSystemRegister("CCTLR_EL3", control);
            machine.Run(isC64, Target);
            Capability link = machine.Cpu.C(30);
            Assert.Equal(SmallMachine.Code + 4 + bit0, link.Value);
            Assert.Equal(control == 0 ? ObjectTypes.Unsealed : ObjectTypes.RegisterBranch, link.ObjectType);
            Assert.True(link.Tag);
            Assert.Equal(isC64, machine.Cpu.IsC64);
        }
    }

    [Theory]
    [InlineData("BRR_C_C", false)]
    [InlineData("BRS_C_C", false)]
    [InlineData("BR_C_C", true)]
    public void With_SBL_only_sealed_entries_are_taken_by_some_branches(string name, bool takesUnsealed)
    {
        foreach (bool isSealed in new[] { false, true })
        {
            Capability target = Whole.SetValue(Target);
            var machine = new SmallMachine().With(1, isSealed ? target.SealEntry(ObjectTypes.RegisterBranch) : target).Add(name, ('n', 1));
            machine.Cpu.SetSystemRegister("CCTLR_EL3", 1 << 7);
            machine.Run(stop: Target);
            Assert.Equal(isSealed || takesUnsealed, machine.Exception is null);
        }
    }

    [Theory]
    [InlineData("LDPBR_C_C_C", 29u, true)]
    [InlineData("LDPBLR_C_C_C", 29u, true)]
    [InlineData("LDPBR_C_C_C", 28u, false)]
    [InlineData("LDPBLR_C_C_C", 28u, false)]
    public void A_pair_entry_opens_only_into_C29(string name, uint dataRegister, bool opens)
    {
        Capability data = Whole.SetValue(0x77);
        SmallMachine machine = new SmallMachine()
            .Put(SmallMachine.Data, data)
            .Put(SmallMachine.Data + 16, Whole.SetValue(Target).SealEntry(ObjectTypes.RegisterBranch))
            .With(1, Whole.SetValue(SmallMachine.Data).SealEntry(ObjectTypes.LoadPairBranch))
            .Add(name, ('n', 1), ('d', dataRegister))
            .Run(stop: Target);
        if (opens)
        {
            Assert.Null(machine.Exception);
            Assert.Equal(data, machine.Cpu.C(29));
            Assert.Equal(name == "LDPBLR_C_C_C" ? SmallMachine.Code + 4 : 0, machine.Cpu.C(30).Value);
        }
        else
        {
            Assert.Equal(DataAbort, machine.ExceptionClass);
            Assert.Equal(SealFault, machine.FaultStatus);
            Assert.Equal(Capability.Null, machine.Cpu.C(30));
        }
    }

    [Theory]
    [InlineData(29u, true)]
    [InlineData(1u, false)]
    public void A_table_entry_opens_only_from_C29(uint baseRegister, bool opens)
    {
        SmallMachine machine = new SmallMachine()
            .Put(SmallMachine.Data + 32, Whole.SetValue(Target))
            .With(baseRegister, Whole.SetValue(SmallMachine.Data).SealEntry(ObjectTypes.LoadBranch))
            .Add("BLR_CI_C", ('n', baseRegister), ('i', 2))
            .Run(stop: Target);
        Assert.Equal(opens, machine.Exception is null);
        Assert.Equal(opens, !machine.Cpu.C(baseRegister).IsSealed);
    }

    [Theory]
    [InlineData(100u, 100u, true)]
    [InlineData(100u, 101u, false)]
    [InlineData(3u, 3u, false)]
    public void A_sealed_pair_opens_if_the_types_agree_and_are_software_s(uint codeType, uint dataType, bool opens)
    {
        Capability code = Whole.SetValue(Target);
        Capability data = Whole.SetValue(SmallMachine.Data).ClearPermissions(CapabilityPermissions.Execute);
        SmallMachine machine = new SmallMachine()
            .With(1, code.Seal(Whole.SetValue(codeType)))
            .With(2, data.Seal(Whole.SetValue(dataType)))
            .Add("BRS_C_C_C", ('n', 1), ('m', 2))
            .Run(stop: Target);
        Assert.Equal(opens, machine.Exception is null);
        Assert.Equal(opens ? data : data.Seal(Whole.SetValue(dataType)), machine.Cpu.C(29));
        if (!opens)
        {
            Assert.Equal(FetchAbort, machine.ExceptionClass);
            Assert.Equal(TagFault, machine.FaultStatus);
        }
    }

    [Fact]
    public void A_sealed_pair_with_executable_data_stays_closed()
    {
        Capability key = Whole.SetValue(100);
        SmallMachine machine = new SmallMachine()
            .With(1, Whole.SetValue(Target).Seal(key))
            .With(2, Whole.SetValue(SmallMachine.Data).Seal(key))
            .Add("BLRS_C_C_C", ('n', 1), ('m', 2))
            .Run(stop: Target);
        Assert.Equal(FetchAbort, machine.ExceptionClass);
        Assert.True(machine.Cpu.C(29).IsSealed);
    }

    [Fact]
    public void Tags_are_read_and_written_in_fours()
    {
        SmallMachine machine = new SmallMachine()
            .Put(SmallMachine.Data, Whole)
            .Put(SmallMachine.Data + 32, Whole)
            .With(1, Whole.SetValue(SmallMachine.Data))
            .Add("LDCT_R_R__", ('n', 1), ('d', 2))
            .Add("STCT_R_R__", ('n', 1), ('d', 3))
            .Add("LDCT_R_R__", ('n', 1), ('d', 4));
        machine.Cpu.SetX(3, 0b1010);
        machine.Run(isC64: true);
        Assert.Null(machine.Exception);
        Assert.Equal(0b0101UL, machine.Cpu.X(2));
        Assert.Equal(0b1010UL, machine.Cpu.X(4));
    }

    [Fact]
    public void Setting_a_tag_needs_the_System_permission()
    {
        foreach (bool system in new[] { true, false })
        {
            SmallMachine machine = new SmallMachine().With(1, Whole.ClearTag()).Add("SCTAG_C_CR_C", ('n', 1), ('m', 3), ('d', 2));
            machine.Cpu.SetX(3, 1);
            machine.Run(pcc: system ? Whole : Whole.ClearPermissions(CapabilityPermissions.System));
            Assert.Equal(system, machine.Cpu.C(2).Tag);
        }
    }

    [Theory]
    [InlineData(0u, 0x9000UL)]
    [InlineData(1u << 4, 0xA000UL)]
    public void ADRDP_counts_from_DDC_or_C28(uint control, ulong expected)
    {
        var machine = new SmallMachine().With(28, Whole.SetValue(0x9234)).Add("ADRDP_C_ID_C", ('j', 1), ('d', 2));
        machine.Cpu.SetDdc(3, Whole.SetValue(0x8234));
        machine.Cpu.SetSystemRegister("CCTLR_EL3", control);
        machine.Run(isC64: true);
        Assert.Equal(expected, machine.Cpu.C(2).Value);
        Assert.True(machine.Cpu.C(2).Tag);
    }

    [Theory]
    [InlineData(0UL, SmallMachine.Code)]
    [InlineData(1UL << 3, 0UL)]
    public void ADR_gives_an_offset_with_PCCBO(ulong control, ulong expected)
    {
        var machine = new SmallMachine().Add("ADR_C_I_C", ('d', 2));
        machine.Cpu.SetSystemRegister("CCTLR_EL3", control);
        machine.Run(pcc: Whole.SetValue(SmallMachine.Code).SetBounds(0x1000UL));
        Assert.Equal(expected, machine.Cpu.X(2));
    }

    [Theory]
    [InlineData(0UL, 0x8010UL)]
    [InlineData(1UL << 2, 0x10UL)]
    public void CVTD_gives_an_offset_with_DDCBO(ulong control, ulong expected)
    {
        var machine = new SmallMachine().With(1, Whole.SetValue(0x8010)).Add("CVTD_R_C_C", ('n', 1), ('d', 2)).Add("CVTD_C_R_C", ('n', 2), ('d', 3));
        machine.Cpu.SetDdc(3, Whole.SetValue(0x8000).SetBounds(0x1000UL));
        machine.Cpu.SetSystemRegister("CCTLR_EL3", control);
        machine.Run();
        Assert.Equal(expected, machine.Cpu.X(2));
        Assert.Equal(0x8010UL, machine.Cpu.C(3).Value);
        Assert.Equal(0x8000UL, machine.Cpu.C(3).Base);
    }

    [Fact]
    public void A_swap_through_a_capability_without_LoadCap_stores_the_tag_and_loads_none()
    {
        Capability old = Whole.SetValue(1);
        Capability replacement = Whole.SetValue(2);
        SmallMachine machine = new SmallMachine()
            .Put(SmallMachine.Data, old)
            .With(1, Whole.SetValue(SmallMachine.Data).ClearPermissions(CapabilityPermissions.LoadCap))
            .With(2, replacement)
            .With(4, Whole.SetValue(SmallMachine.Data))
            .Add("SWP_CC_R_C", ('n', 1), ('m', 2), ('d', 3))
            .Add("LDR_C_RUIB_C", ('n', 4), ('d', 5))
            .Run(isC64: true);
        Assert.Null(machine.Exception);
        Assert.Equal(old.ClearTag(), machine.Cpu.C(3));
        Assert.Equal(replacement, machine.Cpu.C(5));
    }

    [Fact]
    public void A_load_through_a_capability_without_MutableLoad_gives_nothing_to_store_through()
    {
        CapabilityPermissions writing = CapabilityPermissions.Store | CapabilityPermissions.StoreCap | CapabilityPermissions.StoreLocalCap | CapabilityPermissions.MutableLoad;
        SmallMachine machine = new SmallMachine()
            .Put(SmallMachine.Data, Whole)
            .Put(SmallMachine.Data + 16, Whole.SealEntry(ObjectTypes.RegisterBranch))
            .With(1, Whole.SetValue(SmallMachine.Data).ClearPermissions(CapabilityPermissions.MutableLoad))
            .Add("LDP_C_RIB_C", ('n', 1), ('d', 2), ('e', 3))
            .Run(isC64: true);
        Assert.Null(machine.Exception);
        Assert.Equal(Whole.ClearPermissions(writing), machine.Cpu.C(2));
        Assert.Equal(Whole.SealEntry(ObjectTypes.RegisterBranch), machine.Cpu.C(3));
    }

    [Theory]
    [InlineData(0x8FF0UL)]
    [InlineData(0x8FE0UL)]
    public void Pairs_go_across_pages(ulong address)
    {
        SmallMachine machine = new SmallMachine()
            .With(1, Whole.SetValue(address)).With(2, Whole.SetValue(2)).With(3, Whole.SetValue(3))
            .Add("STP_C_RIB_C", ('n', 1), ('d', 2), ('e', 3))
            .Add("LDP_C_RIB_C", ('n', 1), ('d', 4), ('e', 5))
            .Add("STP_C_RIB_C", ('n', 1), ('d', 2), ('e', 3))
            .Add("LDP_C_RIB_C", ('n', 1), ('d', 6), ('e', 7))
            .Run(isC64: true);
        Assert.Null(machine.Exception);
        Assert.Equal([Whole.SetValue(2), Whole.SetValue(3), Whole.SetValue(2), Whole.SetValue(3)], new uint[] { 4, 5, 6, 7 }.Select(machine.Cpu.C));
    }

    // The processor keeps the decoded bounds of a base register: every way to change it must be noticed.
    [Theory]
    [InlineData("CLRTAG_C_C_C", 0u, 0x28u)]
    [InlineData("SCBNDS_C_CI_C", 16u, 0x2Au)]
    [InlineData("CLRPERM_C_CI_C", 0u, 0x2Bu)]
    [InlineData("SEAL_C_CI_C", 0u, 0x29u)]
    public void A_base_register_is_checked_as_it_is_now(string change, uint immediate, uint fault)
    {
        SmallMachine machine = new SmallMachine()
            .With(1, Whole.SetValue(SmallMachine.Data))
            .Add("LDR_C_RUIB_C", ('n', 1), ('d', 2), ('i', 1))
            .Add(change, ('n', 1), ('d', 1), ('i', immediate), ('p', 4), ('f', 1))
            .Add("LDR_C_RUIB_C", ('n', 1), ('d', 2), ('i', 1))
            .Run(isC64: true);
        Assert.Equal(DataAbort, machine.ExceptionClass);
        Assert.Equal(fault, machine.FaultStatus);
        Assert.Equal(SmallMachine.Code + 8, machine.Cpu.ExceptionLink(3).Value);
    }

    [Fact]
    public void Exclusive_pairs_are_aligned_to_32_bytes()
    {
        SmallMachine machine = new SmallMachine().With(1, Whole.SetValue(SmallMachine.Data + 16)).Add("LDXP_C_R_C", ('n', 1), ('d', 2), ('e', 3)).Run(isC64: true);
        Assert.Equal(DataAbort, machine.ExceptionClass);
        Assert.Equal(0x21u, machine.FaultStatus);
    }
}
