using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Interruption;

/// <summary><c>mapkit compile</c>, killed at each of its system calls on the map's folder.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CompileInterruptionTests(ITestOutputHelper output)
{
    private const UnixFileMode ModeOfOldMap = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [PeerFact("strace", "timeout")]
    public void A_replaced_map_is_the_old_or_the_new_one() => ReplaceAndKillAtEachCall("hash", "table.db");

    [NativeCommandTheory("strace", "timeout")]
    [InlineData("btree", "table.db")]
    [InlineData("lmdb", "table.lmdb")]
    [InlineData("cdb", "table.cdb")]
    public void A_replaced_map_of_any_other_type_is_the_old_or_the_new_one(string type, string mapName) =>
        ReplaceAndKillAtEachCall(type, mapName);

    [NativeCommandTheory("strace", "timeout")]
    [InlineData("hash", "table.db")]
    [InlineData("btree", "table.db")]
    [InlineData("lmdb", "table.lmdb")]
    [InlineData("cdb", "table.cdb")]
    public void A_new_map_is_complete_or_absent(string type, string mapName) =>
        KillAtEachCall(type, mapName, folder => { });

    private void ReplaceAndKillAtEachCall(string type, string mapName)
    {
        var oldMap = Compile(type, mapName, Source("old"));
        KillAtEachCall(type, mapName, folder =>
        {
            var map = Path.Combine(folder, mapName);
            File.WriteAllBytes(map, oldMap);
            File.SetUnixFileMode(map, ModeOfOldMap);
        });
    }

    private void KillAtEachCall(string type, string mapName, Action<string> putOldMap)
    {
        var report = KillAtEveryCall.Run(
            new InterruptedCommand(
                folder =>
                {
                    putOldMap(folder);
                    File.WriteAllText(Path.Combine(folder, "table"), Source("new"));
                },
                folder => CommandLine(type, folder),
                folder => Description(Path.Combine(folder, mapName))),
            Limit);

        output.WriteLine(report.ToString());
        Assert.Contains(new CallPlace("rename", $"*, {mapName}", 1), report.Points);
    }

    private static IReadOnlyList<string> CommandLine(string type, string folder) =>
        [.. MapKitCommand.Line, "compile", $"{type}:{folder}/table"];

    /// <summary>The bytes and the mode: the same records always give the same bytes.</summary>
    private static string Description(string map) => File.Exists(map)
        ? $"{File.GetUnixFileMode(map)}, SHA-256 {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(map)))}"
        : "no map";

    /// <summary>A map made in a folder that is then given up.</summary>
    private static byte[] Compile(string type, string mapName, string source)
    {
        using var folder = new TemporaryFolder();
        folder.Write("table", source);
        var line = CommandLine(type, folder.Path);
        var result = Tool.Run(line[0], line.Skip(1), null, null);
        Assert.True(result.ExitCode == 0, result.Error);
        return File.ReadAllBytes(folder.File(mapName));
    }

    /// <summary>Enough entries for a map of more than one write.</summary>
    private static string Source(string version) => string.Concat(Enumerable.Range(0, 3000).Select(
        number => string.Create(CultureInfo.InvariantCulture, $"user{number}@example.com {version}{number}@provider.example\n")));
}
