using System.Buffers;
using System.Text;
using MapKit.Maps;
using MapKit.Operations.Dump;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Dump;

/// <summary>What is written by several processors is what the records are one by one.</summary>
[Trait(Category.Name, Category.Random)]
public class DumpOperationTests(ITestOutputHelper log)
{
    public static TheoryData<string> Samples => [.. DamageSample.Names];

    public static TheoryData<MapType> Types => [.. MapTypes.All];

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Types))]
    public void Random_records_are_written_in_the_order_of_the_file(MapType type) => RandomRuns.All(log, 8, seed =>
    {
        var random = new Random(seed);
        using var folder = new MemoryFolder();
        var path = folder.File("map");
        var writer = new MapWriter(path, type);
        var count = random.Next(60_000);
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(2000) == 0 ? random.Next(30_000) : random.Next(60);
            writer.AddStored(MapText.Bytes($"{random.Next(1000)}user{i}@example.com\0"), MapText.Bytes(new string('v', length) + "\0"));
        }

        writer.Complete();
        AssertSame(path);
    });

    [PeerTheory("postmap")]
    [InlineData("hash")]
    [InlineData("lmdb")]
    public void Maps_of_postmap_are_written_in_the_order_of_the_file(string type)
    {
        using var folder = new PostmapFolder();
        var random = new Random(RandomRuns.FirstSeed);
        folder.WriteSource("transport", Enumerable.Range(0, 30_000).Select(i => ($"{random.Next(1000)}user{i}@example.com", $"smtp:[mx{i}.example.net]")));
        folder.Succeed([$"{type}:{folder.PathOf("transport")}"]);
        Assert.True(MapTypes.TryParse(type, out var mapType));
        Assert.Equal(30_000, AssertSame(folder.PathOf("transport" + MapTypes.SuffixOf(mapType))));
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [MemberData(nameof(Samples))]
    public void Both_ways_of_dumping_report_damage(string name)
    {
        var sample = DamageSample.Of(name);
        using var folder = new MemoryFolder();
        RandomRuns.All(log, 200, seed =>
        {
            var path = folder.File($"{seed}");
            File.WriteAllBytes(path, PageDamage.Apply(sample.File, sample.PageSize, new Random(seed), out _));
            AssertSame(path);
            File.Delete(path);
        });
    }

    private static int AssertSame(string path)
    {
        IMapReader map;
        try
        {
            map = MapFile.Open(path);
        }
        catch (MapFormatException)
        {
            return 0;
        }

        using (map)
        {
            var (expected, failure) = Text(write =>
            {
                var output = new ArrayBufferWriter<byte>();
                foreach (var record in map.Records)
                {
                    Write(record, output);
                    write(output.WrittenSpan);
                    output.ResetWrittenCount();
                }
            });
            var (found, foundFailure) = Text(write => DumpOperation.Run(map, Write, write));
            Assert.Equal(failure is null, foundFailure is null);

            // Of pages that are reached twice the pieces know only when they come together.
            if (failure is null) Assert.Equal(expected, found);
            else Assert.StartsWith(Common(expected, found), found, StringComparison.Ordinal);
            return expected.Count(character => character == '\n');
        }
    }

    private static string Common(string one, string other) => one.Length < other.Length ? one : other;

    private static (string Text, MapFormatException? Failure) Text(Action<Action<ReadOnlySpan<byte>>> run)
    {
        var text = new MemoryStream();
        try
        {
            run(text.Write);
            return (Encoding.Latin1.GetString(text.ToArray()), null);
        }
        catch (MapFormatException exception)
        {
            return (Encoding.Latin1.GetString(text.ToArray()), exception);
        }
    }

    private static void Write(in MapRecord record, IBufferWriter<byte> output)
    {
        output.Write(record.Key.Span);
        output.Write("\t"u8);
        output.Write(record.Value.Span);
        output.Write("\n"u8);
    }
}
