using MapKit.Maps;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Applying;
using MapKit.Operations.Migrate.Proof;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>Other programs that change a table while it is migrated.</summary>
public sealed class MigrateConcurrencyTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_record_that_is_added_to_the_old_map_meanwhile_undoes_the_migration(bool isBefore)
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\ntransport_maps = hash:DIR/transport\n");
        _folder.Write("master.cf", "");
        _folder.WriteTable("hash", "transport");
        _folder.WriteTable("hash", "virtual");
        var plan = new MigrationPlanner(new MigrationOptions { To = MapType.Lmdb }).Run(_folder.Path);
        using var backup = BackupFolder.Open(_folder.Backup);
        var application = new MigrationApplication(plan, backup.CreateRun(), [new Change(() => _folder.Update("hash", "virtual", "late.example  x\n"), isBefore)]) { RollbackLine = "" };

        if (isBefore)
        {
            // Before the maps are made, nothing is lost.
            _ = application.Run(static _ => []);
            Assert.Equal("x\n", CommandRun.In(_folder.Variable, [], "query", "late.example", $"lmdb:{_folder.File("virtual")}").Output);
            return;
        }

        var exception = Assert.Throws<IOException>(() => application.Run(static _ => []));
        Assert.Equal("DIR/virtual.db: another program has changed it while the new map was made, and the change would be lost; nothing was changed", _folder.Masked(exception.Message));
        Assert.Contains("hash:DIR/virtual\n", _folder.Read("main.cf"));
        Assert.False(File.Exists(_folder.File("virtual.lmdb")));
        Assert.Equal("x\n", CommandRun.In(_folder.Variable, [], "query", "late.example", $"hash:{_folder.File("virtual")}").Output);
    }

    /// <summary>Another program.</summary>
    private sealed class Change(Action change, bool isBefore) : IMigrationCheck
    {
        public void Before(MigrationPlan plan)
        {
            if (isBefore) change();
        }

        public CheckOutcome After(MigrationPlan plan)
        {
            if (!isBefore) change();
            return new CheckOutcome("", true, []);
        }
    }
}
