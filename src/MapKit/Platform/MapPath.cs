using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Finds the target of symbolic links, which need not exist.</summary>
internal static class MapPath
{
    private const int LongestPath = 4096;
    private const int MostLinks = 40;

    /// <summary>
    /// The absolute path of the file that opening <paramref name="path"/> would reach, free of links. A link of another user is
    /// followed only to a file of that user, or in a folder of that user, as with the kernel's protected_symlinks: a user who may create a link
    /// must not choose which file of another user is written.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="identity">The identity with which the file will be written.</param>
    /// <exception cref="IOException">The folder does not exist, or the links form a cycle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched, or a link is not followed.</exception>
    public static string Resolve(string path, FileSystemIdentity identity) => LibC.IsSupported
        ? Follow(path, identity)
        : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    /// <summary>
    /// The folder of a file, free of links, dots and double dots. In <c>a/../b</c> the system resolves <c>a</c>, which .NET omits.
    /// </summary>
    /// <returns>Null if there is no such folder, or it may not be searched.</returns>
    public static string? RealFolderOf(string? path)
    {
        if (path is null || Path.GetDirectoryName(path) is not { Length: > 0 } folder) return null;
        if (!LibC.IsSupported) return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        return TryRealFolder(folder);
    }

    /// <summary>The text of a symbolic link; null if the path is no link, or this cannot be determined.</summary>
    [SupportedOSPlatform("linux")]
    public static string? LinkTargetOf(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = path.Contains('\0', StringComparison.Ordinal) ? -1 : LibC.ReadLink(path, buffer, buffer.Length);
        return length < 0 ? null : LosslessText.FromBytes(buffer[..(int)length]);
    }

    // Not with File.ResolveLinkTarget, which removes "folder/.." from a path even if the folder is a link.
    [SupportedOSPlatform("linux")]
    private static string Follow(string path, FileSystemIdentity identity)
    {
        var current = path;
        var links = new List<string>();
        while (links.Count < MostLinks)
        {
            var slash = current.LastIndexOf('/');
            var name = current[(slash + 1)..];
            if (name is "" or "." or "..") throw new IOException($"cannot write {path}: it is a folder");
            var named = slash switch { < 0 => ".", 0 => "/", _ => current[..slash] };
            var folder = RealFolder(named);

            // Usually there is none.
            if (folder != Path.GetFullPath(named)) FindLinks(named, links);
            current = Path.Join(folder, name);
            if (LinkTarget(current) is not { } target)
            {
                if (links.Count > 0) CheckOwners(path, links, current, identity);
                return current;
            }

            links.Add(current);
            current = target.StartsWith('/') ? target : Path.Join(folder, target);
        }

        throw new IOException($"cannot write {path}: too many symbolic links");
    }

    /// <summary>Records the links on the path to a folder.</summary>
    /// <returns>The folder, without links.</returns>
    [SupportedOSPlatform("linux")]
    private static string FindLinks(string path, List<string> links, string start = "")
    {
        var current = path.StartsWith('/') ? "/" : start.Length > 0 ? start : RealFolder(".");
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".") continue;
            var next = name == ".." ? Path.GetDirectoryName(current) ?? "/" : Path.Join(current, name);
            if (name != ".." && LinkTarget(next) is { } target)
            {
                links.Add(next);
                if (links.Count > MostLinks) return current;
                next = FindLinks(target, links, current);
            }

            current = next;
        }

        return current;
    }

    [SupportedOSPlatform("linux")]
    private static void CheckOwners(string path, List<string> links, string target, FileSystemIdentity identity)
    {
        uint? owner = null;
        foreach (var link in links)
        {
            if (FileStatus.TryAtLink(link)?.UserId is not { } user || user == 0 || identity.IsUser(user)) continue;
            owner ??= (FileStatus.TryAtLink(target) ?? FileStatus.At(Path.GetDirectoryName(target)!)).UserId;
            if (owner != user)
                throw new UnauthorizedAccessException($"cannot write {path}: {link} is a symbolic link of user {user}, who does not own the file; links of other users are not followed");
        }
    }

    [SupportedOSPlatform("linux")]
    private static string RealFolder(string folder) => TryRealFolder(folder) ?? throw FileFailure.Create($"open {folder}", LibC.Error);

    [SupportedOSPlatform("linux")]
    private static string? TryRealFolder(string folder)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        return LibC.RealPath(folder, buffer) == 0 ? null : LosslessText.FromBytes(buffer[..buffer.IndexOf((byte)0)]);
    }

    [SupportedOSPlatform("linux")]
    private static string? LinkTarget(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = LibC.ReadLink(path, buffer, buffer.Length);
        if (length >= 0) return LosslessText.FromBytes(buffer[..(int)length]);
        return LibC.Error is LibC.InvalidArgument or LibC.NoEntry ? null : throw FileFailure.Create($"open {path}", LibC.Error);
    }
}
