namespace MapKit.Cli.Tests.Commands;

/// <summary><c>status --fix --dry-run</c> says what would be compiled, and writes nothing.</summary>
public sealed class StatusDryRunTests : IDisposable
{
    private readonly StatusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_says_what_would_be_compiled_and_writes_nothing()
    {
        var table = _folder.Write("virtual", "a@example.com b\n");
        _folder.Write("main.cf", $"compatibility_level = 3.6\nalias_maps =\nalias_database =\nvirtual_alias_maps = hash:{table}\n");
        var run = CommandRun.Of("status", "-c", _folder.Path, "--fix", "--dry-run");
        Assert.Equal(0, run.Status);
        Assert.Contains($"mapkit: {table}.db: would change (hash, 1 record, ", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(table + ".db"));
        Assert.Contains("{\"kind\":\"map\",\"source\":\"" + table, CommandRun.Of("status", "-c", _folder.Path, "--fix", "--dry-run", "--json").Output, StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("status", "-c", _folder.Path, "--fix").Status);
        Assert.True(File.Exists(table + ".db"));
    }

    [Fact]
    public void Without_fix_there_is_nothing_to_try() =>
        Assert.Equal("mapkit: error: --dry-run belongs to --fix; without it, status writes nothing\n", CommandRun.Of("status", "-c", _folder.Path, "--dry-run").Error);
}
