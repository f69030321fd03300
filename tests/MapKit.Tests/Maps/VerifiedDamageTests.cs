using System.Diagnostics;
using System.Globalization;
using MapKit.Maps;
using MapKit.Maps.Cdb;
using MapKit.Maps.Lmdb;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Maps.Lmdb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>
/// No damage that takes a key away or adds one is called sound. MAPKIT_SEED repeats a run, MAPKIT_ROUNDS sets its length.
/// </summary>
public class VerifiedDamageTests
{
    private static readonly int Seed = Number("MAPKIT_SEED", Environment.TickCount);
    private static readonly int Rounds = Number("MAPKIT_ROUNDS", 150);

    public static TheoryData<string> Files => ["hash", "btree", "lmdb", "lmdb small", "lmdb 1.0", "cdb", "cdb small"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Damage_to_a_file_of_MapKit_is_not_called_sound(string name) => Check(Build(name), name.StartsWith("cdb", StringComparison.Ordinal) ? 512 : 4096);

    [PeerTheory("db_load")]
    [InlineData("hash", "db_lorder=4321")]
    [InlineData("hash", "duplicates=1")]
    [InlineData("btree", "chksum=1")]
    [InlineData("btree", "duplicates=1")]
    public void Damage_to_a_file_of_libdb_is_not_called_sound(string type, string setting)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        LibDb.Load(path, type, ["db_pagesize=512", setting], setting == "duplicates=1" ? SampleFiles.Duplicates() : SampleFiles.Pairs(150));
        Check(File.ReadAllBytes(path), 512);
    }

    private static byte[] Build(string name) => name switch
    {
        "hash" => TestMap.Write(TestMap.Hash, SampleFiles.Pairs(100).Concat(TestMap.Users(600)), withNul: true),
        "btree" => TestMap.Write(TestMap.Btree, SampleFiles.Pairs(100).Concat(TestMap.Users(600)), withNul: true),
        "lmdb" => MapText.Build(new LmdbFormat(), MapText.Set(MapText.Numbered(600, 50))),
        "lmdb small" => MapText.Build(new LmdbFormat(), MapText.Set(MapText.Numbered(3))),
        "lmdb 1.0" => LmdbVersion3Sample.File(),
        "cdb" => MapText.Build(new CdbFormat(), MapText.Set(MapText.Numbered(120, 50))),
        _ => MapText.Build(new CdbFormat(), MapText.Set(MapText.Numbered(3))),
    };

    private static void Check(byte[] sound, int pageSize)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("map", sound);
        Assert.Empty(MapVerification.Of(path).Problems);
        var keys = Keys(path);
        var random = new Random(Seed);
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            File.WriteAllBytes(path, PageDamage.Apply(sound, pageSize, random, out var overwritten));
            var watch = Stopwatch.StartNew();
            try
            {
                if (IsSound(path)) AssertKeys(keys, Keys(path), overwritten);
                else found++;
                Salvage(path);
            }
            catch (Exception exception) when (exception is not MapFormatException)
            {
                throw new InvalidOperationException($"MAPKIT_SEED={Seed}, round {round}", exception);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"MAPKIT_SEED={Seed}, round {round}: {watch.Elapsed}");
        }

        // Were nothing ever found, the damage would not have been any.
        Assert.InRange(found, Rounds / 4, Rounds);
    }

    private static bool IsSound(string path)
    {
        try
        {
            return MapVerification.Of(path).IsSound;
        }
        catch (MapFormatException)
        {
            return false;
        }
    }

    private static void Salvage(string path)
    {
        try
        {
            using var salvage = MapSalvage.Open(path);
            Assert.True(salvage.Records.LongCount() >= 0);
        }
        catch (MapFormatException)
        {
            // Nothing is left that looks like a map.
        }
    }

    /// <summary>Overwritten bytes may be those of keys, and no structure tells what they were; but no key comes or goes.</summary>
    private static void AssertKeys(List<string> expected, List<string> found, int overwritten)
    {
        Assert.Equal(expected.Count, found.Count);
        var changed = expected.Zip(found).Count(pair => pair.First != pair.Second);
        var different = expected.Except(found).Count();
        Assert.True(different <= overwritten, $"{different} keys changed where {overwritten} bytes did, {changed} moved");
    }

    private static List<string> Keys(string path)
    {
        using var reader = MapFile.Open(path);
        return [.. reader.Records.Select(record => Convert.ToHexString(record.Key.Span)).Order(StringComparer.Ordinal)];
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
