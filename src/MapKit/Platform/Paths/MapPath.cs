using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Paths;

/// <summary>Finds the target of symbolic links, which need not exist.</summary>
internal static class MapPath
{
    private const int LongestPath = 4096;

    /// <summary>
    /// The file that opening <paramref name="path"/> would reach, with its folder held open. A link of another user is
    /// followed only to a file of that user, or in a folder of that user, as with the kernel's protected_symlinks: a user who may create a link
    /// must not choose which file of another user is written.
    /// </summary>
    /// <param name="path">The path.</param>
    /// <param name="identity">The identity with which the file will be written.</param>
    /// <exception cref="IOException">The folder does not exist, or the links form a cycle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched, or a link is not followed.</exception>
    public static ResolvedFile Resolve(string path, FileSystemIdentity identity) => LibC.IsSupported
        ? PathWalk.Run(path, identity)
        : new ResolvedFile(new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName, null);

    /// <summary>
    /// The folder of a file, free of links, dots and double dots. In <c>a/../b</c> the system resolves <c>a</c>, which .NET omits.
    /// </summary>
    /// <returns>Null if there is no such folder, or it may not be searched.</returns>
    public static string? RealFolderOf(string? path)
    {
        if (path is null || Path.GetDirectoryName(path) is not { Length: > 0 } folder) return null;
        if (!LibC.IsSupported || FileRoot.IsForeign) return FilePresence.FolderExists(folder) ? Path.GetFullPath(folder) : null;
        return TryRealFolder(folder);
    }

    /// <summary>The text of a symbolic link; null if the path is no link, or this cannot be determined.</summary>
    [SupportedOSPlatform("linux")]
    public static string? LinkTargetOf(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = path.Contains('\0', StringComparison.Ordinal) ? -1 : LibC.ReadLink(FileRoot.PathOf(path), buffer, buffer.Length);
        return length < 0 ? null : LosslessText.FromBytes(buffer[..(int)length]);
    }

    /// <summary>The text of a symbolic link that is open by <see cref="LibC.PathOnly"/>; null if it cannot be read.</summary>
    [SupportedOSPlatform("linux")]
    public static string? TargetOf(SafeFileHandle link)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        var length = LibC.ReadLinkAt((int)link.DangerousGetHandle(), "", buffer, buffer.Length);
        return length < 0 ? null : LosslessText.FromBytes(buffer[..(int)length]);
    }

    /// <summary>The absolute path of a folder, free of links.</summary>
    /// <exception cref="IOException">There is no such folder.</exception>
    [SupportedOSPlatform("linux")]
    public static string RealFolder(string folder) => TryRealFolder(folder) ?? throw FileFailure.Create($"open {folder}", LibC.Error);

    [SupportedOSPlatform("linux")]
    private static string? TryRealFolder(string folder)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        return LibC.RealPath(folder, buffer) == 0 ? null : LosslessText.FromBytes(buffer[..buffer.IndexOf((byte)0)]);
    }
}
