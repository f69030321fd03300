using System.Buffers.Binary;
using System.Diagnostics;
using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>Whatever is wrong with a file, a reader gives records or says what is wrong, and soon.</summary>
public class DamageTests
{
    [Theory]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("hash")]
    [InlineData("btree")]
    public void A_damaged_file_of_MapKit_gives_records_or_an_error(string type)
    {
        var pairs = SampleFiles.Pairs(200).Concat(TestMap.Users(300)).ToList();
        Damage(TestMap.Write(TestMap.Format(type), pairs), pageSize: 4096, pairs.Select(pair => pair.Key), rounds: 600);
    }

    [PeerTheory("db_load")]
    [InlineData("hash", 1234)]
    [InlineData("hash", 4321)]
    [InlineData("btree", 1234)]
    [InlineData("btree", 4321)]
    public void A_damaged_file_of_libdb_gives_records_or_an_error(string type, int order)
    {
        using var folder = new TemporaryFolder();
        var plain = folder.File("plain.db");
        LibDb.Load(plain, type, ["db_pagesize=512", $"db_lorder={order}"], SampleFiles.Pairs(60));
        Damage(File.ReadAllBytes(plain), pageSize: 512, SampleFiles.Pairs(60).Select(pair => pair.Key), rounds: 400);
        var duplicates = folder.File("duplicates.db");
        var setting = order == 1234 ? "dupsort=1" : "duplicates=1";
        LibDb.Load(duplicates, type, ["duplicates=1", setting, "db_pagesize=512", $"db_lorder={order}"], SampleFiles.Duplicates());
        Damage(File.ReadAllBytes(duplicates), pageSize: 512, SampleFiles.Duplicates().Select(pair => pair.Key).Take(60), rounds: 400);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(16)]
    public void A_broken_link_between_leaves_does_not_lose_records_unnoticed(int offset)
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Btree, TestMap.Users(1000));
        var leaf = Enumerable.Range(1, Layout.Pages(file) - 1).Where(page => Layout.PageType(file, page) == 5).ElementAt(2);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((leaf * 4096) + offset), 0);
        var path = folder.Write("t.db", file);
        var exception = Assert.Throws<MapFormatException>(() => TestMap.Dump(path));
        Assert.Equal(leaf, exception.Page);
        Assert.Contains("it says 0", exception.Reason, StringComparison.Ordinal);
        Assert.Equal((leaf * 4096) + offset, exception.Offset);
    }

    [Fact]
    public void A_lookup_over_a_broken_chain_is_an_error_and_not_an_absent_key()
    {
        using var folder = new TemporaryFolder();

        // The hash of any key of zero bytes is 0: one long chain.
        var file = TestMap.Write(TestMap.Hash, Enumerable.Range(0, 300).Select(length => (new byte[length], TestMap.Filler(100, length))));
        var chained = (int)BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4096 + 16));
        var zeroed = file.ToArray();
        zeroed.AsSpan(chained * 4096, 4096).Clear();
        var self = file.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(self.AsSpan((chained * 4096) + 16), (uint)chained);
        foreach (var damaged in new[] { zeroed, self })
        {
            using var reader = TestMap.Open(folder.Write("t.db", damaged));
            Assert.Equal(chained, Assert.Throws<MapFormatException>(() => reader.TryGet(new byte[400], out _)).Page);
            Assert.Throws<MapFormatException>(() => reader.Records.Count());
        }
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Two_items_in_one_chain_are_damage(string type)
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(
            TestMap.Format(type), [(TestMap.Bytes("a"), TestMap.Filler(5000, 1)), (TestMap.Bytes("c"), TestMap.Filler(5000, 2))]);
        var page = Enumerable.Range(1, 2).First(page => Layout.Entries(file, page) == 4);
        var offsets = Layout.ItemOffsets(file, page);
        file.AsSpan((page * 4096) + offsets[1], 12).CopyTo(file.AsSpan((page * 4096) + offsets[3]));
        var exception = Assert.Throws<MapFormatException>(() => TestMap.Dump(folder.Write("t.db", file)));
        Assert.EndsWith("is referenced twice", exception.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_no_file_could_hold_is_not_allocated()
    {
        using var folder = new TemporaryFolder();
        var file = TestMap.Write(TestMap.Btree, [(TestMap.Bytes("a"), TestMap.Filler(5000, 1))]);
        var item = 4096 + Layout.ItemOffsets(file, 1)[1];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(item + 8), 0x7fffff00);
        using var reader = TestMap.Open(folder.Write("t.db", file));
        var exception = Assert.Throws<MapFormatException>(() => reader.TryGet("a"u8, out _));
        Assert.Equal("an item of 2147483392 bytes does not fit in the file", exception.Reason);
    }

    private static void Damage(byte[] file, int pageSize, IEnumerable<byte[]> keys, int rounds)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        var someKeys = keys.Where((_, i) => i % 23 == 0).Take(12).ToList();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            File.WriteAllBytes(path, RandomDamage.Apply(file, pageSize, random));
            var watch = Stopwatch.StartNew();
            try
            {
                if (!Survives(path, someKeys)) refused++;
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}", exception);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"seed {seed}, round {round}: {watch.Elapsed}");
        }

        // Were nothing ever refused, the damage would not have been any.
        Assert.InRange(refused, rounds / 10, rounds);
    }

    private static bool Survives(string path, List<byte[]> keys)
    {
        try
        {
            using var reader = TestMap.Open(path);
            var survives = true;
            foreach (var key in keys) survives &= Try(() => reader.TryGet(key, out _));
            return survives & Try(() => reader.Records.Sum(record => (long)record.Key.Length + record.Value.Length));
        }
        catch (MapFormatException)
        {
            return false;
        }
    }

    private static bool Try<T>(Func<T> action)
    {
        try
        {
            action();
            return true;
        }
        catch (MapFormatException exception)
        {
            Assert.NotEmpty(exception.Reason);
            return false;
        }
    }
}
