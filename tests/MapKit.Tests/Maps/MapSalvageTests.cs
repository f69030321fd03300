using System.Text;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>What is lost with a page is what stood on it, and nothing else.</summary>
public sealed class MapSalvageTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void Without_a_page_all_records_of_the_others_are_salvaged(string type)
    {
        var records = Records();
        var file = Build(type, records);
        Assert.Equal(Sorted(records), Salvage(file));
        for (var page = 0; page < file.Length / PageSize; page++)
        {
            var damaged = file.ToArray();
            damaged.AsSpan(page * PageSize, PageSize).Clear();
            var salvaged = Salvage(damaged);
            var content = file.AsSpan(page * PageSize, PageSize).ToArray();
            var kept = (type == "cdb" ? RecordsOfCdb(file, page) : records.Where(record => !Touches(content, record))).ToList();
            Assert.True(kept.Count >= records.Count / 3, $"page {page}: {kept.Count}");
            Assert.Equal(Sorted(kept), Sorted(salvaged.Intersect(Sorted(kept))));

            // Pages inside a long value have no header in lmdb and cdb: that they are zero can only be seen in the value.
            var altered = salvaged.Except(Sorted(records)).ToList();
            Assert.True(altered.Count == 0 || type is "lmdb" or "cdb", $"page {page}");
            Assert.Empty(altered.Select(record => record.Key).Except(records.Except(kept).Select(record => record.Key)));
            if (IsInner(type, content)) Assert.Equal(Sorted(records), salvaged);
        }
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    public void Without_the_meta_pages_all_records_are_salvaged(string type)
    {
        var records = Records();
        var file = Build(type, records);
        file.AsSpan(0, (type == "lmdb" ? 2 : 1) * PageSize).Clear();
        Assert.Equal(Sorted(records), Salvage(file));
    }

    [PeerTheory("db_load")]
    [InlineData("hash", 512, "db_lorder=4321")]
    [InlineData("btree", 1024, "chksum=1")]
    [InlineData("btree", 16384, "db_lorder=4321")]
    public void Page_size_order_and_sums_are_guessed(string type, int pageSize, string setting)
    {
        var path = _folder.File("libdb.db");
        LibDb.Load(path, type, [$"db_pagesize={pageSize}", setting], SampleFiles.Pairs(400));
        var expected = Sorted(SampleFiles.Pairs(400).Select(pair => (TestMap.Hex(pair.Key), TestMap.Hex(pair.Value))));
        var file = File.ReadAllBytes(path);
        Assert.Equal(expected, Salvage(file));
        file.AsSpan(0, pageSize).Clear();
        Assert.Equal(expected, Salvage(file));
    }

    [PeerTheory("db_load")]
    [InlineData("hash", "dupsort=0")]
    [InlineData("hash", "dupsort=1")]
    [InlineData("btree", "dupsort=0")]
    [InlineData("btree", "dupsort=1")]
    public void Without_a_page_of_duplicates_the_values_on_the_others_are_salvaged(string type, string setting)
    {
        var path = _folder.File("libdb.db");
        LibDb.Load(path, type, ["db_pagesize=512", "duplicates=1", setting], SampleFiles.Duplicates());
        var file = File.ReadAllBytes(path);
        var expected = Salvage(file);
        Assert.Equal(SampleFiles.Duplicates().Count(), expected.Count);
        var leaves = Enumerable.Range(1, (file.Length / 512) - 1).Where(page => file[(page * 512) + 25] is 6 or 12).ToList();
        Assert.True(leaves.Count > 4);
        foreach (var page in leaves)
        {
            var damaged = file.ToArray();
            damaged.AsSpan(page * 512, 512).Clear();
            var salvaged = Salvage(damaged);
            Assert.InRange(expected.Except(salvaged).Count(), 1, BitConverter.ToUInt16(file, (page * 512) + 20));
            Assert.Empty(salvaged.Except(expected));
        }
    }

    [Fact]
    public void A_file_of_the_1_0_series_of_lmdb_is_salvaged_too()
    {
        var file = LmdbVersion3Sample.File();
        var expected = Sorted(LmdbVersion3Sample.Records().Select(record => (TestMap.Hex(MapText.Bytes(record.Key)), TestMap.Hex(MapText.Bytes(record.Value)))));
        Assert.Equal(expected, Salvage(file));
        file.AsSpan(0, 2 * PageSize).Clear();
        Assert.Equal(expected, Salvage(file));
    }

    [PeerFact("postmap")]
    public void Deleted_records_are_not_salvaged_if_the_list_of_free_pages_exists()
    {
        using var folder = new PostfixFolder();
        folder.Build("lmdb", "t", TestMap.Users(2000));
        folder.Change("lmdb", "t", "-d", TestMap.Users(1500).Select(pair => Encoding.Latin1.GetString(pair.Key)));
        var file = File.ReadAllBytes(folder.File("t.lmdb"));
        var left = Salvage(file);
        Assert.Equal(500, left.Count);
        var leaf = Enumerable.Range(2, (file.Length / PageSize) - 2).Last(page => file[(page * PageSize) + 10] == 2 && left.Any(record => Contains(file.AsSpan(page * PageSize, PageSize), record.Key)));
        file.AsSpan(leaf * PageSize, PageSize).Clear();
        Assert.Empty(Salvage(file).Except(left));
    }

    [Fact]
    public void A_file_without_any_part_of_a_map_is_refused()
    {
        var text = _folder.Write("t.db", new string('x', 10_000));
        Assert.Equal("nothing in the file looks like a part of a map", Assert.Throws<MapFormatException>(() => MapSalvage.Open(text)).Reason);
    }

    private static List<(string Key, string Value)> Records() =>
    [
        .. TestMap.Users(700).Select((pair, i) => (
            TestMap.Hex(pair.Key), TestMap.Hex(i % 70 == 5 ? TestMap.Filler(3000 + (i * 11), i) : [.. pair.Key, (byte)'!']))),
    ];

    private static byte[] Build(string type, List<(string Key, string Value)> records)
    {
        var pairs = records.Select(record => (Convert.FromHexString(record.Key), Convert.FromHexString(record.Value)));
        return type switch
        {
            "lmdb" => TestMap.Write(new LmdbEngine(), pairs),
            "cdb" => TestMap.Write(new CdbEngine(), pairs),
            _ => TestMap.Write(TestMap.Format(type), pairs),
        };
    }

    private List<(string Key, string Value)> Salvage(byte[] file)
    {
        using var salvage = MapSalvage.Open(_folder.Write("t", file));
        return Sorted(salvage.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))));
    }

    private static bool IsInner(string type, byte[] page) => type switch
    {
        "btree" => page[25] == 3,
        "lmdb" => page[10] == 1,
        _ => false,
    };

    /// <summary>Whether a page holds something of a record: its key, or a part of its value.</summary>
    private static bool Touches(byte[] page, (string Key, string Value) record)
    {
        if (Contains(page, record.Key)) return true;
        var value = Convert.FromHexString(record.Value);
        if (value.Length > 1000)
        {
            for (var start = 0; start + 16 <= value.Length; start += 500)
            {
                if (page.AsSpan().IndexOf(value.AsSpan(start, 16)) >= 0) return true;
            }

            if (page.AsSpan().IndexOf(value.AsSpan(value.Length - 16)) >= 0) return true;
        }

        return false;
    }

    /// <summary>The records of a cdb file of which nothing is on a page: they follow one another.</summary>
    private static IEnumerable<(string Key, string Value)> RecordsOfCdb(byte[] file, int page)
    {
        var end = BitConverter.ToInt32(file);
        for (var position = 2048; position < end;)
        {
            var (key, value) = (BitConverter.ToInt32(file, position), BitConverter.ToInt32(file, position + 4));
            var next = position + 8 + key + value;
            if (next <= page * PageSize || position >= (page + 1) * PageSize)
                yield return (TestMap.Hex(file.AsSpan(position + 8, key)), TestMap.Hex(file.AsSpan(position + 8 + key, value)));
            position = next;
        }
    }

    private static bool Contains(ReadOnlySpan<byte> page, string key) => page.IndexOf(Convert.FromHexString(key)) >= 0;

    private static List<(string Key, string Value)> Sorted(IEnumerable<(string Key, string Value)> records) => [.. records.Order()];
}
