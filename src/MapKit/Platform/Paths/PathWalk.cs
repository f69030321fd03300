using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Paths;

/// <summary>
/// Walks a path from folder to folder, each opened from the one before it, and reads each link together with its owner: no other user can change a
/// step between its check and its use.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class PathWalk
{
    private const int MostLinks = 40;

    private readonly string _path;
    private readonly FileSystemIdentity _identity;
    private readonly Stack<string> _pending = new();
    private readonly List<string> _names = [];
    private readonly List<(string Path, uint Owner)> _links = [];
    private SafeFileHandle _folder;

    private PathWalk(string path, FileSystemIdentity identity)
    {
        _path = path;
        _identity = identity;
        if (!path.StartsWith('/')) _names.AddRange(NamesIn(MapPath.RealFolder(".")));
        _folder = OpenStart(path.StartsWith('/') ? "/" : ".");
        Push(path);
    }

    /// <summary>Finds the file that opening a path would reach; it need not exist.</summary>
    /// <param name="path">The path.</param>
    /// <param name="identity">The identity with which the file will be written: links of others are followed only to files of theirs.</param>
    /// <exception cref="IOException">The folder does not exist, or the links form a cycle.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder of the path may not be searched, or a link is not followed.</exception>
    public static ResolvedFile Run(string path, FileSystemIdentity identity)
    {
        var walk = new PathWalk(path, identity);
        try
        {
            var name = walk.FindLast();
            var folder = walk.TextOfFolder;
            return new ResolvedFile(Path.Join(folder, name), PinnedFolders.Hold(folder, walk._folder));
        }
        catch
        {
            walk._folder.Dispose();
            throw;
        }
    }

    private string TextOfFolder => $"/{string.Join('/', _names)}";

    /// <summary>Goes to the folder of the file.</summary>
    /// <returns>The name of the file in it.</returns>
    private string FindLast()
    {
        while (true)
        {
            var name = _pending.Pop();
            var isLast = _pending.Count == 0;
            if (isLast && name is "" or "." or "..") throw new IOException($"cannot write {_path}: it is a folder");
            if (name == ".") continue;
            var descriptor = LibC.OpenAt(Number(_folder), name, LibC.PathOnly | LibC.NoFollow | LibC.CloseOnExec, 0);
            if (descriptor < 0 && isLast && LibC.Error == LibC.NoEntry)
            {
                CheckOwners(FileStatus.Read(_folder));
                return name;
            }

            if (descriptor < 0) throw FileFailure.Create($"open {(isLast ? Path.Join(TextOfFolder, name) : MissingFolder(name))}", LibC.Error);
            var file = new SafeFileHandle(descriptor, ownsHandle: true);
            var status = FileStatus.Read(file);
            if (status.IsLink)
            {
                using (file) Follow(file, name, status, isLast);
            }
            else if (isLast)
            {
                file.Dispose();
                CheckOwners(status);
                return name;
            }
            else if (!status.IsFolder)
            {
                file.Dispose();
                throw FileFailure.Create($"open {MissingFolder(name)}", LibC.NotFolder);
            }
            else
            {
                Enter(file, name);
            }
        }
    }

    private void Enter(SafeFileHandle folder, string name)
    {
        _folder.Dispose();
        _folder = folder;
        if (name != "..") _names.Add(name);
        else if (_names.Count > 0) _names.RemoveAt(_names.Count - 1);
    }

    private void Follow(SafeFileHandle link, string name, in FileStatus status, bool isLast)
    {
        if (_links.Count == MostLinks) throw new IOException($"cannot write {_path}: too many symbolic links");
        _links.Add((Path.Join(TextOfFolder, name), status.UserId));
        var target = MapPath.TargetOf(link) ?? throw FileFailure.Create($"open {Path.Join(TextOfFolder, name)}", LibC.Error);
        if (isLast && target.EndsWith('/')) throw new IOException($"cannot write {_path}: it is a folder");
        if (target.StartsWith('/'))
        {
            _folder.Dispose();
            _folder = OpenStart("/");
            _names.Clear();
        }

        Push(target);
    }

    /// <summary>Adds the names of a path before those that remain. A last slash leaves an empty name.</summary>
    private void Push(string path)
    {
        if (_pending.Count == 0 && path.EndsWith('/')) _pending.Push("");
        foreach (var name in NamesIn(path).Reverse()) _pending.Push(name);
        if (_pending.Count == 0) _pending.Push("");
    }

    /// <summary>As with the kernel's protected_symlinks: a user who may create a link must not choose which file of another user is written.</summary>
    /// <param name="target">The file, or its folder if it does not exist.</param>
    private void CheckOwners(in FileStatus target)
    {
        foreach (var (link, owner) in _links)
        {
            if (owner == 0 || _identity.IsUser(owner) || owner == target.UserId) continue;
            throw new UnauthorizedAccessException($"cannot write {_path}: {link} is a symbolic link of user {owner}, who does not own the file; links of other users are not followed");
        }
    }

    /// <summary>A folder that cannot be opened, as the caller has written it if no link leads there.</summary>
    private string MissingFolder(string name) => _links.Count > 0 ? Path.Join(TextOfFolder, name) : _path.LastIndexOf('/') is > 0 and var slash ? _path[..slash] : "/";

    private static string[] NamesIn(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static SafeFileHandle OpenStart(string folder)
    {
        var descriptor = LibC.Open(folder, LibC.PathOnly | LibC.Directory | LibC.CloseOnExec, 0);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw FileFailure.Create($"open {folder}", LibC.Error);
    }

    private static int Number(SafeFileHandle file) => (int)file.DangerousGetHandle();
}
