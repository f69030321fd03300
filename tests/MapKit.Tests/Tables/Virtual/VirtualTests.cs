using MapKit.Tables.Patterns;
using MapKit.Tables.Virtual;

namespace MapKit.Tests.Tables.Virtual;

public class VirtualTests
{
    [Theory]
    [InlineData("joe", "joe")]
    [InlineData("joe, jane@example.org", "joe|jane@example.org")]
    [InlineData("joe jane\tjim@example.org", "joe|jane|jim@example.org")]
    [InlineData("@example.org", "@example.org")]
    [InlineData("\"john doe\"@example.org, Jane <jane@example.org>", "\"john doe\"@example.org|jane@example.org")]
    [InlineData("<>", "\"\"")]
    public void A_value_is_a_list_of_addresses(string value, string expected)
    {
        var parsed = VirtualValue.Parse(value);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(expected.Split('|'), parsed.Value!.Select(target => target.ToString()));
    }

    [Theory]
    [InlineData("joe@example.com", AddressPatternKind.Address)]
    [InlineData("joe", AddressPatternKind.LocalUser)]
    [InlineData("@example.com", AddressPatternKind.Domain)]
    [InlineData("example.com", AddressPatternKind.DomainOrUser)]
    public void Patterns_are_what_Postfix_looks_up(string key, AddressPatternKind kind)
    {
        var parsed = AddressKey.Parse(key, VirtualEntry.KeyForms);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(kind, parsed.Value!.Kind);
    }

    [Theory]
    [InlineData("whatever /you like: it | is, not, read")]
    [InlineData("20260701")]
    public void The_value_of_a_virtual_alias_domain_may_be_any_text(string value)
    {
        var entry = VirtualEntry.FromLatin1("example.com", value, out var problems);
        Assert.Empty(problems);
        Assert.Equal(AddressPatternKind.DomainOrUser, entry!.Pattern.Kind);
    }

    [Fact]
    public void An_address_that_maps_to_itself_is_an_exception_from_a_catchall()
    {
        Assert.NotNull(VirtualEntry.FromLatin1("joe@example.com", "joe@example.com", out var problems));
        Assert.Empty(problems);
    }
}
