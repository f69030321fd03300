using MapKit.Platform;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Records;

/// <summary>
/// The files that values of one source name: opened with the rights of the source's owner, so that nobody gets the content of a
/// file into a map that may not read it; and who may read them, which is who may read the map. For any number of threads.
/// </summary>
/// <param name="identity">With whose rights they are opened.</param>
internal sealed class ValueFiles(FileSystemIdentity identity)
{
    private readonly Lock _gate = new();
    private readonly List<AccessList> _access = [];

    /// <summary>Who may read the files, each different answer once.</summary>
    public IReadOnlyList<AccessList> Access
    {
        get
        {
            lock (_gate) return [.. _access];
        }
    }

    /// <summary>Opens one.</summary>
    public SafeFileHandle Open(string path) => identity.Run(() => UnlockedFile.OpenNamed(path));

    /// <summary>Notes who may read one.</summary>
    public void Add(SafeFileHandle file, in FileStatus status)
    {
        var access = AccessList.Read(file, status);
        lock (_gate)
        {
            if (!_access.Exists(known => known.UserId == access.UserId && known.GroupId == access.GroupId && known.HasSamePermissions(access))) _access.Add(access);
        }
    }
}
