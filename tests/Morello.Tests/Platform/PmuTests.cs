using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Platform;

/// <summary>Performance monitors: exact events, modelled events, filters, overflow.</summary>
public sealed class PmuTests
{
    private const uint AddX5 = 0x9100_04A5;
    private const uint LoadX1 = 0xF940_0041;           // ldr x1, [x2]
    private const uint StorePair = 0xA900_0C43;        // stp x3, x3, [x2]
    private const uint SubsX4 = 0xF100_0484;           // subs x4, x4, #1
    private const uint BranchNotZeroBack2 = 0x54FF_FFC1; // b.ne -8

    [Theory]
    [InlineData(0x08, 4)]
    [InlineData(0x13, 4)]
    [InlineData(0x04, 4)]
    [InlineData(0x14, 4)]
    [InlineData(0x21, 0)]
    public void Straight_code_counts_exactly(uint number, long expected)
    {
        // Two instructions that access memory, one of them twice, and one more access: four.
        var guest = new Guest(LoadX1, StorePair, AddX5, LoadX1);
        guest.Cpu.SetX(2, Guest.Data);
        Count(guest, 0, number);
        guest.Step(4);
        Assert.Equal(expected, Value(guest, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loop_counts_the_same_whether_or_not_the_debugger_watches(bool watched)
    {
        // ldr, stp, subs, b.ne: 100 rounds.
        var guest = new Guest(LoadX1, StorePair, SubsX4, 0x54FF_FFA1);
        guest.Cpu.SetX(2, Guest.Data);
        guest.Cpu.SetX(4, 100);
        foreach (var (n, number) in new[] { (0, 0x13u), (1, 0x21u), (2, 0x08u), (3, 0x11u), (4, 0x14u), (5, 0x04u) })
        {
            Count(guest, n, number);
        }

        if (watched)
        {
            guest.Machine.AddWatchpoint(Guest.Data + 8, 8, WatchKinds.Write);
            guest.Machine.AddBreakpoint(Guest.Code + 8);
        }

        while (guest.Machine.Instructions < 400)
        {
            guest.Machine.Run(400 - guest.Machine.Instructions);
        }

        Assert.Equal([300, 100, 400, guest.Machine.Cycles, 400, 300], Enumerable.Range(0, 6).Select(n => Value(guest, n)));
    }

    [Fact]
    public void Atomic_instructions_read_and_write()
    {
        var guest = new Guest(0xF861_0043); // ldadd x1, x3, [x2]
        guest.Cpu.SetX(2, Guest.Data);
        Count(guest, 0, 0x13);
        guest.Step();
        Assert.Equal(2, Value(guest, 0));
    }

    [Fact]
    public void Device_accesses_are_no_cache_accesses()
    {
        var guest = new Guest(0xB940_1842); // ldr w2, [x2, #0x18]: UARTFR
        guest.Cpu.SetX(2, 0x0900_0000);
        Count(guest, 0, 0x13);
        Count(guest, 1, 0x04);
        guest.Step();
        Assert.Equal((1, 0), (Value(guest, 0), Value(guest, 1)));
    }

    [Fact]
    public void The_data_cache_model_refills_a_line_once_until_five_lines_share_a_set()
    {
        const ulong SetStride = 16 * 1024;
        var code = new List<uint>();
        for (uint round = 0; round < 2; round++)
        {
            code.AddRange([0xF940_0041, 0xF940_0441, 0xF940_00C1, 0xF940_00E1, 0xF940_0101, 0xF940_0121]); // ldr from x2, x2+8, x6, x7, x8, x9
        }

        var guest = new Guest([.. code]);
        foreach (var (register, i) in new[] { (2u, 0ul), (6u, 1ul), (7u, 2ul), (8u, 3ul), (9u, 4ul) })
        {
            guest.Cpu.SetX(register, 0x4100_0000 + (i * SetStride));
        }

        Count(guest, 0, 0x03);
        guest.Step(12);
        Assert.Equal(10, Value(guest, 0)); // least recently used: five lines in four ways miss every time
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        guest.Cpu.SetX(9, 0x4100_0040);
        guest.Step(6);
        Assert.Equal(15, Value(guest, 0));
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        guest.Step(12);
        Assert.Equal(15, Value(guest, 0));
    }

    [Fact]
    public void The_instruction_cache_model_refills_each_line_once()
    {
        var guest = new Guest([.. Enumerable.Repeat(AddX5, 64)]);
        Count(guest, 0, 0x01);
        guest.Step(64);
        Assert.Equal(4, Value(guest, 0));
        guest.Cpu.Restart(Capability.Maximal.SetValue(Guest.Code));
        guest.Step(64);
        Assert.Equal(4, Value(guest, 0));
    }

    [Fact]
    public void The_predictor_model_learns_a_loop_and_misses_its_end()
    {
        var guest = new Guest(AddX5, SubsX4, BranchNotZeroBack2, Guest.Nop);
        guest.Cpu.SetX(4, 1000);
        Count(guest, 0, 0x22);
        Count(guest, 1, 0x21);
        guest.Step(3000);
        Assert.Equal(1000, Value(guest, 1));

        // The counters start at not taken, and every new history finds another one: wrong until the history is all taken.
        Assert.InRange(Value(guest, 0), 2, 40);
    }

    [Theory]
    [InlineData(0u, 3)]
    [InlineData(0x8000_0000u, 0)]
    [InlineData(0x4000_0000u, 3)]
    public void A_filter_leaves_out_an_exception_level(uint filter, long expected)
    {
        var guest = new Guest(AddX5, AddX5, AddX5);
        Count(guest, 0, 0x08 | filter);
        guest.Step(3);
        Assert.Equal(expected, Value(guest, 0));
    }

    [Fact]
    public void A_filter_counts_user_code_only_across_an_exception()
    {
        // At EL0 two additions and an SVC; at EL1 three instructions and the return.
        var guest = new Guest(AddX5, AddX5, Guest.Svc, AddX5);
        guest.Place(Guest.Vectors + 0x400, AddX5, AddX5, AddX5, Guest.Eret);
        Count(guest, 0, 0x8000_0008);
        Count(guest, 1, 0x4000_0008);
        Count(guest, 2, 0x08);
        guest.Cpu.SetExceptionLevel(0, 0);
        guest.Step(8);
        Assert.Equal((4, 4, 8), (Value(guest, 0), Value(guest, 1), Value(guest, 2)));
    }

    [Theory]
    [InlineData(0x08u, 10)]
    [InlineData(0x11u, 10)]
    [InlineData(0x13u, 5)]
    public void An_overflow_interrupts_at_the_instruction_that_causes_it(uint number, int instructions)
    {
        // add, ldr, add, ldr ...: an add costs 1, a load 4.
        uint[] code = [.. Enumerable.Range(0, 200).Select(i => number == 0x13 && i % 2 == 1 ? LoadX1 : AddX5)];
        var guest = new Guest(code);
        guest.EnableInterrupt(23);
        guest.Cpu.SetX(2, Guest.Data);
        guest.Cpu.Daif = 0;
        Count(guest, 0, number);
        guest.Cpu.SetSystemRegister("PMINTENSET_EL1", 1);
        guest.Cpu.SetSystemRegister("PMEVCNTR0_EL0", (1UL << 32) - (ulong)instructions);
        guest.Place(Guest.Vectors + 0x280, Guest.Mrs(6, 0, 12, 12, 0), Guest.Mrs(7, 3, 9, 12, 3));
        var executed = number == 0x13 ? instructions * 2 : instructions;
        guest.Step(executed + 2);
        Assert.Equal(23u, guest.Cpu.W(6));
        Assert.Equal(1u, guest.Cpu.W(7));
        Assert.Equal(Guest.Code + ((ulong)executed * 4), guest.Cpu.ExceptionLink(1).Value);
    }

    [Fact]
    public void The_cycle_counter_can_be_divided_and_overflows_where_PMCR_says()
    {
        var guest = new Guest([.. Enumerable.Repeat(AddX5, 512)]);
        guest.Cpu.SetSystemRegister("PMCNTENSET_EL0", 1u << 31);
        guest.Cpu.SetSystemRegister("PMCR_EL0", 1 | 8); // D
        guest.Step(256);
        Assert.Equal(4ul, Read(guest, "PMCCNTR_EL0"));
        guest.Cpu.SetSystemRegister("PMCR_EL0", 1 | 64); // LC
        guest.Cpu.SetSystemRegister("PMCCNTR_EL0", uint.MaxValue);
        guest.Step(2);
        Assert.Equal(0ul, Read(guest, "PMOVSCLR_EL0"));
        guest.Cpu.SetSystemRegister("PMCCNTR_EL0", ulong.MaxValue);
        guest.Step(2);
        Assert.Equal(1ul << 31, Read(guest, "PMOVSCLR_EL0"));
        Assert.Equal(1ul, Read(guest, "PMCCNTR_EL0"));
    }

    [Fact]
    public void Events_that_are_implemented_are_those_that_the_identification_names()
    {
        var guest = new Guest(Guest.Nop);
        var named = Read(guest, "PMCEID0_EL0") | Read(guest, "PMCEID1_EL0") << 32;
        Assert.Equal([0x00, 0x01, 0x03, 0x04, 0x08, 0x09, 0x11, 0x13, 0x14, 0x21, 0x22], Enumerable.Range(0, 64).Where(n => (named >> n & 1) != 0));
    }

    [Fact]
    public void Secure_counting_needs_MDCR_EL3()
    {
        var guest = new Guest(MachineProfile.Morello);
        guest.Place(0x8000_0000, [.. Enumerable.Repeat(AddX5, 20)]);
        guest.Cpu.Restart(Capability.Maximal.SetValue(0x8000_0000));
        Count(guest, 0, 0x08);
        guest.Step(5);
        Assert.Equal(0, Value(guest, 0));
        guest.Cpu.SetSystemRegister("MDCR_EL3", 1 << 17);
        guest.Step(5);
        Assert.Equal(5, Value(guest, 0));
    }

    [Fact]
    public void A_snapshot_keeps_counters_and_models()
    {
        var guest = new Guest(LoadX1, StorePair, SubsX4, 0x54FF_FFA1);
        guest.Cpu.SetX(2, Guest.Data);
        guest.Cpu.SetX(4, 1000);
        Count(guest, 0, 0x13);
        Count(guest, 1, 0x22);
        Count(guest, 2, 0x03);
        Count(guest, 3, 0x01);
        guest.Step(200);
        var snapshot = guest.Machine.TakeSnapshot();
        guest.Step(200);
        long[] first = [.. Enumerable.Range(0, 4).Select(n => Value(guest, n))];
        var other = new Machine(MachineProfile.Virt);
        other.Restore(snapshot);
        other.Run(200);
        Assert.Equal(first, Enumerable.Range(0, 4).Select(n => (long)SystemRegisters.All.Single(r => r.Name == $"PMEVCNTR{n}_EL0").Read!(other.Core)));
        Assert.Equal(300, first[0]);
    }

    private static void Count(Guest guest, int n, uint type)
    {
        guest.Cpu.SetSystemRegister($"PMEVTYPER{n}_EL0", type);
        guest.Cpu.SetSystemRegister("PMCNTENSET_EL0", 1u << n);
        guest.Cpu.SetSystemRegister("PMCR_EL0", 1);
    }

    private static long Value(Guest guest, int n) => (long)Read(guest, $"PMEVCNTR{n}_EL0");

    private static ulong Read(Guest guest, string name) => SystemRegisters.All.Single(register => register.Name == name).Read!(guest.Cpu);
}
