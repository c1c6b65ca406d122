using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>Every syntax of the instruction table is well-formed.</summary>
public sealed class SyntaxTests
{
    [Fact]
    public void Every_syntax_can_be_taken_apart()
    {
        var problems = new List<string>();
        for (int e = 0; e < InstructionTable.Entries.Count; e++)
        {
            try
            {
                foreach (bool c64 in (bool[])[false, true])
                {
                    foreach (Spelling spelling in InstructionSyntax.Of(e).Spellings(c64))
                    {
                        _ = spelling.Template.Mnemonics().Count();
                    }
                }
            }
            catch (Exception x) when (x is FormatException or IndexOutOfRangeException or ArgumentException)
            {
                problems.Add($"{InstructionTable.Entries[e].Name} {InstructionTable.Entries[e].Pattern} {InstructionTable.Entries[e].Syntax}: {x.Message}");
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count}\n{string.Join('\n', problems)}");
    }
}
