namespace MapKit.Tests.Peers;

/// <summary>Decides whether a test that needs installed tools can run.</summary>
public static class PeerTools
{
    private static readonly Lazy<string[]> PostfixTypes = new(() => Tool.Find("postconf") is null ? [] : Tool.Run("postconf", "-m").Output.Split('\n'));

    /// <summary>The tools as they are named in the attributes: <c>postmap</c>, or <c>postmap:pcre</c> for one that opens this type, which may be a package of its own.</summary>
    private static bool IsMissing(string tool) =>
        tool.Split(':') is [var program, var type] ? Tool.Find(program) is null || !PostfixTypes.Value.Contains(type) : Tool.Find(tool) is null;

    /// <summary>Null to run. With MAPKIT_REQUIRE_PEERS=1 nothing that is missing is a reason: the test runs and fails.</summary>
    public static string? ReasonToSkip(string[] tools, bool needsRoot = false)
    {
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") return null;
        if (needsRoot && !Environment.IsPrivilegedProcess) return "needs root";
        var missing = tools.Where(IsMissing).ToArray();
        return missing.Length == 0 ? null : $"not installed: {string.Join(", ", missing)}";
    }

    /// <summary>Skips the running test where the installed Postfix does not open these types of tables.</summary>
    public static void SkipWithoutTypes(params string[] types) => SkipUnless(!types.Any(type => IsMissing($"postmap:{type}")), $"Postfix does not open all of these types: {string.Join(", ", types)}");

    /// <summary>Skips the running test where something is missing that cannot be seen before it runs. With MAPKIT_REQUIRE_PEERS=1 the test fails instead.</summary>
    public static void SkipUnless(bool condition, string reason)
    {
        if (Environment.GetEnvironmentVariable("MAPKIT_REQUIRE_PEERS") == "1") Assert.True(condition, reason);
        Assert.SkipUnless(condition, reason);
    }
}
