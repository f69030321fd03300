using System.Text;
using MapKit.Lookup.Probes;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup.Probes;

/// <summary>Keys that are asked for together have the answers, and the failures, that they have one by one.</summary>
public class ProbeBatchTests(ITestOutputHelper log)
{
    // More than are asked for one by one.
    private const int Keys = 3000;

    public static TheoryData<string> Samples => [.. DamageSample.Names];

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Types))]
    public void Random_records_and_keys_have_the_same_answers(MapType type) => RandomRuns.All(log, 15, seed =>
    {
        var random = new Random(seed);
        using var folder = new MemoryFolder();
        var path = folder.File("map");
        var stored = Enumerable.Range(0, random.Next(1, 6000)).Select(i => RandomKey(random, i)).Distinct().ToList();
        var writer = new MapWriter(path, type);
        var nul = random.Next(4) switch { 0 => "", 1 => "?", _ => "\0" };
        foreach (var key in stored)
        {
            // Of a mixed map the first key that is found decides.
            var end = nul == "?" ? (random.Next(2) == 0 ? "\0" : "") : nul;
            writer.AddStored(Encoding.UTF8.GetBytes(key.ToLowerInvariant() + end), MapText.Bytes(new string('v', random.Next(50) == 0 ? random.Next(20_000) : random.Next(60)) + end));
        }

        writer.Complete();
        AssertSame(path, Enumerable.Range(0, Keys).Select(i => random.Next(4) == 0 ? RandomKey(random, -i) : stored[random.Next(stored.Count)]).Select(Encoding.UTF8.GetBytes).ToList());
    });

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Samples))]
    public void Damage_is_found_at_the_same_key(string name)
    {
        var sample = DamageSample.Of(name);
        using var folder = new MemoryFolder();
        var sound = folder.File("sound");
        File.WriteAllBytes(sound, sample.File);
        List<byte[]> stored;
        using (var map = MapFile.Open(sound)) stored = [.. map.Records.Select(record => record.Key.Span.TrimEnd((byte)0).ToArray())];
        RandomRuns.All(log, 25, seed =>
        {
            var random = new Random(seed);
            var path = folder.File($"{seed}");
            File.WriteAllBytes(path, PageDamage.Apply(sample.File, sample.PageSize, random, out _));
            AssertSame(path, Enumerable.Range(0, Keys).Select(i => random.Next(9) == 0 ? MapText.Bytes($"other{i}") : stored[random.Next(stored.Count)]).ToList());
            File.Delete(path);
        });
    }

    [PeerTheory("postmap")]
    [Trait(Category.Name, Category.Random)]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void Maps_of_postmap_have_the_same_answers(string type)
    {
        using var folder = new PostmapFolder();
        var random = new Random(RandomRuns.FirstSeed);
        log.WriteLine($"MAPKIT_SEED={RandomRuns.FirstSeed}");
        var keys = Enumerable.Range(0, 20_000).Select(i => RandomKey(random, i).ToLowerInvariant()).Distinct().ToList();
        folder.WriteSource("transport", keys.Select((key, i) => (key, $"smtp:[mx{i}.example.net]")));
        folder.Succeed([$"{type}:{folder.PathOf("transport")}"]);
        Assert.True(MapTypes.TryParse(type, out var mapType));
        var path = folder.PathOf("transport" + MapTypes.SuffixOf(mapType));
        AssertSame(path, keys.Concat(Enumerable.Range(0, Keys).Select(i => RandomKey(random, -i))).OrderBy(_ => random.Next()).Select(Encoding.UTF8.GetBytes).ToList());
    }

    [Fact]
    public void Keys_that_are_not_UTF8_are_not_found()
    {
        using var folder = new MemoryFolder();
        var path = folder.File("map");
        var writer = new MapWriter(path, MapType.Hash);
        writer.AddStored("a\0"u8, "1\0"u8);
        writer.AddStored(new byte[] { 0xff, 0 }, "2\0"u8);
        writer.Complete();
        AssertSame(path, [.. Enumerable.Repeat<byte[]>([(byte)'a'], Keys), [0xff], .. Enumerable.Repeat<byte[]>([0xff], Keys)]);
    }

    private static string RandomKey(Random random, int number) => random.Next(10) switch
    {
        0 => $"Straße{number}@Example.com",
        1 => $"{new string('k', random.Next(1, 400))}{number}",
        2 => $"{number}",
        _ => $"User{number}@Example.com",
    };

    private static void AssertSame(string path, List<byte[]> keys)
    {
        if (Open(path) is not { } map) return;
        using (map)
        {
            foreach (var folding in new[] { KeyFolding.Unicode, KeyFolding.None })
            {
                var probe = new TableProbe(map, folding);
                var batch = new ProbeBatch(new TableProbe(map, folding));
                foreach (var key in keys) batch.Add(key);
                batch.Ask();
                Assert.Equal(keys.Count, batch.Count);
                for (var i = 0; i < keys.Count; i++)
                {
                    Assert.Equal(keys[i], batch.Key(i).ToArray());
                    Assert.Equal(Answer(probe, keys[i]), Answer(batch, i));
                }
            }
        }
    }

    private static IMapReader? Open(string path)
    {
        try
        {
            return MapFile.Open(path);
        }
        catch (MapFormatException)
        {
            return null;
        }
    }

    private static string Answer(TableProbe probe, byte[] key)
    {
        try
        {
            return probe.TryFind(key, out var value) ? "found " + Convert.ToHexString(value.Span) : "not found";
        }
        catch (MapFormatException exception)
        {
            return exception.Message;
        }
    }

    private static string Answer(ProbeBatch batch, int index)
    {
        try
        {
            return batch.TryGet(index, out var value) ? "found " + Convert.ToHexString(value.Span) : "not found";
        }
        catch (MapFormatException exception)
        {
            return exception.Message;
        }
    }
}
