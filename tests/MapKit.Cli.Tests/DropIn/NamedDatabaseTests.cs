using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary>Files with several databases: the drop-ins take the names for records, as Postfix does, and the other verbs read each database.</summary>
public sealed class NamedDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NamedDatabaseTests() => PostfixConfiguration.Write(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [PeerTheory("postmap", "mdb_load", "db_load")]
    [InlineData("lmdb", false)]
    [InlineData("lmdb", true)]
    [InlineData("btree", false)]
    [InlineData("hash", false)]
    public void The_drop_in_says_what_postmap_says(string type, bool hasOwnRecords)
    {
        Make(type, hasOwnRecords);
        var table = $"{type}:{_folder.File("map")}";
        string[][] commands = [["-s", table], ["-q", "one", table], ["-q", "own", table], ["-q", "none", table]];
        foreach (var command in commands)
        {
            var real = Tool.Run(Tool.Find("postmap")!, command, [], new Dictionary<string, string>(PreloadedSleep.Variables) { ["MAIL_CONFIG"] = _folder.Path });
            var ours = DropIn(["postmap", .. command]);
            Assert.Equal((real.ExitCode, real.Output, real.Error), (ours.Status, ours.Output, ours.ErrorInLatin1));
        }
    }

    [PeerFact("mdb_load")]
    public void An_update_that_would_lose_the_databases_is_refused()
    {
        Make("lmdb", hasOwnRecords: true);
        var before = File.ReadAllBytes(_folder.File("map.lmdb"));
        var run = CommandRun.In(Variables, "a b\n"u8.ToArray(), "postmap", "-i", "lmdb:" + _folder.File("map"));
        Assert.Equal(1, run.Status);
        Assert.Contains("named databases", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("map.lmdb")));
    }

    [PeerTheory("mdb_load", "db_load")]
    [InlineData("lmdb", true, "lmdb, 3 records")]
    [InlineData("btree", false, "btree, 2 records")]
    public void Verify_says_that_the_file_is_sound_and_names_the_databases(string type, bool hasOwnRecords, string what)
    {
        var path = Make(type, hasOwnRecords);
        var run = CommandRun.Of("verify", path);
        Assert.Equal($"{path}: sound ({what}); holds 2 named databases: one, two, which Postfix does not read\n", run.Output);
        Assert.Equal(0, run.Status);
        Assert.Contains("\"databases\":[\"one\",\"two\"]", CommandRun.Of("verify", "--json", path).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("verify", "--database", "two", path).Status);
        Assert.Equal("1\n", CommandRun.Of("query", "--database", "two", "a", path).Output);
        Assert.Equal("a\t1\nb\t2\n", CommandRun.Of("dump", "--database", "one", path).Output);
        Assert.Equal(0, CommandRun.Of("info", "--database", "two", path).Status);
        Assert.Equal("+ c\t3\n", CommandRun.Of("diff", "--database", "one", "--database", "two", path, path).Output);
        Assert.Equal(0, CommandRun.Of("convert", "--database", "two", path, "cdb:" + _folder.File("out")).Status);
        Assert.Equal("a\t1\nb\t2\nc\t3\n", CommandRun.Of("dump", _folder.File("out.cdb")).Output);
    }

    [PeerFact("db_load")]
    public void A_recno_database_is_dumped_queried_verified_and_converted_by_record_number()
    {
        var path = _folder.File("list.db");
        Load("db_load", ["-t", "recno", path], "VERSION=3\nformat=print\ntype=recno\nHEADER=END\n first\n second\nDATA=END\n");
        Assert.Equal("1\tfirst\n2\tsecond\n", CommandRun.Of("dump", path).Output);
        Assert.Equal("second\n", CommandRun.Of("query", "2", path).Output);
        Assert.Equal(1, CommandRun.Of("query", "3", path).Status);
        Assert.Equal($"{path}: sound (recno, 2 records)\n", CommandRun.Of("verify", path).Output);
        Assert.Contains("Berkeley DB recno, version 9", CommandRun.Of("info", path).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("convert", path, "lmdb:" + _folder.File("out")).Status);
        Assert.Equal("1\tfirst\n2\tsecond\n", CommandRun.Of("dump", _folder.File("out.lmdb")).Output);
    }

    [PeerTheory("postmap", "db_load")]
    [InlineData("hash")]
    [InlineData("btree")]
    public void The_drop_in_refuses_recno_as_postmap_does(string type)
    {
        Load("db_load", ["-t", "recno", _folder.File("map.db")], "VERSION=3\nformat=print\ntype=recno\nHEADER=END\n first\nDATA=END\n");
        string[] command = ["-s", $"{type}:{_folder.File("map")}"];
        var real = Tool.Run(Tool.Find("postmap")!, command, [], new Dictionary<string, string>(PreloadedSleep.Variables) { ["MAIL_CONFIG"] = _folder.Path });
        var ours = DropIn(["postmap", .. command]);
        Assert.Equal((real.ExitCode, real.Output, real.Error), (ours.Status, ours.Output, ours.ErrorInLatin1));
    }

    private CommandRun DropIn(params string[] words) => CommandRun.In(Variables, [], words);

    private string? Variables(string name) => name switch { "MAIL_CONFIG" => _folder.Path, "MAPKIT_POSTFIX_VERSION" => "3.7", _ => null };

    private string Make(string type, bool hasOwnRecords)
    {
        var path = _folder.File(type == "lmdb" ? "map.lmdb" : "map.db");
        foreach (var (name, records) in new[] { ("one", " a\n 1\n b\n 2\n"), ("two", " a\n 1\n b\n 2\n c\n 3\n") })
        {
            if (type == "lmdb") Load("mdb_load", ["-n", "-s", name, path], $"VERSION=3\nformat=print\ntype=btree\nmapsize=1048576\nHEADER=END\n{records}DATA=END\n");
            else Load("db_load", ["-c", $"database={name}", path], $"VERSION=3\nformat=print\ntype=btree\nHEADER=END\n{records}DATA=END\n");
        }

        if (hasOwnRecords) Load("mdb_load", ["-n", path], "VERSION=3\nformat=print\ntype=btree\nmapsize=1048576\nHEADER=END\n own\n record\nDATA=END\n");
        return path;
    }

    private static void Load(string tool, string[] arguments, string text)
    {
        var result = Tool.Run(tool, arguments, Encoding.ASCII.GetBytes(text), null);
        Assert.True(result.ExitCode == 0, result.Error);
    }
}
