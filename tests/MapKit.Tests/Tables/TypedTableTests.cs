using MapKit.Diagnostics;
using MapKit.Tables.Aliases;
using MapKit.Tables.Generic;
using MapKit.Tables.SaslPasswd;
using MapKit.Tables.Transport;
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
        var table = TransportTable.Load(_folder.Write("transport", "# routes\nexample.com smtp:[relay.example.net]:587\nbad\n*\n  smtp:relay.example.net\n"));
        Assert.Equal(["example.com", ""], table.Entries.Select(entry => entry.Value.Pattern.Domain));
        Assert.Equal([(2, 1), (4, 1)], table.Entries.Select(entry => (entry.KeyPlace.Line, entry.KeyPlace.Column)));
        Assert.Equal((5, 3), (table.Entries[1].ValuePlace.Line, table.Entries[1].ValuePlace.Column));
        Assert.Equal([Rules.MissingValue], table.Diagnostics.Select(finding => finding.Rule));
    }

    [Fact]
    public void The_other_formats_load_too_and_a_secret_does_not_print()
    {
        Assert.Single(GenericTable.Load(_folder.Write("generic", "root pdupont@provider.example\n")).Entries);
        Assert.Single(AliasTable.Load(_folder.Write("aliases", "root: pdupont@provider.example\n")).Entries);
        var login = Assert.Single(SaslPasswdTable.Load(_folder.Write("sasl_passwd", "relay.example.net user:hunter2\n")).Entries);
        Assert.DoesNotContain("hunter2", login.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_are_read_as_they_are_asked_for()
    {
        var source = new EndlessLines();
        var first = TransportTable.Read(source, "transport", new DiagnosticList()).Take(3).ToList();
        Assert.Equal(3, first.Count);
    }

    /// <summary>A source without end.</summary>
    private sealed class EndlessLines : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            "a smtp:b\n"u8.CopyTo(buffer.AsSpan(offset, count));
            return 9;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
