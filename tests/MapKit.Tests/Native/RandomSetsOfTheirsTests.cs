using MapKit.Maps;
using MapKit.Native;
using MapKit.Tests.Maps;

namespace MapKit.Tests.Native;

/// <summary>Files that the libraries made by random changes, of any layout they offer: MapKit reads what their cursor gives.</summary>
[Trait(Category.Name, Category.Random)]
public class RandomSetsOfTheirsTests(ITestOutputHelper log)
{
    [EngineTheory]
    [InlineData(MapType.Hash)]
    [InlineData(MapType.Btree)]
    [InlineData(MapType.Lmdb)]
    public void MapKit_reads_what_the_library_writes(MapType type)
    {
        using var folder = new MemoryFolder();
        var damaged = 0;
        RandomRuns.All(log, RandomRuns.UsualSets / 6, seed =>
        {
            var path = folder.File($"{seed}");
            if (!IsSound(path, type, seed)) Interlocked.Increment(ref damaged);
            File.Delete(path);
        });
        Assert.True(damaged <= 1 + (RandomRuns.Count(RandomRuns.UsualSets / 6) / 50), $"{damaged} files were damaged by the library itself");
    }

    /// <summary>Whether the library made a file that it can read itself; of hash files it damages a few (see EnginesAgree).</summary>
    private static bool IsSound(string path, MapType type, int seed)
    {
        try
        {
            RandomNativeFile.Create(path, type, new Random(seed), out var keys);
            return EnginesAgree.On(path, NativeEngines.Of(type), keys, changedByLibrary: true) is not null;
        }
        catch (NativeEngineException) when (type == MapType.Hash)
        {
            return false;
        }
    }
}
