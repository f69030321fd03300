using MapKit.Tables;
using MapKit.Tables.TlsPolicy;

namespace MapKit.Tests.Tables.TlsPolicy;

/// <summary>TLS policies: what is read, and whole findings.</summary>
public class TlsPolicyTests
{
    private const string Deferred = "Postfix defers the mail with \"client TLS configuration problem\"";
    private const string Levels = "write none, may, encrypt, dane, dane-only, fingerprint, verify or secure";

    [Theory]
    [InlineData("may", TlsLevel.May, "")]
    [InlineData("Dane-Only", TlsLevel.DaneOnly, "")]
    [InlineData("secure,match=mx.example.com:.example.net\tciphers=high", TlsLevel.Secure, "match=mx.example.com:.example.net|ciphers=high")]
    [InlineData("encrypt { protocols = TLSv1.2, TLSv1.3 }", TlsLevel.Encrypt, "{ protocols = TLSv1.2, TLSv1.3 }")]
    public void A_policy_is_a_level_and_attributes(string value, TlsLevel level, string attributes)
    {
        var policy = TlsPolicyValue.Parse(value).Value!;
        Assert.Equal((level, attributes), (policy.Level, string.Join('|', policy.Attributes)));
        Assert.Equal(policy, TlsPolicyValue.Parse(policy.ToString()).Value);
    }

    [Theory]
    [InlineData("strong", $"MK2901 0+6: \"strong\" is not a TLS security level; {Deferred} [{Levels}]")]
    [InlineData("encypt", $"MK2901 0+6: \"encypt\" is not a TLS security level; {Deferred} [write encrypt]")]
    [InlineData("may;none", $"MK2901 0+8: \"may;none\" is not a TLS security level; {Deferred} [write may]")]
    [InlineData("MUST", $"MK2901 0+4: \"MUST\" is not a TLS security level; {Deferred} [write verify]")]
    [InlineData("encrypt protocols=!SSLv2, !SSLv3", $"MK2902 26+6: \"!SSLv3\" is not name=value; {Deferred} [write the protocols with colons and without spaces: protocols=!SSLv2:!SSLv3]")]
    [InlineData("secure match=a.example,b.example", $"MK2902 23+9: \"b.example\" is not name=value; {Deferred} [write the names with colons and without spaces: match=a.example:b.example]")]
    [InlineData("secure match = a.example", $"MK2902 7+5: \"match\" is not name=value; {Deferred} [write name=value, without whitespace around the equals sign]")]
    [InlineData("encrypt cipher=high", $"MK2903 8+6: \"cipher\" is not an attribute of a TLS policy; {Deferred} [write ciphers]")]
    [InlineData("encrypt level=high", $"MK2903 8+5: \"level\" is not an attribute of a TLS policy; {Deferred} [remove it; smtp_tls_policy_maps in postconf(5) lists the attributes]")]
    [InlineData("secure match=", $"MK2904 7+6: match has no value; {Deferred} [write a value after the equals sign, or remove match]")]
    [InlineData("encrypt match=a.example", $"MK2904 8+15: match is not allowed with level encrypt; {Deferred} [write the level secure, verify or fingerprint, or remove match]")]
    [InlineData("encrypt ciphers=strong", "MK2904 8+14: \"strong\" is not a cipher grade; Postfix aborts every TLS session with the destination and defers the mail [write high or medium; exclude= removes single ciphers]")]
    [InlineData("may policy_domain=example.com", $"MK2906 4+25: only Postfix 3.10 and later know policy_domain; earlier versions defer the mail [use it only with Postfix 3.10 or later]\nMK2904 4+25: the attributes of a policy for TLS reports need policy_type; {Deferred} [write policy_type=sts, or remove the attribute]")]
    [InlineData("none ciphers=high match=x", "MK2905 5+20: level none turns TLS off; Postfix logs a warning and ignores the attributes [remove them, or write the level that they belong to]")]
    public void A_mistake_is_reported(string value, string findings) => Assert.Equal(findings, Shown.Problems(TableFormat.TlsPolicy.Check("example.com", value)));

    [Theory]
    [InlineData("*", "MK2001 key 0+1: a * in a key is not a wildcard; Postfix never finds the entry [the level for all other destinations is smtp_tls_security_level in main.cf]")]
    [InlineData("*.example.com", "MK2001 key 0+1: a * in a key is not a wildcard; Postfix never finds the entry [write .example.com for the subdomains of example.com]")]
    [InlineData("@example.com", "MK2003 key 0+12: Postfix looks up the next hop, which is a domain or a host; it never finds the address \"@example.com\" [write example.com]")]
    [InlineData("smtp:[mail.example.com]", "MK2305 key 0+5: the key begins with the name of a transport; Postfix looks up the next hop without it and never finds the entry [remove the name of the transport and its colon]")]
    [InlineData("[mail.example.com:587", "MK2306 key 0+1: the key is not a possible destination; Postfix never finds the entry [write it as the next hop is configured: host, host:port, [host] or [host]:port]")]
    [InlineData(".mail.example.com:25", "MK2003 key 0+20: Postfix looks up a dot only before the parent domains of a recipient's domain; it never finds \".mail.example.com:25\" [write .domain, or the next hop exactly as configured]")]
    public void A_key_that_is_never_found_is_reported(string key, string finding) => Assert.Equal(finding, Shown.Problems(TableFormat.TlsPolicy.Check(key, "may")));

    [Theory]
    [InlineData("example.com", TlsPolicyPatternKind.Domain)]
    [InlineData(".example.com", TlsPolicyPatternKind.Subdomains)]
    [InlineData("[mail.example.com]:587", TlsPolicyPatternKind.Destination)]
    [InlineData("192.0.2.1", TlsPolicyPatternKind.Destination)]
    [InlineData("/var/run/lmtp", TlsPolicyPatternKind.Socket)]
    public void A_key_is_a_next_hop_or_a_parent_domain(string key, TlsPolicyPatternKind kind)
    {
        var entry = TableFormat.TlsPolicy.FromText(key, "may", out var problems)!;
        Assert.Equal(("", kind, key), (Shown.Problems(problems), entry.Pattern.Kind, entry.Pattern.ToString()));
    }

    [Theory]
    [InlineData("example.com", "encrypt", "MK2901 0+7: \"encrypt\" is none of NONE, MAY, MUST_NOPEERMATCH and MUST; Postfix defers the mail with \"client TLS configuration problem\" [write one of them, or move the entry to smtp_tls_policy_maps, which has other levels and attributes]")]
    [InlineData(".example.com", "MAY", "MK2003 key 0+12: Postfix looks up whole names of destinations and servers; it never finds \".example.com\" [use smtp_tls_policy_maps, which has such keys]")]
    [InlineData("example.com", "Must_NoPeerMatch", "")]
    public void The_old_table_has_other_words_and_no_parent_domains(string key, string value, string finding) =>
        Assert.Equal(finding, Shown.Problems(TableFormat.TlsPerSite.Check(key, value)));
}
