using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>diff</c>, whole outputs.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _old;
    private readonly string _new;

    public DiffCommandTests()
    {
        _old = _folder.Write("old", "User@Example.com one\nb 1\nc 1\n");
        _new = _folder.Write("new", "c 2\nd 1\nuser@example.com one\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash,lmdb,cdb", _old).Status);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "btree,lmdb,cdb", _new).Status);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("old", "new")]
    [InlineData("old.db", "new")]
    [InlineData("old", "new.cdb")]
    [InlineData("old.lmdb", "new.db")]
    [InlineData("hash:old", "btree:new")]
    [InlineData("lmdb:old", "new.cdb")]
    public void Sources_and_maps_of_any_type_are_compared_key_by_key(string first, string second)
    {
        var run = CommandRun.Of("diff", Path(first), Path(second));
        Assert.Equal((1, "- b\t1\n~ c\t1\t2\n+ d\t1\n", ""), (run.Status, run.Output, run.Error));
    }

    [Theory]
    [InlineData("old", "old.db")]
    [InlineData("old.cdb", "old.lmdb")]
    [InlineData("old", "old")]
    public void The_same_records_give_status_0_and_no_output(string first, string second)
    {
        var run = CommandRun.Of("diff", Path(first), Path(second));
        Assert.Equal((0, "", ""), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void Json_has_one_object_for_each_difference() => Assert.Equal(
        """
        {"kind":"difference","difference":"removed","key":"b","old":"1"}
        {"kind":"difference","difference":"changed","key":"c","old":"1","new":"2"}
        {"kind":"difference","difference":"added","key":"d","new":"1"}

        """,
        CommandRun.Of("diff", "--json", _old, _new).Output);

    [Fact]
    public void Stored_bytes_show_the_NULs()
    {
        Assert.Equal("+ b\tx\n", CommandRun.Of("diff", "--raw", _folder.Write("none", ""), _folder.Write("some", "b x\n")).Output);
        var run = CommandRun.Of("diff", "--raw", _old + ".db", _old + ".cdb");
        Assert.Equal("+ b\t1\n- b\\x00\t1\\x00\n+ c\t1\n- c\\x00\t1\\x00\n+ user@example.com\tone\n- user@example.com\\x00\tone\\x00\n", run.Output);
        Assert.Equal(0, CommandRun.Of("diff", "--raw", _old, _old + ".db").Status);
        Assert.Equal(0, CommandRun.Of("diff", "--raw", _old, _old + ".cdb").Status);
    }

    [Fact]
    public void A_map_is_recognised_by_its_content_and_standard_input_is_a_source()
    {
        File.Copy(_old + ".lmdb", _folder.File("plain"));
        Assert.Equal(0, CommandRun.Of("diff", _old, _folder.File("plain")).Status);
        Assert.Equal("+ e\t5\n", CommandRun.With([.. File.ReadAllBytes(_old), .. "e 5\n"u8], "diff", _old + ".cdb", "-").Output);
    }

    [Fact]
    public void Passwords_are_hidden_on_both_sides()
    {
        var source = _folder.Write("sasl_passwd", "relay.example.net user:secret\n");
        CommandRun.Of("compile", source);
        _folder.Write("sasl_passwd", "relay.example.net user:other\n");
        var run = CommandRun.Of("diff", source + ".db", source);
        Assert.Equal((1, "~ relay.example.net\t****\t****\n", "mapkit: note: passwords are hidden; --show-secrets shows them\n"), (run.Status, run.Output, run.Error));
        run = CommandRun.Of("diff", "--json", source + ".db", source);
        Assert.Equal("{\"kind\":\"difference\",\"difference\":\"changed\",\"key\":\"relay.example.net\",\"old\":\"****\",\"new\":\"****\"}\n", run.Output);
        Assert.Equal("~ relay.example.net\tuser:secret\tuser:other\n", CommandRun.Of("diff", "--show-secrets", source + ".db", source).Output);
        var copy = _folder.Write("copy", "relay.example.net user:other\n");
        Assert.DoesNotContain("secret", CommandRun.Of("diff", "-f", "sasl_passwd", copy, source + ".db").Output, StringComparison.Ordinal);
    }

    [PeerTheory("postalias")]
    [InlineData("hash")]
    [InlineData("lmdb")]
    public void Records_that_postalias_adds_are_not_a_difference(string type)
    {
        var source = _folder.Write("aliases", "root: a, b\n\"quoted name\": x\n");
        var tool = Tool.Run("postalias", "-c", PostfixConfiguration.Write(_folder.File("etc")), $"{type}:{source}");
        Assert.True(tool.ExitCode == 0, tool.Error);
        var run = CommandRun.Of("diff", "--alias-keys", "internal", source, $"{type}:{source}");
        Assert.Equal((0, "", ""), (run.Status, run.Output, run.Error));
        Assert.Equal("- \"quoted name\"\tx\n", CommandRun.Of("diff", source, $"{type}:{source}").Output);
    }

    [Theory]
    [InlineData("missing", "{0}: no such file")]
    [InlineData("missing.db", "{0}: no such file")]
    [InlineData("foreign.cdb", "{0}: not a map: the content is neither Berkeley DB, LMDB nor cdb")]
    [InlineData("folder", "{0}: is a directory, not a table")]
    public void An_unreadable_table_is_an_error(string name, string message)
    {
        _folder.Write("foreign.cdb", "text");
        Directory.CreateDirectory(Path("folder"));
        var run = CommandRun.Of("diff", _old, Path(name));
        Assert.Equal((2, "", "mapkit: error: " + message.Replace("{0}", Path(name), StringComparison.Ordinal) + "\n"), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public void A_database_that_neither_table_has_is_an_error() =>
        Assert.Equal("mapkit: error: --database: neither table is a Berkeley DB or LMDB file with named databases\n", CommandRun.Of("diff", "--database", "x", _old, _new).Error);

    private string Path(string operand) => operand.Contains(':', StringComparison.Ordinal)
        ? operand[..(operand.IndexOf(':', StringComparison.Ordinal) + 1)] + _folder.File(operand[(operand.IndexOf(':', StringComparison.Ordinal) + 1)..])
        : _folder.File(operand);
}
