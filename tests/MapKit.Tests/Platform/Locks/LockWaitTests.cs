using MapKit.Platform;
using MapKit.Platform.Locks;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Platform.Locks;

public class LockWaitTests
{
    [Fact]
    public void A_wait_is_reported_again_and_again_and_ends()
    {
        var held = new List<HeldLock>();
        var wait = new LockWait(held.Add, CancellationToken.None, TimeSpan.FromSeconds(1.5));
        var exception = Assert.Throws<IOException>(() => Wait(wait));
        Assert.Equal("cannot lock a.db: postmap (process 1) has kept it locked for 2 seconds", exception.Message);
        Assert.Equal([new HeldLock("a.db", "postmap (process 1)")], held);
        Assert.Equal("a.db: locked by postmap (process 1); waiting for it", held[0].ToString());
        Assert.Equal("a.db: locked by another program; waiting for it", new HeldLock("a.db", null).ToString());
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void The_holder_is_found_in_the_list_of_the_kernel()
    {
        using var folder = new TemporaryFolder();
        Assert.SkipUnless(LibC.IsSupported, "needs Linux");
        var status = FileStatus.At(folder.Write("a", ""));
        var file = FormattableString.Invariant($"{status.Device >> 32:x2}:{status.Device & uint.MaxValue:x2}:{status.Inode}");
        string[] lines =
        [
            "1: POSIX  ADVISORY  WRITE 7 00:01:1 0 EOF",
            $"2: FLOCK  ADVISORY  WRITE {Environment.ProcessId} {file} 0 EOF",
            $"2: -> FLOCK  ADVISORY  WRITE 8 {file} 0 EOF",
            $"3: OFDLCK ADVISORY  READ -1 {file} 0 EOF",
            $"4: FLOCK  ADVISORY  READ 9 {file} 0 EOF",
        ];
        Assert.Equal("reader (process 9)", LockHolder.Find(lines, status, process => process == 9 ? "reader" : "other"));
        Assert.Equal("process 9", LockHolder.Find(lines, status, _ => throw new IOException()));
        Assert.Null(LockHolder.Find(lines[..4], status, _ => "x"));
        Assert.Equal("x (process 5)", LockHolder.Find([$"1: FLOCK ADVISORY READ 5 ff:ff:{status.Inode} 0 EOF"], status, _ => "x"));
    }

    private static void Wait(LockWait wait)
    {
        for (var i = 0; i < 1000; i++) wait.Sleep("a.db", static () => "postmap (process 1)");
    }
}
