using MapKit.Tables.Lists;

namespace MapKit.Tests.Tables.Lists;

/// <summary>Files of match lists: their patterns, and whole findings.</summary>
public class MatchListTests
{
    [Fact]
    public void A_list_gives_patterns_with_their_places()
    {
        var list = MatchList.Parse("# domains\nexample.com, !lists.example.org\n  [2001:db8::]/32 hash:/etc/x\n/etc/more\n", MatchListKind.Words);
        Assert.Equal(
            ["Name example.com 2:1", "Name !lists.example.org 2:14", "Network [2001:db8::]/32 3:3", "Table hash:/etc/x 3:19", "File /etc/more 4:1"],
            list.Patterns.Select(pattern => $"{pattern.Kind} {pattern} {pattern.Place.Line}:{pattern.Place.Column}"));
    }

    [Theory]
    [InlineData(MatchListKind.Hosts, "127.0.0.1/8", "1:1: error MK2970: 127.0.0.1/8 has host bits outside its mask (did you mean 127.0.0.0/8?); Postfix logs a warning, and lookups that reach it fail: it defers the mail (help: write 127.0.0.0/8)")]
    [InlineData(MatchListKind.Hosts, "[2001:db8::1]/32", "1:1: error MK2970: 2001:db8::1/32 has host bits outside its mask (did you mean 2001:db8::/32?); Postfix logs a warning, and lookups that reach it fail: it defers the mail (help: write [2001:db8::]/32)")]
    [InlineData(MatchListKind.Hosts, "10.0.0.0/255.0.0.0", "1:1: error MK2970: 10.0.0.0/255.0.0.0 is not a network: bad mask value; Postfix logs a warning, and lookups that reach it fail: it defers the mail (help: write an address, or a network with its prefix length, such as 192.0.2.0/24 or [2001:db8::]/32)")]
    [InlineData(MatchListKind.Hosts, "2001:db8::/32", "1:1: error MK2971: \"2001:db8::/32\" is not in brackets, so Postfix opens it as a table of type 2001, logs \"unsupported dictionary type: 2001\", and lookups that reach it fail: it defers the mail (help: write [2001:db8::]/32)")]
    [InlineData(MatchListKind.Hosts, "fd::/8", "1:1: error MK2971: \"fd::/8\" is not in brackets, so Postfix opens it as a table of type fd, logs \"unsupported dictionary type: fd\", and lookups that reach it fail: it defers the mail (help: write [fd00::]/8; fd:: means 00fd::)")]
    [InlineData(MatchListKind.Hosts, "::1", "1:1: error MK2971: \"::1\" is not in brackets, so Postfix opens it as a table; every program that reads the list stops with \"expecting \"type:name\" form\" (help: write [::1])")]
    [InlineData(MatchListKind.Hosts, "192.168.", "1:1: warning MK2972: Postfix compares \"192.168.\" with whole addresses, so it matches none; the list never matches \"192.168.\" (help: write 192.168.0.0/16)")]
    [InlineData(MatchListKind.Hosts, "*.example.com", "1:1: warning MK2972: a * is not a wildcard; the list never matches \"*.example.com\" (help: write .example.com for the subdomains)")]
    [InlineData(MatchListKind.Addresses, "mail.example.com", "1:1: warning MK2972: the list is compared with addresses only; the list never matches \"mail.example.com\" (help: write an address or a network)")]
    [InlineData(MatchListKind.WholeDomains, ".example.com", "1:1: warning MK2972: the list is compared with whole domains; the list never matches \".example.com\" (help: list every subdomain, or name a pcre: or regexp: table)")]
    [InlineData(MatchListKind.WholeDomains, "192.0.2.0/24", "1:1: warning MK2972: the list is compared with domains; the list never matches \"192.0.2.0/24\" (help: write a domain; the domain of an address such as user@[192.0.2.1] is written [192.0.2.1])")]
    [InlineData(MatchListKind.Domains, "joe@example.com", "1:1: warning MK2972: the list has domains, not addresses; the list never matches \"joe@example.com\" (help: write the domain alone)")]
    [InlineData(MatchListKind.Domains, "example.com.", "1:1: warning MK2972: Postfix looks up names without a dot at the end; the list never matches \"example.com.\" (help: remove the dot at the end)")]
    [InlineData(MatchListKind.Domains, "\"example.com\"", "1:1: warning MK2972: it is not a name that a host or a domain can have; the list never matches \"\"example.com\"\" (help: write a name of letters, digits, hyphens and dots)")]
    [InlineData(MatchListKind.Domains, "$mydomain", "1:1: warning MK2972: Postfix does not expand parameters in a file; the list never matches \"$mydomain\" (help: write the value of the parameter)")]
    [InlineData(MatchListKind.Domains, "example.com\n!a.example.com", "2:1: warning MK2973: Postfix stops at the first pattern that matches; \"example.com\" before it already matches everything that \"!a.example.com\" matches (help: put the exception first)")]
    [InlineData(MatchListKind.Hosts, "10.0.0.0/8 !10.1.0.0/16", "1:12: warning MK2973: Postfix stops at the first pattern that matches; \"10.0.0.0/8\" before it already matches everything that \"!10.1.0.0/16\" matches (help: put the exception first)")]
    [InlineData(MatchListKind.Hosts, "!10.0.0.0/8\n10.1.2.3", "2:1: warning MK2973: Postfix stops at the first pattern that matches; \"!10.0.0.0/8\" before it already matches everything that \"10.1.2.3\" matches (help: put the exception first)")]
    [InlineData(MatchListKind.Words, "a !", "1:3: error MK2975: nothing follows the !; every program that reads the list stops with \"no pattern after '!'\" (help: remove the !, or write the pattern directly after it)")]
    [InlineData(MatchListKind.Domains, "example.com # our domain", "1:13: warning MK2976: a # inside a list does not begin a comment; Postfix logs a warning and ignores the text from here on (help: put the comment on a separate line)")]
    [InlineData(MatchListKind.Domains, "example.com OK", "1:13: warning MK2977: the line has the form of a table, but each word of the list is a pattern; Postfix also matches \"OK\" (help: write example.com alone, or compile the file and name it with its type, such as hash:)")]
    [InlineData(MatchListKind.Domains, "hash:", "1:1: error MK2978: \"hash:\" has a colon, so Postfix opens it as a table; every program that reads the list stops with \"expecting \"type:name\" form\" (help: write type:name, or remove the colon)")]
    [InlineData(MatchListKind.Domains, "mail.example.com:25", "1:1: error MK2978: \"mail.example.com:25\" has a colon, so Postfix opens it as a table of type \"mail.example.com\", which does not exist; lookups that reach it fail, and Postfix defers the mail (help: write type:name, or remove the colon and what follows it)")]
    public void A_mistake_is_reported(MatchListKind kind, string text, string finding) => Assert.Equal([finding], Findings(text, kind));

