using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Conformance;

/// <summary>Sorts the entries of the instruction table, by the names of their clauses, into classes that can be chosen on the command line.</summary>
internal static class InstructionClass
{
    internal const string Integer = "integer";
    internal const string Memory = "memory";
    internal const string Branch = "branch";
    internal const string System = "system";
    internal const string Crypto = "crypto";
    internal const string Float = "float";
    internal const string Vector = "vector";
    internal const string Morello = "morello";

    /// <summary>All classes, in the order in which they are documented.</summary>
    internal static IReadOnlyList<string> All { get; } = [Integer, Memory, Branch, System, Float, Vector, Crypto, Morello];

    internal static string Of(InstructionEntry entry)
    {
        string name = entry.Name;
        int at = name.IndexOf("_aarch64_instrs_", StringComparison.Ordinal);
        if (at < 0)
        {
            return Morello;
        }

        ReadOnlySpan<char> kind = name.AsSpan(at + "_aarch64_instrs_".Length);
        return kind switch
        {
            _ when kind.StartsWith("memory") => Memory,
            _ when kind.StartsWith("branch") => Branch,
            _ when kind.StartsWith("system") => System,
            _ when kind.Contains("crypto", StringComparison.Ordinal) => Crypto,
            _ when kind.StartsWith("float") => Float,
            _ when kind.StartsWith("vector") => name[0] == 'f' || name.StartsWith("scvtf", StringComparison.Ordinal) || name.StartsWith("ucvtf", StringComparison.Ordinal) ? Float : Vector,
            _ => Integer,
        };
    }

    /// <summary>True if <paramref name="selection"/> is the entry's class or a part of its name.</summary>
    internal static bool Matches(InstructionEntry entry, string selection) =>
        Of(entry).Equals(selection, StringComparison.OrdinalIgnoreCase)
        || (!All.Contains(selection, StringComparer.OrdinalIgnoreCase) && entry.Name.Contains(selection, StringComparison.OrdinalIgnoreCase));
}
