using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Linting;

/// <summary>Each rule about lines and files: its whole message, and the cases that look alike and are none.</summary>
public class FileRuleTests
{
    [Theory]
    [InlineData("\uFEFFa 1\n", "1:1: error MK1009: the file begins with a byte order mark; Postfix reads it as part of the first key")]
    [InlineData("a\u00A0b 1\n", "1:2: error MK1010: the key holds a no-break space (U+00A0), which does not separate key and value; Postfix reads it as part of the key")]
    [InlineData("a\u3000b 1\n", "1:2: error MK1010: the key holds non-ASCII whitespace (U+3000), which does not separate key and value; Postfix reads it as part of the key")]
    [InlineData("a 1\r\nb 2\r\n", "1:4: info MK1011: 2 lines end in CR LF, this one first; Postfix removes the CR at the end of an entry")]
    [InlineData("a 1\n\n  2\n", "3:3: warning MK1013: this line continues the entry of line 1, across an empty line or a comment; Postfix joins the two")]
    [InlineData("a 1\n# x\n  2 \n", "3:3: warning MK1013: this line continues the entry of line 1, across an empty line or a comment; Postfix joins the two")]
    [InlineData("Ab 1\nCD 2\n", "1:1: info MK1017: the key has upper case; Postfix stores it and looks it up as \"ab\" (1 more such entry)")]
    [InlineData("192.0.2.0/24 OK\n", "1:1: error MK2006: \"192.0.2.0/24\" is a network, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData("2001:db8::/32 OK\n", "1:1: error MK2006: \"2001:db8::/32\" is a network, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData("/^a$/ OK\n", "1:1: error MK2002: \"/^a$/\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData("!/^a$/ OK\n", "1:1: error MK2002: \"!/^a$/\" is a regular expression, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData("!192.0.2.0/24 OK\n", "1:1: error MK2006: \"!192.0.2.0/24\" is a network, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData("[2001:db8::]/32 OK\n", "1:1: error MK2006: \"[2001:db8::]/32\" is a network, but an indexed table has only fixed keys; Postfix never finds it")]
    [InlineData(" a 1\n", "1:1: error MK1001: the line begins with whitespace but there is no entry before it to continue; Postfix ignores it")]
    [InlineData("a \"b c\n\"a b\n", "2:1: error MK1003: the quote is never closed; Postfix ignores this line")]
    [InlineData("a\n", "1:1: error MK1004: \"a\" has no value; Postfix ignores this line")]
    [InlineData("a 1\0 2\n", "1:4: error MK1006: the line holds a NUL byte; Postfix ignores the text after it")]
    [InlineData("# a\0\na 1\n", "2:1: warning MK1006: a comment in or above this entry holds a NUL byte; Postfix skips comments, so nothing is lost")]
    [InlineData("a 1 # one\n", "1:5: warning MK2005: a # inside a line does not begin a comment; Postfix reads the text as part of the value")]
    [InlineData("stra\u00DFe 1\n", "1:1: info MK1017: the key has characters that folding replaces; Postfix stores it and looks it up as \"strasse\"")]
    [InlineData("a \u00A01\n", "1:3: warning MK1018: the value begins with a no-break space (U+00A0), which Postfix does not remove and reads as part of the value")]
    [InlineData("a 1\u200B\n", "1:4: warning MK1018: the value ends with a zero-width space (U+200B), which Postfix does not remove and reads as part of the value")]
    [InlineData("if /^a/\n", "1:1: error MK2002: if and endif belong to regexp and pcre tables; an indexed table has only fixed keys, and Postfix looks up \"if\"")]
    public void A_finding_is_told(string text, string finding) => Assert.Equal([finding], Linted.Findings(text));

    [Fact]
    public void A_line_that_is_not_UTF_8_is_told() => Assert.Equal(["1:4: error MK1002: the line is not valid UTF-8; Postfix ignores it"], Linted.Findings([.. "a b"u8, 0xFF, (byte)'\n']));

    [Fact]
    public void An_entry_too_long_to_be_looked_at_is_told() => Assert.Equal(
        ["1:1: warning MK2008: the entry has 1048593 bytes, too many to check; Postfix stores it"],
        Linted.Findings($".example.com smtp:{new string('a', 1 << 20)}\n", "transport"));

    [Theory]
    [InlineData(": jane\njoe: jane\n", "1:1: error MK1007: expected name: value; Postfix ignores this line")]
    [InlineData("joe: jane\nroot\n", "2:1: error MK1007: expected name: value; Postfix ignores this line")]
    [InlineData("joe@example.com: jane\n", "1:1: error MK1008: an alias name must be local and have no domain; Postfix ignores this line")]
    public void A_line_that_is_no_alias_is_told(string text, string finding) => Assert.Equal([finding], Linted.Findings(text, "aliases"));

    [Theory]
    [InlineData("a\u00A0smtp:\n")]
    [InlineData("a 1\nendif\n")]
    public void A_line_that_is_dropped_is_looked_at_as_well(string text) => Assert.Equal(2, Linted.Findings(text).Length);

