using System.Globalization;
using CsCheck;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Records;
using MapKit.Tests.Peers;
using static MapKit.Tests.Maps.MapText;

namespace MapKit.Tests.Maps.Cdb;

public sealed class CdbWriterTests
{
    private static readonly MapEngine Format = new CdbEngine();

    [PeerTheory("postmap")]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(10, 3)]
    [InlineData(1000, 7)]
    [InlineData(100_000, 0)]
    public void The_file_is_that_of_postmap(int count, int largeEvery)
    {
        using var folder = new PostmapFolder();
        var records = Numbered(count, largeEvery);
        new Random(count).Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(records));
        folder.WriteSource("map", records);
        folder.Succeed(["cdb:" + folder.PathOf("map")]);
        Assert.True(File.ReadAllBytes(folder.PathOf("map.cdb")).AsSpan().SequenceEqual(Build(Format, Set(records))));
    }

    [PeerTheory("postmap")]
    [InlineData(null, DuplicatePolicy.First)]
    [InlineData("-r", DuplicatePolicy.Last)]
    [InlineData("-w", DuplicatePolicy.KeepAll)]
    public void The_file_is_that_of_postmap_under_every_policy_for_duplicates(string? option, DuplicatePolicy policy)
    {
        using var folder = new PostmapFolder();
        var random = new Random(3);
        List<(string Key, string Value)> records =
            [.. Enumerable.Range(0, 600).Select(i => ($"user{random.Next(150)}@example.com", $"value {i}"))];
        folder.WriteSource("map", records);
        folder.Succeed([.. option is null ? [] : (string[])[option], "cdb:" + folder.PathOf("map")]);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("map.cdb")), Build(Format, Set(records, policy)));
    }

    [PeerFact("postmap")]
    public void The_file_is_that_of_postmap_with_NULs_too()
    {
        using var folder = new PostmapFolder();
        var records = Numbered(40, 9);
        folder.WriteSource("map", records);
        folder.Succeed(["-N", "cdb:" + folder.PathOf("map")]);
        Assert.Equal(File.ReadAllBytes(folder.PathOf("map.cdb")), Build(Format, Set(records), withNul: true));
    }

    [PeerFact("cdb")]
    public void Tinycdb_reads_what_is_written()
    {
        using var folder = new TemporaryFolder();
        var records = Numbered(500, 50);
        var path = folder.Write("map.cdb", Build(Format, Set(records)));
        var dump = string.Concat(records.Select(record =>
            string.Create(CultureInfo.InvariantCulture, $"+{record.Key.Length},{record.Value.Length}:{record.Key}->{record.Value}\n"))) + "\n";
        Assert.Equal(dump, Tool.Run("cdb", "-d", path).Output);
        Assert.Equal(records[7].Value, Tool.Run("cdb", "-q", path, records[7].Key).Output);
        var statistics = Tool.Run("cdb", "-s", path);
        Assert.Equal(0, statistics.ExitCode);
        Assert.Contains("number of records: 500\n", statistics.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void What_is_written_is_read_back_in_order() => Gen.Select(Gen.Byte.Array[0, 30], Gen.Byte.Array[0, 6000], Gen.Int[1, 40])
        .Array[0, 40].Sample(records =>
        {
            using var folder = new TemporaryFolder();
            var set = new RecordSet();
            foreach (var (key, value, cut) in records) set.Add(key, value.AsSpan(..(value.Length / cut)));
            using var reader = OpenCdb(folder.Write("map.cdb", Build(Format, set)));

            var stored = set.AsStored(false);
            var read = reader.Records.ToList();
            Assert.Equal(stored.Count, read.Count);
            for (var i = 0; i < stored.Count; i++)
            {
                Assert.Equal(stored.Key(i), read[i].Key.Span);
                Assert.Equal(stored.Value(i), read[i].Value.Span);
                Assert.True(reader.TryGet(stored.Key(i), out var value));
                Assert.Equal(stored.Value(i), value.Span);
            }
        }, iter: 50);

    [Fact]
    public void More_than_32_bits_can_address_is_refused_before_anything_is_written()
    {
        // 4096 records that are the same megabyte in memory: with the tables some bytes too many.
        var arena = new RecordArena();
        arena.Take(1 << 20, out var position).Clear();
        var entry = new RecordEntry { Position = position, KeyLength = 1, ValueLength = (1 << 20) - 100 };
        var records = new RecordEntry[4098];
        Array.Fill(records, entry);

        var output = new MemoryOutput(Format.HeaderLength);
        var refusal = Assert.Throws<MapLimitException>(() => Format.Write(new StoredRecords(arena, records, records.Length, false), output));
        var length = 2048 + (records.Length * (8L + entry.KeyLength + entry.ValueLength + 16));
        Assert.Contains($"{length}", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(output.ToArray);
    }
}
