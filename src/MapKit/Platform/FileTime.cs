using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace MapKit.Platform;

/// <summary>Moves the modification time of an open file.</summary>
internal static class FileTime
{
    /// <summary>Sets the time to now. This needs only write permission.</summary>
    /// <exception cref="IOException">It cannot be set.</exception>
    public static void Touch(SafeFileHandle file, string path)
    {
        if (!LibC.IsSupported)
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return;
        }

        if (TrySet(file, 0, FileTimes.Now) is not 0 and var error)
        {
            throw FileFailure.Create($"set the modification time of {path}", error);
        }
    }

    /// <summary>Sets the time to now, or a second later if the second would not change. Only the owner may do this.</summary>
    /// <param name="file">The file.</param>
    /// <param name="current">Its modification time.</param>
    /// <returns>Whether it was moved.</returns>
    [SupportedOSPlatform("linux")]
    public static bool TryMoveSecond(SafeFileHandle file, DateTime current)
    {
        var was = new DateTimeOffset(current).ToUnixTimeSeconds();
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return TrySet(file, now == was ? was + 1 : now, 0) == 0;
    }

    /// <summary>Sets the time exactly. Only the owner may do this.</summary>
    /// <param name="file">The file.</param>
    /// <param name="seconds">Whole seconds since 1970.</param>
    /// <param name="nanoseconds">Nanoseconds within the second.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="IOException">It cannot be set.</exception>
    /// <exception cref="UnauthorizedAccessException">No permission.</exception>
    [SupportedOSPlatform("linux")]
    public static void Set(SafeFileHandle file, long seconds, long nanoseconds, string path)
    {
        if (TrySet(file, seconds, nanoseconds) is not 0 and var error) throw FileFailure.Create($"set the modification time of {path}", error);
    }

    [SupportedOSPlatform("linux")]
    private static int TrySet(SafeFileHandle file, long seconds, long nanoseconds)
    {
        var times = new FileTimes
        {
            AccessedNanoseconds = FileTimes.Omit,
            ModifiedSeconds = seconds,
            ModifiedNanoseconds = nanoseconds,
        };
        return LibC.SetTimes(file, times) == 0 ? 0 : LibC.Error;
    }
}

/// <summary>The two <c>struct timespec</c> that futimens(2) takes, on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileTimes
{
    /// <summary>Nanoseconds value that means now.</summary>
    public const long Now = 0x3fffffff;

    /// <summary>Nanoseconds value that does not change a time.</summary>
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
