using MapKit.Tables.RblReply;

namespace MapKit.Tests.Tables.RblReply;

/// <summary>Patterns of replies of a list of addresses.</summary>
public sealed class RblReplyFilterTests
{
    private const string NotFour = "is not four fields of numbers";

    [Theory]
    [InlineData("127.0.0.2", null)]
    [InlineData("127.0.0.[2..11;20]", null)]
    [InlineData("127.[0;3].0.[2;4;6..8]", null)]
    [InlineData("2001:db8::[1..2]", null)]
    [InlineData("", NotFour)]
    [InlineData("127.0.0", NotFour)]
    [InlineData("127.0.0.2.", NotFour)]
    [InlineData("127.0.0.2.3", NotFour)]
    [InlineData("127.0.0.2..4", NotFour)]
    [InlineData("127.0.0.[]", NotFour)]
    [InlineData("127.0.0.[2..]", NotFour)]
    [InlineData("127.0.0.[2;]", NotFour)]
    [InlineData("127.0.0.[2", NotFour)]
    [InlineData("127.0.0.x", NotFour)]
    [InlineData("127.0.0.256", "has a number above 255")]
    [InlineData("127.0.0.[1..99999999999999999999]", "has a number above 255")]
    [InlineData("127.0.0.[11..2]", "has a range that ends before it begins")]
    public void A_wrong_pattern_is_explained(string pattern, string? problem) => Assert.Equal(problem, RblReplyFilter.ProblemOf(pattern));
}
