using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;
using MapKit.Postfix;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// The identity with which files are opened, created, renamed and removed. As root, postmap uses the source owner's, so
/// that a user who owns a table can make root write only where that user may write (docs/formats/map-ownership.md#owner).
/// </summary>
internal sealed class FileSystemIdentity
{
    private const uint Query = uint.MaxValue;
    private const int StackBytes = 256 << 10;

    private readonly bool _isOther;
    private readonly uint _userId;
    private readonly uint _groupId;

    private FileSystemIdentity(bool isOther, uint userId, uint groupId)
    {
        _isOther = isOther;
        _userId = userId;
        _groupId = groupId;
    }

    /// <summary>The identity of the process.</summary>
    public static FileSystemIdentity Own { get; } = new(false, 0, 0);

    /// <summary>
    /// The identity of the source's owner if the process is root on Linux, else that of the process.
    /// </summary>
    /// <param name="source">The source, or null.</param>
    /// <param name="version">The Postfix that is followed.</param>
    public static FileSystemIdentity OwnerOf(SourceIdentity? source, PostfixVersion version)
    {
        if (!LibC.IsSupported || !Environment.IsPrivilegedProcess || source is null) return Own;
        var differs = source.UserId != 0 || (VersionDifferences.In(version).MapTakesGroupOfRootsSource && source.GroupId != LibC.EffectiveGroup());
        return differs ? new(true, source.UserId, source.GroupId) : Own;
    }

    /// <summary>The identity of a user if the process is root on Linux, else that of the process.</summary>
    public static FileSystemIdentity OfUser(uint userId, uint groupId) =>
        LibC.IsSupported && Environment.IsPrivilegedProcess && userId != 0 ? new(true, userId, groupId) : Own;

    /// <summary>
    /// The identity of a file's owner if the process is root on Linux, else that of the process. If the file's folder belongs to root and no
    /// other user may write there, no other user can have put the file there, and the owner might not be able to replace it: then
    /// root's identity is used.
    /// </summary>
    /// <param name="path">The file, without links.</param>
    /// <param name="model">If there is no such file, its future owner.</param>
    public static FileSystemIdentity OwnerOfFile(string path, AccessList? model)
    {
        if (!LibC.IsSupported || !Environment.IsPrivilegedProcess) return Own;
        var status = FileStatus.TryAtLink(path);
        var (user, group) = status is { } file ? (file.UserId, file.GroupId) : (model?.UserId ?? 0, model?.GroupId ?? 0);
        return user == 0 || IsOfRootAlone(FileStatus.At(Path.GetDirectoryName(path)!)) ? Own : new(true, user, group);
    }

    /// <summary>
    /// The identity with which a map of this identity's user is replaced. The user may write the file, as postmap does, but a file cannot be
    /// created beside it if the folder belongs to root and no other user may write there; no other user can have put the map there, so root's
    /// identity does that.
    /// </summary>
    /// <param name="path">The map, without links.</param>
    public FileSystemIdentity ForReplacing(string path) =>
        LibC.IsSupported && _isOther && FileStatus.TryAtLink(path) is { IsRegular: true, Links: 1 } map && map.UserId == _userId && (map.Mode & UnixFileMode.UserWrite) != 0
        && IsOfRootAlone(FileStatus.At(Path.GetDirectoryName(path)!))
            ? Own
            : this;

    /// <summary>Gives a new file to the user.</summary>
    /// <returns>Whether it has the user and the group.</returns>
    public bool TryGive(SafeFileHandle file) => !_isOther || !LibC.IsSupported || LibC.ChangeOwner(file, _userId, _groupId) == 0;

    /// <summary>Whether these are the rights of a user.</summary>
    [SupportedOSPlatform("linux")]
    public bool IsUser(uint userId) => userId == (_isOther ? _userId : LibC.EffectiveUser());

    /// <summary>Runs a function with these rights. The files it opens can be used later with any rights.</summary>
    /// <param name="work">File operations only: another thread may run it.</param>
    /// <exception cref="UnauthorizedAccessException">The process may not assume the identity.</exception>
    public T Run<T>(Func<T> work)
    {
        if (!_isOther) return work();
        var result = default(T);
        ExceptionDispatchInfo? failure = null;

        // The identity belongs to a thread, so a separate thread is created and ends afterwards: nothing has to be restored, and no
        // other work can run with it.
        var thread = new Thread(
            () =>
            {
                try
                {
                    if (LibC.IsSupported) Assume();
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            StackBytes);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    /// <summary>As <see cref="Run{T}"/>, without a result.</summary>
    public void Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    private static bool IsOfRootAlone(in FileStatus folder) =>
        folder.UserId == 0 && (folder.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    [SupportedOSPlatform("linux")]
    private void Assume()
    {
        if (LibC.SetThreadGroups([_groupId]) != 0) throw Refused();
        _ = LibC.SetFileSystemGroup(_groupId);
        _ = LibC.SetFileSystemUser(_userId);

        // These two calls return the previous identity and no error: with an impossible number they change nothing and only return it.
        if ((uint)LibC.SetFileSystemGroup(Query) != _groupId || (uint)LibC.SetFileSystemUser(Query) != _userId) throw Refused();
    }

    private UnauthorizedAccessException Refused() =>
        new($"cannot work as the owner of the source, user {_userId} and group {_groupId}: not permitted");
}
