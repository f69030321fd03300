using System.Runtime.Versioning;
using MapKit.Platform;
using MapKit.Platform.Locks;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Maps.Replacement;

/// <summary>
/// The new map while it is being written: a file beside the target, which only its owner may read. While it exists it is
/// locked, so that the next run can distinguish it from a file of a killed run.
/// </summary>
internal sealed class TemporaryMap : IDisposable
{
    private const int CopiedAtOnce = 1 << 20;

    private readonly Lock _gate = new();
    private readonly SafeFileHandle _file;
    private string _path;
    private readonly string _target;
    private readonly FileSystemIdentity _identity;
    private readonly EarlyFlush _early;
    private bool _isGone;

    private TemporaryMap(SafeFileHandle file, string path, string target, FileSystemIdentity identity)
    {
        _file = file;
        _early = new EarlyFlush(file);
        _path = path;
        _target = target;
        _identity = identity;
    }

    /// <summary>Its status.</summary>
    public FileStatus Status => FileStatus.Read(_file);

    /// <summary>Lets a function read the file.</summary>
    public void Use(Action<SafeFileHandle> read) => read(_file);

    /// <summary>Creates an empty file, mode 0600.</summary>
    /// <param name="target">The map that it will replace, free of links.</param>
    /// <param name="identity">The identity to use; it owns the file.</param>
    public static TemporaryMap Create(string target, FileSystemIdentity identity)
    {
        var (file, path) = TemporaryFile.Create(target, identity);
        return new TemporaryMap(file, path, target, identity);
    }

