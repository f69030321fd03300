using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>What the source file passes on to its map.</summary>
/// <param name="UserId">Owner. 0 on systems other than Linux.</param>
/// <param name="GroupId">Group. 0 on systems other than Linux.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="LastWriteTimeUtc">Modification time.</param>
internal sealed record SourceIdentity(uint UserId, uint GroupId, UnixFileMode Mode, DateTime LastWriteTimeUtc)
{
    /// <summary>The identity of an open source, or null when it is no regular file: postmap copies nothing from a pipe.</summary>
    /// <param name="handle">The open file.</param>
    /// <exception cref="IOException">Its status cannot be read.</exception>
    public static SourceIdentity? Of(SafeFileHandle handle)
    {
        var status = FileStatus.Of(handle);
        return status.IsRegular ? new(status.UserId, status.GroupId, status.Mode, status.LastWriteTimeUtc) : null;
    }
}
