using System.Text;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>One way to write the words of an entry in one state.</summary>
/// <param name="Template">How.</param>
/// <param name="Condition">When; null for the entry's own syntax.</param>
/// <param name="AssembleOnly">Accepted, never printed.</param>
internal sealed record Spelling(SyntaxTemplate Template, AliasCondition? Condition, bool AssembleOnly);

/// <summary>The syntax of one entry and its aliases, taken apart once, when first needed.</summary>
internal sealed class InstructionSyntax
{
    private static readonly InstructionSyntax?[] s_all = new InstructionSyntax?[InstructionTable.Entries.Count];

    // A64, C64. Aliases in their order of preference, then the entry's own syntax.
    private readonly Spelling[][] _spellings = new Spelling[2][];

    private InstructionSyntax(InstructionEntry entry)
    {
        foreach (char bit in entry.Pattern)
        {
            Mask = (Mask << 1) | (bit is '0' or '1' ? 1u : 0);
            Value = (Value << 1) | (bit == '1' ? 1u : 0);
        }

        for (int state = 0; state < 2; state++)
        {
            var spellings = new List<Spelling>();
            string own = ForState(entry.Syntax, state);
            foreach (string line in entry.Aliases?.Split('\n') ?? [])
            {
                string[] columns = line.Split('\t');
                AliasCondition condition = AliasCondition.Parse(columns[1], entry.Pattern);
                if (condition.AllowsState(state == 1))
                {
                    string syntax = ForState(columns[0], state);
                    if (syntax.EndsWith(" *", StringComparison.Ordinal))
                    {
                        int blank = own.IndexOf(' ', StringComparison.Ordinal);
                        syntax = syntax[..^2] + (blank < 0 ? "" : own[blank..]);
                    }

                    spellings.Add(new Spelling(SyntaxTemplate.Parse(syntax, entry.Pattern, entry.SignedFields), condition, columns[2] == "1"));
                }
            }

            spellings.Add(new Spelling(SyntaxTemplate.Parse(own, entry.Pattern, entry.SignedFields), null, false));
            _spellings[state] = [.. spellings];
        }
    }

    /// <summary>Bits that are always the same.</summary>
    internal uint Value { get; }

    /// <summary>Which these are.</summary>
    internal uint Mask { get; }

    /// <summary>The syntax of an entry of <see cref="InstructionTable.Entries"/>.</summary>
    internal static InstructionSyntax Of(int entry) =>
        s_all[entry] ??= new InstructionSyntax(InstructionTable.Entries[entry]); // Racing threads make the same twice.

    internal IReadOnlyList<Spelling> Spellings(bool c64) => _spellings[c64 ? 1 : 0];

    /// <summary>Appends the text of a word of this entry; false, with nothing appended, if the word is reserved.</summary>
    internal bool Print(in PrintContext context, StringBuilder text)
    {
        int start = text.Length;
        foreach (Spelling spelling in _spellings[context.C64 ? 1 : 0])
        {
            if (spelling.Condition is null || (context.Options.Aliases && !spelling.AssembleOnly && spelling.Condition.Holds(context.Word, context.C64)))
            {
                if (spelling.Template.Print(context, text))
                {
                    return true;
                }

                text.Length = start;
            }
        }

        return false;
    }

    // "A64 syntax | C64 syntax" where they differ by more than the base register.
    private static string ForState(string syntax, int state)
    {
        string[] states = syntax.Split(" | ");
        return states[states.Length == 1 ? 0 : state];
    }
}
