using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>
/// <c>migrate --apply</c> and <c>--rollback</c>, killed, and failing, at each of their system calls on the files of the system. Whatever happens, no
/// configuration names a map that does not exist; <c>--rollback</c> restores everything; and after a kill the next run does what an undisturbed one does.
/// A sample; MAPKIT_FAULTS=all runs all of them, MAPKIT_SEED selects the sample.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait(Category.Name, Category.Slow)]
[Trait(Category.Name, Category.Random)]
public sealed partial class MigrateInterruptionTests(ITestOutputHelper output)
{
    private const int Sample = 24;
    private const int Parallelism = 2;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("MAPKIT_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("MAPKIT_FAULTS") == "all";
    private static readonly string[] Writing = ["openat", "write", "pwrite64", "fsync", "ftruncate", "rename", "renameat2", "unlink", "mkdir", "fchown", "fchmod", "link"];

    [PeerTheory("strace", "timeout")]
    [InlineData("--apply")]
    [InlineData("--rollback")]
    public void A_fault_at_any_call_leaves_the_old_or_the_new_configuration_or_one_that_can_be_restored(string option)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        output.WriteLine($"MAPKIT_SEED={Seed}");
        var command = CommandFor(option);
        using var undisturbed = new TracedRun(command);
        var old = Describe(Folder(undisturbed));
        var result = undisturbed.Trace();
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        var complete = Describe(Folder(undisturbed));
        Assert.NotEqual(old, complete);
        var faults = undisturbed.ReadTrace(new HashSet<string>()).Calls.Where(call => call.IsInFolder && call.Place.Name is not "lseek")
            .SelectMany(call => Writing.Contains(call.Place.Name) ? new[] { (call, "signal=KILL"), (call, "error=EIO"), (call, "error=ENOSPC") } : [(call, "signal=KILL"), (call, "error=EIO")])
            .ToArray();
        var chosen = IsWhole ? faults : new Random(Seed).GetItems(faults, Sample);
        var failures = new ConcurrentQueue<string>();
        Parallel.ForEach(chosen, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, fault =>
        {
            if (Check(command, option, fault.call, fault.Item2, old, complete) is { } failure) failures.Enqueue($"{fault.Item2} at {fault.call.Place} ({fault.call.Occurrence}): {failure}");
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{option}: {chosen.Length} of {faults.Length} faults"));
        Assert.True(failures.IsEmpty, $"{failures.Count} of {chosen.Length} faults:\n{string.Join("\n\n", failures.Order())}");
    }

    private static string? Check(InterruptedCommand command, string option, SystemCall call, string fault, string old, string complete)
    {
        using var run = new TracedRun(command);
        var folder = Folder(run);
        var result = run.Inject(call.Place.Name, call.Occurrence, fault);
        var said = $"status {result.ExitCode}\n{result.Output}{result.Error}";
        if (MissingMap(folder) is { } missing) return $"the configuration names {missing}, which does not exist; {said}";
        // A permission that cannot be set is missing in the new map, and a note says so.
        var isSaid = call.Place.Name == "fremovexattr" && said.Contains("could not be kept", StringComparison.Ordinal);
        if (result.ExitCode == 0 && Describe(folder) != complete && !isSaid) return $"status 0, and not all is done: {Describe(folder)}; {said}";
        if (result.Error.Contains("bug in MapKit", StringComparison.Ordinal)) return said;

        // An error is undone at once, unless what would undo it fails too.
        if (option == "--apply" && result.ExitCode == 2 && DescribeLasting(folder) != old && !result.Error.Contains("could not be undone", StringComparison.Ordinal)) return $"status 2, and something was changed: {Describe(folder)}; {said}";

        var first = Run(folder, "--rollback");
        if (MissingMap(folder) is { } gone) return $"after --rollback the configuration names {gone}, which does not exist";
        var isRestored = DescribeLasting(folder) == (option == "--apply" ? old : complete);
        if (!isRestored) return $"--rollback gives {Describe(folder)}\nfor {(option == "--apply" ? old : complete)}\n{first.Output}{first.Error}; before: {said}";
        if (option != "--apply") return null;
        var next = run.Run();
        return next.ExitCode == 0 && Describe(folder) == complete ? null : $"the next run: {next.Output}{next.Error}; before: {said}";
    }

    private static InterruptedCommand CommandFor(string option) => new(
        folder =>
        {
            Prepare(folder);
            if (option == "--rollback") Assert.Equal(0, Run(folder, "--apply").ExitCode);
        },
        folder => ["env", "PATH=", .. MapKitCommand.Line, "migrate", "-c", $"{folder}/etc", .. Words(option)],
        static _ => "");

    private static void Prepare(string folder)
    {
        var etc = Directory.CreateDirectory(Path.Combine(folder, "etc")).FullName;
        File.WriteAllText(Path.Combine(etc, "main.cf"), $"compatibility_level = 3.6\nqueue_directory = {etc}\ndata_directory = {etc}\nalias_maps = hash:{etc}/aliases\nalias_database = $alias_maps\ntransport_maps = btree:{etc}/transport\nmydestination = {etc}/list\n");
        File.WriteAllText(Path.Combine(etc, "master.cf"), $"smtp unix - - n - - smtp -o smtp_generic_maps=hash:{etc}/generic\n");
        File.WriteAllText(Path.Combine(etc, "list"), $"hash:{etc}/transport2\n");
        foreach (var (type, name) in new[] { ("hash", "aliases"), ("btree", "transport"), ("hash", "generic"), ("hash", "transport2") })
        {
            File.WriteAllText(Path.Combine(etc, name), name == "aliases" ? "root: joe\n" : "a@example.com  b@example.com\n");
            Assert.Equal(0, CommandRun.Of("compile", "-f", name == "aliases" ? "aliases" : "plain", $"{type}:{Path.Combine(etc, name)}").Status);
        }

        // A map of the new type that is there already, with other content.
        File.WriteAllText(Path.Combine(etc, "old"), "old.example  x\n");
        Assert.Equal(0, CommandRun.Of("compile", "-o", Path.Combine(etc, "generic.lmdb"), $"lmdb:{Path.Combine(etc, "old")}").Status);
        foreach (var path in Directory.GetFiles(etc)) File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(1_700_000_000));
    }

    private static ToolResult Run(string folder, string option)
    {
        var line = MapKitCommand.Line;
        return Tool.Run(line[0], [.. line.Skip(1), "migrate", "-c", $"{folder}/etc", .. Words(option)], null, new Dictionary<string, string> { ["PATH"] = "" });
    }

    private static string[] Words(string option) => option == "--apply" ? [option, "--prefer", "map"] : [option];

    private static string Folder(TracedRun run) => run.Folder;

    /// <summary>As below, without the hidden temporary files of killed runs, which the next one removes.</summary>
    private static string DescribeLasting(string folder) => string.Concat(Describe(folder).Split('\n').Where(line => line.Length > 0 && !line.Contains(".mapkit-", StringComparison.Ordinal)).Select(line => line + "\n"));

    /// <summary>The files of the configuration: bytes, modes, and whether the time is that of the beginning.</summary>
    private static string Describe(string folder)
    {
        var text = new StringBuilder();
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "etc")).Order(StringComparer.Ordinal))
        {
            var bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(File.ReadAllBytes(path)).Replace(folder, "DIR", StringComparison.Ordinal));
            var isOld = File.GetLastWriteTimeUtc(path) == DateTime.UnixEpoch.AddSeconds(1_700_000_000);
            text.Append(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} {File.GetUnixFileMode(path)} {(isOld ? "old" : "new")} {Convert.ToHexString(SHA256.HashData(bytes))[..12]}\n");
        }

        return text.ToString();
    }

    /// <summary>A map that the configuration names and that does not exist.</summary>
    private static string? MissingMap(string folder) => new[] { "main.cf", "master.cf", "list" }
        .SelectMany(name => Reference().Matches(File.ReadAllText(Path.Combine(folder, "etc", name))))
        .Select(match => match.Groups[2].Value + (match.Groups[1].Value == "lmdb" ? ".lmdb" : ".db"))
        .FirstOrDefault(map => !File.Exists(map));

    [GeneratedRegex("(?<![a-z])(hash|btree|lmdb):(/[^ ,\n]+)")]
    private static partial Regex Reference();
}
