using MapKit.Cli.Commands.CrossCheck;
using MapKit.Cli.Rendering;
using MapKit.Cli.Tests.Commands;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>What killed commands leave, reports that are whole, maps that are not there, and rules that grow what they match.</summary>
public sealed class LeftoverTests
{
    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_folder_of_a_killed_check_goes_with_the_next_one()
    {
        var abandoned = Path.Combine(Path.GetTempPath(), $"mapkit-crosscheck-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(abandoned, "table"));
        File.WriteAllText(Path.Combine(abandoned, "table", "x"), "");
        using var running = new CrossCheckWorkFolder(CancellationToken.None);
        File.WriteAllText(Path.Combine(running.Path, "x"), "");
        using (var next = new CrossCheckWorkFolder(CancellationToken.None))
        {
            Assert.True(Directory.Exists(next.Path));
            Assert.NotEqual(next.Path, running.Path);
        }

        Assert.False(Directory.Exists(abandoned));
        Assert.True(File.Exists(Path.Combine(running.Path, "x")));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(running.Path));
    }

    [Fact]
    public void A_report_is_written_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("report.xml", "<?xml old");
        Assert.Throws<InvalidTimeZoneException>(() => ReportFile.Write(path, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidTimeZoneException();
        }));
        Assert.Equal("<?xml old", File.ReadAllText(path));
        ReportFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        ReportFile.Write(folder.File("other"), stream => stream.Write("x"u8));
        Assert.Equal(["other", "report.xml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [PeerFact("mkfifo", "sh")]
    public void A_report_for_a_pipe_goes_there()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Tool.Run("mkfifo", folder.File("pipe")).ExitCode);
        var reading = Task.Run(() => File.ReadAllText(folder.File("pipe")));
        ReportFile.Write(folder.File("pipe"), stream => stream.Write("new"u8));
        Assert.Equal("new", reading.GetAwaiter().GetResult());
    }

    [Theory]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    [InlineData("compile hash:DIR/t")]
    [InlineData("compile -t hash,lmdb,cdb DIR/t")]
    [InlineData("compile -t hash -o DIR/other/x.db DIR/t")]
    [InlineData("compile hash:DIR/other/link")]
    [InlineData("set DIR/t b 2")]
    [InlineData("set DIR/other/link b 2")]
    [InlineData("set DIR/t a 1")]
    [InlineData("unset DIR/t a")]
    [InlineData("rename DIR/t a b")]
    [InlineData("fmt DIR/t")]
    [InlineData("convert DIR/t.db lmdb:DIR/t")]
    [InlineData("convert --in-place DIR/t.db btree:DIR/t")]
    [InlineData("verify --salvage DIR/t DIR/other/m.db")]
    [InlineData("status --fix -c DIR/etc")]
    [InlineData("postmap hash:DIR/t")]
    [InlineData("postmap -i hash:DIR/t")]
    [InlineData("postmap -r hash:DIR/t")]
    [InlineData("postmap -d a hash:DIR/t")]
    [InlineData("newaliases -C DIR/etc")]
    public void The_next_command_that_writes_a_table_removes_what_any_killed_command_left(string command)
    {
        using var folder = new TemporaryFolder();
        var isSalvage = command.Contains("--salvage", StringComparison.Ordinal);
        folder.Write("t", command.EndsWith("etc", StringComparison.Ordinal) ? "a: 1\n" : "a 1\nlong  2\nlonger 3\n");
        Directory.CreateDirectory(folder.File("other"));
        Directory.CreateDirectory(folder.File("etc"));
        File.CreateSymbolicLink(folder.File("other/link"), folder.File("t"));
        folder.Write("etc/main.cf", $"compatibility_level = 3.6\nalias_maps = hash:{folder.File("t")}\nalias_database = hash:{folder.File("t")}\n");
        folder.Write("etc/master.cf", "");
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", "-o", folder.File("other/m.db"), folder.Write("m", "a 1\n")).Status);
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", "-o", folder.File("t.db"), folder.File("m")).Status);
        if (isSalvage) File.Delete(folder.File("t"));

        string[] gone = [.. new[] { "t", "t.db", "t.lmdb", "t.cdb" }.Select(name => folder.Write($".{name}.mapkit-0123456789abcdef", "left"))];
        string[] kept = [.. new[] { ".t2.mapkit-0123456789abcdef", ".t2.db.mapkit-0123456789abcdef", ".t.mapkit-0123", ".t.old.mapkit-0123456789abcdef" }.Select(name => folder.Write(name, "kept"))];
        var locked = folder.Write(".t.mapkit-fedcba9876543210", "in use");
        using var holder = Locked(locked);

        var run = CommandRun.With("z 9\n"u8.ToArray(), command.Replace("DIR", folder.Path, StringComparison.Ordinal).Split(' '));
        Assert.True(run.Status == 0, run.Error + run.Output);
        Assert.Empty(gone.Where(File.Exists).Select(Path.GetFileName));
        Assert.Equal(kept, kept.Where(File.Exists));
        Assert.True(File.Exists(locked));
    }

    [Theory]
    [InlineData("DIR/./sub/../t", true)]
    [InlineData("DIR/./sub/../t", false)]
    [InlineData("DIR//t", true)]
    [InlineData("DIR/./t", true)]
    public void A_table_by_another_path_is_one_table(string name, bool exists)
    {
        using var folder = new StatusFolder();
        folder.Write("t", "a 1\n");
        folder.Write("u", "a 1\n");
        folder.Compile("hash", "t");
        folder.Compile("hash", "u");
        if (exists) Directory.CreateDirectory(folder.FilePath("sub"));
        folder.WriteMain($"transport_maps = hash:{name}");
        var (_, output, _) = folder.Run();
        Assert.DoesNotContain("sub/../u", output, StringComparison.Ordinal);
        Assert.Equal(exists, output.Contains("DIR/u.db", StringComparison.Ordinal) || output.Contains("DIR/u", StringComparison.Ordinal));
        Assert.DoesNotContain("DIR/t.db", output.Replace(name.Replace("DIR", "", StringComparison.Ordinal), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_grows_with_each_lookup_ends_with_a_message()
    {
        using var folder = new ExplainFolder("canonical_maps = regexp:DIR/canonical");
        folder.Write("canonical", "/^(.+)@(.+)$/ ${1}${1}${1}${1}${1}${1}${1}${1}${1}${1}@${2}\n");
        File.WriteAllText(Path.Combine(folder.Path, "main.cf"), File.ReadAllText(Path.Combine(folder.Path, "main.cf")).Replace("DIR", folder.Path, StringComparison.Ordinal));
        var run = folder.RunOnMaps("explain", "canonical", "joe@example.com");
        Assert.Contains("the address has grown to", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_double_end_with_a_message()
    {
        using var folder = new ExplainFolder();
        folder.Write("aliases", string.Concat(Enumerable.Range(0, 30).Select(level => $"a{level}: a{level + 1}, a{level + 1}+x\n")));
        var run = folder.Run("explain", "aliases", "a0");
        Assert.InRange(run.Status, 0, 2);
        Assert.InRange(run.Output.Length, 1, 10_000_000);
    }

    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    private static Microsoft.Win32.SafeHandles.SafeFileHandle Locked(string path)
    {
        var file = MapKit.Platform.UnlockedFile.Open(path);
        Assert.True(MapKit.Platform.Locks.FileLock.TryExclusive(file, path));
        return file;
    }
}
