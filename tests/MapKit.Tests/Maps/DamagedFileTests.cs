using MapKit.Maps;
using MapKit.Tests.Native;

namespace MapKit.Tests.Maps;

/// <summary>
/// Files of every type, by MapKit and by the libraries, damaged at random: records or <see cref="MapFormatException"/>, and no
/// more work and memory than the size of the file allows.
/// </summary>
[Trait(Category.Name, Category.Random)]
[Trait(Category.Name, Category.Slow)]
public class DamagedFileTests(ITestOutputHelper log)
{
    private const int ChangesPerFile = 8;
    private const int LargestSet = 400;
    private const int LookedUp = 4;
    private const long FixedMemory = 300_000;
    private const long MemoryPerByte = 20;

    private static readonly MapType[] Native = [MapType.Hash, MapType.Btree, MapType.Lmdb];

    [Fact]
    public void A_damaged_file_of_MapKit_gives_records_or_an_error() => Damage((path, random) =>
    {
        var type = MapTypes.All[random.Next(MapTypes.All.Count)];
        var source = new RandomRecords(random, type, 4096);
        var writer = new MapWriter(path, type);
        var keys = new List<byte[]>();
        for (var count = Math.Min(RandomRecords.Count(random), LargestSet); count > 0; count--)
        {
            keys.Add(source.Key());
            writer.AddStored(keys[^1], source.Value(keys[^1].Length));
        }

        writer.Complete();
        return keys;
    });

    [EngineFact]
    public void A_damaged_file_of_the_libraries_gives_records_or_an_error() => Damage((path, random) =>
    {
        RandomNativeFile.Create(path, Native[random.Next(Native.Length)], random, out var keys, LargestSet);
        return keys;
    });

    private void Damage(Func<string, Random, List<byte[]>> create)
    {
        using var folder = new MemoryFolder();
        var refused = 0;
        var count = RandomRuns.UsualSets / 2 / ChangesPerFile;
        RandomRuns.All(log, count, seed =>
        {
            var random = new Random(seed);
            var path = folder.File($"{seed}");
            var keys = create(path, random);
            var someKeys = keys.Where((_, i) => i % (1 + (keys.Count / LookedUp)) == 0).Append([1]).ToArray();
            var sound = File.ReadAllBytes(path);
            int pageSize;
            using (var map = MapFile.Open(path)) pageSize = Math.Max(map.Info.PageSize, 2048);
            for (var change = 0; change < ChangesPerFile; change++)
            {
                // An inode of its own: the time of the file must not tell of the change.
                File.Delete(path);
                File.WriteAllBytes(path, RandomDamage.Apply(sound, pageSize, random));
                if (!ReadAll(path, someKeys)) Interlocked.Increment(ref refused);
            }

            File.Delete(path);
        });
        log.WriteLine($"{refused} files refused");

        // Were nothing ever refused, the damage would not have been any.
        Assert.InRange(refused, RandomRuns.Count(count) * ChangesPerFile / 10, RandomRuns.Count(count) * ChangesPerFile);
    }

    /// <returns>Whether there was no error.</returns>
    private static bool ReadAll(string path, byte[][] keys)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sound = false;
        RandomDamage.Expect(() =>
        {
            using var map = MapFile.Open(path);
            foreach (var key in keys) RandomDamage.Expect(() => map.TryGet(key, out _));
            CountBytes(map, new FileInfo(path).Length);
            sound = true;
        });

        // Reading ahead takes up to 64 KiB for a page of 4: a file whose pages are in the worst order costs 16 times its size.
        var length = new FileInfo(path).Length;
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < FixedMemory + (MemoryPerByte * length), $"{allocated} bytes allocated for a file of {length}");
        return sound;
    }

    // Every byte of the file belongs to one key or value at most, but for keys that several values share.
    private static void CountBytes(IMapReader map, long length)
    {
        var (records, bytes) = (0L, 0L);
        ReadOnlyMemory<byte> last = default;
        foreach (var (key, value) in map.Records)
        {
            records++;
            bytes += value.Length + (key.Equals(last) ? 0 : key.Length);
            last = key;
            if (records > length || bytes > length) Assert.Fail($"{records} records of {bytes} bytes from a file of {length} bytes");
        }
    }
}
