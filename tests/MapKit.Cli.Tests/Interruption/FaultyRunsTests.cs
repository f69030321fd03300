using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>
/// Every command that writes, with faults of the system: killed, read and write errors, a full disk, interrupted calls, files that end early. A
/// sample; MAPKIT_FAULTS=all runs all of them, MAPKIT_SEED selects the sample.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait(Category.Name, Category.Slow)]
[Trait(Category.Name, Category.Random)]
public sealed class FaultyRunsTests(ITestOutputHelper output)
{
    private const int Sample = 12;
    private const UnixFileMode ModeOfOldMap = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("MAPKIT_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next(100_000);
    private static readonly bool IsWhole = Environment.GetEnvironmentVariable("MAPKIT_FAULTS") == "all";

    [PeerTheory("strace", "timeout", "prlimit")]
    [InlineData("compile hash:DIR/table")]
    [InlineData("compile lmdb:DIR/table")]
    [InlineData("compile cdb:DIR/table")]
    [InlineData("compile -t btree -o DIR/new.db DIR/table")]
    [InlineData("compile --memory 256K -t hash DIR/table")]
    [InlineData("set DIR/table user7@example.com other@provider.example")]
    [InlineData("unset DIR/table user7@example.com")]
    [InlineData("rename DIR/table user7@example.com new@example.com")]
    [InlineData("fmt DIR/table")]
    [InlineData("convert DIR/table.db lmdb:DIR/new")]
    [InlineData("convert DIR/table.db cdb:DIR/new")]
    [InlineData("convert --in-place DIR/table.db btree:DIR/table")]
    [InlineData("verify --salvage DIR/new DIR/table.db")]
    [InlineData("status --fix -c DIR")]
    [InlineData("postmap hash:DIR/table")]
    [InlineData("postmap -i hash:DIR/table")]
    [InlineData("postmap -i lmdb:DIR/table")]
    [InlineData("postmap -r btree:DIR/table")]
    [InlineData("postmap -d user7@example.com hash:DIR/table")]
    [InlineData("newaliases -C DIR")]
    public void Each_file_is_the_old_or_the_new_one(string command)
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        output.WriteLine($"MAPKIT_SEED={Seed}");
        output.WriteLine(FaultyRuns.Run(CommandFor(command), IsWhole ? null : Sample, Seed));
    }

    private static InterruptedCommand CommandFor(string command)
    {
        var words = command.Split(' ');
        var isUpdate = words[0] == "postmap" && words.Length > 2;
        var (type, suffix) = command.Contains("lmdb:DIR/table", StringComparison.Ordinal) ? ("lmdb", "lmdb") : command.Contains("cdb:DIR/table", StringComparison.Ordinal) ? ("cdb", "cdb")
            : command.Contains("btree:DIR/table", StringComparison.Ordinal) && isUpdate ? ("btree", "db") : ("hash", "db");
        var isAliases = words[0] == "newaliases";
        var oldMap = Compile(type, Source("old", isAliases));
        return new InterruptedCommand(
            folder =>
            {
                var map = Path.Combine(folder, $"table.{suffix}");
                File.WriteAllBytes(map, oldMap);
                File.SetUnixFileMode(map, ModeOfOldMap);
                File.WriteAllText(Path.Combine(folder, "table"), Source(words.Contains("--salvage") ? "old" : "new", isAliases));
                if (words[0] != "status" && !isAliases) return;
                var reference = $"hash:{folder}/table";
                File.WriteAllText(Path.Combine(folder, "main.cf"), $"compatibility_level = 3.6\nalias_database = {(isAliases ? reference : "")}\nalias_maps = $alias_database\nvirtual_alias_maps = {(isAliases ? "" : reference)}\n");
                File.WriteAllText(Path.Combine(folder, "master.cf"), "");
            },
            folder => ["env", "PATH=/nonexistent", .. MapKitCommand.Line, .. words.Select(word => word.Replace("DIR", folder, StringComparison.Ordinal))],
            static _ => "")
        {
            Input = words.Contains("-i") || words.Contains("-r") ? "added@example.com a@provider.example\nuser7@example.com b@provider.example\n"u8.ToArray() : null,
        };
    }

    private static byte[] Compile(string type, string source)
    {
        using var folder = new TemporaryFolder();
        var result = CommandRun.Of("compile", "-f", source.Contains(": ", StringComparison.Ordinal) ? "aliases" : "plain", "-t", type, "-o", folder.File("map"), folder.Write("table", source));
        Assert.True(result.Status == 0, result.Error);
        return File.ReadAllBytes(folder.File("map"));
    }

    /// <summary>Enough entries for a map of more than one write.</summary>
    private static string Source(string version, bool isAliases)
    {
        var text = new StringBuilder();
        for (var number = 0; number < 3000; number++)
            text.Append(CultureInfo.InvariantCulture, $"user{number}{(isAliases ? ":" : "@example.com")} {new string(' ', number % 3)}{version}{number}@provider.example\n");
        return text.ToString();
    }
}
