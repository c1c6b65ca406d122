using System.IO.Compression;
using System.Text.RegularExpressions;
using FlexCap.Morello.Conformance;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>What checks the instructions: the ISA vectors, random sequences against QEMU, or tests of their own.</summary>
internal static partial class InstructionOracles
{
    /// <summary>Prefixes of clauses without an independent oracle, since their effect is on the machine rather than on registers, and what executes them.</summary>
    internal static IReadOnlyList<(string Prefix, string Reason)> Exemptions { get; } =
    [
        ("wf", "stops the machine"), ("svc", "ends every vector of groups C and D"),
    ];

    /// <summary>The exemption of a clause, or null.</summary>
    internal static (string Prefix, string Reason)? Exemption(string clause)
    {
        (string Prefix, string Reason) found = Exemptions.FirstOrDefault(e => clause.StartsWith(e.Prefix, StringComparison.Ordinal));
        return found.Prefix is null ? null : found;
    }

    /// <summary>True if random sequences with the instruction are compared with QEMU.</summary>
    internal static bool IsInDifferential(InstructionEntry entry) => DifferentialTest.Covers(entry);

    /// <summary>The test classes beside this one whose source names a clause as a text, by clause: they execute it.</summary>
    internal static ILookup<string, string> ReadOwnTests() => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "Morello.Tests", "Instructions"), "*Tests.cs")
        .SelectMany(file => QuotedName().Matches(File.ReadAllText(file)).Select(m => (Clause: m.Groups[1].Value, Test: Path.GetFileNameWithoutExtension(file))))
        .Distinct()
        .OrderBy(pair => pair.Test, StringComparer.Ordinal)
        .ToLookup(pair => pair.Clause, pair => pair.Test, StringComparer.Ordinal);

    /// <summary>How many ISA vectors execute each clause; skips the calling test where they are absent.</summary>
    internal static IReadOnlyDictionary<string, int> ReadVectors()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(SharedData.Require("isa/vectors-open.jsonl.gz")), CompressionMode.Decompress));
        const string Key = "\"enc\":\"";
        while (lines.ReadLine() is { } line)
        {
            HashSet<string> clauses = new(StringComparer.Ordinal);
            for (int at = line.IndexOf(Key, StringComparison.Ordinal); at >= 0; at = line.IndexOf(Key, at, StringComparison.Ordinal))
            {
                at += Key.Length;

                // The vectors write the clause's name with the separators of the Arm pseudocode.
                clauses.Add(string.Concat(line[at..line.IndexOf('"', at)].Select(c => char.IsLetterOrDigit(c) ? c : '_')));
            }

            foreach (string clause in clauses)
            {
                counts[clause] = counts.GetValueOrDefault(clause) + 1;
            }
        }

        return counts;
    }

    [GeneratedRegex("\"([A-Za-z0-9]+_[A-Za-z0-9_]+)\"")]
    private static partial Regex QuotedName();
}
