using MapKit.Cli.Tests.Interruption;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>What the system denies the process: memory, threads, room, standard streams, readers. It ends with one line, and leaves nothing.</summary>
public sealed class ProcessLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("dotnet")]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("lint TABLE")]
    [InlineData("set TABLE a b")]
    [InlineData("fmt TABLE")]
    [InlineData("verify hash:TABLE")]
    [InlineData("diff TABLE hash:TABLE")]
    [InlineData("convert TABLE.db cdb:OUT")]
    [InlineData("postmap -i hash:TABLE")]
    public void Too_little_memory_is_one_line(string command)
    {
        var table = _folder.Write("table", string.Concat(Enumerable.Range(0, 500_000).Select(number => $"host{number}.example.com\tsmtp:[relay{number % 1000}.example.net]:25\n")));
        Assert.Equal(0, CommandRun.Of("compile", "-t", "hash", table).Status);
        var before = Directory.GetFiles(_folder.Path).Order().Select(file => (file, File.GetLastWriteTimeUtc(file))).ToArray();
        var line = command.Replace("TABLE", table, StringComparison.Ordinal).Replace("OUT", _folder.File("out"), StringComparison.Ordinal).Split(' ');
        var run = Tool.Run(
            MapKitCommand.Line[0], [.. MapKitCommand.Line.Skip(1), .. line], "k v\n"u8.ToArray(), new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x2000000" });
        if (run.ExitCode != 2) Assert.InRange(run.ExitCode, 0, 1);
        else Assert.Matches("^mapkit: error: out of memory: .* MB .*\n$", run.Error);
        if (run.ExitCode == 2) Assert.Equal(before, Directory.GetFiles(_folder.Path).Order().Select(file => (file, File.GetLastWriteTimeUtc(file))));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), file => Path.GetFileName(file).StartsWith('.'));
    }

    [PeerFact("prlimit")]
    public void A_file_that_may_not_grow_is_a_failure_with_a_reason()
    {
        RequireNative();
        var table = _folder.Write("table", string.Concat(Enumerable.Range(0, 3000).Select(number => $"host{number}.example.com x:\n")));
        var run = Tool.Run("prlimit", ["--fsize=4096", .. MapKitCommand.Line, "compile", "-t", "hash", table], null, null);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("File too large", run.Error, StringComparison.Ordinal);
        Assert.Equal([table], Directory.GetFiles(_folder.Path));
    }

    [RootFact("prlimit", "setpriv")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_user_who_may_start_no_more_threads_compiles_with_one()
    {
        RequireNative();
        var table = _folder.Write("table", string.Concat(Enumerable.Range(0, 300_000).Select(number => $"host{number}.example.com x:\n")));
        var command = _folder.File("mapkit");
        File.Copy(MapKitCommand.Line[0], command);
        foreach (var path in new[] { _folder.Path, command }) File.SetUnixFileMode(path, (UnixFileMode)0b111_111_111);

        // A user who has no other process; the program itself needs two threads.
        var run = Tool.Run("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", "prlimit", "--nproc=2:2", command, "compile", "-t", "hash", table);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("x:\n", CommandRun.Of("query", "host7.example.com", table + ".db").Output);
    }

    [RootFact("unshare", "mount")]
    public void Without_dev_null_a_table_is_compiled_all_the_same()
    {
        RequireNative();
        var table = _folder.Write("table", "a 1\n");
        var run = Tool.Run("unshare", "-m", "sh", "-c", $"mount -t tmpfs none /dev && exec {MapKitCommand.Line[0]} compile -t hash {table}");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [PeerTheory("sh")]
    [InlineData(">&-", 2)]
    [InlineData("2>&-", 0)]
    [InlineData("<&- >&- 2>&-", 2)]
    [InlineData("2>/dev/full", 0)]
    public void Closed_streams_do_not_become_the_map(string redirection, int status)
    {
        // .NET's host opens files of its own before the managed program runs.
        if (status != 0) RequireNative();
        var table = _folder.Write("table", "a 1\nbad\n");
        var run = Tool.Run("sh", "-c", $"{string.Join(' ', MapKitCommand.Line)} compile -t cdb {table} {redirection}");
        Assert.Equal(status, run.ExitCode);
        Assert.Equal("1\n", CommandRun.Of("query", "a", table + ".cdb").Output);
    }

    [PeerTheory("sh")]
    [InlineData("help >&-", 2, "mapkit: error: standard output: is closed\n")]
    [InlineData("help compile >&-", 2, "mapkit: error: standard output: is closed\n")]
    [InlineData("rule MK1001 >&-", 2, "mapkit: error: standard output: is closed\n")]
    [InlineData("--version >&-", 2, "mapkit: error: standard output: is closed\n")]
    [InlineData("compile --check hash:TABLE >&-", 2, "mapkit: error: standard output: is closed\n")]
    [InlineData("set -q TABLE b 2 >&-", 0, "")]
    [InlineData("query c hash:TABLE >&-", 1, "")]
    [InlineData("query a hash:TABLE <&-", 0, "")]
    [InlineData("lint -q - <&-", 2, "mapkit: error: standard input: is closed\n")]
    [InlineData("query - hash:TABLE <&-", 2, "mapkit: error: standard input: is closed\n")]
    [InlineData("fmt - <&-", 2, "mapkit: error: standard input: is closed\n")]
    [InlineData("postmap -q a hash:TABLE >&-", 0, "")]
    [InlineData("postmap -q - hash:TABLE <&-", 1, "")]
    public void A_closed_stream_that_is_needed_is_a_failure(string command, int status, string error)
    {
        RequireNative();
        var table = _folder.Write("table", "a 1\n");
        CommandRun.Of("compile", "-t", "hash", table);
        var run = Tool.Run("sh", "-c", $"{MapKitCommand.Line[0]} {command.Replace("TABLE", table, StringComparison.Ordinal)}");
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        if (error.Length == 0) Assert.DoesNotContain("error", run.Error, StringComparison.Ordinal);
        Assert.Equal(status, run.ExitCode);
    }

    [PeerFact("prlimit")]
    public void A_process_that_may_open_few_files_says_why_it_stops()
    {
        RequireNative();
        var table = _folder.Write("table", "a 1\n");
        for (var files = 5; files <= 20; files++)
        {
            var run = Tool.Run("prlimit", [$"--nofile={files}", MapKitCommand.Line[0], "compile", "-t", "hash", table], null, null);
            Assert.True(run.ExitCode == 0 || (run.ExitCode == 2 && run.Error.StartsWith("mapkit: error: ", StringComparison.Ordinal) && run.Error.EndsWith("Too many open files\n", StringComparison.Ordinal)), $"{files}: {run.ExitCode} {run.Error}");
        }
    }

    [PeerFact("sh")]
    public void Newaliases_whose_messages_are_lost_builds_every_table()
    {
        var (first, second) = (_folder.Write("first", "a: b\nbad\n"), _folder.Write("second", "a: b\nbad\n"));
        _folder.Write("main.cf", $"compatibility_level = 3.6\nqueue_directory = {_folder.Path}\nalias_database = hash:{first}, cdb:{second}\n");
        var run = Tool.Run("sh", "-c", $"{string.Join(' ', MapKitCommand.Line)} newaliases -C {_folder.Path} 2>/dev/full");
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(first + ".db") && File.Exists(second + ".cdb"));
    }

    [PeerTheory("sh", "yes", "head", "timeout")]
    [InlineData("query - hash:TABLE", "a", "a\t1\n")]
    [InlineData("query - hash:TABLE", "b", "")]
    [InlineData("postmap -q - hash:TABLE", "a", "a\t1\n")]
    [InlineData("postmap -q - hash:TABLE", "b", "")]
    public void Keys_without_end_end_when_nobody_reads_the_answers(string command, string key, string output)
    {
        var table = _folder.Write("table", "a 1\n");
        CommandRun.Of("compile", "-t", "hash", table);
        var line = $"{string.Join(' ', MapKitCommand.Line)} {command.Replace("TABLE", table, StringComparison.Ordinal)}";
        var run = Tool.Run("sh", "-c", $"yes {key} | {{ timeout 60 {line}; echo $? > {_folder.File("status")}; }} | head -n {(output.Length > 0 ? 1 : 0)}");
        Assert.Equal(output, run.Output);
        Assert.NotEqual("124\n", File.ReadAllText(_folder.File("status")));
    }

    private static void RequireNative() => Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
}
