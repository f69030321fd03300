using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What is no source is named, with what to type; nothing is written beside it.</summary>
public sealed class CompileOperandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("main.cf", "myhostname = mail.example.com\n", "is a Postfix configuration file, not a table; to check it: mapkit lint FILE (--force compiles it)")]
    [InlineData("master.cf.proto", "smtp inet n - y - - smtpd\n", "is a Postfix configuration file, not a table; to check it: mapkit lint FILE (--force compiles it)")]
    [InlineData("postfix-files", "$config_directory:d:root:-:755:u\n", "is a file of Postfix itself, not a table (--force compiles it)")]
    [InlineData("mysql-virtual.cf", "user = postfix\n", "has the settings of a mysql client, which Postfix reads directly; to check it: mapkit lint FILE (--force compiles it)")]
    [InlineData("checks.pcre", "/x/ REJECT\n", "is a pcre table, which Postfix reads directly, without a map; to check it: mapkit lint FILE (--force compiles it)")]
    [InlineData("clients.cidr", "192.0.2.0/24 OK\n", "is a cidr table, which Postfix reads directly, without a map; to check it: mapkit lint FILE (--force compiles it)")]
    [InlineData("header_checks", "/^a/ REJECT\n/^b/ REJECT\n", "is a table of regular expressions, which Postfix reads directly, without a map; to check it: mapkit lint regexp:FILE (--force compiles it)")]
    [InlineData("subjects", "/^a/ REJECT\n/^b/ REJECT\n", "is a table of regular expressions, which Postfix reads directly, without a map; to check it: mapkit lint regexp:FILE (--force compiles it)")]
    [InlineData("post-install", "#!/bin/sh\necho\n", "is a script, not a table (--force compiles it)")]
    public void A_file_of_another_kind_is_refused(string name, string text, string message)
    {
        var source = _folder.Write(name, text);
        var run = CommandRun.Of("compile", "-t", "cdb", source);
        Assert.Equal((2, "", $"mapkit: error: {source}: {message.Replace("FILE", source, StringComparison.Ordinal)}\n"), (run.Status, run.Output, run.Error));
        Assert.Equal([source], Directory.GetFiles(_folder.Path));
        Assert.NotEqual(2, CommandRun.Of("compile", "-t", "cdb", "--force", "-f", "plain", source).Status);
        Assert.True(File.Exists(source + ".cdb"));
    }

    [Fact]
    public void A_table_of_keys_may_have_the_name_of_a_table_of_patterns() =>
        Assert.Equal(0, CommandRun.Of("compile", "-t", "cdb", _folder.Write("header_checks", "example.com OK\n")).Status);

    [Fact]
    public void A_map_is_no_source()
    {
        CommandRun.Of("compile", "-t", "hash,lmdb,cdb", _folder.Write("t", "a 1\n"));
        foreach (var map in new[] { "t.db", "t.lmdb", "t.cdb" })
        {
            var run = CommandRun.Of("compile", "-t", "cdb", _folder.File(map));
            Assert.Equal((2, $"mapkit: error: {_folder.File(map)}: is a map, not a source; give the text source instead\n"), (run.Status, run.Error));
        }
    }

    [Fact]
    public void All_operands_are_checked_before_the_first_map_is_written()
    {
        var (good, main) = (_folder.Write("t", "a 1\n"), _folder.Write("main.cf", "a = b\n"));
        var run = CommandRun.Of("compile", "-t", "cdb", good, main, _folder.File("none"), _folder.Path);
        Assert.Equal(2, run.Status);
        Assert.Equal(
            $"mapkit: error: {main}: is a Postfix configuration file, not a table; to check it: mapkit lint {main} (--force compiles it)\n" +
            $"mapkit: error: {_folder.File("none")}: no such file\n" +
            $"mapkit: error: {_folder.Path}: is a directory, not a table; to check it: mapkit status -c {_folder.Path}\n" +
            "mapkit: note: nothing was written: correct the operands first\n",
            run.Error);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }
}
