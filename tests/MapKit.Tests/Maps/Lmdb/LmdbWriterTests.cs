using CsCheck;
using MapKit.Maps;
using MapKit.Maps.Lmdb;
using MapKit.Records;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Lmdb;

public sealed class LmdbWriterTests
{
    private static readonly LmdbEngine Format = new();

    // Lengths on both sides of: eight bytes compared at once, the node limit 2038, one and several overflow pages.
    private static readonly Gen<int> KeyLength = Gen.Frequency(
        (6, Gen.Int[1, 40]), (1, OneOf(1, 7, 8, 9, 255, 256, 510, 511)));

    private static readonly Gen<(int Key, int Value, int Seed)> Shape = Gen.Select(
        KeyLength,
        Gen.Frequency(
            (12, Gen.Int[0, 60]),
            (3, Gen.Int[2028, 2040].Select(size => -size)),
            (1, OneOf(4079, 4080, 4081, 8175, 8176, 8177, 12272, 70_000, 200_000))),
        Gen.Int[0, 40],
        (key, value, seed) => (key, value, seed));

    private static readonly Gen<RecordSet> Records = Shape.Array[0, 150].Select(shapes =>
    {
        var set = new RecordSet();
        foreach (var (keyLength, value, seed) in shapes)
        {
            // Many keys are beginnings of others: one letter repeated, then the seed.
            var key = new byte[keyLength];
            Array.Fill(key, (byte)('a' + (seed % 3)));
            key[^1] = (byte)seed;

            // A negative size is that of the node, so that the limit is met whatever the key.
            var length = value >= 0 ? value : Math.Max(-value - 8 - keyLength, 0);
            set.Add(key, Enumerable.Repeat((byte)seed, length).ToArray());
        }

        return set;
    });

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_is_written_is_read_back_in_key_order() => Records.Sample(set =>
    {
        using var folder = new TemporaryFolder();
        var expected = Expected(set);
        using var reader = OpenLmdb(folder.Write("map.lmdb", Build(Format, set, withNul: false)));
        Assert.Equal(expected, Read(reader));
        foreach (var (key, value) in expected)
        {
            Assert.Equal(value, Get(reader, key));
            if (!expected.Any(record => record.Key == key + "x")) Assert.Null(Get(reader, key + "x"));
        }

        Assert.Null(Get(reader, ""));
    }, iter: 60);

