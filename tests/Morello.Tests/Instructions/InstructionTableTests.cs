using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

public sealed class InstructionTableTests
{
    [Fact]
    public void Decodings_meet_only_where_one_lies_inside_the_other()
    {
        List<string> overlaps = [];
        for (int i = 0; i < InstructionTable.VariantCount; i++)
        {
            InstructionVariant a = InstructionTable.Variant(i);
            for (int j = i + 1; j < InstructionTable.VariantCount; j++)
            {
                InstructionVariant b = InstructionTable.Variant(j);
                uint both = a.Mask & b.Mask;
                if (((a.Value ^ b.Value) & both) == 0 && (a.Mask == b.Mask || (both != a.Mask && both != b.Mask)))
                {
                    overlaps.Add($"0x{a.Value | b.Value:x8} is {Describe(a)} and {Describe(b)}");
                }
            }
        }

        Assert.True(overlaps.Count == 0, string.Join(Environment.NewLine, overlaps.Take(20)));
    }

    [Fact]
    public void Every_decoding_finds_itself()
    {
        for (int i = 0; i < InstructionTable.VariantCount; i++)
        {
            InstructionVariant variant = InstructionTable.Variant(i);
            Assert.Equal(i, InstructionTable.Find(variant.Value));
            Assert.Equal(i, InstructionTable.Find(variant.Value | ~variant.Mask));
        }
    }

    [Fact]
    public void The_variants_of_an_entry_match_its_pattern_and_nothing_else()
    {
        var words = new double[InstructionTable.Entries.Count];
        for (int i = 0; i < InstructionTable.VariantCount; i++)
        {
            InstructionVariant variant = InstructionTable.Variant(i);
            (uint mask, uint value) = SailClause.Fixed(InstructionTable.Entries[variant.Entry].Pattern);
            Assert.Equal(value, variant.Value & mask);
            Assert.Equal(mask, variant.Mask & mask);
            words[variant.Entry] += Math.Pow(2, 32 - System.Numerics.BitOperations.PopCount(variant.Mask));
        }

        for (int e = 0; e < words.Length; e++)
        {
            (uint mask, _) = SailClause.Fixed(InstructionTable.Entries[e].Pattern);
            Assert.Equal(Math.Pow(2, 32 - System.Numerics.BitOperations.PopCount(mask)), words[e]);
        }
    }

    [Fact]
    public void Every_clause_of_the_Sail_model_is_decoded()
    {
        IReadOnlyList<SailClause> clauses = SailClause.ReadAll();
        Assert.Equal(1050, clauses.Count);
        string[] missing = [.. clauses.Where(clause => clause.Entries().Count == 0).Select(clause => clause.Name)];
        Assert.True(missing.Length == 0, $"{missing.Length} clauses have no entry:{Environment.NewLine}{string.Join(Environment.NewLine, missing)}");
    }

    [Fact]
    public void Every_entry_lies_inside_the_clause_of_the_Sail_model_that_it_names()
    {
        Dictionary<string, SailClause> clauses = SailClause.ReadAll().ToDictionary(clause => clause.Name, StringComparer.Ordinal);
        List<string> problems = [.. SailClause.BeyondTheModel.Keys.Where(clauses.ContainsKey).Select(name => $"{name}: the model has it")];
        foreach (InstructionEntry entry in InstructionTable.Entries)
        {
            if (!clauses.TryGetValue(entry.Name, out SailClause? clause))
            {
                if (!SailClause.BeyondTheModel.ContainsKey(entry.Name))
                {
                    problems.Add($"{entry.Name}: no such clause");
                }
            }
            else if (!clause.Contains(entry))
            {
                problems.Add($"{entry.Name}: {entry.Pattern} is not inside {clause.Bits}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private static string Describe(InstructionVariant variant) => InstructionTable.Entries[variant.Entry].Name;
}
