using MapKit.Maps;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests;

/// <summary>The four tables this project began with, compiled by the command and read by Postfix's own tools.</summary>
public sealed class SeedTablesTests : IDisposable
{
    private static readonly Dictionary<string, (string Key, string Value)> Expected = new()
    {
        ["transport"] = ("pdupont@provider.example", "smtp:relay.provider.example:587"),
        ["generic"] = ("root", "pdupont@provider.example"),
        ["sasl_passwd"] = ("relay.provider.example:587", "fg12345678@provider.example:unknownpassword"),
        ["aliases"] = ("root", "pdupont@provider.example"),
    };

    /// <summary>
    /// The page writes the submission server without brackets, so Postfix asks for its mail exchangers first: it works where there are
    /// none, which is why this is no more than worth knowing.
    /// </summary>
    private const string Findings =
        "1:33: info MK2110: without brackets Postfix looks up the MX records of relay.provider.example and connects to port 587 of those hosts\n"
        + "    help: write [relay.provider.example]:587 for the host itself, here and in sasl_passwd\n";

    private readonly TemporaryFolder _folder = new();
    private readonly string _configuration;

    public SeedTablesTests() => _configuration = PostfixConfiguration.Write(_folder.Path);

    public static TheoryData<string, string> TablesAndTypes()
    {
        var data = new TheoryData<string, string>();
        foreach (var table in new[] { "transport", "generic", "sasl_passwd", "aliases" })
        {
            foreach (var type in new[] { "hash", "btree", "lmdb", "cdb" }) data.Add(table, type);
        }

        return data;
    }

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap", "postalias", "db_verify", "mdb_stat", "cdb")]
    [MemberData(nameof(TablesAndTypes))]
    public void Postfix_reads_exactly_the_records(string table, string type)
    {
        Assert.True(MapTypes.TryParse(type, out var mapType));
        var tool = table == "aliases" ? "postalias" : "postmap";
        var source = _folder.Write(table, File.ReadAllBytes(RepositoryFiles.Path("testdata", "seed", table)));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var map = source + MapTypes.SuffixOf(mapType);
        var run = CommandRun.Of("compile", $"{type}:{source}");
        Assert.Equal((0, table == "transport" ? $"{source}:{Findings}" : ""), (run.Status, run.Error));

        var (key, value) = Expected[table];
        Assert.Equal($"{value}\n", Tool.Run(tool, "-c", _configuration, "-q", key, $"{type}:{source}").Output);
        Assert.Equal((1, ""), (Tool.Run(tool, "-c", _configuration, "-q", "nobody", $"{type}:{source}") is var no ? no.ExitCode : 0, no.Output));
        var records = table == "aliases" ? new[] { "@:\t@", $"{key}:\t{value}" } : [$"{key}\t{value}"];
        if (type != "cdb")
        {
            // Debian's postmap cannot list a cdb; its bytes are compared below.
            var listed = Tool.Run(tool, "-c", _configuration, "-s", $"{type}:{source}");
            Assert.Equal("", listed.Error);
            Assert.Equal(records, listed.Output.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal));
        }

        Verify(type, map);
        CompareWithPeer(tool, type, source, map);
    }

    private static void Verify(string type, string map)
    {
        var check = type switch
        {
            "hash" or "btree" => Tool.Run("db_verify", "-q", map),
            "lmdb" => Tool.Run("mdb_stat", "-n", "-e", map),
            _ => Tool.Run("cdb", "-s", map),
        };
        Assert.Equal((0, ""), (check.ExitCode, check.Error));
    }

    private void CompareWithPeer(string tool, string type, string source, string map)
    {
        var ours = File.ReadAllBytes(map);
        File.Delete(map);
        Assert.Equal("", Tool.Run(tool, "-c", _configuration, $"{type}:{source}").Error);
        var theirs = File.ReadAllBytes(map);
        Assert.InRange(ours.Length, 0, theirs.Length);
        // postalias adds the YP_ records here, which ours has only when asked: a time cannot be reproduced.
        if (type == "cdb" && tool == "postmap") Assert.Equal(theirs, ours);
    }
}
