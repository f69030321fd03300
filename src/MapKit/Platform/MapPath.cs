using System.Runtime.Versioning;
using System.Text;

namespace MapKit.Platform;

/// <summary>Finds the target of symbolic links, which need not exist.</summary>
internal static class MapPath
{
    private const int LongestPath = 4096;
    private const int MostLinks = 40;

    /// <summary>The absolute path of the file that opening <paramref name="path"/> would reach, free of links.</summary>
    /// <exception cref="IOException">The folder does not exist, or the links form a cycle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched.</exception>
    public static string Resolve(string path) => LibC.IsSupported
        ? Follow(path)
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
        return LibC.RealPath(folder, buffer) == 0 ? null : Encoding.UTF8.GetString(buffer[..buffer.IndexOf((byte)0)]);
    }

    // Not with File.ResolveLinkTarget, which removes "folder/.." from a path even if the folder is a link.
    [SupportedOSPlatform("linux")]
    private static string Follow(string path)
    {
        var current = path;
        for (var links = 0; links < MostLinks; links++)
        {
            var slash = current.LastIndexOf('/');
            var name = current[(slash + 1)..];
            if (name is "" or "." or "..") throw new IOException($"cannot write {path}: it is a folder");
            var folder = RealFolder(slash switch { < 0 => ".", 0 => "/", _ => current[..slash] });
            current = Path.Join(folder, name);
            var target = LinkTarget(current);
            if (target is null) return current;
            current = target.StartsWith('/') ? target : Path.Join(folder, target);
        }

        throw new IOException($"cannot write {path}: too many symbolic links");
    }

    [SupportedOSPlatform("linux")]
    private static string RealFolder(string folder)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        if (LibC.RealPath(folder, buffer) == 0) throw FileFailure.Create($"open {folder}", LibC.Error);
        return Encoding.UTF8.GetString(buffer[..buffer.IndexOf((byte)0)]);
    }

    [SupportedOSPlatform("linux")]
    private static string? LinkTarget(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = LibC.ReadLink(path, buffer, buffer.Length);
        if (length >= 0) return Encoding.UTF8.GetString(buffer[..(int)length]);
        return LibC.Error is LibC.InvalidArgument or LibC.NoEntry ? null : throw FileFailure.Create($"open {path}", LibC.Error);
    }
}
