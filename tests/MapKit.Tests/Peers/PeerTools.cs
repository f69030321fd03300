namespace MapKit.Tests.Peers;

/// <summary>Decides whether a test that needs installed tools can run.</summary>
internal static class PeerTools
{
    /// <summary>Null to run. With MAPKIT_REQUIRE_PEERS=1 nothing that is missing is a reason: the test runs and fails.</summary>
    public static string? ReasonToSkip(string[] tools, bool needsRoot = false)
    {
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") return null;
        if (needsRoot && !Environment.IsPrivilegedProcess) return "needs root";
        var missing = tools.Where(tool => Tool.Find(tool) is null).ToArray();
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    /// <summary>Skips the running test where something is missing that cannot be seen before it runs. With MAPKIT_REQUIRE_PEERS=1 the test fails instead.</summary>
    public static void SkipUnless(bool condition, string reason)
    {
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") Assert.True(condition, reason);
        Assert.SkipUnless(condition, reason);
    }
}
