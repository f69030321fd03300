using MapKit.Maps;

namespace MapKit.Cli.Tests.Migrate;

/// <summary><c>mapkit migrate --apply</c> and <c>--rollback</c>.</summary>
public sealed class MigrateApplyTests : IDisposable
{
    private const UnixFileMode GroupMayRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Maps_are_made_with_the_permissions_of_the_old_ones_and_the_files_name_them()
    {
        WriteUsual();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.File("virtual.db"), GroupMayRead);

        var (status, output, error) = _folder.Run("--apply");

        Assert.Equal((0, ""), (status, error));
        Assert.Contains("transport_maps = lmdb:DIR/transport, # odd\n# comment\n    lmdb:DIR/tree\n", _folder.Read("main.cf"));
        Assert.EndsWith("\ndefault_database_type = lmdb\n", _folder.Read("main.cf"));
        Assert.Equal("smtp unix - - n - - smtp -o smtp_generic_maps=lmdb:DIR/virtual\n", _folder.Read("master.cf"));
        Assert.Equal(MapType.Lmdb, MapFile.TypeOf(_folder.File("virtual.lmdb")));
        if (!OperatingSystem.IsWindows()) Assert.Equal(GroupMayRead, File.GetUnixFileMode(_folder.File("virtual.lmdb")));
        Assert.Contains("  DIR/virtual.lmdb: 2 before, 2 after, the same\n", output);
        Assert.Contains("compared; ", output);
        Assert.Contains("explain delivery: ", output);
        Assert.True(File.Exists(Path.Combine(_folder.Backup, "1", "report")));
        Assert.Equal((0, "DIR: no table is of type hash or btree; nothing to do\n", ""), _folder.Run());
        Assert.Equal(0, _folder.Run("--apply").Status);
    }

    [Fact]
    public void A_rollback_restores_every_byte_mode_and_time()
    {
        WriteUsual();
        _folder.WriteTable("lmdb", "transport", "old.example  x\n");
        _folder.Write("transport", "a@example.com  b@example.com\nexample.org  c@example.com\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.File("main.cf"), GroupMayRead);
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply", "--prefer", "map").Status);
        Assert.NotEqual(before, _folder.Snapshot());

        var (status, output, _) = _folder.Run("--rollback");

        Assert.Equal(0, status);
        Assert.StartsWith("restored  DIR/master.cf\nrestored  DIR/main.cf\nrestored  DIR/transport.lmdb\nremoved   DIR/", output);
        Assert.Equal(before, _folder.Snapshot());
        Assert.False(Directory.Exists(_folder.Backup));
        Assert.Equal(1, _folder.Run("--rollback").Status);
    }

    [Fact]
    public void A_rollback_refuses_what_was_changed_since()
    {
        WriteUsual();
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.AppendAllText(_folder.File("main.cf"), "# mine\n");
        _folder.Update("lmdb", "virtual", "new@example.com  x\n");
        var changed = _folder.Snapshot();

        var (status, output, error) = _folder.Run("--rollback");

        Assert.Equal((2, "mapkit: error: nothing was restored\n"), (status, error));
        Assert.Contains("DIR/virtual.lmdb: changed since the migration, so that removing it would lose records\n", output);
        Assert.Contains("DIR/main.cf: changed since the migration, so that restoring it would lose what was changed\n      to see it:             diff DIR.migration/1/", output);
        Assert.Equal(changed, _folder.Snapshot());

        File.Delete(_folder.File("virtual.lmdb"));
        File.Copy(Directory.GetFiles(Path.Combine(_folder.Backup, "1"), "*-main.cf")[0], _folder.File("main.cf"), overwrite: true);
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_changed_mode_is_a_change()
    {
        if (OperatingSystem.IsWindows()) return;
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.SetUnixFileMode(_folder.File("main.cf"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var (status, output, _) = _folder.Run("--rollback");
        Assert.Equal(2, status);
        Assert.Contains("      to set them as the migration left them:  chown ", output);
    }

    [Theory]
    [InlineData("relocated_maps = lmdb:DIR/virtual\n", "relocated_maps uses it: give one of the two tables another name first", "map")]
    [InlineData("", "    replace them by the records of the old map: --prefer map:DIR/virtual\n", null)]
    public void A_map_with_other_records_in_the_place_of_the_new_one_is_not_replaced(string setting, string message, string? prefer)
    {
        WriteUsual();
        _folder.Write("other", "other.example  x\n");
        Assert.Equal(0, CommandRun.In(_folder.Variable, [], "compile", "-o", _folder.File("virtual.lmdb"), $"lmdb:{_folder.File("other")}").Status);
        File.AppendAllText(_folder.File("main.cf"), setting.Replace("DIR", _folder.Path, StringComparison.Ordinal));
        var before = _folder.Snapshot();

        var (status, output, _) = _folder.Run(prefer is null ? ["--apply"] : ["--apply", "--prefer", prefer]);

        Assert.Equal(2, status);
        Assert.Contains("DIR/virtual.lmdb exists already", output);
        Assert.Contains(message, output);
        Assert.Equal(before, _folder.Snapshot());
        if (prefer is null) Assert.Equal(0, _folder.Run("--apply", "--prefer", "map").Status);
    }

    [Fact]
    public void The_records_of_the_preferred_origin_are_kept()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\ntransport_maps = hash:DIR/transport\n");
        _folder.WriteTable("hash", "virtual");
        _folder.WriteTable("hash", "transport");
        _folder.Update("hash", "virtual", "behind@example.com  e\n");
        _folder.Update("hash", "transport", "behind.example  e\n");
        var before = _folder.Snapshot();
        Assert.Equal(2, _folder.Run("--apply", "--prefer", $"map:{_folder.File("virtual")}").Status);
        Assert.Equal(before, _folder.Snapshot());

        Assert.Equal(0, _folder.Run("--apply", "--prefer", $"map:{_folder.File("virtual")}", "--prefer", $"source:{_folder.File("transport")}").Status);
        Assert.Equal(0, CommandRun.In(_folder.Variable, [], "query", "behind@example.com", $"lmdb:{_folder.File("virtual")}").Status);
        Assert.Equal(1, CommandRun.In(_folder.Variable, [], "query", "behind.example", $"lmdb:{_folder.File("transport")}").Status);
    }

    [Fact]
    public void A_second_migration_is_rolled_back_before_the_first()
    {
        WriteUsual();
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        var between = File.ReadAllText(_folder.File("main.cf"));
        File.AppendAllText(_folder.File("main.cf"), $"relocated_maps = hash:{_folder.File("late")}\n");
        var late = File.ReadAllText(_folder.File("main.cf"));
        _folder.WriteTable("hash", "late");
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(late, File.ReadAllText(_folder.File("main.cf")));
        Assert.Equal(2, _folder.Run("--rollback").Status);
        File.WriteAllText(_folder.File("main.cf"), between);
        File.Delete(_folder.File("late"));
        File.Delete(_folder.File("late.db"));
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void Addresses_of_a_file_are_explained_before_and_after()
    {
        WriteUsual();
        var addresses = Path.Combine(_folder.Root, "addresses");
        File.WriteAllText(addresses, "# two\na@example.com\nnobody@elsewhere.example\n");
        Assert.Contains("explain delivery: 2 addresses: the same lookups and the same results\n", _folder.Run("--apply", "--addresses", addresses).Output);
    }

    [Fact]
    public void A_mounted_system_is_migrated_where_it_is()
    {
        _folder.Write("postfix/main.cf", "compatibility_level = 3.6\nvirtual_alias_maps = hash:/etc/postfix/virtual, hash:$config_directory/transport\nmydestination = /etc/postfix/list\n");
        _folder.Write("postfix/master.cf", "");
        _folder.Write("postfix/list", "hash:/etc/postfix/listed\n");
        _folder.WriteTable("hash", "postfix/virtual");
        _folder.WriteTable("hash", "postfix/transport");
        _folder.WriteTable("hash", "postfix/listed");
        _folder.WriteTable("hash", "aliases", "root: joe\n");
        var before = _folder.Snapshot();

        var (status, output, error) = _folder.Run("--root", _folder.Root, "--apply");

        Assert.True(status == 0, output + error);
        Assert.Contains("virtual_alias_maps = lmdb:/etc/postfix/virtual, lmdb:$config_directory/transport\n", _folder.Read("postfix/main.cf"));
        Assert.Contains("alias_maps = lmdb:/etc/aliases\n", _folder.Read("postfix/main.cf"));
        Assert.Equal("lmdb:/etc/postfix/listed\n", _folder.Read("postfix/list"));
        Assert.All(["postfix/virtual", "postfix/transport", "postfix/listed", "aliases"], name => Assert.True(File.Exists(_folder.File(name) + ".lmdb"), name));
        Assert.Equal(0, _folder.Run("--root", _folder.Root, "--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void An_interrupted_migration_is_undone_by_the_next_one()
    {
        WriteUsual();
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        var after = string.Join('\n', _folder.Snapshot().Split('\n').Where(line => line.Contains(".lmdb", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
        var journal = Path.Combine(_folder.Backup, "1", "journal");
        var lines = File.ReadAllLines(journal);

        // As if it had been killed before its last entry, in the middle of writing it.
        File.WriteAllText(journal, string.Join('\n', lines[..^1]) + "\n{\"entry\":\"do");
        Assert.Contains("an earlier --apply was interrupted", _folder.Run().Error);
        var (status, _, error) = _folder.Run("--apply");
        Assert.Equal((0, "mapkit: note: what an interrupted --apply had done was undone first\n"), (status, error));
        Assert.Equal(after, string.Join('\n', _folder.Snapshot().Split('\n').Where(line => line.Contains(".lmdb", StringComparison.Ordinal)).Select(line => line.Split(' ')[0])));
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_damaged_journal_loses_nothing()
    {
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        var journal = Path.Combine(_folder.Backup, "1", "journal");
        File.WriteAllText(journal, "{\"entry\":\"sa\n" + File.ReadAllText(journal));
        var before = _folder.Snapshot();
        foreach (var option in new[] { "--rollback", "--apply" })
        {
            Assert.Equal((2, "mapkit: error: DIR.migration/1/journal: line 1 is damaged; nothing was done\n"), (_folder.Run(option).Status, _folder.Run(option).Error));
            Assert.Equal(before, _folder.Snapshot());
        }
    }

    [Fact]
    public void Two_migrations_at_a_time_are_refused()
    {
        WriteUsual();
        Directory.CreateDirectory(_folder.Backup);
        using var other = new FileStream(Path.Combine(_folder.Backup, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal((2, "", "mapkit: error: DIR.migration: another mapkit migrate works with it now\n"), _folder.Run("--apply"));
    }

    private void WriteUsual()
    {
        _folder.WriteMain("transport_maps = hash:DIR/transport, # odd\n# comment\n    btree:DIR/tree\nalias_maps = hash:DIR/aliases\nalias_database = $alias_maps\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp -o smtp_generic_maps=hash:DIR/virtual\n");
        _folder.WriteTable("hash", "transport");
        _folder.WriteTable("btree", "tree");
        _folder.WriteTable("hash", "virtual");
        _folder.WriteTable("hash", "aliases", "root: joe\n\"quoted name\": joe\nlist: a@example.com, b@example.com\n");
    }
}
