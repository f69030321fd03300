using MapKit.Maps;
using MapKit.Native;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Native;

/// <summary>The libraries through our bindings, judged by their own tools.</summary>
public sealed class NativeEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<MapType> Types => [MapType.Hash, MapType.Btree, MapType.Lmdb];

    public void Dispose() => _folder.Dispose();

    [EngineTheory]
    [MemberData(nameof(Types))]
    public void Records_are_stored_found_listed_and_deleted(MapType type)
    {
        var path = _folder.File("map");
        using (var map = NativeEngines.Of(type).Create(path, type))
        {
            Assert.True(map.Put("b"u8, "2"u8));
            Assert.True(map.Put("a"u8, "1"u8));
            Assert.True(map.Put("a"u8, new byte[100_000]));
            Assert.True(map.Put("c"u8, []));
            Assert.True(map.Delete("b"u8));
            Assert.False(map.Delete("b"u8));
            Assert.False(map.Delete("c"u8, "other"u8));
            Assert.True(map.Delete("c"u8, []));
            Assert.True(map.Put("d"u8, []));
            map.Flush();
        }

        using var read = NativeEngines.Of(type).Open(path);
        Assert.Equal(["a", "d"], read.Records.Select(record => MapKit.Tests.Maps.MapText.Text(record.Key)).Order());
        Assert.True(read.TryGet("a"u8, out var value));
        Assert.Equal(new byte[100_000], value);
        Assert.True(read.TryGet("d"u8, out value));
        Assert.Empty(value);
        Assert.False(read.TryGet("b"u8, out _));
        using var ours = MapFile.Open(path);
        Assert.Equal(type, ours.Type);
    }

    [EngineTheory]
    [InlineData(MapType.Hash, NativeDuplicates.Unsorted, "2 1 1")]
    [InlineData(MapType.Hash, NativeDuplicates.Sorted, "1 2")]
    [InlineData(MapType.Btree, NativeDuplicates.Unsorted, "2 1 1")]
    [InlineData(MapType.Btree, NativeDuplicates.Sorted, "1 2")]
    [InlineData(MapType.Lmdb, NativeDuplicates.Sorted, "1 2")]
    public void A_key_may_have_several_values(MapType type, NativeDuplicates duplicates, string expected)
    {
        var path = _folder.File("map");
        using var map = NativeEngines.Of(type).Create(path, type, new NativeMapOptions { Duplicates = duplicates });
        foreach (var value in new[] { "2", "1", "1", "3" }) map.Put("key"u8, TestMap.Bytes(value));
        Assert.True(map.Delete("key"u8, "3"u8));
        Assert.False(map.Delete("key"u8, "3"u8));
        map.Flush();
        Assert.Equal(expected, string.Join(' ', map.Records.Select(record => MapKit.Tests.Maps.MapText.Text(record.Value))));
    }

    [EngineFact("db_stat", "db_dump")]
    public void Every_option_of_Berkeley_DB_reaches_the_file()
    {
        var hash = _folder.File("hash");
        using (var map = NativeEngines.Of(MapType.Hash).Create(hash, MapType.Hash, new NativeMapOptions
        {
            PageSize = 2048,
            BigEndian = true,
            Checksums = true,
            FillFactor = 7,
            ExpectedRecords = 700,
            Duplicates = NativeDuplicates.Sorted,
        }))
        {
            map.Put("a"u8, "1"u8);
            map.Flush();
        }

        var says = Tool.Run("db_stat", "-d", hash).Output;
        foreach (var line in new[] { "Big-endian\tByte order", "2048\tUnderlying database page size", "7\tSpecified fill factor", "128\tNumber of hash buckets" })
            Assert.Contains(line, says, StringComparison.Ordinal);
        var header = Tool.Run("db_dump", hash).Output;
        foreach (var line in new[] { "chksum=1", "dupsort=1" }) Assert.Contains(line, header, StringComparison.Ordinal);

        var tree = _folder.File("btree");
        using (var map = NativeEngines.Of(MapType.Btree).Create(tree, MapType.Btree, new NativeMapOptions { MinimumKeysPerPage = 5, BigEndian = false })) map.Flush();
        Assert.Contains("5\tMinimum keys per-page", Tool.Run("db_stat", "-d", tree).Output, StringComparison.Ordinal);
    }

    [EngineTheory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void Named_databases_live_in_one_file(MapType type)
    {
        var path = _folder.File("map");
        foreach (var name in new[] { "one", "two" })
        {
            using var map = NativeEngines.Of(type).Create(path, type, new NativeMapOptions { Database = name });
            map.Put("key"u8, TestMap.Bytes(name));
            map.Flush();
        }

        using var two = NativeEngines.Of(type).Open(path, database: "two");
        Assert.True(two.TryGet("key"u8, out var value));
        Assert.Equal("two"u8.ToArray(), value);
    }

    [EngineFact]
    public void Errors_have_the_librarys_message_and_number()
    {
        var path = _folder.Write("no-map", new byte[8192]);
        var refused = Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Hash).Open(path));
        Assert.Equal(22, refused.Code);
        Assert.Equal($"BDB0641 __db_meta_setup: {path}: unexpected file type or format; Invalid argument", refused.Text);
        Assert.Equal(2, Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Hash).Open(_folder.File("none"))).Code);
        var exists = _folder.Write("exists", TestMap.Write(TestMap.Hash, TestMap.Users(1)));
        Assert.Equal(17, Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Hash).Create(exists, MapType.Hash)).Code);

        refused = Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Lmdb).Open(path));
        Assert.Equal(-30793, refused.Code);
        Assert.Equal("MDB_INVALID: File is not an LMDB file", refused.Text);
        Assert.Equal(2, Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Lmdb).Open(_folder.File("none"))).Code);
        Assert.Equal(17, Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Lmdb).Create(path, MapType.Lmdb)).Code);
        using var map = NativeEngines.Of(MapType.Lmdb).Create(_folder.File("map"), MapType.Lmdb);
        Assert.Equal(-30781, Assert.Throws<NativeEngineException>(() => map.Put(new byte[512], [])).Code);
        Assert.Throws<NotSupportedException>(() => NativeEngines.Of(MapType.Hash).Create(path, MapType.Cdb));
        Assert.Throws<NotSupportedException>(() => NativeEngines.Of(MapType.Lmdb).Create(path, MapType.Lmdb, new NativeMapOptions { PageSize = 512 }));
    }

    [EngineFact]
    public void Verification_distinguishes_sound_and_damaged_files()
    {
        var sound = TestMap.Write(TestMap.Hash, TestMap.Users(1000));
        Assert.Equal([], NativeEngines.Of(MapType.Hash).Verify(_folder.Write("map", sound)) ?? []);
        sound[4096 + 20]++;
        var complaints = NativeEngines.Of(MapType.Hash).Verify(_folder.Write("map", sound)) ?? [];
        Assert.StartsWith("BDB", Assert.Single(complaints, text => text.Contains("Page 1:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Throws<NativeEngineException>(() => NativeEngines.Of(MapType.Hash).Verify(_folder.File("none")));
        Assert.Null(NativeEngines.Of(MapType.Lmdb).Verify(_folder.File("none")));
    }

    [Fact]
    public void A_missing_or_incomplete_library_counts_as_absent()
    {
        Assert.False(SystemLibraries.Has("libnowhere"));
        Assert.False(SystemLibraries.Has(SystemLibraries.Lmdb, ["mdb_no_such_function"]));
    }
}
