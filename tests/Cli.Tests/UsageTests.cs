namespace FlexCap.Cli.Tests;

public class UsageTests
{
    private static readonly string[][] Commands =
    [
        [], ["boot"], ["check"], ["image"], ["kernel"], ["kernel", "install"], ["kernel", "remove"], ["kernel", "run"], ["figures"], ["conformance"], ["asm"], ["fuzz"], ["census"],
    ];

    public static TheoryData<string> CommandLines => [.. Commands.Select(c => string.Join(' ', c))];

    [Theory]
    [MemberData(nameof(CommandLines))]
    public async Task Every_command_has_help(string command)
    {
        var outcome = await Flexcap.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("Description:\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("Usage:\n  ", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("", "flexcap")]
    [InlineData("chek x.yaml", "check")]
    [InlineData("boot", "flexcap boot")]
    [InlineData("boot a b", "flexcap boot")]
    [InlineData("boot x.yaml --mechanism mpk", "morello")]
    [InlineData("boot x.yaml --max-instructions many", "--max-instructions")]
    [InlineData("boot x.yaml --max-instructions 0", "at least 1")]
    [InlineData("boot x.yaml -p a=b", "NAME=NUMBER")]
    [InlineData("boot x.yaml -p a=-1", "NAME=NUMBER")]
    [InlineData("boot x.yaml -p =1", "NAME=NUMBER")]
    [InlineData("image x.yaml", "--output")]
    [InlineData("kernel install --user --prefix /x", "only one")]
    [InlineData("conformance", "--vectors, --elf or --capabilities")]
    [InlineData("conformance --elf . --engine jit", "'interpreter'")]
    [InlineData("figures plos23-figure66", "plos23-figure6")]
    public async Task A_wrong_command_line_is_exit_code_2_with_a_hint_on_standard_error(string line, string hint)
    {
        var outcome = await Flexcap.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, outcome.ExitCode);
        Assert.Empty(outcome.Out);
        Assert.Contains(hint, outcome.Error, StringComparison.Ordinal);
        Assert.Contains("--help'.", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_exit_code()
    {
        var help = (await Flexcap.Run("--help")).Out;

        foreach (var field in typeof(ExitCode).GetFields().Where(f => f.FieldType == typeof(int)))
        {
            Assert.Matches($@"(?m)^ +{field.GetRawConstantValue()} ", help);
        }
    }

    [Fact]
    public async Task As_a_process_it_says_its_version()
    {
        var outcome = await Flexcap.RunProcess("", "--version");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+", outcome.Out);
    }
}
