namespace FlexCap.Cli.Tests;

/// <summary><c>flexcap run</c>: images that were made elsewhere.</summary>
public class RunTests
{
    private const string Greeting = """
            .globl _start
        _start: mov x1, #0x09000000
            adr x2, message
        1:  ldrb w3, [x2], #1
            cbz w3, end
            strb w3, [x1]
            b 1b
        message: .asciz "made elsewhere\n"
            .balign 4
        end:

        """;

    [Fact]
    public async Task An_image_prints_and_ends_with_its_exit_code()
    {
        using var folder = new TemporaryFolder();
        var image = await Assemble(folder, Greeting + "movz x0, #0x84000000 >> 16, lsl #16\nadd x0, x0, #8\nhvc #0\n");
        var outcome = await Flexcap.Run("run", image);
        Assert.Equal((0, "made elsewhere\n"), (outcome.ExitCode, outcome.Out));
        Assert.Contains("measured: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fault_of_a_guest_that_fails_is_told()
    {
        using var folder = new TemporaryFolder();
        var image = await Assemble(folder, Greeting + "fails: udf #1\n");
        var outcome = await Flexcap.Run("run", image, "--max-instructions", "1000000");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Undefined", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_is_no_image_and_an_image_no_configuration()
    {
        using var folder = new TemporaryFolder();
        var image = await Assemble(folder, Greeting + "b .\n");
        var asConfiguration = await Flexcap.Run("boot", image);
        Assert.Equal(3, asConfiguration.ExitCode);
        Assert.Contains("FX0614", asConfiguration.Error, StringComparison.Ordinal);
        Assert.Contains("flexcap run", asConfiguration.Error, StringComparison.Ordinal);
        var asImage = await Flexcap.Run("run", folder.Write("a.yaml", "name: a\n"));
        Assert.Equal(3, asImage.ExitCode);
        Assert.Contains("FX01", asImage.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Assemble(TemporaryFolder folder, string source)
    {
        var image = Path.Combine(folder.Path, "image.elf");
        var outcome = await Flexcap.Run("asm", folder.Write("image.s", source), "--executable", "--base", "0x40080000", "--entry", "_start", "-o", image);
        Assert.Equal(0, outcome.ExitCode);
        return image;
    }
}
