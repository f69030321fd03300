using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Interruption;

/// <summary>The harness itself, on commands of which it is known whether they survive being killed.</summary>
public sealed class KillAtEveryCallTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [PeerFact("strace", "timeout")]
    public void A_copy_that_is_renamed_over_the_map_is_the_old_or_the_new_one()
    {
        var report = KillAtEveryCall.Run(Script("read -r line <$1/source; echo $line >$1/new; exec mv $1/new $1/map"), Limit);

        output.WriteLine(report.ToString());
        Assert.Contains(report.Points, point => point.Name.StartsWith("rename", StringComparison.Ordinal));
        Assert.Contains(report.Points, point => point is { Name: "write", Target: "*" });
    }

    [PeerFact("strace", "timeout")]
    public void A_copy_over_the_map_is_detected()
    {
        var failure = Assert.ThrowsAny<Exception>(() => KillAtEveryCall.Run(Script("cp $1/source $1/map"), Limit));

        Assert.Contains("the map is neither the old nor the new one", failure.ToString());
    }

    [PeerFact("strace", "timeout")]
    public void A_temporary_file_that_is_never_removed_is_detected()
    {
        var failure = Assert.ThrowsAny<Exception>(
            () => KillAtEveryCall.Run(Script("cp $1/source $1/new.$$ && mv $1/new.$$ $1/map"), Limit));

        Assert.Contains("the next run leaves", failure.ToString());
    }

    [PeerFact("strace", "timeout")]
    public void A_leftover_that_stops_the_next_run_is_detected()
    {
        var failure = Assert.ThrowsAny<Exception>(
            () => KillAtEveryCall.Run(Script("set -C; cat $1/source >$1/new && mv $1/new $1/map"), Limit));

        Assert.Contains("the next run says", failure.ToString());
    }

    [PeerFact("strace", "timeout")]
    public void An_unreachable_call_is_reported()
    {
        // The second cp makes the calls of the first, so the first is always killed before the second comes as far.
        var failure = Assert.ThrowsAny<Exception>(
            () => KillAtEveryCall.Run(Script("cp $1/source $1/new && cp $1/new $1/newer && mv $1/newer $1/map && rm $1/new"), Limit));

        Assert.Contains("not reached: ", failure.ToString());
    }

    [PeerFact("strace", "timeout", "postmap")]
    public void A_tool_that_renames_is_killed_at_all_its_calls()
    {
        var report = KillAtEveryCall.Run(
            new InterruptedCommand(
                folder =>
                {
                    PostfixConfiguration.Write(folder);
                    File.WriteAllText(Path.Combine(folder, "table"), "key old\n");
                    Assert.Equal(0, Tool.Run("postmap", "-c", folder, $"cdb:{folder}/table").ExitCode);
                    File.WriteAllText(Path.Combine(folder, "table"), "key new\n");
                },
                folder => ["postmap", "-c", folder, $"cdb:{folder}/table"],
                folder => Tool.Run("postmap", "-c", folder, "-q", "key", $"cdb:{folder}/table").Output),
            Limit);

        output.WriteLine(report.ToString());
        Assert.Contains(new CallPlace("rename", "*, table.cdb", 1), report.Points);
    }

    /// <summary>A shell script that copies the file source to the file map in the folder $1.</summary>
    private static InterruptedCommand Script(string script) => new(
        folder =>
        {
            File.WriteAllText(Path.Combine(folder, "source"), "new\n");
            File.WriteAllText(Path.Combine(folder, "map"), "old\n");
        },
        folder => ["sh", "-c", script, "sh", folder],
        folder => File.ReadAllText(Path.Combine(folder, "map")));
}
