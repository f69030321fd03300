using System.Text;
using CsCheck;
using MapKit.Tables.Transport;

namespace MapKit.Tests.Tables.Transport;

public class TransportKeyTests
{
    [Theory]
    [InlineData("joe+x@example.com", TransportPatternKind.Address, "joe+x", "example.com")]
    [InlineData("\"j d\"@example.com", TransportPatternKind.Address, "j d", "example.com")]
    [InlineData("a..b@example.com", TransportPatternKind.Address, "a..b", "example.com")]
    [InlineData("joe@[192.0.2.1]", TransportPatternKind.Address, "joe", "[192.0.2.1]")]
    [InlineData("example.com", TransportPatternKind.Domain, null, "example.com")]
    [InlineData("localhost", TransportPatternKind.Domain, null, "localhost")]
    [InlineData("[192.0.2.1]", TransportPatternKind.Domain, null, "[192.0.2.1]")]
    [InlineData(".example.com", TransportPatternKind.Subdomains, null, "example.com")]
    [InlineData("*", TransportPatternKind.Any, null, "")]
    public void Patterns_are_what_Postfix_looks_up(string key, TransportPatternKind kind, string? local, string domain)
    {
        var parsed = TransportKey.Parse(key);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(new TransportPattern(kind, local, domain), parsed.Value);
    }

    [Theory]
    [InlineData("*@example.com", "MK2001 key 0+1: a * in a key is not a wildcard; Postfix never finds the entry [* alone matches every recipient, .example.com every domain below example.com]")]
    [InlineData("*.example.com", "MK2001 key 0+1: a * in a key is not a wildcard; Postfix never finds the entry [* alone matches every recipient, .example.com every domain below example.com]")]
    [InlineData("joe@*.example.com", "MK2001 key 4+1: a * in a key is not a wildcard; Postfix never finds the entry [* alone matches every recipient, .example.com every domain below example.com]")]
    [InlineData("/^joe@/", "MK2002 key 0+7: \"/^joe@/\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it [put it into a regexp: or pcre: table]")]
    [InlineData("@example.com", "MK2003 key 0+12: in a transport table Postfix looks up the domain without the @, never \"@example.com\" [remove the @]")]
    [InlineData("joe@", "MK2003 key 3+1: there is nothing after the @; Postfix never looks up such an address [write the domain as in an address]")]
    [InlineData("example.com.", "MK2003 key 0+12: \"example.com.\" cannot be the domain of an address; Postfix never looks it up [remove the dot at the end]")]
    [InlineData("192.0.2.1", "MK2003 key 0+9: the domain of an address is never a bare IP address; Postfix looks it up in brackets [write [192.0.2.1]]")]
    [InlineData("\"joe\"@example.com", "MK2003 key 0+5: Postfix looks up this local part as \"joe\"; it never finds it as \"\"joe\"\" [write joe]")]
    [InlineData("a@b@example.com", "MK2003 key 2+13: \"b@example.com\" cannot be the domain of an address; Postfix never looks it up [write the domain as in an address]")]
    public void A_key_that_matches_nothing_is_explained(string key, string expected)
    {
        var parsed = TransportKey.Parse(key);
        Assert.Equal(expected, Shown.Problems(parsed.Problems));
        Assert.Null(parsed.Value);
        Assert.False(TransportKey.IsCommon(Encoding.Latin1.GetBytes(key)));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void The_grammar_accepts_what_the_recogniser_accepts() =>
        NearTexts.Of("joe@example.com", "example.com", ".example.com", "*", "a.b+c@d-e.example", "192.0.2.1", "\"j d\"@example.com", "joe@[192.0.2.1]").Sample(
            text =>
            {
                if (TransportKey.IsCommon(Encoding.Latin1.GetBytes(text))) Assert.Equal("", Shown.Problems(TransportKey.Parse(text).Problems));
            }, iter: 20_000);

    [Fact]
    public void An_entry_has_both_parts_or_is_null()
    {
        var entry = TransportEntry.FromLatin1("joe@example.com", "smtp:[mail.example.com]", out var problems);
        Assert.Empty(problems);
        Assert.Equal("joe", entry!.Pattern.LocalPart);
        Assert.Equal("mail.example.com", entry.Route.NextHops[0].Host);

        Assert.Null(TransportEntry.FromLatin1("@example.com", "chan.example", out problems));
        Assert.Equal(["MK2003", "MK2101"], problems.Select(problem => problem.Rule.Code));
    }
}
