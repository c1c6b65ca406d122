using System.Text.Json;
using CsCheck;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>Every capability encoding of the Sail model has its entry in the instruction table, and no other entry answers to its words.</summary>
public sealed class MorelloInstructionTests
{
    // The union of ADRP_C_IP_C and ADRDP_C_ID_C: the model lists the three with the same semantics.
    private const string Union = "ADRP_C_I_C";

    [Fact]
    public void All_182_clauses_decode()
    {
        List<(string Name, string Bits)> clauses = Read();
        Assert.Equal(182, clauses.Count);
        List<string> wrong = [];
        foreach ((string name, string bits) in clauses.Where(clause => clause.Name != Union))
        {
            Gen.UInt.Sample(random =>
            {
                uint word = Fill(bits, random);
                int variant = InstructionTable.Find(word);
                string found = variant < 0 ? "nothing" : InstructionTable.Entries[InstructionTable.Variant(variant).Entry].Name;
                if (found != name)
                {
                    wrong.Add($"{name} ({word:x8}): {found}");
                }
            }, iter: 50, threads: 1);
        }

        Assert.Empty(wrong.Distinct().Take(20));
    }

    [Fact]
    public void The_union_clause_is_covered_by_its_two_parts()
    {
        string bits = Read().Single(clause => clause.Name == Union).Bits;
        Gen.UInt.Sample(random =>
        {
            uint word = Fill(bits, random);
            string name = InstructionTable.Entries[InstructionTable.Variant(InstructionTable.Find(word)).Entry].Name;
            Assert.Equal((word >> 23 & 1) != 0 ? "ADRP_C_IP_C" : "ADRDP_C_ID_C", name);
        });
    }

    private static uint Fill(string bits, uint random)
    {
        uint word = 0;
        foreach (char bit in bits)
        {
            word = (word << 1) | (bit switch { '0' => 0u, '1' => 1u, _ => random >> 31 });
            random <<= 1;
        }

        return word;
    }

    private static List<(string Name, string Bits)> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedData.Require("isa/morello_clauses.json")));
        return [.. document.RootElement.EnumerateArray().Select(clause => (clause.GetProperty("name").GetString()!, clause.GetProperty("bits").GetString()!))];
    }
}
