using System.Text;
using MapKit.Diagnostics;
using MapKit.Tables;
using MapKit.Tables.Access;
using MapKit.Tables.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Tables;

/// <summary>Typed entries straight from a source.</summary>
public sealed class TypedTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_transport_table_gives_routes_with_their_places_and_the_findings_beside_them()
    {
        var table = TableFormat.Transport.Load(_folder.Write("transport", "# routes\nexample.com smtp:[relay.example.net]:587\nbad\n*\n  smtp:relay.example.net\n"));
        Assert.Equal(["example.com", ""], table.Entries.Select(entry => entry.Pattern.Domain));
        Assert.Equal([(2, 1), (4, 1)], table.Entries.Select(entry => (entry.KeyPlace.Line, entry.KeyPlace.Column)));
        Assert.Equal((5, 3), (table.Entries[1].ValuePlace.Line, table.Entries[1].ValuePlace.Column));
        Assert.Equal([Rules.MissingValue], table.Diagnostics.Select(finding => finding.Rule));
    }

    [Fact]
    public void The_other_formats_load_and_a_secret_is_not_printed()
    {
        Assert.Single(TableFormat.Generic.Load(_folder.Write("generic", "root pdupont@provider.example\n")).Entries);
        Assert.Single(TableFormat.Aliases.Load(_folder.Write("aliases", "root: pdupont@provider.example\n")).Entries);
        var login = Assert.Single(TableFormat.SaslPasswd.Load(_folder.Write("sasl_passwd", "relay.example.net user:hunter2\n")).Entries);
        Assert.DoesNotContain("hunter2", login.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_has_specific_patterns_and_values()
    {
        var alias = TableFormat.Virtual.Load(_folder.Write("virtual", "@example.com joe@example.org, jane\n")).Entries.Single();
        Assert.Equal((AddressPatternKind.Domain, "example.com", "joe@example.org|jane"), (alias.Pattern.Kind, alias.Pattern.Domain, string.Join('|', alias.Destinations)));

        var canonical = TableFormat.Canonical.Load(_folder.Write("canonical", "joe @example.org\n")).Entries.Single();
        Assert.Equal((AddressPatternKind.LocalUser, "joe", "example.org"), (canonical.Pattern.Kind, canonical.Pattern.LocalPart, canonical.Result.Domain));

        var moved = TableFormat.Relocated.Load(_folder.Write("relocated", "joe@example.com to the country\n")).Entries.Single();
        Assert.Equal((AddressPatternKind.Address, "to the country"), (moved.Pattern.Kind, moved.Notice));

        var access = TableFormat.Access.Load(_folder.Write("access", "192.0.2 REDIRECT joe@example.com\n")).Entries.Single();
        Assert.Equal((AccessPatternKind.Network, AccessActionKind.Redirect, "joe@example.com"), (access.Pattern.Kind, access.Action.Kind, access.Action.Recipient?.ToString()));

        var relay = TableFormat.SenderRelay.Load(_folder.Write("sender_relay", "<> [relay.example.net]:587\n")).Entries.Single();
        Assert.Equal((AddressPatternKind.NullSender, "relay.example.net", "587"), (relay.Pattern.Kind, relay.Relay.NextHops.Single().Host, relay.Relay.NextHops.Single().Port));

        var route = TableFormat.SenderTransport.Load(_folder.Write("sender_transport", "joe@example.com slow:relay.example.net\n")).Entries.Single();
        Assert.Equal(("slow", "relay.example.net"), (route.Route?.Transport, route.Route?.NextHops.Single().Host));
    }

    /// <summary>For each format: a few entries of a source without end, and findings beside them.</summary>
    [Fact]
    public void Every_format_reads_entries_lazily()
    {
        var findings = new DiagnosticList();
        Assert.Equal(3, TableFormat.Virtual.Read(new EndlessLines("a@example.com b@example.com, c"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.Canonical.Read(new EndlessLines("a@example.com b@example.com"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.Generic.Read(new EndlessLines("a@example.com b@example.com"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.Relocated.Read(new EndlessLines("a@example.com b@example.com"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.SaslPasswd.Read(new EndlessLines("[relay.example.net] user:password"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.SenderRelay.Read(new EndlessLines("a@example.com [relay.example.net]:587"), "t", findings).Take(3).Count());
        Assert.Equal(3, TableFormat.SenderTransport.Read(new EndlessLines("a@example.com smtp:b"), "t", findings).Take(3).Count());
    }

    [Fact]
    public void Entries_are_read_lazily()
    {
        var source = new EndlessLines("a smtp:b");
        var first = TableFormat.Transport.Read(source, "transport", new DiagnosticList()).Take(3).ToList();
        Assert.Equal(3, first.Count);
    }

    /// <summary>A source without end.</summary>
    private sealed class EndlessLines(string line) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var bytes = Encoding.ASCII.GetBytes(line + "\n");
            bytes.CopyTo(buffer.AsSpan(offset, count));
            return bytes.Length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
