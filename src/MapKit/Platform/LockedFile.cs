using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// A file that exists, opened and locked as Postfix's writers lock it. Where those locks are not known (not on Linux) it is
/// only opened.
/// </summary>
internal sealed class LockedFile : IDisposable
{
    private LockedFile(SafeFileHandle handle, MapLock kind, bool isForWriting)
    {
        Handle = handle;
        Kind = kind;
        IsForWriting = isForWriting;
    }

    /// <summary>How it is locked.</summary>
    public MapLock Kind { get; }

    /// <summary>Whether it is open for writing.</summary>
    public bool IsForWriting { get; }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Opens and locks the file that the path names once the lock is held.</summary>
    /// <param name="path">Free of links.</param>
    /// <param name="kind">How Postfix locks it.</param>
    /// <param name="use">What for: only to look at it, it is opened for reading.</param>
    /// <param name="identity">With whose rights to open it.</param>
    /// <param name="wait">How long to wait.</param>
    /// <returns>The open file, or null when there is none.</returns>
    public static LockedFile? Open(
        string path, MapLock kind, LockUse use, FileSystemIdentity identity, LockWait wait)
    {
        while (true)
        {
            SafeFileHandle? file;
            try
            {
                file = identity.Run(() => OpenFor(path, kind, use));
            }
            catch (IOException exception) when (LibC.IsSupported && exception.HResult == LibC.WouldBlock)
            {
                // Another MapKit is replacing it at this moment (FileLease).
                wait.Sleep();
                continue;
            }

            if (file is null) return null;
            var isHeld = false;
            try
            {
                var status = FileStatus.Read(file);
                if (!status.IsRegular) throw new IOException($"cannot open {path}: not a regular file");
                if (LibC.IsSupported && !FileLock.TryTake(file, path, kind, use))
                {
                    // Not with the file open for writing: who replaces it would wait for that (FileLease).
                    file.Dispose();
                    wait.Sleep();
                    continue;
                }

                // The writer that held the lock may have put another file in this one's place.
                isHeld = status.IsStillAt(path);
                if (isHeld) return new LockedFile(file, kind, use == LockUse.Rewrite || (use != LockUse.Look && kind == MapLock.Fcntl));
            }
            finally
            {
                if (!isHeld) file.Dispose();
            }
        }
    }

    /// <summary>Releases the lock and closes the file.</summary>
    public void Dispose()
    {
        if (Handle.IsClosed) return;
        if (LibC.IsSupported) FileLock.Release(Handle, Kind);
        Handle.Dispose();
    }

    /// <summary>
    /// Whoever may not write a file is refused although it will be replaced. Where the lock does not need a file that is open for
    /// writing, it is then opened for reading only, so that it can be seen whether others have it open for writing.
    /// </summary>
    private static SafeFileHandle? OpenFor(string path, MapLock kind, LockUse use)
    {
        var file = OpenExisting(path, use == LockUse.Look);
        if (file is null || !LibC.IsSupported || use is LockUse.Look or LockUse.Rewrite || kind == MapLock.Fcntl) return file;
        file.Dispose();
        return OpenExisting(path, readOnly: true);
    }

    private static SafeFileHandle? OpenExisting(string path, bool readOnly)
    {
        if (!LibC.IsSupported)
        {
            var access = readOnly ? FileAccess.Read : FileAccess.ReadWrite;
            return File.Exists(path) ? File.OpenHandle(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete) : null;
        }

        // Not with .NET's File.OpenHandle: it takes a lock of its own and fails where another holds one. Non-blocking,
        // lest a named pipe in the map's place stop us.
        var flags = (readOnly ? LibC.ReadOnly : LibC.ReadWrite) | LibC.CloseOnExec | LibC.NoFollow | LibC.NonBlocking;
        int descriptor;
        do
        {
            descriptor = LibC.Open(path, flags, 0);
        }
        while (LibC.WasInterrupted(descriptor));

        if (descriptor >= 0) return new SafeFileHandle(descriptor, ownsHandle: true);
        return LibC.Error is LibC.NoEntry or LibC.NameTooLong ? null : throw FileFailure.Create($"open {path}", LibC.Error);
    }
}

/// <summary>What a map is locked for, which says how hard.</summary>
internal enum LockUse
{
    /// <summary>To look at it: a reader's lock.</summary>
    Look,

    /// <summary>
    /// To replace it by something made without it: other writers are waited for and kept out, but readers go on. The lock
    /// is exclusive for a moment, which it becomes only without another writer, and then shared. Without that mail would
    /// wait for the whole compile.
    /// </summary>
    Replace,

    /// <summary>
    /// To make the new content of the old. Where the lock is flock it stays exclusive, as Postfix's own: <c>postmap -d</c>
    /// opens a map under a reader's lock and would, while ours is shared, delete from a file that then loses its name.
    /// Lmdb is opened without a lock, so an exclusive one would keep nobody out but readers.
    /// </summary>
    Update,

    /// <summary>To write into it: nobody else may write or read it meanwhile.</summary>
    Rewrite,
}
