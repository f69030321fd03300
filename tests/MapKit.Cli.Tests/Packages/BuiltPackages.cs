using MapKit.Tests.Peers;

namespace MapKit.Cli.Tests.Packages;

/// <summary>The packages that tools/package.sh has built, in the folder that MAPKIT_PACKAGES names.</summary>
internal static class BuiltPackages
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MAPKIT_PACKAGES");

    /// <summary>Null to run; the packages take some minutes to build.</summary>
    public static string? ReasonToSkip { get; } =
        Folder is not null ? null : "MAPKIT_PACKAGES is not set: run tools/package.sh DIR and name that folder";

    /// <summary>The folder.</summary>
    public static string Path => Folder ?? throw new DirectoryNotFoundException("MAPKIT_PACKAGES is not set");

    /// <summary>The version of all of them.</summary>
    public static string Version => System.IO.Path.GetFileNameWithoutExtension(Find("MapKit.Tool.*.nupkg"))["MapKit.Tool.".Length..];

    /// <summary>The Debian package for this machine.</summary>
    public static string Debian => Find("mapkit_*_amd64.deb");

    /// <summary>The package of a name, which is followed by the version.</summary>
    public static string Named(string name, string extension) => System.IO.Path.Join(Path, $"{name}.{Version}{extension}");

    /// <summary>Unpacks the Debian package.</summary>
    public static string Unpacked(TemporaryFolder folder)
    {
        var root = folder.File("root");
        var result = Tool.Run("dpkg", "-x", Debian, root);
        Assert.True(result.ExitCode == 0, result.Error);
        return root;
    }

    private static string Find(string pattern) => Assert.Single(Directory.GetFiles(Path, pattern));
}