    /// <summary>Writes bytes at an offset.</summary>
    /// <exception cref="IOException">The disk is full, or another error occurred.</exception>
    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            FileWriting.Write(_file, bytes, offset);
            _early.Written(offset + bytes.Length);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"write {_target}", exception);
        }
    }

    /// <summary>Sets the owner and group of the file.</summary>
    /// <returns>Whether the group was set, and whether the owner was set.</returns>
    [SupportedOSPlatform("linux")]
    public (bool Group, bool Both) TryGive(uint user, uint group)
    {
        if (LibC.ChangeOwner(_file, user, group) == 0) return (true, true);
        return (LibC.ChangeOwner(_file, uint.MaxValue, group) == 0, false);
    }

    /// <summary>Gives the file to a user.</summary>
    /// <returns>Whether it has the user and the group.</returns>
    public bool TryGive(FileSystemIdentity owner) => owner.TryGive(_file);

    /// <summary>Copies the access control list and attributes of another file.</summary>
    /// <returns>Whether it has all of that.</returns>
    [SupportedOSPlatform("linux")]
    public bool TryCopyAttributes(SafeFileHandle from) => ExtendedAttributes.TryCopy(from, _file);

    /// <summary>Stores the build information with the file.</summary>
    [SupportedOSPlatform("linux")]
    public void SetStamp(byte[] stamp) => BuildAttribute.Write(_file, Status, stamp);

    /// <summary>Sets the permissions.</summary>
    /// <param name="access">The permissions.</param>
    /// <param name="keepsListOfFolder">Whether the named users from the folder's default list may be kept.</param>
    /// <returns>Whether the file has all of them.</returns>
    public bool TrySetAccess(AccessList access, bool keepsListOfFolder)
    {
        if (!keepsListOfFolder || access.IsExtended) return access.TryApply(_file, _target);
        FilePermissions.Set(_file, access.Mode, _target);
        return true;
    }

    /// <summary>Waits until the bytes are on the disk.</summary>
    /// <exception cref="IOException">They did not get there.</exception>
    public void Flush()
    {
        try
        {
            _early.Wait();
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"write {_target}", exception);
        }
    }

    /// <summary>Puts the file in the target's place atomically.</summary>
    /// <param name="onlyIfMissing">Not if there is a file meanwhile.</param>
    /// <returns>Whether it was done.</returns>
    /// <exception cref="OperationCanceledException">The file was removed before.</exception>
    public bool MoveOverTarget(bool onlyIfMissing = false)
    {
        lock (_gate)
        {
            if (_isGone) throw new OperationCanceledException();
            if (!_identity.Run(() => LibC.IsSupported ? TryMove(onlyIfMissing) : TryMovePortably(onlyIfMissing))) return false;
            _isGone = true;
        }

        // From now on it is a map, and readers take its lock.
        if (LibC.IsSupported) FileLock.Release(_file, MapLock.Flock);
        return true;
    }

    /// <summary>Puts the file in the target's place, unless a program is opening the old file for writing.</summary>
    /// <param name="lease">A lease on the old file.</param>
    /// <param name="canUndo">Whether to put back the old file if a program opened it at the moment of the replacement.</param>
    /// <returns>Whether the file was put in place. If not, the old file is in its place, and this one can replace it later.</returns>
    /// <exception cref="OperationCanceledException">The file was removed before.</exception>
    [SupportedOSPlatform("linux")]
    public bool TryMoveOverTarget(FileLease lease, bool canUndo)
    {
        lock (_gate)
        {
            if (_isGone) throw new OperationCanceledException();
            if (!_identity.Run(() => TryMoveUnder(lease, canUndo))) return false;
            _isGone = true;
        }

        FileLock.Release(_file, MapLock.Flock);
        return true;
    }

    /// <summary>Copies the file into another, which takes its length.</summary>
    /// <param name="target">The other file, open for writing.</param>
    /// <exception cref="IOException">Writing failed, possibly halfway.</exception>
    public void CopyTo(SafeFileHandle target)
    {
        var buffer = new byte[CopiedAtOnce];
        try
        {
            var offset = 0L;
            while (RandomAccess.Read(_file, buffer, offset) is > 0 and var count)
            {
                RandomAccess.Write(target, buffer.AsSpan(0, count), offset);
                offset += count;
            }

            RandomAccess.SetLength(target, offset);
            RandomAccess.FlushToDisk(target);
        }
        catch (IOException exception)
        {
            throw FileFailure.Create($"write {_target}", exception);
        }
    }

    /// <summary>Removes the file unless it has replaced the target. Any thread may call this at any time.</summary>
    public void Remove()
    {
        lock (_gate)
        {
            if (_isGone) return;
            _isGone = true;
            _identity.Run(() =>
            {
                if (LibC.IsSupported)
                {
                    // A failure is ignored: the next run tries again.
                    _ = LibC.Unlink(_path);
                }
                else
                {
                    File.Delete(_path);
                }
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file.IsClosed) return;
        Remove();
        if (LibC.IsSupported) FileLock.Release(_file, MapLock.Flock);
        _file.Dispose();
    }

    [SupportedOSPlatform("linux")]
    private bool TryMove(bool onlyIfMissing)
    {
        if (onlyIfMissing)
        {
            if (LibC.RenameToNewName(_path, _target) == 0) return true;
            if (LibC.Error == LibC.Exists) return false;

            // Some network file systems cannot do this: there a map that is created at the same moment is lost.
            if (LibC.Error is not (LibC.InvalidArgument or LibC.NoSuchCall)) throw FileFailure.Create($"replace {_target}", LibC.Error);
        }

        return LibC.Rename(_path, _target) == 0 ? true : throw FileFailure.Create($"replace {_target}", LibC.Error);
    }

    /// <summary>
    /// The old file keeps a name until no program waits to open it: such a program has found it by its old name, and
    /// would write to a file without one.
    /// </summary>
    [SupportedOSPlatform("linux")]
    private bool TryMoveUnder(FileLease lease, bool canUndo)
    {
        if (lease.IsWanted) return false;
        var old = Path.Join(Path.GetDirectoryName(_target)!, TemporaryName.New(Path.GetFileName(_target)));
        var hasName = canUndo && LibC.Link(_target, old) == 0;
        try
        {
            if (LibC.Rename(_path, _target) != 0) throw FileFailure.Create($"replace {_target}", LibC.Error);
            if (!hasName || !lease.IsWanted || LibC.Exchange(old, _target) != 0) return true;

            // Now the old file is in its place again, and this one has the other name.
            (_path, old) = (old, _path);
            hasName = false;
            return false;
        }
        finally
        {
            if (hasName) _ = LibC.UnlinkAt(LibC.CurrentFolder, old, 0);
        }
    }

    private bool TryMovePortably(bool onlyIfMissing)
    {
        if (onlyIfMissing && File.Exists(_target)) return false;
        File.Move(_path, _target, overwrite: true);
        return true;
    }
}
