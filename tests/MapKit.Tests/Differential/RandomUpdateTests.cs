using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Update;
using MapKit.Postfix;
using MapKit.Records;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Differential;

/// <summary>
/// Random changes made to a map by postmap -i and -d, and to a copy of it by ours: after each the same words, the same exit
/// status, the same stored records; and in the end postmap lists the same from both. MAPKIT_SOURCES sets how many maps,
/// MAPKIT_SEED where they begin.
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomUpdateTests(ITestOutputHelper log)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "1100", CultureInfo.InvariantCulture) / 10;

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    private static readonly MapType[] Types = [MapType.Hash, MapType.Btree, MapType.Lmdb];

    private static readonly string[] Keys =
    [
        "a", "A", "b", "B", "key", "Key", "user@example.com", "\u00C3\u009F", "ss", "\u00C3\u0085", "\u00C3\u00A5", "k\u00FF", "@", "", new('l', 300), new('L', 300), new('h', 1500),
    ];

    private static readonly string[] Values = ["x", "y", "z z", "\u00C3\u009F", new('v', 200), new('w', 3000)];

    [PeerFact("postmap")]
    public void Changes_are_those_of_postmap()
    {
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count * 10}");
        using var folder = new TemporaryFolder();
        var configurations = (PostfixConfiguration.Write(folder.File("utf8")), PostfixConfiguration.Write(folder.File("bytes"), "smtputf8_enable = no\n"));
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var story = new StringBuilder();
            if (Difference(new Random(seed), folder.File($"t{seed}"), folder.File($"o{seed}"), configurations, story) is { } difference)
            {
                failures.Enqueue($"MAPKIT_SEED={seed}\n{story}{difference}");
                if (failures.Count > 5) state.Stop();
            }

            foreach (var file in Directory.GetFiles(folder.Path, $"?{seed}*")) File.Delete(file);
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private static string? Difference(Random random, string theirs, string ours, (string Utf8, string Bytes) configurations, StringBuilder story)
    {
        var type = Pick(random, Types);
        var utf8 = random.Next(3) != 0;
        var configuration = utf8 ? configurations.Utf8 : configurations.Bytes;
        for (var step = random.Next(2, 7); step > 0; step--)
        {
            var put = random.Next(3) != 0;
            var options = new MapUpdateOptions { Warnings = new DiagnosticList(), Version = PostfixVersion.Postfix37, Create = put, Utf8 = utf8 };
            var flags = Flags(random, utf8, ref options);
            var input = put ? Lines(random) : string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Keys) + "\n"));

            // An lmdb key without room is fatal; what was put before it stays.
            var peer = Tool.Run(
                "postmap",
                ["-c", configuration, .. flags, .. put ? ["-i"] : new[] { "-d", "-" }, $"{MapTypes.NameOf(type)}:{theirs}"],
                Encoding.Latin1.GetBytes(input),
                PreloadedSleep.Variables);
            story.Append(CultureInfo.InvariantCulture, $"{MapTypes.NameOf(type)} utf8={utf8} {(put ? "-i" : "-d -")} {string.Join(' ', flags)}\n{input}\n");
            var (status, words) = Run(type, ours, options, Encoding.Latin1.GetBytes(input), utf8);
            words = words.Replace(ours, theirs, StringComparison.Ordinal);
            if (words != peer.Error) return $"words:\n{peer.Error}--- ours:\n{words}";
            if (status != peer.ExitCode) return $"exit status {peer.ExitCode}, ours {status}";
            if (Records(type, theirs) != Records(type, ours)) return $"records:\n{Records(type, theirs)}\n--- ours:\n{Records(type, ours)}";
        }

        if (!File.Exists(theirs + MapTypes.SuffixOf(type))) return null;
        var lists = new[] { theirs, ours }.Select(name => Tool.Run("postmap", "-c", configuration, "-s", $"{MapTypes.NameOf(type)}:{name}"))
            .Select(result => string.Join('\n', result.Output.Split('\n').Order(StringComparer.Ordinal)) + result.ExitCode).ToList();
        return lists[0] == lists[1] ? null : $"listed:\n{lists[0]}\n--- ours:\n{lists[1]}";
    }

    private static List<string> Flags(Random random, bool utf8, ref MapUpdateOptions options)
    {
        var flags = new List<string>();
        var folds = random.Next(4) != 0;
        if (!folds) flags.Add("-f");
        options = options with { Folding = !folds ? KeyFolding.None : utf8 ? KeyFolding.Unicode : KeyFolding.Ascii };
        var nul = random.Next(6);
        if (nul < 2) flags.Add(nul == 0 ? "-N" : "-n");
        options = options with { Nul = nul switch { 0 => NulConvention.WithNul, 1 => NulConvention.WithoutNul, _ => NulConvention.TypeDefault } };
        var repeated = random.Next(5);
        if (repeated < 2) flags.Add(repeated == 0 ? "-r" : "-w");
        options = options with { Duplicates = repeated switch { 0 => DuplicatePolicy.Last, 1 => DuplicatePolicy.KeepAll, _ => DuplicatePolicy.First } };
        return flags;
    }

    private static string Lines(Random random) => string.Concat(
        Enumerable.Range(0, random.Next(0, 6)).Select(_ => $"{Pick(random, Keys)} {Pick(random, Values)}\n"));

    private static (int Status, string Words) Run(MapType type, string name, MapUpdateOptions options, byte[] input, bool utf8)
    {
        var words = new StringBuilder();
        var sink = new Words(words, type, name, utf8);
        try
        {
            using var update = MapUpdate.Open(type, name, options with { Warnings = sink });
            var status = 0;
            try
            {
                status = options.Create ? Put(update, input, sink, utf8) : Delete(update, input);
            }
            finally
            {
                update.Commit();
            }

            return (status, words.ToString());
        }
        catch (MapUpdateException exception)
        {
            return (1, words.Append(CultureInfo.InvariantCulture, $"postmap: fatal: {exception.Message}\n").ToString());
        }
    }

    private static int Put(MapUpdate update, byte[] input, IDiagnosticSink sink, bool utf8)
    {
        using var entries = new EntryReader(new MemoryStream(input), "stdin", new EntryReaderOptions { Utf8 = utf8 }, sink);
        while (entries.Read(out var entry)) update.Put(entry.Key, entry.Value);
        return 0;
    }

    private static int Delete(MapUpdate update, byte[] input)
    {
        var found = false;
        foreach (var line in Encoding.Latin1.GetString(input).Split('\n').SkipLast(1)) found |= update.Delete(Encoding.Latin1.GetBytes(line));
        return found ? 0 : 1;
    }

    private static string Records(MapType type, string name)
    {
        var path = name + MapTypes.SuffixOf(type);
        if (!File.Exists(path)) return "no file";
        using var map = MapFile.Open(path);
        return string.Join('\n', map.Records.Select(record => $"{Encoding.Latin1.GetString(record.Key.Span)}={Encoding.Latin1.GetString(record.Value.Span)}").Order(StringComparer.Ordinal));
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    /// <summary>Writes warnings down as 3.7 prints them.</summary>
    private sealed class Words(StringBuilder text, MapType type, string name, bool utf8) : IDiagnosticSink
    {
        public void Report(Diagnostic diagnostic)
        {
            foreach (var line in PostfixText.Of([diagnostic], "postmap", type, name, utf8)) text.Append(line).Append('\n');
        }
    }
}
