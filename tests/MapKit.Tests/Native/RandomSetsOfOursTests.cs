using MapKit.Maps;
using MapKit.Tests.Maps;

namespace MapKit.Tests.Native;

/// <summary>Random sets of records that MapKit writes: the libraries read the same, find each key, and can go on changing the file.</summary>
[Trait(Category.Name, Category.Random)]
public class RandomSetsOfOursTests(ITestOutputHelper log)
{
    private const int PageSize = 4096;

    [EngineTheory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void The_library_reads_what_MapKit_writes(MapType type)
    {
        using var folder = new MemoryFolder();
        RandomRuns.All(log, RandomRuns.UsualSets / 6, seed =>
        {
            var path = folder.File($"{seed}");
            Try(type, path, new Random(seed));
            File.Delete(path);
        });
    }

    private static void Try(MapType type, string path, Random random)
    {
        var source = new RandomRecords(random, type, PageSize);
        var expected = new Dictionary<ReadOnlyMemory<byte>, byte[]>(ByContent.Comparer);
        var writer = new MapWriter(path, type);
        for (var count = RandomRecords.Count(random); count > 0; count--)
        {
            var key = source.Key();
            var value = source.Value(key.Length);
            Assert.Equal(expected.TryAdd(key, value), writer.AddStored(key, value));
        }

        writer.Complete();
        var engine = NativeEngines.Of(type);
        byte[][] absent = [source.Key(), source.Key(), source.Key()];
        var records = EnginesAgree.On(path, engine, absent, changedByLibrary: false) ?? [];
        Assert.Equal(expected.Count, records.Count);
        Assert.All(records, record => Assert.True(record.Value.Span.SequenceEqual(expected[record.Key])));
        if (random.Next(4) != 0) return;

        using (var map = engine.Open(path, writable: true))
        {
            foreach (var (key, _) in records.Where(_ => random.Next(3) == 0)) Assert.True(map.Delete(key.Span));
            for (var count = RandomRecords.Count(random) / 4; count > 0; count--)
            {
                var key = source.Key();
                map.Put(key, source.Value(key.Length));
            }

            map.Flush();
        }

        EnginesAgree.On(path, engine, [.. records.Select(record => record.Key.ToArray())], changedByLibrary: true);
    }
}
