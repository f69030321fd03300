using System.Diagnostics;
using System.Text.RegularExpressions;
using MapKit.Tests.Peers;

namespace MapKit.Tests.Maps.Replacement;

/// <summary>The order in which the kernel is asked, which is what makes a replacement safe.</summary>
public sealed class SystemCallTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RootFact("strace")]
    public void The_new_map_is_complete_and_on_disk_before_it_replaces_the_old()
    {
        var map = _folder.Write("a.db", Replacing.Content(Replacing.Page));
        Replacing.ChangeOwner(map, 65534, 65534);
        var calls = Trace(() => Replacing.Replace(map, Replacing.Content(2 * Replacing.Page)));

        var temporary = "/\\.a\\.db\\.mapkit-[0-9a-f]{16}\"";
        string[] order =
        [
            "^openat\\(.*/a\\.db\", O_RDWR\\|O_NONBLOCK\\|O_NOFOLLOW\\|O_CLOEXEC\\)",
            "^flock\\(\\d+, LOCK_EX\\|LOCK_NB\\)",
            "^flock\\(\\d+, LOCK_SH\\|LOCK_NB\\)",
            $"^openat\\(.*{temporary}, O_RDWR\\|O_CREAT\\|O_EXCL\\|O_NOFOLLOW\\|O_CLOEXEC, 0600\\)",
            "^flock\\(\\d+, LOCK_EX\\|LOCK_NB\\)",
            "^pwrite64\\(.*, 4096, 16\\)",
            "^pwrite64\\(.*, 4080, 4112\\)",
            "^pwrite64\\(.*, 16, 0\\)",
            "^fchown\\(\\d+, 65534, 65534\\)",
            "^fchmod\\(\\d+, 0644\\)",
            "^fsync\\(",
            $"^rename\\(.*{temporary}, \".*/a\\.db\"\\)",
            "^fsync\\(",
        ];
        var at = -1;
        foreach (var pattern in order)
        {
            at = Array.FindIndex(calls, at + 1, call => Regex.IsMatch(call, pattern));
            Assert.True(at >= 0, $"no {pattern} in its place in\n{string.Join('\n', calls)}");
        }

        Assert.DoesNotContain(calls, call => call.StartsWith("unlink", StringComparison.Ordinal));
    }

    /// <summary>Lets strace watch one thread of this process while it works.</summary>
    private string[] Trace(Action work)
    {
        var log = _folder.File("trace");
        using var ready = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        using var done = new SemaphoreSlim(0);
        using var end = new SemaphoreSlim(0);
        var id = "";
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            id = Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget!);
            ready.Release();
            go.Wait();
            failure = Record.Exception(work);
            done.Release();
            end.Wait();
        });
        thread.Start();
        ready.Wait();
        using var strace = Process.Start(new ProcessStartInfo(
            Tool.Find("strace")!, ["-p", id, "-o", log, "-e", "trace=openat,open,flock,pwrite64,fchown,fchmod,fsync,rename,unlink"])
        {
            RedirectStandardError = true,
        })!;
        var first = strace.StandardError.ReadLine() ?? "";
        go.Release();
        done.Wait();
        end.Release();
        thread.Join();
        strace.WaitForExit();
        Assert.SkipUnless(first.Contains("attached", StringComparison.Ordinal), first);
        Assert.Null(failure);
        return File.ReadAllLines(log);
    }
}
