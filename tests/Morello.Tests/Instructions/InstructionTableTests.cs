using System.Text.Json;
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
            (uint mask, uint value) = Fixed(InstructionTable.Entries[variant.Entry].Pattern);
            Assert.Equal(value, variant.Value & mask);
            Assert.Equal(mask, variant.Mask & mask);
            words[variant.Entry] += Math.Pow(2, 32 - System.Numerics.BitOperations.PopCount(variant.Mask));
        }

        for (int e = 0; e < words.Length; e++)
        {
            (uint mask, _) = Fixed(InstructionTable.Entries[e].Pattern);
            Assert.Equal(Math.Pow(2, 32 - System.Numerics.BitOperations.PopCount(mask)), words[e]);
        }
    }

    [Fact]
    public void Every_entry_lies_inside_the_clause_of_the_Sail_model_that_it_names()
    {
        var clauses = new Dictionary<string, (uint Mask, uint Value)>(StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("isa/a64_clauses.json")));
        foreach (JsonElement clause in document.RootElement.EnumerateArray())
        {
            clauses[clause.GetProperty("name").GetString()!] = Fixed(clause.GetProperty("bits").GetString()!);
        }

        List<string> problems = [];
        foreach (InstructionEntry entry in InstructionTable.Entries)
        {
            (uint mask, uint value) = Fixed(entry.Pattern);
            if (!clauses.TryGetValue(entry.Name, out (uint Mask, uint Value) clause))
            {
                problems.Add($"{entry.Name}: no such clause");
            }
            else if ((mask & clause.Mask) != clause.Mask || (value & clause.Mask) != clause.Value)
            {
                problems.Add($"{entry.Name}: {entry.Pattern} is not inside mask 0x{clause.Mask:x8} value 0x{clause.Value:x8}");
            }
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private static string Describe(InstructionVariant variant) => InstructionTable.Entries[variant.Entry].Name;

    private static (uint Mask, uint Value) Fixed(string pattern)
    {
        uint mask = 0;
        uint value = 0;
        foreach (char c in pattern)
        {
            mask = (mask << 1) | (c is '0' or '1' ? 1u : 0);
            value = (value << 1) | (c == '1' ? 1u : 0);
        }

        return (mask, value);
    }
}
