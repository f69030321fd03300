using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What no verb puts a map in the place of: a source, and a file that is not a map.</summary>
public sealed class ReplacedFileTests : IDisposable
{
    private const string Table = "example.com smtp:[relay.example.net]\n";
    private const string Text = "important text, not a map\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void Compile_does_not_write_onto_its_own_source(string type)
    {
        var source = _folder.Write("transport", Table);
        var run = CommandRun.Of("compile", "-t", type, "-o", source, source);
        Assert.Equal(2, run.Status);
        Assert.Equal($"mapkit: error: cannot replace {source}: it is the source that the map is made from; nothing was written (--force replaces it)\n", run.Error);
        Assert.Equal(Table, File.ReadAllText(source));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Compile_does_not_write_onto_its_source_through_a_link(bool isSymbolic)
    {
        var source = _folder.Write("transport", Table);
        Assert.Equal(0, Tool.Run("ln", [.. isSymbolic ? ["-s"] : Array.Empty<string>(), source, source + ".db"]).ExitCode);
        foreach (var arguments in new[] { ["compile", "hash:" + source], new[] { "compile", "--check", "hash:" + source }, ["postmap", "hash:" + source], ["postalias", "hash:" + source] })
        {
            Assert.NotEqual(0, CommandRun.Of(arguments).Status);
            Assert.Equal(Table, File.ReadAllText(source));
            Assert.Equal(isSymbolic, new FileInfo(source + ".db").LinkTarget is not null);
        }
    }

    [Fact]
    public void Compile_does_not_write_onto_the_source_of_another_operand()
    {
        var first = _folder.Write("first", Table);
        var second = _folder.Write("second", "");
        File.CreateSymbolicLink(first + ".db", second);
        var run = CommandRun.Of("compile", "hash:" + first, "btree:" + second);
        Assert.Equal(2, run.Status);
        Assert.Contains($"cannot replace {second}: it is the source of another table; nothing was written", run.Error, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(second));
        Assert.NotEqual(0, CommandRun.Of("postmap", "hash:" + first, "btree:" + second).Status);
        Assert.Equal("", File.ReadAllText(second));
    }

    [Theory]
    [InlineData("hash", "t.db")]
    [InlineData("btree", "t.db")]
    [InlineData("lmdb", "t.lmdb")]
    [InlineData("cdb", "t.cdb")]
    public void A_file_that_is_not_a_map_is_not_replaced(string type, string name)
    {
        var source = _folder.Write("t", Table);
        var other = _folder.Write("map.db", []);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", "-o", other, source).Status);
        var map = _folder.Write(name, Text);
        string[][] commands =
        [
            ["compile", $"{type}:{source}"],
            ["compile", "--check", $"{type}:{source}"],
            ["convert", other, $"{type}:{source}"],
            ["postmap", "-i", $"{type}:{source}"],
            ["postmap", "-d", "example.com", $"{type}:{source}"],
            .. type == "lmdb" ? new string[][] { ["postmap", $"{type}:{source}"], ["postmap", "-r", $"{type}:{source}"], ["postalias", $"{type}:{source}"] } : [],
        ];
        foreach (var command in commands)
        {
            var run = CommandRun.Of(command);
            Assert.True(run.Status != 0, string.Join(' ', command));
            Assert.Equal(Text, File.ReadAllText(map));
        }

        Assert.Contains($"cannot replace {map}: it is not empty and is not a map; nothing was written (--force replaces it)", CommandRun.Of("compile", $"{type}:{source}").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_replaces_a_file_that_is_not_a_map()
    {
        var source = _folder.Write("t", Table);
        var map = _folder.Write("t.db", Text);
        Assert.Equal(0, CommandRun.Of("compile", "--force", "hash:" + source).Status);
        Assert.Equal("smtp:[relay.example.net]\n", CommandRun.Of("query", "example.com", map).Output);
        File.WriteAllText(_folder.File("t.lmdb"), Text);
        Assert.Equal(0, CommandRun.Of("convert", "--force", map, "lmdb:" + source).Status);
        Assert.Equal("smtp:[relay.example.net]\n", CommandRun.Of("query", "example.com", "lmdb:" + source).Output);
    }

    [Fact]
    public void The_remains_of_a_killed_build_of_libdb_are_replaced()
    {
        var source = _folder.Write("t", Table);
        _folder.Write("t.db", new byte[8192]);
        Assert.Equal(0, CommandRun.Of("compile", "hash:" + source).Status);
    }
}
