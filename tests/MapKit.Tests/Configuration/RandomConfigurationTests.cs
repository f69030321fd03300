using System.Collections.Concurrent;
using System.Globalization;
using MapKit.Configuration;
using MapKit.Diagnostics;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Configuration;

/// <summary>
/// Random main.cf files through postconf and postmap and through ours: the same values, the same warnings and fatal errors.
/// MAPKIT_SOURCES sets how many, MAPKIT_SEED where they begin.
/// </summary>
[Trait(Category.Name, Category.Random)]
public class RandomConfigurationTests(ITestOutputHelper log)
{
    private static readonly string? Sources = Environment.GetEnvironmentVariable("MAPKIT_SOURCES");

    private static readonly int FirstSeed = int.Parse(
        Environment.GetEnvironmentVariable("MAPKIT_SEED") ?? DateTime.UtcNow.DayOfYear.ToString(CultureInfo.InvariantCulture) + "00000", CultureInfo.InvariantCulture);

    [PeerFact("postconf")]
    public void Postconf_shows_the_same_values() => Compare(30, CompareValues);

    [PeerFact("postmap")]
    public void Postmap_reports_the_same_mistakes_in_values() => Compare(50, (folder, random) =>
        CompareStart(folder, RandomConfiguration.Make(random, ["mydestination", "relay_domains", "fast_flush_domains", "multi_instance_group"])));

    [PeerFact("postmap")]
    public void Postmap_starts_or_refuses_in_the_same_way() => Compare(150, (folder, random) => CompareStart(folder, RandomToolConfiguration.Make(random)));

    [PeerFact("postconf")]
    public void Postconf_shows_the_same_values_of_the_file_that_Debian_installs()
    {
        const string Installed = "/etc/postfix/main.cf";
        if (!File.Exists(Installed)) return;
        using var folder = new TemporaryFolder();
        ConfigurationPeer.Write(folder.Path, File.ReadAllText(Installed));
        var configuration = ConfigurationPeer.Load(folder.Path, new DiagnosticList());
        var names = configuration.Settings.Select(setting => setting.Name).ToArray();
        Assert.Equal(
            ConfigurationPeer.Run("postconf", ["-c", folder.Path, "-xh", .. names]).Output,
            string.Concat(names.Select(name => AsPostconfPrints(configuration.Get(name)!) + "\n")));
    }

    private void Compare(int usualCount, Func<string, Random, string?> compare)
    {
        var count = Sources is null ? usualCount : int.Parse(Sources, CultureInfo.InvariantCulture);
        log.WriteLine($"MAPKIT_SEED={FirstSeed} MAPKIT_SOURCES={count}");
        using var folder = new TemporaryFolder();
        var failures = new ConcurrentQueue<string>();
        Parallel.For(FirstSeed, FirstSeed + count, ConfigurationPeer.Many, (seed, state) =>
        {
            var path = folder.File($"{seed}");
            if (compare(path, new Random(seed)) is { } difference)
            {
                failures.Enqueue($"MAPKIT_SEED={seed}\n{difference}\nmain.cf:\n{File.ReadAllText(Path.Combine(path, "main.cf"))}");
                if (failures.Count > 4) state.Stop();
            }

            Directory.Delete(path, recursive: true);
        });
        Assert.True(failures.IsEmpty, string.Join("\n----\n", failures));
    }

    private static string? CompareStart(string folder, string main)
    {
        ConfigurationPeer.Write(folder, main);
        var (theirs, ours) = ConfigurationPeer.Start(folder);
        return theirs == ours ? null : $"{theirs}\n--- ours:\n{ours}";
    }

    /// <summary>
    /// Postconf expands every value of the file, whichever it is asked for: first it is given those alone that have no mistake by
    /// our judgement, and then one of the others with them, which it has to refuse.
    /// </summary>
    private static string? CompareValues(string folder, Random random)
    {
        ConfigurationPeer.Write(folder, RandomConfiguration.Make(random, RandomConfiguration.TextParameters));
        var configuration = ConfigurationPeer.Load(folder, new DiagnosticList());
        Setting? mistaken = null;
        while (configuration.Settings.LastOrDefault(setting => ValueOf(configuration, setting.Name) is null) is { } next)
        {
            if (RandomConfiguration.TextParameters.Contains(next.Name)) mistaken = next; // it reads no others unless they are named
            configuration = Write(folder, configuration.Settings.Where(setting => setting != next));
        }

        var names = configuration.Settings.Select(setting => setting.Name).Where(RandomConfiguration.TextParameters.Contains).ToArray();
        var peer = ConfigurationPeer.Run("postconf", ["-c", folder, "-xh", .. names]);
        var ours = string.Concat(names.Select(name => AsPostconfPrints(ValueOf(configuration, name)!) + "\n"));
        if (peer.Output != ours) return $"{peer.Output}\n--- ours:\n{ours}\n{peer.Error}";
        if (mistaken is null) return null;

        configuration = Write(folder, [.. configuration.Settings, mistaken]);
        var isRefused = ConfigurationPeer.Run("postconf", "-c", folder, "-xh", "mail_name").ExitCode != 0;
        return isRefused == (ValueOf(configuration, mistaken.Name) is null) ? null : $"{mistaken.Name} has no mistake";
    }

    /// <summary>It prints one blank for several and none at the ends.</summary>
    private static string AsPostconfPrints(string value) => string.Join(' ', value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static MainConfiguration Write(string folder, IEnumerable<Setting> settings)
    {
        ConfigurationPeer.Write(folder, string.Concat(settings.Select(setting => $"{setting.Name} = {setting.Value}\n")));
        return ConfigurationPeer.Load(folder, new DiagnosticList());
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
}
