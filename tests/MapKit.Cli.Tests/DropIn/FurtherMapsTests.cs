using System.Text;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.DropIn;

/// <summary><c>MAPKIT_ALSO</c>: a second map beside each that postmap and postalias write.</summary>
public sealed class FurtherMapsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FurtherMapsTests() => _folder.Write("main.cf", $"compatibility_level = 3.6\nalias_database = hash:{_folder.File("aliases")}\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hash", ".db", "lmdb", ".lmdb")]
    [InlineData("btree", ".db", "lmdb,cdb", ".cdb")]
    [InlineData("lmdb", ".lmdb", "hash", ".db")]
    public void Both_maps_have_the_same_records_after_each_change(string type, string suffix, string also, string other)
    {
        var source = _folder.Write("table", "a@example.com  b\nc@example.com  d\n");
        Postmap(also, "", $"{type}:{source}");
        AssertSame(source, suffix, other, 2);
        Postmap(also, "e@example.com  f\n", "-i", $"{type}:{source}");
        AssertSame(source, suffix, other, 3);
        Postmap(also, "", "-d", "a@example.com", $"{type}:{source}");
        AssertSame(source, suffix, other, 2);
        if (!OperatingSystem.IsWindows()) Assert.Equal(File.GetUnixFileMode(source + suffix), File.GetUnixFileMode(source + other));
    }

    [Fact]
    public void Newaliases_makes_both()
    {
        var source = _folder.Write("aliases", "root: joe\n");
        var run = CommandRun.In(name => name switch { "MAPKIT_ALSO" => "lmdb", "MAIL_CONFIG" => _folder.Path, _ => null }, [], "newaliases");
        Assert.True(run.Status == 0, run.Error);
        AssertSame(source, ".db", ".lmdb", 1);
    }

    [Fact]
    public void Without_the_variable_and_for_the_same_type_there_is_one_map()
    {
        var source = _folder.Write("table", "a  b\n");
        Postmap("", "", $"hash:{source}");
        Postmap("lmdb", "", $"lmdb:{source}");
        Assert.Equal(["main.cf", "table", "table.db", "table.lmdb"], Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unknown_type_writes_nothing()
    {
        var source = _folder.Write("table", "a  b\n");
        var run = Run("lmbd", "", $"hash:{source}");
        Assert.Equal((1, "postmap: fatal: MAPKIT_ALSO: no such map type: lmbd\n"), (run.Status, run.Error));
        Assert.False(File.Exists(source + ".db"));
    }

    [Fact]
    public void A_key_that_does_not_fit_is_an_error_and_the_first_map_is_written()
    {
        var source = _folder.Write("table", $"{new string('k', 600)}  b\n");
        var run = Run("lmdb", "", $"hash:{source}");
        Assert.Equal(1, run.Status);
        Assert.Contains($"postmap: fatal: {source}.lmdb: not written (MAPKIT_ALSO): ", run.Error);
        Assert.True(File.Exists(source + ".db"));
        Assert.False(File.Exists(source + ".lmdb"));
    }

    private static void AssertSame(string source, string suffix, string other, int count)
    {
        var run = CommandRun.Of("diff", source + suffix, source + other);
        Assert.True(run.Status == 0, run.Output + run.Error);
        Assert.Equal(count, CommandRun.Of("dump", source + other).Output.Split('\n').Count(line => line.Contains('\t', StringComparison.Ordinal) && !line.StartsWith('@')));
    }

    private void Postmap(string also, string input, params string[] arguments)
    {
        var run = Run(also, input, arguments);
        Assert.True(run.Status == 0, run.Error);
    }

    private CommandRun Run(string also, string input, params string[] arguments) =>
        CommandRun.In(name => name switch { "MAPKIT_ALSO" => also, "MAIL_CONFIG" => _folder.Path, _ => null }, Encoding.UTF8.GetBytes(input), ["postmap", .. arguments]);
}
