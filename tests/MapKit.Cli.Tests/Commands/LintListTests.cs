using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>mapkit lint</c> of files that match lists name.</summary>
public sealed class LintListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_configuration_says_which_file_is_a_list()
    {
        var list = _folder.Write("domains", "# local domains\nmail.example.com\n!lists.example.com\n.lab.example.com\n");
        _folder.Write("main.cf", $"mydestination = {list} localhost\n");
        var run = CommandRun.Of("lint", "-c", _folder.Path, list);
        Assert.Equal(["3:1: warning MK2973", "4:1: warning MK2972"], Shown(run.Output, list));
        Assert.Equal((1, "mapkit: 1 table, 2 warnings\n"), (run.Status, run.Error));
    }

    [Fact]
    public void What_follows_in_the_list_decides_whether_an_exception_has_an_effect()
    {
        var list = _folder.Write("exceptions", "!10.1.2.3\n");
        _folder.Write("main.cf", $"mynetworks = {list} 10.0.0.0/8\n");
        Assert.Equal(0, CommandRun.Of("lint", "-c", _folder.Path, list).Status);
        _folder.Write("main.cf", $"mynetworks = 10.0.0.0/8 {list}\n");
        Assert.Equal(["1:1: warning MK2973"], Shown(CommandRun.Of("lint", "-c", _folder.Path, list).Output, list));
    }

    [Fact]
    public void A_table_that_is_also_a_list_is_read_as_a_table()
    {
        var list = _folder.Write("domains", "example.com x\n");
        _folder.Write("main.cf", $"relay_domains = {list}, hash:{list}\n");
        Assert.Equal(0, CommandRun.Of("lint", "-c", _folder.Path, list).Status);
    }

    [Fact]
    public void A_missing_file_in_a_list_is_reported()
    {
        var list = _folder.Write("mynetworks", $"127.0.0.0/8\n{_folder.File("gone")}\n");
        Assert.Equal(["2:1: error MK2974"], Shown(CommandRun.Of("lint", list).Output, list));
    }

    [Theory]
    [InlineData("host_list", "::1\n", "1:1: error MK2971")]
    [InlineData("domain_list", "*.example.com\n", "1:1: warning MK2972")]
    [InlineData("whole_domain_list", ".example.com\n", "1:1: warning MK2972")]
    [InlineData("address_list", "joe\n", "1:1: warning MK2972")]
    [InlineData("word_list", "!\n", "1:1: error MK2975")]
    [InlineData("word_list", "# mapkit: allow MK2975\n!\n", null)]
    [InlineData("domain_list", "\uFEFFexample.com\n", "1:1: error MK1009|1:1: warning MK2972")]
    public void An_option_names_the_kind_of_the_list(string kind, string text, string? findings)
    {
        var list = _folder.Write("list", text);
        Assert.Equal(findings?.Split('|') ?? [], Shown(CommandRun.Of("lint", "-f", kind, list).Output, list));
    }

    [Fact]
    public void A_file_name_suggests_a_list_only_if_its_first_line_is_one_word()
    {
        var list = _folder.Write("mynetworks", "127.0.0.0/8\n[::1]\n");
        Assert.Equal(0, CommandRun.Of("lint", list).Status);
        Assert.Equal(0, CommandRun.Of("lint", _folder.Write("mydestination", "example.com OK\n")).Status);
    }

    private static string[] Shown(string output, string path) =>
        [.. output.Split('\n').Where(line => line.StartsWith(path + ":", StringComparison.Ordinal)).Select(line => string.Join(':', line[(path.Length + 1)..].Split(':').Take(3)))];
}
