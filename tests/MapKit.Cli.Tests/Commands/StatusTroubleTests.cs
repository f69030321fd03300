using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What <c>status</c> says of what it cannot read; the other tables are shown.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class StatusTroubleTests : IDisposable
{
    private readonly StatusFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_unreadable_configuration_is_an_error()
    {
        Assert.Equal((2, "", "mapkit: error: -c DIR: there is no main.cf in this folder\n"), _folder.Run());
        _folder.WriteMain("\n# comment\nbiff\n");
        Assert.Equal((2, "", "mapkit: error: DIR/main.cf, line 8: missing '=' after attribute name: \"biff\"\n"), _folder.Run());
    }

    [Fact]
    public void A_broken_master_cf_and_a_parameter_that_names_itself_are_reported_and_the_rest_is_shown()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t\nrelocated_maps = $x\nx = $relocated_maps\nmulti_instance_directories = /etc/postfix-out, /etc/postfix-in\nbiff = no\nbiff = yes");
        _folder.Write("master.cf", "# comment\nsmtp inet n - n - - smtpd\nsmtp unix\n");
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        Assert.Equal(
            (2,
            "ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE\ntransport  hash  DIR/t  DIR/t.db  1  current\n"
            + "relocated_maps: cannot be read: unreasonable macro call nesting: \"relocated_maps\" (DIR/main.cf:7)\n",
            """
            DIR/main.cf:11:1: warning MK5001: biff is set again with another value; the value of line 10 has no effect
                help: remove one of the two lines
            mapkit: error: DIR/master.cf: line 3: missing "private" field
            mapkit: note: further instances, to be checked separately (-c): /etc/postfix-out, /etc/postfix-in
            mapkit: 1 table, 0 to do, 1 that cannot be read

            """.ReplaceLineEndings("\n")),
            _folder.Run());
    }

    [RootFact("mkfifo")]
    public void An_unreadable_folder_is_an_error_and_the_others_are_shown()
    {
        Directory.CreateDirectory(_folder.FilePath("closed"));
        _folder.WriteMain("transport_maps = hash:DIR/closed/t hash:DIR/t");
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_folder.FilePath("closed"), UnixFileMode.UserRead);
        _ = MapKit.Platform.LibC.SetFileSystemUser(65534);
        try
        {
            var (status, output, error) = _folder.Run();
            Assert.Contains("transport  hash  DIR/closed/t  DIR/closed/t.db  -  unreadable: DIR/closed/t: Permission denied\n", output, StringComparison.Ordinal);
            Assert.Contains("transport  hash  DIR/t  DIR/t.db  1  current\n", output, StringComparison.Ordinal);
            Assert.Equal((2, StatusFolder.NoMaster + "mapkit: 2 tables, 1 to do\n"), (status, error));
        }
        finally
        {
            _ = MapKit.Platform.LibC.SetFileSystemUser(0);
        }
    }

    [Fact]
    public void A_map_that_is_rewritten_during_every_read_is_an_error_and_the_others_are_shown()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t hash:DIR/u");
        _folder.Write("t", string.Concat(Enumerable.Range(0, 100_000).Select(number => $"host{number}.example.com smtp:relay\n")));
        _folder.Write("u", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        _folder.Compile("hash", "u");

        // To read it takes many times as long as the writer waits.
        var isDone = false;
        var writer = new Thread(() =>
        {
            for (var times = 0; !Volatile.Read(ref isDone); times++)
            {
                File.SetLastWriteTimeUtc(_folder.FilePath("t.db"), DateTime.UtcNow.AddHours(-1).AddSeconds(times));
                Thread.Sleep(1);
            }
        });
        writer.Start();
        var (status, output, _) = _folder.Run();
        Volatile.Write(ref isDone, true);
        writer.Join();
        Assert.Contains("transport  hash  DIR/t  DIR/t.db  -  being rewritten\n", output, StringComparison.Ordinal);
        Assert.Contains("transport  hash  DIR/u  DIR/u.db  1  current\n", output, StringComparison.Ordinal);
        Assert.Equal(2, status);
    }

    [PeerFact("flock")]
    public void Status_does_not_wait_for_a_lock()
    {
        _folder.WriteMain("transport_maps = hash:DIR/t hash:DIR/u\npostscreen_cache_map = btree:DIR/screen");
        foreach (var name in new[] { "t", "u", "screen", "stray" }) _folder.Write(name, "example.com smtp:relay\n");
        foreach (var name in new[] { "t", "u", "stray" }) _folder.Compile("hash", name);
        _folder.Compile("btree", "screen");
        string[] held = ["t.db", "screen.db", "stray.db"];
        using var holder = System.Diagnostics.Process.Start(
            Tool.Find("flock")!, [_folder.FilePath(held[0]), "flock", _folder.FilePath(held[1]), "flock", _folder.FilePath(held[2]), "sh", "-c", $"touch {_folder.FilePath("ready")}; exec sleep 60"]);
        while (!File.Exists(_folder.FilePath("ready"))) Thread.Sleep(10);
        var (status, output, _) = _folder.Run();
        Assert.False(holder.HasExited);
        holder.Kill(entireProcessTree: true);
        Assert.Contains("transport  hash  DIR/t  DIR/t.db  -  being rewritten\n", output, StringComparison.Ordinal);
        Assert.Contains("transport  hash  DIR/u  DIR/u.db  1  current\n", output, StringComparison.Ordinal);
        Assert.Contains("cache  btree  -  DIR/screen.db  -  cache\n", output, StringComparison.Ordinal);
        Assert.Contains("plain  hash  DIR/stray  DIR/stray.db  -  not referenced\n", output, StringComparison.Ordinal);
        Assert.Equal(2, status);
    }

    [PeerFact("mkfifo")]
    public void A_device_or_pipe_is_not_opened()
    {
        foreach (var pipe in new[] { "pipe", "mappipe.db", "list" }) Assert.Equal(0, Tool.Run("mkfifo", _folder.FilePath(pipe)).ExitCode);
        Directory.CreateDirectory(_folder.FilePath("folder"));
        Directory.CreateDirectory(_folder.FilePath("mapfolder.db"));
        File.CreateSymbolicLink(_folder.FilePath("loop"), _folder.FilePath("loop"));
        File.CreateSymbolicLink(_folder.FilePath("dangling"), _folder.FilePath("nowhere"));
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        _folder.WriteMain("""
            transport_maps = hash:DIR/pipe hash:DIR/mappipe hash:DIR/folder cdb:DIR/folder hash:DIR/mapfolder texthash:DIR/folder
              hash:DIR/loop hash:DIR/dangling pcre:/dev/null hash:DIR/t
            mydestination = DIR/list
            """);
        var (status, output, error) = _folder.Run();
        Assert.Equal(
            """
            hash  DIR/pipe  DIR/pipe.db  -  unreadable: DIR/pipe: not a regular file, so it cannot be a table
            hash  DIR/mappipe  DIR/mappipe.db  -  unreadable: DIR/mappipe.db: not a regular file, so it cannot be a map
            hash  DIR/folder  DIR/folder.db  -  unreadable: DIR/folder: is a directory, not a table
            cdb  DIR/folder  DIR/folder.cdb  -  unreadable: DIR/folder: is a directory, not a table
            hash  DIR/mapfolder  DIR/mapfolder.db  -  unreadable: DIR/mapfolder.db: is a directory, not a map
            texthash  DIR/folder  -  -  unreadable: DIR/folder: is a directory, not a table
            hash  DIR/loop  DIR/loop.db  -  unreadable: DIR/loop: Too many levels of symbolic links
            hash  DIR/dangling  -  -  missing: neither source nor map exists
            pcre  /dev/null  -  -  read directly (after a change: postfix reload)
            hash  DIR/t  DIR/t.db  1  current

            """.ReplaceLineEndings("\n"),
            string.Concat(output.Split('\n').Where(line => line.StartsWith("transport  ", StringComparison.Ordinal)).Select(line => line["transport  ".Length..] + "\n")));
        Assert.EndsWith("mydestination: cannot be read: read DIR/list: is a pipe; MapKit reads only files (DIR/main.cf:8)\n", output, StringComparison.Ordinal);
        Assert.Equal((2, StatusFolder.NoMaster + "mapkit: 10 tables, 8 to do, 1 that cannot be read\n"), (status, error));
    }

    [Fact]
    public void A_relative_folder_names_the_same_tables_as_for_daemons()
    {
        _folder.WriteMain("transport_maps = hash:$config_directory/t");
        _folder.Write("t", "example.com smtp:relay\n");
        _folder.Compile("hash", "t");
        var fromHere = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
        var run = CommandRun.In(static name => name == "PATH" ? "" : null, [], "status", "-c", fromHere);
        Assert.Equal((0, "ROLE  TYPE  SOURCE  MAP  ENTRIES  STATE\ntransport  hash  DIR/t  DIR/t.db  1  current\n"), (run.Status, _folder.Masked(run.Output)));
    }
}
