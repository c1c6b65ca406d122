using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>For every entry of the instruction table: what the disassembler writes, the assembler makes the same word of.</summary>
public sealed class RoundTripTests
{
    private const int Words = 200;

    // Bits that mean nothing in some words of an encoding, so that two words are written alike; the assembler leaves them 0.
    private static readonly Dictionary<string, (uint Bits, string Reason)> s_doNotCare = new(StringComparer.Ordinal)
    {
        ["and_log_imm_aarch64_instrs_integer_logical_immediate"] = (0x003F_0000, "immr above the size of the repeated element"),
        ["ands_log_imm_aarch64_instrs_integer_logical_immediate"] = (0x003F_0000, "immr above the size of the repeated element"),
        ["eor_log_imm_aarch64_instrs_integer_logical_immediate"] = (0x003F_0000, "immr above the size of the repeated element"),
        ["orr_log_imm_aarch64_instrs_integer_logical_immediate"] = (0x003F_0000, "immr above the size of the repeated element"),
        ["dup_advsimd_gen_aarch64_instrs_vector_transfer_integer_dup"] = (0x001E_0000, "imm5 above the bit that gives the size"),
        ["ins_advsimd_elt_aarch64_instrs_vector_transfer_vector_insert"] = (0x0000_3800, "imm4 below the index"),
    };

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Every_entry_assembles_to_what_it_was_disassembled_from(bool c64, bool aliases)
    {
        var problems = new List<string>();
        HashSet<string> met = [];
        var options = new DisassemblerOptions { Aliases = aliases };
        for (int e = 0; e < InstructionTable.Entries.Count; e++)
        {
            InstructionEntry entry = InstructionTable.Entries[e];
            int written = 0, wrong = 0;
            foreach (uint word in Statements.Sample(entry, Words, seed: e))
            {
                string text = Disassembler.Disassemble(word, 0, c64, options);
                if (text.StartsWith(".inst", StringComparison.Ordinal))
                {
                    continue;
                }

                written++;
                uint doNotCare = s_doNotCare.GetValueOrDefault(entry.Name).Bits;
                uint ignored = entry.Syntax.EndsWith("#0.0", StringComparison.Ordinal) ? IgnoredBits(entry) : 0;
                string? problem = !Statements.TryAssemble(text, c64, out AssembledInstruction again, out AssemblyError? error) ? error!.Message
                    : again.Word != word && (again.Word ^ word) == ((again.Word ^ word) & doNotCare) && met.Add(entry.Name) | true ? null
                    : ((again.Word ^ word) & ~ignored) != 0 ? $"gives 0x{again.Word:x8}: {Disassembler.Disassemble(again.Word, 0, c64, options)}" : null;
                if (problem is not null && wrong++ < 2)
                {
                    problems.Add($"{entry.Name} {entry.Pattern} {entry.Syntax}: 0x{word:x8} {text}: {problem}");
                }
            }

            if (written == 0)
            {
                problems.Add($"{entry.Name} {entry.Pattern}: no word can be written");
            }
        }

        Assert.Equal(s_doNotCare.Keys.Order(StringComparer.Ordinal), met.Order(StringComparer.Ordinal));
        Assert.True(problems.Count == 0, $"{problems.Count}\n{string.Join('\n', problems.Take(60))}");
    }

    // Comparisons with zero name the second register and ignore it.
    private static uint IgnoredBits(InstructionEntry entry) => entry.Pattern.Aggregate(0u, (bits, c) => (bits << 1) | (c == 'x' ? 1u : 0));
}
