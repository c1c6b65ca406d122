using System.Text;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Conformance.Fuzzing;

/// <summary>Makes assembly sources, mostly almost right: what is quite wrong is refused at once and finds nothing.</summary>
internal sealed class SourceGenerator
{
    private static readonly string[] s_operands =
    [
        "x0", "w1", "sp", "wzr", "x30", "c0", "csp", "czr", "v0", "v1.16b", "v2.4s", "v3.d[1]", "d4", "q5", "s6", "h7", "b8", "{v0.8b-v3.8b}", "[x0]", "[x1, #8]!",
        "[c2], #16", "[x3, w4, uxtw #2]", "lsl #3", "sxtw", "eq", "nzcv", "ish", "#0", "#1", "#-1", "#4095", "#0x7fff", "#1.5", "0", "1", "-1", "2", "4", "8", "15", "16", "21",
        "0x7fffffff", "0x80000000", "0xffffffffffffffff", "0x8000000000000000", "1 << 40", "1.5", "0x1p-3", "'a'", "label", "later", "undefined", "value", ".", ".Llocal",
        "1b", "1f", "99f", ":lo12:label", ":abs_g1:later", ":got:undefined", "#:lo12:label", "=label", "=0x123456789", "=later + 4", "\"text\"", "\"a\\x41\\n\"", "\"\"", "%function", "@object",
        "@progbits", "@nobits", "\"aw\"", "\"ax\"", "\"aMS\"", ".text", ".data", ".bss", ".mine", "\\arg", "\\@", "\\()", "a, b=2, c:vararg", "arg:req", "c64", "a64", "morello+c64",
        "label - start", "later - label", ". - start", "(1 + 2) * 3", "value * 2", "-(value)", "1/0", "~value", "a == b", "(", ")", "((((", "\"loop\"", "\"x\"", ",", ",,", "!", "=", ":", "@", "#", "\\",
        "R_AARCH64_NONE", "stack", "a b c", "\"unclosed", "'", "/*", "//", "é",
    ];

    private static readonly string[] s_blocks =
    [
        ".macro mac arg, a=1, b:vararg\nnop\n.byte \\arg, \\a\nmac \\b\n.endm\nmac 1, 2, 3\n",
        ".macro twice arg\n\\arg\n\\arg\n.endm\n", "twice nop\n", "twice twice\n", ".rept 3\n.irp n, 1, 2, x\n.byte \\n\n.endr\n.endr\n", ".irpc c, abc\nl\\c: nop\n.endr\n",
        ".if value > 2\n.word 1\n.elseif later\n.else\nnop\n.endif\n", ".ifdef label\n.byte 1\n.endif\n", "1: b 1b\nb 1f\n1:\n", ".pushsection .mine, \"aw\"\n.xword label\n.popsection\n",
        "ldr x0, =later\n.ltorg\n", "ldr c0, =label\n.pool\n", ".set value, value + 1\n", "value = later - start\n", ".p2align 4\n.chericap label + 8\n", ".comm shared, 16, 8\n", ".lcomm own, 8\n",
        ".rept 100000\nnop\n.endr\n", ".macro rec\nrec\n.endm\nrec\n", ".space 1 << 50\n", ".org 1 << 60\n", ".fill 1 << 30, 8, 1\n", ".p2align 21\n.byte 1\n", ".data 5\n.p2align 20\n", ".bss\n.skip 1 << 44\n",
        ".macro grow a\ngrow \\a\\a\n.endm\ngrow xx\n", "p .req x5\nmov p, p\n", "a1 = b1\nb1 = a1\n", "later:\n", "start:\n", "label:\n", ".type label, %function\n.size label, . - label\n", ".code c64\n", ".code a64\n", ".weak later\n.globl start\n",
    ];

    private readonly string[] _names;
    private readonly string[][] _corpus;

    public SourceGenerator()
    {
        _names = [.. AssemblyRun.DirectiveNames.Concat(InstructionAssembler.Mnemonics)];
        var assembly = typeof(SourceGenerator).Assembly;
        _corpus = [.. assembly.GetManifestResourceNames().Where(n => n.EndsWith(".s", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!);
            return reader.ReadToEnd().Split('\n');
        })];
    }

    public byte[] Generate(Random random) => random.Next(10) switch
    {
        < 5 => Encoding.UTF8.GetBytes(Mutated(random)),
        < 9 => Encoding.UTF8.GetBytes(Tokens(random)),
        _ => Bytes(random),
    };

    // A stretch of a source with a few things changed.
    private string Mutated(Random random)
    {
        var source = Pick(random, _corpus);
        var start = random.Next(source.Length);
        List<string> lines = [.. source.Skip(start).Take(random.Next(4, 40))];
        for (var count = random.Next(1, 8); count > 0; count--)
        {
            var at = random.Next(lines.Count + 1);
            switch (random.Next(8))
            {
                case 0:
                    lines.Insert(at, Statement(random));
                    break;
                case 1:
                    lines.Insert(at, Pick(random, s_blocks));
                    break;
                case 2 when at < lines.Count:
                    lines.RemoveAt(at);
                    break;
                case 3 when at < lines.Count:
                    lines.Insert(random.Next(lines.Count + 1), lines[at]);
                    break;
                case 4 when at < lines.Count:
                    lines[at] = Flip(random, lines[at]);
                    break;
                default:
                    if (at < lines.Count)
                    {
                        lines[at] = ChangeToken(random, lines[at]);
                    }

                    break;
            }
        }

        return string.Join('\n', lines);
    }

    private string Tokens(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 20); count > 0; count--)
        {
            text.Append(random.Next(5) == 0 ? Pick(random, s_blocks) : Statement(random) + (random.Next(8) == 0 ? " ; " : "\n"));
        }

        return text.ToString();
    }

    // A right instruction, a directive or mnemonic with random operands, or a label.
    private string Statement(Random random) => random.Next(6) switch
    {
        0 => Disassembler.Disassemble((uint)random.NextInt64(1L << 32), 0, random.Next(2) == 0),
        1 => Pick(random, s_operands) + ": " + Pick(random, _names),
        2 => Pick(random, s_operands) + " = " + Pick(random, s_operands),
        _ => Pick(random, _names) + " " + string.Join(random.Next(6) == 0 ? " " : ", ", Enumerable.Range(0, random.Next(5)).Select(_ => Pick(random, s_operands))),
    };

    private static string ChangeToken(Random random, string line)
    {
        var words = line.Split(' ');
        var at = random.Next(words.Length);
        words[at] = random.Next(3) switch { 0 => "", 1 => words[random.Next(words.Length)], _ => Pick(random, s_operands) };
        return string.Join(' ', words);
    }

    private static string Flip(Random random, string line)
    {
        if (line.Length == 0)
        {
            return line;
        }

        var characters = line.ToCharArray();
        characters[random.Next(characters.Length)] = (char)random.Next(1, random.Next(4) == 0 ? 0x3000 : 128);
        return new string(characters);
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)(bytes[i] % 96 == 0 ? '\n' : 32 + (bytes[i] % 95));
            }
        }

        return bytes;
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}
