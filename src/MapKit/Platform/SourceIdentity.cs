using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>The attributes that a map inherits from its source. From a pipe or terminal it inherits only the owner.</summary>
/// <param name="UserId">Owner. 0 on systems other than Linux.</param>
/// <param name="GroupId">Group. 0 on systems other than Linux.</param>
/// <param name="Mode">Permission bits, or null if the source is not a regular file: postmap copies none from a pipe.</param>
/// <param name="LastWriteTimeUtc">Modification time, or null if the source is not a regular file.</param>
internal sealed record SourceIdentity(uint UserId, uint GroupId, UnixFileMode? Mode, DateTime? LastWriteTimeUtc)
{
    private AccessList? _access;

    /// <summary>The permissions of a regular file.</summary>
    public AccessList Access => _access ??= AccessList.FromMode(Mode ?? default, UserId, GroupId);

    /// <summary>The status of a regular file, else null.</summary>
    public FileStatus? Status { get; private init; }

    /// <summary>Whether it is a device that is no source (<see cref="FileStatus.IsUnsuitableDevice"/>).</summary>
    public bool IsUnsuitableDevice { get; private init; }

    /// <summary>The identity of an open source.</summary>
    /// <param name="handle">The open file.</param>
    /// <exception cref="IOException">Its status cannot be read.</exception>
    public static SourceIdentity Read(SafeFileHandle handle)
    {
        var status = FileStatus.Read(handle);
        return status.IsRegular
            ? new(status.UserId, status.GroupId, status.Mode, status.LastWriteTimeUtc) { Status = status, _access = AccessList.Read(handle, status) }
            : new(status.UserId, status.GroupId, null, null) { IsUnsuitableDevice = status.IsUnsuitableDevice };
    }

    /// <summary>The same, but readable only by the owner.</summary>
    public SourceIdentity ForOwnerAlone => this with { Mode = Mode & FilePermissions.OwnerOnly, _access = null };
}
