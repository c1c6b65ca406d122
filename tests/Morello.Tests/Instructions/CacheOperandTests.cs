namespace FlexCap.Morello.Tests.Instructions;

/// <summary>
/// Cache maintenance by address takes Xt with DDC in A64 and Ct in C64, and checks the whole line of 64 bytes (Sail MorelloCheckForCMO);
/// the counters without the System permission (Sail CNTVCT_EL0 read, CCTLR_ELx.PERMVCT).
/// </summary>
public sealed class CacheOperandTests
{
    private const uint DataAbort = 0x25;
    private const uint SystemTrap = 0x18;
    private const uint AlignmentFault = 0x21;
    private const uint TagFault = 0x28;
    private const uint SealFault = 0x29;
    private const uint BoundsFault = 0x2A;
    private const uint PermissionFault = 0x2B;
    private const ulong PermitCounter = 1 << 6;

    private static readonly Capability s_data = Capability.Maximal.SetValue(SmallMachine.Data);

    public static TheoryData<string> Operations => ["ic ivau", "dc ivac", "dc cvac", "dc cvau", "dc cvap", "dc civac", "dc zva"];

    [Theory]
    [MemberData(nameof(Operations))]
    public void In_C64_the_operand_is_a_capability(string operation)
    {
        AssertPasses(operation, Run(operation, isC64: true, s_data));
        Assert.Equal((DataAbort, TagFault), Fault(Run(operation, isC64: true, s_data.ClearTag())));
        Assert.Equal((DataAbort, SealFault), Fault(Run(operation, isC64: true, s_data.SealEntry(ObjectTypes.RegisterBranch))));
        Assert.Equal((DataAbort, PermissionFault), Fault(Run(operation, isC64: true, s_data.ClearPermissions(CapabilityPermissions.Load | CapabilityPermissions.Store))));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_whole_line_must_be_in_bounds(string operation)
    {
        Capability line = s_data.SetBounds(64);
        AssertPasses(operation, Run(operation, isC64: true, line.SetValue(SmallMachine.Data + 40)));
        Assert.Equal((DataAbort, BoundsFault), Fault(Run(operation, isC64: true, s_data.SetBounds(48))));
        Assert.Equal((DataAbort, BoundsFault), Fault(Run(operation, isC64: true, line.SetValue(SmallMachine.Data + 64))));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void In_A64_the_operand_is_an_address_within_DDC(string operation)
    {
        AssertPasses(operation, Run(operation, isC64: false, s_data.ClearTag()));
        Assert.Equal((DataAbort, BoundsFault), Fault(Run(operation, isC64: false, s_data, ddc: s_data.SetBounds(32))));
        Assert.Equal((DataAbort, TagFault), Fault(Run(operation, isC64: false, s_data, ddc: s_data.ClearTag())));
    }

    [Theory]
    [InlineData("cntvct_el0")]
    [InlineData("cntpct_el0")]
    public void Without_the_System_permission_only_PERMVCT_opens_the_virtual_counter(string counter)
    {
        Capability user = Capability.Maximal.ClearPermissions(CapabilityPermissions.System);
        var read = Word($"mrs x0, {counter}", false);
        var closed = new SmallMachine().Add(read);
        Assert.Equal(SystemTrap, closed.Run(pcc: user).ExceptionClass);

        var open = new SmallMachine().Add(read);
        open.Cpu.SetSystemRegister("CCTLR_EL3", PermitCounter);
        Assert.Equal(counter == "cntvct_el0" ? null : SystemTrap, open.Run(pcc: user).ExceptionClass);
    }

    // With the MMU off memory is Device memory, in which DC ZVA faults for that alone.
    private static void AssertPasses(string operation, SmallMachine machine) =>
        Assert.Equal(operation == "dc zva" ? (DataAbort, AlignmentFault) : (null, null), Fault(machine));

    private static (uint?, uint?) Fault(SmallMachine machine) => (machine.ExceptionClass, machine.FaultStatus);

    private static SmallMachine Run(string operation, bool isC64, Capability operand, Capability? ddc = null)
    {
        var machine = new SmallMachine().With(1, operand).Add(Word($"{operation}, {(isC64 ? 'c' : 'x')}1", isC64));
        machine.Cpu.SetDdc(3, ddc ?? Capability.Maximal);
        return machine.Run(isC64);
    }

    private static uint Word(string statement, bool isC64) =>
        BitConverter.ToUInt32(new Assembler(new AssemblerOptions { C64 = isC64 }).Assemble(statement, "test.s").Bytes().Span);
}
