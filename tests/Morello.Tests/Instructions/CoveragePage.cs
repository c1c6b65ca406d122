using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;
using FlexCap.Morello.Tests.Assembly;

namespace FlexCap.Morello.Tests.Instructions;

/// <summary>Writes docs/isa-coverage.md: every decode clause of the Sail model and what the machine does with it.</summary>
internal static partial class CoveragePage
{
    private const int SampleSize = 20;

    private static readonly bool[] s_states = [false, true];

    // Classes in the order of the page; the first that fits takes a clause.
    private static readonly (string Title, Regex Clause)[] s_classes =
    [
        ("Morello: branches", MorelloBranch()),
        ("Morello: loads, stores and atomics", MorelloMemory()),
        ("Morello: capabilities", Morello()),
        ("Branches", Branch()),
        ("Integer", Integer()),
        ("Loads and stores of vector registers", VectorMemory()),
        ("Atomics, exclusives and ordered accesses", Atomic()),
        ("Loads and stores", Memory()),
        ("System, hints and barriers", System()),
        ("Scalar floating point", Float()),
        ("Cryptography", Crypto()),
        ("Vector floating point", VectorFloat()),
        ("Integer vectors", Vector()),
    ];

    internal static string Write()
    {
        IReadOnlyDictionary<string, int> vectors = InstructionOracles.ReadVectors();
        ILookup<string, string> ownTests = InstructionOracles.ReadOwnTests();
        Row[] rows = [.. SailClause.ReadAll().Select(clause => Describe(clause, vectors, ownTests)).OrderBy(row => row.Clause.Name, StringComparer.Ordinal)];
        var text = new StringBuilder();
        text.Append("""
            # What of the instruction set is there

            Every decode clause of the Sail model of Morello (1,050) and what this machine does with it. This page is generated from the
            instruction table and the tests: `FLEXCAP_WRITE_DOCS=1 dotnet test --project tests/Morello.Tests` writes it, and without that
            variable a test fails when the page is stale. It needs the clause list and the ISA vectors of `../shared/data/isa`.

            - **Decode**: how many entries of the instruction table decode it (one for each element size, for instance), or the clauses
              whose entries decode the same words.
            - **Execute**: the machine has the semantics, or the instruction is UNDEFINED since Morello lacks the extension that is named.
            - **Disassemble**, **assemble**: sample words of all its entries are written as text, in A64 and C64 state, and the assembler makes
              words of the text that are written alike (`RoundTripTests` tries more words, and compares the words themselves).
            - **Vectors**: how many of the ISA vectors (`flexcap conformance`) execute it.
            - **QEMU**: random sequences with it end in the same registers, tags, flags and memory as in
              `qemu-aarch64` or, for Morello's own, in QEMU's Morello target (`flexcap differential`).
            - **Tests**: test classes that name it, or why it has no independent oracle. Besides, a test executes every decoding with
              random operands, and one demands that the encodings of absent extensions are UNDEFINED.


            """);
        text.Append("| class | clauses | decode | execute | UNDEFINED | disassemble | assemble | in vectors | in QEMU's differential |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach ((string title, _) in s_classes)
        {
            Summarise(text, $"[{title}](#{Anchor(title)})", [.. rows.Where(row => row.Class == title)]);
        }

        Summarise(text, "**all**", rows);
        foreach ((string title, _) in s_classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| clause | decode | execute | disassemble | assemble | vectors | QEMU | tests |\n|---|---|---|---|---|---|---|---|\n");
            foreach (Row row in rows.Where(row => row.Class == title))
            {
                string encodings = row.Entries.Count == 0 ? "**none**"
                    : row.Entries[0].Name == row.Clause.Name ? row.Entries.Count.ToString(CultureInfo.InvariantCulture)
                    : "as " + string.Join(", ", row.Entries.Select(entry => entry.Name));
                string execute = row.Absent is { } feature ? $"UNDEFINED: {feature} absent" : row.Entries.Count == 0 ? "" : "yes";
                text.Append(CultureInfo.InvariantCulture, $"| {row.Clause.Name} | {encodings} | {execute} | {YesOrNo(row.IsDisassembled)} | {YesOrNo(row.IsAssembled)} | {(row.Vectors == 0 ? "" : row.Vectors)} | {YesOrNo(row.IsInDifferential)} | {row.Tests} |\n");
            }
        }

        text.Append("\n## Beyond the model\n\n| instruction | why | QEMU |\n|---|---|---|\n");
        foreach ((string name, string reason) in SailClause.BeyondTheModel.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            InstructionEntry[] entries = [.. InstructionTable.Entries.Where(entry => entry.Name == name)];
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {reason} | {YesOrNo(entries.Length != 0 && entries.All(InstructionOracles.IsInDifferential))} |\n");
        }

        return text.ToString();
    }

    private static Row Describe(SailClause clause, IReadOnlyDictionary<string, int> vectors, ILookup<string, string> ownTests)
    {
        IReadOnlyList<InstructionEntry> entries = clause.Entries();
        string? absent = entries.Select(entry => entry.AbsentFeature).FirstOrDefault();
        string tests = string.Join(", ", ownTests[clause.Name]);
        int count = vectors.GetValueOrDefault(clause.Name);
        bool differential = entries.Any(InstructionOracles.IsInDifferential);
        if (tests.Length == 0 && count == 0 && !differential && absent is null)
        {
            tests = InstructionOracles.Exemption(clause.Name)?.Reason ?? "";
        }

        return new Row(clause, s_classes.First(c => c.Clause.IsMatch(clause.Name)).Title, entries, absent,
            entries.Count != 0 && entries.All(IsDisassembled), entries.Count != 0 && entries.All(IsAssembled), count, differential, tests);
    }

    private static bool IsDisassembled(InstructionEntry entry) => s_states.All(c64 => Texts(entry, c64).Any());

    private static bool IsAssembled(InstructionEntry entry) => IsDisassembled(entry) && s_states.All(c64 => Texts(entry, c64).All(text =>
        Statements.TryAssemble(text, c64, out AssembledInstruction result, out _) && Disassembler.Disassemble(result.Word, 0, c64) == text));

    // What the disassembler writes for some words of an entry; not all words of all entries are instructions.
    private static IEnumerable<string> Texts(InstructionEntry entry, bool c64) => Statements.Sample(entry, SampleSize, seed: 1)
        .Select(word => Disassembler.Disassemble(word, 0, c64))
        .Where(text => !text.StartsWith(".inst", StringComparison.Ordinal));

    private static string YesOrNo(bool value) => value ? "yes" : "";

    private static void Summarise(StringBuilder text, string title, Row[] rows) => text.Append(CultureInfo.InvariantCulture,
        $"| {title} | {rows.Length} | {rows.Count(r => r.Entries.Count != 0)} | {rows.Count(r => r.Entries.Count != 0 && r.Absent is null)} | {rows.Count(r => r.Absent is not null)} | {rows.Count(r => r.IsDisassembled)} | {rows.Count(r => r.IsAssembled)} | {rows.Count(r => r.Vectors != 0)} | {rows.Count(r => r.IsInDifferential)} |\n");

    // As GitHub makes them: lower case, punctuation dropped, blanks become dashes.
    private static string Anchor(string title) =>
        string.Concat(title.ToLowerInvariant().Where(c => char.IsLetter(c) || c == ' ').Select(c => c == ' ' ? '-' : c));

    [GeneratedRegex("^(BR|BLR|RET|BX|LDPBR|LDPBLR)[A-Z]*_(?!.*_instrs_)")]
    private static partial Regex MorelloBranch();

    [GeneratedRegex("^(A?LD|A?ST|CAS|SWP)[A-Z]*_(?!.*_instrs_)")]
    private static partial Regex MorelloMemory();

    [GeneratedRegex("^(?!.*_instrs_)")]
    private static partial Regex Morello();

    [GeneratedRegex("_instrs_branch_")]
    private static partial Regex Branch();

    [GeneratedRegex("_instrs_integer_")]
    private static partial Regex Integer();

    [GeneratedRegex("_instrs_memory_(vector_|.*simdfp)")]
    private static partial Regex VectorMemory();

    [GeneratedRegex("_instrs_memory_(atomicops|exclusive|ordered)")]
    private static partial Regex Atomic();

    [GeneratedRegex("_instrs_memory_")]
    private static partial Regex Memory();

    [GeneratedRegex("_instrs_system_")]
    private static partial Regex System();

    [GeneratedRegex("_instrs_float_")]
    private static partial Regex Float();

    [GeneratedRegex("_instrs_vector_crypto_")]
    private static partial Regex Crypto();

    [GeneratedRegex("^(f|scvtf|ucvtf).*_instrs_vector_")]
    private static partial Regex VectorFloat();

    [GeneratedRegex("_instrs_vector_")]
    private static partial Regex Vector();

    private sealed record Row(
        SailClause Clause, string Class, IReadOnlyList<InstructionEntry> Entries, string? Absent, bool IsDisassembled, bool IsAssembled,
        int Vectors, bool IsInDifferential, string Tests);
}
