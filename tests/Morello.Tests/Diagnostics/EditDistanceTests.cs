using FlexCap.Diagnostics;

namespace FlexCap.Morello.Tests.Diagnostics;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("newlib", "newlib", 0)]
    [InlineData("NewLib", "newlib", 0)]
    [InlineData("nelwib", "newlib", 1)] // a swap
    [InlineData("ramfs", "ramfz", 1)]
    [InlineData("vfscore", "fscor", 2)]
    [InlineData("kitten", "sitting", 3)]
    public void Counts_edits(string a, string b, int distance)
    {
        Assert.Equal(distance, EditDistance.Between(a, b));
        Assert.Equal(distance, EditDistance.Between(b, a));
    }

    [Theory]
    [InlineData("compartmnet", "compartment")]
    [InlineData("heep", "heap")]
    [InlineData("zzzz", null)]
    [InlineData("a", "b")] // one edit is always allowed
    public void Finds_what_was_meant(string word, string? meant) =>
        Assert.Equal(meant, EditDistance.Nearest(word, ["heap", "compartment", "compartments", "b"]));

    [Fact]
    public void Of_equals_the_one_that_begins_alike_wins() =>
        Assert.Equal("ldpblr", EditDistance.Nearest("ldpblx", ["xdpblx", "ldpblr"]));
}
