using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Locks;

/// <summary>
/// A file that exists, opened and locked as Postfix's writers lock it. On systems other than Linux it is
/// only opened.
/// </summary>
internal sealed class LockedFile : IDisposable
{
    private const int MostAttempts = 100;

    private LockedFile(SafeFileHandle handle, MapLock kind, bool isForWriting)
    {
        Handle = handle;
        Kind = kind;
        IsForWriting = isForWriting;
    }

    /// <summary>The kind of lock.</summary>
    public MapLock Kind { get; }

    /// <summary>Whether it is open for writing.</summary>
    public bool IsForWriting { get; }

    /// <summary>The open file.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>Opens and locks the file that the path names once the lock is held.</summary>
    /// <param name="path">Free of links.</param>
    /// <param name="kind">How Postfix locks it.</param>
    /// <param name="use">The purpose: for reading, the file is opened read-only.</param>
    /// <param name="identity">With whose rights to open it.</param>
    /// <param name="wait">How long to wait.</param>
    /// <returns>The open file, or null when there is none.</returns>
    public static LockedFile? Open(
        string path, MapLock kind, LockUse use, FileSystemIdentity identity, LockWait wait)
    {
        var attempts = 0;
        while (true)
        {
            SafeFileHandle? file;
            try
            {
                file = identity.Run(() => OpenFor(path, kind, use));
            }
            catch (IOException exception) when (LibC.IsSupported && exception.HResult == LibC.WouldBlock)
            {
                // Another MapKit is replacing it now (FileLease).
                wait.Sleep(path, static () => null);
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
                    // Not with the file open for writing: the program that replaces it would wait for that (FileLease).
                    file.Dispose();
                    wait.Sleep(path, () => LibC.IsSupported ? LockHolder.Find(status) : null);
                    continue;
                }

                // The writer that held the lock may have replaced the file.
                isHeld = status.IsStillAt(path);
                if (isHeld) return new LockedFile(file, kind, use == LockUse.Rewrite || (use != LockUse.Look && kind == MapLock.Fcntl));
                if (++attempts == MostAttempts) throw new IOException($"cannot open {path}: each time it is locked, the name leads to another file; does its file system keep inode numbers?");
                wait.Sleep(path, static () => null);
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
    /// A user who may not write a file is refused although it will be replaced. If the lock does not need a file that is open for
    /// writing, the file is then reopened read-only, so that other programs with the file open for writing can be detected.
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

        // Not with .NET's File.OpenHandle: it takes another lock and fails if that is held. Non-blocking,
        // so that a named pipe in the map's place does not block.
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

/// <summary>The purpose of a lock, which determines its kind.</summary>
internal enum LockUse
{
    /// <summary>To read the map: a shared lock.</summary>
    Look,

    /// <summary>
    /// To replace the map without reading it: the lock waits for other writers and blocks new ones, but not readers. The lock
    /// is exclusive for a moment, which is possible only without another writer, and then shared. Otherwise mail would
    /// wait for the whole compile.
    /// </summary>
    Replace,

    /// <summary>
    /// To derive the new content from the old. With flock the lock stays exclusive, as in Postfix: <c>postmap -d</c>
    /// opens a map under a shared lock. If this lock were shared too, it would delete from a file that then loses its name.
    /// Postfix opens lmdb without a lock, so an exclusive lock would block only readers.
    /// </summary>
    Update,

    /// <summary>To write into it: no other program may write or read it meanwhile.</summary>
    Rewrite,
}
