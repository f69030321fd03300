namespace MapKit.Platform.Paths;

/// <summary>Paths of a system that is mounted, or built, in a folder of this one.</summary>
internal static class RootedPath
{
    /// <summary>The file of this system that a path means.</summary>
    /// <param name="root">The folder with the other system; null for this system.</param>
    /// <param name="path">An absolute path. One that already begins with the folder is not changed: <c>$config_directory</c> has that form.</param>
    public static string From(string? root, string path) =>
        root is null or "/" || !path.StartsWith('/') || path == root || path.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? path
            : root.TrimEnd('/') + path;
}
