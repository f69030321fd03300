using MapKit.Platform;
using MapKit.Platform.Paths;

namespace MapKit.Operations.Migrate.Planning;

/// <summary>Refuses files that a symbolic link takes out of a mounted system: they belong to this one.</summary>
internal static class RootGuard
{
    /// <summary>Checks files, which need not exist.</summary>
    /// <param name="root">The folder with the mounted system; null for this system.</param>
    /// <param name="paths">The files.</param>
    /// <exception cref="IOException">A link leads out of the folder.</exception>
    public static void Check(string? root, params ReadOnlySpan<string> paths)
    {
        if (root is null or "/") return;
        var folder = MapPath.RealFolderOf(root + "/x") ?? root;
        foreach (var path in paths)
        {
            if (MapPath.RealFolderOf(path) is null) continue;
            using var file = MapPath.Resolve(path, FileSystemIdentity.Own);
            var target = file.Path;
            if (target == folder || target.StartsWith(folder + "/", StringComparison.Ordinal)) continue;
            if (path != root && !path.StartsWith(root + "/", StringComparison.Ordinal)) throw new IOException($"{path}: is not in {root}; with --root, write {root}{path}");
            throw new IOException($"{path}: a symbolic link leads to {target}, which is outside of {root}");
        }
    }
}
