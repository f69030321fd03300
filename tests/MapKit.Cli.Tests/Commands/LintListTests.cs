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
    [InlineData("domain_list", "\uFEFFexample.com\n", "1:1: error MK1009")]
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

    [Theory]
    [InlineData("mynetworks = 127.0.0.0/8 fd::/8", "1:26: error MK2971")]
    [InlineData("mynetworks = 127.0.0.1/8 # own", "1:14: error MK2970|1:26: warning MK2976")]
    [InlineData("mydestination = $myhostname, localhost.$mydomain, *.example.com", "1:51: warning MK2972")]
    [InlineData("mydestination = example.com !example.com", "1:29: warning MK2973")]
    [InlineData("virtual_mailbox_domains = /nonexistent", "1:27: error MK2974")]
    [InlineData("relay_domains = .example.com", "1:17: warning MK2972")]
    [InlineData("parent_domain_matches_subdomains =\nrelay_domains = .example.com", "")]
    [InlineData("ours = ::1\nmynetworks = $ours\nqmqpd_authorized_clients = $ours", "1:8: error MK2971")]
    [InlineData("mynetworks = !10.1.2.3 10.0.0.0/8 [::1]\nmydestination = $myhostname localhost\nsmtpd_noop_commands = !x", "3:23: warning MK2973")]
    public void Lists_in_main_cf_are_checked(string text, string findings)
    {
        var main = _folder.Write("main.cf", $"{text}\nmyhostname = mail.example.com\n");
        Assert.Equal(findings.Split('|', StringSplitOptions.RemoveEmptyEntries), Shown(CommandRun.Of("lint", "-c", _folder.Path).Output, main).Where(finding => finding.Contains(" MK297", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_list_in_an_option_of_a_service_is_checked_in_its_file()
    {
        _folder.Write("main.cf", "mynetworks = 127.0.0.0/8\n");
        var master = _folder.Write("master.cf", "smtp inet n - n - - smtpd -o mynetworks=10.0.0.1/8\n");
        Assert.Equal(["1:41: error MK2970"], Shown(CommandRun.Of("lint", "-c", _folder.Path).Output, master));
    }

    [Fact]
    public void The_files_of_lists_are_checked_with_the_configuration()
    {
        var list = _folder.Write("domains", "example.com.\n");
        _folder.Write("main.cf", $"mydestination = {list}\n");
        Assert.Equal(["1:1: warning MK2972"], Shown(CommandRun.Of("lint", "-c", _folder.Path).Output, list));
    }

    private static string[] Shown(string output, string path) =>
        [.. output.Split('\n').Where(line => line.StartsWith(path + ":", StringComparison.Ordinal)).Select(line => string.Join(':', line[(path.Length + 1)..].Split(':').Take(3)))];
}
