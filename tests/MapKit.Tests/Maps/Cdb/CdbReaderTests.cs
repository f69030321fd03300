using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Records;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Cdb;

public sealed class CdbReaderTests
{
    private static readonly CdbEngine Format = new();

    [Theory]
    [InlineData("", 0x00001505)]
    [InlineData("a", 0x0002b5c4)]
    [InlineData("a@x", 0x0b872efc)]
    [InlineData("postmaster", 0x54383801)]
    [InlineData("user@example.com", 0x551c3cb3)]
    public void The_hash_is_the_published_one(string key, uint hash) => Assert.Equal(hash, CdbLayout.Hash(Bytes(key)));

    [PeerFact("cdb")]
    public void Files_of_tinycdb_are_read()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("map.cdb");
        Tool.Run("cdb", ["-c", path], Bytes("+3,5:one->first\n+0,4:->none\n+3,6:one->second\n+3,0:two->\n\n"), null);
        using var reader = OpenCdb(path);
        Assert.Equal([("one", "first"), ("", "none"), ("one", "second"), ("two", "")], Read(reader));
        Assert.Equal("first", Get(reader, "one"));
        Assert.Equal("none", Get(reader, ""));
        Assert.Equal("", Get(reader, "two"));
        Assert.Null(Get(reader, "three"));
    }

    [Fact]
    public void Of_several_records_with_one_key_the_first_is_found_and_all_are_listed()
    {
        using var folder = new TemporaryFolder();
        var set = Set([("k", "1"), ("other", "2"), ("k", "3")], DuplicatePolicy.KeepAll);
        using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, set)));
        Assert.Equal("1", Get(reader, "k"));
        Assert.Equal([("k", "1"), ("other", "2"), ("k", "3")], Read(reader));
    }

    [Fact]
    public void Records_larger_than_what_is_read_ahead_are_read_whole()
    {
        using var folder = new TemporaryFolder();
        List<(string Key, string Value)> records =
        [
            ("small", "1"), (new string('k', 70_000), new string('v', 10)), ("large", new string('w', 200_000)),
            .. Numbered(2000), (new string('l', 33_000), new string('m', 33_000)), ("last", ""),
        ];
        using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, Set(records))));
        Assert.Equal(records, Read(reader));
        Assert.All(records, record => Assert.Equal(record.Value, Get(reader, record.Key)));
    }

    [Fact]
    public void The_facts_of_the_file_are_shown()
    {
        using var folder = new TemporaryFolder();
        using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, Set([]))));
        Assert.Equal(new MapInfo(MapType.Cdb, "cdb", 2048, 0, 0, false, 0, 256), reader.Info);
        Assert.Empty(Read(reader));
        Assert.Null(Get(reader, "a"));
    }

    [Fact]
    public void A_lookup_allocates_nothing_once_its_blocks_are_cached()
    {
        using var folder = new TemporaryFolder();
        using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, Set(Numbered(2000)))));
        var key = Bytes("user001234@example.com");
        Assert.True(reader.TryGet(key, out _));
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++) reader.TryGet(key, out _);
        }));
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        using var folder = new TemporaryFolder();
        var records = Numbered(3000, 200);
        using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, Set(records))));
        Parallel.For(0, 4, thread =>
        {
            if (thread == 0) Assert.Equal(records.Count, Read(reader).Count);
            foreach (var (key, value) in records) Assert.Equal(value, Get(reader, key));
        });
    }

    [Fact]
    public void A_file_is_recognised_by_its_256_tables()
    {
        var file = Build(Format, Set(Numbered(100)));
        Assert.True(CdbFile.Recognise(file.AsSpan(..CdbFile.RecognisedBy), file.Length));
        Assert.False(CdbFile.Recognise(file.AsSpan(..CdbFile.RecognisedBy), file.Length - 1));
        Assert.False(CdbFile.Recognise(file.AsSpan(..2047), 2047));
        Assert.False(CdbFile.Recognise(new byte[4096], 4096));
        Assert.False(CdbFile.Recognise(Bytes(string.Concat(Enumerable.Repeat("example.com smtp:[relay]\n", 200))), 5000));
    }
}
