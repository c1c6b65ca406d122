using FlexCap.Diagnostics;

namespace FlexCap.FlexOS.Tests.Libsodium;

/// <summary>Sizes from which a number is subtracted, as libsodium's interface has them: a message is shorter than what it was sealed in.</summary>
public class InterfaceTests
{
    private static LibraryInterface Parse(string size) =>
        LibraryInterface.Parse("functions: {open: {result: int, arguments: [{name: m, pass: out, size: SIZE}, {name: clen, type: size}]}}".Replace("SIZE", size, StringComparison.Ordinal));

    [Fact]
    public void A_number_may_be_subtracted()
    {
        var size = Parse("clen * 2 - 16").Find("open")!.Arguments[0].Size!;
        Assert.Equal(new BufferSize("clen", null, 2, 0) { Minus = 16 }, size);
        Assert.Equal("clen * 2 - 16", size.ToString());
    }

    [Theory]
    [InlineData("16 - clen")]
    [InlineData("clen - clen")]
    [InlineData("64 - 16")]
    [InlineData("clen + 1 - 1")]
    [InlineData("clen - 0")]
    [InlineData("clen -")]
    public void Nothing_else_may(string size) =>
        Assert.Contains(Assert.Throws<InputException>(() => Parse(size)).Diagnostics, d => d.Message.Contains("is not a size", StringComparison.Ordinal));
}
