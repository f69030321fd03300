using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>Who may read a map.</summary>
internal static class FilePermissions
{
    private const UnixFileMode Default =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Group = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode Other = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode User = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int GroupShift = 3;

    /// <summary>The permission bits, without set-user-ID and similar bits.</summary>
    public const UnixFileMode All = User | Group | Other;

    /// <summary>
    /// The mode of postmap's new maps: 0644, without the rights that the source's group and others lack
    /// (docs/formats/map-ownership.md#mode-of-a-new-map).
    /// </summary>
    /// <param name="source">The source's permissions, or null to ignore them.</param>
    public static UnixFileMode OfNew(UnixFileMode? source) => source is { } mode ? Default & (User | mode) : Default;

    /// <summary>Removes permissions that would let more users read a map than its source.</summary>
    /// <param name="mode">The map's permissions.</param>
    /// <param name="groupId">The map's group. If it differs from the source's, its members count as others for the source.</param>
    /// <param name="source">The source's permissions.</param>
    /// <param name="sourceGroupId">The source's group.</param>
    public static UnixFileMode NoWider(UnixFileMode mode, uint groupId, UnixFileMode source, uint sourceGroupId)
    {
        var allowed = groupId == sourceGroupId ? source : WithGroupAsOthers(source);
        return mode & (User | allowed);
    }

    /// <summary>Limits the group to the rights of others: for a file whose group could not be kept.</summary>
    public static UnixFileMode GroupNoWiderThanOthers(UnixFileMode mode) => mode & (User | WithGroupAsOthers(mode));

    /// <summary>Sets the permissions of an open file; does nothing on Windows.</summary>
    /// <exception cref="IOException">They cannot be set.</exception>
    /// <exception cref="UnauthorizedAccessException">Only the owner may set them.</exception>
    public static void Set(SafeFileHandle file, UnixFileMode mode, string path)
    {
        if (OperatingSystem.IsWindows()) return;
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

    private static UnixFileMode WithGroupAsOthers(UnixFileMode mode) =>
        (mode & Other) | (UnixFileMode)((int)(mode & Other) << GroupShift);
}
