using System.Runtime.Versioning;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What is no source is named, with what to type; nothing is written beside it.</summary>
public sealed class SourceOperandTests : IDisposable
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

    [Theory]
    [InlineData("table.gz", "\u001F\u008B\b\0\0\0\0\0", "the file is compressed by gzip, so it is not a table; unpack it: gunzip")]
    [InlineData("users.sqlite", "SQLite format 3\0", "the file is an SQLite database, so it is not a table; Postfix reads it through a sqlite: table, whose name is a file with the settings")]
    [InlineData("secret", "\0GITCRYPT\0", "the file is encrypted by git-crypt, so it is not a table; run git-crypt unlock in the repository before the file is installed")]
    [InlineData("tool", "\u007FELF\u0002\u0001\u0001\0\0\0\0\0\0\0\0\0\0\0\0\0", "the file is not text, so it is not a table; install the text of the table in its place")]
    [InlineData("post-install", "#!/bin/sh\nx  y\nlonger z\n", "is a script, not a table")]
    [InlineData("dynamicmaps.cf", "a b\nlonger c\n", "is a file of Postfix itself, not a table")]
    [InlineData("KeyTable", "a b\nlonger c\n", "is a table of OpenDKIM, which reads it itself; Postfix does not")]
    public void No_verb_edits_a_file_of_another_kind(string name, string text, string message)
    {
        var file = _folder.Write(name, System.Text.Encoding.Latin1.GetBytes(text));
        var before = File.ReadAllBytes(file);
        foreach (string[] line in new string[][] { ["fmt", file], ["set", file, "k", "v"], ["set", "--force", file, "k", "v"], ["unset", file, "a"], ["rename", file, "a", "b"] })
        {
            var run = CommandRun.Of(line);
            Assert.Equal((2, "", $"mapkit: error: {file}: {message}\n"), (run.Status, run.Output, run.Error));
            Assert.Equal(before, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void Fmt_checks_all_operands_before_it_aligns_the_first()
    {
        var good = _folder.Write("good", "a 1\nlonger 2\n");
        var run = CommandRun.Of("fmt", good, _folder.File("missing"));
        Assert.Equal((2, "", $"mapkit: error: {_folder.File("missing")}: no such file\nmapkit: note: nothing was written: correct the operands first\n"), (run.Status, run.Output, run.Error));
        Assert.Equal("a 1\nlonger 2\n", File.ReadAllText(good));
    }

    [Fact]
    public void No_map_is_written_if_that_of_another_operand_cannot_be()
    {
        var (good, other, folder) = (_folder.Write("good", "a 1\n"), _folder.Write("other", "a 1\n"), _folder.Write("folder", "a 1\n"));
        _folder.Write("other.cdb", "written by hand, and longer than any header of a map could be\n");
        Directory.CreateDirectory(_folder.File("folder.cdb"));
        var run = CommandRun.Of("compile", "-t", "cdb", good, other, folder);
        Assert.Equal((2, ""), (run.Status, run.Output));
        Assert.Contains("other.cdb: it is not empty and is not a map", run.Error, StringComparison.Ordinal);
        Assert.Contains("folder.cdb", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("mapkit: note: nothing was written: correct the operands first\n", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(good + ".cdb"));

        Assert.Equal(2, CommandRun.With("a 1\n"u8.ToArray(), "compile", "-t", "cdb", good, "-").Status);
        Assert.False(File.Exists(good + ".cdb"));
    }

    [Theory]
    [InlineData("--strict", "broken\n")]
    [InlineData("--duplicates=error", "a 1\na 2\n")]
    public void No_map_is_written_if_the_content_of_another_source_is_refused(string option, string text)
    {
        var (good, bad) = (_folder.Write("good", "a 1\n"), _folder.Write("bad", text));
        var run = CommandRun.Of("compile", "-t", "cdb", option, good, bad);
        Assert.Equal(1, run.Status);
        Assert.Contains($"{bad}:", run.Error, StringComparison.Ordinal);
        Assert.EndsWith("mapkit: note: nothing was written, because of the errors above\n", run.Error, StringComparison.Ordinal);
        Assert.Equal([bad, good], Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal));
    }

    [RootFact("setpriv")]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_may_not_be_written_is_known_before_the_first_map()
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        var (good, other) = (_folder.Write("good", "a 1\n"), Path.Combine(Directory.CreateDirectory(_folder.File("closed")).FullName, "other"));
        File.WriteAllText(other, "a 1\n");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(_folder.File("closed"), (UnixFileMode)0b101_101_101);
        var command = _folder.File("mapkit");
        File.Copy(MapKitCommand.Line[0], command);
        File.SetUnixFileMode(command, (UnixFileMode)0b111_101_101);
        var run = Tool.Run("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", command, "compile", "-t", "cdb", good, other);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"cannot create a file in {_folder.File("closed")}: Permission denied", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(good + ".cdb"));
    }
}
