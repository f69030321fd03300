using System.Runtime.ExceptionServices;
using System.Runtime.Versioning;
using MapKit.Postfix;

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

    /// <summary>That of a user when the process is root on Linux, else the process's own.</summary>
    public static FileSystemIdentity OfUser(uint userId, uint groupId) =>
        LibC.IsSupported && Environment.IsPrivilegedProcess && userId != 0 ? new(true, userId, groupId) : Own;

    /// <summary>
    /// That of a file's owner when the process is root on Linux, else the process's own. Where the file's folder is root's, and nobody
    /// else may write there, nobody else can have put the file in that place, and the owner might not be able to replace it: there
    /// root works as itself.
    /// </summary>
    /// <param name="path">The file, free of links.</param>
    /// <param name="model">Where there is no such file, the owner that it will have.</param>
    public static FileSystemIdentity OwnerOfFile(string path, AccessList? model)
    {
        if (!LibC.IsSupported || !Environment.IsPrivilegedProcess) return Own;
        var status = FileStatus.TryAtLink(path);
        var (user, group) = status is { } file ? (file.UserId, file.GroupId) : (model?.UserId ?? 0, model?.GroupId ?? 0);
        return user == 0 || IsOfRootAlone(FileStatus.At(Path.GetDirectoryName(path)!)) ? Own : new(true, user, group);
    }

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
