using MapKit.Lookup.Probes;

namespace MapKit.Tests.Lookup.Probes;

/// <summary>The tables of docs/formats/lookups.md#address-lookups; the real programs' word on the same is in MapKit.Cli.Tests (ProbeOrderTests).</summary>
public class AddressProbesTests
{
    private static readonly ProbeSettings Settings = new()
    {
        Delimiter = new RecipientDelimiter("+"),
        IsLocalDomain = domain => domain == "local.example",
    };

    [Fact]
    public void Rewriting_tables_are_queried_for_the_address_the_local_user_and_the_domain()
    {
        Assert.Equal(
            ["user+ext@local.example", "user@local.example p", "user+ext p", "user p", "@local.example p"],
            Shown(new AddressProbes(Settings).OfRewriting("user+ext@local.example")));
        Assert.Equal(["user@example.com", "@example.com p"], Shown(new AddressProbes(Settings).OfRewriting("user@example.com")));
    }

    [Fact]
    public void Local_parts_with_spaces_are_looked_up_in_quotes_and_in_some_tables_without()
    {
        Assert.Equal(["\"a b\"@local.example", "\"a b\" p", "@local.example p"], Shown(new AddressProbes(Settings).OfRewriting("a b@local.example")));
        Assert.Equal(
            ["\"a b\"@local.example", "a b@local.example u", "\"a b\" p", "a b pu", "@local.example p"],
            Shown(new AddressProbes(Settings).OfAddress("a b@local.example")));
    }

    [Fact]
    public void The_null_sender_is_looked_up_as_two_quotes() =>
        Assert.Equal(["\"\""], Shown(new AddressProbes(Settings).OfRewriting("")));

    [Theory]
    [InlineData(false, "user+x@a.b.example", "user@a.b.example p", "a.b.example p", ".b.example p", ".example p", "*")]
    [InlineData(true, "user+x@a.b.example", "user@a.b.example p", "a.b.example p", "b.example p", "example p", "*")]
    public void Transport_tables_are_queried_for_parent_domains_according_to_the_parameter(bool matchesSubdomains, params string[] expected) =>
        Assert.Equal(expected, Shown(new AddressProbes(Settings with { TransportMatchesSubdomains = matchesSubdomains }).OfTransport("user+x@a.b.example")));

    [Fact]
    public void Access_tables_are_queried_for_the_user_at_any_domain_last() =>
        Assert.Equal(
            ["user+x@b.example", "user@b.example p", "b.example p", "example p", "user+x@ p", "user@ p"],
            Shown(new AddressProbes(Settings).OfAccess("user+x@b.example")));

    [Fact]
    public void The_removed_extension_is_known() =>
        Assert.Equal("+a+b", new AddressProbes(Settings).OfRewriting("user+a+b@x.example").ElementAt(1).Extension);

    [Fact]
    public void Whether_a_domain_is_local_is_evaluated_lazily()
    {
        var probes = new AddressProbes(Settings with { IsLocalDomain = _ => throw new InvalidOperationException("asked") });
        Assert.Equal("user@x.example", probes.OfRewriting("user@x.example").First().Key);
    }

    private static IEnumerable<string> Shown(IEnumerable<Probe> probes) =>
        probes.Select(probe => $"{probe.Key} {(probe.IsPartial ? "p" : "")}{(probe.IsUnquoted ? "u" : "")}".TrimEnd());
}
