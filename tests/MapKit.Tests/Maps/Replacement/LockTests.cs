using System.Diagnostics;
using MapKit.Maps.Replacement;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>Postfix's locks, held by other programs.</summary>
public sealed class LockTests : IDisposable
{
    private const string HoldRecordLock =
        "import fcntl, sys\nf = open(sys.argv[1], 'r+')\nfcntl.lockf(f, fcntl.LOCK_EX)\nprint('held', flush=True)\nsys.stdin.read()";

    private static readonly byte[] Old = Replacing.Content(Replacing.Page);
    private static readonly byte[] New = Replacing.Content(2 * Replacing.Page);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PeerFact("flock")]
    public async Task A_writer_of_a_db_map_is_waited_for_and_the_wait_is_reported_once_after_a_second()
    {
        var map = _folder.Write("a.db", Old);
        using var holder = Hold("flock", "-x", map, "sh", "-c", "echo held; cat");
        var told = 0;
        var holds = new List<HeldLock>();
        using var waiting = new SemaphoreSlim(0);
        var started = Stopwatch.GetTimestamp();
        var replacing = Task.Run(() => Replacing.Replace(
            Replacing.Request(map) with
            {
                OnWaiting = held =>
                {
                    told++;
                    holds.Add(held);
                    waiting.Release();
                },
            },
            New));

        await waiting.WaitAsync();
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 1, 3);
        await Task.Delay(100);
        Assert.False(replacing.IsCompleted);
        Assert.Equal(["a.db"], Replacing.Names(_folder.Path));
        Release(holder);

        Assert.Equal(ReplacementOutcome.Written, (await replacing).Outcome);
        Assert.Equal(1, told);
        Assert.Equal([new HeldLock(map, $"flock (process {holder.Id})")], holds);
    }

    [PeerFact("python3")]
    public async Task A_writer_of_an_lmdb_map_is_waited_for()
    {
        var map = _folder.Write("a.lmdb", Old);
        using var holder = Hold("python3", "-c", HoldRecordLock, map);
        var replacing = Task.Run(() => Replacing.Replace(Replacing.Request(map, MapLock.Fcntl), New));
        await Task.Delay(150);
        Assert.False(replacing.IsCompleted);
        Release(holder);
        Assert.Equal(ReplacementOutcome.Written, (await replacing).Outcome);
    }

    [PeerFact("flock")]
    public async Task A_running_build_of_a_cdb_map_is_waited_for()
    {
        var build = _folder.Write("a.cdb.tmp", "");
        using var holder = Hold("flock", "-x", build, "sh", "-c", "echo held; cat");
        var replacing = Task.Run(() => Replacing.Replace(Replacing.Request(_folder.File("a.cdb"), MapLock.FlockOfBuild), New));
        await Task.Delay(150);
        Assert.False(replacing.IsCompleted);

        // As postmap ends: the build becomes the map.
        File.Move(build, _folder.File("a.cdb"));
        Release(holder);
        Assert.Equal(ReplacementOutcome.Written, (await replacing).Outcome);
        Assert.Equal(New, File.ReadAllBytes(_folder.File("a.cdb")));
        Assert.Equal(["a.cdb"], Replacing.Names(_folder.Path));
    }

    [PeerFact("flock")]
    public void While_a_db_map_is_replaced_readers_continue_and_writers_wait()
    {
        var map = _folder.Write("a.db", Old);
        using (var output = MapReplacement.Begin(Replacing.Request(map)))
        {
            Replacing.Write(output, New);
            Assert.Equal(0, Tool.Run("flock", "-n", "-s", map, "true").ExitCode);
            Assert.Equal(1, Tool.Run("flock", "-n", "-x", map, "true").ExitCode);
        }

        Assert.Equal(0, Tool.Run("flock", "-n", "-x", map, "true").ExitCode);
    }

    [PeerFact("python3")]
    public void While_an_lmdb_map_is_replaced_readers_continue_and_writers_wait()
    {
        const string Probe =
            "import fcntl, sys\nf = open(sys.argv[1], 'r+')\nfcntl.lockf(f, getattr(fcntl, sys.argv[2]) | fcntl.LOCK_NB)";
        var map = _folder.Write("a.lmdb", Old);
        using var output = MapReplacement.Begin(Replacing.Request(map, MapLock.Fcntl));
        _ = File.ReadAllBytes(map);
        Assert.Equal(0, Tool.Run("python3", "-c", Probe, map, "LOCK_SH").ExitCode);
        Assert.Equal(1, Tool.Run("python3", "-c", Probe, map, "LOCK_EX").ExitCode);
    }

    [PeerFact("flock")]
    public async Task A_map_that_was_replaced_during_the_wait_for_its_lock_is_reopened()
    {
        var map = _folder.Write("a.db", Old);
        using var holder = Hold("flock", "-x", map, "sh", "-c", "echo held; cat");
        var replacing = Task.Run(() => Replacing.Replace(map, New));
        await Task.Delay(100);
        File.Move(_folder.Write("b.db", New), map, overwrite: true);
        var inode = Replacing.Inode(map);
        Release(holder);

        Assert.Equal(ReplacementOutcome.Unchanged, (await replacing).Outcome);
        Assert.Equal(inode, Replacing.Inode(map));
    }

    [Theory]
    [InlineData(nameof(MapLock.Flock))]
    [InlineData(nameof(MapLock.Fcntl))]
    [InlineData(nameof(MapLock.FlockOfBuild))]
    public async Task Two_replacements_of_a_map_run_one_after_the_other(string name)
    {
        var kind = Enum.Parse<MapLock>(name);
        var map = _folder.Write("a.db", Old);
        Task<ReplacementResult> second;
        using (var first = MapReplacement.Begin(Replacing.Request(map, kind)))
        {
            second = Task.Run(() => Replacing.Replace(Replacing.Request(map, kind), Old));
            Replacing.Write(first, New);
            await Task.Delay(60, TestContext.Current.CancellationToken);
            Assert.False(second.IsCompleted);
            first.Commit();
        }

        Assert.Equal(ReplacementOutcome.Written, (await second).Outcome);
        Assert.Equal(Old, File.ReadAllBytes(map));
    }

    [PeerFact("flock")]
    public async Task The_wait_can_be_cancelled()
    {
        var map = _folder.Write("a.db", Old);
        using var holder = Hold("flock", "-x", map, "sh", "-c", "echo held; cat");
        using var cancellation = new CancellationTokenSource();
        var replacing = Task.Run(() => Replacing.Replace(Replacing.Request(map) with { Cancellation = cancellation.Token }, New));
        await Task.Delay(50);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => replacing);
        Release(holder);
    }

    private static Process Hold(string name, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Tool.Find(name)!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", process.StandardOutput.ReadLine());
        return process;
    }

    private static void Release(Process holder)
    {
        holder.StandardInput.Close();
        holder.WaitForExit();
    }
}
