using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>For every entry of the instruction table: what the disassembler writes, the assembler makes the same word of.</summary>
public sealed class RoundTripTests
{
    private const int Words = 300;

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void Every_entry_assembles_to_what_it_was_disassembled_from(bool c64, bool aliases)
    {
        var problems = new List<string>();
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
                string? problem = !Statements.TryAssemble(text, c64, out AssembledInstruction again, out AssemblyError? error) ? error!.Message
                    : again.Word != word ? $"gives 0x{again.Word:x8}: {Disassembler.Disassemble(again.Word, 0, c64, options)}" : null;
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

        Assert.True(problems.Count == 0, $"{problems.Count}\n{string.Join('\n', problems.Take(60))}");
    }
}
