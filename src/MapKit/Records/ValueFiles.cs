using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Records;

/// <summary>
/// The files that values of one source name: opened with the rights of the source's owner, so that no user gets the content of an
/// unreadable file into a map; and their permissions, which limit those of the map. For any number of threads.
/// </summary>
/// <param name="identity">The identity with which they are opened.</param>
internal sealed class ValueFiles(FileSystemIdentity identity)
{
    private readonly Lock _gate = new();
    private readonly List<AccessList> _access = [];

    /// <summary>The permissions of the files, without duplicates.</summary>
    public IReadOnlyList<AccessList> Access
    {
        get
        {
            lock (_gate) return [.. _access];
        }
    }

    /// <summary>Opens a file.</summary>
    public SafeFileHandle Open(string path) => identity.Run(() => UnlockedFile.OpenNamed(path));

    /// <summary>Records the permissions of a file.</summary>
    public void Add(SafeFileHandle file, in FileStatus status)
    {
        var access = AccessList.Read(file, status);
        lock (_gate)
        {
            if (!_access.Exists(known => known.UserId == access.UserId && known.GroupId == access.GroupId && known.HasSamePermissions(access))) _access.Add(access);
        }
    }
}
