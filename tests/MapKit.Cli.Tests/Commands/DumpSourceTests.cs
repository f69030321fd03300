using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>dump --as source</c>, whole outputs.</summary>
public sealed class DumpSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_dump_of_a_plain_map_equals_its_source()
    {
        var source = _folder.Write("table", "\"b c\"  d e\nexample.com\tsmtp:[relay.example.net]:587\n");
        CommandRun.Of("compile", "cdb:" + source);
        var run = CommandRun.Of("dump", "--as", "source", source + ".cdb");
        Assert.Equal((0, "\"b c\"\td e\nexample.com\tsmtp:[relay.example.net]:587\n", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void An_alias_map_is_recognised_by_its_mark()
    {
        var source = _folder.Write("names", "root: a,b\n\"quoted name\": x\n\"a:b\": \"|/bin/cmd x\"\n\\#c: y\n");
        CommandRun.Of("compile", "-f", "aliases", "lmdb:" + source);
        var run = CommandRun.Of("dump", "--as", "source", source + ".lmdb");
        Assert.Equal((0, "\\#c: y\nroot: a, b\n\"a:b\": \"|/bin/cmd x\"\n\"quoted name\": x\n", ""), (run.Status, run.Output, run.Error));

        var again = _folder.Write("again", run.OutputBytes);
        CommandRun.Of("compile", "-f", "aliases", "lmdb:" + again);
        Assert.Equal(File.ReadAllBytes(source + ".lmdb"), File.ReadAllBytes(again + ".lmdb"));
    }

    [Fact]
    public void Records_that_the_syntax_cannot_express_are_reported_with_status_1()
    {
        var source = _folder.Write("names", "root: a\n\"quoted name\": x\n");
        CommandRun.Of("compile", "-f", "aliases", "--alias-keys", "internal", source);
        var run = CommandRun.Of("dump", "--as", "source", "--format", "plain", source + ".db");
        Assert.Equal((1, "@\t@\nroot\ta\n"), (run.Status, string.Concat(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal).Select(line => line + "\n"))));
        Assert.Equal($"{source}.db: warning: quoted name<tab>x is not in the source: the key has whitespace outside quotes\n", run.Error);
    }

    [Fact]
    public void For_a_map_with_one_form_of_names_the_compile_option_is_reported()
    {
        var source = _folder.Write("names", "\"a:b\": x\n");
        CommandRun.Of("compile", "-f", "aliases", "--alias-keys", "internal", source);
        var run = CommandRun.Of("dump", "--as", "source", source + ".db");
        Assert.Equal((0, "\"a:b\": x\n"), (run.Status, run.Output));
        Assert.Equal($"mapkit: note: {source}.db: contains only one form of quoted names; compile the source with --alias-keys internal\n", run.Error);
    }

    [Fact]
    public void Passwords_are_written_only_with_show_secrets()
    {
        var source = _folder.Write("sasl_passwd", "relay.example.net user:secret\n");
        CommandRun.Of("compile", source);
        var run = CommandRun.Of("dump", "--as", "source", source + ".db");
        Assert.Equal((2, "", $"mapkit: error: {source}.db: a source without its passwords is useless; --show-secrets includes them\n"), (run.Status, run.Output, run.Error));
        Assert.Equal("relay.example.net\tuser:secret\n", CommandRun.Of("dump", "--as", "source", "--show-secrets", source + ".db").Output);
    }

    [Theory]
    [InlineData("--json", "--json and --as source are two output formats: give one of them")]
    [InlineData("--raw", "--as source cannot be used with --json or --raw")]
    public void As_source_cannot_be_combined_with_json_or_raw(string option, string message) =>
        Assert.Equal((2, $"mapkit: error: {message}\n"), (CommandRun.Of("dump", "--as", "source", option, "x.db").Status, CommandRun.Of("dump", "--as", "source", option, "x.db").Error));

    [PeerFact("db_load")]
    public void One_of_several_databases_is_chosen_by_name()
    {
        var path = _folder.File("many.db");
        foreach (var name in new[] { "one", "two" })
            Tool.Run("db_load", ["-T", "-t", "hash", "-c", "database=" + name, path], Encoding.ASCII.GetBytes($"a\n{name}\n"), null);
        var run = CommandRun.Of("dump", path);
        Assert.Equal((2, "", $"mapkit: error: {path}: file holds 2 named databases: one, two; choose one with --database\n"), (run.Status, run.Output, run.Error));
        Assert.Equal("a\tone\n", CommandRun.Of("dump", "--database", "one", path).Output);
        Assert.Equal("a\ttwo\n", CommandRun.Of("dump", "--as", "source", "--database", "two", path).Output);
        Assert.Equal("two\n", CommandRun.Of("query", "--database", "two", "a", path).Output);
        Assert.Equal($"file:         {path}\nformat:       a directory of named databases\ndatabases:    one, two\n", CommandRun.Of("info", path).Output);
        Assert.Equal($"{{\"kind\":\"databases\",\"map\":\"{path}\",\"databases\":[\"one\",\"two\"]}}\n", CommandRun.Of("info", "--json", path).Output);
        Assert.Equal("~ a\tone\ttwo\n", CommandRun.Of("diff", "--database", "one", "--database", "two", path, path).Output);
        Assert.Equal(0, CommandRun.Of("convert", "--database", "one", path, _folder.File("one.cdb")).Status);
        Assert.Equal("a\tone\n", CommandRun.Of("dump", _folder.File("one.cdb")).Output);
        run = CommandRun.Of("convert", "--database", "one", path, path);
        Assert.Equal((2, $"mapkit: error: {path}: the new map would replace all databases in the file; nothing was written\n"), (run.Status, run.Error));
    }
}
