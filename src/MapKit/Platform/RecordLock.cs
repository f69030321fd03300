using System.Runtime.InteropServices;

namespace MapKit.Platform;

/// <summary><c>struct flock</c> of 64-bit Linux. Start and length 0 mean the whole file.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RecordLock
{
    /// <summary>Read, write or unlock.</summary>
    public short Type;

    /// <summary>What the start counts from.</summary>
    public short Whence;

    /// <summary>First byte.</summary>
    public long Start;

    /// <summary>Number of bytes.</summary>
    public long Length;

    /// <summary>Must be 0 for a lock of an open file description.</summary>
    public int ProcessId;
}
