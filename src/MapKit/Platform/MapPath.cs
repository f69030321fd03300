using System.Runtime.Versioning;

namespace MapKit.Platform;

/// <summary>Finds the target of symbolic links, which need not exist.</summary>
internal static class MapPath
{
    private const int LongestPath = 4096;
    private const int MostLinks = 40;

    /// <summary>
    /// The absolute path of the file that opening <paramref name="path"/> would reach, free of links. A link of another user is
    /// followed only to a file of that user, or in a folder of theirs, as the kernel's protected_symlinks does: who may make a link
    /// must not choose which file of others is written.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="identity">With whose rights the file will be written.</param>
    /// <exception cref="IOException">The folder does not exist, or the links go in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way may not be searched, or a link is not followed.</exception>
    public static string Resolve(string path, FileSystemIdentity identity) => LibC.IsSupported
        ? Follow(path, identity)
        : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    /// <summary>
    /// The folder of a file, free of links, dots and double dots. In <c>a/../b</c> the system looks for <c>a</c>, where .NET leaves it out.
    /// </summary>
    /// <returns>Null where there is no such folder, or it may not be searched.</returns>
    public static string? RealFolderOf(string? path)
    {
        if (path is null || Path.GetDirectoryName(path) is not { Length: > 0 } folder) return null;
        if (!LibC.IsSupported) return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        Span<byte> buffer = stackalloc byte[LongestPath];
        return LibC.RealPath(folder, buffer) == 0 ? null : PathText.FromBytes(buffer[..buffer.IndexOf((byte)0)]);
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

            // Nearly always there is none.
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

    /// <summary>Notes the links on the way to a folder.</summary>
    /// <returns>The folder, free of links.</returns>
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
    private static string RealFolder(string folder)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        if (LibC.RealPath(folder, buffer) == 0) throw FileFailure.Create($"open {folder}", LibC.Error);
        return PathText.FromBytes(buffer[..buffer.IndexOf((byte)0)]);
    }

    [SupportedOSPlatform("linux")]
    private static string? LinkTarget(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = LibC.ReadLink(path, buffer, buffer.Length);
        if (length >= 0) return PathText.FromBytes(buffer[..(int)length]);
        return LibC.Error is LibC.InvalidArgument or LibC.NoEntry ? null : throw FileFailure.Create($"open {path}", LibC.Error);
    }
}
