using FlexCap.Morello.Internal;
using FlexCap.Morello.Tests.Differential;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>Every entry of the table is executed, and every entry has an independent oracle or a reason why not.</summary>
public sealed class ExecutionTests
{
    private const ulong Code = 0x1000;

    // Instructions whose effect is on the machine rather than on registers: other tests execute them, as the reason says.
    private static readonly (string Prefix, string Reason)[] s_withoutOracle =
    [
        ("nop_", "no effect"), ("yield_", "no effect"), ("hint_", "no effect"), ("esb_", "no effect"), ("psb_", "no effect"),
        ("dmb_", "no effect"), ("dsb_", "no effect"), ("ssbb_", "no effect"), ("pssbb_", "no effect"), ("sb_", "no effect"), ("isb_", "no effect"),
        ("sev", "event register"), ("wf", "stops the machine"),
        ("brk", "traps"), ("dcps", "UNDEFINED"), ("drps", "UNDEFINED"),
        ("sysl", "UNDEFINED"), ("sys_", "cache and TLB maintenance"), ("msr_imm", "guest images"),
        ("eret", "guest images"), ("bl_", "guest images"),
        ("svc", "ends every vector of groups C and D"), ("mrs", "guest images"), ("msr_reg", "guest images"),
        ("MRS_C_I_C", "guest images"), ("LDR_C_RUIB_C", "guest images"), ("STR_C_RUIB_C", "guest images"),
        ("ALDR_C_RUI_C", "MorelloSemanticsTests"), ("ALDR_R_RUI", "as ALDR_C_RUI_C"), ("ALDRB_R_RUI_B", "as ALDR_C_RUI_C"),
        ("ASTR_C_RUI_C", "as ALDR_C_RUI_C"), ("ASTR_R_RUI", "as ALDR_C_RUI_C"), ("ASTRB_R_RUI_B", "as ALDR_C_RUI_C"),
    ];

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
        HashSet<string> inVectors = new(StringComparer.Ordinal);
        foreach (string line in VectorEncodings())
        {
            inVectors.Add(line);
        }

        List<string> missing = [];
        HashSet<string> unused = [.. s_withoutOracle.Select(e => e.Prefix)];
        foreach (InstructionEntry entry in InstructionTable.Entries)
        {
            if (entry.AbsentFeature is not null || DifferentialTests.Covers(entry) || inVectors.Contains(entry.Name))
            {
                continue;
            }

            (string Prefix, string Reason) exemption = s_withoutOracle.FirstOrDefault(e => entry.Name.StartsWith(e.Prefix, StringComparison.Ordinal));
            if (exemption.Prefix is null)
            {
                missing.Add(entry.Name);
            }
            else
            {
                unused.Remove(exemption.Prefix);
            }
        }

        Assert.True(missing.Count == 0, "no oracle: " + string.Join(", ", missing.Distinct()));
        Assert.True(unused.Count == 0, "exemptions no longer needed: " + string.Join(", ", unused));
    }

    private static IEnumerable<string> VectorEncodings()
    {
        using var lines = new StreamReader(new System.IO.Compression.GZipStream(
            File.OpenRead(SharedData.Require("isa/vectors-open.jsonl.gz")), System.IO.Compression.CompressionMode.Decompress));
        const string Key = "\"enc\":\"";
        while (lines.ReadLine() is { } line)
        {
            for (int at = line.IndexOf(Key, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Key, at, StringComparison.Ordinal))
            {
                at += Key.Length;

                // The vectors write the clause's name with the separators of the Arm pseudocode.
                yield return string.Concat(line[at..line.IndexOf('"', at)].Select(c => char.IsLetterOrDigit(c) ? c : '_'));
            }
        }
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
