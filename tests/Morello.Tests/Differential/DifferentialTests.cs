using System.Buffers.Binary;
using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.FloatingPoint;

namespace FlexCap.Morello.Tests.Differential;

/// <summary>Random sequences of A64 instructions: every register, vector register, flag and byte of memory as in QEMU.</summary>
public sealed class DifferentialTests
{
    private const int Sequences = 150;
    private const int SequenceLength = 12;

    public static TheoryData<string, int> Groups => new()
    {
        { "integer", 1 }, { "integer", 2 }, { "integer", 3 }, { "branch", 4 }, { "memory", 5 }, { "memory", 6 }, { "vector", 7 }, { "vector", 8 }, { "all", 9 },
    };

    [Theory]
    [MemberData(nameof(Groups))]
    public void Random_sequences_end_in_the_state_that_QEMU_ends_in(string group, int seed)
    {
        InstructionEntry[] entries = [.. InstructionTable.Entries.Where(e => IsIn(e, group))];
        Assert.NotEmpty(entries);
        var program = new RandomProgram(seed, Sequences, SequenceLength, entries);
        byte[] elf = program.ToElf();
        byte[] expected = QemuUser.Run(elf);
        byte[] actual = RunHere(program, elf);
        Assert.Equal(expected.Length, actual.Length);

        int state = (int)((program.EndOfData - program.OutputAddress) / Sequences);
        int output = (int)(program.OutputAddress - program.BufferAddress);
        for (int i = 0; i < Sequences; i++)
        {
            string differences = Compare(expected.AsSpan(output + (i * state), state), actual.AsSpan(output + (i * state), state));
            Assert.True(differences.Length == 0, $"group {group}, seed {seed}, sequence {i}:{Environment.NewLine}{program.Describe(i)}{Environment.NewLine}{differences}");
        }

        Assert.Equal(expected.AsSpan(0, output), actual.AsSpan(0, output));
    }

    [Fact]
    public void A_wrong_instruction_is_noticed()
    {
        var program = new RandomProgram(10, 1, SequenceLength, [.. InstructionTable.Entries.Where(e => IsIn(e, "integer"))]);
        byte[] elf = program.ToElf();
        byte[] right = RunHere(program, elf);
        program.Damage(elf);
        Assert.NotEqual(right, RunHere(program, elf));
    }

    /// <summary>True if random sequences contain the instruction.</summary>
    internal static bool Covers(InstructionEntry entry) => IsIn(entry, "all") || FloatingPointDifferentialTests.Covers(entry);

    private static bool IsIn(InstructionEntry entry, string group)
    {
        string name = entry.Name;
        if (entry.AbsentFeature is not null || !name.Contains("_aarch64_instrs_", StringComparison.Ordinal) || FloatingPointDifferentialTests.QemuExtendsSign(entry))
        {
            return false;
        }

        bool vector = name.Contains("_vector_", StringComparison.Ordinal) || name.Contains("_float_", StringComparison.Ordinal);
        bool integer = name.Contains("_instrs_integer_", StringComparison.Ordinal);
        bool branch = name.Contains("_branch_conditional_", StringComparison.Ordinal) || name.StartsWith("b_uncond", StringComparison.Ordinal);

        // Literals and PCs differ by nothing but are awkward to place; store-exclusives may fail when they like.
        bool memory = name.Contains("_instrs_memory_", StringComparison.Ordinal) && !name.Contains("_literal_", StringComparison.Ordinal)
            && !name.Contains("_vector_", StringComparison.Ordinal) && !name.StartsWith("st", StringComparison.Ordinal) | !name.Contains("_exclusive_", StringComparison.Ordinal);
        return group switch
        {
            "integer" => integer,
            "branch" => branch || (integer && name.Contains("_conditional_", StringComparison.Ordinal)) || name.Contains("s_addsub", StringComparison.Ordinal),
            "memory" => memory,
            "vector" => vector,
            _ => integer || branch || memory || vector,
        };
    }

    private static byte[] RunHere(RandomProgram program, byte[] elf)
    {
        var machine = new Machine(MachineProfile.Virt);
        machine.Load(ElfFile.Read(elf, "random.elf"));

        // FP and SIMD on, as under an operating system (CPACR_EL1.FPEN).
        Assert.True(machine.Core.TryWriteSystemRegister(new SystemEncoding(3, 0, 1, 0, 2), 0, 3UL << 20));
        machine.AddBreakpoint(program.StopAddress);
        StopReason reason = machine.Run(1_000_000, TestContext.Current.CancellationToken);
        Assert.True(reason is StopReason.Breakpoint, $"seed {program.Seed}: {reason}; {(machine.Faults.Count > 0 ? machine.Faults[0] : null)}");
        var memory = new byte[program.EndOfData - program.BufferAddress];
        machine.ReadMemory(program.BufferAddress, memory);
        return memory;
    }

    private static string Compare(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        List<string> differences = [];
        for (int i = 0; i + 8 <= expected.Length; i += 8)
        {
            ulong want = BinaryPrimitives.ReadUInt64LittleEndian(expected[i..]);
            ulong got = BinaryPrimitives.ReadUInt64LittleEndian(actual[i..]);
            if (want != got)
            {
                int x = (i - 512) / 8;
                string register = i < 512 ? $"v{i / 16}[{i / 8 % 2}]" : x == 27 ? "sp" : x == 28 ? "nzcv" : $"x{x}";
                differences.Add($"  {register}: 0x{got:x16}, QEMU 0x{want:x16}");
            }
        }

        return string.Join(Environment.NewLine, differences);
    }
}