    [Theory]
    [InlineData(MatchListKind.WholeDomains, "# local\nexample.com\nlocalhost\nlocalhost.example.com, EXAMPLE.org\n[192.0.2.1]\nhash:/etc/postfix/domains\n/etc/postfix/more\nxn--mnchen-3ya.example\nmünchen.example\n")]
    [InlineData(MatchListKind.Domains, "!lists.example.com\nexample.com\n.example.org\n")]
    [InlineData(MatchListKind.Hosts, "127.0.0.0/8 [::1]/128 [fe80::]/10 [2001:db8::1] 192.0.2.1 !10.1.2.3 10.0.0.0/8 mail.example.com .example.com static:all cidr:/etc/x [::ffff:127.0.0.0]/104 unknown")]
    [InlineData(MatchListKind.Addresses, "!192.0.2.1, static:all")]
    [InlineData(MatchListKind.Words, "!gssapi, static:rest ETRN *")]
    public void A_correct_list_has_no_finding(MatchListKind kind, string text) => Assert.Empty(Findings(text, kind));

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("example.org", false)]
    public void An_exception_at_the_end_of_a_file_depends_on_what_follows(string following, bool hasEffect)
    {
        using var source = new MemoryStream("!a.example.com\n"u8.ToArray());
        var list = MatchList.Read(source, "list", new MatchListUse(MatchListKind.Domains) { WordsAfter = [following] });
        Assert.Equal(hasEffect ? [] : ["MK2973"], list.Diagnostics.Select(finding => finding.Rule.Code));
    }

    [Fact]
    public void With_parent_domain_matches_subdomains_a_dot_never_matches()
    {
        using var source = new MemoryStream(".example.com\n"u8.ToArray());
        var finding = Assert.Single(MatchList.Read(source, "list", new MatchListUse(MatchListKind.Domains, "relay_domains", CoversSubdomains: true)).Diagnostics);
        Assert.Equal(("MK2972", "remove the dot"), (finding.Rule.Code, finding.Help));
    }

    [Fact]
    public void The_words_around_a_file_are_those_of_its_list()
    {
        var use = new MatchListUse(MatchListKind.Domains).Around(["a", "!/list", "b", "c"], "/list");
        Assert.Equal(("a", "b c", true), (string.Join(' ', use.WordsBefore), string.Join(' ', use.WordsAfter!), use.IsNegated));
    }

    [Fact]
    public void Many_exceptions_are_checked_in_bounded_time()
    {
        var lines = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"!a{number}.example.com\nb{number}.example.com\n"));
        Assert.Empty(Findings(lines, MatchListKind.Domains));
    }

    private static string[] Findings(string text, MatchListKind kind) =>
        [.. MatchList.Parse(text, kind).Diagnostics.Select(finding => $"{finding.ToString().Replace("source:", "", StringComparison.Ordinal)} (help: {finding.Help})")];
}
