using System.Text;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Postfix's tools and MapKit over each other's files.</summary>
public class PostfixMapTests
{
    [PeerTheory("postmap", "db_dump")]
    [InlineData("hash", 0)]
    [InlineData("hash", 10)]
    [InlineData("hash", 3000)]
    [InlineData("btree", 0)]
    [InlineData("btree", 10)]
    [InlineData("btree", 3000)]
    public void A_file_of_postmap_is_read_in_the_order_of_db_dump(string type, int count)
    {
        using var folder = new PostfixFolder();
        var pairs = TestMap.Users(count).ToList();
        var path = folder.Build(type, "t", pairs);
        Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
        Assert.Equal(TestMap.Sorted(pairs, "00"), TestMap.Sorted(TestMap.Dump(path)));
        FindsAll(path);
    }

    [PeerTheory("postmap", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void A_file_that_postmap_has_changed_in_place_is_read(string type)
    {
        using var folder = new PostfixFolder();
        var path = folder.Build(type, "t", [.. TestMap.Users(1500), .. LongValues(40)]);
        for (var round = 0; round < 3; round++)
        {
            folder.Change(type, "t", "-d", TestMap.Users(1500).Where((_, i) => i % 3 == round).Select(pair => Encoding.Latin1.GetString(pair.Key)));
            folder.Change(type, "t", "-i", Enumerable.Range(0, 400).Select(i => $"new{round}x{i:d4}@example.com value{i}"));
            Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
        }

        Assert.Equal(1200 + 40, TestMap.Dump(path).Count);
        FindsAll(path);
    }

    [PeerTheory("postmap", "db_verify", "db_dump")]
    [InlineData("hash", 0)]
    [InlineData("hash", 1)]
    [InlineData("hash", 1000)]
    [InlineData("btree", 0)]
    [InlineData("btree", 1)]
    [InlineData("btree", 1000)]
    public void Postmap_reads_a_file_of_MapKit(string type, int count)
    {
        using var folder = new PostfixFolder();
        var pairs = TestMap.Users(count).ToList();
        var path = folder.Write("t.db", TestMap.Write(TestMap.Format(type), pairs, withNul: true));
        LibDb.Verify(path);
        Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
        var keys = pairs.Select(pair => Encoding.Latin1.GetString(pair.Key)).ToList();
        var lines = pairs.Select(pair => $"{Encoding.Latin1.GetString(pair.Key)}\t{Encoding.Latin1.GetString(pair.Value)}").ToList();
        if (count > 0) Assert.Equal(lines, folder.Query(type, "t", keys.Append("absent")));
        using var reader = TestMap.Open(path);
        Assert.Equal(
            reader.Records.Select(record => Encoding.Latin1.GetString(record.Key.Span[..^1]) + "\t" + Encoding.Latin1.GetString(record.Value.Span[..^1])),
            folder.Sequence(type, "t"));
    }

    [PeerTheory("postmap", "db_verify", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Postmap_changes_a_file_of_MapKit_in_place(string type)
    {
        using var folder = new PostfixFolder();
        var path = folder.Write("t.db", TestMap.Write(TestMap.Format(type), [.. TestMap.Users(1000), .. LongValues(30)], withNul: true));
        folder.Change(type, "t", "-i", Enumerable.Range(0, 3000).Select(i => $"new{i:d4}@example.com value{i}"));
        folder.Change(type, "t", "-d", TestMap.Users(700).Select(pair => Encoding.Latin1.GetString(pair.Key)));
        LibDb.Verify(path);
        Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
        Assert.Equal(3330, TestMap.Dump(path).Count);
    }

    [PeerTheory("postmap", "db_verify", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void A_large_map_is_no_larger_than_postmaps_and_has_the_same_records(string type)
    {
        using var folder = new PostfixFolder();
        var pairs = TestMap.Users(100_000).ToList();
        var theirs = folder.Build(type, "theirs", pairs);
        var ours = folder.Write("ours.db", TestMap.Write(TestMap.Format(type), pairs, withNul: true));
        LibDb.Verify(ours);
        var records = TestMap.Sorted(TestMap.Dump(ours));
        Assert.Equal(TestMap.Sorted(pairs, "00"), records);
        Assert.Equal(records, TestMap.Sorted(TestMap.Dump(theirs)));
        Assert.Equal(records, TestMap.Sorted(LibDb.Dump(ours)));
        Assert.InRange(new FileInfo(ours).Length, 1, new FileInfo(theirs).Length);
    }

    [PeerTheory("postmap")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void A_small_map_is_no_larger_than_that_of_postmap(string type)
    {
        using var folder = new PostfixFolder();
        foreach (var count in new[] { 0, 1, 10, 100, 1000 })
        {
            List<(byte[] Key, byte[] Value)> pairs = [.. TestMap.Users(count), .. LongValues(count / 5)];
            var theirs = folder.Build(type, $"t{count}", pairs);
            Assert.InRange(TestMap.Write(TestMap.Format(type), pairs, withNul: true).Length, 1, new FileInfo(theirs).Length);
        }
    }

    [PeerTheory("postalias", "db_dump")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void T10_records_with_and_without_NUL_may_be_in_one_file(string type)
    {
        using var folder = new PostfixFolder();
        folder.Write("aliases", TestMap.Bytes("root: admin@example.com\n"));
        folder.Run("postalias", null, [$"{type}:{folder.File("aliases")}"]);
        var theirs = folder.File("aliases.db");
        Assert.Equal(LibDb.Dump(theirs), TestMap.Dump(theirs));
        var keys = TestMap.Dump(theirs).Select(record => record.Key).ToList();
        Assert.Contains(TestMap.Hex("root\0"u8), keys);

        var set = new RecordSet();
        set.Add("root"u8, "admin@example.com"u8);
        set.Add("@"u8, "@"u8);
        set.Add("YP_MASTER_NAME"u8, "mail.example.com"u8, bare: true);
        var ours = folder.Write("ours.db", TestMap.Write(TestMap.Format(type), set.AsStored(withNul: true)));
        LibDb.Verify(ours);
        Assert.Equal(LibDb.Dump(ours), TestMap.Dump(ours));
        using var reader = TestMap.Open(ours);
        Assert.True(reader.TryGet("root\0"u8, out _));
        Assert.False(reader.TryGet("root"u8, out _));
        Assert.True(reader.TryGet("YP_MASTER_NAME"u8, out var master));
        Assert.Equal("mail.example.com"u8, master.Span);
        Assert.False(reader.TryGet("YP_MASTER_NAME\0"u8, out _));
    }

    private static IEnumerable<(byte[] Key, byte[] Value)> LongValues(int count) =>
        Enumerable.Range(0, count).Select(i => (TestMap.Bytes($"long{i}@example.com"), TestMap.Bytes(new string('v', 900 + (i * 211)))));

    private static void FindsAll(string path)
    {
        using var reader = TestMap.Open(path);
        foreach (var (key, value) in reader.Records)
        {
            Assert.True(reader.TryGet(key.Span, out var found));
            Assert.Equal(value.ToArray(), found.ToArray());
        }

        Assert.False(reader.TryGet("absent"u8, out _));
    }
}
