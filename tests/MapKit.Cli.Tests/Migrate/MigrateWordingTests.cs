using System.Globalization;
using System.Text;
using MapKit.Operations.Migrate;
using MapKit.Operations.Migrate.Proof;
using MapKit.Platform;

namespace MapKit.Cli.Tests.Migrate;

/// <summary>What <c>mapkit migrate</c> says and lists in unusual configurations, so that the administrator knows what to do.</summary>
public sealed class MigrateWordingTests : IDisposable
{
    private readonly MigrationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_instances_share_by_a_link_is_changed_once()
    {
        if (OperatingSystem.IsWindows()) return;
        WriteUsual();
        _folder.Write("master.cf", "smtp unix - - n - - smtp -o smtp_generic_maps=hash:DIR/virtual\n");
        var other = Directory.CreateDirectory(Path.Combine(_folder.Root, "other")).FullName;
        File.Copy(_folder.File("main.cf"), Path.Combine(other, "main.cf"));
        File.CreateSymbolicLink(Path.Combine(other, "master.cf"), "../etc/master.cf");
        File.AppendAllText(_folder.File("main.cf"), $"multi_instance_directories = {other}\n");
        var before = _folder.Snapshot();

        var (status, output, error) = _folder.Run("--apply");

        Assert.True(status == 0, output + error);
        Assert.Equal("smtp unix - - n - - smtp -o smtp_generic_maps=lmdb:DIR/virtual\n", _folder.Read("master.cf"));
        Assert.Equal("../etc/master.cf", new FileInfo(Path.Combine(other, "master.cf")).LinkTarget);
        Assert.Equal(0, _folder.Run("--rollback").Status);
        Assert.Equal(before, _folder.Snapshot());
    }

    [Fact]
    public void The_backup_of_a_memcache_client_is_a_cache_as_well()
    {
        _folder.WriteMain("postscreen_cache_map = memcache:DIR/client.cf\n");
        _folder.Write("master.cf", "smtp inet n - n - 1 postscreen\n");
        _folder.Write("client.cf", "memcache = inet:127.0.0.1:11211\nbackup = btree:DIR/screen\n");
        Assert.Equal(0, _folder.Run("--apply").Status);
        Assert.Equal("memcache = inet:127.0.0.1:11211\nbackup = lmdb:DIR/screen\n", _folder.Read("client.cf"));
    }

    [Fact]
    public void An_old_map_that_is_still_opened_is_not_to_be_removed()
    {
        WriteUsual();
        _folder.WriteTable("hash", "transport");
        File.AppendAllText(_folder.File("main.cf"), $"transport_maps = hash:{_folder.File("transport")}\nsort = sh\nrelocated_maps = ha$sort:$config_directory/virtual\n");
        Assert.Contains(": rm DIR/transport.db\n", _folder.Run("--apply").Output);
    }

    [Fact]
    public void A_change_in_a_masked_line_is_listed()
    {
        WriteUsual();
        _folder.WriteTable("hash", "passwords", "[mail.example.com]  user:secret\n");
        File.AppendAllText(_folder.File("main.cf"), $"smtp_sasl_password_maps = secret,\n    hash:{_folder.File("passwords")}\n");
        var (_, output, _) = _folder.Run();
        Assert.Matches(@"DIR/main.cf:\d+: hash becomes lmdb in smtp_sasl_password_maps; the line is masked\n", output);
    }

    [Fact]
    public void The_place_whose_change_would_affect_more_than_types_is_named()
    {
        _folder.WriteMain("kind = hash\nvirtual_alias_maps = ${kind?{hash}:{btree}}:DIR/virtual\nrelocated_maps = $kind:DIR/virtual\nmyorigin = ${{$kind} == {hash} ? {a.example.com} : {b.example.com}}\n");
        _folder.WriteTable("hash", "virtual");
        var (status, output, _) = _folder.Run();
        Assert.Equal(2, status);
        Assert.Contains("myorigin would get another value because of DIR/main.cf:", output);
    }

    [Theory]
    [InlineData("${kind?{hash}:{btree}}:/t", "${kind?{lmdb}:{btree}}:/t", true)]
    [InlineData("inline:{{hash}=x}", "inline:{{other}=x}", false)]
    public void A_type_in_a_condition_is_a_type(string before, string after, bool isType) =>
        Assert.Equal(isType, EffectiveValues.DiffersInTypes(before, after, BerkeleyDbTypes.Targets));

