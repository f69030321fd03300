using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>
/// A lease on a file (fcntl(2), F_SETLEASE): the kernel grants it only while nobody has the file open for writing, and makes whoever
/// opens it for writing wait until the lease is given back. So a file can be replaced between two writers that know no lock, or
/// that have opened it and wait for its lock. Not every file system has leases, and only the owner of a file may take one.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class FileLease : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLease(SafeFileHandle file) => _file = file;

    /// <summary>Whether somebody has begun to open the file for writing, and waits.</summary>
    public bool IsWanted => LibC.FcntlNumber(_file, LibC.GetLease, 0) != LibC.ReadLock;

    /// <summary>Takes a lease.</summary>
    /// <param name="file">The file, open for reading only.</param>
    /// <param name="isBusy">Whether somebody has the file open for writing.</param>
    /// <returns>Null if it is busy, or if there is none to be had.</returns>
    public static FileLease? TryTake(SafeFileHandle file, out bool isBusy)
    {
        // By itself the kernel would send a signal that ends the process. This one is ignored unless somebody asks for it.
        isBusy = false;
        if (LibC.FcntlNumber(file, LibC.SetSignal, LibC.HarmlessSignal) < 0) return null;
        if (LibC.FcntlNumber(file, LibC.SetLease, LibC.ReadLock) == 0) return new FileLease(file);
        isBusy = LibC.Error == LibC.WouldBlock;
        return null;
    }

    /// <summary>Gives the lease back: who has waited opens the file.</summary>
    public void Dispose() => _ = LibC.FcntlNumber(_file, LibC.SetLease, LibC.NoLock);
}
