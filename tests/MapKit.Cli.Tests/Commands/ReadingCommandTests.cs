using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>query</c>, <c>dump</c> and <c>info</c>.</summary>
public sealed class ReadingCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _source;

    public ReadingCommandTests()
    {
        _source = _folder.Write("table", "User@Example.COM one\nb two words\n\u00C4 three\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb,cdb", _source).Status);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hash:")]
    [InlineData("lmdb:")]
    [InlineData("cdb:")]
    [InlineData("")]
    public void A_query_folds_its_key_and_prints_the_value(string type)
    {
        Assert.Equal("one\n", CommandRun.Of("query", "USER@example.com", type + _source).Output);
        Assert.Equal("three\n", CommandRun.Of("query", "\u00E4", type + _source).Output);
    }

    [Fact]
    public void A_missing_key_gives_status_1_and_no_output()
    {
        var run = CommandRun.Of("query", "nobody", _source);
        Assert.Equal((1, "", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void Keys_from_standard_input_are_printed_as_typed()
    {
        var run = CommandRun.With("B\nnobody\n\nuser@example.com"u8.ToArray(), "query", "-", _source);
        Assert.Equal((0, "B\ttwo words\nuser@example.com\tone\n"), (run.Status, run.Output));
        Assert.Equal(1, CommandRun.With("nobody\n"u8.ToArray(), "query", "-", _source).Status);
    }

    [Fact]
    public void The_first_map_that_answers_wins_and_later_ones_are_not_opened() =>
        Assert.Equal("one\n", CommandRun.Of("query", "user@example.com", _source, _folder.File("missing.db")).Output);

    [Fact]
    public void A_missing_map_is_reported()
    {
        var run = CommandRun.Of("query", "a", "hash:" + _folder.File("missing"));
        Assert.Equal((2, $"mapkit: error: {_folder.File("missing.db")}: no such file\n"), (run.Status, run.Error));
    }

    [Fact]
    public void A_file_that_is_not_a_map_is_refused_by_name()
    {
        var path = _folder.Write("foreign.db", "this is a text and no map at all, and it is long enough to be read\n");
        var run = CommandRun.Of("query", "a", path);
        Assert.Equal(2, run.Status);
        Assert.StartsWith($"mapkit: error: {path}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("not a map", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_type_in_the_file_wins_with_a_note()
    {
        File.Copy(_source + ".lmdb", _folder.File("other.db"));
        var run = CommandRun.Of("query", "b", "hash:" + _folder.File("other"));
        Assert.Equal((0, "two words\n"), (run.Status, run.Output));
        Assert.Equal($"mapkit: note: {_folder.File("other.db")}: holds a map of type lmdb, not hash; reading it as lmdb\n", run.Error);
    }

    [Fact]
    public void Dump_prints_text_json_and_raw_bytes()
    {
        var map = _source + ".lmdb";
        Assert.Equal("b\ttwo words\nuser@example.com\tone\n\u00C3\u00A4\tthree\n", CommandRun.Of("dump", map).Output);
        Assert.Equal("b\\x00\ttwo words\\x00\n", CommandRun.Of("dump", "--raw", map).Output.Split('\n')[0] + "\n");
        Assert.Equal("""{"kind":"record","key":"b","value":"two words"}""", CommandRun.Of("dump", "--as", "json", map).Output.Split('\n')[0]);
    }

    [Fact]
    public void Json_keeps_bytes_that_are_not_utf8()
    {
        var source = _folder.Write("bytes", [(byte)'k', 0xff, (byte)' ', 0xfe, (byte)'\n']);
        CommandRun.Of("compile", "--no-utf8", source);
        Assert.Equal("""{"kind":"record","keyBase64":"a/8=","valueBase64":"/g=="}""" + "\n", CommandRun.Of("dump", "--json", source + ".db").Output);
    }

    [Fact]
    public void Info_describes_the_file()
    {
        var run = CommandRun.Of("info", _source + ".db");
        Assert.Equal(0, run.Status);
        Assert.Contains("type:         hash\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("records:      3\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("trailing NUL: with\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"trailingNul\":\"without\"", CommandRun.Of("info", "--json", _source + ".cdb").Output, StringComparison.Ordinal);
    }
}
