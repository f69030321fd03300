using MapKit.Fuzzing;
using MapKit.Maps;
using MapKit.Tests.Maps.BerkeleyDb;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps;

/// <summary>A file that is damaged on every page costs memory, and so work, in proportion to its size.</summary>
public sealed class DamageCostTests : IDisposable
{
    private const int PageSize = 4096;
    private const int Times = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, int, byte[]> Damage
    {
        get
        {
            var damage = new TheoryData<string, int, byte[]>();
            foreach (var type in new[] { "hash", "btree" })
            {
                damage.Add(type, 16, [5, 0, 0, 0]); // every page is followed by page 5
                damage.Add(type, 25, [3]); // is an internal page
                damage.Add(type, 20, [255, 3]); // has more items than it has
                damage.Add(type, 26, [0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8]); // has the same item again and again
            }

            damage.Add("lmdb", 0, [3]); // says that it is page 3
            damage.Add("lmdb", 10, [1]); // is a branch
            damage.Add("lmdb", 12, [0, 8]); // has more nodes than it has
            damage.Add("lmdb", 16, [0, 8, 0, 8, 0, 8, 0, 8, 0, 8, 0, 8]); // has the same node again and again
            damage.Add("cdb", 0, [0, 8, 0, 0]); // leads to the first record, all over the file
            return damage;
        }
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Damage))]
    public void Four_times_the_file_costs_four_times_the_memory(string type, int place, byte[] bytes)
    {
        // The first walk pays for what is made once.
        Cost(type, place, bytes, 600);
        var small = Cost(type, place, bytes, 2500);
        var large = Cost(type, place, bytes, 2500 * Times);
        Assert.True(large < 1.5 * Times * small, $"{small} bytes allocated, and {large} for {Times} times as much");
    }

    private long Cost(string type, int place, byte[] bytes, int records)
    {
        var pairs = TestMap.Users(records);
        Assert.True(MapTypes.TryParse(type, out var mapType));
        var file = TestMap.Write(MapEngines.For(mapType), pairs, withNul: true);
        for (var page = type == "lmdb" ? 2 : type == "cdb" ? 0 : 1; page < file.Length / PageSize; page++) bytes.CopyTo(file, (page * PageSize) + place);
        var path = _folder.Write($"{records}", file);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ReadingSurface.Walk(path);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
