using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Maps.BerkeleyDb.File;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Files that are not read say what they are.</summary>
public class RefusalTests
{
    [Theory]
    [InlineData("hash", 12, 0x042253u, "Berkeley DB queue database: it has no keys")]
    [InlineData("hash", 12, 0x82450700u, "Berkeley DB heap database: it has no keys")]
    [InlineData("hash", 12, 0x061562u, "not a Berkeley DB file: no magic number")]
    [InlineData("hash", 16, 6u, "hash version 6, not 7 to 10, written before Berkeley DB 3.1: upgrade it with db_upgrade")]
    [InlineData("hash", 16, 11u, "hash version 11, not 7 to 10")]
    [InlineData("btree", 16, 7u, "btree version 7, not 8 to 10, written before Berkeley DB 3.1: upgrade it with db_upgrade")]
    [InlineData("hash", 20, 0u, "page size 0, not a power of two from 512 to 65536")]
    [InlineData("hash", 20, 4095u, "page size 4095, not a power of two from 512 to 65536")]
    [InlineData("hash", 20, 131072u, "page size 131072, not a power of two from 512 to 65536")]
    [InlineData("hash", 20, 8192u, "the size of 12288 bytes is not a multiple of the page size 8192 (truncated?)")]
    [InlineData("hash", 24, 0x00000801u, "encrypted (algorithm 1)")]
    [InlineData("hash", 24, 0x00020800u, "partitioned database (3 parts in other files)")]
    [InlineData("hash", 24, 0x00080800u, "sliced database")]
    [InlineData("hash", 24, 0x00400800u, "unknown metadata flags 0x40")]
    [InlineData("hash", 24, 0x00000900u, "page type 9 does not match the magic number")]
    [InlineData("hash", 8, 1u, "page 0 says it is page 1")]
    [InlineData("hash", 48, 2u, "page 0 is marked as that of a named database")]
    [InlineData("hash", 48, 8u, "sliced database")]
    [InlineData("hash", 48, 16u, "unknown hash flags 0x10")]
    [InlineData("btree", 48, 2u, "page type 5 where type 6 (RecnoLeaf) was expected")]
    [InlineData("btree", 48, 0x22u, "a recno database that lists named databases")]
    [InlineData("btree", 48, 0x42u, "unknown recno flags 0x42")]
    [InlineData("btree", 48, 0x80u, "compressed btree")]
    [InlineData("btree", 48, 0x100u, "sliced database")]
    [InlineData("btree", 48, 0x200u, "unknown btree flags 0x200")]
    [InlineData("btree", 88, 0u, "page 0 is referenced, but holds no data")]
    [InlineData("btree", 88, 9u, "page 9 is referenced, but the file has 2 pages")]
    [InlineData("hash", 72, 5u, "last bucket 5 is outside the masks 0x0 and 0x1")]
    [InlineData("hash", 76, 6u, "high mask 0x6 is not one less than a power of two")]
    [InlineData("hash", 80, 1u, "low mask 0x1 is not half of the high mask 0x1")]
    public void A_field_of_page_0_that_is_wrong_is_named(string type, int offset, uint value, string reason)
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Format(type), []);
        file[36] = 3; // number of parts, which only partitioned files have
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(offset), value);
        Assert.Equal(reason, ReasonToRefuse(folder.Write("t.db", file)));
    }

    [Theory]
    [InlineData(0, "the file is empty")]
    [InlineData(511, "511 bytes are too few for a Berkeley DB file")]
    [InlineData(5000, "the size of 5000 bytes is not a multiple of the page size 4096 (truncated?)")]
    public void A_file_that_was_cut_is_refused(int length, string reason)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(reason, ReasonToRefuse(folder.Write("t.db", TestMap.Write(TestMap.Hash, [])[..length])));
    }

    [Fact]
    public void An_external_value_is_named()
    {
        using var folder = new TemporaryFolder();
        foreach (var (format, type, typeOffset) in new (MapEngine, byte, int)[] { (TestMap.Hash, 5, 0), (TestMap.Btree, 4, 2) })
        {
            var file = TestMap.Write(format, [(TestMap.Bytes("a"), TestMap.Bytes("1"))]);
            var page = Layout.Entries(file, 1) > 0 ? 1 : 2;
            file[(page * 4096) + Layout.ItemOffsets(file, page)[1] + typeOffset] = type;
            var path = folder.Write("t.db", file);
            Assert.Equal("external file item: the value is in a separate file", Assert.Throws<MapFormatException>(() => TestMap.Dump(path)).Reason);
        }
    }

    [PeerFact("db_load")]
    public void Named_databases_are_listed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        foreach (var name in new[] { "two", "one", "three" }) LibDb.Load(path, "btree", [$"database={name}"], SampleFiles.Pairs(20));
        Assert.Equal("file holds 3 named databases: one, three, two; choose one with --database", ReasonToRefuse(path));
    }

    [PeerFact("db_load")]
    public void A_queue_is_named()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        LibDb.Load(path, "queue", ["re_len=8"], [([], [1, 2, 3])]);
        Assert.Equal("Berkeley DB queue database: it has no keys", ReasonToRefuse(path));
    }

    [Fact]
    public void The_first_bytes_tell_what_a_file_is()
    {
        Assert.Equal(MapType.Hash, BerkeleyDbFile.Recognise(TestMap.Write(TestMap.Hash, []).AsSpan(0, 16), out var refusal));
        Assert.Null(refusal);
        Assert.Equal(MapType.Btree, BerkeleyDbFile.Recognise(TestMap.Write(TestMap.Btree, []).AsSpan(0, 512), out refusal));
        Assert.Null(refusal);
        Assert.Null(BerkeleyDbFile.Recognise("root: admin@example.com and more"u8, out refusal));
        Assert.Null(refusal);
        Assert.Null(BerkeleyDbFile.Recognise("short"u8, out refusal));
        Assert.Null(refusal);
    }

    private static string ReasonToRefuse(string path) => Assert.Throws<MapFormatException>(() => TestMap.Open(path)).Reason;
}
