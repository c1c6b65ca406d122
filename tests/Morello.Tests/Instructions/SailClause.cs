using System.Text.Json;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>A decode clause of the Sail model of Morello: its name and the fixed bits of its encoding.</summary>
internal sealed record SailClause(string Name, string Bits)
{
    /// <summary>
    /// Entries that the model has no clause for, and why they are there all the same. An encoding that the core has but the model lacks
    /// shows as a word that LLVM disassembles for Armv8.2 and this machine does not.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> BeyondTheModel { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rbit_advsimd_aarch64_instrs_vector_arithmetic_unary_rbit"] = "an instruction of Armv8.0 that the model left out",
        ["udf_aarch64_instrs_udf"] = "permanently undefined by definition; the model has no clause for it",
    };

    /// <summary>All clauses in the model's order; skips the calling test where the data is absent.</summary>
    internal static IReadOnlyList<SailClause> ReadAll()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("isa/a64_clauses.json")));
        return [.. document.RootElement.EnumerateArray().Select(clause =>
            new SailClause(clause.GetProperty("name").GetString()!, clause.GetProperty("bits").GetString()!))];
    }

    /// <summary>
    /// The entries of the table that decode the clause: those with its name or, where the model has a second clause for the same
    /// words, the entries of other names if they are every word of it. Empty if the clause is not decoded.
    /// </summary>
    internal IReadOnlyList<InstructionEntry> Entries()
    {
        InstructionEntry[] own = [.. InstructionTable.Entries.Where(entry => entry.Name == Name)];
        if (own.Length != 0)
        {
            return own;
        }

        InstructionEntry[] inside = [.. InstructionTable.Entries.Where(Contains)];
        return inside.Sum(entry => Words(entry.Pattern)) == Words(Bits) ? inside : [];
    }

    /// <summary>True if every word of the entry is a word of the clause.</summary>
    internal bool Contains(InstructionEntry entry)
    {
        (uint mask, uint value) = Fixed(entry.Pattern);
        (uint clauseMask, uint clauseValue) = Fixed(Bits);
        return (mask & clauseMask) == clauseMask && (value & clauseMask) == clauseValue;
    }

    /// <summary>The fixed bits of a pattern.</summary>
    internal static (uint Mask, uint Value) Fixed(string pattern)
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

    private static long Words(string pattern) => 1L << pattern.Count(c => c is not ('0' or '1'));
}
