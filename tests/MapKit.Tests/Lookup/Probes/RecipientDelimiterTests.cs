using MapKit.Lookup.Probes;

namespace MapKit.Tests.Lookup.Probes;

public class RecipientDelimiterTests
{
    [Theory]
    [InlineData("+", "user+ext", "+ext")]
    [InlineData("+", "user+", "+")]
    [InlineData("+", "+ext", null)]
    [InlineData("+", "user", null)]
    [InlineData("", "user+ext", null)]
    [InlineData("-+", "a+b-c", "+b-c")]
    [InlineData("+", "PostMaster+x", "+x")]
    [InlineData("s", "postmaster", null)]
    [InlineData("-", "mailer-daemon", null)]
    [InlineData("-", "double-bounce", null)]
    [InlineData("-", "Owner-list", null)]
    [InlineData("-", "list-request", null)]
    [InlineData("-", "-request", null)]
    [InlineData("+", "owner-list+x", "+x")]
    public void A_local_part_is_split_as_in_Postfix(string characters, string localPart, string? extension) =>
        Assert.Equal(extension, new RecipientDelimiter(characters).ExtensionOf(localPart));

    [Fact]
    public void Owner_and_request_are_split_where_they_are_not_special() =>
        Assert.Equal("-list", new RecipientDelimiter("-", KeepsOwnerAndRequest: false).ExtensionOf("owner-list"));

    [Fact]
    public void A_delimiter_in_the_domain_does_not_count()
    {
        Assert.Null(new RecipientDelimiter("-").Strip("user@x-y.example", out _));
        Assert.Equal("user@x-y.example", new RecipientDelimiter("-").Strip("user-e@x-y.example", out var extension));
        Assert.Equal("-e", extension);
    }
}
