using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;
using MapKit.Maps;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>
/// Random sessions of the drop-ins beside Debian's 3.7.11: exit status, standard output and standard error compared whole,
/// and after each run the records of the map. MAPKIT_SESSIONS sets how many, MAPKIT_SEED where they begin;
/// MAPKIT_POSTFIX_312 names a folder with upstream's tools, which are then asked instead.
/// Listed difference: answers before a fatal error are printed (README).
/// </summary>
[Trait(Category.Name, Category.Random)]
[UnsupportedOSPlatform("windows")]
public partial class RandomSessionTests(ITestOutputHelper log)
{
    private static readonly string? Upstream = Environment.GetEnvironmentVariable("MAPKIT_POSTFIX_312");
    private static readonly string Version = Upstream is null ? "3.7" : "3.12";
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SESSIONS") ?? "700", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    [PeerFact("postmap", "postalias")]
    public void The_drop_ins_have_the_messages_and_effects_of_Postfix()
    {
        using var folder = new TemporaryFolder();
        var configurations = (Utf8: PostfixConfiguration.Write(folder.File("utf8")), Bytes: PostfixConfiguration.Write(folder.File("bytes"), "smtputf8_enable = no\n"));
        var failures = new ConcurrentQueue<string>();
        var runs = 0;
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var session = RandomSession.Make(seed);
            Interlocked.Add(ref runs, session.Steps.Count);
            if (Difference(folder, seed, session, session.Utf8 ? configurations.Utf8 : configurations.Bytes) is not { } difference) return;
            failures.Enqueue($"MAPKIT_SEED={seed} MAPKIT_SESSIONS=1 {session.Tool} {session.Type} utf8={session.Utf8}\n{difference}\nsource: {Convert.ToHexString(Encoding.Latin1.GetBytes(session.Source))}\n{session.Source}");
            if (failures.Count > 5) state.Stop();
        });
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SESSIONS={Count}: {runs} runs beside Postfix {Version}");
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private static string? Difference(TemporaryFolder folder, int seed, RandomSession session, string configuration)
    {
        // Names of one length, so that what is cut after so many bytes is cut alike.
        var (theirs, ours) = (Path.Combine(folder.Path, $"p{seed}"), Path.Combine(folder.Path, $"m{seed}"));
        foreach (var place in (string[])[theirs, ours])
        {
            Directory.CreateDirectory(place);
            var table = Path.Combine(place, "table");
            File.WriteAllBytes(table, Encoding.Latin1.GetBytes(session.Source));

            // Postfix reads a text table again while it has just changed.
            File.SetLastWriteTimeUtc(table, DateTime.UtcNow.AddMinutes(-1));
        }

        var done = new StringBuilder();
        foreach (var step in session.Steps)
        {
            done.Append(step).Append('\n');
            var peer = RunPeer(session.Tool, Words(step, theirs), step.Input, configuration);
            var own = RunOwn(session.Tool, Words(step, ours), step.Input, configuration);
            if (Compare(peer, theirs, own, ours, session, step) is { } difference) return $"{done}{difference}";
            if (!step.Changes) continue;
            if (CompareRecords(theirs, ours, session, configuration) is { } records) return $"{done}{records}";
        }

        foreach (var place in (string[])[theirs, ours]) Directory.Delete(place, recursive: true);
        return null;
    }

    private static string? Compare((int Status, string Output, string Error) peer, string theirs, (int Status, string Output, string Error) own, string ours, RandomSession session, RandomSession.Step step)
    {
        var peerError = peer.Error.Replace(theirs, ours, StringComparison.Ordinal);
        var peerOutput = Sorted(step, peer.Output);
        var ownOutput = Sorted(step, own.Output);
        var isFatal = peerError.Contains(": fatal: ", StringComparison.Ordinal);
        var sameOutput = peerOutput == ownOutput || (isFatal && ownOutput.StartsWith(peerOutput, StringComparison.Ordinal));
        return peer.Status == own.Status && peerError == own.Error && sameOutput
            ? null
            : $"theirs ({peer.Status}):\n{peerError}{peerOutput}ours ({own.Status}):\n{own.Error}{ownOutput}";
    }

    /// <summary>The order of a dump is that of the store, which may lay out the same records differently.</summary>
    private static string Sorted(RandomSession.Step step, string output) =>
        step.Words.Contains("-s") ? string.Join('\n', WithoutTime(output).Split('\n').Order(StringComparer.Ordinal)) : WithoutTime(output);

    private static string WithoutTime(string output) => LastModified().Replace(output, "$1(time)");

    [GeneratedRegex(@"(YP_LAST_MODIFIED:?\0?[\t=])[0-9]{10}")]
    private static partial Regex LastModified();

    private static string? CompareRecords(string theirs, string ours, RandomSession session, string configuration)
    {
        Assert.True(MapTypes.TryParse(session.Type, out var type));
        var (theirMap, ourMap) = (Path.Combine(theirs, "table") + MapTypes.SuffixOf(type), Path.Combine(ours, "table") + MapTypes.SuffixOf(type));
        if (File.Exists(theirMap) != File.Exists(ourMap)) return $"theirs exists: {File.Exists(theirMap)}, ours: {File.Exists(ourMap)}";
        if (!File.Exists(theirMap)) return null;
        if (!Records(theirMap).SequenceEqual(Records(ourMap))) return $"records:\n{string.Join('\n', Records(theirMap))}\n--- ours:\n{string.Join('\n', Records(ourMap))}";
        if (File.GetUnixFileMode(theirMap) != File.GetUnixFileMode(ourMap)) return $"mode: {File.GetUnixFileMode(theirMap)}, ours {File.GetUnixFileMode(ourMap)}";
        if (type == MapType.Cdb) return null;

        // Our file as their tool reads it.
        var read = RunPeer("postmap", ["-s", $"{session.Type}:{Path.Combine(ours, "table")}"], [], configuration);
        var list = RunPeer("postmap", ["-s", $"{session.Type}:{Path.Combine(theirs, "table")}"], [], configuration);
        var (a, b) = (string.Join('\n', WithoutTime(list.Output).Split('\n').Order(StringComparer.Ordinal)), string.Join('\n', WithoutTime(read.Output).Split('\n').Order(StringComparer.Ordinal)));
        return a == b && list.Status == read.Status ? null : $"postmap -s of theirs:\n{a}\nof ours:\n{b}{read.Error}";
    }

    private static List<string> Records(string path)
    {
        using var map = MapFile.Open(path);
        return [.. map.Records.Select(record => WithoutTime($"{Encoding.Latin1.GetString(record.Key.Span)}={Encoding.Latin1.GetString(record.Value.Span)}")).Order(StringComparer.Ordinal)];
    }

    private static List<string> Words(RandomSession.Step step, string place) => [.. step.Words.Select(word => word.Replace("TABLE", Path.Combine(place, "table"), StringComparison.Ordinal))];

    private static (int Status, string Output, string Error) RunPeer(string tool, IEnumerable<string> words, byte[] input, string configuration)
    {
        var variables = new Dictionary<string, string>(PreloadedSleep.Variables) { ["MAIL_CONFIG"] = configuration };
        var result = Tool.Run(Upstream is null ? tool : Path.Combine(Upstream, tool), words, input, variables);
        return (result.ExitCode, result.Output, result.Error);
    }

    private static (int Status, string Output, string Error) RunOwn(string tool, IEnumerable<string> words, byte[] input, string configuration)
    {
        var run = CommandRun.In(variable => variable switch { "MAIL_CONFIG" => configuration, "MAPKIT_POSTFIX_VERSION" => Version, _ => null }, input, [tool, .. words]);
        return (run.Status, run.Output, run.ErrorInLatin1);
    }
}
