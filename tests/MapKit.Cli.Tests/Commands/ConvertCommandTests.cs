using System.Text;
using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>convert</c>, whole outputs.</summary>
public sealed partial class ConvertCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public ConvertCommandTests()
    {
        _source = _folder.Write("table", "a 1\nb 2\n");
        Assert.Equal(0, CommandRun.Of("compile", _source).Status);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lmdb:table", "table.lmdb", "lmdb", 12288)]
    [InlineData("table.cdb", "table.cdb", "cdb", 2100)]
    [InlineData("btree:other", "other.db", "btree", 8192)]
    [InlineData("btree:other.db", "other.db", "btree", 8192)]
    [InlineData("other.db", "other.db", "hash", 12288)]
    public void A_map_is_written_and_then_unchanged(string output, string file, string type, int bytes)
    {
        var target = output.Contains(':', StringComparison.Ordinal) ? output.Replace(":", ":" + _folder.Path + "/", StringComparison.Ordinal) : _folder.File(output);
        var run = CommandRun.Of("convert", _source + ".db", target);
        Assert.Equal((0, $"{_folder.File(file)}: written ({type}, 2 records, {bytes} bytes, N ms)\n", ""), (run.Status, WithoutTime(run.Output), run.Error));
        Assert.Equal($"{_folder.File(file)}: unchanged ({type}, 2 records, {bytes} bytes, N ms)\n", WithoutTime(CommandRun.Of("convert", _source + ".db", target).Output));
        Assert.Equal("2\n", CommandRun.Of("query", "b", _folder.File(file)).Output);
    }

    [Fact]
    public void Json_has_the_result() => Assert.Equal(
        $"{{\"kind\":\"map\",\"source\":\"{_source}.db\",\"map\":\"{_source}.cdb\",\"type\":\"cdb\",\"outcome\":\"written\",\"records\":2,\"bytes\":2100,\"milliseconds\":N}}\n",
        TimeInJson().Replace(CommandRun.Of("convert", "--json", _source, _source + ".cdb").Output, "\"milliseconds\":N"));

    [Fact]
    public void The_nul_option_decides_the_convention()
    {
        CommandRun.Of("convert", "--nul", "no", _source, "lmdb:" + _source);
        Assert.Equal("a\t1\nb\t2\n", CommandRun.Of("dump", "--raw", _source + ".lmdb").Output);
        CommandRun.Of("convert", "--nul", "yes", _source + ".lmdb", _source + ".cdb");
        Assert.Equal("a\\x00\t1\\x00\nb\\x00\t2\\x00\n", CommandRun.Of("dump", "--raw", _source + ".cdb").Output);
    }

    [PeerFact("db_load")]
    public void Keys_with_several_values_are_reported()
    {
        var old = _folder.File("many.db");
        Tool.Run("db_load", ["-T", "-t", "hash", "-c", "duplicates=1", old], Encoding.ASCII.GetBytes("a\n1\na\n2\n"), null);
        var run = CommandRun.Of("convert", old, _folder.File("new.cdb"));
        Assert.Equal((0, $"{old}: warning MK3001: duplicate key: \"a\" is stored more than once, with or without a trailing NUL; the first record is kept\n    help: choose with --duplicates\n"), (run.Status, run.Error));
        Assert.Equal("a\t1\n", CommandRun.Of("dump", _folder.File("new.cdb")).Output);
        Assert.Equal(0, CommandRun.Of("convert", "--duplicates", "last", old, _folder.File("new.cdb")).Status);
        Assert.Equal("a\t2\n", CommandRun.Of("dump", _folder.File("new.cdb")).Output);
        run = CommandRun.Of("convert", "--duplicates", "error", old, _folder.File("other.cdb"));
        Assert.Equal(
            (1, $"{old}: error MK3001: duplicate key: \"a\" is stored more than once, with or without a trailing NUL; nothing was written\n    help: choose with --duplicates\nmapkit: error: {_folder.File("other.cdb")}: not written, because of the errors above\n"),
            (run.Status, run.Error));
        Assert.False(File.Exists(_folder.File("other.cdb")));
    }

    [Fact]
    public void A_key_that_is_too_long_is_an_error()
    {
        var source = _folder.Write("long", new string('k', 511) + " v\n");
        CommandRun.Of("compile", source);
        var run = CommandRun.Of("convert", source + ".db", "lmdb:" + source);
        Assert.Equal(2, run.Status);
        Assert.Contains("error MK3002: \"kkk", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(source + ".lmdb"));
    }

    [Fact]
    public void Its_own_file_is_replaced_by_another_type_only_in_place()
    {
        var map = _source + ".db";
        var run = CommandRun.Of("convert", map, "btree:" + _source);
        Assert.Equal((2, $"mapkit: error: {map}: the new map of type btree would replace the input map, which is of type hash; nothing was written (--in-place allows it)\n"), (run.Status, run.Error));
        Assert.Contains("type:         hash\n", CommandRun.Of("info", map).Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("convert", "--in-place", map, "btree:" + _source).Status);
        Assert.Contains("type:         btree\n", CommandRun.Of("info", map).Output, StringComparison.Ordinal);
        Assert.StartsWith($"{map}: unchanged ", CommandRun.Of("convert", map, map).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.db", "new.cdb", "mapkit: error: {0}/missing.db: no such file\n")]
    [InlineData("foreign.db", "new.cdb", "mapkit: error: {0}/foreign.db: not a map: the content is neither Berkeley DB, LMDB nor cdb\n")]
    [InlineData("table.db", "new", "mapkit: error: {0}/new: which type of map? Write TYPE:NAME, or a name that ends in .db, .lmdb, .cdb\n")]
    public void Bad_input_is_trouble_and_writes_nothing(string input, string output, string message)
    {
        _folder.Write("foreign.db", "text");
        var run = CommandRun.Of("convert", _folder.File(input), _folder.File(output));
        Assert.Equal((2, "", message.Replace("{0}", _folder.Path, StringComparison.Ordinal)), (run.Status, run.Output, run.Error));
        Assert.Equal(["foreign.db", "table", "table.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    private static string WithoutTime(string output) => Time().Replace(output, "N ms");

    [GeneratedRegex("[0-9.]+ ms")]
    private static partial Regex Time();

    [GeneratedRegex("\"milliseconds\":[0-9.]+")]
    private static partial Regex TimeInJson();
}
