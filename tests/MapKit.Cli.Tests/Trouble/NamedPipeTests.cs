using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>A named pipe, or a NUL in a name, where a configuration or a table names a file: nothing waits for a writer who never comes.</summary>
public sealed class NamedPipeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("mkfifo")]
    [InlineData("transport_maps=texthash:PIPE", "explain transport joe@example.com")]
    [InlineData("transport_maps=regexp:PIPE", "explain transport joe@example.com")]
    [InlineData("transport_maps=pcre:PIPE", "explain transport joe@example.com")]
    [InlineData("transport_maps=cidr:PIPE", "explain transport joe@example.com")]
    [InlineData("transport_maps=hash:PIPE", "explain transport joe@example.com")]
    [InlineData("transport_maps=hash:PIPE", "explain transport joe@example.com --sources")]
    [InlineData("transport_maps=cdb:PIPE", "status")]
    [InlineData("transport_maps=texthash:PIPE", "status")]
    [InlineData("transport_maps=unionmap:{texthash:PIPE}", "explain transport joe@example.com")]
    [InlineData("mydestination=PIPE", "explain delivery joe@example.com")]
    [InlineData("mydestination=PIPE", "status")]
    [InlineData("relay_domains=PIPE", "explain delivery joe@example.com")]
    [InlineData("virtual_mailbox_domains=PIPE", "explain delivery joe@example.com")]
    [InlineData("virtual_alias_domains=PIPE", "explain access joe@example.com")]
    [InlineData("mynetworks=PIPE", "status")]
    [InlineData("mydestination=example.com\nalias_maps=hash:DIR/aliases", "explain aliases joe")]
    [InlineData("myorigin=PIPE", "explain aliases joe")]
    public void A_pipe_that_is_named_in_the_configuration_does_not_stop_the_command(string setting, string command)
    {
        MakePipe("pipe");
        _folder.Write("aliases", $"joe: :include:{_folder.File("pipe")}\n");
        CommandRun.Of("compile", "-t", "hash", "-f", "aliases", _folder.File("aliases"));
        WriteConfiguration(setting);
        var run = Within(() => CommandRun.Of([.. command.Split(' '), "-c", _folder.Path]));
        Assert.InRange(run.Status, 0, 2);
        Assert.DoesNotContain("bug in MapKit", run.Error, StringComparison.Ordinal);
    }

    [PeerTheory("mkfifo")]
    [InlineData("main.cf")]
    [InlineData("master.cf")]
    public void A_pipe_in_the_place_of_a_configuration_is_refused(string name)
    {
        WriteConfiguration("transport_maps=");
        File.Delete(_folder.File(name));
        MakePipe(name);
        var run = Within(() => CommandRun.Of("status", "-c", _folder.Path));
        Assert.Equal(2, run.Status);
        Assert.Contains("is a named pipe, and nobody may ever write to it", run.Error, StringComparison.Ordinal);
    }

    [PeerFact("mkfifo")]
    public void A_pipe_that_a_value_names_is_skipped_with_a_message()
    {
        MakePipe("pipe");
        var source = _folder.Write("sni", $"example.com {_folder.File("pipe")}\n");
        var run = Within(() => CommandRun.Of("compile", "-t", "cdb", "-F", source));
        Assert.Contains("is a named pipe", run.Error, StringComparison.Ordinal);
    }

    [PeerFact("mkfifo")]
    public void An_included_pipe_is_not_a_regular_file()
    {
        MakePipe("pipe");
        _folder.Write("aliases", $"joe: :include:{_folder.File("pipe")}\n");
        WriteConfiguration("mydestination=example.com\nalias_maps=hash:DIR/aliases");
        var run = Within(() => CommandRun.Of("explain", "aliases", "joe", "-c", _folder.Path, "--sources"));
        Assert.Contains("it is not a regular file", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delivery")]
    [InlineData("transport")]
    [InlineData("access")]
    public void A_NUL_in_a_file_of_names_ends_the_line(string format)
    {
        _folder.Write("names", "example.org\n/etc/a\0b\n");
        WriteConfiguration($"mydestination={_folder.File("names")}");
        var run = CommandRun.Of("explain", format, "joe@example.com", "-c", _folder.Path);
        Assert.DoesNotContain("bug in MapKit", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATH PATH")]
    [InlineData("OTHER\nOTHER\n")]
    public void Files_of_names_that_name_each_other_end_with_a_message(string content)
    {
        string Names(string text) => text.Replace("PATH", _folder.File("names"), StringComparison.Ordinal).Replace("OTHER", _folder.File("others"), StringComparison.Ordinal);
        _folder.Write("names", Names(content));
        _folder.Write("others", Names("PATH\nPATH\n"));
        WriteConfiguration($"mydestination={_folder.File("names")}");
        var run = Within(() => CommandRun.Of("explain", "delivery", "joe@example.com", "-c", _folder.Path));
        Assert.Contains("names itself", run.Output + run.Error, StringComparison.Ordinal);
        Within(() => CommandRun.Of("status", "-c", _folder.Path));
    }

    [Fact]
    public void Files_of_names_that_double_end_with_a_message()
    {
        for (var level = 0; level < 40; level++) _folder.Write($"names{level}", $"{_folder.File($"names{level + 1}")}\n{_folder.File($"names{level + 1}")}\n");
        _folder.Write("names40", "example.org\n");
        WriteConfiguration($"mydestination={_folder.File("names0")}");
        var run = Within(() => CommandRun.Of("explain", "delivery", "joe@example.com", "-c", _folder.Path));
        Assert.Contains("more than 1000 files", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static CommandRun Within(Func<CommandRun> command)
    {
        var run = Task.Run(command);
        Assert.True(run.Wait(Limit), "the command waits");
        return run.Result;
    }

    private void WriteConfiguration(string setting)
    {
        var text = setting.Replace("PIPE", _folder.File("pipe"), StringComparison.Ordinal).Replace("DIR", _folder.Path, StringComparison.Ordinal);
        _folder.Write("main.cf", $"compatibility_level=3.6\nmyhostname=box.example.com\ninet_interfaces=loopback-only\nalias_database=\n{text}\n");
        _folder.Write("master.cf", "");
        File.SetLastWriteTimeUtc(_folder.File("main.cf"), DateTime.UtcNow.AddHours(-1));
    }

    private void MakePipe(string name) => Assert.Equal(0, Tool.Run("mkfifo", _folder.File(name)).ExitCode);
}
