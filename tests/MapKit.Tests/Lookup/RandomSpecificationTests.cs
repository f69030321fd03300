using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MapKit.Maps;
using MapKit.Records;
using MapKit.Tests.Differential;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Lookup;

/// <summary>
/// Random tables of every type, asked by postmap 3.7.11 and by us: the same answers, the same messages, the same exit status.
/// MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin. Listed difference: the records of tables in memory come in
/// the order of their source, in Postfix in a random one; and so do the messages about them.
/// </summary>
[Trait(Category.Name, Category.Random)]
public sealed class RandomSpecificationTests : IDisposable
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "300", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    private readonly TemporaryFolder _folder = new();
    private readonly ITestOutputHelper _log;
    private readonly string _withUtf8;
    private readonly string _withoutUtf8;

    public RandomSpecificationTests(ITestOutputHelper log)
    {
        _log = log;
        _withUtf8 = PostfixConfiguration.Write(_folder.File("utf8"));
        _withoutUtf8 = PostfixConfiguration.Write(_folder.File("bytes"), "smtputf8_enable = no\n");
        WriteOld("text", "a 1\nA 2\nKey value\n\"x y\" z\nstra\u00DFe 3\nSTRASSE 4\nroot a\nmissing\nalias: x\n");
        WriteOld("file1", "hello\n");
        WriteOld("file2", "world");
        foreach (var type in MapTypes.All)
        {
            Write(type, "nul", "a\0", "1\0", "key\0", "v\0", "strasse\0", "s\0", "bad\0", "\u00FF\0", "root\0", "A\0", "nul\0", "\0");
            Write(type, "none", "a", "1", "key", "v", "bad", "\u00FF", "x y", "z", "Key", "unfolded");
            Write(type, "mixed", "a\0", "1\0", "b", "2", "key", "v\0w", "Key\0", "unfolded\0");
        }
    }

    public void Dispose() => _folder.Dispose();

    [PeerFact("postmap")]
    public void Random_table_names_open_as_in_postmap() => Compare((random, _) => new RandomSpecification(random, _folder.Path).Make());

    [PeerFact("postmap")]
    public void Random_texthash_sources_are_read_as_in_postmap() => Compare((random, seed) =>
    {
        WriteOld($"source{seed}", Encoding.Latin1.GetBytes(RandomSource.Make(random, aliases: false).Replace('\0', '0')));
        return "texthash:" + _folder.File($"source{seed}");
    });

    private void Compare(Func<Random, int, string> make)
    {
        _log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count}");
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var random = new Random(seed);
            var specification = make(random, seed);
            if (Difference(random, specification, out var arguments) is { } difference)
            {
                failures.Enqueue($"MAPKIT_SEED={seed} {string.Join(' ', arguments)} {specification}\n{difference}");
                if (failures.Count > 3) state.Stop();
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private string? Difference(Random random, string specification, out List<string> arguments)
    {
        var utf8 = random.Next(3) > 0;
        var options = QueryRun.Options(utf8);
        arguments = [];
        if (random.Next(4) == 0)
        {
            options = options with { Folding = KeyFolding.None };
            arguments.Add("-f");
        }

        (var option, options) = random.Next(12) switch
        {
            0 => ("-N", options with { Nul = NulConvention.WithNul }),
            1 => ("-n", options with { Nul = NulConvention.WithoutNul }),
            2 => ("-r", options with { Duplicates = DuplicatePolicy.Last }),
            3 => ("-w", options with { Duplicates = DuplicatePolicy.KeepAll }),
            4 => ("-F", options with { ValuesAreFiles = true }),
            _ => ("", options),
        };
        if (option.Length > 0) arguments.Add(option);
        var configuration = utf8 ? _withUtf8 : _withoutUtf8;
        var list = random.Next(4) == 0;
        var theirs = list
            ? PostmapQuery.List(configuration, specification, [.. arguments])
            : PostmapQuery.Query(configuration, specification, RandomSpecification.Questions, [.. arguments]);
        var ours = list ? QueryRun.List(specification, options) : QueryRun.Query(specification, options, [.. RandomSpecification.Questions]);
        arguments.Add(list ? "-s" : "-q -");
        var (theirMessages, ourMessages) = list ? (Sorted(theirs.Error), Sorted(ours.Error)) : (theirs.Error, ours.Error);
        if (theirMessages != ourMessages) return $"messages:\n{theirs.Error}--- ours:\n{ours.Error}";
        if (theirs.ExitCode != ours.ExitCode) return $"exit status {theirs.ExitCode}, ours {ours.ExitCode}";
        var (their, our) = list ? (Sorted(theirs.Output), Sorted(ours.Output)) : (theirs.Output, ours.Output);
        return their == our ? null : $"answers:\n{their}--- ours:\n{our}";
    }

    private static string Sorted(string lines) => string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    private void WriteOld(string name, string content) => WriteOld(name, Encoding.UTF8.GetBytes(content));

    // Postfix reads a source that has just changed again and again until it has settled.
    private void WriteOld(string name, byte[] content) => File.SetLastWriteTimeUtc(_folder.Write(name, content), DateTime.UtcNow.AddMinutes(-1));

    private void Write(MapType type, string name, params string[] keysAndValues)
    {
        // Hash and btree share their suffix.
        var folder = Directory.CreateDirectory(type == MapType.Btree ? _folder.File("btree") : _folder.Path).FullName;
        var writer = new MapWriter(Path.Combine(folder, name + MapTypes.SuffixOf(type)), type);
        for (var i = 0; i < keysAndValues.Length; i += 2) writer.AddStored(Encoding.Latin1.GetBytes(keysAndValues[i]), Encoding.Latin1.GetBytes(keysAndValues[i + 1]));
        writer.Complete();
    }
}
