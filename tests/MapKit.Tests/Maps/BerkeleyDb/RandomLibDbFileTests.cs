using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

/// <summary>
/// Recno databases and files of several databases, made by libdb with random settings and changes: the records are those of db_dump,
/// lookups find them, verify agrees with db_verify, and damage gives records or an error. MAPKIT_SETS and MAPKIT_SEED as for
/// <see cref="RandomRuns"/>.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Peer)]
[Trait(Category.Name, Category.Slow)]
public sealed class RandomLibDbFileTests(ITestOutputHelper log) : IDisposable
{
    private const int Files = 24;
    private const int Damages = 12;

    private readonly MemoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerFact("db_dump", "db_verify")]
    public void A_recno_database_has_the_records_of_db_dump()
    {
        PeerTools.SkipUnless(LibDbProgram.IsAvailable, "no C compiler, or libdb-dev is not installed");
        RandomRuns.All(log, Files, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"recno{seed}.db");
            var settings = RandomSettings(random, 3) with { Name = random.Next(4) == 0 ? "numbers" : null };
            for (var rounds = random.Next(1, 4); rounds > 0; rounds--) LibDbProgram.Change(path, settings, NumberedChanges(random, settings));
            AssertDatabase(path, settings);
            AssertSound(path);
            if (settings.Name is null) AssertSalvage(path);
            AssertDamageIsHandled(path, settings.Page, random, [settings.Name]);
            File.Delete(path);
        });
    }

    [PeerFact("db_dump", "db_verify")]
    public void Every_database_of_a_file_is_read_and_the_whole_file_is_sound()
    {
        PeerTools.SkipUnless(LibDbProgram.IsAvailable, "no C compiler, or libdb-dev is not installed");
        RandomRuns.All(log, Files, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"named{seed}.db");
            var common = RandomSettings(random, 1);
            var databases = Enumerable.Range(0, random.Next(1, 5)).Select(i => RandomSettings(random, random.Next(1, 4)) with
            {
                Name = $"database{i}",
                Order = common.Order,
                Page = common.Page,
                Checksums = common.Checksums,
            }).ToList();
            for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
            {
                foreach (var settings in databases) LibDbProgram.Change(path, settings, settings.Type == 3 ? NumberedChanges(random, settings) : KeyedChanges(random, settings));
            }

            foreach (var settings in databases) AssertDatabase(path, settings);
            AssertSound(path);
            AssertDamageIsHandled(path, common.Page, random, [null, .. databases.Select(settings => settings.Name)]);
            File.Delete(path);
        });
    }

    private static void AssertDatabase(string path, LibDbProgram.Settings settings)
    {
        var expected = LibDb.Dump(path, settings.Name);
        using var map = MapFile.Open(path, settings.Name);
        Assert.Equal(new[] { MapType.Btree, MapType.Hash, MapType.Recno }[settings.Type - 1], map.Type);
        Assert.Equal(settings.Order == 4321, map.Info.BigEndian);
        Assert.Equal(expected, map.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))));
        foreach (var values in expected.GroupBy(record => record.Key, record => record.Value))
        {
            Assert.True(map.TryGet(Convert.FromHexString(values.Key), out var value));
            Assert.Equal(values.First(), TestMap.Hex(value.Span));
        }

        Assert.False(map.TryGet("0"u8, out _));
        Assert.False(map.TryGet("4294967295"u8, out _));
        Assert.NotEmpty(MapStructure.Measure(map).Pages);
        if (settings.Name is not null) Assert.Empty(MapVerification.Verify(path, settings.Name).Problems);
    }

    private static void AssertSound(string path)
    {
        LibDb.Verify(path);
        Assert.Empty(MapVerification.Verify(path).Problems);
    }

    private static void AssertSalvage(string path)
    {
        using var salvage = MapSalvage.Open(path);
        Assert.Equal(LibDb.Dump(path), salvage.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))));
        Assert.Empty(salvage.Losses);
    }

    /// <summary>Records or an error; and a file that verify calls sound has the records of db_dump.</summary>
    private static void AssertDamageIsHandled(string path, int pageSize, Random random, IReadOnlyList<string?> databases)
    {
        var sound = File.ReadAllBytes(path);
        for (var i = 0; i < Damages; i++)
        {
            File.Delete(path);
            File.WriteAllBytes(path, RandomDamage.Apply(sound, pageSize, random));
            var isSound = false;
            RandomDamage.Expect(() => isSound = MapVerification.Verify(path).IsSound);
            foreach (var name in databases)
            {
                RandomDamage.Expect(() =>
                {
                    using var map = MapFile.Open(path, name);
                    var records = map.Records.Take(100_000).Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))).ToList();
                    RandomDamage.Expect(() => map.TryGet("7"u8, out _));
                    if (isSound) Assert.Equal(LibDb.Dump(path, name), records);
                });
            }

            RandomDamage.Expect(() =>
            {
                using var salvage = MapSalvage.Open(path);
                _ = salvage.Records.Count();
            });
        }
    }

    private static LibDbProgram.Settings RandomSettings(Random random, int type) => new(
        type,
        random.Next(2) == 0 ? 1234 : 4321,
        512 << random.Next(4),
        Length: type == 3 && random.Next(2) == 0 ? random.Next(1, 60) : 0,
        Renumber: random.Next(3) == 0,
        Checksums: random.Next(4) == 0,
        Duplicates: type != 3 && random.Next(3) == 0 ? random.Next(1, 3) : 0);

    private static IEnumerable<string> NumberedChanges(Random random, LibDbProgram.Settings settings)
    {
        var range = random.Next(1, 2000);
        var gaps = random.Next(1, 4);
        for (var i = 0; i < range; i++)
        {
            if (random.Next(5) == 0) yield return LibDbProgram.Delete(random.Next(1, range));
            else yield return LibDbProgram.Put(random.Next(3) == 0 ? random.Next(1, range) : 1 + (i * gaps), Value(random, settings));
        }
    }

    // Of a hash with keys too big for a page libdb loses some (docs/formats/berkeley-db-hash.md#order-of-keys-on-a-page).
    private static IEnumerable<string> KeyedChanges(Random random, LibDbProgram.Settings settings)
    {
        var range = random.Next(1, 800);
        for (var i = 0; i < range; i++)
        {
            var number = random.Next(range);
            var key = TestMap.Bytes($"key{number}{(settings.Type == 1 && number % 50 == 0 ? new string('k', 700) : "")}");
            yield return random.Next(5) == 0 ? LibDbProgram.Delete(key) : LibDbProgram.Put(key, Value(random, settings));
        }
    }

    private static byte[] Value(Random random, LibDbProgram.Settings settings)
    {
        var value = new byte[settings.Length > 0 ? random.Next(settings.Length + 1) : random.Next(40) == 0 ? random.Next(4000) : random.Next(60)];
        random.NextBytes(value);
        return value;
    }
}
