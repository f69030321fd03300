using System.Diagnostics;
using MapKit.Cli.Tests.Interruption;
using MapKit.Tests;
using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Commands;

/// <summary>What an administrator reads when something is wrong with the files: a message with the path, and nothing is lost.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_binary_source_is_reported_line_by_line_and_gives_the_map_postmap_gives()
    {
        var source = _folder.Write("table", [0x7f, (byte)'E', 0, 1, 0xff, (byte)'\n', 0xff, 0xfe, (byte)' ', 1, (byte)'\n', (byte)'a', (byte)' ', (byte)'1']);
        var run = CommandRun.Of("compile", source);
        Assert.Equal(0, run.Status);
        Assert.Contains($"{source}:1:3: error MK1006: ", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{source}:2:1: error MK1002: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("a\t1\n", CommandRun.Of("dump", source + ".db").Output);
    }

    [Theory]
    [InlineData("hash", ".db")]
    [InlineData("lmdb", ".lmdb")]
    [InlineData("cdb", ".cdb")]
    public void A_foreign_file_where_the_map_should_go_is_replaced_only_by_force(string type, string suffix)
    {
        var source = _folder.Write("table", "a 1\n");
        _folder.Write("table" + suffix, "something else");
        Assert.Equal(2, CommandRun.Of("compile", $"{type}:{source}").Status);
        Assert.Equal("something else", File.ReadAllText(source + suffix));
        Assert.Equal(0, CommandRun.Of("compile", "--force", $"{type}:{source}").Status);
        Assert.Equal("1\n", CommandRun.Of("query", "a", $"{type}:{source}").Output);
    }

    [Theory]
    [InlineData("hash", ".db")]
    [InlineData("btree", ".db")]
    [InlineData("lmdb", ".lmdb")]
    [InlineData("cdb", ".cdb")]
    public void A_truncated_map_says_what_is_wrong_and_where(string type, string suffix)
    {
        var source = _folder.Write("table", string.Concat(Enumerable.Range(0, 3000).Select(i => $"user{i}@example.com value{i}\n")));
        CommandRun.Of("compile", $"{type}:{source}");
        var map = source + suffix;
        using (var file = File.Open(map, FileMode.Open)) file.SetLength(file.Length / 2 / 4096 * 4096);
        var run = CommandRun.Of("dump", map);
        Assert.Equal(2, run.Status);
        Assert.StartsWith($"mapkit: error: {map}: ", run.Error.Split('\n')[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_not_a_map()
    {
        var map = _folder.Write("table.db", "");
        Assert.Equal($"mapkit: error: {map}: the file is empty, which is not a map\n", CommandRun.Of("dump", map).Error);
    }

    [PeerFact("flock")]
    public void Compile_waits_for_another_writer_and_reports_the_wait()
    {
        var source = _folder.Write("table", "a 1\n");
        CommandRun.Of("compile", source);
        _folder.Write("table", "a 2\n");
        using var holder = Process.Start(new ProcessStartInfo(Tool.Find("flock")!, [source + ".db", "sh", "-c", "echo held; sleep 2"]) { RedirectStandardOutput = true })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        var run = CommandRun.Of("compile", source);
        Assert.Equal(0, run.Status);
        Assert.Equal($"mapkit: note: {source}.db: locked by flock (process {holder.Id}); waiting for it", run.Error.Split('\n')[0]);
        Assert.Equal("2\n", CommandRun.Of("query", "a", source).Output);
        holder.WaitForExit();
    }

    [PeerFact("flock", "sh")]
    public void A_termination_while_it_waits_leaves_no_file_and_no_trace()
    {
        var source = _folder.Write("table", "a 1\n");
        CommandRun.Of("compile", source);
        _folder.Write("table", "a 2\n");
        var before = File.ReadAllBytes(source + ".db");
        var run = Tool.Run(
            "flock", source + ".db", "sh", "-c", $"{string.Join(' ', MapKitCommand.Line)} compile {source} & child=$!; sleep 3; kill -TERM $child; wait $child");
        Assert.NotEqual(0, run.ExitCode);
        var said = run.Error.TrimEnd().Split('\n');
        Assert.Matches($"^mapkit: note: {source}.db: locked by flock \\(process [0-9]+\\); waiting for it$", said[0]);

        // The shell may tell of the signal; the command has nothing more to say.
        Assert.DoesNotContain(said, line => line.Contains("xception", StringComparison.Ordinal) || line.StartsWith("   at ", StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(source + ".db"));
        Assert.Equal(["table", "table.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_signal_ends_the_work_without_a_message()
    {
        var map = _folder.File("table.db");
        using var error = new MemoryStream();
        using (var environment = new CommandEnvironment(new CancelledInput(), Stream.Null, error, false, false, static _ => null))
        {
            Assert.Equal(2, MapkitCommand.Run(["compile", "-o", map, "-"], environment));
        }

        Assert.Empty(error.ToArray());
        Assert.False(File.Exists(map));
    }

    [RootFact("setpriv")]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void An_unreadable_source_is_reported_with_the_reason()
    {
        Assert.SkipUnless(MapKitCommand.IsNative, "needs the native build, named by MAPKIT_COMMAND");
        var source = _folder.Write("sasl_passwd", "relay.example.net user:secret\n");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(source, (UnixFileMode)0b110_000_000);
        var command = _folder.File("mapkit");
        File.Copy(MapKitCommand.Line[0], command);
        File.SetUnixFileMode(command, (UnixFileMode)0b111_101_101);
        var run = Tool.Run("setpriv", "--reuid=65534", "--clear-groups", command, "compile", source);
        Assert.Equal((2, $"mapkit: error: {source}: Permission denied\n"), (run.ExitCode, run.Error));

        // A source that may be read, in a folder that may not be written.
        var table = _folder.Write("table", "a 1\n");
        run = Tool.Run("setpriv", "--reuid=65534", "--clear-groups", command, "compile", table);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Permission denied", run.Error, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(table + ".db"));
    }

    [PeerTheory("sh", "head")]
    [InlineData("| head -n 1", "a0\tv\n", "")]
    [InlineData("> /dev/full", "", "mapkit: error: standard output: No space left on device")]
    public void A_closed_output_ends_the_command_without_a_trace(string redirection, string output, string error)
    {
        var source = _folder.Write("table", string.Concat(Enumerable.Range(0, 30_000).Select(i => $"a{i} v\n")));
        CommandRun.Of("compile", "cdb:" + source);
        var run = Tool.Run("sh", "-c", $"{string.Join(' ', MapKitCommand.Line)} dump {source}.cdb {redirection}");
        Assert.Equal(output, run.Output);
        Assert.StartsWith(error, run.Error, StringComparison.Ordinal);
        Assert.InRange(run.Error.Split('\n').Length, 1, 2);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("lmdb")]
    [InlineData("cdb")]
    public void A_line_of_many_megabytes_is_an_entry_like_any_other(string type)
    {
        var source = _folder.Write("table", "a " + new string('v', 40_000_000) + "\nb 1\n");
        Assert.Equal(0, CommandRun.Of("compile", $"{type}:{source}").Status);
        Assert.Equal(40_000_001, CommandRun.Of("query", "a", $"{type}:{source}").OutputBytes.Length);
        Assert.Equal("1\n", CommandRun.Of("query", "b", $"{type}:{source}").Output);
    }

    [Theory]
    [Trait(Category.Name, Category.Slow)]
    [InlineData("hash")]
    [InlineData("btree")]
    [InlineData("cdb")]
    public void A_key_of_many_megabytes_is_a_key_like_any_other(string type)
    {
        var key = new string('k', 9_000_000);
        var source = _folder.Write("table", $"{key} value\nb 1\n");
        Assert.Equal(0, CommandRun.Of("compile", $"{type}:{source}").Status);
        Assert.Equal(["b\t1", $"{key}\tvalue"], CommandRun.Of("dump", $"{type}:{source}").Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("compile")]
    [InlineData("fmt")]
    public void A_map_in_place_of_a_source_is_refused_by_name(string verb)
    {
        var source = _folder.Write("table", "a 1\n");
        CommandRun.Of("compile", "hash:" + source);
        var before = File.ReadAllBytes(source + ".db");
        var run = CommandRun.Of(verb, source + ".db");
        Assert.Equal((2, $"mapkit: error: {source}.db: is a map, not a source; give the text source instead"), (run.Status, run.Error.Split('\n')[0]));
        Assert.Equal(before, File.ReadAllBytes(source + ".db"));
    }

    private sealed class CancelledInput : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) => throw new OperationCanceledException();
    }
}
