using MapKit.Tests.Peers;

namespace MapKit.Web.Tests;

/// <summary>The command, whose output the page must reproduce.</summary>
internal static class NativeCommand
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("MAPKIT_COMMAND");

    /// <summary>Skips the test where there is none.</summary>
    public static void Require() => Assert.SkipUnless(Path is not null, "needs the native build, named by MAPKIT_COMMAND");

    /// <summary>Runs it and returns the bytes that it prints.</summary>
    public static byte[] Run(params string[] arguments)
    {
        var result = Tool.Run(Path!, arguments);
        Assert.True(result.ExitCode is 0 or 1, result.Error);
        return result.OutputBytes;
    }
}
