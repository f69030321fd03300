using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>What a migration must survive: nothing is changed, and the message says what to do.</summary>
public sealed class MigrateBadInputTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_map_without_source_offers_salvage()
    {
        WriteUsual();
        Damage("virtual.db");
        File.Delete(_folder.File("virtual"));
        Refused("mapkit verify --salvage DIR/virtual.salvaged DIR/virtual.db");
        Refused("mapkit verify --salvage DIR/virtual.salvaged DIR/virtual.db", "--prefer", "map");
    }

    [Fact]
    public void A_damaged_map_with_a_source_needs_a_decision()
    {
        WriteUsual();
        Damage("virtual.db");
        Refused("--prefer source:DIR/virtual");
        Assert.Equal(0, _folder.Run("--apply", "--prefer", "source").Status);
    }

    [Theory]
    [InlineData("main.cf", "novalue\n")]
    [InlineData("master.cf", "smtp inet\n")]
    public void A_file_that_Postfix_refuses_is_an_error(string name, string text)
    {
        WriteUsual();
        File.AppendAllText(_folder.File(name), text);
        Refused(null);
    }

    [Fact]
    public void A_file_that_is_not_a_map_is_not_replaced()
    {
        WriteUsual();
        _folder.Write("virtual.lmdb", "a text\n");
        Refused("it is not empty and is not a map");
    }

    [Fact]
    public void A_link_to_a_file_elsewhere_stays_and_the_file_is_changed()
    {
        if (OperatingSystem.IsWindows()) return;
        WriteUsual();
        var elsewhere = Path.Combine(_folder.Root, "elsewhere.cf");
        File.Move(_folder.File("main.cf"), elsewhere);
        File.CreateSymbolicLink(_folder.File("main.cf"), elsewhere);
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Equal(elsewhere, new FileInfo(_folder.File("main.cf")).LinkTarget);
        Assert.Contains("lmdb:", File.ReadAllText(elsewhere));
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_link_out_of_a_mounted_system_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        using var outside = new TemporaryFolder();
        _folder.Write("postfix/main.cf", "compatibility_level = 3.6\nalias_maps =\nalias_database =\nvirtual_alias_maps = hash:/etc/postfix/virtual\n");
        _folder.WriteTable("hash", "postfix/virtual");
        var map = outside.File("virtual.lmdb");
        File.CreateSymbolicLink(_folder.File("postfix/virtual.lmdb"), map);
        var (status, output, _) = _folder.Run("--root", _folder.Root, "--apply");
        Assert.Equal(2, status);
        Assert.Contains("which is outside of", output);
        Assert.False(File.Exists(map));
    }

    [Fact]
    public void A_folder_that_may_not_be_written_changes_nothing()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return;
        WriteUsual();
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Equal(2, _folder.Run("--apply").Status);
        }
        finally
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Assert.False(Directory.Exists(_folder.Backup));
    }

    [Fact]
    public void Quotes_and_backslashes_in_a_name_are_only_characters()
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.WriteMain("virtual_alias_maps = hash:DIR/it's\\\"odd\n");
        _folder.WriteTable("hash", "it's\\\"odd");
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Contains("lmdb:DIR/it's\\\"odd\n", _folder.Read("main.cf"));
        Assert.True(File.Exists(_folder.File("it's\\\"odd.lmdb")));
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_name_that_ends_in_db_is_left_and_listed()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual.db\n");
        _folder.WriteTable("hash", "virtual");
        var (status, output, _) = _folder.Run("--apply");
        Assert.NotEqual(0, status);
        Assert.Contains("virtual.db", output);
        Assert.Contains("hash:DIR/virtual.db", _folder.Read("main.cf"));
    }

    [Fact]
    public void A_value_that_is_not_understood_is_left_and_gives_status_1()
    {
        WriteUsual();
        File.AppendAllText(_folder.File("main.cf"), $"sort = sh\nrelocated_maps = ha$sort:{_folder.File("virtual")}\n");
        var (status, output, _) = _folder.Run("--apply");
        Assert.Equal(1, status);
        Assert.Contains("the type hash is put together from parts\n", output);
        Assert.Contains("relocated_maps = ha$sort:DIR/virtual\n", _folder.Read("main.cf"));
        Assert.Contains("virtual_alias_maps = lmdb:DIR/virtual\n", _folder.Read("main.cf"));
    }

    private void WriteUsual()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\nmydestination = DIR/list\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        _folder.Write("list", "hash:DIR/virtual\n");
        _folder.WriteTable("hash", "virtual");
    }

    private void Damage(string name)
    {
        var bytes = File.ReadAllBytes(_folder.File(name));
        bytes.AsSpan(4096 + 20, 2000).Fill(0xff);
        File.WriteAllBytes(_folder.File(name), bytes);
    }

    /// <summary>Neither the plan nor --apply changes anything, and both have status 2.</summary>
    private void Refused(string? message, params string[] options)
    {
        var before = _folder.Snapshot();
        foreach (var more in new[] { Array.Empty<string>(), ["--apply"] })
        {
            var (status, output, error) = _folder.Run([.. options, .. more]);
            Assert.Equal(2, status);
            Assert.NotEqual("", error + output);
            if (message is not null) Assert.Contains(message, output + error);
            Assert.Equal(before, _folder.Snapshot());
        }
    }
}