    [Fact]
    public void A_name_that_ends_in_db_is_explained_and_does_not_stop_the_rest()
    {
        WriteUsual();
        File.AppendAllText(_folder.File("main.cf"), $"transport_maps = hash:{_folder.File("virtual.db")}\n");
        var (status, output, _) = _folder.Run("--apply");
        Assert.Equal(1, status);
        Assert.Contains("hash:DIR/virtual.db: Postfix appends .db and opens a file", output);
        Assert.Contains("write hash:DIR/virtual, then migrate again\n", output);
        Assert.Contains("virtual_alias_maps = lmdb:DIR/virtual\n", _folder.Read("main.cf"));
    }

    [Fact]
    public void An_instance_that_does_not_exist_is_named_with_its_parameter()
    {
        WriteUsual();
        File.AppendAllText(_folder.File("main.cf"), "multi_instance_directories = /nowhere/postfix\n");
        Assert.Equal((2, "", "mapkit: error: DIR/main.cf: multi_instance_directories names /nowhere/postfix, which does not exist; remove it there first\n"), _folder.Run());
    }

    [Fact]
    public void A_folder_outside_of_the_mounted_system_is_no_link()
    {
        if (OperatingSystem.IsWindows()) return;
        WriteUsual();
        var root = Directory.CreateDirectory(Path.Combine(_folder.Root, "mnt")).FullName;
        var (status, _, error) = _folder.Run("--root", root, "-c", _folder.Path);
        Assert.Equal(2, status);
        Assert.Contains($"is not in {root}; with --root, write {root}DIR", error);
    }

    [Fact]
    public void All_differences_are_counted()
    {
        WriteUsual();
        var source = new StringBuilder();
        for (var number = 0; number < 3000; number++) source.Append(CultureInfo.InvariantCulture, $"{number}.example.com x\n");
        _folder.Write("virtual", source.ToString());
        var (_, output, _) = _folder.Run();
        Assert.Contains("differ in 3002 keys:\n    only in the map: a@example.com, example.org\n    only in the source: ", output.Replace("\n      only", "\n    only", StringComparison.Ordinal));
        Assert.Contains(" and 2990 more\n", output);
        Assert.Contains("\"canApply\":false,\"leavesSome\":false,\"obstacles\":[\"DIR/virtual.db and DIR/virtual differ in 3002 keys\"]", _folder.Run("--json").Output);
    }

    [Fact]
    public void A_source_that_was_preferred_to_a_damaged_map_is_not_said_to_be_the_same()
    {
        WriteUsual();
        var bytes = File.ReadAllBytes(_folder.File("virtual.db"));
        bytes.AsSpan(4096 + 20, 2000).Fill(0xff);
        File.WriteAllBytes(_folder.File("virtual.db"), bytes);
        Assert.Contains("    add what is missing to DIR/virtual, then: --prefer source:DIR/virtual\n", _folder.Run().Output);
        Assert.Contains("DIR/virtual.lmdb: 2 as in DIR/virtual, as requested; DIR/virtual.db is damaged\n", _folder.Run("--apply", "--prefer", "source").Output);
    }

    [Fact]
    public void A_quiet_migration_says_nothing()
    {
        WriteUsual();
        Assert.Equal((0, "", ""), _folder.Run("--apply", "--quiet"));
        Assert.Equal((0, "", ""), _folder.Run("--rollback", "--quiet"));
    }

    [Fact]
    public async Task The_lock_of_a_map_is_waited_for()
    {
        if (!LibC.IsSupported) return;
        WriteUsual();
        var held = new FileStream(_folder.File("virtual.db"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var release = Task.Run(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
                await held.DisposeAsync();
            },
            TestContext.Current.CancellationToken);
        var (status, output, error) = _folder.Run("--apply");
        await release;
        Assert.True(status == 0, output + error);
    }

    [Fact]
    public void A_script_that_copies_an_old_map_is_listed()
    {
        WriteUsual();
        _folder.Write("backup.sh", "#!/bin/sh\ncp virtual.db /backup/\ncp myvirtual.db.old /backup\n");
        Assert.Contains("DIR/backup.sh:2: write lmdb: for hash: and btree:, and .lmdb for .db, if a program still reads it\n", _folder.Run().Output);
    }

    private void WriteUsual()
    {
        _folder.WriteMain("virtual_alias_maps = hash:DIR/virtual\n");
        _folder.Write("master.cf", "smtp unix - - n - - smtp\n");
        _folder.WriteTable("hash", "virtual");
    }
}
