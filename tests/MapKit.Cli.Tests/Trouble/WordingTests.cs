using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>A file or folder that cannot be opened is reported in the words of MapKit, not in those of .NET.</summary>
public sealed class WordingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lint --settings none TABLE", "DIR/none: no such file")]
    [InlineData("lint --settings . TABLE", "DIR/.: is a directory, not a file")]
    [InlineData("manual TABLE/man", "cannot write DIR/t/man/man1/mapkit.1: No such file or directory")]
    [InlineData("test none", "DIR/none: no such file")]
    [InlineData("explain delivery a@example.com --message none -c .", "DIR/none: no such file")]
    [InlineData("graph -c . -o none/g.svg", "none")]
    [InlineData("test EXPECT --junit none/x.xml", "none")]
    [InlineData("dump none.db", "DIR/none.db: no such file")]
    [InlineData("migrate -c . --apply --backup TABLE", "DIR/t")]
    public void A_path_that_leads_nowhere(string line, string message)
    {
        if (OperatingSystem.IsWindows()) return;
        var table = _folder.Write("t", "a b\n");
        _folder.Write("main.cf", "compatibility_level = 3.6\nalias_maps =\nalias_database =\n");
        _folder.Write("master.cf", "smtp inet n - y - - smtpd\n");
        var expect = _folder.Write("e", $"use transport texthash:{table}\ntransport a@example.com -> not found\n");
        var words = line.Split(' ').Select(word => word.Replace("TABLE", table, StringComparison.Ordinal).Replace("EXPECT", expect, StringComparison.Ordinal));
        var run = CommandRun.Of([.. words.Select(word => word.StartsWith("none", StringComparison.Ordinal) || word == "." ? _folder.File(word) : word)]);
        Assert.Equal(2, run.Status);
        Assert.Contains(message.Replace("DIR", _folder.Path, StringComparison.Ordinal), run.Error, StringComparison.Ordinal);
        foreach (var foreign in new[] { "Access to the path", "Could not find", "is denied", "The process cannot access" }) Assert.DoesNotContain(foreign, run.Error, StringComparison.Ordinal);
    }

    [PeerFact("sh")]
    public void A_folder_for_temporary_files_that_is_not_there_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        var run = Tool.Run(Interruption.MapKitCommand.Line[0], [.. Interruption.MapKitCommand.Line.Skip(1), "crosscheck", _folder.Write("t", "a b\n")], null, new Dictionary<string, string> { ["TMPDIR"] = "/nonexist", ["MAIL_CONFIG"] = Path.GetDirectoryName(_folder.Write("main.cf", "compatibility_level = 3.6\n"))! });
        Assert.Contains("cannot create a folder in /nonexist (TMPDIR): No such file or directory\n", run.Error, StringComparison.Ordinal);
    }
}
