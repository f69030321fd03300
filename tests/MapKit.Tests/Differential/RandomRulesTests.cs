using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using MapKit.Diagnostics;
using MapKit.Lookup;
using MapKit.Postfix;
using MapKit.Tests.Lookup.Patterns;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Differential;

/// <summary>
/// Random tables of patterns asked for many keys by <c>postmap -q -</c> and by us: the same warnings and the same answers.
/// MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin. A call asks some thirty rules for some twenty keys.
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomRulesTests(ITestOutputHelper log)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MAPKIT_SOURCES") ?? "60", CultureInfo.InvariantCulture);

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    [PeerTheory("postmap")]
    [InlineData("regexp")]
    [InlineData("pcre")]
    [InlineData("cidr")]
    public void Random_rules_match_as_in_postmap(string type)
    {
        PeerTools.SkipWithoutTypes(type);
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={Count}");
        using var folder = new TemporaryFolder();
        var withUtf8 = PostfixConfiguration.Write(folder.File("utf8"));
        var withoutUtf8 = PostfixConfiguration.Write(folder.File("bytes"), "smtputf8_enable = no\n");
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, state) =>
        {
            var random = new Random(seed);
            var rules = RandomRules.Make(random, type);
            var keys = RandomRules.Keys(random, type);
            var utf8 = random.Next(2) == 0;
            var path = folder.Write($"t{seed}", Encoding.Latin1.GetBytes(rules));
            if (Difference(type, path, keys, utf8, utf8 ? withUtf8 : withoutUtf8) is { } difference)
            {
                failures.Enqueue($"MAPKIT_SEED={seed} {type} utf8={utf8}\n{difference}\nrules: {Convert.ToHexString(Encoding.Latin1.GetBytes(rules))}\n{rules}");
                if (failures.Count > 5) state.Stop();
            }
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private static string? Difference(string type, string path, string[] keys, bool utf8, string configuration)
    {
        var ours = Ask(type, path, keys, utf8, out var asked);
        var peer = Tool.Run("postmap", ["-c", configuration, "-q", "-", $"{type}:{path}"], Encoding.Latin1.GetBytes(string.Concat(asked.Select(key => key + "\n"))), null);
        if (peer.Error != ours.Error) return $"warnings:\n{peer.Error}--- ours:\n{ours.Error}";
        return peer.Output == ours.Output ? null : $"answers:\n{peer.Output}--- ours:\n{ours.Output}";
    }

    /// <summary>
    /// As postmap 3.7 asks. In UTF-8 mode a value that is not UTF-8 is fatal: a key that gets one is left out, as the
    /// check of keys and values is not the tables' own.
    /// </summary>
    private static (string Output, string Error) Ask(string type, string path, string[] keys, bool utf8, out List<string> asked)
    {
        var warnings = new DiagnosticList();
        var output = new StringBuilder();
        var error = new StringBuilder();
        asked = [];
        using var table = PatternQuery.Open(type, path, new LookupOptions { Warnings = warnings, Version = PostfixVersion.Postfix37 });
        var told = 0;
        foreach (var key in keys)
        {
            var bytes = Encoding.Latin1.GetBytes(key);
            var refused = utf8 && !Utf8.IsValid(bytes);
            var value = default(ReadOnlyMemory<byte>);
            var found = !refused && table.TryFind(bytes, out value);
            if (utf8 && found && !Utf8.IsValid(value.Span)) continue;
            asked.Add(key);
            for (; told < warnings.Count; told++)
            {
                if (warnings[told].PostfixText is { } text) Warn(text);
            }

            if (refused) Warn($"{type}:{path}: non-UTF-8 key \"{key}\": malformed UTF-8 or invalid codepoint");
            if (!found) continue;
            output.Append(CultureInfo.InvariantCulture, $"{key}\t{Encoding.Latin1.GetString(value.Span)}\n");
            if (!value.IsEmpty) continue;
            Warn($"table {type}:{path}: key {key}: empty string result is not allowed");
            Warn($"table {type}:{path} should return NO RESULT in case of NOT FOUND");
        }

        return (output.ToString(), error.ToString());

        void Warn(string text) => error.Append("postmap: warning: ").Append(PostfixText.Printable(text, utf8)).Append('\n');
    }
}
