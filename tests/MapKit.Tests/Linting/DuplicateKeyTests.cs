namespace MapKit.Tests.Linting;

public class DuplicateKeyTests
{
    [Theory]
    [InlineData("a 1\na 2\n", "plain", "2:1: error MK3001: duplicate key \"a\", also on line 1 with another value; Postfix keeps line 1 and ignores this line")]
    [InlineData("a 1\n\na 1\n", "plain", "3:1: warning MK3001: duplicate key \"a\", also on line 1 with the same value; Postfix keeps line 1 and ignores this line")]
    [InlineData("a 1\nA 2\n", "plain", "2:1: error MK3001: duplicate key \"A\", the same as \"a\" on line 1 (both are stored as \"a\"), with another value; Postfix keeps line 1 and ignores this line")]
    [InlineData("u:s x:y\nU:S x:z\n", "sasl_passwd", "2:1: error MK3001: duplicate key, written in another case on line 1, with another value; Postfix keeps line 1 and ignores this line")]
    [InlineData("joe: a,b\nJoe: a, b\n", "aliases", "2:1: warning MK3001: duplicate key \"Joe\", the same as \"joe\" on line 1 (both are stored as \"joe\"), with the same value; Postfix keeps line 1 and ignores this line")]
    public void A_duplicate_key_is_reported_with_the_stored_and_the_lost_line(string text, string format, string finding) =>
        Assert.Equal([finding], Linted.Findings(text, format).Where(line => line.Contains("MK3001", StringComparison.Ordinal)));

    [Fact]
    public void Each_duplicate_is_reported_with_the_first_line() =>
        Assert.Equal(["2:1", "3:1"], Linted.Findings("a 1\na 1\na 2\n").Select(line => line[..3]));
}
