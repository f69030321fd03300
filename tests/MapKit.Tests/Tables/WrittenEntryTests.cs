using CsCheck;
using MapKit.Maps;
using MapKit.Platform;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tables.Access;
using MapKit.Tables.Addresses;
using MapKit.Tables.Aliases;
using MapKit.Tables.Patterns;
using MapKit.Tables.Relocated;
using MapKit.Tables.SenderRelay;
using MapKit.Tables.Transport;
using MapKit.Tables.Virtual;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Tables;

/// <summary>Typed entries as lines of a source.</summary>
public class WrittenEntryTests
{
    private static readonly string[] Keys =
    [
        "joe@example.com", "joe", "@example.com", "example.com", ".example.com", "joe@", "<>", "\"\"", "192.0.2.1", "192.168", "2001:db8::1",
        "2001:db8", "[mail.example.com]:587", "*", "a.b+c@d-e.example", "\"j d\"@example.com", "\"a\\\"b\"@example.com", "\"a..b\"",
        "j\u00f6rg@m\u00fcnchen.example", "\U0001F600@example.com", "m\u00fcnchen.example",
    ];

    private static readonly string[] Fingerprints = ["D7:04:2F:A7:0B:8C:A5:21:FA:31:77:E1:41:8A:EE:80"];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["plain"] = ["a b", "any:thing", "\u00e9\U0001F600"],
        ["transport"] = ["smtp:[mail.example.com]:587", "smtp:", ":", ":[192.0.2.1]", "lmtp:unix:private/lmtp", "error:5.7.1 no", "smtp:a.example:25, b.example", "slow", "smtp:m\u00fcnchen.example", "smtp: a"],
        ["generic"] = ["joe@example.com", "joe", "@example.org", "<>", "\"j d\"@example.com", "\U0001F600@example.com", "joe@[192.0.2.1]", "Joe <joe@example.com>"],
        ["canonical"] = ["joe@example.com", "joe", "@example.org", "\"\"", "\"j d\"@example.com", "j\u00f6rg@m\u00fcnchen.example"],
        ["sasl_passwd"] = ["joe:password", "joe@example.com:pass:word", "joe:p\u00e4ss w\u00f6rd", "joe:", "joe"],
        ["aliases"] = ["joe", "joe, jane@example.org", "/var/mail/joe", "\"/var/mail/my joe\"", ":include:/etc/list", "\":include:/etc/my list\", joe", "\"|/bin/x -a \\\"b\\\"\"", "\"j d\"@example.com", "\U0001F600@example.com", "\"a b\"", "\"\"", "<@a:joe@b>"],
        ["virtual"] = ["joe@example.com", "joe, jane@example.org", "@example.org", "<>", "\"j d\"@example.com, joe", "any text # at all", "\U0001F600"],
        ["relocated"] = ["joe@example.org", "5.1.6 gone", "nach M\u00fcnchen, +49"],
        ["access"] = ["OK", "RELAY", "ok and a text", "4711", "REJECT go away", "550 5.7.1 no", "DUNNO", "DEFER_IF_PERMIT later", "FILTER scan:[127.0.0.1]:25", "BCC joe@example.com", "PREPEND X-A: b", "permit_mynetworks, reject", "hold", "HANGUP", "insiders"],
        ["sender_relay"] = ["[mail.example.com]:587", "mail.example.com:25", "DUNNO", "dunno", "192.0.2.1", "a.example, [b.example]"],
        ["sender_transport"] = ["smtp:", "slow:[mail.example.com]:587", "slow", "DUNNO", "smtp:a.example:465"],
        ["virtual_mailbox"] = ["example.com/joe/", "/var/mail/joe", "m\u00fcnchen/joe", "my box/"],
        ["virtual_uid"] = ["5000", "4294967294"],
        ["virtual_gid"] = ["5000", "8"],
        ["recipients"] = ["OK", "any thing # at all", "\U0001F600"],
        ["bcc"] = ["joe@example.org", "joe", "\"j d\"@example.com", "j\u00f6rg@m\u00fcnchen.example"],
        ["sender_login"] = ["joe", "joe, jane@example.com", "j\u00f6rg"],
        ["login_sender"] = ["*", "<> @example.com", "joe@m\u00fcnchen.example, \"a b\"@example.com"],
        ["user_transport"] = ["smtp:", "slow:[mail.example.com]:587", "dovecot", "lmtp:unix:private/lmtp"],
        ["user_command"] = ["/usr/bin/procmail -a \"$EXTENSION\"", "exec x || exit 75"],
        ["client_certificates"] = ["host", "any thing"],
        ["rbl_reply"] = ["$rbl_code no", "554 5.7.1 ${rbl_reason?x}"],
        ["server_sni"] = ["/etc/key.pem", "/etc/key.pem, /etc/cert.pem", "/etc/m\u00fcnchen.pem"],
        ["tls_policy"] = ["may", "Encrypt", "secure match=.example.com:mx.example.net", "verify, protocols=>=TLSv1.2 ciphers=high", "none", "fingerprint match=AB:CD|00", "may { exclude = aNULL, MD5 }"],
        ["tls_per_site"] = ["MAY", "none", "MUST_NOPEERMATCH", "must"],
        ["header_checks"] = ["REJECT", "reject 5.7.1 no", "DUNNO", "OK", "IGNORE me", "FILTER scan:[127.0.0.1]:25", "BCC joe@example.com", "PREPEND X-A: b", "pass"],
        ["body_checks"] = ["WARN", "REPLACE a line", "DISCARD", "HOLD a while"],
        ["smtp_header_checks"] = ["STRIP", "REPLACE X-A: b", "INFO"],
        ["smtp_body_checks"] = ["PREPEND a line", "IGNORE"],
        ["delivery_status_filter"] = ["4.2.2 full", "5.1.1", "2.0.0 sent elsewhere"],
        ["dns_reply_filter"] = ["IGNORE", "ignore it"],
        ["reply_filter"] = ["250 Ok", "250-more", "554 5.7.1 no"],
        ["reject_filter"] = ["450 4.7.1 later", "550 no"],
        ["reject_footer"] = ["\\c. Call $client_address", "see https://example.com/#help"],
        ["command_filter"] = ["NOOP", "RCPT TO:<joe@example.com>"],
        ["ehlo_keywords"] = ["starttls, pipelining", "SILENT-DISCARD"],
        ["pix_workarounds"] = ["disable_esmtp", "delay_dotcrlf,disable_esmtp"],
        ["milter_maps"] = ["DISABLE", "inet:localhost:8891, unix:/run/milter", "{ inet:localhost:1, connect_timeout=1s }"],
        ["dnsbl_reply"] = ["bl.example.net"],
        ["tls_loglevel"] = ["2", "summary, peercert", "dunno", "none, routine, summary, debug, cache", "untrusted peercert certmatch verbose", "ssl-handshake-packet-dump"],
        ["postscreen_access"] = ["permit", "reject", "dunno", "permit_mynetworks, reject"],
        ["milter_header_checks"] = ["REJECT no", "REDIRECT joe@example.com"],
    };

    public static TheoryData<string> Formats => [.. TableFormat.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_entry_that_Postfix_can_use_reads_back_from_its_line(string format)
    {
        var written = 0;
        foreach (var value in Values[format])
        {
            foreach (var key in KeysOf(format))
            {
                if (EntryOf(format, key, value) is not { } entry) continue;
                var line = entry.ToSourceLine();
                Assert.Equal(entry, Assert.Single(Parse(format, line)));
                written++;
            }

            Assert.True(written > 0, value);
        }
    }

    /// <summary>Entries made of nearly right text: a line that reads back, or a refusal.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_line_reads_back_or_is_refused(string format)
    {
        var (written, refused) = (0, 0);
        Gen.Select(NearTexts.Of(KeysOf(format)), NearTexts.Of(Values[format])).Sample(
            (key, value) =>
            {
                if (EntryOf(format, key, value) is not { } entry) return;
                try
                {
                    Assert.Equal(entry, Assert.Single(Parse(format, entry.ToSourceLine())));
                    Interlocked.Increment(ref written);
                }
                catch (FormatException)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: 5_000);
        Assert.True(written > 2 * refused, $"{written} written, {refused} refused");
    }

    [PeerFact("postmap")]
    public void Postmap_stores_the_keys_and_values_of_written_entries()
    {
        using var folder = new TemporaryFolder();
        foreach (var format in TableFormat.All.Where(format => format != TableFormat.Aliases))
        {
            var entries = DistinctEntries(format.Name).ToArray();
            var records = RecordsOf("postmap", folder, format.Name, entries);
            var keys = new KeyFolder(KeyFolding.Unicode);
            var expected = entries.Select(entry => $"{LosslessText.FromBytes(keys.Fold(LosslessText.ToBytes(entry.KeyText)))}\t{entry.ValueText}");
            Assert.Equal(expected.Order(StringComparer.Ordinal), records.Select(record => $"{record.Key}\t{record.Value}").Order(StringComparer.Ordinal));
        }
    }

    [PeerFact("postalias")]
    public void Postalias_stores_the_names_and_destinations_of_written_entries()
    {
        using var folder = new TemporaryFolder();
        var entries = DistinctEntries("aliases").Cast<AliasEntry>().ToArray();
        var records = RecordsOf("postalias", folder, "aliases", entries).ToDictionary();
        foreach (var entry in entries)
        {
            var stored = TableFormat.Aliases.FromText("x", records[entry.Name], out _);
            Assert.Equal(entry.Destinations, stored!.Destinations);
        }
    }

    [Fact]
    public void Entries_made_of_types_have_the_usual_line()
    {
        var hop = new NextHop(NextHopKind.Host, "relay.example.net", "587");
        Assert.Equal(".example.com\tsmtp:[relay.example.net]:587", new TransportEntry(new TransportPattern(TransportPatternKind.Subdomains, null, "example.com"), TransportRoute.Create("smtp", hop)).ToSourceLine());
        Assert.Equal("<>\t[relay.example.net]:587", new SenderRelayEntry(new AddressPattern(AddressPatternKind.NullSender, "", null), SenderRelayHost.Create(hop)).ToSourceLine());
        Assert.Equal("192.0.2\tREJECT go away", new AccessEntry(new AccessPattern(AccessPatternKind.Network, null, "192.0.2"), new AccessAction(AccessActionKind.Reject, "go away")).ToSourceLine());
        Assert.Equal(
            "john doe: \"j d\"@example.com, \"|/bin/filter -a\", /var/mail/joe",
            new AliasEntry("john doe", [
                AliasDestination.Create(new MailAddress("j d", "example.com")),
                new AliasDestination(AliasDestinationKind.Command, "/bin/filter -a"),
                new AliasDestination(AliasDestinationKind.File, "/var/mail/joe"),
            ]).ToSourceLine());
        Assert.Equal("example.com\t(virtual alias domain)", new VirtualEntry(new AddressPattern(AddressPatternKind.DomainOrUser, "example.com", "example.com"), []).ToSourceLine());
    }

    [Theory]
    [InlineData("a b", "x", "the key has whitespace outside quotes")]
    [InlineData("#a", "x", "the key begins with #")]
    [InlineData("a", "", "the value is empty")]
    [InlineData("a", "x\ny", "the value contains a line feed")]
    [InlineData("a\0", "x", "the key contains a NUL byte")]
    public void An_entry_that_no_line_can_contain_is_refused(string key, string value, string reason)
    {
        var exception = Assert.Throws<FormatException>(() => new PlainEntry(key, value).ToSourceLine());
        Assert.StartsWith($"a plain table cannot contain this entry: {reason}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_that_is_not_UTF_8_is_refused_in_UTF_8_mode() =>
        Assert.Contains("the key is not UTF-8", Assert.Throws<FormatException>(() => new PlainEntry("a\udc80", "x").ToSourceLine()).Message, StringComparison.Ordinal);

    [Fact]
    public void An_entry_whose_line_would_be_read_differently_is_refused()
    {
        var entry = new RelocatedEntry(new AddressPattern(AddressPatternKind.LocalUser, "joe@example.com", null), "gone");
        Assert.Equal("\"joe@example.com\"\tgone", entry.ToSourceLine());
        var domain = new TransportEntry(new TransportPattern(TransportPatternKind.Domain, null, "joe@example.com"), TransportRoute.Create("smtp"));
        Assert.Contains("read as another entry", Assert.Throws<FormatException>(domain.ToSourceLine).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_written_password_is_in_the_line_and_not_in_ToString()
    {
        var entry = TableFormat.SaslPasswd.FromText("[relay.example.net]:587", "joe:hunter2", out _)!;
        Assert.Equal("[relay.example.net]:587\tjoe:hunter2", entry.ToSourceLine());
        Assert.Equal("[relay.example.net]:587\t****:****", entry.ToString());
    }

    [Fact]
    public void A_whole_table_is_written()
    {
        using var stream = new MemoryStream();
        TableFormat.Transport.Write(TableFormat.Transport.Parse("# old\nexample.com smtp:[a.example]\n\nexample.org\n  slow:\n").Entries, stream);
        Assert.Equal("example.com\tsmtp:[a.example]\nexample.org\tslow:\n", System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static string[] KeysOf(string format) => format == "client_certificates" ? Fingerprints : Keys;

    private static IEnumerable<TableEntry> DistinctEntries(string format)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var keys = KeysOf(format);
        for (var number = 0; number < keys.Length * Values[format].Length; number++)
        {
            var value = Values[format][number % Values[format].Length];
            if (EntryOf(format, keys[number % keys.Length], value) is { } entry && seen.Add(entry.KeyText)) yield return entry;
        }
    }

    private static (string Key, string Value)[] RecordsOf(string tool, TemporaryFolder folder, string name, TableEntry[] entries)
    {
        Assert.NotEmpty(entries);
        var path = folder.Write(name, string.Concat(entries.Select(entry => entry.ToSourceLine() + "\n")));
        var configuration = PostfixConfiguration.Write(folder.File("etc"));
        Assert.Equal(0, Tool.Run(tool, "-c", configuration, $"lmdb:{path}").ExitCode);
        using var map = MapFile.Open($"{path}.lmdb");
        return [.. map.Records
            .Select(record => (LosslessText.FromBytes(StoredText.WithoutNul(record.Key).Span), LosslessText.FromBytes(StoredText.WithoutNul(record.Value).Span)))
            .Where(record => tool == "postmap" || (record.Item1 != "@" && !record.Item1.StartsWith("YP_", StringComparison.Ordinal)))];
    }

    private static TableEntry? EntryOf(string format, string key, string value) =>
        TableFormat.ByName(format)!.EntryOf(LosslessText.ToBytes(key), LosslessText.ToBytes(value));

    private static IReadOnlyList<TableEntry> Parse(string format, string line)
    {
        var row = TableFormat.ByName(format)!;
        return row.ReadBack(LosslessText.ToBytes(line + "\n"), utf8: true) is { } entry ? [entry] : [];
    }
}
