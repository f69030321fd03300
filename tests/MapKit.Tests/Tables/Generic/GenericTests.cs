using System.Text;
using CsCheck;
using MapKit.Diagnostics;
using MapKit.Tables.Addresses;
using MapKit.Tables.Generic;
using MapKit.Tables.Patterns;

namespace MapKit.Tests.Tables.Generic;

public class GenericTests
{
    [Theory]
    [InlineData("joe@example.com", "joe", "example.com")]
    [InlineData("joe", "joe", null)]
    [InlineData("\"john doe\"@example.com", "john doe", "example.com")]
    [InlineData("Joe Doe <joe@example.com>", "joe", "example.com")]
    [InlineData("joe@example.com (Joe)", "joe", "example.com")]
    [InlineData("joe @ example . com", "joe", "example.com")]
    [InlineData("joe@[192.0.2.1]", "joe", "[192.0.2.1]")]
    [InlineData("a!b%c@example.com", "a!b%c", "example.com")]
    [InlineData("joe.@example.com.", "joe.", "example.com")]
    [InlineData("<>", "", null)]
    [InlineData("\"\"", "", null)]
    public void A_result_is_one_address(string value, string local, string? domain)
    {
        var parsed = OneReplacement.Parse(value, Severity.Error);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(new AddressReplacement(new MailAddress(local, domain), null), parsed.Value);
    }

    [Fact]
    public void A_result_may_be_a_domain_alone()
    {
        var parsed = OneReplacement.Parse("@example.com", Severity.Error);
        Assert.Empty(parsed.Problems);
        Assert.Equal(new AddressReplacement(null, "example.com"), parsed.Value);
    }

    [Fact]
    public void An_address_prints_in_external_form()
    {
        Assert.Equal("\"john doe\"@example.com", new MailAddress("john doe", "example.com").ToString());
        Assert.Equal("\"\"", new MailAddress("", null).ToString());
        Assert.Equal("\"a\\\"b\\\\c\"", new MailAddress("a\"b\\c", null).ToString());
    }

    [Theory]
    [InlineData("joe@example.com, jane@example.com", "MK2201 17+16: there are 2 addresses, but an address can be replaced only by one; Postfix uses \"joe@example.com\" and ignores the rest [write one address; virtual tables and aliases can have several]")]
    [InlineData("joe jane jim", "MK2201 4+8: there are 3 addresses, but an address can be replaced only by one; Postfix uses \"joe\" and ignores the rest [write one address; virtual tables and aliases can have several]")]
    [InlineData("joe@example.com # private", "MK2005 16+9: a # inside a line does not begin a comment; Postfix reads the text as part of the value [put the comment on a separate line]")]
    [InlineData(",", "MK2202 0+1: the value contains no address; Postfix cannot rewrite and defers the mail [write one address, or @domain to change only the domain]")]
    [InlineData("(nobody)", "MK2202 0+8: the value contains no address; Postfix cannot rewrite and defers the mail [write one address, or @domain to change only the domain]")]
    [InlineData("joe@@example.com", "MK2004 0+16: \"joe@@example.com\" is not an address; Postfix puts the text into the message and other servers refuse it [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("@", "MK2004 0+1: \"@\" is not an address; Postfix puts the text into the message and other servers refuse it [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    [InlineData("joe@192.0.2.1", "MK2004 0+13: \"joe@192.0.2.1\" is not an address; Postfix puts the text into the message and other servers refuse it [write user or user@domain; put a local part with spaces or special characters in quotes]")]
    public void A_wrong_result_is_explained(string value, string expected)
    {
        Assert.Equal(expected, Shown.Problems(OneReplacement.Parse(value, Severity.Error).Problems));
        Assert.False(OneReplacement.IsCommon(Encoding.Latin1.GetBytes(value)));
    }

    [Theory]
    [InlineData("joe@example.com", AddressPatternKind.Address, "joe", "example.com")]
    [InlineData("\"a..b\"@example.com", AddressPatternKind.Address, "a..b", "example.com")]
    [InlineData("root", AddressPatternKind.LocalUser, "root", null)]
    [InlineData("@example.com", AddressPatternKind.Domain, null, "example.com")]
    public void Patterns_are_what_Postfix_asks_for(string key, AddressPatternKind kind, string? local, string? domain)
    {
        var parsed = AddressKey.Parse(key, GenericEntry.KeyForms);
        Assert.Equal("", Shown.Problems(parsed.Problems));
        Assert.Equal(new AddressPattern(kind, local, domain), parsed.Value);
    }

    [Theory]
    [InlineData("*", "MK2001 key 0+1: a * in a key stands for itself; Postfix never finds the entry [@example.com matches every address of the domain]")]
    [InlineData("*@example.com", "MK2001 key 0+1: a * in a key stands for itself; Postfix never finds the entry [@example.com matches every address of the domain]")]
    [InlineData("/.*@example/", "MK2002 key 0+12: \"/.*@example/\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it [put it into a regexp: or pcre: table]")]
    [InlineData(".example.com", "MK2003 key 0+12: Postfix looks up @domain with the whole domain; it never finds \".example.com\" [write a line @domain for every domain]")]
    [InlineData("a..b@example.com", "MK2003 key 0+4: Postfix looks up this local part as \"\"a..b\"\"; it never finds it as \"a..b\" [write \"a..b\"]")]
    public void A_key_that_matches_nothing_is_explained(string key, string expected)
    {
        var parsed = AddressKey.Parse(key, GenericEntry.KeyForms);
        Assert.Equal(expected, Shown.Problems(parsed.Problems));
        Assert.Null(parsed.Value);
        Assert.False(AddressKey.IsCommon(Encoding.Latin1.GetBytes(key)));
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_the_recogniser_takes_the_grammar_takes() =>
        NearTexts.Of("joe@example.com", "joe", "@example.com", "a.b+c@d-e.example", "\"j d\"@example.com", "joe@192.0.2.1", "a, b", "<>").Sample(
            text =>
            {
                var bytes = Encoding.Latin1.GetBytes(text);
                if (OneReplacement.IsCommon(bytes)) Assert.Equal("", Shown.Problems(OneReplacement.Parse(text, Severity.Error).Problems));
                if (AddressKey.IsCommon(bytes)) Assert.Equal("", Shown.Problems(AddressKey.Parse(text, GenericEntry.KeyForms).Problems));
            }, iter: 20_000);

    [Fact]
    public void An_entry_has_both_parts_or_is_none()
    {
        var entry = GenericEntry.FromLatin1("root", "joe@example.com", out var problems);
        Assert.Empty(problems);
        Assert.Equal("joe@example.com", entry!.Result.Address!.ToString());
        Assert.Null(GenericEntry.FromLatin1("root", ",", out problems));
        Assert.Equal("MK2202", Assert.Single(problems).Rule.Code);
    }
}
