using CsCheck;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.BerkeleyDb;

public class RoundTripTests
{
    // Around every length at which something changes: chunks of a sort, what stays on a page, what fills a page.
    private static readonly Gen<int> KeyLength = Gen.Frequency(
        (8, Gen.Int[0, 26]),
        (2, Gen.OneOf(1005, 1006, 1007, 1008, 1009, 1022, 1023, 1024, 1025, 1026)),
        (1, Gen.OneOf(4069, 4070, 4071, 8139, 8140, 8141, 9000)));

    private static readonly Gen<int> ValueLength = Gen.Frequency(
        (8, Gen.Int[0, 60]),
        (3, Gen.OneOf(1005, 1006, 1007, 1008, 1009, 1022, 1023, 1024, 1025, 1026)),
        (1, Gen.OneOf(4069, 4070, 4071, 8140, 8141, 200_000)));

    // Few different bytes, so that keys are often the beginnings of others and differ only in NULs or the highest byte.
    private static readonly Gen<byte> KeyByte = Gen.OneOf((byte)0, (byte)'a', (byte)'b', (byte)255);

    private static readonly Gen<(byte[] Key, byte[] Value)> Pair = Gen.Select(
        KeyLength.SelectMany(length => length <= 26 ? KeyByte.Array[length] : Gen.Select(KeyByte.Array[4], KeyByte.Array[2], (head, tail) => Stretch(head, tail, length))),
        Gen.Select(ValueLength, Gen.Int, TestMap.Filler));

    private static readonly Gen<(byte[] Key, byte[] Value)[]> Pairs =
        Gen.Frequency((9, Pair.Array[0, 40]), (1, Pair.Array[100, 400])).Select(Distinct);

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Written_records_are_read_back(string type)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        Gen.Select(Pairs, Gen.Bool).Sample(
            (pairs, withNul) =>
            {
                File.WriteAllBytes(path, TestMap.Write(TestMap.Format(type), pairs, withNul));
                var expected = TestMap.Sorted(pairs, withNul ? "00" : "");
                Assert.Equal(expected, TestMap.Sorted(TestMap.Dump(path)));
                using var reader = TestMap.Open(path);
                foreach (var (key, value) in pairs)
                {
                    byte[] nul = withNul ? [0] : [];
                    Assert.True(reader.TryGet([.. key, .. nul], out var found));
                    Assert.True(found.Span.SequenceEqual([.. value, .. nul]));
                }

                Assert.False(reader.TryGet("absent"u8, out _));
            },
            iter: 150,
            threads: 1);
    }

    [PeerTheory("db_verify", "db_dump")]
    [Trait(Category.Name, Category.Random)]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Libdb_reads_and_verifies_what_was_written(string type)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("t.db");
        Pairs.Sample(
            pairs =>
            {
                File.WriteAllBytes(path, TestMap.Write(TestMap.Format(type), pairs));
                LibDb.Verify(path);
                Assert.Equal(TestMap.Sorted(pairs), TestMap.Sorted(LibDb.Dump(path)));
                Assert.Equal(LibDb.Dump(path), TestMap.Dump(path));
            },
            iter: 15,
            threads: 1);
    }

    [Theory]
    [Trait(Category.Name, Category.Random)]
    [InlineData("hash")]
    [InlineData("btree")]
    public void The_bytes_do_not_depend_on_the_order_of_the_source(string type)
    {
        var format = TestMap.Format(type);
        Gen.Select(Pairs, Gen.Int).Sample(
            (pairs, seed) =>
            {
                var shuffled = pairs.ToArray();
                new Random(seed).Shuffle(shuffled);
                Assert.True(TestMap.Write(format, pairs).AsSpan().SequenceEqual(TestMap.Write(format, shuffled)));
            },
            iter: 50,
            threads: 1);
        var users = TestMap.Users(20_000).ToArray();
        Assert.True(TestMap.Write(format, users).AsSpan().SequenceEqual(TestMap.Write(format, users.Reverse())));
    }

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    public void Files_with_different_records_have_different_identities(string type)
    {
        var format = TestMap.Format(type);
        var identities = new[] { TestMap.Users(10), TestMap.Users(11), TestMap.Users(10).Select(pair => (pair.Key, pair.Key)) }
            .Select(pairs => TestMap.Hex(TestMap.Write(format, pairs).AsSpan(52, 20)));
        Assert.Equal(3, identities.Distinct().Count());
    }

    private static byte[] Stretch(byte[] head, byte[] tail, int length) => [.. head, .. new byte[length - head.Length - tail.Length], .. tail];

    private static (byte[] Key, byte[] Value)[] Distinct((byte[] Key, byte[] Value)[] pairs) =>
        [.. pairs.DistinctBy(pair => TestMap.Hex(pair.Key))];
}
