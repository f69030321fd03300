using System.Text;
using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb185;

/// <summary>
/// Files that Berkeley DB 1.85 made, in random layouts, of random records: the records are those that were put, in the order of the
/// library, and a lookup finds what the library finds. MAPKIT_SETS and MAPKIT_SEED as for <see cref="RandomRuns"/>.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Peer)]
public sealed class Random185FileTests(ITestOutputHelper log) : IDisposable
{
    private const int Files = 60;

    private readonly MemoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_hash_has_the_records_that_were_put_and_lookups_find_what_the_library_finds()
    {
        PeerTools.SkipUnless(LibDb1.IsAvailable, "no C compiler, or libdb1-compat is not installed");
        var broken = 0;
        RandomRuns.All(log, Files, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"hash{seed}.db");
            var settings = new LibDb1.Settings(true, Order(random), 64 << random.Next(10), new[] { 0, 0, 1, 4, 20, 200 }[random.Next(6)], new[] { 0, 0, 1, 100, 4096 }[random.Next(5)]);
            var (bigKeys, bigValues) = (random.Next(3) == 0, random.Next(3) == 0);
            var expected = new Dictionary<string, string>();
            var isWhole = true;
            for (var rounds = random.Next(1, 4); rounds > 0 && isWhole; rounds--)
                isWhole = LibDb1.TryChange(path, settings, RandomChanges(random, settings.Page, bigKeys, bigValues).Select(change => Note(expected, change)));

            // The library loses records where it deletes or replaces while there are pairs too big for a page.
            isWhole = isWhole && LibDb1.TryGet(path, settings, expected.Keys, out var values) && values.SequenceEqual(expected.Values);
            if (isWhole) AssertHash(path, settings, expected, hasBigPairs: bigKeys || bigValues);
            else Interlocked.Increment(ref broken);
            AssertRecordsOrError(path);
            File.Delete(path);
        });
        log.WriteLine($"{broken} files broken by the library");
        Assert.True(broken <= RandomRuns.Count(Files) / 2);
    }

    [Fact]
    public void A_btree_has_the_records_that_the_library_lists_and_lookups_find_what_the_library_finds()
    {
        PeerTools.SkipUnless(LibDb1.IsAvailable, "no C compiler, or libdb1-compat is not installed");
        var broken = 0;
        RandomRuns.All(log, Files, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"btree{seed}.db");
            var settings = new LibDb1.Settings(false, Order(random), random.Next(3) == 0 ? 2 * random.Next(256, 4096) : 512 << random.Next(7), Duplicates: random.Next(3) == 0);

            // In the other byte order the library writes the reference to a big value into the wrong place, unless the key is big too.
            var (bigKeys, bigValues) = (random.Next(3) == 0, settings.Order == 1234 && random.Next(2) == 0);
            var isWhole = true;
            for (var rounds = random.Next(1, 4); rounds > 0 && isWhole; rounds--)
                isWhole = LibDb1.TryChange(path, settings, RandomChanges(random, settings.Page, bigKeys, bigValues, leastBigKey: settings.Order == 1234 ? 0 : settings.Page).Select(Command));

            // With big keys the library does not find all that it lists, and then puts and deletes in the wrong place.
            var listed = isWhole ? LibDb1.List(path, settings) : null;
            var records = listed ?? [];
            isWhole = listed is not null && LibDb1.TryGet(path, settings, records.Select(record => record.Key), out var values) && !values.Contains("-");
            if (isWhole) AssertBtree(path, settings, records);
            else Interlocked.Increment(ref broken);
            if (isWhole && settings.Order == 1234) AssertTurned(path, records);
            AssertRecordsOrError(path);
            File.Delete(path);
        });
        log.WriteLine($"{broken} files broken by the library");
        Assert.True(broken <= RandomRuns.Count(Files) / 2);
    }

    private static void AssertHash(string path, LibDb1.Settings settings, Dictionary<string, string> expected, bool hasBigPairs)
    {
        using var map = Db185.Open(path);
        var records = Db185.Records(map);
        if (!hasBigPairs) Assert.Equal(LibDb1.List(path, settings), records);

        // Behind a big pair the library's own listing goes wrong; and a deleted key may come back, which no lookup may find.
        else Assert.Subset(records.ToHashSet(), expected.Select(pair => (pair.Key, pair.Value)).ToHashSet());
        AssertLookups(map, path, settings, [.. expected.Keys]);
        if (!hasBigPairs) Assert.Empty(Db185.Problems(path));
    }

    private static void AssertBtree(string path, LibDb1.Settings settings, List<(string Key, string Value)> expected)
    {
        using var map = Db185.Open(path);
        Assert.Equal(expected, Db185.Records(map));
        if (!settings.Duplicates) AssertLookups(map, path, settings, [.. expected.Select(record => record.Key)]);
        foreach (var values in expected.GroupBy(record => record.Key, record => record.Value))
        {
            Assert.True(map.TryGet(Convert.FromHexString(values.Key), out var value));
            Assert.Equal(values.First(), TestMap.Hex(value.Span));
        }

        Assert.Empty(Db185.Problems(path));
    }

    private static void AssertTurned(string path, List<(string Key, string Value)> expected)
    {
        var turned = path + ".big";
        File.WriteAllBytes(turned, BigEndianBtree.From(File.ReadAllBytes(path)));
        using var map = Db185.Open(turned);
        Assert.True(map.Info.BigEndian);
        Assert.Equal(expected, Db185.Records(map));
        Assert.Empty(Db185.Problems(turned));
        File.Delete(turned);
    }

    private static void AssertLookups(IMapReader map, string path, LibDb1.Settings settings, string[] keys)
    {
        keys = [.. keys, "", "00", "6b6579", "6b657931", "6b65793939"];
        Assert.True(LibDb1.TryGet(path, settings, keys, out var values));
        Assert.Equal(values, keys.Select(key => map.TryGet(Convert.FromHexString(key), out var value) ? TestMap.Hex(value.Span) : "-"));
    }

    private static void AssertRecordsOrError(string path)
    {
        if (new FileInfo(path).Length == 0) return;
        RandomDamage.Expect(() =>
        {
            using var map = Db185.Open(path);
            foreach (var (key, _) in map.Records) RandomDamage.Expect(() => map.TryGet(key.Span, out var _));
        });
    }

    private static int Order(Random random) => random.Next(2) == 0 ? 1234 : 4321;

    private static string Command((byte[] Key, byte[]? Value) change) => change.Value is { } value ? LibDb1.Put(change.Key, value) : LibDb1.Delete(change.Key);

    private static string Note(Dictionary<string, string> expected, (byte[] Key, byte[]? Value) change)
    {
        if (change.Value is { } value) expected[TestMap.Hex(change.Key)] = TestMap.Hex(value);
        else expected.Remove(TestMap.Hex(change.Key));
        return Command(change);
    }

    private static IEnumerable<(byte[] Key, byte[]? Value)> RandomChanges(Random random, int page, bool bigKeys, bool bigValues, int leastBigKey = 0)
    {
        var range = random.Next(1, 3000);
        for (var changes = random.Next(0, 2500); changes > 0; changes--)
        {
            var key = Encoding.ASCII.GetBytes($"key{random.Next(range)}" + (bigKeys && random.Next(12) == 0 ? new string('k', random.Next(leastBigKey, page * 3)) : ""));

            // An empty value behind a key that fills its pages breaks the library.
            yield return (key, random.Next(3) == 0 ? null : Encoding.ASCII.GetBytes(new string((char)('a' + random.Next(26)), bigValues && random.Next(12) == 0 ? random.Next(1, page * 3) : random.Next(1, 30))));
        }
    }
}
