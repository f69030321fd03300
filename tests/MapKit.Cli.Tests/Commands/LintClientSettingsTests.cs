using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary><c>mapkit lint</c> of the settings of clients, which are no tables.</summary>
public sealed class LintClientSettingsTests : IDisposable
{
    private const string Text = "user = mail\npassword = geheim\nhost = localhost\ndbname = mail\nquery = SELECT goto FROM alias WHERE address = '%s'\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mysql-virtual.cf", "")] // by its name
    [InlineData("settings", "mysql:")] // by its type
    public void Settings_are_not_linted_as_a_table(string name, string type)
    {
        var path = Write(name, Text);
        var run = CommandRun.Of("lint", type + path);
        Assert.Equal(["3:1: warning MK2981"], Shown(run.Output, path));
        Assert.DoesNotContain("geheim", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Contains("host", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_configuration_says_which_file_has_settings()
    {
        var path = Write("aliases", Text);
        _folder.Write("main.cf", $"virtual_alias_maps = proxy:mysql:{path}\n");
        Assert.Equal(["3:1: warning MK2981"], Shown(CommandRun.Of("lint", "-c", _folder.Path, path).Output, path));
        var whole = CommandRun.Of("lint", "-c", _folder.Path);
        Assert.Equal(["3:1: warning MK2981"], Shown(whole.Output, path));
        Assert.DoesNotContain("geheim", whole.Output + whole.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_that_every_user_can_read_is_reported()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Write("mysql.cf", Text.Replace("host =", "hosts =", StringComparison.Ordinal));
        Assert.Equal(0, CommandRun.Of("lint", path).Status);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Contains("MK4001", CommandRun.Of("lint", path).Output, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = _folder.Write(name, text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        return path;
    }

    private static string[] Shown(string output, string path) =>
        [.. output.Split('\n').Where(line => line.StartsWith(path + ":", StringComparison.Ordinal)).Select(line => string.Join(':', line[(path.Length + 1)..].Split(':').Take(3)))];
}
