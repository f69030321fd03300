using MapKit.Maps.Replacement;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>Links, and what becomes of temporary files.</summary>
public sealed class PlaceTests : IDisposable
{
    private static readonly byte[] Old = Replacing.Content(Replacing.Page);
    private static readonly byte[] New = Replacing.Content(2 * Replacing.Page);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_symbolic_link_is_kept_and_its_file_is_replaced()
    {
        Directory.CreateDirectory(_folder.File("real/deep"));
        Directory.CreateSymbolicLink(_folder.File("short"), "real/deep");
        _folder.Write("real/b.db", Old);
        File.CreateSymbolicLink(_folder.File("real/deep/link.db"), "../b.db");
        File.CreateSymbolicLink(_folder.File("a.db"), "short/link.db");

        var result = Replacing.Replace(_folder.File("a.db"), New);

        Assert.Equal(_folder.File("real/b.db"), result.Path);
        Assert.Equal("short/link.db", new FileInfo(_folder.File("a.db")).LinkTarget);
        Assert.Equal(New, File.ReadAllBytes(_folder.File("real/b.db")));
        Assert.Equal(["b.db", "deep"], Replacing.Names(_folder.File("real")));
        Assert.Equal(["a.db", "real", "short"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void Folder_and_dot_dot_are_resolved_as_by_the_kernel()
    {
        Directory.CreateDirectory(_folder.File("real/deep"));
        Directory.CreateSymbolicLink(_folder.File("short"), "real/deep");
        Assert.Equal(_folder.File("real/b.db"), Replacing.Replace(_folder.File("short/../b.db"), New).Path);
    }

    [Fact]
    public void A_link_to_nothing_gets_its_file()
    {
        File.CreateSymbolicLink(_folder.File("a.db"), _folder.File("b.db"));
        Assert.Equal(_folder.File("b.db"), Replacing.Replace(_folder.File("a.db"), New).Path);
        Assert.Equal(New, File.ReadAllBytes(_folder.File("b.db")));
    }

    [Fact]
    public void A_cycle_of_links_is_an_error()
    {
        File.CreateSymbolicLink(_folder.File("a.db"), "b.db");
        File.CreateSymbolicLink(_folder.File("b.db"), "a.db");
        var failure = Assert.ThrowsAny<IOException>(() => Replacing.Replace(_folder.File("a.db"), New));
        Assert.Contains("too many symbolic links", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var failure = Assert.ThrowsAny<IOException>(() => Replacing.Replace(_folder.File("none/a.db"), New));
        Assert.Equal($"cannot open {_folder.File("none")}: No such file or directory", failure.Message);
    }

    [PeerFact("mkfifo")]
    public void A_file_that_is_not_regular_is_refused()
    {
        Directory.CreateDirectory(_folder.File("d.db"));
        Tool.Run("mkfifo", _folder.File("p.db"));
        foreach (var (name, reason) in new[] { ("d.db", "Is a directory"), ("p.db", "not a regular file"), ("d.db/", "it is a folder") })
        {
            var failure = Assert.ThrowsAny<IOException>(() => Replacing.Replace(_folder.File(name), New));
            Assert.EndsWith(reason, failure.Message, StringComparison.Ordinal);
        }
    }

    [PeerTheory("ln")]
    [InlineData(false)]
    [InlineData(true)]
    public void Another_hard_link_keeps_the_old_map_and_its_time_changes_for_daemons(bool wroteJustNow)
    {
        var map = _folder.Write("a.db", Old);
        if (!wroteJustNow) File.SetLastWriteTimeUtc(map, Replacing.LongAgo);
        Tool.Run("ln", map, _folder.File("backup.db"));
        var seen = Replacing.Stat(map, "%Y");

        var result = Replacing.Replace(map, New);

        Assert.Equal([ReplacementWarning.HardLinks], result.Warnings);
        Assert.Equal(New, File.ReadAllBytes(map));
        Assert.Equal(Old, File.ReadAllBytes(_folder.File("backup.db")));
        Assert.NotEqual(seen, Replacing.Stat(_folder.File("backup.db"), "%Y"));
    }

    [PeerFact("ln")]
    public void Another_hard_link_of_an_lmdb_map_needs_a_reload()
    {
        var map = _folder.Write("a.lmdb", Old);
        Tool.Run("ln", map, _folder.File("backup.lmdb"));
        var result = Replacing.Replace(Replacing.Request(map, MapLock.Fcntl), New);
        Assert.Equal([ReplacementWarning.HardLinksNeedReload], result.Warnings);
    }

    [Fact]
    public void Without_a_commit_the_old_map_is_kept_and_no_file_remains()
    {
        var map = _folder.Write("a.db", Old);
        using (var output = MapReplacement.Begin(Replacing.Request(map)))
        {
            Replacing.Write(output, New);
            var temporary = Assert.Single(Replacing.Names(_folder.Path), name => name != "a.db");
            Assert.Matches("^\\.a\\.db\\.mapkit-[0-9a-f]{16}$", temporary);
            Assert.Equal("600", Replacing.Stat(_folder.File(temporary), "%a"));
        }

        Assert.Equal(Old, File.ReadAllBytes(map));
        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
    }

    [Fact]
    public void Cancelling_removes_the_temporary_file_at_once()
    {
        var map = _folder.Write("a.db", Old);
        using var cancellation = new CancellationTokenSource();
        using var output = MapReplacement.Begin(Replacing.Request(map) with { Cancellation = cancellation.Token });
        Replacing.Write(output, New);
        Assert.Equal(2, Replacing.Names(_folder.Path).Length);

        cancellation.Cancel();

        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
        Assert.Throws<OperationCanceledException>(() => output.Commit());
        Assert.Throws<OperationCanceledException>(() => output.Append("more"u8));
        Assert.Equal(Old, File.ReadAllBytes(map));
    }

    [Fact]
    public void Leftovers_of_killed_runs_are_removed_and_files_of_live_runs_are_kept()
    {
        var abandoned = _folder.Write(".a.db.mapkit-0123456789abcdef", "dead");
        string[] others =
        [
            _folder.Write(".b.db.mapkit-0123456789abcdef", "another map's"),
            _folder.Write(".a.db.mapkit-0123456789abcdeg", "no digit"),
            _folder.Write(".a.db.mapkit-0123456789abcde", "too short"),
            _folder.Write(".xa.db.mapkit-0123456789abcdef", "another name"),
            _folder.Write("a.db.mapkit-0123456789abcdef", "not hidden"),
        ];
        File.CreateSymbolicLink(_folder.File(".a.db.mapkit-00000000000000ff"), others[0]);

        using var live = MapReplacement.Begin(Replacing.Request(_folder.File("a.db")));
        Replacing.Write(live, Old);
        Assert.False(File.Exists(abandoned));
        Replacing.Replace(_folder.File("a.db"), New);
        Assert.All(others, other => Assert.True(File.Exists(other)));

        Assert.Equal(ReplacementOutcome.Written, live.Commit().Outcome);
        Assert.Equal(Old, File.ReadAllBytes(_folder.File("a.db")));
    }

    [Fact]
    public void Leftovers_are_removed_with_an_unchanged_map_but_not_by_a_check()
    {
        var map = _folder.File("a.db");
        Replacing.Replace(map, Old);
        var abandoned = _folder.Write(".a.db.mapkit-0123456789abcdef", "dead");
        Assert.Equal(ReplacementOutcome.Unchanged, Replacing.Replace(Replacing.Request(map) with { CheckOnly = true }, Old).Outcome);
        Assert.True(File.Exists(abandoned));
        Assert.Equal(ReplacementOutcome.Unchanged, Replacing.Replace(map, Old).Outcome);
        Assert.False(File.Exists(abandoned));
    }

    [RootFact("mount")]
    public void On_a_full_disk_the_old_map_is_kept_and_no_file_remains()
    {
        using var disk = new SmallDisk(_folder.File("disk"), "64k");
        var map = disk.File("a.db");
        File.WriteAllBytes(map, Old);
        var failure = Assert.ThrowsAny<IOException>(() => Replacing.Replace(map, Replacing.Content(100 << 10)));
        Assert.Equal($"cannot write {map}: No space left on device", failure.Message);
        Assert.Equal(["a.db"], Replacing.Names(disk.Path));
        Assert.Equal(Old, File.ReadAllBytes(map));
    }
}
