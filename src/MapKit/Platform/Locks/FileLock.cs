using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Locks;

/// <summary>
/// Takes the locks of Postfix's writers. A lock belongs to the open file and ends with it. Lmdb's record lock is taken for
/// the open file as well (not for the process, which would lose it as soon as any other handle of the map is closed).
/// </summary>
[SupportedOSPlatform("linux")]
internal static class FileLock
{
    /// <summary>Blocks new writers, according to the use, if there is none now.</summary>
    /// <param name="file">The map; open for writing if it is lmdb and not only read.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="kind">How Postfix locks it.</param>
    /// <param name="use">What for.</param>
    /// <returns>Whether the lock was taken.</returns>
    public static bool TryTake(SafeFileHandle file, string path, MapLock kind, LockUse use)
    {
        var staysExclusive = use == LockUse.Rewrite || (use == LockUse.Update && kind != MapLock.Fcntl);
        if (!((use == LockUse.Look || Try(file, path, kind, exclusive: true)) && (staysExclusive || Try(file, path, kind, exclusive: false)))) return false;
        if (kind != MapLock.Fcntl || Try(file, path, MapLock.Flock, exclusive: false))
        {
            if (kind == MapLock.Fcntl && !TryRelease(file, MapLock.Flock)) throw FileFailure.Create($"unlock {path}", LibC.Error);
            return true;
        }

        // Another MapKit is replacing the file, for which it must release the record lock first (ExistingMap.CloseForWriting).
        Release(file, kind);
        return false;
    }

    /// <summary>Takes flock(2) exclusively if no other process holds it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>Whether it was taken.</returns>
    public static bool TryExclusive(SafeFileHandle file, string path) => Try(file, path, MapLock.Flock, exclusive: true);

    /// <summary>
    /// Releases a lock. Closing the file is not enough while another thread starts a program: for a moment that
    /// program has the file open too.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">How it was locked.</param>
    public static void Release(SafeFileHandle file, MapLock kind) => _ = TryRelease(file, kind);

    private static bool TryRelease(SafeFileHandle file, MapLock kind)
    {
        var nothing = new RecordLock { Type = LibC.NoLock };
        int result;
        do
        {
            result = kind == MapLock.Fcntl ? LibC.Fcntl(file, LibC.SetOpenFileLock, ref nothing) : LibC.Flock(file, LibC.Unlock);
        }
        while (LibC.WasInterrupted(result));

        return result == 0;
    }

    private static bool Try(SafeFileHandle file, string path, MapLock kind, bool exclusive)
    {
        int result;
        do
        {
            result = kind == MapLock.Fcntl ? TryRecordLock(file, exclusive) : TryFlock(file, exclusive);
        }
        while (LibC.WasInterrupted(result));

        if (result == 0) return true;

        // fcntl reports a lock held by another as either of the two (POSIX leaves the choice).
        return LibC.Error == LibC.WouldBlock || (kind == MapLock.Fcntl && LibC.Error == LibC.AccessDenied)
            ? false
            : throw FileFailure.Create($"lock {path}", LibC.Error);
    }

    private static int TryFlock(SafeFileHandle file, bool exclusive) =>
        LibC.Flock(file, (exclusive ? LibC.LockExclusive : LibC.LockShared) | LibC.LockNonBlocking);

    private static int TryRecordLock(SafeFileHandle file, bool exclusive)
    {
        var wanted = new RecordLock { Type = exclusive ? LibC.WriteLock : LibC.ReadLock };
        return LibC.Fcntl(file, LibC.SetOpenFileLock, ref wanted);
    }
}

/// <summary><c>struct flock</c> of 64-bit Linux. Start and length 0 mean the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordLock
{
    /// <summary>Read, write or unlock.</summary>
    public short Type;

    /// <summary>The base of the start offset.</summary>
    public short Whence;

    /// <summary>First byte.</summary>
    public long Start;

    /// <summary>Number of bytes.</summary>
    public long Length;

    /// <summary>Must be 0 for a lock of an open file description.</summary>
    public int ProcessId;
}
