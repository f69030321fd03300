using CsCheck;
using MapKit.Maps.BerkeleyDb.Hash;
using MapKit.Records;
using MapKit.Records.Spilling;

namespace MapKit.Tests.Records.Spilling;

/// <summary>The orders of runs: what sorts a run and what merges several agree.</summary>
[Trait(Category.Name, Category.Random)]
public sealed class RunOrderTests
{
    private const int LongestKey = 2000;

    public static TheoryData<string> Orders => ["key", "one bucket", "buckets", "source"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Sorting_and_comparing_agree(string name)
    {
        var order = Order(name);
        var letter = Gen.Int[0, 3].Select(letter => (byte)"ab\0\u00FF"[letter]);
        var key = Gen.OneOf(letter.Array[1, 12], Gen.Int[1, LongestKey].Select(length => Enumerable.Repeat((byte)'k', length).ToArray()));
        key.Array[1, 60].Sample(
            keys =>
            {
                var records = new RecordSet();
                for (var i = 0; i < keys.Length; i++) records.Add(keys[i], [], line: keys.Length - i);
                var stored = records.AsStored(withNul: false);
                var numbers = order.Sort(stored);
                Assert.Equal(Enumerable.Range(0, stored.Count), numbers.Order());
                for (var i = 1; i < numbers.Length; i++) Assert.True(Compare(order, stored, numbers[i - 1], numbers[i]) < 0);
            },
            iter: 500);
    }

    private static IRunOrder Order(string name) => name switch
    {
        "key" => new KeyRunOrder(),
        "source" => new SourceRunOrder(),
        "one bucket" => new HashRunOrder(1),
        _ => new HashRunOrder(8),
    };

    private static int Compare(IRunOrder order, in StoredRecords records, int first, int second)
    {
        var difference = order.RankOf(records.Key(first), records.Line(first)).CompareTo(order.RankOf(records.Key(second), records.Line(second)));
        return difference != 0 ? difference : order.CompareAlike(records.Key(first), records.Key(second));
    }
}
