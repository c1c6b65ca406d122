using System.Buffers.Binary;
using System.Text.RegularExpressions;
using FlexCap.Morello.Internal;

namespace FlexCap.Morello.Tests.FloatingPoint;

/// <summary>Every floating-point instruction in all modes of FPCR, on operands that sit on edges: registers, flags and FPSR as in QEMU.</summary>
public sealed partial class FloatingPointDifferentialTests
{
    private const int WordsOfAnEntry = 6;
    private const int RecordsOfAWord = 80;
    private const int RecordsOfAFormat = 8000;
    private const int Seed = 20;

    // QEMU 7.2 leaves the sign above the halfword that FCVTZS H0, H1, #fbits gives; the model clears the register above it.
    private const ulong HalfwordMask = 0xFFFF;

    [Fact]
    public void Every_instruction_gives_the_results_and_exceptions_that_QEMU_gives()
    {
        var random = new Random(Seed);
        List<(uint Word, OperandFormat Format)> instructions = [];
        List<InstructionEntry> entries = [];
        foreach (InstructionEntry entry in InstructionTable.Entries.Where(Covers))
        {
            for (int i = 0; i < WordsOfAnEntry; i++)
            {
                instructions.Add((Word(random, entry), Format(entry)));
                entries.Add(entry);
            }
        }

        Assert.True(instructions.Count * RecordsOfAWord >= 200_000);
        var program = new FloatingPointProgram(random, instructions, RecordsOfAWord, RecordsOfAFormat);
        byte[] expected = program.RunOnQemu();
        byte[] actual = program.RunHere();
        Assert.Equal(expected.Length, actual.Length);

        var problems = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        for (int i = 0; i < instructions.Count; i++)
        {
            ulong low = QemuExtendsSign(entries[i]) ? HalfwordMask : ulong.MaxValue;
            for (int e = 0; e < RecordsOfAWord; e++)
            {
                int at = ((i * RecordsOfAWord) + e) * FloatingPointProgram.ResultSize;
                string difference = Compare(expected.AsSpan(at, FloatingPointProgram.ResultSize), actual.AsSpan(at, FloatingPointProgram.ResultSize), low);
                if (difference.Length == 0)
                {
                    continue;
                }

                if (!problems.TryGetValue(entries[i].Name, out List<string>? list))
                {
                    problems[entries[i].Name] = list = [];
                }

                list.Add($"{Disassembler.Disassemble(instructions[i].Word, 0, false)} {Describe(program.Record(i, e))}: {difference}");
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count}\n{string.Join('\n', problems.Select(p => $"{p.Key} {p.Value.Count}\n  {string.Join("\n  ", p.Value.Take(2))}"))}");
    }

    [Fact]
    public void A_wrong_flag_is_noticed()
    {
        var program = new FloatingPointProgram(new Random(Seed), [(0x1E622820, OperandFormat.Double)], 64, 100);
        byte[] right = program.RunHere();
        byte[] wrong = [.. right];
        wrong[56] ^= 0x10;
        Assert.Equal("", Compare(right, [.. right], ulong.MaxValue));
        Assert.StartsWith("fpsr", Compare(right.AsSpan(0, FloatingPointProgram.ResultSize), wrong.AsSpan(0, FloatingPointProgram.ResultSize), ulong.MaxValue), StringComparison.Ordinal);
    }

    /// <summary>True if the instruction is compared with QEMU here.</summary>
    internal static bool Covers(InstructionEntry entry) => entry.AbsentFeature is null
        && (FloatingName().IsMatch(entry.Name) || entry.Name.StartsWith("scvtf_", StringComparison.Ordinal) || entry.Name.StartsWith("ucvtf_", StringComparison.Ordinal));

    private static bool QemuExtendsSign(InstructionEntry entry) =>
        entry.Name == "fcvtzs_advsimd_fix_aarch64_instrs_vector_shift_conv_float_sisd" && entry.Syntax.Contains("{d:h}", StringComparison.Ordinal);

    [GeneratedRegex("^f.*_aarch64_instrs_(float|vector)_")]
    private static partial Regex FloatingName();

    // n = 1, m = 2, a = 3; d is often one of these.
    private static uint Word(Random random, InstructionEntry entry)
    {
        uint word = 0;
        uint d = (uint)random.Next(3);
        for (int i = 0; i < 32; i++)
        {
            char c = entry.Pattern[i];
            int place = entry.Pattern.LastIndexOf(c) - i;
            bool bit = c switch
            {
                '0' or 'x' => false,
                '1' => true,
                'n' => ((1 >> place) & 1) != 0,
                'm' => ((2 >> place) & 1) != 0,
                'a' => ((3 >> place) & 1) != 0,
                'd' when !entry.Syntax.Contains("{d:r", StringComparison.Ordinal) && !entry.Syntax.Contains("{d:w", StringComparison.Ordinal) && !entry.Syntax.Contains("{d:x", StringComparison.Ordinal) => ((d >> place) & 1) != 0,
                'd' => false,
                _ => random.Next(2) != 0,
            };
            word = (word << 1) | (bit ? 1u : 0);
        }

        return word;
    }

    private static OperandFormat Format(InstructionEntry entry)
    {
        if (entry.Name.Contains("cvtf_", StringComparison.Ordinal))
        {
            return OperandFormat.Integer;
        }

        Match match = SourceFormat().Match(entry.Syntax);
        return match.Groups[1].Value switch { "h" => OperandFormat.Half, "s" => OperandFormat.Single, "d" => OperandFormat.Double, _ => OperandFormat.Integer };
    }

    [GeneratedRegex(@"\{n:[v0-9]*([hsd])")]
    private static partial Regex SourceFormat();

    private static string Compare(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, ulong low)
    {
        if (expected.SequenceEqual(actual))
        {
            return "";
        }

        string[] names = ["v0", "v0.d[1]", "v1", "v1.d[1]", "v2", "v2.d[1]", "x0", "fpsr", "nzcv", "0"];
        List<string> differences = [];
        for (int i = 0; i < names.Length; i++)
        {
            ulong want = BinaryPrimitives.ReadUInt64LittleEndian(expected[(i * 8)..]);
            ulong got = BinaryPrimitives.ReadUInt64LittleEndian(actual[(i * 8)..]);
            if (((want ^ got) & (i < 6 ? low : ulong.MaxValue)) != 0)
            {
                differences.Add($"{names[i]} 0x{got:x}, QEMU 0x{want:x}");
            }
        }

        return string.Join("; ", differences);
    }

    private static string Describe(ReadOnlySpan<byte> record)
    {
        string[] names = ["v0", "", "v1", "", "v2", "", "v3", "", "x1", "fpcr", "fpsr", "nzcv"];
        List<string> values = [];
        for (int i = 0; i < names.Length; i++)
        {
            ulong value = BinaryPrimitives.ReadUInt64LittleEndian(record[(i * 8)..]);
            values.Add(names[i].Length == 0 ? $":{value:x16}" : $" {names[i]}={value:x}");
        }

        return string.Concat(values);
    }
}
