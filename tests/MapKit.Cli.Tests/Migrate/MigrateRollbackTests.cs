using MapKit.Platform;

namespace MapKit.Cli.Tests.Migrate;

/// <summary><c>mapkit migrate --rollback</c> where something has happened since the migration: no record is lost, and no configuration names a map that does not exist.</summary>
public sealed class MigrateRollbackTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_old_map_that_was_removed_is_made_again_from_the_new_one()
    {
        WriteUsual();
        File.Delete(_folder.File("virtual"));
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.Delete(_folder.File("virtual.db"));

        var (status, output, error) = _folder.Run("--rollback");

        Assert.Equal((0, ""), (status, error));
        Assert.Contains("made      DIR/virtual.db, with the records of DIR/virtual.lmdb\n", output);
        Assert.Equal("c@example.com\n", Query("hash", "virtual", "example.org"));
        Assert.Contains("virtual_alias_maps = hash:DIR/virtual\n", _folder.Read("main.cf"));
        Assert.False(File.Exists(_folder.File("virtual.lmdb")));
    }

    [Fact]
    public void An_old_map_that_was_removed_together_with_the_new_one_stops_a_rollback()
    {
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.Delete(_folder.File("virtual.db"));
        File.Delete(_folder.File("virtual.lmdb"));
        var before = _folder.Snapshot();

        var (status, output, error) = _folder.Run("--rollback");

        Assert.Equal((2, "mapkit: error: nothing was restored\n"), (status, error));
        Assert.Contains("      to make it from its source:  mapkit compile hash:DIR/virtual\n", output);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_map_that_another_migration_uses_is_left()
    {
        if (!LibC.IsSupported) return;
        WriteUsual();
        var before = _folder.Snapshot();
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        File.Copy(_folder.File("main.cf"), Path.Combine(other, "main.cf"));
        File.Copy(_folder.File("master.cf"), Path.Combine(other, "master.cf"));
        Assert.Equal(0, _folder.Run("--apply").Status);
        var applied = _folder.Run("-c", other, "--apply");
        Assert.True(applied.Status == 0, applied.Output + applied.Error);

        var (status, output, _) = _folder.Run("--rollback");

        Assert.Equal(0, status);
        Assert.Contains("left      DIR/virtual.lmdb: another configuration uses it", output);
        Assert.Contains($"lmdb:{_folder.File("virtual")}", File.ReadAllText(Path.Combine(other, "main.cf")));
        Assert.Equal("c@example.com\n", Query("lmdb", "virtual", "example.org"));
        Assert.Contains("hash:DIR/virtual", _folder.Read("main.cf"));

        // In the other order nothing remains.
        File.Delete(_folder.File("virtual.lmdb"));
        Directory.Delete(other + ".migration", recursive: true);
        Directory.Delete(other, recursive: true);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void The_last_of_two_migrations_that_share_a_map_gives_it_back()
    {
        WriteUsual();
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        File.Copy(_folder.File("main.cf"), Path.Combine(other, "main.cf"));
        File.Copy(_folder.File("master.cf"), Path.Combine(other, "master.cf"));
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Equal(0, _folder.Run("-c", other, "--apply").Status);
        Assert.Equal(0, _folder.Run("-c", other, "--rollback").Status);
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Theory]
    [InlineData("new", "d@example.com\n")]
    [InlineData("old", "")]
    public void Records_that_only_the_new_map_has_are_kept_or_dropped_as_requested(string choice, string found)
    {
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        _folder.Update("lmdb", "virtual", "new.example  d@example.com\n");

        var refused = _folder.Run("--rollback");

        Assert.Equal(2, refused.Status);
        Assert.Contains("mapkit diff DIR/virtual.db DIR/virtual.lmdb\n", refused.Output);
        Assert.DoesNotContain("rm ", refused.Output);
        Assert.Contains($"mapkit migrate -c DIR --rollback --prefer {choice}:DIR/virtual\n", refused.Output);
        Assert.Equal(0, _folder.Run("--rollback", "--prefer", $"{choice}:{_folder.File("virtual")}").Status);
        Assert.Equal(found, Query("hash", "virtual", "new.example"));
        Assert.False(File.Exists(_folder.File("virtual.lmdb")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copy_that_is_missing_or_damaged_stops_a_rollback_before_anything_is_restored(bool isMissing)
    {
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        var copy = Directory.GetFiles(Path.Combine(_folder.Backup, "1"), "*-main.cf")[0];
        if (isMissing) File.Delete(copy);
        else File.AppendAllText(copy, "garbage\n");
        var before = _folder.Snapshot();

        var (status, output, _) = _folder.Run("--rollback");

        Assert.Equal(2, status);
        Assert.Contains("the copy of DIR/main.cf is missing, or is not what was copied\n", output);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void An_empty_journal_loses_no_copy()
    {
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.WriteAllText(Path.Combine(_folder.Backup, "1", "journal"), "");
        var before = _folder.Snapshot();

        var (status, _, error) = _folder.Run("--rollback");

        Assert.Equal(2, status);
        Assert.Contains("DIR.migration/1: the journal lacks entries", error);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void A_rollback_that_was_interrupted_is_finished_by_the_next_migration()
    {
        WriteUsual();
        var before = _folder.Snapshot();
        Assert.Equal(0, _folder.Run("--apply").Status);
        File.AppendAllText(Path.Combine(_folder.Backup, "1", "journal"), "{\"entry\":\"undoing\"}\n");
        File.Copy(Directory.GetFiles(Path.Combine(_folder.Backup, "1"), "*-main.cf")[0], _folder.File("main.cf"), overwrite: true);
        Assert.Contains("a rollback was interrupted", _folder.Run().Error);
        Assert.Equal((0, "mapkit: note: an interrupted rollback was finished first\n"), (_folder.Run("--apply") is var run ? run.Status : 0, run.Error));
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
        Assert.Equal(1, _folder.Run("--rollback").Status);
    }

    [Fact]
    public void Old_files_that_others_may_write_are_not_restored()
    {
        if (!LibC.IsSupported) return;
        WriteUsual();
        Assert.Equal(0, _folder.Run("--apply").Status);
        var before = _folder.Snapshot();
        foreach (var name in new[] { "", "1", "1/journal" })
        {
            var path = Path.Join(_folder.Backup, name).TrimEnd('/');
            var mode = File.GetUnixFileMode(path);
            File.SetUnixFileMode(path, mode | UnixFileMode.GroupWrite);
            Assert.Contains("other users may write it", _folder.Run("--rollback").Error);
            File.SetUnixFileMode(path, mode);
            Assert.Equal(before, _folder.Snapshot());
        }

        Assert.Equal(0, _folder.Run("--rollback").Status);
    }

    [Fact]
    public void The_migration_of_another_configuration_is_not_rolled_back()
    {
        WriteUsual();
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        File.Copy(_folder.File("main.cf"), Path.Combine(other, "main.cf"));
        Assert.Equal(0, _folder.Run("--apply").Status);
        var before = _folder.Snapshot();

        var (status, _, error) = _folder.Run("-c", other, "--rollback", "--backup", _folder.Backup);

        Assert.Equal(2, status);
        Assert.Contains($"holds the migration of DIR, not of {other}; nothing was done", error);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void All_instances_are_to_be_reloaded_after_a_rollback()
    {
        WriteUsual();
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        File.Copy(_folder.File("main.cf"), Path.Combine(other, "main.cf"));
        File.WriteAllText(Path.Combine(other, "master.cf"), "");
        File.AppendAllText(_folder.File("main.cf"), $"multi_instance_directories = {other}\n");
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Contains($"Next:\n  postfix -c DIR reload\n  postfix -c {other} reload\n", _folder.Run("--rollback").Output);
    }

    private string Query(string type, string name, string key) => CommandRun.In(_folder.Variable, [], "query", key, $"{type}:{_folder.File(name)}").Output;

    private void WriteUsual()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        _folder.WriteTable("hash", "virtual");
    }
}
