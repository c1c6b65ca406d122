using System.Collections.Frozen;
using FlexCap.Diagnostics;

namespace FlexCap.Morello.Internal.Assembly;

/// <summary>Assembles single instructions, by the syntax of the instruction table and its aliases.</summary>
internal static class InstructionAssembler
{
    private static readonly Lazy<FrozenDictionary<string, Candidate[]>> s_candidates = new(Collect);

    /// <summary>All mnemonics, in order.</summary>
    internal static IEnumerable<string> Mnemonics => s_candidates.Value.Keys.Order(StringComparer.Ordinal);

    /// <summary>True if there is such an instruction in either state.</summary>
    internal static bool IsMnemonic(string name) => s_candidates.Value.ContainsKey(name.ToLowerInvariant());

    /// <summary>Assembles one instruction. The reader stands on the mnemonic, and all tokens must belong to it.</summary>
    internal static bool TryAssemble(TokenReader statement, bool c64, out AssembledInstruction result, out AssemblyError? error)
    {
        result = default;
        Token mnemonic = statement.Next();
        if (mnemonic.Kind != TokenKind.Identifier || !s_candidates.Value.TryGetValue(mnemonic.Text.ToLowerInvariant(), out Candidate[]? candidates))
        {
            error = AssemblyError.At(mnemonic, $"There is no instruction {mnemonic}.", EditDistance.Nearest(mnemonic.Text.ToLowerInvariant(), s_candidates.Value.Keys) is { } near ? $"Did you mean '{near}'?" : "");
            return false;
        }

        var reader = new OperandReader(statement, c64);
        int start = statement.Position;
        bool any = false;
        foreach (Candidate candidate in candidates)
        {
            if (candidate.C64 != c64)
            {
                continue;
            }

            any = true;
            reader.Begin(start, candidate.Value, candidate.Mask);
            if (candidate.Spelling.Template.Parse(reader) && (candidate.Spelling.Condition?.Complete(reader) ?? true))
            {
                result = new AssembledInstruction(reader.Word, reader.Fixup);
                error = null;
                return true;
            }

            if (statement.AtEnd)
            {
                // The condition of the alias failed.
                statement.Position = start;
                reader.FailAt(start, $"'{mnemonic.Text}' is not possible with these operands");
            }
        }

        error = any ? reader.Error : AssemblyError.At(mnemonic, $"'{mnemonic.Text}' does not exist in the {(c64 ? "C64" : "A64")} state.", $"Switch with .code {(c64 ? "a64" : "c64")}.");
        return false;
    }

    // Aliases go before instructions of the same name, and what is only accepted comes last: so the first that fits is what LLVM chooses.
    private static FrozenDictionary<string, Candidate[]> Collect()
    {
        var all = new Dictionary<string, List<Candidate>>(StringComparer.Ordinal);
        for (int entry = 0; entry < InstructionTable.Entries.Count; entry++)
        {
            InstructionSyntax syntax = InstructionSyntax.Of(entry);
            foreach (bool c64 in (bool[])[false, true])
            {
                foreach (Spelling spelling in syntax.Spellings(c64))
                {
                    (uint fixedValue, uint fixedMask) = spelling.Condition?.Fixed() ?? default;
                    if (((fixedValue ^ syntax.Value) & fixedMask & syntax.Mask) != 0)
                    {
                        continue;
                    }

                    foreach ((string mnemonic, uint value, uint mask) in spelling.Template.Mnemonics())
                    {
                        if (((value ^ syntax.Value) & mask & syntax.Mask) != 0 || ((value ^ fixedValue) & mask & fixedMask) != 0)
                        {
                            continue;
                        }

                        if (!all.TryGetValue(mnemonic, out List<Candidate>? list))
                        {
                            all.Add(mnemonic, list = []);
                        }

                        int rank = (spelling.AssembleOnly ? 2 : spelling.Condition is not null ? 0 : 1) + (InstructionTable.Entries[entry].AbsentFeature is null ? 0 : 3);
                        list.Add(new Candidate(spelling, c64, syntax.Value | value | fixedValue, syntax.Mask | mask | fixedMask, rank));
                    }
                }
            }
        }

        return all.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.OrderBy(candidate => candidate.Rank).ToArray(), StringComparer.Ordinal);
    }

    private sealed record Candidate(Spelling Spelling, bool C64, uint Value, uint Mask, int Rank);
}
