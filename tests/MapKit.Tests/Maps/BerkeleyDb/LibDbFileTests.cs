using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Files that libdb's own tools made: all that other programs may have written.</summary>
public class LibDbFileTests
{
    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Every_page_size_in_either_byte_order_is_read(string type)
    {
        using var folder = new TemporaryFolder();
        foreach (var pageSize in new[] { 512, 1024, 4096, 16384, 65536 })
        {
            foreach (var order in new[] { 1234, 4321 })
            {
                var path = folder.File($"{type}{pageSize}{order}.db");
                LibDb.Load(path, type, [$"db_pagesize={pageSize}", $"db_lorder={order}"], SampleFiles.Pairs(300));
                Assert.Equal(order == 4321, Info(path).BigEndian);
                Assert.Equal(pageSize, Info(path).PageSize);
                AgreesWithDump(path, 300);
            }
        }
    }

    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void T12_sums_are_found_where_they_are_and_verified(string type)
    {
        using var folder = new TemporaryFolder();
        foreach (var order in new[] { 1234, 4321 })
        {
            var path = folder.File($"sum{order}.db");
            LibDb.Load(path, type, ["chksum=1", "db_pagesize=512", $"db_lorder={order}"], SampleFiles.Pairs(300));
            AgreesWithDump(path, 300);

            var file = File.ReadAllBytes(path);
            foreach (var offset in new[] { 40, 470, 492, 512 + 28, 512 + 300, 1024 + 500 })
            {
                var damaged = file.ToArray();
                damaged[offset] ^= 1;
                File.WriteAllBytes(path, damaged);
                var exception = Assert.Throws<MapFormatException>(() => TestMap.Dump(path));
                Assert.StartsWith("checksum", exception.Reason, StringComparison.Ordinal);
                Assert.Equal(offset / 512, exception.Page);
            }
        }
    }

    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("hash", "dupsort=1")]
    [InlineData("btree", "duplicates=1")]
    [InlineData("btree", "dupsort=1")]
    public void A_key_with_several_values_gives_a_record_for_each_and_the_first_to_a_lookup(string type, string setting)
    {
        using var folder = new TemporaryFolder();
        foreach (var order in new[] { 1234, 4321 })
        {
            var path = folder.File($"duplicates{order}.db");
            var settings = setting == "dupsort=1" ? new[] { "duplicates=1", setting } : [setting];
            LibDb.Load(path, type, [.. settings, "db_pagesize=512", $"db_lorder={order}"], SampleFiles.Duplicates());
            AgreesWithDump(path, SampleFiles.Duplicates().Count());
        }
    }

    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash", "")]
    [InlineData("hash", "chksum=1")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("hash", "duplicates=1 dupsort=1 chksum=1")]
    [InlineData("hash", "h_ffactor=3 h_nelem=500")]
    [InlineData("hash", "h_ffactor=200 duplicates=1")]
    [InlineData("btree", "")]
    [InlineData("btree", "chksum=1")]
    [InlineData("btree", "duplicates=1")]
    [InlineData("btree", "duplicates=1 dupsort=1 chksum=1")]
    [InlineData("btree", "bt_minkey=4")]
    [InlineData("btree", "recnum=1")]
    public void Whatever_db_load_can_be_told_is_read_at_every_page_size(string type, string settings)
    {
        using var folder = new TemporaryFolder();
        var duplicates = settings.Contains("duplicates", StringComparison.Ordinal);
        var pairs = (duplicates ? SampleFiles.Duplicates() : SampleFiles.Pairs(200)).ToList();
        for (var pageSize = 512; pageSize <= 65536; pageSize *= 2)
        {
            // Either byte order with every second size.
            var order = System.Numerics.BitOperations.Log2((uint)pageSize) % 2 == 0 ? 1234 : 4321;
            var path = folder.File($"{pageSize}.db");
            LibDb.Load(path, type, [.. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), $"db_pagesize={pageSize}", $"db_lorder={order}"], pairs);
            AgreesWithDump(path, pairs.Count);
        }
    }

    [PeerTheory("db_load", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void T11_stale_bytes_between_index_and_items_are_not_data(string type)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("stale.db");
        LibDb.Load(path, type, ["db_pagesize=4096"], SampleFiles.Pairs(300));
        var expected = LibDb.Dump(path);
        var file = File.ReadAllBytes(path);
        for (var page = 1; page < Layout.Pages(file); page++)
        {
            if (Layout.PageType(file, page) is not (3 or 5 or 13)) continue;
            file.AsSpan(page * 4096, 4096)[(26 + (2 * Layout.Entries(file, page)))..Layout.HighFree(file, page)].Fill(0xa5);
        }

        File.WriteAllBytes(path, file);
        Assert.Equal(expected, TestMap.Dump(path));
    }

    [Fact]
    public void Buckets_that_are_all_zero_or_beyond_the_end_of_the_file_are_empty()
    {
        using var folder = new TemporaryFolder();

        // The hash of "a" is 0x61, so it is in bucket 1, which is page 2.
        var file = TestMap.Write(TestMap.Hash, [(TestMap.Bytes("a"), TestMap.Bytes("1"))]);
        file.AsSpan(4096, 4096).Clear();
        var path = folder.Write("zero.db", file);
        Assert.Single(TestMap.Dump(path));
        Assert.All("bcdefgh", key => Assert.False(Finds(path, key)));
        Assert.True(Finds(path, 'a'));

        // Bucket 1 moves to page 7, beyond the end.
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(96 + 4), 6);
        folder.Write("zero.db", file);
        Assert.Empty(TestMap.Dump(path));
        Assert.False(Finds(path, 'a'));
    }

    [Fact]
    public void Unsorted_pages_and_other_versions_are_read()
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Hash, TestMap.Users(50));
        var expected = TestMap.Dump(folder.Write("t.db", file));
        foreach (var version in new byte[] { 7, 8, 10 })
        {
            file[16] = version;
            for (var page = 1; page < Layout.Pages(file); page++) file[(page * 4096) + 25] = (byte)(version == 10 ? 13 : 2);
            var path = folder.Write($"{version}.db", file);
            Assert.Equal(expected, TestMap.Dump(path));
            Assert.Equal($"Berkeley DB hash, version {version}", Info(path).Format);
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(10)]
    public void Other_versions_of_btrees_are_read(byte version)
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(50));
        var expected = TestMap.Dump(folder.Write("t.db", file));
        file[16] = version;
        var path = folder.Write($"{version}.db", file);
        Assert.Equal(expected, TestMap.Dump(path));
        Assert.Equal($"Berkeley DB btree, version {version}", Info(path).Format);
    }

    [Fact]
    public void A_hash_function_that_an_application_brought_costs_time_but_no_records()
    {
        using var folder = new TemporaryFolder();
        var pairs = TestMap.Users(500).ToList();
        var file = TestMap.Write(TestMap.Hash, pairs);

        // Each bucket's page goes to another bucket, as under another function.
        file[92] ^= 0xff;
        for (var page = 1; page < 5; page++)
        {
            var (first, second) = ((page * 4096) + 12, ((page + 4) * 4096) + 12);
            for (var i = 0; i < 4096 - 12; i++) (file[first + i], file[second + i]) = (file[second + i], file[first + i]);
        }

        using var reader = TestMap.Open(folder.Write("t.db", file));
        Assert.All(pairs, pair => Assert.True(reader.TryGet(pair.Key, out var value) && value.Span.SequenceEqual(pair.Value)));
        Assert.False(reader.TryGet("absent"u8, out _));
    }

    [Fact]
    public void Deleted_items_of_a_btree_are_skipped()
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(10));
        var offsets = Layout.ItemOffsets(file, 1);
        file[4096 + offsets[5] + 2] |= 0x80; // the value of the third key
        var path = folder.Write("t.db", file);
        var keys = TestMap.Sorted(TestMap.Users(10)).Select(pair => pair.Key).ToList();
        Assert.Equal(keys.Where((_, i) => i != 2), TestMap.Dump(path).Select(record => record.Key));
        using var reader = TestMap.Open(path);
        Assert.False(reader.TryGet(Convert.FromHexString(keys[2]), out _));
        Assert.True(reader.TryGet(Convert.FromHexString(keys[3]), out _));
    }

    [PeerFact("db_load")]
    public void Deleted_values_in_a_tree_of_duplicates_are_skipped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        LibDb.Load(path, "btree", ["duplicates=1", "db_pagesize=512"], Enumerable.Range(0, 200).Select(i => (TestMap.Bytes("k"), TestMap.Bytes($"{i}"))));
        var expected = TestMap.Dump(path);
        var file = File.ReadAllBytes(path);
        var leaf = Enumerable.Range(1, (file.Length / 512) - 1).First(page => file[(page * 512) + 25] == 6);
        file[(leaf * 512) + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan((leaf * 512) + 26)) + 2] |= 0x80;
        Assert.Equal(expected.Count - 1, TestMap.Dump(folder.Write("deleted.db", file)).Count);
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    public void A_lookup_in_cached_pages_allocates_nothing(string type)
    {
        using var folder = new TemporaryFolder();
        var pairs = TestMap.Users(1000).ToList();
        using var reader = TestMap.Open(folder.Write("t.db", TestMap.Write(TestMap.Format(type), pairs)));

        Assert.Equal(0, Allocations.Of(() =>
        {
            foreach (var pair in pairs) reader.TryGet(pair.Key, out _);
        }));
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Many_threads_may_read_at_once(string type)
    {
        using var folder = new TemporaryFolder();
        var pairs = TestMap.Users(20_000).ToList();
        using var reader = TestMap.Open(folder.Write("t.db", TestMap.Write(TestMap.Format(type), pairs)));
        Parallel.For(0, 4, thread =>
        {
            if (thread == 0) Assert.Equal(pairs.Count, reader.Records.Count());
            for (var i = thread; i < pairs.Count; i += 4)
                Assert.True(reader.TryGet(pairs[i].Key, out var value) && value.Span.SequenceEqual(pairs[i].Value));
        });
    }

    private static bool Finds(string path, char key)
    {
        using var reader = TestMap.Open(path);
        return reader.TryGet([(byte)key], out _);
    }

    private static MapInfo Info(string path)
    {
        using var reader = TestMap.Open(path);
        return reader.Info;
    }

    private static void AgreesWithDump(string path, int count)
    {
        var expected = LibDb.Dump(path);
        Assert.Equal(count, expected.Count);
        Assert.Equal(expected, TestMap.Dump(path));
        using var reader = TestMap.Open(path);
        foreach (var (key, value) in expected.DistinctBy(record => record.Key))
        {
            Assert.True(reader.TryGet(Convert.FromHexString(key), out var found));
            Assert.Equal(value, TestMap.Hex(found.Span));
        }

        Assert.False(reader.TryGet("absent"u8, out _));
    }
}
