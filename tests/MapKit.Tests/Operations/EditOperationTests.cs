using System.Runtime.Versioning;
using MapKit.Editing;
using MapKit.Operations;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations;

/// <summary>What an edit does to the file: it stays the same file to all who look at it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EditOperationTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a b\n")]
    [InlineData("")]
    public void The_mode_stays(string content)
    {
        var path = _folder.Write("table", content);
        File.SetUnixFileMode(path, Mode);
        Assert.Equal(EditOutcome.Written, EditOperation.Set(path, "k"u8.ToArray(), "v"u8.ToArray(), new EditOptions()).Outcome);
        Assert.Equal(Mode, File.GetUnixFileMode(path));
        Assert.Equal(["table"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [RootTheory]
    [InlineData("a b\n")]
    [InlineData("")]
    public void Owner_and_group_stay(string content)
    {
        var path = _folder.Write("table", content);
        Tool.Run("chown", "1234:2345", path);
        EditOperation.Set(path, "k"u8.ToArray(), "v"u8.ToArray(), new EditOptions());
        Assert.Equal("1234:2345\n", Tool.Run("stat", "-c", "%u:%g", path).Output);
    }

    [Fact]
    public void A_symbolic_link_stays_one()
    {
        var path = _folder.Write("table", "a b\n");
        var link = _folder.File("link");
        File.CreateSymbolicLink(link, path);
        EditOperation.Unset(link, "a"u8.ToArray(), new EditOptions());
        Assert.Equal(path, File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName);
        Assert.Equal("", File.ReadAllText(path));
    }

    [Fact]
    public void Other_hard_links_are_told_of()
    {
        var path = _folder.Write("table", "a b\n");
        var other = _folder.File("other");
        Tool.Run("ln", path, other);
        var result = EditOperation.Set(path, "a"u8.ToArray(), "c"u8.ToArray(), new EditOptions());
        Assert.Equal([$"{path}: has other hard links, which keep the old content"], result.Notes);
        Assert.Equal("a b\n", File.ReadAllText(other));
    }

    [Fact]
    public void Where_nothing_changes_the_file_is_not_touched()
    {
        var path = _folder.Write("table", "a b\n");
        var time = DateTime.UtcNow.AddDays(-1);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(EditOutcome.Unchanged, EditOperation.Set(path, "A"u8.ToArray(), "b"u8.ToArray(), new EditOptions()).Outcome);
        Assert.Equal(EditOutcome.NotFound, EditOperation.Unset(path, "x"u8.ToArray(), new EditOptions()).Outcome);
        Assert.Equal(EditOutcome.Unchanged, EditOperation.Format(path, new EditOptions()).Outcome);
        Assert.Equal(EditOutcome.WouldChange, EditOperation.Set(path, "A"u8.ToArray(), "c"u8.ToArray(), new EditOptions { CheckOnly = true }).Outcome);
        Assert.Equal(time, File.GetLastWriteTimeUtc(path), TimeSpan.FromMilliseconds(1));
        Assert.Equal("a b\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_given_up_edit_leaves_the_old_file_alone()
    {
        var path = _folder.Write("table", "a b\n");
        Assert.Throws<OperationCanceledException>(() =>
            EditOperation.Set(path, "a"u8.ToArray(), "c"u8.ToArray(), new EditOptions { Cancellation = new CancellationToken(canceled: true) }));
        Assert.Equal("a b\n", File.ReadAllText(path));
        Assert.Equal(["table"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Two_at_once_lose_nothing()
    {
        var path = _folder.Write("table", "a b\n");
        Parallel.For(0, 8, number =>
            EditOperation.Set(path, System.Text.Encoding.ASCII.GetBytes($"k{number}"), "v"u8.ToArray(), new EditOptions()));
        Assert.Equal(
            ["a b", .. Enumerable.Range(0, 8).Select(number => $"k{number} v")],
            File.ReadAllLines(path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_refusal_names_the_table()
    {
        var path = _folder.Write("table", "a b\n");
        var refusal = Assert.Throws<TableEditException>(() => EditOperation.Set(path, "k"u8.ToArray(), default, new EditOptions()));
        Assert.StartsWith($"{path}: the value is empty", refusal.Message, StringComparison.Ordinal);
    }
}
