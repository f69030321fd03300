using MapKit.Maps;
using MapKit.Native;
using MapKit.Tests.Maps;

namespace MapKit.Tests.Native;

/// <summary>Files of the system's libraries after a life of random changes.</summary>
internal static class RandomNativeFile
{
    private const int LmdbPageSize = 4096;
    private const int KeysRemembered = 2000;

    /// <summary>Makes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">Its type.</param>
    /// <param name="random">Decides layout and records.</param>
    /// <param name="keys">Keys that were in the file at some time.</param>
    /// <param name="largest">Records at most.</param>
    public static void Create(string path, MapType type, Random random, out List<byte[]> keys, int largest = int.MaxValue)
    {
        var options = type == MapType.Lmdb ? new NativeMapOptions() : Layout(random, type);
        var source = new RandomRecords(random, type, options.PageSize ?? LmdbPageSize);
        var engine = NativeEngines.Of(type);
        keys = [];
        var lives = random.Next(1, 4);
        for (var life = 0; life < lives; life++)
        {
            using var map = life == 0 ? engine.Create(path, type, options) : engine.Open(path, writable: true);
            Change(map, source, random, keys, Math.Min(RandomRecords.Count(random), largest) / lives, options.Duplicates);
        }
    }

    private static NativeMapOptions Layout(Random random, MapType type) => new()
    {
        PageSize = 512 << (random.Next(3) == 0 ? random.Next(8) : random.Next(4)),
        BigEndian = random.Next(3) switch { 0 => true, 1 => false, _ => null },
        Checksums = random.Next(4) == 0,
        Duplicates = (NativeDuplicates)Math.Max(0, random.Next(-2, 3)),
        FillFactor = type == MapType.Hash && random.Next(3) == 0 ? random.Next(1, 60) : null,
        ExpectedRecords = type == MapType.Hash && random.Next(3) == 0 ? random.Next(1, 300) : null,
        MinimumKeysPerPage = type == MapType.Btree && random.Next(4) == 0 ? random.Next(2, 7) : null,
    };

    private static void Change(INativeMap map, RandomRecords source, Random random, List<byte[]> keys, int changes, NativeDuplicates duplicates)
    {
        var deletions = random.Next(60);
        var repetitions = duplicates == NativeDuplicates.None ? random.Next(50) : random.Next(50, 99);
        for (; changes > 0; changes--)
        {
            if (keys.Count > 0 && random.Next(100) < deletions)
            {
                var gone = keys[random.Next(keys.Count)];
                if (random.Next(2) == 0 && map.TryGet(gone, out var value)) map.Delete(gone, value);
                else map.Delete(gone);
            }
            else
            {
                var key = keys.Count > 0 && random.Next(100) < repetitions ? keys[random.Next(keys.Count)] : source.Key();
                if (keys.Count < KeysRemembered) keys.Add(key);
                map.Put(key, source.Value(key.Length));
            }

            if (random.Next(50) == 0) map.Flush();
        }

        map.Flush();
    }
}
