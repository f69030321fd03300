using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MapKit.Diagnostics;
using MapKit.Entries;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Records;
using MapKit.Tables;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Differential;

/// <summary>
/// Random sources through postmap or postalias and through ours: the same warnings, the same exit status, the same
/// records (cdb: the same bytes). MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin.
/// Listed differences: PostfixText.WithoutEmptyLines; HasNulAndNonAscii; and the records YP_* that Debian's postalias adds (a timestamp and a host name).
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomSourceTests(ITestOutputHelper log)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "1100", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    [PeerFact("postmap")]
    public void Postmap_sources() => Compare("postmap", TableFormat.Plain, aliases: false);

    [PeerFact("postalias")]
    public void Alias_sources() => Compare("postalias", TableFormat.Aliases, aliases: true);

    private void Compare(string tool, TableFormat format, bool aliases)
    {
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count}");
        using var folder = new TemporaryFolder();
        var withUtf8 = PostfixConfiguration.Write(folder.File("utf8"));
        var withoutUtf8 = PostfixConfiguration.Write(folder.File("bytes"), "smtputf8_enable = no\n");
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var random = new Random(seed);
            var text = RandomSource.Make(random, aliases);
            var utf8 = random.Next(4) != 0 && !HasNulAndNonAscii(text);
            var type = MapTypes.All[random.Next(4)];
            var path = folder.Write($"t{seed}_", Encoding.Latin1.GetBytes(text));
            if (Difference(tool, format, path, type, utf8, utf8 ? withUtf8 : withoutUtf8) is { } difference)
            {
                failures.Enqueue($"MAPKIT_SEED={seed} {tool} {MapTypes.NameOf(type)} utf8={utf8}\n{difference}\nsource: {Convert.ToHexString(Encoding.Latin1.GetBytes(text))}\n{text}");
                if (failures.Count > 5) state.Stop();
            }

            foreach (var file in Directory.GetFiles(folder.Path, $"t{seed}_*")) File.Delete(file);
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    /// <summary>
    /// Listed difference: in UTF-8 mode 3.7 drops a line that has non-ASCII text before a NUL, for its check runs past the
    /// NUL; 3.12 reads it up to the NUL, as we do. Such sources are compared with UTF-8 mode off.
    /// </summary>
    private static bool HasNulAndNonAscii(string latin1) => latin1.Contains('\0', StringComparison.Ordinal) && latin1.Any(character => character >= 0x80);

    private static string? Difference(string tool, TableFormat format, string path, MapType type, bool utf8, string configuration)
    {
        var name = MapTypes.NameOf(type);
        var suffix = MapTypes.SuffixOf(type);
        var peer = Tool.Run(tool, "-c", configuration, $"{name}:{path}");
        var diagnostics = new DiagnosticList();
        var ourPath = path + "-ours" + suffix;
        CompileOperation.Run(path, Options(format, type, utf8, ourPath), diagnostics);

        var theirWarnings = PostfixText.WithoutEmptyLines(peer.Error, tool);
        var ourWarnings = string.Concat(PostfixText.Of(diagnostics, tool, type, path, utf8).Select(line => line + "\n"));
        if (theirWarnings != ourWarnings) return $"warnings:\n{theirWarnings}--- ours:\n{ourWarnings}";
        if (peer.ExitCode != 0) return $"exit status {peer.ExitCode}, ours 0";
        if (type == MapType.Cdb && format.Syntax == SourceSyntax.Postmap)
            return File.ReadAllBytes(path + suffix).AsSpan().SequenceEqual(File.ReadAllBytes(ourPath)) ? null : "cdb bytes differ";

        var theirs = Records(path + suffix).Where(record => !record.StartsWith("YP_", StringComparison.Ordinal));
        var ours = Records(ourPath);
        return theirs.SequenceEqual(ours) ? null : $"records:\n{string.Join('\n', Records(path + suffix))}\n--- ours:\n{string.Join('\n', ours)}";
    }

    private static CompileOptions Options(TableFormat format, MapType type, bool utf8, string output) => new()
    {
        Format = format,
        Types = [type],
        OutputPath = output,
        Utf8 = utf8,
        Folding = utf8 ? KeyFolding.Unicode : KeyFolding.Ascii,
        AliasKeys = AliasKeys.Internal, // 3.7.11 stores the internal form
    };

    private static List<string> Records(string path)
    {
        using var map = MapFile.Open(path);
        return [.. map.Records.Select(record => $"{Encoding.Latin1.GetString(record.Key.Span)}={Encoding.Latin1.GetString(record.Value.Span)}").Order(StringComparer.Ordinal)];
    }
}
