using System.Buffers.Binary;
using System.IO.Compression;
using FlexCap.Cli.Internal;
using FlexCap.Morello.Conformance;

namespace FlexCap.Cli.Tests;

public class ConformanceTests
{
    private const ulong Entry = 0x1030_0000;

    [Fact]
    public async Task A_vector_that_holds_is_exit_code_0()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("conformance", "--vectors", folder.Write("v.jsonl", Vector("good", 6)), "--engine", "interpreter");

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.Equal(
            """
            Conformance
            suite    total  passed  failed  skipped
            -------  -----  ------  ------  -------
            vectors      1       1       0        0

            1 passed, 0 failed

            """.ReplaceLineEndings("\n"), outcome.Out);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task Failures_are_named_with_the_first_register_in_the_order_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("v.jsonl", Vector("bad-2", 8) + Vector("good", 6) + Vector("bad-1", 7));

        var outcome = await Flexcap.Run("conformance", "--vectors", path);

        Assert.Equal(ExitCode.GuestFailed, outcome.ExitCode);
        Assert.StartsWith(
            "FAILED vectors bad-2: C0 is 0:0000000000000000:0000000000000006, expected 0:0000000000000000:0000000000000008\n"
            + "FAILED vectors bad-1: C0 is 0:0000000000000000:0000000000000006, expected 0:0000000000000000:0000000000000007\n", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 2 failed\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_selects_by_name_and_warns_of_unknown_names()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("v.jsonl", Vector("bad", 8) + Vector("good", 6));
        var only = folder.Write("only.txt", "# those that pass\ngood # this one\n\nother\n");

        var outcome = await Flexcap.Run("conformance", "--vectors", path, "--only", only);

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.EndsWith("\n1 passed, 0 failed\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains($"{only}:4:1: warning FX0604", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_nothing_is_an_input_error()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("v.jsonl", Vector("good", 6));

        var outcome = await Flexcap.Run("conformance", "--vectors", path, "--only", folder.Write("only.txt", "other\n"));
        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains("error FX0605", outcome.Error, StringComparison.Ordinal);

        outcome = await Flexcap.Run("conformance", "--elf", folder.Path);
        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains("error FX0603", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vectors", "v.jsonl", "{}", ":1:1: error FX0160")]
    [InlineData("--vectors", "v.jsonl.gz", "not gzip", ": error FX0161")]
    [InlineData("--capabilities", "c.csv", "id,kind\n", ":1:1: error FX0162: There is no column 'tag'")]
    [InlineData("--capabilities", "c.csv", "", ": error FX0162")]
    [InlineData("--elf", "x.elf", "not ELF", ": error FX0101")]
    public async Task A_malformed_input_is_an_input_error(string option, string name, string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write(name, text);

        var outcome = await Flexcap.Run("conformance", option, option == "--elf" ? folder.Path : path);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains(path + expected, outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--vectors")]
    [InlineData("--capabilities")]
    [InlineData("--elf")]
    [InlineData("--only")]
    public async Task A_missing_input_is_an_input_error(string option)
    {
        using var folder = new TemporaryFolder();
        string[] others = option == "--only" ? ["--vectors", folder.Write("v.jsonl", Vector("good", 6))] : [];

        var outcome = await Flexcap.Run(["conformance", .. others, option, Path.Combine(folder.Path, "none")]);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains(Path.Combine(folder.Path, "none"), outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_malformed_row_of_capability_vectors_is_located()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("c.csv", $"{Header}\n{Row("7", "x")}\n1,2\n");

        var outcome = await Flexcap.Run("conformance", "--capabilities", path);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains($"{path}:2:16: error FX0163: 'x' is no value of the column 'exp'", outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"{path}:3:1: error FX0163: The row has 2 fields", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_capability_that_differs_is_named_with_its_column()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("conformance", "--capabilities", folder.Write("c.csv", $"{Header}\n{Row("7", "0x63")}\n"));

        Assert.Equal(ExitCode.GuestFailed, outcome.ExitCode);
        Assert.Matches("^FAILED capabilities 7: exp is 0x[0-9a-f]+, expected 0x63 ", outcome.Out);
        Assert.EndsWith("\n0 passed, 1 failed\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_pass_fail_with_the_register_or_run_out_of_instructions()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub", "deeper"));
        await using (var zip = new GZipStream(File.Create(Path.Combine(folder.Path, "sub", "deeper", "good.elf.gz")), CompressionLevel.Fastest))
        {
            zip.Write(Image(Say("OK\n\u0004")));
        }

        // movz x3, #0x200; msr CPTR_EL3, x3 (allows capabilities); isb; movz x0, #1; movz x10, #2; chkeq c0, c10; b.ne .+8; nop
        File.WriteAllBytes(Path.Combine(folder.Path, "bad.elf"), Image([0xD280_4003, 0xD51E_1143, 0xD503_3FDF, 0xD280_0020, 0xD280_004A, 0xC2CA_A401, 0x5400_0041, 0xD503_201F, .. Say("FAILED\n\u0004")]));
        File.WriteAllBytes(Path.Combine(folder.Path, "hang.elf"), Image([0x1400_0000]));

        var outcome = await Flexcap.Run("conformance", "--elf", folder.Path);

        Assert.Equal(ExitCode.GuestFailed, outcome.ExitCode);
        Assert.StartsWith(
            "FAILED images bad: C0 is 0:0000000000000000:0000000000000001, expected 0:0000000000000000:0000000000000002\n"
            + "FAILED images hang: did not reach its end: BudgetSpent at 0x10300000\n", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 passed, 2 failed\n", outcome.Out, StringComparison.Ordinal);

        outcome = await Flexcap.Run("conformance", "--elf", folder.Path, "--only", folder.Write("only.txt", "sub__good"));
        Assert.Equal(ExitCode.Success, outcome.ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_ends_it()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new Interrupt();
        interrupt.Cancel();

        var outcome = await Flexcap.Run(interrupt, "conformance", "--vectors", folder.Write("v.jsonl", Vector("good", 6)));

        Assert.Equal(ExitCode.Interrupted, outcome.ExitCode);
    }

    [Fact]
    public async Task The_open_vectors_all_pass()
    {
        var outcome = await Flexcap.Run("conformance", "--vectors", SharedData.Require("isa/vectors-open.jsonl.gz"), "--capabilities", SharedData.Require("isa/capability-vectors.csv.gz"));

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.EndsWith("\n22322 passed, 0 failed\n", outcome.Out, StringComparison.Ordinal);
    }

    private static string Header => string.Join(',', HeaderColumns);

    private static string[] HeaderColumns => ["id", "kind", "tag", "meta", "addr", "exp", .. CapabilityVectorRunner.Columns.Except(["meta", "addr", "exp"]), "reqlen"];

    private static string Row(string id, string exponent) =>
        string.Join(',', [id, "own", "1", "0x0", "16", exponent, .. HeaderColumns.Skip(6).Select(_ => "0")]);

    // add x0, x1, #1 with x1 = 5.
    private static string Vector(string name, int sum) => $$$"""
        {"name":"{{{name}}}","group":"A","return_reg":9,"jump_reg":21,"finish_cap":{"tag":1,"bits":"0xffffc000000100050000000000400004"},"code":[{"va":"0x400000","word":"0x91000420","enc":"add"}],"initial":{"C":{"1":{"tag":0,"bits":"0x5"}},"V":{},"NZCV":0,"sysregs":{},"PCC":{"tag":1,"bits":"0xffffc000000100050000000000400000"},"C64":0,"capregs":{},"mem":[{"va":"0x400000","pa":"0x400000","nonzero":[{"addr":"0x400000","hex":"20040091"}]}],"mem_tags":[]},"final":{"NZCV":null,"C":{"0":{"tag":0,"bits":"0x{{{sum:x}}}"}},"V":{},"capregs":{},"first_ESR_EL1":null,"mem":[]},"end":{"addr":"0x400004"}}

        """;

    // movz x1, #0x1300, lsl #16; then for each byte: movz w2, #byte; strb w2, [x1]
    private static uint[] Say(string text) => [0xD2A2_6001, .. text.SelectMany(c => new[] { 0x5280_0002u | ((uint)c << 5), 0x3900_0022u })];

    private static byte[] Image(uint[] code)
    {
        const int header = 64 + 56;
        var bytes = new byte[header + (4 * code.Length)];
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(bytes, 0);
        void Put16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);
        void Put32(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);
        void Put64(int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(offset), value);
        Put16(16, 2); // ET_EXEC
        Put16(18, 183); // EM_AARCH64
        Put32(20, 1);
        Put64(24, Entry);
        Put64(32, 64);
        Put16(52, 64);
        Put16(54, 56);
        Put16(56, 1);
        Put16(58, 64);
        Put32(64, 1); // PT_LOAD
        Put32(68, 5); // R and X
        Put64(72, header);
        Put64(80, Entry);
        Put64(88, Entry);
        Put64(96, (ulong)(4 * code.Length));
        Put64(104, (ulong)(4 * code.Length));
        Put64(112, 4);
        for (var i = 0; i < code.Length; i++)
        {
            Put32(header + (4 * i), code[i]);
        }

        return bytes;
    }
}
