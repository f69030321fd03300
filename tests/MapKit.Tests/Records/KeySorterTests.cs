using CsCheck;
using MapKit.Records;

namespace MapKit.Tests.Records;

public sealed class KeySorterTests
{
    private static readonly string[] Beginnings = ["", "user", "12345678", "0123456789abcdef", new string('x', 200)];
    private static readonly byte[] Endings = [0, 1, 97, 255];

    // Few different bytes and lengths around the eight that are compared at once, so that keys often share long beginnings.
    private static readonly Gen<byte[]> Key = Gen.Select(
        Gen.Int[0, Beginnings.Length - 1].Select(i => Beginnings[i]),
        Gen.Int[0, Endings.Length - 1].Select(i => Endings[i]).Array[0, 20],
        (start, end) => (byte[])[.. start.Select(character => (byte)character), .. end]);

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_are_in_order_of_unsigned_bytes_and_prefixes_come_first(bool withNul) => Key.Array[0, 300].Sample(keys =>
    {
        var set = new RecordSet();
        foreach (var key in keys) set.Add(key, []);
        var records = set.AsStored(withNul);
        var order = KeyOrder.Sort(records);
        Assert.Equal(Enumerable.Range(0, records.Count), order.Order());
        for (var i = 1; i < order.Length; i++)
        {
            Assert.True(records.Key(order[i - 1]).SequenceCompareTo(records.Key(order[i])) < 0, $"place {i} of {order.Length}");
        }
    });

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void On_a_hash_page_a_longer_key_comes_before_its_prefixes() => Key.Array[0, 300].Sample(keys =>
    {
        var set = new RecordSet();
        foreach (var key in keys) set.Add(key, []);
        var records = set.AsStored(withNul: false);
        int[] order = [.. Enumerable.Range(0, records.Count)];
        new KeySorter(records, longerFirst: true).Sort(order);
        for (var i = 1; i < order.Length; i++)
        {
            var earlier = records.Key(order[i - 1]);
            var later = records.Key(order[i]);
            var common = Math.Min(earlier.Length, later.Length);
            var difference = earlier[..common].SequenceCompareTo(later[..common]);
            Assert.True(difference < 0 || (difference == 0 && earlier.Length > later.Length), $"place {i} of {order.Length}");
        }
    });

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void A_few_keys_after_a_sorted_run_are_merged() => Key.Array[40, 300].Sample(keys =>
    {
        var set = new RecordSet();
        var few = keys.Length / 40;
        foreach (var key in keys.Skip(few).Order(Comparer<byte[]>.Create((first, second) => first.AsSpan().SequenceCompareTo(second)))) set.Add(key, []);
        foreach (var key in keys.Take(few)) set.Add(key, []);
        var records = set.AsStored(withNul: false);
        var order = KeyOrder.Sort(records);
        Assert.Equal(Enumerable.Range(0, records.Count), order.Order());
        for (var i = 1; i < order.Length; i++) Assert.True(records.Key(order[i - 1]).SequenceCompareTo(records.Key(order[i])) < 0, $"place {i} of {order.Length}");
    });

    [Fact]
    public void Many_keys_with_a_long_common_prefix_are_sorted()
    {
        var set = new RecordSet();
        for (var i = 0; i < 2000; i++) set.Add(MapKit.Tests.Maps.MapText.Bytes($"{i % 2}{new string('y', 300)}{i * 7919 % 2000:d5}"), []);
        var records = set.AsStored(false);
        var order = KeyOrder.Sort(records);
        for (var i = 1; i < order.Length; i++) Assert.True(records.Key(order[i - 1]).SequenceCompareTo(records.Key(order[i])) < 0);
    }

    // So many are divided into ranges first. Two or three times eight bytes agree in many of them, some end there, and some have
    // NULs there, which look like the end.
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_hundred_thousand_keys_with_long_common_prefixes_are_sorted(bool withNul, int seed)
    {
        var random = new Random(seed);
        var set = new RecordSet();
        for (var i = 0; i < 100_000; i++)
        {
            var key = new byte[2 + random.Next(28)];
            for (var at = 2; at < key.Length; at++) key[at] = random.Next(5) == 0 ? Endings[random.Next(Endings.Length)] : (byte)(at % 3);
            if (random.Next(4) == 0 && key.Length > 8) random.NextBytes(key.AsSpan(2, 4));
            set.Add(key, []);
        }

        var records = set.AsStored(withNul);
        Assert.InRange(records.Count, 40_000, 100_000);
        var order = KeyOrder.Sort(records);
        Assert.Equal(Enumerable.Range(0, records.Count), order.Order());
        for (var i = 1; i < order.Length; i++)
            Assert.True(records.Key(order[i - 1]).SequenceCompareTo(records.Key(order[i])) < 0, $"seed {seed}, place {i} of {order.Length}");
    }
}
