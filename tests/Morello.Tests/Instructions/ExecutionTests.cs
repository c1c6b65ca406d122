using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>Every entry of the table is executed, and every entry has an independent oracle or a reason why not.</summary>
public sealed class ExecutionTests
{
    private const ulong Code = 0x1000;

    [Fact]
    public void Every_decoding_executes_without_disturbing_the_host()
    {
        var random = new Random(4);
        for (int i = 0; i < InstructionTable.VariantCount; i++)
        {
            InstructionVariant variant = InstructionTable.Variant(i);
            for (int round = 0; round < 6; round++)
            {
                uint word = variant.Value | ((uint)random.NextInt64(1L << 32) & ~variant.Mask);
                Machine machine = Prepare(random, word, c64: round % 2 != 0);
                machine.Run(1, TestContext.Current.CancellationToken);

                // It retired, or a fault was reported; an exception taken on purpose retires as well.
                Assert.True(machine.Instructions == 1 || machine.Faults.Count == 1,
                    $"0x{word:x8} {InstructionTable.Entries[variant.Entry].Name}: {machine.Instructions} retired, {machine.Faults.Count} faults");
            }
        }
    }

    [Fact]
    public void Instructions_of_absent_extensions_are_undefined()
    {
        var random = new Random(5);
        InstructionEntry[] absent = [.. InstructionTable.Entries.Where(entry => entry.AbsentFeature is not null)];
        Assert.NotEmpty(absent);
        foreach (InstructionEntry entry in absent)
        {
            uint word = entry.Pattern.Aggregate(0u, (w, c) => (w << 1) | (c is '0' or '1' ? c - (uint)'0' : (uint)random.Next(2)));

            // EC 0: unknown reason, which is what UNDEFINED reports.
            Assert.Equal(0u, new SmallMachine().Add(word).Run().ExceptionClass);
        }
    }

    [Fact]
    public void Every_entry_has_an_independent_oracle_or_a_reason_why_not()
    {
        IReadOnlyDictionary<string, int> vectors = InstructionOracles.ReadVectors();
        List<string> missing = [];
        HashSet<string> unused = [.. InstructionOracles.Exemptions.Select(e => e.Prefix)];
        foreach (InstructionEntry entry in InstructionTable.Entries)
        {
            if (entry.AbsentFeature is not null || InstructionOracles.IsInDifferential(entry) || vectors.ContainsKey(entry.Name))
            {
                continue;
            }

            if (InstructionOracles.Exemption(entry.Name) is { } exemption)
            {
                unused.Remove(exemption.Prefix);
            }
            else
            {
                missing.Add(entry.Name);
            }
        }

        Assert.True(missing.Count == 0, "no oracle: " + string.Join(", ", missing.Distinct()));
        Assert.True(unused.Count == 0, "exemptions no longer needed: " + string.Join(", ", unused));
    }

    private static Machine Prepare(Random random, uint word, bool c64)
    {
        var machine = new Machine(MachineProfile.Trickbox);
        machine.Memory.Write(Code, BitConverter.GetBytes(word));
        for (int x = 0; x < 31; x++)
        {
            ulong value = (ulong)random.Next(0x1000, 0x8000) & ~0xFUL;
            machine.Registers.SetC(x, random.Next(2) == 0 ? Capability.Maximal.SetValue(value) : new Capability(value, (ulong)random.NextInt64(), false));
        }

        // Capabilities on (CPTR_EL3.EC), FP and SIMD on (the reset value of TFP).
        Assert.True(machine.Core.TryWriteSystemRegister(new SystemEncoding(3, 6, 1, 1, 2), 0, 1 << 9));
        machine.Core.IsC64 = c64;
        machine.Registers.Pcc = Capability.Maximal.SetValue(Code);
        return machine;
    }
}
