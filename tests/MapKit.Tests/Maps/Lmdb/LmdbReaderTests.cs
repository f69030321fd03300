using MapKit.Maps;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Lmdb;

public sealed class LmdbReaderTests
{
    private static readonly LmdbEngine Format = new();

    [PeerFact("postmap", "mdb_dump")]
    public void Files_that_postmap_has_updated_in_place_are_read_whole()
    {
        using var folder = new PostmapFolder();
        var map = "lmdb:" + folder.PathOf("map");
        folder.WriteSource("map", Numbered(500, 9));
        folder.Succeed([map]);
        for (var round = 0; round < 3; round++)
        {
            var added = string.Concat(Numbered(60 + (30 * round), 11).Select(record => $"new{round}{record.Key} {record.Value}\n"));
            folder.Succeed(["-i", map], added);
            var removed = string.Concat(Numbered(500).Where((_, i) => i % 3 == round).Select(record => record.Key + "\n"));
            folder.Succeed(["-d", "-", map], removed);

            using var reader = OpenLmdb(folder.PathOf("map.lmdb"));
            var expected = LmdbPeer.Dump(folder.PathOf("map.lmdb"));
            Assert.Equal(expected, Read(reader));
            Assert.All(expected, record => Assert.Equal(record.Value, Get(reader, record.Key)));
            Assert.Null(Get(reader, removed[..removed.IndexOf('\n')] + "\0"));
            File.Delete(folder.PathOf("map.lmdb-lock"));
        }
    }

    [PeerFact("postmap")]
    public void Postmap_updates_our_files_in_place()
    {
        using var folder = new PostmapFolder();
        var map = "lmdb:" + folder.PathOf("map");
        folder.Write("map.lmdb", Build(Format, Set(Numbered(2000, 50))));
        folder.Succeed(["-i", map], string.Concat(Numbered(700).Select(record => $"more.{record.Key} x\n")));
        folder.Succeed(["-d", "-", map], string.Concat(Numbered(1000).Select(record => record.Key + "\n")));
        using var reader = OpenLmdb(folder.PathOf("map.lmdb"));
        Assert.Equal(1700, Read(reader).Count);
        Assert.Equal("x\0", Get(reader, "more.user000699@example.com\0"));
    }

    [PeerFact("postmap")]
    public void A_value_replaced_by_a_shorter_one_in_one_transaction_is_read_although_it_has_pages_to_spare()
    {
        using var folder = new PostmapFolder();
        folder.WriteSource("map", [("a", new string('x', 20_000)), ("b", "c"), ("a", new string('y', 9000)), ("d", new string('z', 50_000)), ("d", "short")]);
        folder.Succeed(["-r", "lmdb:" + folder.PathOf("map")]);
        using var reader = OpenLmdb(folder.PathOf("map.lmdb"));
        Assert.Equal([("a\0", new string('y', 9000) + "\0"), ("b\0", "c\0"), ("d\0", "short\0")], Read(reader));
    }

    [PeerFact("mdb_load")]
    public void Named_databases_are_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("map.lmdb");
        Load(path, "database=one\n", "-s", "one");
        var refusal = Assert.Throws<MapFormatException>(() =>
        {
            using var reader = OpenLmdb(path);
            Read(reader);
        });
        Assert.Contains("the file holds named databases, which Postfix does not use; one is one; choose it with --database", refusal.Message, StringComparison.Ordinal);
    }

    [PeerTheory("mdb_load")]
    [InlineData("dupsort=1\n")]
    [InlineData("dupsort=1\ndupfixed=1\n")]
    public void Every_value_of_a_key_is_a_record_and_a_lookup_finds_the_first(string header)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("map.lmdb");
        Load(path, header);
        using var reader = OpenLmdb(path);
        Assert.Equal([("a", "bbb"), ("a", "ccc")], Read(reader));
        Assert.Equal("bbb", Get(reader, "a"));
        Assert.Empty(MapFile.DatabasesIn(path));
        Assert.Equal("several values of one key (MDB_DUPSORT)", reader.LostByRewriting);
    }

    private static void Load(string path, string header, params string[] options)
    {
        var input = $"VERSION=3\nformat=print\ntype=btree\n{header}HEADER=END\n a\n bbb\n a\n ccc\nDATA=END\n";
        Tool.Run("mdb_load", ["-n", .. options, path], Bytes(input), null);
    }

    [Fact]
    public void The_facts_of_the_file_are_told()
    {
        using var folder = new TemporaryFolder();
        var file = Build(Format, Set(Numbered(1000)));
        using var reader = OpenLmdb(folder.Write("map.lmdb", file));
        Assert.Equal(
            new MapInfo(MapType.Lmdb, "LMDB, data version 1 (series 0.9)", file.Length, 4096, file.Length / 4096, false, 2, 0),
            reader.Info);
        Assert.Equal(MapType.Lmdb, reader.Type);
    }

    [Fact]
    public void A_lookup_allocates_nothing_once_its_pages_are_cached()
    {
        using var folder = new TemporaryFolder();
        using var reader = OpenLmdb(folder.Write("map.lmdb", Build(Format, Set(Numbered(2000)))));
        var key = Bytes("user001234@example.com\0");
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
        using var reader = OpenLmdb(folder.Write("map.lmdb", Build(Format, Set(records))));
        Parallel.For(0, 4, thread =>
        {
            if (thread == 0) Assert.Equal(records.Count, Read(reader).Count);
            foreach (var (key, value) in records) Assert.Equal(value + "\0", Get(reader, key + "\0"));
        });
    }

    [Theory]
    [InlineData(16, true, false)]
    [InlineData(24, true, false)]
    [InlineData(12, true, false)]
    [InlineData(12, true, true)]
    [InlineData(16, true, true)]
    [InlineData(20, false, false)]
    public void The_mark_is_recognised_where_some_machine_or_version_has_it(int place, bool recognised, bool bigEndian)
    {
        var start = new byte[LmdbFile.RecognisedBy];
        ((byte[])(bigEndian ? [0xBE, 0xEF, 0xC0, 0xDE] : [0xDE, 0xC0, 0xEF, 0xBE])).CopyTo(start, place);
        Assert.Equal(recognised, LmdbFile.Recognise(start));
    }

    [Fact]
    public void Other_files_are_not_recognised()
    {
        Assert.False(LmdbFile.Recognise([]));
        Assert.False(LmdbFile.Recognise(new byte[LmdbFile.RecognisedBy]));
        Assert.False(LmdbFile.Recognise(Bytes("example.com smtp:[relay.example.com]\n")));
    }
}
