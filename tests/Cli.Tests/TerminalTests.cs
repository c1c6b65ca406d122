using FlexCap.Cli.Internal;
using FlexCap.Notebooks.Formatting;

namespace FlexCap.Cli.Tests;

public class TerminalTests
{
    private static readonly Table Sample = new("Gates [all]", [new("from"), new("calls", true)], [["comp1", "12"]], "a note");

    [Fact]
    public void Redirected_output_is_plain_text()
    {
        using var output = new StringWriter { NewLine = "\n" };

        new Terminal(output, TextWriter.Null, false, false).Write(Sample);

        Assert.Equal("Gates [all]\nfrom   calls\n-----  -----\ncomp1     12\na note\n\n", output.ToString());
    }

    [Fact]
    public void A_terminal_gets_a_drawn_table_with_the_same_content()
    {
        using var output = new StringWriter();

        new Terminal(output, TextWriter.Null, true, false).Write(Sample);

        var text = output.ToString();
        Assert.All(new[] { "Gates [all]", "from", "calls", "comp1", "12", "a note", "│" }, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }
}
