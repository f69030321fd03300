using MapKit.Lookup.Probes;
using MapKit.Postfix;

namespace MapKit.Tests.Lookup.Probes;

public class AliasProbesTests
{
    [Theory]
    [InlineData(PostfixVersion.Postfix37, "a b+x; a b")]
    [InlineData(PostfixVersion.Postfix312, "\"a b+x\", a b+x; \"a b\", a b")]
    public void A_name_with_a_space_is_looked_up_in_the_forms_of_the_version(PostfixVersion version, string expected) =>
        Assert.Equal(expected, Shown("A b+X", version));

    [Fact]
    public void An_extension_with_a_slash_is_removed_before_the_first_lookup() =>
        Assert.Equal("user", Shown("user+../x", PostfixVersion.Postfix312));

    [Fact]
    public void Local_looks_up_no_partial_keys() =>
        Assert.DoesNotContain(Searches("user+x", PostfixVersion.Postfix312).SelectMany(forms => forms), probe => probe.IsPartial);

    private static IEnumerable<IReadOnlyList<Probe>> Searches(string localPart, PostfixVersion version) =>
        new AliasProbes(new ProbeSettings { Delimiter = new RecipientDelimiter("+"), Version = version }).OfRecipient(localPart);

    private static string Shown(string localPart, PostfixVersion version) =>
        string.Join("; ", Searches(localPart, version).Select(forms => string.Join(", ", forms.Select(probe => probe.Key))));
}
