using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform.Locks;

/// <summary>
/// A lease on a file (fcntl(2), F_SETLEASE): the kernel grants it only while no program has the file open for writing, and makes a program that
/// opens it for writing wait until the lease is released. So a file can be replaced between two writers that use no lock, or
/// that have opened it and wait for its lock. Some file systems have no leases, and only the owner of a file may take one.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class FileLease : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLease(SafeFileHandle file) => _file = file;

    /// <summary>Whether a program waits to open the file for writing.</summary>
    public bool IsWanted => LibC.FcntlNumber(_file, LibC.GetLease, 0) != LibC.ReadLock;

    /// <summary>Takes a lease.</summary>
    /// <param name="file">The file, open for reading only.</param>
    /// <param name="isBusy">Whether a program has the file open for writing.</param>
    /// <returns>Null if it is busy, or if leases are unavailable.</returns>
    public static FileLease? TryTake(SafeFileHandle file, out bool isBusy)
    {
        // By default the kernel would send a signal that ends the process. This signal is ignored unless a handler is set.
        isBusy = false;
        if (LibC.FcntlNumber(file, LibC.SetSignal, LibC.HarmlessSignal) < 0) return null;
        if (LibC.FcntlNumber(file, LibC.SetLease, LibC.ReadLock) == 0) return new FileLease(file);
        isBusy = LibC.Error == LibC.WouldBlock;
        return null;
    }

    /// <summary>Whether a program has the file open for writing; false if leases are unavailable.</summary>
    /// <param name="file">The file, open for reading only.</param>
    public static bool HasWriter(SafeFileHandle file)
    {
        using var lease = TryTake(file, out var isBusy);
        return isBusy;
    }

    /// <summary>Releases the lease: a waiting program opens the file.</summary>
    public void Dispose() => _ = LibC.FcntlNumber(_file, LibC.SetLease, LibC.NoLock);
}
