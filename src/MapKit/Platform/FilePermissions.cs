using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Who may read a map.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Default =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode Other = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode User = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The permission bits, without set-user-ID and similar bits.</summary>
    public const UnixFileMode All = User | Group | Other;

    /// <summary>The mode of a file that only its owner may read and write.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whether files have the permissions that their owner gave them. Those in a browser's memory have none, nor have those of Windows.</summary>
    [System.Runtime.Versioning.UnsupportedOSPlatformGuard("windows")]
    [System.Runtime.Versioning.UnsupportedOSPlatformGuard("browser")]
    public static bool AreKnown => !OperatingSystem.IsWindows() && !OperatingSystem.IsBrowser();

    /// <summary>
    /// The mode of postmap's new maps: 0644, without the rights that the source's group and others lack
    /// (docs/formats/map-ownership.md#mode-of-a-new-map).
    /// </summary>
    /// <param name="source">The source's permissions, or null to ignore them.</param>
    public static UnixFileMode OfNew(UnixFileMode? source) => source is { } mode ? Default & (User | mode) : Default;

    /// <summary>Sets the permissions of an open file, where files have some.</summary>
    /// <exception cref="IOException">They cannot be set.</exception>
    /// <exception cref="UnauthorizedAccessException">Only the owner may set them.</exception>
    public static void Set(SafeFileHandle file, UnixFileMode mode, string path)
    {
        if (!AreKnown) return;
        try
        {
            File.SetUnixFileMode(file, mode);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"cannot set the permissions of {path}: {exception.Message}", exception);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"set the permissions of {path}", exception);
        }
    }
}
