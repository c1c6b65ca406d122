using FlexCap.Morello.Elf;
using FlexCap.Morello.Internal.Assembly;

namespace FlexCap.Morello.Tests.Assembly;

public class LexerTests
{
    [Fact]
    public void Names_keep_their_dots_and_signs_stand_alone()
    {
        var tokens = Lexer.Read("b.eq {v0.8b-v3.8b}[1], #:lo12:.Lx!", 7, 5, out _)!;

        Assert.Equal(["b.eq", "{", "v0.8b", "-", "v3.8b", "}", "[", "1", "]", ",", "#", ":", "lo12", ":", ".Lx", "!", ""], tokens.Select(t => t.Text));
        Assert.Equal((7, 10), (tokens[1].Line, tokens[1].Column));
        Assert.Equal(TokenKind.End, tokens[^1].Kind);
    }

    [Theory]
    [InlineData("10", 10UL)]
    [InlineData("0x1fUL", 31UL)]
    [InlineData("0b101", 5UL)]
    [InlineData("017", 15UL)]
    [InlineData("'a'", 97UL)]
    [InlineData("'\\n'", 10UL)]
    [InlineData("'a", 97UL)]
    [InlineData("'\\x41'", 65UL)]
    [InlineData("0xffffffffffffffff", ulong.MaxValue)]
    public void Integers(string text, ulong value)
    {
        var token = Assert.Single(Lexer.Read(text, 1, 1, out _)!, t => t.Kind != TokenKind.End);
        Assert.Equal((TokenKind.Number, (UInt128)value), (token.Kind, token.Value));
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.5E-1", 0.25)]
    [InlineData(".5", 0.5)]
    [InlineData("0x1.8p3", 12)]
    [InlineData("0x1p-1074", double.Epsilon)]
    public void Reals(string text, double value)
    {
        var token = Assert.Single(Lexer.Read(text, 1, 1, out _)!, t => t.Kind != TokenKind.End);
        Assert.Equal((TokenKind.Real, value), (token.Kind, token.Real));
    }

    [Theory]
    [InlineData("1b", 1)]
    [InlineData("0f", 0)]
    [InlineData("0b", 0)]
    [InlineData("12F", 12)]
    public void References_to_local_labels(string text, int number)
    {
        var token = Lexer.Read(text, 1, 1, out _)![0];
        Assert.Equal((TokenKind.LocalLabel, (UInt128)number), (token.Kind, token.Value));
    }

    [Fact]
    public void Strings_give_bytes()
    {
        var token = Lexer.Read("\"a\\n\\x41\\101\\\"é\"", 1, 1, out _)![0];
        Assert.Equal([.. "a\nAA\"é"u8], Lexer.Unescape(token));
    }

    [Theory]
    [InlineData("add 12abc", 5)]
    [InlineData(".ascii \"abc", 8)]
    [InlineData(".ascii \"a\\q\"", 10)]
    [InlineData("089", 1)]
    [InlineData("0x", 1)]
    [InlineData("0x123456789012345678901234567890123", 1)]
    public void Malformed_tokens_are_located(string text, int column)
    {
        Assert.Null(Lexer.Read(text, 3, 1, out var error));
        Assert.Equal((3, column), (error!.Line, error.Column));
    }
}

public class ExpressionTests
{
    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("1 << 2 + 3", 7)]
    [InlineData("1 + 4 | 8", 13)]
    [InlineData("(1 + 2) * 3", 9)]
    [InlineData("-5 / 2", -2)]
    [InlineData("-5 % 3", -2)]
    [InlineData("~0 >> 63", 1)]
    [InlineData("1 == 1", -1)]
    [InlineData("1 < 0", 0)]
    [InlineData("2 && 1", 1)]
    [InlineData("0 || 0", 0)]
    [InlineData("!3", 0)]
    [InlineData("1 ! 2", -3)]
    [InlineData("'a' - 'A'", 32)]
    [InlineData("0x8000000000000000 / -1", long.MinValue)]
    [InlineData("1 << 64", 0)]
    [InlineData("a - a + 2", 2)]
    public void Numbers_as_llvm_mc_computes_them(string text, long expected)
    {
        Assert.True(Parse(text)!.TryConstant(out var value));
        Assert.Equal(expected, value);
    }

    [Fact]
    public void Symbols_remain_with_their_addend()
    {
        Assert.True(Parse("(b - a) + 8 + (a - c)")!.TryEvaluate(out var value, out _));
        Assert.Equal(("b", "c", 8L), (value.Add!.Name, value.Subtract!.Name, value.Constant));
        Assert.Equal("lo12", Parse(":lo12:x + 4")!.Modifier);
        Assert.False(Parse(":lo12:4")!.TryConstant(out _));
    }

    [Fact]
    public void Labels_of_one_section_have_a_distance()
    {
        var section = new SectionBuilder(".text", ElfSectionType.ProgramBits, ElfSectionFlags.None, 0).Piece(0);
        AssemblySymbol a = new("a"), b = new("b");
        var distance = Expression.Binary("-", Expression.Symbol(b), Expression.Symbol(a));
        Assert.False(distance.TryConstant(out _));
        a.DefineLabel(section, 8);
        b.DefineLabel(section, 32);
        Assert.True(distance.TryConstant(out var value));
        Assert.Equal(24, value);
    }

    [Fact]
    public void Circles_and_doublings_of_equates_end()
    {
        AssemblySymbol a = new("a"), b = new("b");
        a.DefineEquate(Expression.Symbol(b));
        b.DefineEquate(Expression.Symbol(a));
        Assert.False(Expression.Symbol(a).TryEvaluate(out _, out var problem));
        Assert.Contains("itself", problem, StringComparison.Ordinal);

        var last = new AssemblySymbol("x");
        for (var i = 0; i < 60; i++)
        {
            var next = new AssemblySymbol($"x{i}");
            var x = Expression.Symbol(last);
            next.DefineEquate(Expression.Binary("+", Expression.Binary("-", x, x), x));
            last = next;
        }

        Assert.True(Expression.Symbol(last).TryEvaluate(out var value, out _));
        Assert.Equal("x", value.Add!.Name);
    }

    [Theory]
    [InlineData("1 +", 4)]
    [InlineData("(1 + 2", 7)]
    [InlineData("1.5", 1)]
    [InlineData(":lo12 x", 1)]
    [InlineData("*", 1)]
    [InlineData("0x10000000000000000", 1)]
    public void Errors_are_located(string text, int column)
    {
        Assert.Null(ExpressionParser.Parse(new TokenReader(Lexer.Read(text, 1, 1, out _)!), out var error));
        Assert.Equal(column, error!.Column);
    }

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("a * 2")]
    [InlineData("a + b")]
    [InlineData("~a")]
    public void What_cannot_be_computed_says_why(string text)
    {
        Assert.False(Parse(text)!.TryEvaluate(out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("a+")]
    public void Depth_is_limited(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 100_000)) + "a";
        Assert.Null(ExpressionParser.Parse(new TokenReader(Lexer.Read(text, 1, 1, out _)!), out var error));
        Assert.NotNull(error);
    }

    private static Expression? Parse(string text) => ExpressionParser.Parse(new TokenReader(Lexer.Read(text, 1, 1, out _)!), out _);
}
