using System.Runtime.InteropServices;

namespace MapKit.Platform;

/// <summary>The two <c>struct timespec</c> that futimens(2) takes, on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileTimes
{
    /// <summary>Nanoseconds value that means now.</summary>
    public const long Now = 0x3fffffff;

    /// <summary>Nanoseconds value that leaves a time as it is.</summary>
    public const long Omit = 0x3ffffffe;

    /// <summary>Access time, seconds since 1970.</summary>
    public long AccessedSeconds;

    /// <summary>Access time, nanoseconds, <see cref="Now"/> or <see cref="Omit"/>.</summary>
    public long AccessedNanoseconds;

    /// <summary>Modification time, seconds since 1970.</summary>
    public long ModifiedSeconds;

    /// <summary>Modification time, nanoseconds, <see cref="Now"/> or <see cref="Omit"/>.</summary>
    public long ModifiedNanoseconds;
}
