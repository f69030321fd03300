using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Packages;

/// <summary>Two builds of one commit in two folders. They take minutes, so MAPKIT_REPRODUCE=1 asks for them.</summary>
public class ReproducibleTests
{
    [RootFact("bash", "git", "dotnet", "dpkg-deb")]
    public void Two_folders_give_the_same_bytes()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("MAPKIT_REPRODUCE") == "1", "takes about five minutes; MAPKIT_REPRODUCE=1 runs it");
        using var folder = new TemporaryFolder();
        var sums = new[] { "one", "another/deeper" }.Select(name => Build(folder.File(name))).ToArray();
        Assert.Contains("mapkit-9.8.7-linux-x64.tar.gz", sums[0], StringComparison.Ordinal);
        Assert.Equal(sums[0], sums[1]);
    }

    private static string Build(string clone)
    {
        var script = $"""
            set -e
            git clone -q '{RepositoryFiles.Path()}' '{clone}'
            cd '{clone}'
            git tag v9.8.7
            tools/package.sh >log 2>&1 || cat log
            cat artifacts/package/SHA256SUMS
            """;
        return Tool.Run("bash", ["-c", script], null, null, TimeSpan.FromMinutes(15)).Output;
    }
}
