using System.Buffers.Binary;
using MapKit.Maps;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Lmdb;

/// <summary>
/// Files that liblmdb made, with one or several databases of random flags, of random records: the records are those of mdb_dump,
/// lookups find the first value of each key, verify and salvage find nothing amiss, and damage gives records or an error.
/// MAPKIT_SETS and MAPKIT_SEED as for <see cref="RandomRuns"/>.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Peer)]
[Trait(Category.Name, Category.Slow)]
public sealed class RandomLmdbFileTests(ITestOutputHelper log) : IDisposable
{
    private const int Files = 40;
    private const int Damages = 12;
    private const int PageSize = 4096;

    private readonly MemoryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerFact("mdb_dump")]
    public void Every_database_has_the_records_of_mdb_dump()
    {
        PeerTools.SkipUnless(LibLmdbProgram.IsAvailable, "no C compiler, or liblmdb-dev is not installed");
        RandomRuns.All(log, Files, seed =>
        {
            var random = new Random(seed);
            var path = _folder.File($"file{seed}.lmdb");
            List<Database> databases = random.Next(3) == 0 ? [RandomDatabase(random, null)] : [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => RandomDatabase(random, $"database{i}"))];
            for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
            {
                foreach (var database in databases) LibLmdbProgram.Change(path, database.Name, database.Flags, Changes(random, database));
            }

            foreach (var database in databases) AssertDatabase(path, database);
            AssertSalvage(path, databases);
            AssertDamageIsHandled(path, random, databases);
            File.Delete(path);
        });
    }

    private static void AssertDatabase(string path, Database database)
    {
        var expected = LmdbPeer.HexDump(path, database.Name);
        using var map = MapFile.Open(path, database.Name);
        Assert.Equal(expected, Records(map));
        foreach (var values in expected.GroupBy(record => record.Key, record => record.Value))
        {
            Assert.True(map.TryGet(Convert.FromHexString(values.Key), out var value));
            Assert.Equal(values.First(), TestMap.Hex(value.Span));
        }

        Assert.False(map.TryGet("\xff\xff\xff\xff\xff\xff\xff\xff\xff"u8, out _));
        Assert.NotEmpty(MapStructure.Measure(map).Pages);
        Assert.Empty(MapVerification.Verify(path, database.Name).Problems);
        Assert.Empty(MapVerification.Verify(path).Problems);
    }

    private static void AssertSalvage(string path, List<Database> databases)
    {
        using var salvage = MapSalvage.Open(path);
        var expected = databases.SelectMany(database => LmdbPeer.HexDump(path, database.Name)).ToHashSet();
        Assert.Equal(expected, salvage.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span))).ToHashSet());
        Assert.Empty(salvage.Losses);
    }

    private static void AssertDamageIsHandled(string path, Random random, List<Database> databases)
    {
        var sound = File.ReadAllBytes(path);
        for (var i = 0; i < Damages; i++)
        {
            File.Delete(path);
            File.WriteAllBytes(path, RandomDamage.Apply(sound, PageSize, random));
            var isSound = false;
            RandomDamage.Expect(() => isSound = MapVerification.Verify(path).IsSound);
            foreach (var database in databases)
            {
                RandomDamage.Expect(() =>
                {
                    using var map = MapFile.Open(path, database.Name);
                    var records = Records(map);
                    Assert.True(records.Sum(record => record.Value.Length / 2L) <= sound.Length, "more values than the file has bytes");
                    foreach (var (key, _) in records.Take(20)) RandomDamage.Expect(() => map.TryGet(Convert.FromHexString(key), out var _));
                    if (isSound) Assert.Equal(LmdbPeer.HexDump(path, database.Name), records);
                });
            }

            RandomDamage.Expect(() =>
            {
                using var salvage = MapSalvage.Open(path);
                _ = salvage.Records.Count();
            });
        }
    }

    private static List<(string Key, string Value)> Records(IMapReader map) =>
        [.. map.Records.Select(record => (TestMap.Hex(record.Key.Span), TestMap.Hex(record.Value.Span)))];

    private static Database RandomDatabase(Random random, string? name)
    {
        var flags = random.Next(4) switch { 0 => LmdbDatabase.ReverseKeysFlag, 1 or 2 => LmdbDatabase.IntegerKeysFlag, _ => 0 };
        if (random.Next(4) != 0)
        {
            flags |= LmdbDatabase.DuplicatesFlag;
            if (random.Next(2) == 0) flags |= LmdbDatabase.FixedValuesFlag;
            flags |= random.Next(4) switch { 0 => LmdbDatabase.IntegerValuesFlag, 1 => LmdbDatabase.ReverseValuesFlag, _ => 0 };
        }

        var fixedLength = (flags & LmdbDatabase.IntegerValuesFlag) != 0 ? 4 << random.Next(2) : (flags & LmdbDatabase.FixedValuesFlag) != 0 ? random.Next(1, 40) : 0;
        return new Database(name, flags, 4 << random.Next(2), fixedLength, random.Next(1, 200), random.Next(1, 2000));
    }

    private static IEnumerable<string> Changes(Random random, Database database)
    {
        for (var i = random.Next(1500); i > 0; i--)
        {
            var (key, value) = (Key(random, database), Value(random, database));
            yield return random.Next(30) == 0 ? LibLmdbProgram.Delete(key)
                : random.Next(6) == 0 && (database.Flags & LmdbDatabase.DuplicatesFlag) != 0 ? LibLmdbProgram.Delete(key, value)
                : LibLmdbProgram.Put(key, value);
        }
    }

    // A few keys have most of the values, so that some of them need a tree.
    private static byte[] Key(Random random, Database database)
    {
        var number = random.Next(3) == 0 ? random.Next(3) : random.Next(database.Keys);
        if ((database.Flags & LmdbDatabase.IntegerKeysFlag) == 0) return TestMap.Bytes($"key{number}{new string('k', number % 20 == 0 ? 400 : number % 5)}");
        var key = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(key, number * 1_000_003L);
        return key[..database.KeyLength];
    }

    private static byte[] Value(Random random, Database database)
    {
        var number = random.Next(database.Values);
        var length = database.FixedLength > 0 ? database.FixedLength
            : (database.Flags & LmdbDatabase.DuplicatesFlag) != 0 ? 1 + (number % 300 == 0 ? 500 : number % 30)
            : random.Next(30) == 0 ? random.Next(9000) : random.Next(60);
        var value = new byte[length];
        new Random(number).NextBytes(value);
        return value;
    }

    private sealed record Database(string? Name, int Flags, int KeyLength, int FixedLength, int Keys, int Values);
}
