using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Trouble;

/// <summary>A command that waits for another program says so after a second.</summary>
[Trait(Category.Name, Category.Slow)]
public sealed class WaitingTests : IDisposable
{
    private const double HeldSeconds = 2.5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerTheory("flock")]
    [InlineData("hash", "t.db")]
    [InlineData("btree", "t.db")]
    [InlineData("lmdb", "t.lmdb")]
    [InlineData("cdb", "t.cdb")]
    public void A_locked_map_is_named_with_the_program_that_locks_it(string type, string map)
    {
        _folder.Write("t", "a 1\n");
        Assert.Equal(0, CommandRun.Of("compile", "-t", type, _folder.File("t")).Status);
        string[] commands =
        [
            "dump MAP", "info MAP", "verify MAP", "query a MAP", "diff MAP DIR/t", "convert MAP hash:DIR/new", "verify --salvage DIR/saved MAP", "verify --database x MAP",
            "postmap -q a TYPE:DIR/t", "postmap -s TYPE:DIR/t", "explain plain a TYPE:DIR/t",
        ];

        // Writers of cdb lock another file.
        if (type is "hash" or "btree") commands = [.. commands, "compile TYPE:DIR/t", "compile --check TYPE:DIR/t", "postmap TYPE:DIR/t", "postmap -d b TYPE:DIR/t"];
        AllReport(map, commands, type);
    }

    [PeerFact("flock")]
    public void A_locked_source_is_named_with_the_program_that_locks_it()
    {
        _folder.Write("t", "a 1\nbb 2\n");
        AllReport("t", ["set MAP c 2", "unset MAP a", "rename MAP bb b", "fmt MAP"], "hash");
    }

    [PeerFact("mkfifo")]
    public void A_named_pipe_without_a_writer_is_named()
    {
        _folder.Write("t", "a 1\n");
        string[] commands = ["compile -t hash -o DIR/new.db PIPE", "lint PIPE", "postmap hash:PIPE"];
        string[] pipes = [.. commands.Select((_, index) => _folder.File($"pipe{index}"))];
        foreach (var pipe in pipes) Assert.Equal(0, Tool.Run("mkfifo", pipe).ExitCode);
        using var writer = Process.Start("sh", ["-c", $"sleep {HeldSeconds.ToString(CultureInfo.InvariantCulture)}; for pipe in {string.Join(' ', pipes)}; do timeout 60 sh -c 'echo a 1 > $0' $pipe & done; wait"]);
        var runs = RunAll(commands.Select((command, index) => command.Replace("PIPE", pipes[index], StringComparison.Ordinal)));
        writer.WaitForExit();
        foreach (var (pipe, run) in pipes.Zip(runs)) Assert.Contains($": {pipe}: is a named pipe; waiting for a program that writes to it\n", run.Error, StringComparison.Ordinal);
    }

    private void AllReport(string file, string[] commands, string type)
    {
        var path = _folder.File(file);
        using var holder = Process.Start("flock", ["-x", path, "sh", "-c", $"touch {_folder.File("held")}; exec sleep {HeldSeconds.ToString(CultureInfo.InvariantCulture)}"]);
        while (!File.Exists(_folder.File("held"))) Thread.Sleep(10);
        var runs = RunAll(commands.Select(command => command.Replace("MAP", path, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal)));
        holder.WaitForExit();
        var expected = new Regex($": {Regex.Escape(path)}: locked by (flock|sh|sleep) \\(process [0-9]+\\); waiting for it\n");
        Assert.All(commands.Zip(runs), pair => Assert.Matches(expected, pair.Second.Error));
    }

    /// <summary>Runs commands at the same time, each on a thread of its own.</summary>
    private CommandRun[] RunAll(IEnumerable<string> commands)
    {
        Task<CommandRun>[] runs = [.. commands.Select(command => Task.Factory.StartNew(
            () => CommandRun.Of(command.Replace("DIR", _folder.Path, StringComparison.Ordinal).Split(' ')), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return [.. runs.Select(run => run.GetAwaiter().GetResult())];
    }
}