    [Fact]
    public void A_CR_inside_a_value_is_told_for_each_entry() => Assert.Equal(
        [
            "1:4: warning MK1012: the line ends in CR LF and the next one continues it; Postfix leaves the CR inside the value",
            "1:4: info MK1011: 2 lines end in CR LF, this one first; Postfix removes the CR at the end of an entry",
        ],
        Linted.Findings("a 1\r\n 2\r\n"));

    [Theory]
    [InlineData("a 1\n  2\n# c\n\nb 2\n", "plain")]
    [InlineData("a 1\u00A02\n", "plain")]
    [InlineData("a 1#2 #3\n", "plain")]
    [InlineData("/g=joe/s=doe/@example.com joe@example.com\n", "virtual")]
    [InlineData("/g=joe/s=doe/: joe@example.com\n", "aliases")]
    [InlineData("stra\u00DFe.example x\n", "none")]
    [InlineData("", "plain")]
    [InlineData("# only a comment", "plain")]
    [InlineData("/etc/passwd 1\n/var/mail/joe 2\nif 1\nendif 2\n", "plain")]
    [InlineData("a/24 1\n10/8 2\n", "plain")]
    [InlineData("a:\r\n b\r\n", "none")]
    [InlineData("joe: a,\n b\n", "aliases")]
    [InlineData("a: 1\nb 2\nc 3\n", "warned")]
    public void What_looks_alike_is_none(string text, string format)
    {
        // Rows whose only findings are others, which are told elsewhere.
        var expected = format switch { "none" => new[] { "MK1017", "MK1011", "MK1005", "MK1014" }, "warned" => ["MK1005"], _ => [] };
        Assert.DoesNotContain(Linted.Findings(text, format is "none" or "warned" ? "plain" : format), finding => !expected.Any(code => finding.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_alias_file_read_as_a_table_is_told_once()
    {
        var findings = Linted.Findings("a: 1\nb: 2\nc 3\n");
        Assert.Equal(3, findings.Length);
        Assert.Contains("1:1: error MK1014: 2 of 3 lines are written name: value, as in an alias file; postmap stores the names with their colons, and Postfix finds none of them", findings);
    }

    [Fact]
    public void A_table_read_as_an_alias_file_is_told_once() => Assert.Contains(
        "1:1: error MK1015: 2 of 3 lines are not written name: value, as in a table for postmap; postalias ignores them",
        Linted.Findings("a b\nc d\ne: f\n", "aliases"));

    [Theory]
    [InlineData("example.com smtp:\n*  smtp:\n", "1:1: info MK2111: \"example.com\" does not match its subdomains by default")]
    [InlineData("a.example smtp:\n.a.example smtp:\njoe@b.example smtp:\nc.example smtp:\nd.example :\n", "4:1: info MK2111: \"c.example\" does not match its subdomains by default (1 more such entry)")]
    [InlineData(".a.example smtp:\na.example smtp:\n", null)]
    public void A_domain_of_a_transport_table_without_those_below_it_is_told_once(string text, string? finding) =>
        Assert.Equal(finding is null ? [] : [finding], Linted.Findings(text, "transport"));

    [Fact]
    public void A_key_without_room_in_an_lmdb_map_is_told_for_lmdb()
    {
        var text = $"{new string('k', 511)} 1\n";
        Assert.Equal(["1:1: error MK3002: the key takes 512 bytes in the map and lmdb holds at most 511; no map of that type can be made"], Linted.Findings(text, types: MapType.Lmdb));
        Assert.Empty(Linted.Findings(text, types: MapType.Hash));
    }

    [Theory]
    [InlineData("client_access", "client_access:1:1: error MK2608: Postfix looks up client addresses without brackets, so it never finds this entry")]
    [InlineData("access", "access:1:1: info MK2608: Postfix looks up client addresses without brackets; only a HELO name or the domain of an address has them")]
    [InlineData("helo_access", null)]
    public void Brackets_around_an_address_are_wrong_for_clients(string name, string? finding)
    {
        using var folder = new TemporaryFolder();
        var operation = Linted.With();
        operation.Read(folder.Write(name, "[192.0.2.1] REJECT\n"), null);
        Assert.Equal(finding is null ? [] : [finding], Linted.Shown(operation, folder));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Passwords_that_others_can_read_are_told_of_source_and_map()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs Unix permissions");
        using var folder = new TemporaryFolder();
        var source = folder.Write("sasl_passwd", "[mail.example.com] joe:secret\n");
        var map = folder.Write("sasl_passwd.db", "");
        SetMode(source, 0b110_100_000);
        SetMode(map, 0b110_100_100);
        var operation = Linted.With();
        operation.Read(source, null);
        Assert.Equal(
            [
                "sasl_passwd: error MK4001: the file holds passwords and its group can read it (mode 0640)",
                "sasl_passwd.db: error MK4001: the map holds passwords and every user can read it (mode 0644)",
            ],
            Linted.Shown(operation, folder));
        SetMode(source, 0b110_000_000);
        SetMode(map, 0b110_000_000);
        operation = Linted.With();
        operation.Read(source, null);
        Assert.Empty(Linted.Shown(operation, folder));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void SetMode(string path, int mode) => File.SetUnixFileMode(path, (UnixFileMode)mode);
}
