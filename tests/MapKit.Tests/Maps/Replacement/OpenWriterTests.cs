using MapKit.Maps.Replacement;
using MapKit.Operations.Edit;
using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>Files that another program has open for writing, whose changes are not to be lost, and files that are mount points.</summary>
public sealed class OpenWriterTests : IDisposable
{
    private static readonly byte[] Old = Replacing.Content(Replacing.Page);
    private static readonly byte[] New = Replacing.Content(2 * Replacing.Page);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(MapLock.Flock))]
    [InlineData(nameof(MapLock.Fcntl))]
    public async Task A_file_is_not_replaced_while_a_program_has_it_open_for_writing(string kindName)
    {
        var kind = Enum.Parse<MapLock>(kindName);
        if (!LibC.IsSupported) return;
        var map = _folder.Write("a.db", Old);
        Task<ReplacementResult> replacing;
        using (var writer = UnlockedWriter(map))
        {
            replacing = Task.Run(() => Replacing.Replace(Replacing.Request(map, kind), New));
            await Task.Delay(200, TestContext.Current.CancellationToken);
            Assert.False(replacing.IsCompleted);
            Assert.Equal(Old, File.ReadAllBytes(map));
            RandomAccess.Write(writer, "changed"u8, 100);
        }

        Assert.Equal(ReplacementOutcome.Written, (await replacing).Outcome);
        Assert.Equal(New, File.ReadAllBytes(map));
        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
    }

    [Theory]
    [InlineData(nameof(MapLock.Flock))]
    [InlineData(nameof(MapLock.Fcntl))]
    public async Task An_update_of_a_file_that_was_changed_meanwhile_begins_anew(string kindName)
    {
        var kind = Enum.Parse<MapLock>(kindName);
        if (!LibC.IsSupported) return;
        var map = _folder.Write("a.db", Old);
        using var output = MapReplacement.Begin(Replacing.Request(map, kind) with { IsUpdate = true });
        Replacing.Write(output, New);
        Task<ReplacementResult?> committing;
        using (var writer = UnlockedWriter(map))
        {
            committing = Task.Run(output.TryCommit);
            await Task.Delay(100, TestContext.Current.CancellationToken);
            Assert.False(committing.IsCompleted);
            RandomAccess.Write(writer, "changed"u8, 100);
        }

        Assert.Null(await committing);
        output.Dispose();
        Assert.Equal("changed"u8, File.ReadAllBytes(map).AsSpan(100, 7));
    }

    [Fact]
    public async Task A_line_that_a_shell_appends_while_a_source_is_edited_is_not_lost()
    {
        if (!LibC.IsSupported) return;
        var source = _folder.Write("t", "a.example.com b:\n");
        Task<EditResult> editing;
        using (var writer = UnlockedWriter(source))
        {
            editing = Task.Run(() => EditOperation.Apply(source, document => document.Set("x.example.com"u8, "y:"u8), new EditOptions()));
            await Task.Delay(100, TestContext.Current.CancellationToken);
            RandomAccess.Write(writer, "appended.example.com c:\n"u8, RandomAccess.GetLength(writer));
        }

        // What was read before is not written: the line is there, and the edit is refused.
        _ = await Record.ExceptionAsync(() => editing);
        Assert.Contains("appended.example.com c:\n", File.ReadAllText(source), StringComparison.Ordinal);
    }

    [Fact]
    public void Readers_are_not_waited_for()
    {
        var map = _folder.Write("a.db", Old);
        using var reader = new FileStream(map, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        reader.Dispose();
        using var daemon = UnlockedFile.Open(map);
        Assert.Equal(ReplacementOutcome.Written, Replacing.Replace(map, New).Outcome);
    }

    [Fact]
    public void Many_edits_of_one_source_at_once_lose_nothing()
    {
        const int Writers = 20;
        var source = _folder.Write("t", "first.example.com x:\n");
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, writer =>
            EditOperation.Apply(source, document => document.Set(System.Text.Encoding.ASCII.GetBytes($"k{writer}.example.com"), "y:"u8), new EditOptions()));
        Assert.Equal(Writers + 1, File.ReadAllLines(source).Length);
        Assert.Equal(["t"], Replacing.Names(_folder.Path));
    }

    [RootTheory("mount")]
    [InlineData(nameof(MapLock.Flock))]
    [InlineData(nameof(MapLock.Fcntl))]
    [InlineData(nameof(MapLock.FlockOfBuild))]
    public void A_mount_point_is_written_in_place(string kindName)
    {
        var kind = Enum.Parse<MapLock>(kindName);
        var host = _folder.Write("host.db", New);
        var map = _folder.Write("a.db", "");
        Assert.Equal(0, Tool.Run("mount", "--bind", host, map).ExitCode);
        try
        {
            var inode = Replacing.Inode(map);
            Assert.Equal([ReplacementWarning.WrittenInPlace], Replacing.Replace(Replacing.Request(map, kind), Old).Warnings);
            Assert.Equal(Old, File.ReadAllBytes(map));
            Assert.Equal([ReplacementWarning.WrittenInPlace], Replacing.Replace(Replacing.Request(map, kind) with { IsUpdate = true }, New).Warnings);
            Assert.Equal(New, File.ReadAllBytes(host));
            Assert.Equal(inode, Replacing.Inode(map));
            Assert.Equal(["a.db", "host.db"], Replacing.Names(_folder.Path));
        }
        finally
        {
            Tool.Run("umount", map);
        }
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle UnlockedWriter(string path) =>
        OperatingSystem.IsLinux() ? new(LibC.Open(path, LibC.ReadWrite | LibC.CloseOnExec, 0), ownsHandle: true) : throw new PlatformNotSupportedException();
}
