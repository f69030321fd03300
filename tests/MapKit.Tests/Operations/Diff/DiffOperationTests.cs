using System.Text;
using CsCheck;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations;
using MapKit.Operations.Compile;
using MapKit.Operations.Diff;
using MapKit.Tests.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Diff;

public class DiffOperationTests
{
    private static readonly string[] Keys = ["a", "ab", "abc", "b", "b\u00FF", "c", "user@example.com"];

    private static readonly Gen<(string, string)[]> Tables =
        Gen.Select(Gen.Int[0, Keys.Length - 1].Select(index => Keys[index]), Gen.Int[1, 3].Select(value => $"{value}")).Array[0, 8];

    [Fact]
    [Trait(Category.Name, Category.Random)]
    public void Differences_are_those_of_two_dictionaries_in_the_order_of_the_keys() => Gen.Select(Tables, Tables).Sample((first, second) =>
    {
        var (old, @new) = (Dictionary(first), Dictionary(second));
        var expected = old.Keys.Union(@new.Keys).Order(StringComparer.Ordinal)
            .Where(key => old.GetValueOrDefault(key) != @new.GetValueOrDefault(key))
            .Select(key => !old.TryGetValue(key, out var before) ? $"+{key}={@new[key]}" : !@new.TryGetValue(key, out var after) ? $"-{key}={before}" : $"~{key}={before},{after}");
        Assert.Equal(expected, Differences(Build(MapType.Hash, old), Build(MapType.Cdb, @new)));
    });

    [Fact]
    public void The_NULs_of_the_types_are_no_difference_unless_stored_bytes_are_compared()
    {
        (string, string)[] records = [("a", "1"), ("b", "2")];
        Assert.Empty(Differences(Build(MapType.Lmdb, records), Build(MapType.Cdb, records)));
        Assert.Equal(["+a=1", "-a\0=1\0", "+b=2", "-b\0=2\0"], Differences(Build(MapType.Lmdb, records), Build(MapType.Cdb, records), raw: true));
    }

    [Fact]
    public void The_marks_of_alias_maps_are_no_difference()
    {
        (string, string)[] marked = [("a", "1"), ("@", "@"), ("YP_LAST_MODIFIED", "1700000000"), ("YP_MASTER_NAME", "mail.example.com")];
        Assert.Empty(Differences(Build(MapType.Cdb, marked), Build(MapType.Cdb, [("a", "1")])));
        Assert.Equal(3, Differences(Build(MapType.Cdb, marked), Build(MapType.Cdb, [("a", "1")]), raw: true).Count);
    }

    [PeerFact("db_load")]
    public void Keys_with_several_values_are_compared_value_by_value()
    {
        var one = Load("a\n1\na\n2\nb\n1\nc\n1\nc\n2\n");
        var two = Load("a\n2\na\n3\nb\n1\nb\n1\nc\n2\nc\n1\n");
        Assert.Equal(["~a=1,3", "+b=1", "~c=1,2"], Differences(one, two));
        Assert.Empty(Differences(one, one));
    }

    [Fact]
    public void A_source_is_read_as_compile_reads_it()
    {
        var source = new MemoryStream(Encoding.Latin1.GetBytes("User@Example.COM  x\nuser@example.com y\nbad\n"));
        var findings = new DiagnosticList();
        var contents = TableContents.OfSource(source, "table", new CompileOptions(), findings, null);
        Assert.Equal(2, findings.Count);
        Assert.Equal(1, contents.KeyCount);
        Assert.Empty(DiffOperation.Compare(contents, Contents(Build(MapType.Btree, [("user@example.com", "x")]), raw: false)));
    }

    private static List<string> Differences(byte[] first, byte[] second, bool raw = false) =>
        [.. DiffOperation.Compare(Contents(first, raw), Contents(second, raw)).Select(Text)];

    private static string Text(TableDifference difference)
    {
        var (old, @new) = (MapText.Text(difference.Old), MapText.Text(difference.New));
        var values = difference.Kind switch { DifferenceKind.Extra => $"+{{0}}={@new}", DifferenceKind.Missing => $"-{{0}}={old}", _ => $"~{{0}}={old},{@new}" };
        return values.Replace("{0}", MapText.Text(difference.Key), StringComparison.Ordinal);
    }

    private static TableContents Contents(byte[] file, bool raw)
    {
        using var folder = new TemporaryFolder();
        using var map = MapFile.Open(folder.Write("map", file));
        return TableContents.OfMap(map, raw);
    }

    private static Dictionary<string, string> Dictionary((string Key, string Value)[] records) =>
        records.DistinctBy(record => record.Key).ToDictionary(record => record.Key, record => record.Value);

    private static byte[] Build(MapType type, Dictionary<string, string> records) => Build(type, [.. records.Select(record => (record.Key, record.Value))]);

    private static byte[] Build(MapType type, (string, string)[] records) => MapText.Build(MapEngines.For(type), MapText.Set(records));

    private static byte[] Load(string text)
    {
        using var folder = new TemporaryFolder();
        var result = Tool.Run("db_load", ["-T", "-t", "hash", "-c", "duplicates=1", folder.File("map")], MapText.Bytes(text), null);
        Assert.True(result.ExitCode == 0, result.Error);
        return File.ReadAllBytes(folder.File("map"));
    }
}