    [PeerFact("mdb_stat", "mdb_dump")]
    [Trait(Category.Name, Category.Random)]
    public void Lmdb_reads_the_same_records_in_the_same_order() => Records.Sample(set =>
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("map.lmdb", Build(Format, set, withNul: false));
        Assert.Equal(Expected(set), LmdbPeer.Dump(path));
        Assert.Contains($"Entries: {set.Count}\n", LmdbPeer.Status(path), StringComparison.Ordinal);
    }, iter: 15);

    [PeerTheory("mdb_stat", "mdb_dump", "mdb_copy", "postmap")]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(10, 0)]
    [InlineData(50, 0)]
    [InlineData(1000, 7)]
    [InlineData(100_000, 0)]
    public void Peers_accept_a_table_of_any_size(int count, int largeEvery)
    {
        using var folder = new PostmapFolder();
        var records = Numbered(count, largeEvery);
        var stored = records.Select(record => (record.Key + "\0", record.Value + "\0")).ToList();
        var path = folder.Write("map.lmdb", Build(Format, Set(records)));

        Assert.Contains($"Entries: {count}\n", LmdbPeer.Status(path), StringComparison.Ordinal);
        Assert.True(stored.SequenceEqual(LmdbPeer.Dump(path)));
        var copy = folder.PathOf("copy.lmdb");
        Assert.Equal(0, Tool.Run("mdb_copy", "-c", "-n", path, copy).ExitCode);
        Assert.True(stored.SequenceEqual(LmdbPeer.Dump(copy)));
        using (var reader = OpenLmdb(copy)) Assert.True(stored.SequenceEqual(Read(reader)));

        var lines = string.Concat(records.Select(record => $"{record.Key}\t{record.Value}\n"));
        File.Delete(path + "-lock");
        Assert.Equal(lines, folder.Succeed(["-s", "lmdb:" + folder.PathOf("map")]));
        if (count == 0) return;
        Assert.Equal(lines, folder.Succeed(["-q", "-", "lmdb:" + folder.PathOf("map")], string.Concat(records.Select(record => record.Key + "\n"))));
    }

    [PeerTheory("postmap")]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(10, 0)]
    [InlineData(50, 0)]
    [InlineData(40, 20)]
    public void Up_to_one_leaf_the_file_is_that_of_postmap(int count, int largeEvery)
    {
        using var folder = new PostmapFolder();
        var records = Numbered(count, largeEvery);
        folder.WriteSource("map", records);
        folder.Succeed(["lmdb:" + folder.PathOf("map")]);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("map.lmdb")), Build(Format, Set(records)));
    }

    [PeerTheory("postmap")]
    [InlineData(2036)]
    [InlineData(2037)]
    [InlineData(2038)]
    [InlineData(2039)]
    [InlineData(2040)]
    public void A_value_moves_to_pages_of_its_own_at_the_size_at_which_postmap_moves_it(int nodeLength)
    {
        using var folder = new PostmapFolder();
        List<(string Key, string Value)> records = [("a", "small"), ("b", new string('v', nodeLength - "12345678b\0".Length - "\0".Length))];
        folder.WriteSource("map", records);
        folder.Succeed(["lmdb:" + folder.PathOf("map")]);
        var file = Build(Format, Set(records));
        Assert.Equal((nodeLength > LmdbLeaves.LargestNode ? 4 : 3) * LmdbWriter.PageSize, file.Length);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("map.lmdb")), file);
    }

    [PeerTheory("postmap")]
    [InlineData(1000, 10)]
    [InlineData(20_000, 0)]
    public void The_file_is_no_larger_than_that_of_postmap(int count, int largeEvery)
    {
        using var folder = new PostmapFolder();
        var records = Numbered(count, largeEvery);
        folder.WriteSource("map", records);
        folder.Succeed(["lmdb:" + folder.PathOf("map")]);
        Assert.InRange(Build(Format, Set(records)).Length, 2 * LmdbWriter.PageSize, new FileInfo(folder.PathOf("map.lmdb")).Length);
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_order_of_the_records()
    {
        var records = Numbered(3000, 100);
        var sorted = Build(Format, Set(records));
        Assert.Equal(sorted, Build(Format, Set(records)));
        Assert.Equal(sorted, Build(Format, Set(records.AsEnumerable().Reverse())));
        new Random(5).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records));
        Assert.Equal(sorted, Build(Format, Set(records)));
    }

    [Fact]
    public void A_key_that_lmdb_cannot_hold_is_refused_naming_its_line()
    {
        Refused([("a", "b"), (new string('k', 511), "v")], true, "512 bytes", "line 2");
        Refused([("", "v")], false, "empty key", "line 1");

        var longest = new string('k', 510);
        using var folder = new TemporaryFolder();
        using var reader = OpenLmdb(folder.Write("map.lmdb", Build(Format, Set([(longest, "v")]))));
        Assert.Equal("v\0", Get(reader, longest + "\0"));

        static void Refused((string, string)[] records, bool withNul, params string[] words)
        {
            var refusal = Assert.Throws<MapLimitException>(() => Build(Format, Set(records), withNul));
            Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_key_that_is_there_twice_is_refused()
    {
        var copies = Set([("a", "1"), ("b", "2"), ("a", "3")], DuplicatePolicy.KeepAll);
        Assert.Contains("duplicate", Assert.Throws<MapLimitException>(() => Build(Format, copies)).Message, StringComparison.Ordinal);
    }

    private static Gen<int> OneOf(params int[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    private static List<(string Key, string Value)> Expected(RecordSet set)
    {
        var records = set.AsStored(false);
        var list = new List<(string Key, string Value)>();
        for (var i = 0; i < records.Count; i++) list.Add((Text(records.Key(i).ToArray()), Text(records.Value(i).ToArray())));
        list.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return list;
    }
}
