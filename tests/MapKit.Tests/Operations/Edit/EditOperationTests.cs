using System.Runtime.Versioning;
using MapKit.Editing;
using MapKit.Maps;
using MapKit.Operations.Compile;
using MapKit.Operations.Edit;
using MapKit.Platform;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Operations.Edit;

/// <summary>What an edit does to the file: it stays the same file to all who look at it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EditOperationTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private const string AccessList = "system.posix_acl_access";

    /// <summary>As acl(5) has it: version 2, then tag, permissions and user of each entry. The owner, user 1234 who may read, the group, the mask, others.</summary>
    private static readonly byte[] ListOfOneReader =
    [
        2, 0, 0, 0,
        1, 0, 6, 0, 255, 255, 255, 255,
        2, 0, 4, 0, 0xd2, 4, 0, 0,
        4, 0, 0, 0, 255, 255, 255, 255,
        16, 0, 4, 0, 255, 255, 255, 255,
        32, 0, 0, 0, 255, 255, 255, 255,
    ];

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
    public void Access_list_and_attributes_stay()
    {
        var path = _folder.Write("table", "a b\n");
        var note = "told"u8.ToArray();
        SetAttributes(path, (AccessList, ListOfOneReader), ("user.note", note));
        var mode = File.GetUnixFileMode(path);
        Assert.Equal([], EditOperation.Set(path, "k"u8.ToArray(), "v"u8.ToArray(), new EditOptions()).Notes);
        Assert.Equal(mode, File.GetUnixFileMode(path));
        Assert.Equal(ListOfOneReader, AttributeOf(path, AccessList));
        Assert.Equal(note, AttributeOf(path, "user.note"));
    }

    [Fact]
    public void A_folder_gives_no_access_list_to_a_source_that_had_none()
    {
        var path = _folder.Write("table", "a b\n");
        File.SetUnixFileMode(path, Mode);
        SetAttributes(_folder.Path, ("system.posix_acl_default", ListOfOneReader));
        EditOperation.Set(path, "k"u8.ToArray(), "v"u8.ToArray(), new EditOptions());
        Assert.Null(AttributeOf(path, AccessList));
        Assert.Equal(Mode, File.GetUnixFileMode(path));
    }

    [Fact]
    public void An_entry_is_renamed_in_the_file()
    {
        var path = _folder.Write("sasl_passwd", "# c\nrelay.example.net:587   joe:secret\n");
        var result = EditOperation.Rename(path, "relay.example.net:587"u8.ToArray(), "[relay.example.net]:587"u8.ToArray(), new EditOptions());
        Assert.Equal((EditOutcome.Written, 2), (result.Outcome, Assert.Single(result.Lines)));
        Assert.Equal("# c\n[relay.example.net]:587   joe:secret\n", File.ReadAllText(path));
        Assert.Equal(EditOutcome.Unchanged, EditOperation.Rename(path, "[relay.example.net]:587"u8.ToArray(), "[relay.example.net]:587"u8.ToArray(), new EditOptions()).Outcome);
        Assert.Equal(EditOutcome.NotFound, EditOperation.Rename(path, "x"u8.ToArray(), "y"u8.ToArray(), new EditOptions()).Outcome);
    }

    [Fact]
    public void Several_edits_are_one_or_none()
    {
        var path = _folder.Write("table", "a b\n# c\nd e\n");
        var result = EditOperation.Apply(
            path,
            document =>
            {
                document.Add("k"u8, "v"u8);
                document.Rename("a"u8, "longer"u8);
                document.AlignColumns();
            },
            new EditOptions());
        Assert.Equal(EditOutcome.Written, result.Outcome);
        Assert.Equal("longer b\n# c\nd      e\nk      v\n", File.ReadAllText(path));
        Assert.Equal(EditOutcome.Unchanged, EditOperation.Apply(path, document => document.Remove("none"u8), new EditOptions()).Outcome);

        var refusal = Assert.Throws<TableEditException>(() => EditOperation.Apply(
            path,
            document =>
            {
                document.Remove("k"u8);
                document.Add("d"u8, "x"u8);
            },
            new EditOptions()));
        Assert.Equal($"{path}: duplicate key: line 3 has this key; use set to change its value", refusal.Message);
        Assert.Equal("longer b\n# c\nd      e\nk      v\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_map_is_no_source()
    {
        var path = _folder.Write("table", "a b\n");
        CompileOperation.Run(path, new CompileOptions { Types = [MapType.Hash] }, new MapKit.Diagnostics.DiagnosticList());
        var before = File.ReadAllBytes(path + ".db");
        var refusal = Assert.Throws<IOException>(() => EditOperation.Format(path + ".db", new EditOptions()));
        Assert.Equal($"{path}.db: is a map, not a source; give the text source instead", refusal.Message);
        Assert.Equal(before, File.ReadAllBytes(path + ".db"));
    }

    [PeerFact("mkfifo")]
    public void A_pipe_is_refused_without_waiting_for_its_writer()
    {
        var path = _folder.File("pipe");
        Assert.Equal(0, Tool.Run("mkfifo", path).ExitCode);
        Assert.Equal($"{path}: is not a regular file", Assert.Throws<IOException>(() => EditOperation.Format(path, new EditOptions())).Message);
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

    private static void SetAttributes(string path, params (string Name, byte[] Value)[] attributes)
    {
        using var file = UnlockedFile.Open(path);
        foreach (var (name, value) in attributes)
        {
            var isSet = LibC.IsSupported && LibC.SetAttribute(file, name, value, value.Length, 0) == 0;
            Assert.SkipUnless(isSet, $"the file system of {Path.GetTempPath()} does not take {name}");
        }
    }

    private static byte[]? AttributeOf(string path, string name)
    {
        using var file = UnlockedFile.Open(path);
        var value = new byte[1024];
        return LibC.IsSupported && LibC.GetAttribute(file, name, value, value.Length) is >= 0 and var length ? value[..(int)length] : null;
    }
}
