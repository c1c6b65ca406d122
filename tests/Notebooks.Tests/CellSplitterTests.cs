using CsCheck;

namespace FlexCap.Notebooks.Tests;

public class CellSplitterTests
{
    [Fact]
    public void A_cell_without_directive_is_one_segment_of_the_default_language()
    {
        var segment = Assert.Single(CellSplitter.Split("var x = 1;\nx"));

        Assert.Null(segment.Directive);
        Assert.Equal("var x = 1;\nx", segment.Code);
        Assert.Equal(0, segment.Padding);
    }

    [Theory]
    [InlineData("")]
    public void An_empty_cell_has_no_segment(string text) => Assert.Empty(CellSplitter.Split(text));

    [Fact]
    public void Lines_of_a_later_segment_count_as_in_the_cell()
    {
        var segments = CellSplitter.Split("var x = 1;\n#!flexos --name two\nname: a\nfoo: b\n#!csharp\ny");

        Assert.Equal(3, segments.Count);
        Assert.Equal("\n\nname: a\nfoo: b\n", segments[1].Code);
        Assert.Equal("two", segments[1].Directive!.Options["name"]);
        Assert.Equal(2, segments[1].Directive!.Location.Line);
        Assert.Equal("\n\n\n\n\ny", segments[2].Code);
        Assert.Equal("y", segments[2].Code[segments[2].Padding..]);
    }

    [Theory]
    [InlineData("#!/usr/bin/env dotnet\n1")]
    [InlineData(" #!flexos\n1")]
    [InlineData("x #!flexos")]
    public void Only_a_directive_in_the_first_column_cuts(string text) => Assert.Null(Assert.Single(CellSplitter.Split(text)).Directive);

    [Fact]
    public void Carriage_returns_belong_to_the_line_end()
    {
        var segments = CellSplitter.Split("#!flexos --name two\r\nname: a\r\n");

        Assert.Equal("two", Assert.Single(segments).Directive!.Options["name"]);
    }

    [Theory]
    [InlineData("#!flexos --name two", "two")]
    [InlineData("#!flexos --name=two", "two")]
    [InlineData("#!flexos --name \"two words\"", "two words")]
    [InlineData("#!flexos --name='two words'", "two words")]
    [InlineData("#!flexos   --name   \"--dashes\"  ", "--dashes")]
    [InlineData("#!flexos --name \"it's\"", "it's")]
    [InlineData("#!flexos --name \"\"", "")]
    [InlineData("#!flexos --name", "true")]
    [InlineData("#!flexos --name --mechanism morello", "true")]
    public void Options_tolerate_quotes_and_equals_signs(string line, string name)
    {
        var directive = CellSplitter.Split(line)[0].Directive!;

        Assert.Empty(directive.Diagnostics);
        Assert.Equal(name, directive.Options["name"]);
    }

    [Theory]
    [InlineData("#!", "FX0501", 1)]
    [InlineData("#! flexos", "FX0501", 1)]
    [InlineData("#!flexos two", "FX0502", 10)]
    [InlineData("#!flexos --name a --name b", "FX0504", 19)]
    [InlineData("#!flexos --name \"a b", "FX0505", 17)]
    public void A_malformed_line_has_a_located_diagnostic(string line, string id, int column)
    {
        var diagnostic = CellSplitter.Split("// above\n" + line)[1].Directive!.Diagnostics[0];

        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(2, diagnostic.Location.Line);
        Assert.Equal(column, diagnostic.Location.Column);
    }

    [Fact]
    public void Segments_cover_any_text_without_gaps() =>
        Check.Sample(Gen.OneOf(new[] { "#!a --b 'c\n", "#!\n", "x\n", "\r\n", "#!flexos", "--name", "\"" }.Select(Gen.Const).ToArray<IGen<string>>()).Array[0, 12].Select(string.Concat), text =>
        {
            var offset = 0;
            foreach (var segment in CellSplitter.Split(text))
            {
                Assert.Equal(offset, segment.DirectiveStart);
                var code = segment.Code[segment.Padding..];
                Assert.Equal(code, text.Substring(segment.CodeStart, code.Length));
                Assert.All(segment.Code[..segment.Padding], c => Assert.Equal('\n', c));
                offset = segment.CodeStart + code.Length;
            }

            Assert.Equal(text.Length, offset);
        });
}
