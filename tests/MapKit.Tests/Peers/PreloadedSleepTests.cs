using System.Diagnostics;

namespace MapKit.Tests.Peers;

public class PreloadedSleepTests
{
    [PeerFact("postmap", "cc")]
    public void A_fatal_exit_does_not_sleep()
    {
        using var folder = new TemporaryFolder();
        var times = new List<TimeSpan>();
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var result = Tool.Run("postmap", ["-c", folder.File("none"), "-q", "x", "static:x"], null, PreloadedSleep.Variables);
            times.Add(Stopwatch.GetElapsedTime(start));
            Assert.Equal($"postmap: fatal: open {folder.File("none")}/main.cf: No such file or directory\n", result.Error);
            if (times[^1] < TimeSpan.FromSeconds(1)) return;
        }

        Assert.Fail($"slept: {string.Join(", ", times)}");
    }
}
