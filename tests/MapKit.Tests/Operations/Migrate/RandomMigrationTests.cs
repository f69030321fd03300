using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Applying;
using MapKit.Operations.Migrate.Proof;
using MapKit.Tests.Configuration;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Migrate;

/// <summary>
/// Random main.cf files, migrated and rolled back: the real postconf must show the same values with other types, and afterwards the same file.
/// MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin.
/// </summary>
[Trait(Category.Name, Category.Random)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed partial class RandomMigrationTests(ITestOutputHelper log)
{
    private static readonly string? Sources = Environment.GetEnvironmentVariable("MAPKIT_SOURCES");

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    [PeerFact("postconf")]
    public void Postconf_shows_the_same_values_with_other_types()
    {
        var count = Sources is null ? 30 : int.Parse(Sources, CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        var failures = new ConcurrentQueue<string>();
        var edits = 0;
        Parallel.For(FirstSeed, FirstSeed + count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, seed =>
        {
            var path = folder.File($"{seed}");
            if (Compare(path, new Random(seed), ref edits) is { } difference) failures.Enqueue($"MAPKIT_SEED={seed}\n{difference}\nmain.cf:\n{File.ReadAllText(Path.Combine(path, "main.cf"))}");
        });
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={count}, {edits} types replaced");
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
        Assert.True(edits > count, $"only {edits} types were replaced");
    }

    private static string? Compare(string folder, Random random, ref int edits)
    {
        Directory.CreateDirectory(folder);
        var table = Path.Combine(folder, "x");
        File.WriteAllText(table, "a@example.com b@example.com\n");
        CompileOperation.Run(table, new CompileOptions { Types = [MapType.Hash] }, new DiagnosticList());
        ConfigurationPeer.Write(folder, "alias_database =\n" + RandomConfiguration.Make(random, RandomConfiguration.TextParameters).Replace("hash:/x", $"hash:{table}", StringComparison.Ordinal).Replace("two words", $"hash:{table} btree:{table}", StringComparison.Ordinal));
        if (WithoutMistakes(folder) is not { } names) return null;
        var before = Values(folder, names);
        var source = File.ReadAllBytes(Path.Combine(folder, "main.cf"));
        var options = new MigrationOptions { To = MapType.Lmdb, Version = ConfigurationPeer.Version, IsVersionKnown = true };
        var plan = new MigrationPlanner(options).Run(folder);

        // A comparison of such a value may have another result with another type. That is refused.
        if (plan.Obstacles.Any(obstacle => obstacle.Contains("would affect more than types", StringComparison.Ordinal))) return null;
        if (plan.Stops) return string.Join('\n', plan.Obstacles.Concat(plan.Tables.Select(stopped => $"{stopped}")));
        if (plan.IsEmpty) return null;
        Interlocked.Add(ref edits, plan.Files.Sum(file => file.Edits.Count));
        using var backup = BackupFolder.Open(folder + ".migration");
        var run = backup.CreateRun();
        new MigrationApplication(plan, run, [new ValueCheck()]) { RollbackLine = "" }.Run(static _ => []);
        var after = Values(folder, names);
        new RunUndo(run).Run();
        if (!source.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "main.cf")))) return "the rollback gives another file";
        return Types().Replace(before, "TYPE") == Types().Replace(after, "TYPE") ? null : $"{before}\n--- after:\n{after}";
    }

    /// <summary>The parameters to compare; those that postconf could not expand are removed.</summary>
    private static string[]? WithoutMistakes(string folder)
    {
        var configuration = ConfigurationPeer.Load(folder, new DiagnosticList());
        if (configuration.Settings.Any(setting => ValueOf(configuration, setting.Name) is null))
        {
            ConfigurationPeer.Write(folder, string.Concat(configuration.Settings.Where(setting => ValueOf(configuration, setting.Name) is not null).Select(setting => $"{setting.Name} = {setting.Value}\n")));
            configuration = ConfigurationPeer.Load(folder, new DiagnosticList());
        }

        string[] names = [.. configuration.Settings.Select(setting => setting.Name).Where(RandomConfiguration.TextParameters.Contains).Distinct()];
        return names.Length == 0 || configuration.Settings.Any(setting => ValueOf(configuration, setting.Name) is null) ? null : names;
    }

    private static string? ValueOf(MainConfiguration configuration, string name)
    {
        try
        {
            return configuration.Get(name);
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }

    private static string Values(string folder, string[] names) => ConfigurationPeer.Run("postconf", ["-c", folder, "-xh", .. names]).Output;

    [GeneratedRegex("(hash|btree|lmdb)(?=:)")]
    private static partial Regex Types();
}
