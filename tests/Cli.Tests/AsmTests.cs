using FlexCap.Morello;
using FlexCap.Morello.Elf;

namespace FlexCap.Cli.Tests;

public class AsmTests
{
    [Fact]
    public async Task An_object_is_written_with_what_the_options_define_and_include()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "inc"));
        folder.Write("inc/macros.inc", ".macro twice n\n.byte \\n, \\n\n.endm\n");
        var source = folder.Write("a.s", ".include \"macros.inc\"\n.data\ntwice N\n.text\nnop\n");
        var output = Path.Combine(folder.Path, "a.o");

        var outcome = await Flexcap.Run("asm", source, "-o", output, "-I", Path.Combine(folder.Path, "inc"), "-D", "N=0x7");

        Assert.Equal(("", "", ExitCode.Success), (outcome.Error, outcome.Out, outcome.ExitCode));
        var file = ElfFile.Read(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken), output);
        Assert.Equal(ElfType.Relocatable, file.Type);
        Assert.Equal([7, 7], file.Sections.Single(s => s.Name == ".data").Data.ToArray());
    }

    [Fact]
    public async Task A_program_is_written_that_the_machine_runs()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.s", """
            begin:
                ldr x0, =0x84000008     // PSCI SYSTEM_OFF
                hvc #0
            """);
        var output = Path.Combine(folder.Path, "a.elf");

        var outcome = await Flexcap.Run("asm", source, "-o", output, "--executable", "--base", "0x40100000", "--entry", "begin");

        Assert.Equal(("", ExitCode.Success), (outcome.Error, outcome.ExitCode));
        var machine = new Machine(MachineProfile.Virt);
        var file = ElfFile.Read(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken), output);
        machine.Load(file);
        Assert.Equal(0x4010_0000UL, file.Entry);
        Assert.Equal(0, Assert.IsType<StopReason.Halted>(machine.Run(1000)).ExitCode);
    }

    [Fact]
    public async Task A_listing_alone_goes_to_standard_output()
    {
        using var folder = new TemporaryFolder();

        var outcome = await Flexcap.Run("asm", folder.Write("a.s", "_start: nop\n b _start\n"), "--listing", "-", "--executable");

        Assert.Equal(ExitCode.Success, outcome.ExitCode);
        Assert.Contains("40080004  ffffff17              2    b _start\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("0000000040080000  local   .text             _start\n", outcome.Out, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Errors_show_the_line_and_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.s", "nop\n  .wrod 5\n.include \"../../etc/passwd\"\n");

        var outcome = await Flexcap.Run("asm", source);

        Assert.Equal(ExitCode.InputError, outcome.ExitCode);
        Assert.Contains($"{source}:2:3: error FX0804: There is no directive '.wrod'.\n    2 |   .wrod 5\n      |   ^^^^^\n    help: Did you mean '.word'?\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("error FX0818", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C64_code_is_assembled_on_request()
    {
        using var folder = new TemporaryFolder();
        var source = folder.Write("a.s", "ldr c0, [c1]\n");

        Assert.Contains("200040c2", (await Flexcap.Run("asm", source, "--c64", "--listing", "-")).Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.InputError, (await Flexcap.Run("asm", Path.Combine(folder.Path, "none.s"))).ExitCode);
    }

    [Theory]
    [InlineData("a.s --base 0x1000", "add --executable")]
    [InlineData("a.s --executable --base here", "'here' is no address")]
    [InlineData("a.s -D 5=x", "'5=x' defines no symbol")]
    public async Task Wrong_command_lines_are_told(string arguments, string message)
    {
        var outcome = await Flexcap.Run(["asm", .. arguments.Split(' ')]);
        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }
}

public class FuzzTests
{
    [Fact]
    public async Task Fuzzing_ends_with_the_sums_and_shows_single_inputs()
    {
        var outcome = await Flexcap.Run("fuzz", "assembler", "--inputs", "50", "--seed", "7");
        Assert.Equal(("50 passed, 0 failed\n", ExitCode.Success), (outcome.Out, outcome.ExitCode));

        outcome = await Flexcap.Run("fuzz", "assembler", "--seed", "7", "--only", "3");
        Assert.EndsWith("\n1 passed, 0 failed\n", outcome.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await Flexcap.Run("fuzz", "toaster")).ExitCode);
    }

    [Theory]
    [InlineData("elf")]
    [InlineData("code")]
    [InlineData("decode")]
    public async Task An_input_in_a_file_is_run(string target)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, [0x7F, 0x45, 0x4C, 0x46], TestContext.Current.CancellationToken);
        var outcome = await Flexcap.Run("fuzz", target, "--file", path);
        File.Delete(path);
        Assert.Equal(("7F454C46\n1 passed, 0 failed\n", ExitCode.Success), (outcome.Out, outcome.ExitCode));
        Assert.Equal(ExitCode.InputError, (await Flexcap.Run("fuzz", target, "--file", path)).ExitCode);
    }
}
