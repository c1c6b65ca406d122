using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FlexCap.Morello.Internal;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

/// <summary>Agreement with LLVM's assembler and disassembler over all encodings of the base architecture. LLVM 14 knows no Morello.</summary>
public sealed partial class LlvmTests
{
    private const string Tool = "llvm-mc";
    private const string Features = "+v8.2a,+fullfp16,+crypto,+sha2,+aes,+dotprod,+crc,+lse,+rdm,+rcpc,+ras,+spe,+sb,+ssbs";
    private const int Words = 120;

    // Extensions that Morello lacks but LLVM 14 knows.
    private const string AbsentFeatures = "+v8.6a,+fp16fml,+sha3,+sm4,+pauth,+bf16,+i8mm,+mte,+flagm,+altnzcv,+fptoint,+rcpc-immo,+complxnum,+jsconv,+lse2,+predres,+ccdp,+bti";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Words_are_written_as_LLVM_writes_them(bool absent)
    {
        uint[] words = [.. Sample(absent)];
        Assert.NotEmpty(words);
        string input = string.Concat(words.Select(w => $"0x{w & 0xff:x2} 0x{w >> 8 & 0xff:x2} 0x{w >> 16 & 0xff:x2} 0x{w >> 24:x2}\n"));
        (string output, string errors) = Run(["--disassemble", "-triple=aarch64", Attributes(absent)], input);
        HashSet<int> invalid = [.. InvalidLine().Matches(errors).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))];
        string[] lines = [.. output.Split('\n').Select(Normalize).Where(line => line.Length > 0 && line != ".text")];
        Assert.Equal(words.Length - invalid.Count, lines.Length);

        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int next = 0;
        for (int i = 0; i < words.Length; i++)
        {
            string theirs = invalid.Contains(i + 1) ? ".inst" : lines[next++];
            string ours = Normalize(Disassembler.Disassemble(words[i]));
            if (ours != theirs && !(theirs == ".inst" && ours.StartsWith(".inst", StringComparison.Ordinal)) && !IsKnownDifference(ours, theirs))
            {
                differences.TryAdd(Entry(words[i]).Name + Entry(words[i]).Pattern, $"0x{words[i]:x8} ours: {ours} | LLVM: {theirs}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count}, {words.Length} words compared\n{string.Join('\n', differences.Values)}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LLVM_assembles_our_text_to_the_same_words(bool absent)
    {
        (uint Word, string Text)[] statements = [.. Sample(absent).Select(word => (word, Disassembler.Disassemble(word))).Where(s => !s.Item2.StartsWith(".inst", StringComparison.Ordinal))];
        (string output, string errors) = Run(["-triple=aarch64", "-show-encoding", Attributes(absent)], string.Concat(statements.Select(s => s.Text + "\n")));
        ILookup<int, string> refused = ErrorLine().Matches(errors).ToLookup(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m => m.Groups[2].Value);
        uint[] words = [.. Encoding().Matches(output).Select(m => Convert.ToUInt32($"{m.Groups[4]}{m.Groups[3]}{m.Groups[2]}{m.Groups[1]}", 16))];
        Assert.Equal(statements.Length - refused.Count, words.Length);

        var differences = new SortedDictionary<string, string>(StringComparer.Ordinal);
        int next = 0;
        for (int i = 0; i < statements.Length; i++)
        {
            (uint word, string text) = statements[i];
            // LLVM's assembler refuses what is CONSTRAINED UNPREDICTABLE and more than one bit for a flag of PSTATE, though it disassembles them.
            string? problem = refused.Contains(i + 1) ? (refused[i + 1].First().StartsWith("unpredictable", StringComparison.Ordinal) || IsFlag(text) ? null : refused[i + 1].First())
                : words[next] == word || words[next] == Statements.Assemble(text) ? null : $"0x{words[next]:x8}";
            next += refused.Contains(i + 1) ? 0 : 1;
            if (problem is not null)
            {
                differences.TryAdd(Entry(word).Name + Entry(word).Pattern, $"0x{word:x8} {text} | LLVM: {problem}");
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count}, {statements.Length} statements compared\n{string.Join('\n', differences.Values)}");
    }

    // Where several encodings could be meant, or an alias is accepted but never printed.
    [Fact]
    public void The_assembler_chooses_the_encodings_that_LLVM_chooses()
    {
        string[] statements =
        [
            "ldr x0, [x1, #-8]", "ldr x0, [x1, #8]", "ldr x0, [x1, #7]", "ldr w0, [sp]", "ldrsb x3, [x4, #-1]", "str q0, [x1, #5]", "strh w0, [x1, #-2]", "ldr x0, [x1, 16]", "ldr b1, [x2, #-3]",
            "prfum pldl1keep, [x0, #-8]", "prfm pstl2strm, [x0, x1, lsl #3]", "prfm #7, [x0]", "ldp x0, x1, [x2]", "stnp q0, q1, [sp]", "ldrb w0, [x1, x2]", "ldrb w0, [x1, x2, lsl #0]", "ldrb w0, [x1, w2, sxtw #0]",
            "ldr x0, [x1, x2, lsl #0]", "mov x0, #0", "mov x0, #-1", "mov w0, #-1", "mov w0, #0xffff0000", "mov x0, #0xffffffff", "mov x0, #0x0f0f0f0f0f0f0f0f", "mov sp, #0xff", "mov wsp, #0xff0", "mov w5, #0x10000",
            "mov x0, sp", "mov sp, x0", "mov x0, x1", "mov w0, wzr", "mov w0, wsp", "add x0, x1, #-4", "sub x0, x1, #-4096", "adds w0, w1, #-1", "cmp x0, #-1", "cmn w0, #-7", "add x0, x1, #0x5000", "add x0, x1, #5, lsl #12",
            "add x0, x1, #0, lsl #0", "add x0, x1, x2", "add sp, x1, x2", "add x0, sp, x2, lsl #2", "add x0, x1, w2, uxtw", "add x0, x1, x2, uxtx", "add x0, x1, x2, lsl #0", "add w0, wsp, w1", "add w0, w1, w2, uxth #3",
            "cmp sp, x1", "cmp x0, w1, sxtb #1", "cmp x0, x1, lsr #5", "subs xzr, x0, x1", "cmp xzr, x2", "negs x0, x1", "neg w3, w4, asr #7", "ngcs x1, x2", "tst x1, #1", "tst w1, w2, ror #31", "bic x0, x1, #1", "orn w0, w1, #0xff",
            "eon x0, x1, #0xff00", "bics x0, x1, #3", "mvn x0, x1, lsl #2", "lsl x0, x1, #0", "lsl w0, w1, #31", "lsr x0, x1, #63", "asr w0, w1, #0", "ror x0, x1, #3", "lsl x0, x1, x2", "lslv x0, x1, x2", "rorv w0, w1, w2",
            "sxtw x0, w1", "uxtw x0, w1", "uxtb w0, w1", "sxtb x0, w1", "uxth x0, w1", "ubfx x0, x1, #3, #4", "ubfiz w0, w1, #3, #4", "sbfx x0, x1, #0, #64", "bfi x0, x1, #60, #4", "bfi x0, x1, #0, #8", "bfc w0, #4, #2", "bfxil x0, x1, #1, #2",
            "mul x0, x1, x2", "mneg w0, w1, w2", "smull x0, w1, w2", "umnegl x0, w1, w2", "cset x0, ne", "csetm w0, cs", "cinc x0, x1, lo", "cinv w0, w1, hi", "cneg x0, x1, ge", "csel x0, x1, x2, cc", "b.cs #8", "b.lo #-8", "beq #16", "bl #-4",
            "cbz x0, #8", "tbz x0, #40, #8", "tbnz w1, #3, #-8", "ret", "ret x1", "nop", "hint #0", "hint #16", "hint #20", "hint #99", "csdb", "esb", "psb csync", "wfi", "isb", "isb sy", "isb #3", "dsb sy", "dsb #0", "dsb #4", "dmb ishld", "dmb #4",
            "clrex", "clrex #3", "svc #1", "brk 7", "dcps1", "dcps2 #9", "msr daifset, #2", "msr spsel, #1", "mrs x0, nzcv", "msr tpidr_el0, x9", "mrs x0, s3_3_c13_c0_2", "ic ialluis", "ic ivau, x3", "dc zva, x1", "at s1e1r, x2", "tlbi vmalle1is",
            "tlbi vae1, x7", "sys #3, c7, c4, #1, x2", "sys #1, c7, c8, #2", "sysl x1, #0, c7, c0, #0", "stadd x0, [x1]", "staddlh w0, [x1]", "ldaddal x0, x1, [x2]", "swpb w0, w1, [x2]", "casal x0, x1, [x2]", "casp w0, w1, w2, w3, [x4]",
            "mov v0.16b, v1.16b", "mov v0.8b, v1.8b", "mov v0.s[1], w2", "mov v1.b[15], v2.b[3]", "mov x0, v1.d[1]", "mov w0, v1.s[3]", "mov s0, v1.s[1]", "mov d0, v1.d[0]", "umov w0, v1.b[3]", "mvn v0.16b, v1.16b", "not v0.8b, v1.8b",
            "sxtl v0.8h, v1.8b", "uxtl2 v0.2d, v1.4s", "fmov d0, #1.0", "fmov s0, #-0.125", "fmov v0.2d, #31", "fmov x0, v1.d[1]", "movi v0.16b, #255", "movi v0.4s, #1, lsl #24", "movi v0.4h, #1, lsl #8", "movi v0.2s, #1, msl #16", "movi d0, #0xff00ff",
            "mvni v1.8h, #3", "orr v0.4s, #1, lsl #8", "bic v0.4h, #7", "ld1 {v0.4s}, [x0]", "ld1 {v31.16b, v0.16b}, [x0], #32", "ld4 {v0.4h-v3.4h}, [x0], x5", "st2 {v1.b, v2.b}[15], [sp], #2", "ld3r {v0.2d, v1.2d, v2.2d}, [x3]",
            "tbl v0.8b, {v1.16b, v2.16b}, v3.8b", "cmeq v0.4s, v1.4s, #0", "shl v0.2d, v1.2d, #63", "sshr d0, d1, #64", "ADD X0, X1, X2, LSL #3", "LDR W0, [SP, #4]!", "Movz x0, 1, lsl 48", "ldr x0, #16", "adr x0, #-1", "adrp x1, #4096",
            "extr x0, x1, x2, #3", "rev64 x0, x1", "crc32cx w0, w1, x2", "fcsel h0, h1, h2, mi", "fcvtzs x0, d1", "fcmp s0, #0.0", "fcmpe d0, d1", "fmadd d0, d1, d2, d3", "scvtf d0, w1, #3", "fcvtl2 v0.2d, v1.4s", "frintx h0, h1", "sdot v0.4s, v1.16b, v2.4b[2]", "aese v0.16b, v1.16b", "pmull2 v0.1q, v1.2d, v2.2d",
        ];
        (string output, string errors) = Run(["-triple=aarch64", "-show-encoding", Attributes(absent: false)], string.Join('\n', statements) + "\n");
        Assert.Empty(errors);
        uint[] words = [.. Encoding().Matches(output).Select(m => Convert.ToUInt32($"{m.Groups[4]}{m.Groups[3]}{m.Groups[2]}{m.Groups[1]}", 16))];
        Assert.Equal(statements.Length, words.Length);
        string[] problems = [.. statements.Zip(words).Select(pair => !Statements.TryAssemble(pair.First, false, out AssembledInstruction ours, out AssemblyError? error) ? $"{pair.First}: {error!.Message}"
            : ours.Word != pair.Second ? $"{pair.First}: 0x{ours.Word:x8}, LLVM 0x{pair.Second:x8}" : "").Where(problem => problem.Length > 0)];
        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    // Names of registers differ where one side does not know the register, and PSTATE fields that Morello lacks are system registers to LLVM.
    private static bool IsKnownDifference(string ours, string theirs) =>
        (RegisterByNumber().IsMatch(ours) != RegisterByNumber().IsMatch(theirs) && ours.Split(' ')[0] == theirs.Split(' ')[0] && ours[..3] is "mrs" or "msr")
        || (ours.StartsWith(".inst", StringComparison.Ordinal) && theirs.StartsWith("msr S0_", StringComparison.Ordinal));

    private static bool IsFlag(string text) => text.StartsWith("msr SSBS, #", StringComparison.Ordinal) || text.StartsWith("msr DIT, #", StringComparison.Ordinal)
        || text.StartsWith("msr PAN, #", StringComparison.Ordinal) || text.StartsWith("msr UAO, #", StringComparison.Ordinal) || text.StartsWith("msr TCO, #", StringComparison.Ordinal);

    private static string Attributes(bool absent) => $"-mattr={Features}{(absent ? "," + AbsentFeatures : "")}";

    private static InstructionEntry Entry(uint word) => InstructionTable.Entries[InstructionTable.Variant(InstructionTable.Find(word)).Entry];

    // Random words of every encoding of the base architecture, those that Morello has or those that it lacks.
    private static IEnumerable<uint> Sample(bool absent) =>
        InstructionTable.Entries.Where(entry => (entry.AbsentFeature is not null) == absent && entry.Name.Contains("_aarch64_", StringComparison.Ordinal))
            .SelectMany((entry, i) => Statements.Sample(entry, Words, seed: i));

    private static string Normalize(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return Blanks().Replace(comment < 0 ? line : line[..comment], " ").Trim();
    }

    private static (string Output, string Errors) Run(string[] arguments, string input)
    {
        var start = new ProcessStartInfo(Tool, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            process = null;
        }

        Assert.SkipWhen(process is null, $"{Tool} is not installed (Debian: llvm)");
        using (process)
        {
            Task<string> errors = process!.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            return (output.Result, errors.Result);
        }
    }

    [GeneratedRegex(@"^<stdin>:(\d+):\d+: warning: invalid instruction encoding", RegexOptions.Multiline)]
    private static partial Regex InvalidLine();

    [GeneratedRegex(@"^<stdin>:(\d+):\d+: error: (.*)", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();

    [GeneratedRegex(@"encoding: \[0x(..),0x(..),0x(..),0x(..)\]")]
    private static partial Regex Encoding();

    [GeneratedRegex(@"\bS[0-3]_\d_C\d+_C\d+_\d\b")]
    private static partial Regex RegisterByNumber();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
